"""What a text says of the years around a date."""

import re
from bisect import bisect_left
from datetime import date as Day
from typing import NamedTuple

from milcoop_extract.mentions.clauses import Clauses

from .expression import Expression, Unit

_LIST = 3000
"""How many characters before a date its list may reach back."""

_PARAGRAPH_END = re.compile(r"[^:;\s]\s*\n")


class Stated(NamedTuple):
    """The year of a date near another one; how many sentences before it, and whether in a clause of its own."""

    year: int
    sentences: int = 0
    clause: bool = False


class Context:
    """What a text says of the years around an expression, and the date of the letter."""

    def __init__(self, text: str, clauses: Clauses, expressions: list[Expression], date: Day | str | None) -> None:
        self._text = text
        self._clauses = clauses
        self._dated = [
            item for item in expressions if item.year and item.unit not in {Unit.DECADE, Unit.CENTURY} and not item.last_year
        ]
        self._starts = [item.start for item in self._dated]
        self.date = Day.fromisoformat(date) if isinstance(date, str) else date

    def sides(self, expression: Expression) -> tuple[str, str]:
        """Return what stands in the sentence before and after an expression."""
        return self._clauses.left(expression.start), self._clauses.right(expression.end)

    def before(self, expression: Expression) -> str:
        """Return the words directly before an expression."""
        return self._text[max(0, expression.start - 60) : expression.start]

    def stated(self, expression: Expression) -> Stated | None:
        """Return the year of the nearest date before an expression in its paragraph, or None.

        An item of a list also takes that of the paragraph that introduces the list.
        """
        floor = max(0, expression.start - _LIST)
        line = self._text.rfind("\n", floor, expression.start) + 1 or floor
        if last := self._last(line, expression.start):
            clause = ";" in self._text[last.end : expression.start]
            return Stated(last.year or 0, self._clauses.apart(last.start, expression.start), clause)
        year = self._next_day_year(expression)
        introduction = self._text.rfind(":\n", floor, line)
        if year is None and introduction >= 0 and not _PARAGRAPH_END.search(self._text, introduction + 1, line):
            last = self._last(self._text.rfind("\n", floor, introduction) + 1 or floor, introduction)
            year = last.year if last else None
        return Stated(year) if year else None

    def _next_day_year(self, expression: Expression) -> int | None:
        """Return the year of the next day or month that is given with one in the same sentence."""
        index = bisect_left(self._starts, expression.end)
        following = self._dated[index] if index < len(self._dated) else None
        _, end = self._clauses.sentence(expression.start, expression.end)
        if following and following.start < end and following.unit is expression.unit:
            return following.year
        return None

    def _last(self, start: int, end: int) -> Expression | None:
        index = bisect_left(self._starts, end) - 1
        return self._dated[index] if index >= 0 and self._starts[index] >= start else None
