"""What looks like a length of time and is none: ages, times of the day, "een jaar" that counts nothing."""

import re

from milcoop_extract.mentions.dates.rules import DurationsEntry, UnitEntry
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.quantities import Quantity

_NEAR = 60
"""How many characters before a number are looked at."""

_DAY = 24


class DurationLookalikes:
    """Tells a length of time from an age and from a time of the day; `unit` is an expression for any unit."""

    def __init__(self, words: DurationsEntry, unit: str) -> None:
        flags = re.IGNORECASE
        self._age_before = re.compile(
            rf"{any_of(words.age_before)} $|{any_of(words.ages)}[^.;:,]*$"
            rf"|{any_of(words.persons)} (?:(?:van|tot|vanaf|tussen|boven|onder|tot en met|met) (?:de )?|\()$",
            flags,
        )
        self._limit = re.compile(rf"{any_of(words.year_limits)} $", flags)
        self._age_after = re.compile(rf" {any_of(words.age_after)}", flags)
        self._who = re.compile(rf"{any_of(words.who)}(?: \w+){{0,3}} $", flags)
        self._being = re.compile(rf" {any_of(words.being)}", flags)
        self._counted_before = re.compile(rf"{any_of(words.counted_before)} $", flags)
        self._counted_after = re.compile(rf" (?:{any_of(words.counted_after)}|en [\w,]+ {unit})", flags)
        self._clock_before = re.compile(rf"{any_of(words.clock_before)} $", flags)
        self._clock_range = re.compile(rf"{any_of(words.clock_range)} $", flags)
        self._clock_after = re.compile(rf" {any_of(words.clock_after)}", flags)
        self._clock = re.compile(r"(?:.*\D)?\d{1,2}[.:]\d\d$")

    def is_length(self, text: str, quantity: Quantity, place: tuple[int, int], unit: UnitEntry, *, whole: bool) -> bool:
        """Tell whether a quantity of units is a length of time.

        The unit is at `place`, with an adjective that makes it a `whole` one ("een vol jaar") or without.
        """
        start, end = place
        before, number = text[max(0, quantity.start - _NEAR) : quantity.start], text[quantity.start : start]
        if unit.designator == "TH" and (self._clock_after.match(text, end) or self._is_clock(before, number, quantity)):
            return False
        if not unit.designator.startswith("T") and self._is_age(before, text, end):
            return False
        if unit.designator == "Y" and self._limit.search(before):
            return False
        if number.strip().lower() != "een" or unit.count > 1 or whole:
            return True
        return bool(self._counted_before.search(before) or self._counted_after.match(text, end))

    def _is_age(self, before: str, text: str, end: int) -> bool:
        if self._age_before.search(before) or self._age_after.match(text, end):
            return True
        return self._being.match(text, end) is not None and self._who.search(before) is not None

    def _is_clock(self, before: str, number: str, quantity: Quantity) -> bool:
        if self._clock.match(number):
            return True
        if (quantity.high or quantity.low) > _DAY or not number[:1].isdigit():
            return False
        if self._clock_before.search(before):
            return True
        return quantity.high is not None and self._clock_range.search(before) is not None
