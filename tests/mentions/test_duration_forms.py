"""Every way to write a length of time is read back."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milcoop_extract import extract_text
from milcoop_extract.mentions.durations.grammar import RULES
from milcoop_extract.mentions.durations.normalise import iso_duration, joined

NUMBERS = {
    2: "twee",
    3: "drie",
    8: "acht",
    10: "tien",
    12: "twaalf",
    15: "vijftien",
    18: "achttien",
    24: "vierentwintig",
    30: "dertig",
    36: "zesendertig",
    100: "honderd",
}
UNITS = (
    ("jaar", "Y", 1),
    ("jaren", "Y", 1),
    ("kalenderjaren", "Y", 1),
    ("decennia", "Y", 10),
    ("eeuwen", "Y", 100),
    ("kwartalen", "M", 3),
    ("maanden", "M", 1),
    ("weken", "W", 1),
    ("dagen", "D", 1),
    ("werkdagen", "D", 1),
    ("etmalen", "D", 1),
    ("uur", "TH", 1),
    ("minuten", "TM", 1),
    ("seconden", "TS", 1),
)
UNIT = st.sampled_from(UNITS)
NUMBER = st.sampled_from([(form, number) for number, word in NUMBERS.items() for form in (word, str(number))])


def read(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return text and value of each duration of a text."""
    return [(item.text, item.value.model_dump()) for item in extract_text(text).mentions if item.type == "duration"]


def length(number: int, unit: tuple[str, str, int]) -> str:
    return iso_duration(Decimal(number * unit[2]), unit[1])


@settings(deadline=None)
@given(NUMBER, UNIT, st.sampled_from(["", " volle", " achtereenvolgende"]))
def test_a_number_of_units(number: tuple[str, int], unit: tuple[str, str, int], adjective: str) -> None:
    form = f"{number[0]}{adjective} {unit[0]}"
    assert read(f"Het werk vergt {form} in totaal.") == [(form, {"timex": length(number[1], unit)})]


@settings(deadline=None)
@given(NUMBER, NUMBER, UNIT, st.sampled_from([" tot ", " à ", "-", " - ", " tot en met ", " of ", "- tot "]))
def test_a_range(low: tuple[str, int], high: tuple[str, int], unit: tuple[str, str, int], joint: str) -> None:
    low, high = sorted((low, high), key=lambda end: end[1])
    form = f"{low[0]}{joint}{high[0]} {unit[0]}"
    assert read(f"Het werk vergt {form} in totaal.") == [(form, {"low": length(low[1], unit), "high": length(high[1], unit)})]


@settings(deadline=None)
@given(NUMBER, NUMBER, st.sampled_from([(0, 6), (0, 8), (6, 7), (7, 8), (11, 12), (8, 11)]))
def test_parts_of_one_length(large: tuple[str, int], small: tuple[str, int], units: tuple[int, int]) -> None:
    first, second = UNITS[units[0]], UNITS[units[1]]
    form = f"{large[0]} {first[0]} en {small[0]} {second[0]}"
    assert read(f"Het werk vergt {form} in totaal.") == [
        (form, {"timex": joined((length(large[1], first), length(small[1], second)))})
    ]


@settings(deadline=None)
@given(st.sampled_from([*NUMBERS.items()]))
def test_a_number_glued_to_years(item: tuple[int, str]) -> None:
    number, word = item
    for form in (f"{number}-jaars", f"{word}jaars"):
        assert read(f"De rente op een {form} lening stijgt.") == [(form, {"timex": f"P{number}Y"})]


@pytest.mark.parametrize("example", [example for rule in RULES for example in rule.examples])
def test_an_example_of_the_rule(example: str) -> None:
    (bracketed,) = re.findall(r"\[\[(.*?)\]\]", example)
    assert [text for text, _ in read(re.sub(r"\[\[|\]\]", "", example))] == [bracketed]


@pytest.mark.parametrize(
    "sentence",
    [
        *(sentence for rule in RULES for sentence in rule.near_misses),
        "Het gaat 5 jaar-op-jaar goed.",
        "Het is (jaar) 5.",
    ],
)
def test_no_length_of_time(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De steun geldt een kwart eeuw lang.", ("een kwart eeuw", {"timex": "P25Y"})),
        ("Dat duurt 3 mnd. langer.", ("3 mnd.", {"timex": "P3M"})),
        ("Dat duurt 3 mnd langer.", ("3 mnd", {"timex": "P3M"})),
        ("Dat duurt een vol jaar.", ("een vol jaar", {"timex": "P1Y"})),
        ("Zij krijgen een twee- tot vijfjaarsplan.", None),
    ],
)
def test_the_longest_unit_counts(sentence: str, found: tuple[str, dict[str, str]] | None) -> None:
    assert read(sentence) == ([found] if found else [])
