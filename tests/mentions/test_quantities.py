"""A number, or a range of two, in front of a unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore, RangeWords
from milcoop_extract.rules import load

RANGES = RangeWords(load(NumberRules).range)
YEARS = QuantityBefore(RANGES, "jaar")


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("vijf jaar", "vijf ", "5", None),
        ("Het duurt 3,5 jaar", "3,5 ", "3.5", None),
        ("anderhalf jaar", "anderhalf ", "1.5", None),
        ("1.500 jaar", "1.500 ", "1500", None),
        ("de 20jaar", "20", "20", None),
        # ranges
        ("vier à vijf jaar", "vier à vijf ", "4", "5"),
        ("elf a twaalf jaar", "elf a twaalf ", "11", "12"),
        ("2-3 jaar", "2-3 ", "2", "3"),
        ("2 – 3 jaar", "2 – 3 ", "2", "3"),
        ("15 t/m 20 jaar", "15 t/m 20 ", "15", "20"),
        ("15 tot en met 20 jaar", "15 tot en met 20 ", "15", "20"),
        ("twee of drie jaar", "twee of drie ", "2", "3"),
        ("1.5-3 jaar", "1.5-3 ", "1.5", "3"),
        ("vier jaar tot vijf jaar", "vier jaar tot vijf ", "4", "5"),
        ("tussen de 3 en 5 jaar", "3 en 5 ", "3", "5"),
        ("tussen vijf jaar en tien jaar", "vijf jaar en tien ", "5", "10"),
        # two numbers that are no range
        ("3 en 5 jaar", "5 ", "5", None),
        ("van 4 jaar tot 5 jaar", "5 ", "5", None),
        ("met ongeveer 4 jaar tot 5 jaar", "5 ", "5", None),
        ("van 4 tot 5 jaar", "4 tot 5 ", "4", "5"),
        ("variërend van 4 jaar tot 5 jaar", "4 jaar tot 5 ", "4", "5"),
        ("uiteenlopend van 4 jaar tot 5 jaar", "4 jaar tot 5 ", "4", "5"),
        ("tussen ongeveer 3 en 5 jaar", "3 en 5 ", "3", "5"),
        ("tussen 3 jaar en de 5 jaar", "3 jaar en de 5 ", "3", "5"),
        ("in 2019 tot 6 jaar", "6 ", "6", None),
        ("sinds 2010 tot 2500 jaar", "2500 ", "2500", None),
        ("2010 tot 2500 jaar", "2010 tot 2500 ", "2010", "2500"),
        ("12 tot 5 jaar", "5 ", "5", None),
        ("2½ jaar", "2½ ", "2.5", None),
        ("5% 3 jaar", "3 ", "3", None),
    ],
)
def test_find(text: str, span: str, low: str, high: str | None) -> None:
    end = text.rindex("jaar")
    expected = Quantity(end - len(span), Decimal(low), Decimal(high) if high else None)
    assert YEARS.find(text, end) == expected


@pytest.mark.parametrize(
    "text",
    [
        "jaar",
        " jaar",
        "de jaar",
        "tien  jaar",
        "x2 jaar",
        "€5 jaar",
        "§5 jaar",
        "5, jaar",
        "5% jaar",
        "aanelf jaar",
        "1/2 jaar",
    ],
)
def test_no_quantity(text: str) -> None:
    assert YEARS.find(text, text.rindex("jaar")) is None


@pytest.mark.parametrize(
    ("text", "start", "low"),
    [("-3%", 0, "-3"), ("van −0,5%", 4, "-0.5"), ("(–2%", 1, "-2"), ("2-3%", 0, "2"), ("x-3%", 2, "3"), ("- 3%", 2, "3")],
)
def test_a_minus_sign(text: str, start: int, low: str) -> None:
    quantity = QuantityBefore(RANGES, "%", signed=True).find(text, len(text) - 1)
    assert quantity is not None
    assert (quantity.start, quantity.low) == (start, Decimal(low))


def test_a_dash_before_a_number_without_sign() -> None:
    assert YEARS.find("-3 jaar", 3) == Quantity(1, Decimal(3), None)


def test_the_ends_of_a_range_rise_in_their_unit() -> None:
    text = "500.000 tot 1 miljoen"
    assert QuantityBefore(RANGES, "miljoen").find(text, 14, factor=10**6) == Quantity(0, Decimal(500_000), Decimal(1))
    assert QuantityBefore(RANGES, "miljoen").find(text, 14) == Quantity(12, Decimal(1), None)


NUMBERS = st.sampled_from(
    [("5", 5), ("vijf", 5), ("12", 12), ("twaalf", 12), ("1.000", 1000), ("1000", 1000), ("honderd", 100)]
)


@given(NUMBERS, st.sampled_from(["-", " - ", "–", " t/m ", " tot en met ", " tot ", " à ", " of "]), NUMBERS)
def test_every_range(low: tuple[str, int], joint: str, high: tuple[str, int]) -> None:
    low, high = sorted((low, high), key=lambda number: number[1])
    before = f"Het duurt {low[0]}{joint}{high[0]} "
    expected = Quantity(len("Het duurt "), Decimal(low[1]), Decimal(high[1]))
    assert YEARS.find(f"{before}jaar", len(before)) == expected


@given(
    st.lists(
        st.sampled_from(["5", "vijf", "2,5", " ", "-", " à ", " tot ", "de ", "jaar", "tussen ", " en ", "€"]), max_size=12
    )
)
def test_what_stands_before_a_full_stop_does_not_matter(pieces: list[str]) -> None:
    before = "".join(pieces)
    assert YEARS.find(f"{before}. 7 jaar", len(before) + 4) == Quantity(len(before) + 2, Decimal(7), None)
