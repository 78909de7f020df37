"""The words of the calendar by what they mean, and the smallest parts of a date: words, and figures.

Such a part is called a terminal, as in any grammar.
"""

from collections.abc import Iterable
from typing import NamedTuple

from milcoop_extract.mentions.lexicon import any_of, trie
from milcoop_extract.mentions.numbers import CARDINALS_TO_31
from milcoop_extract.mentions.time_units import UnitRules
from milcoop_extract.readers.rules import MonthRules

from .normalise import Mod
from .rules import CalendarRules

DAY_FIGURES, ORDINAL_FIGURES, YEAR_FIGURES, SHORT_YEAR = "day figures", "ordinal figures", "year figures", "short year"
"""How a date can begin that does not begin with a word: with one or two figures, with such figures before a letter, with four
figures, with an apostrophe and two."""

_NO_TERMINALS = {"first", "third", "eighth", "ordinal_endings", "last", "other_year"}
"""The words of the rules of which terminals are made that are not just these words."""


class Terminal(NamedTuple):
    """A smallest part: its expression, and the labels of the words or figures that it can begin with.

    No date begins with one without labels: it looks at what stands before, or ends another part.
    """

    pattern: str
    starts: frozenset[str]


class DateWords:
    """Word to meaning, for every kind of word that a date is made of; all in lower case."""

    def __init__(self, rules: CalendarRules, months: MonthRules, units: UnitRules) -> None:
        words = rules.words
        month_names = {name: entry.number for entry in months.month for name in entry.names}
        abbreviations = {name: entry.number for entry in months.month for name in entry.abbreviations}
        dotless = {name.removesuffix("."): number for name, number in abbreviations.items()}
        self.months = month_names | abbreviations | dotless
        self.weekdays = {name: entry.number for entry in rules.weekday for name in entry.names}
        self.seasons = {name: entry.timex for entry in rules.season for name in entry.names}
        self.mods: dict[str, Mod] = {word: entry.mod for entry in rules.part for word in entry.words}
        self.rims = {word: entry.last for entry in rules.rim for word in entry.words}
        decades = {word: entry.digit for entry in rules.decade for word in entry.words}
        decade_adjectives = {f"{word}er": digit for word, digit in decades.items()}
        self.decades = decades | decade_adjectives
        self.relatives = {word: entry for entry in rules.relative for word in entry.words}
        self.days = {word: entry.offset for entry in rules.day for word in entry.words}
        self.units = {word: unit for word, unit in units.by_word().items() if unit.designator in {"D", "W", "M"}}
        self.counts = {word: number for number, word in enumerate(CARDINALS_TO_31, 1) if number > 1}
        irregular = {1: words.first, 3: words.third, 8: words.eighth}
        ordinals = {
            word: number
            for number, cardinal in enumerate(CARDINALS_TO_31, 1)
            for word in irregular.get(number, (cardinal + ("de" if number < 20 else "ste"),))
        }
        figures = {f"{number}{ending}": number for number in range(1, 32) for ending in words.ordinal_endings}
        last = dict.fromkeys(words.last, 0)
        self.ordinals = ordinals | figures | last
        self.day_numbers = self.counts | ordinals

        self.vocabulary: dict[str, Iterable[str]] = {
            "weekday": self.weekdays,
            "weekday_short": [word for entry in rules.weekday for word in entry.abbreviations],
            "month_name": month_names,
            "month_short": abbreviations,
            "month_dotless": dotless,
            "season_name": self.seasons,
            "part_name": self.mods,
            "rim_name": self.rims,
            "decade_name": decades,
            "decade_adjective": decade_adjectives,
            "relative": self.relatives,
            "day_name": self.days,
            "count": self.counts,
            "ordinal": ordinals | last,
            "unit_name": self.units,
            "calendar_year": rules.years.calendar,
            "school_year": rules.years.school,
            **{f"{key}_word": listed for key, listed in words.model_dump(exclude=_NO_TERMINALS).items()},
        }
        """Words by the name of their terminal, which is their label where a date begins with one of them."""

        links = (" en ", " of ", "-", "–")
        tens = [*decades, *(f"{mark}{figure}0" for mark in "'’‘" for figure in range(10))]
        before = [f"(?<={years} {item}{link})" for years in words.years for item in tens for link in links]
        self.terminals = {
            **{label: Terminal(_any(listed), frozenset({label})) for label, listed in self.vocabulary.items()},
            "first_word": Terminal(_any(words.first), frozenset({"ordinal"})),
            "day_number": Terminal(_any(self.day_numbers), frozenset({"count", "ordinal"})),
            "edge_ordinal": Terminal(_any([*words.first, *words.last]), frozenset({"ordinal"})),
            "month_dotless_small": Terminal(f"(?-i:{_any(dotless)})", frozenset({"month_dotless"})),
            "figures": Terminal(r"\d{1,2}", frozenset({DAY_FIGURES})),
            "iso_year": Terminal(r"\d{4}", frozenset({YEAR_FIGURES})),
            "year_figures": Terminal(r"(?:1[6-9]|20|21)\d\d(?!\d|[.,]\d)", frozenset({YEAR_FIGURES})),
            "short_figures": Terminal(r"['’‘]\d\d", frozenset({SHORT_YEAR})),
            "decade_figures": Terminal(r"['’‘](?P<digit>\d)0(?!\d)", frozenset({SHORT_YEAR})),
            "ordinal_ending": Terminal(_any(words.ordinal_endings), frozenset()),
            "other_year_word": Terminal(any_of(words.other_year), frozenset()),
            "behind_decade": Terminal(f"(?:{'|'.join(before)})", frozenset()),
        }
        for last_one in (2, 4, 5, 21):
            upto = [word for word, number in self.ordinals.items() if number <= last_one]
            self.terminals[f"ordinal_to_{last_one}"] = Terminal(_any(upto), frozenset({"ordinal", ORDINAL_FIGURES}))

    def count(self, text: str) -> int:
        """Return the value of a number in figures, or in words up to 31."""
        return int(text) if text.isdigit() else self.counts[text]


def _any(words: Iterable[str]) -> str:
    """Return an expression for the longest of the words, which the form bounds."""
    return f"(?:{trie(words)})"
