"""A number, or a range of two, in front of a unit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .clauses import words_before
from .lexicon import any_of
from .number_rules import RangeEntry
from .numbers import FIGURES, WORD_ENDS, WORDS, parse

_NOT_INSIDE = r"(?<![\w.,/§€£$])(?<!\d[-–])"

_WORDS_OF_ONE = 6
_WORDS_OF_TWO = 2 * _WORDS_OF_ONE + 5
"""The most words of a number, and of a range of two with their units and the word before it."""

_WORDS_BEFORE = 6
"""The most words before a range that lead it in."""

_MINUS = ("-", "–", "−")
_BEFORE_MINUS = ("", " ", "\n", "(")

_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_YEAR = 1900


class RangeWords:
    """The words of a range as expressions.

    `joint` and `pair` match what stands between the ends of a range of sums, with the spaces around it, `pair` only where
    `is_between` holds. `alternative` matches what stands between the ends of any quantity.
    """

    def __init__(self, rules: RangeEntry) -> None:
        self.joint = _joint(rules.joints)
        self.pair = rf" {any_of(rules.pairs)} "
        self.between = rf"\b{re.escape(rules.between)}\s(?:[^\W\d]+\s){{0,2}}"
        self.alternative = _joint((*rules.joints, *rules.alternatives))
        self._until = rules.until
        self._after_between = _compile(rf"{self.between}$")
        self._after_from = _compile(rf"{any_of((*rules.origins, *rules.steps))}\s(?:[^\W\d]+\s)?$")
        self._after_step = _compile(rf"{any_of(rules.steps)}\s(?:[^\W\d]+\s)?$")
        self._varying = _compile(rf"{any_of(rules.varying)}[^\d.;]*$")
        self._after_time = _compile(rf"{any_of(rules.times)}\s$")

    def is_between(self, text: str, start: int) -> bool:
        """Tell whether the words before a number at `start` make it the low end of a range whose ends `pair` joins."""
        return self._after_between.search(_before(text, start)) is not None

    def is_change(self, text: str, start: int, joint: str) -> bool:
        """Tell whether the words before two figures that both have their unit make them the two of a change.

        "van 27% tot 24%" is a change, "variërend van 24% tot 27%" is a range.
        """
        if joint.strip() != self._until:
            return False
        before = _before(text, start)
        match = self._after_from.search(before)
        return match is not None and self._varying.search(before, 0, match.start()) is None

    def is_step(self, text: str, start: int) -> bool:
        """Tell whether the words before two figures make them those of a change even where only the second has a unit."""
        return self._after_step.search(_before(text, start)) is not None

    def is_year(self, text: str, start: int, joint: str, number: str, second: Decimal) -> bool:
        """Tell whether the first of two numbers is a year of its own: "in 2019 tot 6%"."""
        if joint.strip() != self._until or not _YEAR.fullmatch(number):
            return False
        return second < _FIRST_YEAR or self._after_time.search(_before(text, start)) is not None


def _before(text: str, start: int) -> str:
    return words_before(text, start, _WORDS_BEFORE)


def _joint(words: Iterable[str]) -> str:
    return rf"(?: ?[-–—] ?| {any_of(words)} )"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number (`high` is None) or a range; `start` is where it begins in the text."""

    start: int
    low: Decimal
    high: Decimal | None


class QuantityBefore:
    """Finds the quantity that ends where a unit begins; `unit` is an expression for the unit after the low end of a range.

    A minus sign belongs to the number if it is `signed`.
    """

    def __init__(
        self, ranges: RangeWords, unit: str, figures: str = FIGURES, words: str = WORDS, *, signed: bool = False
    ) -> None:
        number = rf"(?:{figures}|{words})"
        self._ranges = ranges
        self._signed = signed
        self._figures = re.compile(rf"{_NOT_INSIDE}({figures})\s?$")
        self._words = _compile(rf"{_NOT_INSIDE}({words})\s?$")
        self._joint = _compile(rf"(?:{ranges.alternative}|{ranges.pair})$")
        self._range = _compile(
            rf"(?P<between>{ranges.between})?{_NOT_INSIDE}(?P<low>{number})(?P<unit>\s?(?:{unit}))?"
            rf"(?P<joint>(?(between)(?:{ranges.alternative}|{ranges.pair})|{ranges.alternative}))(?P<high>{number})\s?$"
        )

    def find(self, text: str, end: int, floor: int = 0, factor: int = 1) -> Quantity | None:
        """Return the quantity that ends at `end`, a space aside, and begins at `floor` or later, or None.

        `factor` is what the unit multiplies by. The ends of a range must rise; the unit may belong to the last one only.
        """
        tail = words_before(text, end, _WORDS_OF_ONE, floor)
        last = tail.strip()
        if not last[-1:].isnumeric() and not last.lower().endswith(WORD_ENDS):
            return None
        one = (self._figures if last[-1].isnumeric() else self._words).search(tail)
        start = end - len(tail)
        if one and not self._joint.search(tail, 0, one.start()):  # nearly always so, and a range costs much to look for
            return self._one(text, start + one.start(1), parse(one[1]))
        return self._two(text, end, floor, factor) or (self._one(text, start + one.start(1), parse(one[1])) if one else None)

    def _one(self, text: str, start: int, number: Decimal) -> Quantity:
        if self._signed and text[start - 1 : start] in _MINUS and text[max(0, start - 2) : start - 1] in _BEFORE_MINUS:
            return Quantity(start - 1, -number, None)
        return Quantity(start, number, None)

    def _two(self, text: str, end: int, floor: int, factor: int) -> Quantity | None:
        tail = words_before(text, end, _WORDS_OF_TWO, floor)
        match = self._range.search(tail)
        if not match:
            return None
        start = end - len(tail) + match.start("low")
        low, high, joint = parse(match["low"]), parse(match["high"]), match["joint"]
        if match["unit"]:
            apart = self._ranges.is_change(text, start, joint)
        else:
            apart = self._ranges.is_year(text, start, joint, match["low"], high)
        return None if apart or low > high * factor else Quantity(start, low, high)
