"""Every way to write a percentage is read back."""

from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.numbers import plain
from milcoop_extract.mentions.percentages.grammar import RULES
from milcoop_extract.mentions.rule import Rule

FIGURES = [("7", "7"), ("0,05", "0.05"), ("12.5", "12.5"), ("1.250", "1250"), ("2½", "2.5"), ("¾", "0.75"), ("-3,2", "-3.2")]
WORDS = [("zeven", "7"), ("honderd", "100"), ("anderhalf", "1.5"), ("een half", "0.5"), ("een kwart", "0.25"), ("nul", "0")]
SIGNS = ["%", " %"]
NAMES = [" procent", " percent", " Procent", " pct"]
POINTS = [" procentpunt", " procentpunten", " percentpunt", " percentagepunt", "%-punt", " %-punt", "%punt"]
COMPOUNDS = ["%-norm", "%-regeling", " procentsnorm", " procent-eis", "-procentnorm"]


NLP = spacy.blank("nl")
NLP.add_pipe("milcoop_percentages")


def read(written: str) -> list[tuple[str, dict[str, str], bool]]:
    """Read a sentence with one percentage; return what was found: text, value, and whether it is in points."""
    text = f"Het is {written} of zo."
    found = NLP(text).user_data["milcoop_percentages"]
    return [(text[item["start"] : item["end"]], item["value"], item["points"]) for item in found]


def fired(sentence: str) -> list[tuple[str, str]]:
    """Return each percentage of a sentence with its rule."""
    return [(sentence[item["start"] : item["end"]], item["rule"]) for item in NLP(sentence).user_data["milcoop_percentages"]]


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.examples])
def test_an_example_fires(rule: Rule, example: str) -> None:
    before, rest = example.split("[[")
    written, after = rest.split("]]")
    assert fired(before + written + after) == [(written, rule.id)]


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule.near_misses])
def test_a_near_miss_does_not(rule: Rule, sentence: str) -> None:
    assert rule.id not in [found for _, found in fired(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Een stijging van 2% en 3%.", [("increase", ["stijging"]), ("increase", ["stijging"])]),
        ("Het is 2% van het bbp, waarvan circa 1%.", [("level", ["bbp"]), ("level", ["waarvan", "circa"])]),
        ("Het is 2% van het bbp. Het stijgt met 1%.", [("level", ["bbp"]), ("increase", ["stijgt"])]),
    ],
)
def test_percentages_of_one_text_speak_of_each_other(sentence: str, expected: list[tuple[str, list[str]]]) -> None:
    found = NLP(sentence).user_data["milcoop_percentages"]
    assert [(item["role"], [cue["text"] for cue in item["cues"]]) for item in found] == expected


@given(st.sampled_from([*FIGURES, *WORDS]), st.sampled_from(NAMES))
def test_words(number: tuple[str, str], name: str) -> None:
    written = number[0] + name
    assert read(written) == [(written, {"percent": number[1]}, False)]


@given(st.sampled_from(FIGURES), st.sampled_from(SIGNS))
def test_signs(number: tuple[str, str], sign: str) -> None:
    written = number[0] + sign
    assert read(written) == [(written, {"percent": number[1]}, False)]


@given(st.sampled_from([*FIGURES, *WORDS]), st.sampled_from(POINTS))
def test_points(number: tuple[str, str], point: str) -> None:
    if not number[0][-1].isalpha() or point.startswith(" p"):
        written = number[0] + point
        assert read(written) == [(written, {"percent": number[1]}, True)]


@given(st.sampled_from(FIGURES), st.sampled_from(COMPOUNDS))
def test_compounds(number: tuple[str, str], compound: str) -> None:
    head = "%" if "%" in compound else compound[: compound.index("procent") + 7]
    assert read(number[0] + compound) == [(number[0] + head, {"percent": number[1]}, False)]


@given(
    st.decimals(0, 50, places=1),
    st.decimals("50.1", 100, places=1),
    st.sampled_from(["-", " - ", "–", " tot ", " à ", " t/m ", " of "]),
    st.sampled_from(["%", " procent", " procentpunt"]),
    st.booleans(),
)
def test_ranges(low: Decimal, high: Decimal, joint: str, unit: str, twice: bool) -> None:
    written = f"{plain(low)}{unit if twice else ''}{joint}{plain(high)}{unit}".replace(".", ",")
    assert read(written) == [(written, {"low": plain(low), "high": plain(high)}, "punt" in unit)]
