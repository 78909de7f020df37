"""Names that go on in lower case, and titles in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.programmes.rules import DiscoveryRules
from milcoop_extract.mentions.programmes.titles import Titles
from milcoop_extract.rules import load

TITLES = Titles(load(DiscoveryRules))


def names(text: str) -> list[tuple[str, str, str]]:
    return [(text[item.start : item.end], item.key, item.kind) for item in TITLES.find(text)]


def law(name: str) -> list[tuple[str, str, str]]:
    return [(name, name, "policy")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Wet langdurige waterzorg wordt herzien.", law("Wet langdurige waterzorg")),
        ("De Wet langdurige waterzorg.", law("Wet langdurige waterzorg")),
        ("De Wet op het beperkt waterrecht is oud.", law("Wet op het beperkt waterrecht")),
        ("De Wet water en dijken geldt.", law("Wet water en dijken")),
        ("De Wet water en de Dijkwet gelden.", law("Wet water")),
        ("De Wet water en Dijkwet gelden.", law("Wet water")),
        ("De Wet water, die oud is.", law("Wet water")),
        ("De Wet dijkbeheer 2015 is oud.", law("Wet dijkbeheer 2015")),
        ("De Wet Dijkhuis werkt.", law("Wet Dijkhuis")),
        ("De Wet Dijkhuis helpt burgers.", law("Wet Dijkhuis")),
        ("De Regeling houders van dijken is oud.", law("Regeling houders van dijken")),
        ("De Wet dijkbeheer van toepassing verklaren.", law("Wet dijkbeheer")),
        ("De Wet dijkbeheer beoogt de dijken te redden.", law("Wet dijkbeheer")),
        ("De Wet dijken beperkt de schade.", law("Wet dijken")),
        (
            "De Wet dijken en sloten (Wds) is oud.",
            [("Wet dijken en sloten", "Wds", "policy"), ("Wds", "Wds", "policy")],
        ),
        (
            "De Wet toezicht op de dijken in de polder (hierna: de Wtdp) is oud.",
            [("Wet toezicht op de dijken in de polder", "Wtdp", "policy"), ("Wtdp", "Wtdp", "policy")],
        ),
        ("De nota “Water bij de wijn” is af.", law("Water bij de wijn")),
        ('De beleidsnota "Water bij de wijn." is af.', law("Water bij de wijn")),
        ("De visie, getiteld «Water bij de wijn», is af.", law("Water bij de wijn")),
        ("Het programma ‘Water bij de wijn’ loopt.", [("Water bij de wijn", "Water bij de wijn", "programme")]),
        # not a name
        ("De Wet geldt.", []),
        ("De Wet beoogt dat.", []),
        ("De Wet vergroot de kans.", []),
        ("Wet- en regelgeving is nodig.", []),
        ("De Wet en de Regeling gelden.", []),
        ("De wet water geldt.", []),
        ("De nota “water bij de wijn” is af.", []),
        ("De brief “Water bij de wijn” is af.", []),
        ("De nota “Water bij de wijn is af.", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert names(text) == expected


WORDS = ["Wet", "water", "van", "de", "en", "(Ww)", "Dijk", "is", "2015", ".", "“", "”", "nota"]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_what_is_found_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for item in TITLES.find(text):
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start : item.end].strip() == text[item.start : item.end]
