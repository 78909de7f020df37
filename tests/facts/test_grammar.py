"""The rules of facts: in each example the marked figure tells a fact with a cue of the rule, in the near misses none has it."""

import re

import pytest

from milcoop_extract import extract_text
from milcoop_extract.facts.grammar import RULES
from milcoop_extract.mentions.rule import Rule, by_id
from milcoop_extract.records import Cue

_MARKED = re.compile(r"\[\[(.*?)\]\]")


def cues_of_figure(marked: str) -> list[Cue]:
    """Return the cues of the facts that the marked figure tells in a letter of 2023."""
    text = _MARKED.sub(r"\1", marked)
    match = _MARKED.search(marked)
    assert match
    extraction = extract_text(text, "2023-05-12")
    (mention,) = [item for item in extraction.mentions if item.start == match.start() and item.text == match[1]]
    cues = [cue for fact in extraction.indicators if fact.mention == mention.id for cue in fact.cues]
    assert all(text[cue.start : cue.end] == cue.text for cue in cues)
    return cues


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(rule, example, id=rule.id) for rule in RULES for example in rule.examples]
)
def test_the_rule_of_an_example_decides(rule: Rule, example: str) -> None:
    assert [cue.attribute for cue in cues_of_figure(example) if cue.rule == rule.id] == [rule.type]


@pytest.mark.parametrize(
    ("rule", "sentence"), [pytest.param(rule, miss, id=rule.id) for rule in RULES for miss in rule.near_misses]
)
def test_a_near_miss_is_decided_otherwise(rule: Rule, sentence: str) -> None:
    assert rule.id not in {cue.rule for cue in cues_of_figure(sentence)}


def test_ids_are_unique() -> None:
    assert len(by_id(RULES)) == len(RULES)
