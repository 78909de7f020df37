"""Values as a person reads them."""

from typing import Any

import pytest

from milcoop_extract.report.values import details, grouped, number, quantity, shown, signed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("999999", "999,999"),
        ("1000000", "1 million"),
        ("999999999", "999.999999 million"),
        ("4760000000", "4.76 billion"),
        ("-500000000", "-500 million"),
        ("1250000000000", "1.25 trillion"),
        ("1" + "0" * 40, "10,000,000,000,000,000,000,000,000,000 trillion"),
        ("123456789012345678901234567890123", "123,456,789,012,345,678,901.234567890123 trillion"),
    ],
)
def test_grouped(value: str, expected: str) -> None:
    assert grouped(value) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("1.57", "%"), "1.57%"),
        (("2", "%", "min"), "at least 2%"),
        (("4760000000", "EUR", "approx"), "about EUR 4.76 billion"),
        (("1500", "persons", "over"), "over 1,500 persons"),
    ],
)
def test_quantity(arguments: tuple[str, ...], expected: str) -> None:
    assert quantity(*arguments) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("0.2", "%", "+0.2 points"), ("-0.2", "%", "−0.2 points"), ("-1500000000", "EUR", "−EUR 1.5 billion"), ("5", "EUR", "+EUR 5")],
)
def test_signed(value: str, unit: str, expected: str) -> None:
    assert signed(value, unit) == expected


@pytest.mark.parametrize(
    ("mention", "value", "sort", "also"),
    [
        ({"type": "amount", "value": {"amount": "5000000", "currency": "EUR"}, "implicit": True}, "EUR 5 million", "5000000", ["currency from the context"]),
        ({"type": "amount", "value": {"low": "1", "high": "2", "currency": "NOK"}, "qualifier": "max"}, "NOK 1–2", "1", ["max"]),
        ({"type": "percentage", "value": {"percent": "1.5"}, "basis": "gdp"}, "1.5%", "1.5", ["share of gross domestic product"]),
        ({"type": "percentage", "value": {"low": "1", "high": "2"}, "points": True, "role": "increase"}, "1–2%", "1", ["increase", "percentage points"]),
        ({"type": "date", "value": {"start": "2020-01-01", "end": "2020-12-31", "timex": "2020"}, "resolved": True}, "2020-01-01 – 2020-12-31", "20200101", ["resolved by the context"]),
        ({"type": "date", "value": {"start": "2020-01-01", "end": "2020-01-01", "timex": "2020-01-01"}, "bound": "from"}, "2020-01-01", "20200101", ["from"]),
        ({"type": "date", "value": {"start": None, "end": None, "timex": "XXXX"}}, "XXXX", None, []),
        ({"type": "duration", "value": {"timex": "P5M"}}, "P5M", None, []),
        ({"type": "duration", "value": {"low": "P4Y", "high": "P5Y"}}, "P4Y–P5Y", None, []),
        ({"type": "programme", "value": {"id": "x", "name": "X"}, "kind": "policy", "discovered": True}, "X", None, ["policy", "name not in the rules"]),
        ({"type": "kamerstuk", "value": {"identifier": "kst-1-2"}}, "kst-1-2", None, []),
        ({"type": "reference", "value": {"identifier": None, "year": "2017", "number": "317"}, "kind": "stb"}, "2017 317", None, ["stb"]),
    ],
)  # fmt: skip
def test_mentions(mention: dict[str, Any], value: str, sort: str | None, also: list[str]) -> None:
    assert (shown(mention), number(mention), details(mention)) == (value, sort, also)
