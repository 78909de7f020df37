"""A number, or a range of two, in front of a unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.components.quantities import Quantity, QuantityBefore

YEARS = QuantityBefore("jaar")


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


NUMBERS = st.sampled_from(
    [("5", 5), ("vijf", 5), ("12", 12), ("twaalf", 12), ("1.000", 1000), ("1000", 1000), ("honderd", 100)]
)


@given(NUMBERS, st.sampled_from(["-", " - ", "–", " t/m ", " tot en met ", " tot ", " à ", " of "]), NUMBERS)
def test_every_range(low: tuple[str, int], joint: str, high: tuple[str, int]) -> None:
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
