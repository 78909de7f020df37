"""Lengths of time as ISO 8601 durations."""

from collections.abc import Iterable
from decimal import Decimal

from milcoop_extract.mentions.numbers import plain

DESIGNATORS = ("Y", "M", "W", "D", "TH", "TM", "TS")
"""The units of a duration from large to small; one with a T is of the time of day ("TH" is an hour)."""

_SMALLER = {"Y": ("M", 12), "TH": ("TM", 60)}
"""Where half a unit is better told in the next smaller one: half a year is six months."""


def iso_duration(number: Decimal, designator: str) -> str:
    """Write a number of units as an ISO 8601 duration.

    A fraction is told in a smaller unit where that makes it whole: 1.5 years is P18M, 2.5 weeks stays P2.5W.
    """
    if number % 1 and designator in _SMALLER:
        smaller, per_unit = _SMALLER[designator]
        if not number * per_unit % 1:
            return iso_duration(number * per_unit, smaller)
    prefix = "PT" if designator.startswith("T") else "P"
    return f"{prefix}{plain(number)}{designator.removeprefix('T')}"


def joined(durations: Iterable[str]) -> str:
    """Write the parts of one length, from large to small, as one duration: P2Y and P3M are P2Y3M, P1D and PT2H are P1DT2H."""
    days, hours = "", ""
    for duration in durations:
        date, _, time = duration.removeprefix("P").partition("T")
        days, hours = days + date, hours + time
    return f"P{days}T{hours}" if hours else f"P{days}"
