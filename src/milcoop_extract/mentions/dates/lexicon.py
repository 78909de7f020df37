"""The words of the calendar by what they mean, as the rules give them and as the language does."""

import re
from collections.abc import Iterable

from milcoop_extract.readers.rules import MonthRules

from .normalise import Mod
from .rules import CalendarRules

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TWENTIES = tuple(f"{unit}{'ën' if unit.endswith('e') else 'en'}twintig" for unit in _UNITS)
_CARDINALS = (*_UNITS, *_TEENS, "twintig", *_TWENTIES, "dertig", "eenendertig")
"""The numbers of the days of a month."""

COUNTS = {word: number for number, word in enumerate(_CARDINALS, 1) if number > 1}

_IRREGULAR = {1: "eerste", 3: "derde", 8: "achtste"}


def _ordinal(number: int, cardinal: str) -> str:
    return _IRREGULAR.get(number, cardinal + ("de" if number < 20 else "ste"))


_ORDINALS = {
    form: number
    for number, cardinal in enumerate(_CARDINALS, 1)
    for form in (_ordinal(number, cardinal), f"{number}e", f"{number}ste", f"{number}de")
}


def either(words: Iterable[str]) -> str:
    """Return an expression, without groups, for any of the words."""
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in sorted(words, key=len, reverse=True))})"


class DateWords:
    """Word to meaning, for every kind of word that a date is made of; all in lower case."""

    def __init__(self, rules: CalendarRules, months: MonthRules) -> None:
        self.month_names = {name: entry.number for entry in months.month for name in entry.names}
        self.abbreviations = {name: entry.number for entry in months.month for name in entry.abbreviations}
        self.months = self.month_names | self.abbreviations
        self.months |= {name.removesuffix("."): number for name, number in self.abbreviations.items()}
        self.seasons = {name: entry.timex for entry in rules.season for name in entry.names}
        self.mods: dict[str, Mod] = {word: entry.mod for entry in rules.part for word in entry.words}
        self.rims = {word: entry.last for entry in rules.rim for word in entry.words}
        self.decades = {word: entry.digit for entry in rules.decade for word in entry.words}
        self.relatives = {word: entry for entry in rules.relative for word in entry.words}
        self.days = {word: entry.offset for entry in rules.day for word in entry.words}
        self.units = {word: entry for entry in rules.unit if entry.designator in {"D", "W", "M"} for word in entry.words}
        self.calendar_years = rules.years.calendar
        self.school_years = rules.years.school
        self.ordinals = {**_ORDINALS, "laatste": 0}
        self.day_numbers = COUNTS | _ORDINALS

    def weekday(self, word: str) -> int:
        """Return the ISO 8601 number of a day of the week, from its name or its first two letters."""
        return next(number for number, name in enumerate(WEEKDAYS, 1) if name.startswith(word[:2]))

    def count(self, text: str) -> int:
        """Return the value of a number in figures, or in words up to 31."""
        return int(text) if text.isdigit() else COUNTS[text]

    def ordinals_up_to(self, last: int) -> str:
        """Return an expression for the ordinals from the first to `last`, and for "laatste"."""
        return either(word for word, number in self.ordinals.items() if number <= last)

    def starters(self) -> list[str]:
        """Return how a date begins that does not begin with a figure."""
        fixed = ("jaren", "week", "weken", "q1", "q2", "q3", "q4", "h1", "h2", "'", "’", "‘")
        abbreviated = [f"{day[:2]}{mark}" for day in WEEKDAYS for mark in (" ", ".")]
        words = (self.months, self.seasons, self.mods, self.rims, self.decades, self.relatives, self.days, self.day_numbers)
        return [*(word for group in words for word in group), "laatste", *WEEKDAYS, *abbreviated, *fixed]
