"""Every rule finds what its examples show, and nothing in its near misses."""

import re

import pytest

from milcoop_extract import extract_text
from milcoop_extract.mentions.rule import Rule, by_id
from milcoop_extract.mentions.types import mention_types

TABLES = {"kamerstukken", "programmes", "references"}
RULES = by_id(rule for type_ in mention_types() if type_.table in TABLES for rule in type_.rules)
BRACKETS = re.compile(r"\[\[(.*?)\]\]")
DATE = "2020-12-18"
"""The date of the letter in which the sentences stand."""


def found(sentence: str, rule: str) -> list[str]:
    """Return the texts of what a rule finds in a sentence."""
    extraction = extract_text(sentence, DATE)
    return [item.text for item in (*extraction.mentions, *extraction.references) if item.rule == rule]


@pytest.mark.parametrize(("rule", "example"), [(rule.id, example) for rule in RULES.values() for example in rule.examples])
def test_an_example(rule: str, example: str) -> None:
    expected = BRACKETS.findall(example)
    assert expected, "an example shows in double brackets what is found"
    assert found(example.replace("[[", "").replace("]]", ""), rule) == expected


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule.id, sentence) for rule in RULES.values() for sentence in rule.near_misses]
)
def test_a_near_miss(rule: str, sentence: str) -> None:
    assert found(sentence, rule) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_it_finds(rule: Rule) -> None:
    assert rule.what
    assert rule.examples
    assert rule.near_misses
