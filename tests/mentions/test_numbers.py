"""Dutch numbers: what is one, its value, and how a value is written."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.numbers import CARDINALS_TO_31, FIGURES, PARTS, SPACED_FIGURES, WORDS, cardinal, parse, plain

SMALL = [
    "", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien",
    "vijftien", "zestien", "zeventien", "achttien", "negentien",
]  # fmt: skip
TENS = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def spell(number: int) -> str:
    """Write an integer from 1 to 999,999 in Dutch, as one word but for the space after "duizend"."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return f"{spell(thousands) if thousands > 1 else ''}duizend {spell(rest)}".strip()
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return f"{SMALL[hundreds] if hundreds > 1 else ''}honderd{spell(rest)}"
    if number < 20:
        return SMALL[number]
    tens, unit = divmod(number, 10)
    link = "ën" if SMALL[unit].endswith("e") else "en"
    return f"{SMALL[unit]}{link}{TENS[tens]}" if unit else TENS[tens]


def group(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def is_one(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "een"),
        (17, "zeventien"),
        (21, "eenentwintig"),
        (22, "tweeëntwintig"),
        (80, "tachtig"),
        (101, "honderdeen"),
        (325, "driehonderdvijfentwintig"),
        (1000, "duizend"),
        (1001, "duizend een"),
        (23_456, "drieëntwintigduizend vierhonderdzesenvijftig"),
    ],
)
def test_the_speller_of_these_tests(number: int, expected: str) -> None:
    assert spell(number) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("007", "7"),
        ("4500", "4500"),
        ("12,5", "12.5"),
        ("0,5", "0.5"),
        ("1,234", "1.234"),
        ("1,10", "1.1"),
        ("1.5", "1.5"),
        ("12.3456", "12.3456"),
        ("1.500", "1500"),
        ("1.500,5", "1500.5"),
        ("1.234.567,89", "1234567.89"),
        ("1.000.000.000.000.000", "1E15"),
        ("1,250,000", "1250000"),
        ("1,250,000.75", "1250000.75"),
        ("¾", "0.75"),
        ("2½", "2.5"),
        ("10 ¼", "10.25"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_figures(text: str, value: str) -> None:
    assert is_one(FIGURES, text)
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(("text", "value"), [("1 500", "1500"), ("1 234 567", "1234567"), ("12 000,25", "12000.25")])
def test_figures_with_spaces(text: str, value: str) -> None:
    assert is_one(SPACED_FIGURES, text)
    assert not is_one(FIGURES, text)
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1.50.000", "1.50"),
        ("1.5.2", "1.5"),
        ("3,5,7", "3,5"),
        ("1,250,00", "1,250"),
        ("1,250,000,5", "1,250"),
        ("12.345.67", "12.345"),
        ("5.", "5"),
        ("5, 6", "5"),
        ("7miljoen", "7"),
        ("1234567890123456", None),
        ("1.0000000000", None),
    ],
)
def test_where_figures_end(text: str, figures: str | None) -> None:
    match = re.match(FIGURES, text)
    assert (match and match[0]) == figures


@pytest.mark.parametrize("text", ["1 50", "12 34", "1 2345", "1500", "1 500 00"])
def test_no_figures_with_spaces(text: str) -> None:
    assert not is_one(SPACED_FIGURES, text)


