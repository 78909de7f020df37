"""Values as a person reads them."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from milcoop_extract.mentions.numbers import grouped
from milcoop_extract.records import Mention, Reference
from milcoop_extract.views.values import details, number, quantity, shown, signed
from records_of_letters import mention


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
    [
        ("0.2", "%", "+0.2 points"),
        ("-0.2", "%", "−0.2 points"),
        ("-1500000000", "EUR", "−EUR 1.5 billion"),
        ("5", "EUR", "+EUR 5"),
    ],
)
def test_signed(value: str, unit: str, expected: str) -> None:
    assert signed(value, unit) == expected


RECORDS: TypeAdapter[Mention | Reference] = TypeAdapter(Mention | Reference)

MONEY = {"amount": "5", "currency": "EUR"}
YEAR = {"start": "2020-01-01", "end": "2020-12-31", "timex": "2020"}
DAY = {"start": "2020-01-01", "end": "2020-01-01", "timex": "2020-01-01"}
NO_YEAR = {"start": None, "end": None, "timex": "XXXX"}


@pytest.mark.parametrize(
    ("type_", "value", "expected", "sort"),
    [
        ("amount", {"amount": "5000000", "currency": "EUR"}, "EUR 5 million", "5000000"),
        ("amount", {"low": "1", "high": "2", "currency": "NOK"}, "NOK 1–2", "1"),
        ("percentage", {"percent": "1.5"}, "1.5%", "1.5"),
        ("percentage", {"low": "1", "high": "2"}, "1–2%", "1"),
        ("date", YEAR, "2020-01-01 – 2020-12-31", "20200101"),
        ("date", DAY, "2020-01-01", "20200101"),
        ("date", NO_YEAR, "XXXX", None),
        ("duration", {"timex": "P5M"}, "P5M", None),
        ("duration", {"low": "P4Y", "high": "P5Y"}, "P4Y–P5Y", None),
        ("programme", {"id": "x", "name": "X"}, "X", None),
        ("kamerstuk", {"dossier": "1", "number": "2", "identifier": "kst-1-2"}, "kst-1-2", None),
        ("reference", {"identifier": None, "year": "2017", "number": "317"}, "2017 317", None),
    ],
)
def test_values(type_: str, value: dict[str, Any], expected: str, sort: str | None) -> None:
    kind = {"kind": {"programme": "policy", "reference": "stb"}[type_]} if type_ in {"programme", "reference"} else {}
    found = RECORDS.validate_python(mention(1, type_, "x", value=value, **kind))
    assert (shown(found), number(found)) == (expected, sort)


@pytest.mark.parametrize(
    ("type_", "value", "attributes", "expected"),
    [
        ("amount", MONEY, {"qualifier": None, "role": "level", "implicit": False}, []),
        ("amount", MONEY, {"qualifier": "max", "role": "increase", "equivalent_to": "m0002"}, ["max", "increase"]),
        ("amount", MONEY, {"implicit": True}, ["currency from the context"]),
        ("percentage", {"percent": "1"}, {"basis": "gdp"}, ["share of gross domestic product"]),
        ("percentage", {"percent": "1"}, {"points": True}, ["percentage points"]),
        ("date", YEAR, {"resolved": True, "bound": "from"}, ["from", "resolved by the context"]),
        ("programme", {"id": "x", "name": "X"}, {"kind": "policy", "discovered": True}, ["policy", "name not in the rules"]),
        ("reference", {}, {"kind": "stb"}, ["stb"]),
    ],
)
def test_details(type_: str, value: dict[str, Any], attributes: dict[str, Any], expected: list[str]) -> None:
    assert details(RECORDS.validate_python(mention(1, type_, "x", value=value, **attributes))) == expected
