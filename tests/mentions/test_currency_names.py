"""Whose currency a bare unit is."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from milcoop_extract import extract_text
from milcoop_extract.mentions.amounts.currencies import CurrencyNames, UnitOwners
from milcoop_extract.mentions.amounts.rules import CurrencyRules
from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.rules import load

RULES = load(CurrencyRules)
NAMES = CurrencyNames(RULES)
NLP = spacy.blank("nl")
OWNERS = UnitOwners(NLP, RULES)

OWNED = [
    (unit, place, entry.code)
    for entry in RULES.currency
    for unit in entry.units
    if NAMES.code(unit) is None
    for place in (*entry.places, *entry.adjectives, entry.code)
]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("Euro's", "EUR"),
        ("dollar", "USD"),
        ("f", "NLG"),
        ("TSJECHISCHE KRONEN", "CZK"),
        ("kronen", None),
    ],
)
def test_code(word: str, code: str | None) -> None:
    assert NAMES.code(word) == code


@settings(deadline=None)  # the first call makes the matcher
@given(st.sampled_from(OWNED), st.sampled_from(["{} betaalt ", "{}\nHet kost "]))
def test_a_place_before_a_unit_tells_whose_it_is(owned: tuple[str, str, str], before: str) -> None:
    unit, place, code = owned
    text = before.format(place) + f"5 miljoen {unit}."
    start = text.index("5 miljoen")
    doc = NLP(text)
    clauses = Clauses(doc)
    in_sentence = OWNERS.in_sentence(doc, clauses, start, len(text) - 1, unit)
    assert (in_sentence is None) is ("\n" in text)
    assert (in_sentence or OWNERS.before_sentence(doc, clauses, start, unit)) == code


def currencies(text: str) -> list[str]:
    mentions = [mention.model_dump(mode="json") for mention in extract_text(text).mentions if mention.type == "amount"]
    return [mention["value"]["currency"] for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the nearest before it, else after it, else in the text before; the longest name counts
        ("Het Noord-Koreaanse plan kost 5 miljard won.", ["KPW"]),
        ("NOORWEGEN betaalt 5 miljard kronen.", []),
        ("Denemarken volgt Noorwegen en betaalt 5 miljard kronen.", ["NOK"]),
        ("Met 5 miljard kronen geeft Zweden meer dan Noorwegen.", ["SEK"]),
        ("Zweden koopt radars. De prijs is 5 miljard kronen.", ["SEK"]),
        ("Zweden\nDe prijs is 5 miljard kronen.\nDenemarken\nDe prijs is 6 miljard kronen.", ["SEK", "DKK"]),
        ("De prijs is 5 miljard kronen.\nDenemarken doet mee.", []),
        # where nothing tells
        ("De prijs is 5 miljoen pond per jaar.", ["GBP"]),
        ("De prijs was 5 miljoen mark.", ["DEM"]),
        ("De prijs was 5 miljoen frank.", []),
        # other things than money
        ("Er is 5 miljoen pond vlees verkocht.", []),
        ("Een Engelse koe van 90 pond.", []),
        ("Zij woog 150 pond.", []),
        # small sums where the sentence tells
        ("De boete in Engeland is 150 pond.", ["GBP"]),
        # cents, and sums without a currency, are of the home currency that the letter writes
        ("Het kost 8 cent.", ["EUR"]),
        ("Het kost 8 cent, vroeger f 1 mln.", ["NLG", "NLG"]),
        ("Het kost 8 cent, ofwel f 1 mln., dat is € 5.", ["EUR", "NLG", "EUR"]),
        ("Er is f 1 mln. gereserveerd.\nHet budget is 2 mln.", ["NLG", "NLG"]),
    ],
)
def test_currency_of_the_context(text: str, expected: list[str]) -> None:
    assert currencies(text) == expected
