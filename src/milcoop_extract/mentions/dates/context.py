"""The years that a text names around a date."""

from bisect import bisect_left
from datetime import date as Day
from typing import NamedTuple

from milcoop_extract.mentions.clauses import Clauses

from .expression import Expression, Unit


class Stated(NamedTuple):
    """The year of a date near another one; how many sentences before it, and whether in a clause of its own."""

    year: int
    sentences: int = 0
    clause: bool = False


class Context:
    """The years that a text names around an expression, and the date of the letter."""

    def __init__(self, text: str, clauses: Clauses, expressions: list[Expression], date: Day | str | None) -> None:
        self._text = text
        self.clauses = clauses
        self._dated = [
            item for item in expressions if item.year and item.unit not in {Unit.DECADE, Unit.CENTURY} and not item.last_year
        ]
        self._starts = [item.start for item in self._dated]
        self.date = Day.fromisoformat(date) if isinstance(date, str) else date

    def stated(self, expression: Expression) -> Stated | None:
        """Return the year of the nearest date before an expression in its paragraph, or None.

        An item of a list also takes that of the paragraph that introduces the list.
        """
        paragraph, _ = self.clauses.paragraph(expression.start)
        if last := self._last(paragraph, expression.start):
            clause = self._text.find(";", last.end, expression.start) >= 0
            return Stated(last.year or 0, self.clauses.apart(last.start, expression.start), clause)
        year = self._next_day_year(expression)
        introduction = self.clauses.introduction(expression.start)
        if year is None and introduction:
            last = self._last(*introduction)
            year = last.year if last else None
        return Stated(year) if year else None

    def _next_day_year(self, expression: Expression) -> int | None:
        """Return the year of the next day or month that is given with one in the same sentence."""
        index = bisect_left(self._starts, expression.end)
        following = self._dated[index] if index < len(self._dated) else None
        _, end = self.clauses.sentence(expression.start, expression.end)
        if following and following.start < end and following.unit is expression.unit:
            return following.year
        return None

    def _last(self, start: int, end: int) -> Expression | None:
        index = bisect_left(self._starts, end) - 1
        return self._dated[index] if index >= 0 and self._starts[index] >= start else None
