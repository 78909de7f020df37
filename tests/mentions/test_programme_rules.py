"""The rules of programmes: each example fires, no near miss does."""

import pytest

from milcoop_extract.extractor import extract_text
from milcoop_extract.mentions.programmes.grammar import RULES


def found(text: str) -> set[tuple[str, str]]:
    return {(mention.rule, mention.text) for mention in extract_text(text).mentions if mention.type == "programme"}


@pytest.mark.parametrize(("rule", "example"), [(rule.id, example) for rule in RULES for example in rule.examples])
def test_example(rule: str, example: str) -> None:
    name = example[example.index("[[") + 2 : example.index("]]")]
    assert (rule, name) in found(example.replace("[[", "").replace("]]", ""))


@pytest.mark.parametrize(("rule", "sentence"), [(rule.id, sentence) for rule in RULES for sentence in rule.near_misses])
def test_near_miss(rule: str, sentence: str) -> None:
    assert rule not in {id_ for id_, _ in found(sentence)}
