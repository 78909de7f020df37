"""Expressions that look like a length of time and are not one: ages, times of the day, "een jaar" that counts nothing."""

import re

from milcoop_extract.mentions.lexicon import WordsBefore, any_of
from milcoop_extract.mentions.quantities import Quantity
from milcoop_extract.mentions.time_units import UnitEntry

from .rules import DurationRules

_DAY = 24


class DurationLookalikes:
    """Tells a length of time from an age and from a time of the day; `unit` is an expression for any unit."""

    def __init__(self, words: DurationRules, unit: str) -> None:
        flags = re.IGNORECASE
        self._age_before = WordsBefore(words.age_before)
        self._ages = re.compile(rf"{any_of(words.ages)}[^.;:,]*$", flags)
        self._person = re.compile(rf"{any_of(words.persons)} (?:{any_of(words.age_between)} (?:de )?|\()$", flags)
        self._limit = WordsBefore(words.year_limits)
        self._age_after = re.compile(rf" {any_of(words.age_after)}", flags)
        self._who = re.compile(rf"{any_of(words.who)}(?: \w+){{0,3}} $", flags)
        self._being = re.compile(rf" {any_of(words.being)}", flags)
        self._counted_before = WordsBefore(words.counted_before)
        self._counted_after = re.compile(rf" (?:{any_of(words.counted_after)}|en [\w,]+ {unit})", flags)
        self._clock_before = WordsBefore(words.clock_before)
        self._clock_range = WordsBefore(words.clock_range)
        self._clock_after = re.compile(rf" {any_of(words.clock_after)}", flags)
        self._clock = re.compile(r"(?:.*\D)?\d{1,2}[.:]\d\d$")

    def is_length(self, quantity: Quantity, number: str, unit: UnitEntry, sides: tuple[str, str], *, whole: bool) -> bool:
        """Tell whether a quantity of units is a length of time.

        `number` is the quantity as it is written, `sides` are the words before and after it and its unit; an adjective can make
        the unit a `whole` one ("een vol jaar").
        """
        before, after = sides
        if unit.designator == "TH" and (self._clock_after.match(after) or self._is_clock(before, number, quantity)):
            return False
        if not unit.designator.startswith("T") and self._is_age(before, after):
            return False
        if unit.designator == "Y" and self._limit.find(before):
            return False
        if number.strip().lower() != "een" or unit.count > 1 or whole:
            return True
        return bool(self._counted_before.find(before) or self._counted_after.match(after))

    def _is_age(self, before: str, after: str) -> bool:
        if self._age_after.match(after) or self._age_before.find(before):
            return True
        if self._ages.search(before) or self._person.search(before):
            return True
        return self._being.match(after) is not None and self._who.search(before) is not None

    def _is_clock(self, before: str, number: str, quantity: Quantity) -> bool:
        if self._clock.match(number):
            return True
        if (quantity.high or quantity.low) > _DAY or not number[:1].isdigit():
            return False
        return bool(self._clock_before.find(before) or (quantity.high is not None and self._clock_range.find(before)))
