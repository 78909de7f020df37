"""Names that are not listed, recognised by their form."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milcoop_extract.mentions.programmes.abbreviations import Behind, is_abbreviation, long_form_start
from milcoop_extract.mentions.programmes.discovery import Discoverer
from milcoop_extract.mentions.programmes.rules import DiscoveryRules, ProgrammeRules
from milcoop_extract.rules import load

DISCOVERER = Discoverer(load(ProgrammeRules), load(DiscoveryRules))
BEHIND = Behind(load(DiscoveryRules))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "De Joint Sea Trial Initiative (JSTI) begint.",
            [
                ("Joint Sea Trial Initiative", "programme.abbreviated", "JSTI", "programme"),
                ("JSTI", "programme.abbreviation", "JSTI", "programme"),
            ],
        ),
        ("In operatie Noorderlicht werd gepatrouilleerd.", [("Noorderlicht", "programme.lead", "Noorderlicht", "mission")]),
        ("De trainingsmissie Zandloper loopt af.", [("Zandloper", "programme.lead", "Zandloper", "mission")]),
        ("De oefening Blauwe Haai in Polen.", [("Blauwe Haai", "programme.lead", "Blauwe Haai", "exercise")]),
        ("De oefening Blauwe Haai 24 in Polen.", [("Blauwe Haai 24", "programme.lead", "Blauwe Haai 24", "exercise")]),
        ("Het project Zilvermeeuw in Friesland.", [("Zilvermeeuw", "programme.lead", "Zilvermeeuw", "programme")]),
        ("De missie genaamd Grote Beer.", [("Grote Beer", "programme.lead", "Grote Beer", "mission")]),
        ("De missie «Grote Beer».", [("Grote Beer", "programme.lead", "Grote Beer", "mission")]),
        (
            "De Arctic Watch Initiative is nieuw.",
            [("Arctic Watch Initiative", "programme.head", "Arctic Watch Initiative", "programme")],
        ),
        (
            "De Nederlandse Arctic Watch Initiative.",
            [("Arctic Watch Initiative", "programme.head", "Arctic Watch Initiative", "programme")],
        ),
        ("Het Klimaatfonds Noordzee.", [("Klimaatfonds Noordzee", "programme.head", "Klimaatfonds Noordzee", "programme")]),
        # one of a kind, a thing that is never a programme, or no telling word
        ("Dat is een Arctic Watch Initiative.", []),
        (
            "Een Arctic Watch Initiative.",
            [],
        ),
        ("Er komt een nieuwe Arctic Watch Initiative.", []),
        ("Er komt een Amphibious Task Group (ATG).", []),
        ("Het programma Defensie.", []),
        ("Het Ministerie van Defensie (MvD).", []),
        ("De heer Jan Jansen (JJ).", []),
        ("De operatie verliep goed.", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [(text[item.start : item.end], item.rule, item.key, item.kind) for item in DISCOVERER.find(text)]
    assert found == expected


@example(["Arctic", "Watch", "Initiative", "24", "(AWI)"])
@given(
    st.lists(
        st.sampled_from(["De", "Arctic", "Watch", "Initiative", "operatie", "of", "(AWI)", "een", ".", "24", "2020"]),
        max_size=12,
    )
)
def test_what_is_found_stands_in_the_text_and_does_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for item in DISCOVERER.find(text):
        assert end <= item.start < item.end <= len(text)
        found = text[item.start : item.end]
        # The edition belongs to what stands there, and to the name only where no abbreviation follows.
        assert found in {item.name, item.key, f"{item.name} 24", f"{item.name} 2020"}
        end = item.end


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("Defender 24 in", " 24"),
        ("EDIDP2020 is", "2020"),
        ("Nota 2018.", " 2018"),
        ("Nota-2018", "-2018"),
        ("Nota’24", "’24"),
        ("Nota 24,5", None),
        ("Nota 20%", None),
        ("Nota 201", None),
        ("Nota 24x", None),
        ("Nota 1818", None),
    ],
)
def test_edition(text: str, edition: str | None) -> None:
    name = re.match(r"[A-Za-z]+", text)
    match = BEHIND.edition.match(text, name.end() if name else 0)
    assert (match and match[0]) == edition


@pytest.mark.parametrize(
    ("name", "abbreviation", "start"),
    [
        ("Joint Sea Trial Initiative", "JSTI", 0),
        ("De Joint Sea Trial", "JST", 3),
        ("North Atlantic Treaty Organization", "NATO", 0),
        ("Counter-IED", "C-IED", 0),
        ("NoorderLicht Mars", "NLM", 0),
        ("Europees Defensiefonds", "EDF", 0),
        ("Maritime Security", "XMS", None),
        ("abc", "bc", None),
        ("Sea Joint", "JS", None),
        ("", "AB", None),
    ],
)
def test_long_form_start(name: str, abbreviation: str, start: int | None) -> None:
    assert long_form_start(name, abbreviation) == start


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True), min_size=2, max_size=6))
def test_the_initials_of_a_name_are_its_abbreviation(words: list[str]) -> None:
    initials = "".join(word[0] for word in words)
    name = " ".join(words)
    start = long_form_start(f"de {name}", initials)
    assert start is not None
    assert start >= 3
    assert f"de {name}"[start] == initials[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EU", True),
        ("eFP", True),
        ("C-IED", True),
        ("ABc", True),
        ("euTM", True),
        ("A400M", True),
        ("Abc", False),
        ("a", False),
        ("A", False),
        ("2D", False),
        ("euteM", False),
        ("", False),
    ],
)
def test_is_abbreviation(text: str, expected: bool) -> None:
    assert is_abbreviation(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Joint Sea Trial (JST) begint.", (18, "JST")),
        ("De Joint Sea Trial(JST) begint.", (18, "JST")),
        ("De Joint Sea Trial (hierna: JST) begint.", (18, "JST")),
        ("De Joint Sea Trial (JST 2020) begint.", (18, "JST 2020")),
        ("En de rest (ABC).", None),
        ("Foo bar (fb).", None),
        ("Foo Bar (FB", None),
        ("(FB)", None),
    ],
)
def test_definition(text: str, expected: tuple[int, str] | None) -> None:
    assert BEHIND.definition(text, text.index("(")) == expected


@pytest.mark.parametrize("lead", ["proef*", "*vaart", "proefvaart", "*"])
def test_a_lead_with_an_asterisk(lead: str) -> None:
    rules = load(DiscoveryRules).model_copy(update={"leads": {lead: "programme"}})
    found = Discoverer(load(ProgrammeRules), rules).find("De proefvaart Zilvermeeuw begint.")
    assert [item.name for item in found] == ["Zilvermeeuw"]
