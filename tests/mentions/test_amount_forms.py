"""Every way to write a sum, in every currency of the rules, is read back."""

from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.amounts.currencies import CurrencyNames
from milcoop_extract.mentions.amounts.grammar import AmountForms, Sum
from milcoop_extract.mentions.amounts.rules import CurrencyRules
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.rules import load

CURRENCIES = load(CurrencyRules)
NUMBERS = load(NumberRules)
NAMES = CurrencyNames(CURRENCIES)
NLP = spacy.blank("nl")
FORMS = AmountForms(NLP, NAMES, NUMBERS)

SIGNS = [(sign, entry.code) for entry in CURRENCIES.currency for sign in entry.signs]
CAREFUL = [(sign, entry.code) for entry in CURRENCIES.currency for sign in (*entry.before_sum, entry.code)]
WORDS = [(word, entry.code) for entry in CURRENCIES.currency for word in (*entry.words, entry.code)]
FULL_NAMES = [
    (f"{adjective} {name}", entry.code)
    for entry in CURRENCIES.currency
    for adjective in entry.adjectives
    for name in (*entry.words, *entry.units)
]
UNITS = sorted({unit for entry in CURRENCIES.currency for unit in entry.units if NAMES.code(unit) is None})
CENTS = [(word, entry.code) for entry in CURRENCIES.currency for word in entry.cents]
FACTORS = [(word, entry.factor) for entry in NUMBERS.magnitude for word in entry.words]
LETTERS = [(entry.letters, entry.factor) for entry in NUMBERS.prefix]
SPELLED = [
    ("twee", 2),
    ("vijftien", 15),
    ("honderdtwintig", 120),
    ("anderhalf", "1.5"),
    ("een half", "0.5"),
    ("een kwart", "0.25"),
]
FIGURES = st.builds(
    lambda whole, decimals: (f"{whole:,}".replace(",", ".") + decimals, Decimal(f"{whole}{decimals.replace(',', '.')}")),
    st.integers(1, 999_999_999),
    st.from_regex(r"(,[0-9]{1,2})?", fullmatch=True),
)
SMALL = st.integers(1, 999).map(lambda number: (str(number), Decimal(number)))
JOINTS = st.sampled_from(["-", " - ", "–", " tot ", " à ", " t/m ", " tot en met "])


def find(text: str) -> list[Sum]:
    return FORMS.find(NLP(text))


def read(written: str) -> tuple[Decimal, Decimal | None, str | None, str | None]:
    """Read a sentence with one sum, check that it covers all that was written, and return ends, currency and bare unit."""
    found = find(f"Het kost {written} dit jaar.")
    assert [(item.start, item.end) for item in found] == [(9, 9 + len(written))]
    return found[0].low, found[0].high, found[0].currency, found[0].unit


@given(st.sampled_from(SIGNS), st.sampled_from(["", " "]), FIGURES)
def test_a_sign_before_any_figures(sign: tuple[str, str], space: str, number: tuple[str, Decimal]) -> None:
    assert read(f"{sign[0]}{space}{number[0]}") == (number[1], None, sign[1], None)


@given(st.sampled_from([*SIGNS, *CAREFUL]), SMALL, st.sampled_from(FACTORS))
def test_a_sign_before_a_magnitude(sign: tuple[str, str], number: tuple[str, Decimal], factor: tuple[str, int]) -> None:
    assert read(f"{sign[0]} {number[0]} {factor[0]}") == (number[1] * factor[1], None, sign[1], None)


@given(FIGURES, st.sampled_from(WORDS))
def test_a_word_behind_figures(number: tuple[str, Decimal], word: tuple[str, str]) -> None:
    value = number[1] + 1000 if number[1] < 100 else number[1]
    text = (
        number[0]
        if value == number[1]
        else f"1.0{int(number[1]):02d}{number[0].partition(',')[1]}{number[0].partition(',')[2]}"
    )
    assert read(f"{text} {word[0]}") == (value, None, word[1], None)


@given(SMALL, st.sampled_from(FACTORS), st.sampled_from([*WORDS, *FULL_NAMES]), st.booleans())
def test_a_word_behind_a_magnitude(
    number: tuple[str, Decimal], factor: tuple[str, int], word: tuple[str, str], capital: bool
) -> None:
    name = word[0].capitalize() if capital and word[0].islower() else word[0]
    assert read(f"{number[0]} {factor[0]} {name}") == (number[1] * factor[1], None, word[1], None)


@given(st.sampled_from(SPELLED), st.sampled_from(FACTORS), st.sampled_from([*WORDS, *FULL_NAMES]))
def test_a_number_in_words(number: tuple[str, str], factor: tuple[str, int], word: tuple[str, str]) -> None:
    assert read(f"{number[0]} {factor[0]} {word[0]}") == (Decimal(number[1]) * factor[1], None, word[1], None)


@given(SMALL, st.sampled_from(FACTORS), st.sampled_from(UNITS))
def test_a_unit_that_several_share(number: tuple[str, Decimal], factor: tuple[str, int], unit: str) -> None:
    assert read(f"{number[0]} {factor[0]} {unit}") == (number[1] * factor[1], None, None, unit)


