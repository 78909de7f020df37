"""What looks like a date and is none: other numbers of four figures, the year in a name, surnames like a month or season."""

import re

from milcoop_extract.rules import CalendarRules

from .date_expressions import Expression, Unit
from .patterns import any_of


class Lookalikes:
    """Tells a year from another number of four figures or the year in a name, and a month or season from a surname."""

    def __init__(self, rules: CalendarRules) -> None:
        years = rules.years
        self._lead = {word.lower() for word in years.lead}
        number_lead = rf"{any_of(years.number_lead)}\.?\s?[(«]?|[€$£]\s?|tussen de \d{{4}} en "
        self._number_lead = re.compile(rf"(?:{number_lead})$", re.IGNORECASE)
        self._name_lead = re.compile(rf"{any_of(years.name_lead)}(?: (?!{any_of(years.lead)})[a-zà-ÿ]+){{0,3}} $")
        self._counted = re.compile(rf"\s(?:[^\W\d]+e\s)?{any_of(years.counted)}")
        self._plural = re.compile(r"\s[a-zà-ÿ]{3,}(?:en|s)\b")
        self._not_after = re.compile(r"\s[A-Z]{2}(?:\s|$)|\s?%|[’']")
        self._word = re.compile(r"(?<![\w-])([\w’'-]+)(?:\s|\s?[-–]\s?)$")
        self._opening = re.compile(r"(?:^|[.!?:;«(\n]|(?:^|\n)\s*[•–-])\s*$")
        self._every = re.compile(rf"{any_of(rules.names.every)} $", re.IGNORECASE)

    def is_date(self, text: str, expression: Expression) -> bool:
        """Tell from the words beside an expression whether it is a date."""
        before = text[max(0, expression.start - 40) : expression.start]
        placed = expression.year is not None or expression.offset is not None or expression.recent or expression.coming
        if expression.unit in {Unit.MONTH, Unit.SEASON} and not placed:
            return self._is_month_or_season(before, text[expression.start])
        if expression.unit is Unit.YEAR and expression.mod is None and expression.offset is None:
            return self._is_year(text, before, expression.end)
        return True

    def _is_month_or_season(self, before: str, initial: str) -> bool:
        return self._every.search(before) is None and (initial.islower() or self._opening.search(before) is not None)

    def _is_year(self, text: str, before: str, after: int) -> bool:
        if self._number_lead.search(before) or self._name_lead.search(before) or self._counted.match(text, after):
            return False
        if self._not_after.match(text, after):
            return False
        word = self._word.search(before)
        if word is None:
            return re.search(r"[\w.@/=_#&:-]$", before) is None
        if word[1].lower() in self._lead:
            return True
        if self._plural.match(text, after) and word[1].islower() and before.endswith(" "):
            return False
        return not any(letter.isupper() for letter in word[1]) and any(letter.isalpha() for letter in word[1])