def test_a_nought_begins_no_thousands() -> None:
    assert parse("0.500") == Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("een", "1"),
        ("één", "1"),
        ("Twaalf", "12"),
        ("TWINTIG", "20"),
        ("éénentwintig", "21"),
        ("honderd", "100"),
        ("éénhonderd", "100"),
        ("honderdeneen", "101"),
        ("honderdenéén", "101"),
        ("twaalfhonderd", "1200"),
        ("vijfentwintighonderd", "2500"),
        ("duizendeneen", "1001"),
        ("tienduizend", "10000"),
        ("honderdduizend", "100000"),
        ("tweeduizendvijfhonderd", "2500"),
        ("tweeduizend vijfhonderd", "2500"),
        ("anderhalf", "1.5"),
        ("anderhalve", "1.5"),
        ("een half", "0.5"),
        ("een halve", "0.5"),
        ("tweeënhalf", "2.5"),
        ("Drieënhalve", "3.5"),
        ("vierenhalf", "4.5"),
        ("zevenenhalve", "7.5"),
        ("twee en een halve", "2.5"),
        ("nul", "0"),
    ],
)
def test_words(text: str, value: str) -> None:
    assert is_one(WORDS, text)
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("een kwart", "0.25"), ("driekwart", "0.75"), ("drie kwart", "0.75"), ("twee tienden", "0.2")]
)
def test_parts(text: str, value: str) -> None:
    assert is_one(PARTS, text)
    assert not is_one(WORDS, text)
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eerste",
        "half",
        "nulde",
        "eenhonderdhonderd",
        "tien twee",
        "tweetwintig",
        "entwintig",
        "elfentwintig",
        "een en half",
    ],
)
def test_no_words_of_a_number(text: str) -> None:
    assert not is_one(WORDS, text)


@pytest.mark.parametrize("text", ["", "en", "eerste", "entwintig", "duizendduizend", "elfentwintig", "tien twee"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Dutch number"):
        parse(text)


@pytest.mark.parametrize(
    ("word", "value"), [("één", 1), ("Zevenentachtig", 87), ("honderdduizend", 100_000), ("duizend een", 1001)]
)
def test_cardinal(word: str, value: int) -> None:
    assert cardinal(word) == value


@pytest.mark.parametrize("word", ["", "nul", "anderhalf", "12", "eerste"])
def test_no_cardinal(word: str) -> None:
    with pytest.raises(ValueError, match="not a Dutch number"):
        cardinal(word)


def test_cardinals_of_the_days_of_a_month() -> None:
    assert tuple(spell(number) for number in range(1, 32)) == CARDINALS_TO_31


@pytest.mark.parametrize("text", ["1x", "1,2,3", "²"])
def test_what_begins_with_a_figure_and_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Dutch number"):
        parse(text)


@pytest.mark.parametrize("first", range(0, 1_000_000, 100_000))
def test_every_number_in_words_is_read_back(first: int) -> None:
    """Every one below 2,000, and every 89th up to a million: all endings in hundreds of combinations."""
    numbers = range(max(first, 1), first + 100_000, 89) if first else [*range(1, 2000), *range(2000, 100_000, 89)]
    pattern = re.compile(WORDS)
    wrong = [number for number in numbers if not pattern.fullmatch(spell(number)) or parse(spell(number)) != number]
    assert wrong == []


@given(st.integers(1, 999_999), st.booleans(), st.booleans())
def test_numbers_in_words_in_every_spelling(number: int, joined: bool, capital: bool) -> None:
    words = spell(number)
    words = words.replace(" ", "") if joined else words
    words = words.capitalize() if capital else words
    assert is_one(WORDS, words)
    assert parse(words) == number


@given(st.integers(1, 10**15 - 1), st.from_regex(r"(,[0-9]{1,9})?", fullmatch=True))
def test_figures_are_read_back(number: int, decimals: str) -> None:
    expected = Decimal(f"{number}{decimals.replace(',', '.')}")
    for text in (f"{number}{decimals}", group(number, ".") + decimals, group(number, " ") + decimals):
        assert is_one(f"{FIGURES}|{SPACED_FIGURES}", text)
        assert parse(text) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_plain_round_trip(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    assert plain(Decimal(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4.760E+9", "4760000000"),
        ("1E+2", "100"),
        ("0E+3", "0"),
        ("0.00", "0"),
        ("100", "100"),
        ("100.0", "100"),
        ("1.50", "1.5"),
        ("-1.50", "-1.5"),
        ("1E-7", "0.0000001"),
    ],
)
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
