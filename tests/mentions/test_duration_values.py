"""Lengths of time as ISO 8601 durations."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.durations.normalise import DESIGNATORS, iso_duration, joined


@pytest.mark.parametrize(
    ("number", "designator", "expected"),
    [
        ("4", "Y", "P4Y"),
        ("20", "Y", "P20Y"),
        ("5", "M", "P5M"),
        ("6", "W", "P6W"),
        ("10", "D", "P10D"),
        ("48", "TH", "PT48H"),
        ("90", "TM", "PT90M"),
        ("30", "TS", "PT30S"),
        ("1000", "D", "P1000D"),
        ("1.0", "Y", "P1Y"),
        # a fraction is told in the smaller unit where that makes it whole
        ("0.5", "Y", "P6M"),
        ("1.5", "Y", "P18M"),
        ("0.25", "Y", "P3M"),
        ("1.5", "TH", "PT90M"),
        ("1.3", "Y", "P1.3Y"),
        # and stays where there is none
        ("1.5", "M", "P1.5M"),
        ("2.5", "W", "P2.5W"),
        ("0.5", "D", "P0.5D"),
        ("0.5", "TM", "PT0.5M"),
    ],
)
def test_iso_duration(number: str, designator: str, expected: str) -> None:
    assert iso_duration(Decimal(number), designator) == expected


@given(st.decimals(min_value=0, max_value=10_000, places=2), st.sampled_from(DESIGNATORS))
def test_the_length_stays_the_same(number: Decimal, designator: str) -> None:
    match = re.fullmatch(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])", iso_duration(number, designator))
    assert match
    time, digits, letter = match.groups()
    per_unit = 1 if time + letter == designator else {"Y": 12, "TH": 60}[designator]
    assert time == designator[:-1]
    assert Decimal(digits) == number * per_unit


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["P2Y", "P3M"], "P2Y3M"),
        (["P1D", "PT2H"], "P1DT2H"),
        (["PT2H", "PT30M"], "PT2H30M"),
        (["P1Y", "P2M", "P3D"], "P1Y2M3D"),
        (["P4W"], "P4W"),
    ],
)
def test_joined(parts: list[str], expected: str) -> None:
    assert joined(parts) == expected
