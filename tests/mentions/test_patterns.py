"""Word lists as regular expressions."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.lexicon import Lexicon, any_of, stretch, trie

WORDS = st.lists(st.text("ab.-€' ", min_size=1, max_size=5), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["mln", "mln."], "5 mln. en 6 mln", ["mln.", "mln"]),
        (["mln", "mln."], "5 mlns", []),
        (["euro", "euro's"], "een euro's, euro en eurozone", ["euro's", "euro"]),
        (["a", "ab", "abc"], "abc ab a abcd", ["abc", "ab", "a"]),
        (["tot", "tot en met"], "tot en met, tot en", ["tot en met", "tot"]),
        # a boundary only where a word ends in a letter or figure
        (["€"], "5€6", ["€"]),
        (["ca."], "ca.5 en cacao en oca.", ["ca."]),
        (["±"], "x±5", ["±"]),
        # any letters
        (["*groei"], "groei, bevolkingsgroei en groeide", ["groei", "groei"]),
        (["stijg*"], "stijgt en gestegen en opstijgen", ["stijgt"]),
        (["*budget*"], "het defensiebudgetten", ["budgetten"]),
        # marks of regular expressions are nothing but themselves
        (["a.s."], "aXsX a.s.", ["a.s."]),
        (["(x)", "[y]"], "(x) [y] x y", ["(x)", "[y]"]),
    ],
)
def test_any_of(words: list[str], text: str, expected: list[str]) -> None:
    assert re.findall(any_of(words), text) == expected


@given(WORDS, st.text("ab.-€' ", max_size=12))
def test_trie_finds_the_longest_word(words: list[str], text: str) -> None:
    match = re.match(trie(words), text)
    assert (match and match[0]) == max((word for word in words if text.startswith(word)), key=len, default=None)


@given(WORDS)
def test_any_of_has_no_groups_and_matches_each_word(words: list[str]) -> None:
    pattern = re.compile(any_of(words))
    assert pattern.groups == 0
    assert [word for word in words if not pattern.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("case", "start", "end", "expected"),
    [
        (False, 0, None, ["Ruim", "tot en met", "tot", "groeide", "ruim", "mln."]),
        (True, 0, None, ["tot en met", "tot", "groeide", "ruim", "mln."]),
        # words that a stretch only holds in part are not in it
        (False, 1, None, ["tot en met", "tot", "groeide", "ruim", "mln."]),
        (False, 0, 8, ["Ruim", "tot"]),
        (False, 5, 18, ["tot en met", "tot"]),
        (False, 5, 5, []),
    ],
)
def test_lexicon_in_a_stretch_of_the_text(case: bool, start: int, end: int | None, expected: list[str]) -> None:
    nlp = spacy.blank("nl")
    lexicon = Lexicon(nlp, {"a": ["ruim", "tot en met", "tot"], "b": ["groei*", "mln."]}, case=case)
    text = "Ruim tot en met 5 groeide ruim 5 mln./jaar."
    hits = lexicon.find(stretch(nlp(text), start, len(text) if end is None else end))
    assert [text[hit.start : hit.end] for hit in hits] == expected
