"""A number, or a range of two, in front of a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from milcoop_extract.normalise.numbers import FIGURES, WORDS, parse

_NOT_INSIDE = r"(?<![\w.,/§€£$])(?<!\d[-–])"
_LONGEST_NUMBER = 45
_LONGEST_RANGE = 80
"""How many characters before a unit are looked at for a number, and for a range of two."""

_RANGE = r"(?:\s?[-–—]\s?|\s(?:tot en met|t/m|tot|à|a|of)\s)"


AFTER_FROM = re.compile(r"\b(?:van|met)\s(?:[^\W\d]+\s)?$", re.IGNORECASE)
"""Words before a figure that make "A tot B" a change with two figures, where both have their unit: "van 27% tot 24%"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number (`high` is None) or a range; `start` is where it begins in the text."""

    start: int
    low: Decimal
    high: Decimal | None


class QuantityBefore:
    """Finds the quantity that ends where a unit begins; `unit` is an expression for the unit after the low end of a range.

    "tussen" before a range lets "en" stand between its ends.
    """

    def __init__(self, unit: str, figures: str = FIGURES, words: str = WORDS) -> None:
        number = rf"(?:{figures}|{words})"
        self._figures = re.compile(rf"{_NOT_INSIDE}({figures})\s?$")
        self._words = re.compile(rf"{_NOT_INSIDE}({words})\s?$", re.IGNORECASE)
        self._joint = re.compile(rf"(?:{_RANGE}|\sen\s)$", re.IGNORECASE)
        self._range = re.compile(
            rf"(?P<between>\btussen\s(?:de\s|het\s)?)?{_NOT_INSIDE}(?P<low>{number})(?P<unit>\s?(?:{unit}))?"
            rf"(?P<joint>(?(between)(?:{_RANGE}|\sen\s)|{_RANGE}))(?P<high>{number})\s?$",
            re.IGNORECASE,
        )

    def find(self, text: str, end: int, floor: int = 0) -> Quantity | None:
        """Return the quantity that ends at `end`, a space aside, and begins at `floor` or later, or None."""
        start = max(floor, end - _LONGEST_NUMBER)
        tail = text[start:end]
        last = tail.strip()[-1:]
        if not last.isalnum():
            return None
        one = (self._figures if last.isdigit() else self._words).search(tail)
        if one and not self._joint.search(tail, 0, one.start()):  # nearly always so, and a range costs much to look for
            return Quantity(start + one.start(1), parse(one[1]), None)
        floor = max(floor, end - _LONGEST_RANGE)
        match = self._range.search(text[floor:end])
        if match:
            before = text[max(0, floor + match.start("low") - 40) : floor + match.start("low")]
            if not (match["unit"] and match["joint"].strip() == "tot" and AFTER_FROM.search(before)):
                return Quantity(floor + match.start("low"), parse(match["low"]), parse(match["high"]))
        return Quantity(start + one.start(1), parse(one[1]), None) if one else None