@given(SMALL, st.sampled_from(CENTS))
def test_cents(number: tuple[str, Decimal], cent: tuple[str, str]) -> None:
    assert read(f"{number[0]} {cent[0]}") == (number[1] / 100, None, cent[1], None)


@given(st.sampled_from([sign for sign in SIGNS if not sign[0][0].isalpha()]), SMALL, st.sampled_from(LETTERS))
def test_letters_beside_a_sign(sign: tuple[str, str], number: tuple[str, Decimal], letters: tuple[str, int]) -> None:
    expected = (number[1] * letters[1], None, sign[1], None)
    assert read(f"{letters[0]}{sign[0]} {number[0]}") == expected
    assert read(f"{sign[0]} {number[0]} {letters[0]}") == expected
    assert read(f"{number[0]} {letters[0]}{sign[0]}") == expected


@given(st.integers(1, 499), st.integers(500, 999), JOINTS, st.sampled_from(FACTORS), st.sampled_from([*WORDS, *FULL_NAMES]))
def test_ranges(low: int, high: int, joint: str, factor: tuple[str, int], word: tuple[str, str]) -> None:
    ends = (Decimal(low * factor[1]), Decimal(high * factor[1]), word[1], None)
    assert read(f"{low}{joint}{high} {factor[0]} {word[0]}") == ends
    assert read(f"{low} {factor[0]}{joint}{high} {factor[0]} {word[0]}") == ends
    if joint != "-":
        assert read(f"{low} {factor[0]} {word[0]}{joint}{high} {factor[0]} {word[0]}") == ends


@given(st.integers(1, 499), st.integers(500, 999), JOINTS, st.sampled_from(FACTORS), st.sampled_from(SIGNS))
def test_ranges_with_a_sign(low: int, high: int, joint: str, factor: tuple[str, int], sign: tuple[str, str]) -> None:
    ends = (Decimal(low * factor[1]), Decimal(high * factor[1]), sign[1], None)
    assert read(f"{sign[0]} {low}{joint}{high} {factor[0]}") == ends
    assert read(f"{sign[0]} {low}{joint}{sign[0]} {high} {factor[0]}") == ends
    assert read(f"{sign[0]} {low} {factor[0]}{joint}{sign[0]} {high} {factor[0]}") == ends


@pytest.mark.parametrize("written", ["€ 25,-", "€ 25,--", "€ 25,=", "€25.-", "€ 25,00"])
def test_dashes_for_decimals(written: str) -> None:
    assert read(written) == (Decimal(25), None, "EUR", None)


@pytest.mark.parametrize(
    "text",
    [
        "(bedragen x € 1.000)",
        "(× € 1 mln.)",
        "de TOP 500 en COP 26",
        "100 TOP-leerlingen",
        "EUR 1-formulieren",
        "een Euro 6-motor",
        "40 pond vuurwerk",
        "honderden euro's",
        "5 kroonluchters",
    ],
)
def test_no_sum(text: str) -> None:
    assert find(text) == []


def test_twice_a_sum_is_no_scale() -> None:
    assert [item.low for item in find("2 x € 1.000")] == [Decimal(1000)]


def test_a_letter_before_a_small_number_counts_in_a_letter_with_such_sums() -> None:
    assert find("Per zeug f 15.") == []
    assert [item.low for item in find("Per zeug f 15 en per big f 1,25, zie f 2-toets.")] == [
        Decimal(15),
        Decimal("1.25"),
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # where the tokenizer takes words together or apart
        ("Het kost 5 mln./jaar.", "5 mln."),
        ("De 5 mld.-grens is bereikt.", "5 mld."),
        ("Het kost 3 miljoen EUR. De rest volgt.", "3 miljoen EUR"),
        ("Er is 2 bn. De rest volgt.", "2 bn"),
        ("Er is Hfl.250 over.", "Hfl.250"),
        ("Er is 1½mln euro over.", "1½mln euro"),
        ("Er is 12 AUD. De rest volgt.", "12 AUD"),
        ("Er is US $ 5 over.", "US $ 5"),
        ("Er is 40 kEUR over.", "40 kEUR"),
        # letters with a space before the sign belong to something else
        ("De muur van 5 m € 600.", "€ 600"),
        # a sign is no part of a word
        ("Er is 5 EUROPA te koop voor € 6.", "€ 6"),
    ],
)
def test_words_of_money_and_tokens(text: str, written: str) -> None:
    assert [text[item.start : item.end] for item in find(text)] == [written]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Dat is € 5 mln. In 2020 ook.", [15]),
        ("Dat is € 5 mln. De € 6 mln is op.", [14, 26]),
        ("Dat is € 5 mln. en € 6 mln is op.", [15, 26]),
    ],
)
def test_the_full_stop_of_an_abbreviation(text: str, ends: list[int]) -> None:
    assert [item.end for item in find(text)] == ends
