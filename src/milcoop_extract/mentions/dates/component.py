"""Dates: the component `milcoop_dates`, which places what is written as a date on the calendar."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.addresses import addresses
from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.spans import Found, assign, taken, text_of
from milcoop_extract.mentions.time_units import UnitRules
from milcoop_extract.readers.rules import MonthRules
from milcoop_extract.records import DateReading
from milcoop_extract.rules import load

from . import TYPE
from . import normalise as calendar
from .bounds import Bounds
from .context import Context
from .expression import Expression, Unit
from .parser import DateForms
from .resolver import Placement
from .rules import CalendarRules

GROUP = "milcoop_dates"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Dates":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    calendar_rules = load(CalendarRules, rules)
    return Dates(DateForms(nlp, calendar_rules, load(MonthRules, rules), load(UnitRules, rules)), calendar_rules)


class Dates:
    """Finds dates and places them on the calendar by their context and by the date of the letter."""

    def __init__(self, forms: DateForms, rules: CalendarRules) -> None:
        self.forms = forms
        self._bounds = Bounds(rules)
        self._placement = Placement(rules)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group; nothing inside a reference, the session before it included, or a programme is a date."""
        clauses = Clauses(doc)
        others = taken(doc, (f"milcoop_{table}" for table in TYPE.after))
        occupied = Ranges(chain(others, addresses(text_of(doc))))
        found = self.forms.find(doc, clauses)
        expressions = [expression for expression in found if not occupied.touch(expression.start, expression.end)]
        return assign(doc, GROUP, self._find(doc, expressions, clauses))

    def _find(self, doc: Doc, expressions: list[Expression], clauses: Clauses) -> Iterator[Found[DateReading]]:
        text = text_of(doc)
        context = Context(text, clauses, expressions, doc._.milcoop_date)
        pending = deque(_share_years(text, expressions))
        while pending:
            shared, expression = pending.popleft()
            try:
                if pending and self._bounds.is_range(expression, pending[0][1], text, clauses):
                    yield self._range(expression, pending.popleft()[1], context)
                else:
                    yield self._single(expression, context, shared=shared)
            except (ValueError, OverflowError):  # a day that the calendar does not have: "31 april"
                continue

    def _single(self, expression: Expression, context: Context, *, shared: bool) -> Found[DateReading]:
        value, resolved = self._placement.place(expression, context)
        found = None if expression.last or expression.last_year else self._bounds.read(expression, context.clauses)
        bound, *cues = found or (None,)
        reading = DateReading(value=value, resolved=resolved or shared, bound=bound)
        return Found(expression.start, expression.end, f"date.{expression.rule}", reading, tuple(cues))

    def _range(self, first: Expression, last: Expression, context: Context) -> Found[DateReading]:
        inherits = not first.placed and first.unit is not Unit.DECADE
        start, start_resolved = self._placement.place(first.in_year_of(last) if inherits else first, context)
        same = inherits and not last.placed and start.start  # the end of "14 oktober tot half november" goes with its beginning
        closing = replace(last, year=start.start.year) if same and start.start else last
        end, end_resolved = self._placement.place(closing, context)
        if start.start and end.end and start.start > end.end:  # the turn of a year lies between them
            if inherits and (last.placed or not _is_nearer(start.start, end.end, context.date)):
                start, _ = self._placement.place(replace(first, year=start.start.year - 1), context)
            elif not last.placed:
                end, _ = self._placement.place(replace(last, year=end.end.year + 1), context)
        reading = DateReading(value=calendar.span(start, end), resolved=start_resolved or end_resolved)
        return Found(first.start, last.end, "date.range", reading)


def _is_nearer(start: Day, end: Day, date: Day | None) -> bool:
    """Tell whether a day after the date of the letter is nearer to it than a day before it."""
    return date is not None and start - date < date - end


_SHARING = frozenset({Unit.DAY, Unit.MONTH, Unit.QUARTER, Unit.SEASON})
_SHARES = re.compile(r"(?:,? (?:en|of|op) |, |\s?/\s?)(?:in |op )?(?:de |het )?$")


def _share_years(text: str, expressions: list[Expression]) -> list[tuple[bool, Expression]]:
    """Give an item without a year the year of the next one ("september en oktober 2020"); tell which ones were given it."""
    result: list[tuple[bool, Expression]] = []
    after: Expression | None = None
    for expression in reversed(expressions):
        shares = (
            after is not None
            and after.placed
            and not expression.placed
            and after.unit is expression.unit
            and (expression.unit in _SHARING or expression.half is not None)
            and _SHARES.fullmatch(text, expression.end, after.start) is not None
        )
        if shares and after:
            expression = expression.in_year_of(after)  # noqa: PLW2901
        result.append((shares, expression))
        after = expression
    return result[::-1]
