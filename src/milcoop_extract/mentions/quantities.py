"""A number, or a range of two, in front of a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .numbers import FIGURES, WORDS, parse

_NOT_INSIDE = r"(?<![\w.,/§€£$])(?<!\d[-–])"
_LONGEST_NUMBER = 45
_LONGEST_RANGE = 80
"""How many characters before a unit are looked at for a number, and for a range of two."""

_MINUS = ("-", "–", "−")
_BEFORE_MINUS = ("", " ", "\n", "(")

_RANGE = r"(?:\s?[-–—]\s?|\s(?:tot en met|t/m|tot|à|a|of)\s)"

_AFTER_FROM = re.compile(r"\b(?:van|met)\s(?:[^\W\d]+\s)?$", re.IGNORECASE)
_VARYING = re.compile(r"\b(?:variër|varieer|uiteen|bandbreedte|marge|range)[^\d.;]{0,20}$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER_TIME = re.compile(r"\b(?:in|sinds|vanaf|begin|medio|eind|per|jaar)\s$", re.IGNORECASE)
_FIRST_YEAR = 1900


def is_change(before: str) -> bool:
    """Tell whether the words before a figure make "A tot B", where both have their unit, a change with two figures.

    "van 27% tot 24%" is one, "variërend van 24% tot 27%" is a range.
    """
    match = _AFTER_FROM.search(before)
    return match is not None and _VARYING.search(before, 0, match.start()) is None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number (`high` is None) or a range; `start` is where it begins in the text."""

    start: int
    low: Decimal
    high: Decimal | None


class QuantityBefore:
    """Finds the quantity that ends where a unit begins; `unit` is an expression for the unit after the low end of a range.

    "tussen" before a range lets "en" stand between its ends; a minus sign belongs to the number if it is `signed`.
    """

    def __init__(self, unit: str, figures: str = FIGURES, words: str = WORDS, *, signed: bool = False) -> None:
        number = rf"(?:{figures}|{words})"
        self._signed = signed
        self._figures = re.compile(rf"{_NOT_INSIDE}({figures})\s?$")
        self._words = re.compile(rf"{_NOT_INSIDE}({words})\s?$", re.IGNORECASE)
        self._joint = re.compile(rf"(?:{_RANGE}|\sen\s(?:de\s)?)$", re.IGNORECASE)
        self._range = re.compile(
            rf"(?P<between>\btussen\s(?:[^\W\d]+\s){{0,2}})?{_NOT_INSIDE}(?P<low>{number})(?P<unit>\s?(?:{unit}))?"
            rf"(?P<joint>(?(between)(?:{_RANGE}|\sen\s(?:de\s)?)|{_RANGE}))(?P<high>{number})\s?$",
            re.IGNORECASE,
        )

    def find(self, text: str, end: int, floor: int = 0, factor: int = 1) -> Quantity | None:
        """Return the quantity that ends at `end`, a space aside, and begins at `floor` or later, or None.

        `factor` is what the unit multiplies by. The ends of a range must rise, be it that the unit goes for the last one only.
        """
        start = max(floor, end - _LONGEST_NUMBER)
        tail = text[start:end]
        last = tail.strip()[-1:]
        if not last.isalnum():
            return None
        one = (self._figures if last.isnumeric() else self._words).search(tail)
        if one and not self._joint.search(tail, 0, one.start()):  # nearly always so, and a range costs much to look for
            return self._one(text, start + one.start(1), parse(one[1]))
        floor = max(floor, end - _LONGEST_RANGE)
        match = self._range.search(text[floor:end])
        if match:
            low, high = parse(match["low"]), parse(match["high"])
            before = text[max(0, floor + match.start("low") - 40) : floor + match.start("low")]
            if low <= high * factor and not self._is_apart(match, before):
                return Quantity(floor + match.start("low"), low, high)
        return self._one(text, start + one.start(1), parse(one[1])) if one else None

    def _one(self, text: str, start: int, number: Decimal) -> Quantity:
        if self._signed and text[start - 1 : start] in _MINUS and text[max(0, start - 2) : start - 1] in _BEFORE_MINUS:
            return Quantity(start - 1, -number, None)
        return Quantity(start, number, None)

    def _is_apart(self, match: re.Match[str], before: str) -> bool:
        """Tell whether two numbers are no range: the figures of a change, or a year ("in 2019 tot 6%")."""
        if match["joint"].strip() != "tot":
            return False
        if match["unit"]:
            return is_change(before)
        return _YEAR.fullmatch(match["low"]) is not None and (
            parse(match["high"]) < _FIRST_YEAR or _AFTER_TIME.search(before) is not None
        )
