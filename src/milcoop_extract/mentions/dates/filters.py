"""Expressions that look like a date and are not one: other numbers of four digits, years in names, surnames like a month."""

import re
from itertools import chain

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import WordsBefore, any_of

from .expression import Expression, Unit
from .rules import CalendarRules


class Lookalikes:
    """Tells a year from another number of four figures or the year in a name, and a month or season from a surname."""

    def __init__(self, rules: CalendarRules) -> None:
        years, names = rules.years, rules.names
        self._lead, self._no_name, self._uncounted = set(years.lead), set(years.no_name), set(years.uncounted)
        self._number_lead = WordsBefore(years.number_lead, gap=r"\n?[(«]?\s?\.?")
        self._between = re.compile(r"\btussen de \d{4} en $", re.IGNORECASE)
        self._numbered = re.compile(rf"{any_of(years.numbered)} \d{{1,5}} \($", re.IGNORECASE)
        lead = any_of([*years.lead, *years.no_name])
        self._name_lead = re.compile(rf"{any_of(years.name_lead)}(?: (?!{lead})[a-zà-ÿ]+){{0,3}} $")
        adjective = rf"(?:[^\W\d]+e\s|{any_of(years.between)}\s)?"
        self._counted = re.compile(rf"\s{adjective}{any_of(years.counted)}")
        self._plural = re.compile(rf"\s{adjective}([a-zà-ÿ]{{3,}}(?:en|s))\b")
        self._onward = re.compile(r"\snaar\s\d[\d.]*")
        self._growth = re.compile(any_of(years.growth), re.IGNORECASE)
        self._pair = re.compile(r"van (\d{4}) naar (\d{4})(?!\d)(?! met\b)")
        self._joined = re.compile(r"(?<!\d)\d{4},? (?:en|of) $")
        self._subject = re.compile(rf"{any_of(years.subject)}:? ", re.IGNORECASE)
        self._title_page = re.compile(rf"{any_of(years.title_page)} ", re.IGNORECASE)
        self._not_after = re.compile(r"\s[A-Z]{2}(?:\s|$)|\s?%|[’']|,\s?[-–]")
        # The last word, with the text read backwards.
        self._word = re.compile(r"\n?(?:\s?[-–]\s?|\s)([\w’'-]+)(?![\w-])")
        # Not after the full stop of an initial: "de heer M. Winter".
        self._opening = re.compile(r"(?:^|(?<!\b[A-Z])\.|[!?:;«(\n]|(?:^|\n)\s*[•–-])\s*$")
        self._every = WordsBefore(names.every)
        self._one_of_many = re.compile(r"\been(?: [a-zà-ÿ]+e)? $", re.IGNORECASE)
        self._short_lead = WordsBefore([*years.lead, *years.calendar, *years.school])
        self._short_listed = re.compile(r"[‘’']\d\d(?:,| en| of) $", re.IGNORECASE)
        self._not_tomorrow = WordsBefore(names.not_morgen)
        self._now = re.compile(rf" {any_of(names.now)}", re.IGNORECASE)
        self._dated = re.compile(rf"{any_of(names.dated)} van $", re.IGNORECASE)
        self._stretch = WordsBefore(chain.from_iterable(entry.words for entry in rules.relative))

    def is_date(self, expression: Expression, text: str, clauses: Clauses) -> bool:
        """Tell from the words beside an expression whether it is a date."""
        before = clauses.before(expression.start)
        match expression.unit:
            case Unit.MONTH | Unit.SEASON if not expression.placed:
                return self._is_month_or_season(before, text[expression.start])
            case Unit.YEAR if (
                expression.year is not None and expression.mod is None and not (expression.half or expression.edge)
            ):
                if expression.short:
                    return bool(self._short_lead.find(before) or self._short_listed.search(before))
                return self._is_year(text[expression.start : expression.end], before, expression, clauses)
            case Unit.DECADE:  # "de afgelopen jaren 20 procent"
                return self._stretch.find(before) is None
            case Unit.DAY if expression.offset is not None and expression.weekday is None and expression.month is None:
                return self._is_day_word(before, clauses.after(expression.end), expression)
        return True

    def _is_month_or_season(self, before: str, initial: str) -> bool:
        if self._every.find(before) or self._one_of_many.search(before):
            return False
        return initial.islower() or self._opening.search(before) is not None

    def _is_day_word(self, before: str, behind: str, expression: Expression) -> bool:
        if self._now.match(behind):
            return False
        if expression.offset == 1:
            return self._not_tomorrow.find(before) is None
        return expression.offset != 0 or not before.endswith("van ") or self._dated.search(before) is not None

    def _is_year(self, figures: str, before: str, expression: Expression, clauses: Clauses) -> bool:
        behind = clauses.after(expression.end)
        if self._is_number(before) or self._name_lead.search(before):
            return False
        if self._counted.match(behind) or self._not_after.match(behind):
            return False
        if behind[:1] in {"", "\n"} and self._title_page.fullmatch(clauses.opening(expression.start)):
            return False
        onward = self._onward.match(behind)
        if onward and self._is_plural(behind, onward.end()):
            return False
        if (onward or before.endswith("naar ")) and self._is_growth(before, figures, behind):
            return False
        word = self._word.match(before[::-1])
        if word is None:
            return not (before[-1:].isalnum() or before.endswith(tuple("_.@/=#&:-")))
        said = word[1][::-1]
        lead = said.lower()
        if lead in self._lead or lead.rpartition("-")[2] in self._lead:
            return True
        if lead in {"en", "of"} and self._joined.search(before):
            return True
        if behind[:1] in {"", "\n"} and self._subject.match(clauses.opening(expression.start)):
            return False
        if before.endswith(" ") and (said.islower() or lead in self._no_name) and self._is_plural(behind):
            return False
        if lead in self._no_name or _is_next_year(lead, figures[-4:]):
            return True
        return not any(letter.isupper() for letter in said) and any(letter.isalpha() for letter in said)

    def _is_number(self, before: str) -> bool:
        """Tell whether what stands before a number says of what it is the number."""
        if self._number_lead.find(before) or before.rstrip().endswith(("€", "$", "£")):
            return True
        # Few numbers have such an end before them, and it costs little to ask for it first.
        if before.endswith(" en "):
            return self._between.search(before) is not None
        return before.endswith("(") and self._numbered.search(before) is not None

    def _is_growth(self, before: str, figures: str, behind: str) -> bool:
        """Tell whether "van 1600 naar 2050" tells figures: something grew, and the numbers are not two years in a row."""
        around, end = before + figures + behind, len(before) + len(figures)
        pairs = (self._pair.match(around, max(0, end - length)) for length in (len("van 1600"), len("van 1600 naar 2050")))
        pair = next((pair for pair in pairs if pair), None)
        if pair is None or abs(int(pair[1]) - int(pair[2])) <= 1:
            return False
        return self._growth.search(around, 0, pair.start()) is not None

    def _is_plural(self, behind: str, start: int = 0) -> bool:
        """Tell whether a word that can be a plural noun follows, so that the number counts it."""
        plural = self._plural.match(behind, start)
        return plural is not None and plural[1] not in self._uncounted


def _is_next_year(before: str, year: str) -> bool:
    """Tell whether a number follows the year before it in a row of years, as in the head of a table."""
    return len(before) == 4 and before.isascii() and before.isdigit() and year.isdigit() and int(year) - int(before) in {1, 5}
