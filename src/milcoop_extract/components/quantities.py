"""A number, or a range of two, in front of a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from milcoop_extract.normalise.numbers import FIGURES, WORDS, parse

_NOT_INSIDE = r"(?<![\w.,/§€£$])(?<!\d[-–])"
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

    def __init__(self, unit: str, number: str = rf"(?:{FIGURES}|{WORDS})") -> None:
        self._window = 80
        self._pattern = re.compile(
            rf"(?P<between>\btussen\s(?:de\s|het\s)?)?{_NOT_INSIDE}(?P<low>{number})(?P<unit>\s?(?:{unit}))?"
            rf"(?P<joint>(?(between)(?:{_RANGE}|\sen\s)|{_RANGE}))(?P<high>{number})\s?$|{_NOT_INSIDE}(?P<one>{number})\s?$",
            re.IGNORECASE,
        )

    def find(self, text: str, end: int, floor: int = 0) -> Quantity | None:
        """Return the quantity that ends at `end`, a space aside, and begins at `floor` or later, or None."""
        if not text[max(0, end - 2) : end].strip()[-1:].isalnum():
            return None
        floor = max(floor, end - self._window)
        match = self._pattern.search(text[floor:end])
        if not match:
            return None
        if match["one"]:
            return Quantity(floor + match.start("one"), parse(match["one"]), None)
        before = text[max(0, floor + match.start("low") - 40) : floor + match.start("low")]
        if match["unit"] and match["joint"].strip() == "tot" and AFTER_FROM.search(before):
            return Quantity(floor + match.start("high"), parse(match["high"]), None)
        return Quantity(floor + match.start("low"), parse(match["low"]), parse(match["high"]))
