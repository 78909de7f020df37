"""What looks like a date and is none: other numbers of four figures, the year in a name, surnames like a month or season."""

import re

from milcoop_extract.mentions.lexicon import any_of

from .expression import Expression, Unit
from .rules import CalendarRules

_NEAR = 80
"""How many characters before an expression are looked at."""


class Lookalikes:
    """Tells a year from another number of four figures or the year in a name, and a month or season from a surname."""

    def __init__(self, rules: CalendarRules) -> None:
        years, names = rules.years, rules.names
        self._lead, self._no_name, self._uncounted = set(years.lead), set(years.no_name), set(years.uncounted)
        number_lead = rf"{any_of(years.number_lead)}\.?\s?[(«]?|[€$£]\s?|tussen de \d{{4}} en "
        number_lead += rf"|{any_of(years.numbered)} \d{{1,5}} \("
        self._number_lead = re.compile(rf"(?:{number_lead})$", re.IGNORECASE)
        lead = any_of([*years.lead, *years.no_name])
        self._name_lead = re.compile(rf"{any_of(years.name_lead)}(?: (?!{lead})[a-zà-ÿ]+){{0,3}} $")
        adjective = r"(?:[^\W\d]+e\s|extra\s|zogenoemde\s)?"
        self._counted = re.compile(rf"\s{adjective}{any_of(years.counted)}")
        self._plural = re.compile(rf"\s{adjective}([a-zà-ÿ]{{3,}}(?:en|s))\b")
        self._onward = re.compile(r"\snaar\s\d[\d.]*")
        self._growth = re.compile(any_of(years.growth), re.IGNORECASE)
        self._pair = re.compile(r"van (\d{4}) naar (\d{4})(?!\d)(?! met\b)")
        self._joined = re.compile(r"(?<!\d)\d{4},? (?:en|of) $")
        self._subject = re.compile(rf"(?:\A|\n){any_of(years.subject)}:? [^\n]*\Z", re.IGNORECASE)
        self._title_page = re.compile(rf"(?:\A|\n){any_of(years.title_page)} \Z", re.IGNORECASE)
        self._not_after = re.compile(r"\s[A-Z]{2}(?:\s|$)|\s?%|[’']|,\s?[-–]")
        self._word = re.compile(r"(?<![\w-])([\w’'-]+)(?:\s|\s?[-–]\s?)$")
        # Not after the full stop of an initial: "de heer M. Winter".
        self._opening = re.compile(r"(?:^|(?<!\b[A-Z])\.|[!?:;«(\n]|(?:^|\n)\s*[•–-])\s*$")
        self._every = re.compile(rf"(?:{any_of(names.every)}|\been(?: [a-zà-ÿ]+e)?) $", re.IGNORECASE)
        self._short_lead = re.compile(
            rf"(?:{any_of([*years.lead, *years.calendar, *years.school])}|[‘’']\d\d(?:,| en| of)) $", re.IGNORECASE
        )
        self._not_tomorrow = re.compile(rf"{any_of(names.not_morgen)} $|['’‘]s $", re.IGNORECASE)
        self._now = re.compile(rf" {any_of(names.now)}", re.IGNORECASE)
        self._dated = re.compile(rf"{any_of(names.dated)} van $", re.IGNORECASE)
        self._stretch = re.compile(rf"{any_of(word for entry in rules.relative for word in entry.words)} $", re.IGNORECASE)

    def is_date(self, text: str, expression: Expression) -> bool:
        """Tell from the words beside an expression whether it is a date."""
        before = text[max(0, expression.start - _NEAR) : expression.start]
        match expression.unit:
            case Unit.MONTH | Unit.SEASON if not expression.placed:
                return self._is_month_or_season(before, text[expression.start])
            case Unit.YEAR if (
                expression.year is not None and expression.mod is None and not (expression.half or expression.edge)
            ):
                if expression.short:
                    return self._short_lead.search(before) is not None
                alone = text.startswith("\n", expression.end) or expression.end == len(text)
                if alone and self._title_page.search(before):
                    return False
                return self._is_year(text, before, expression.end)
            case Unit.DECADE:  # "de afgelopen jaren 20 procent"
                return self._stretch.search(before) is None
            case Unit.DAY if expression.offset is not None and expression.weekday is None and expression.month is None:
                return self._is_day_word(text, before, expression)
        return True

    def _is_month_or_season(self, before: str, initial: str) -> bool:
        return self._every.search(before) is None and (initial.islower() or self._opening.search(before) is not None)

    def _is_day_word(self, text: str, before: str, expression: Expression) -> bool:
        if self._now.match(text, expression.end):
            return False
        if expression.offset == 1:
            return self._not_tomorrow.search(before) is None
        return expression.offset != 0 or not before.endswith("van ") or self._dated.search(before) is not None

    def _is_year(self, text: str, before: str, after: int) -> bool:
        if self._number_lead.search(before) or self._name_lead.search(before) or self._counted.match(text, after):
            return False
        if self._not_after.match(text, after):
            return False
        onward = self._onward.match(text, after)
        if onward and self._is_plural(text, onward.end()):
            return False
        if (onward or before.endswith("naar ")) and self._is_growth(text, after):
            return False
        word = self._word.search(before)
        if word is None:
            return re.search(r"[\w.@/=_#&:-]$", before) is None
        lead = word[1].lower()
        if lead in self._lead or lead.rpartition("-")[2] in self._lead or self._joined.search(before):
            return True
        if self._subject.search(before) and (after == len(text) or text[after] == "\n"):
            return False
        if before.endswith(" ") and (word[1].islower() or lead in self._no_name) and self._is_plural(text, after):
            return False
        if lead in self._no_name or _is_next_year(lead, text[after - 4 : after]):
            return True
        return not any(letter.isupper() for letter in word[1]) and any(letter.isalpha() for letter in word[1])

    def _is_growth(self, text: str, after: int) -> bool:
        """Tell whether "van 1600 naar 2050" tells figures: something grew, and the numbers are not two years in a row."""
        pairs = (self._pair.match(text, max(0, after - length)) for length in (len("van 1600"), len("van 1600 naar 2050")))
        pair = next((pair for pair in pairs if pair), None)
        if pair is None or abs(int(pair[1]) - int(pair[2])) <= 1:
            return False
        return self._growth.search(text, max(0, pair.start() - _NEAR), pair.start()) is not None

    def _is_plural(self, text: str, after: int) -> bool:
        """Tell whether a word that can be a plural noun follows, so that the number counts it."""
        plural = self._plural.match(text, after)
        return plural is not None and plural[1] not in self._uncounted


def _is_next_year(before: str, year: str) -> bool:
    """Tell whether a number follows the year before it in a row of years, as in the head of a table."""
    return len(before) == 4 and before.isascii() and before.isdigit() and year.isdigit() and int(year) - int(before) in {1, 5}
