"""Dates: the component `milcoop_dates`, which places the expressions of `date_forms` on the calendar."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day
from datetime import timedelta

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise import calendar
from milcoop_extract.records import Bound, DateReading, Interval
from milcoop_extract.rules import CalendarRules, load

from .date_expressions import Expression, Unit
from .date_forms import DateForms
from .kamerstukken import LEADS
from .patterns import any_of
from .ranges import Ranges
from .sentences import Sentences
from .spans import Found, assign, readings, text_of

GROUP = "milcoop_dates"

_CLAUSE = 60
"""How many characters beside a date are searched for a verb that tells its tense."""

_LIST = 3000
"""How many characters before a date its list may reach back."""

_PARAGRAPH_END = re.compile(r"[^:;\s]\s*\n")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w.-]+")
_NO_DATES_INSIDE = ("milcoop_references", "milcoop_kamerstukken", "milcoop_programmes")


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Dates":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Dates(load(CalendarRules, rules))


class Dates:
    """Finds dates and places them on the calendar by their context and by the date of the letter."""

    def __init__(self, rules: CalendarRules) -> None:
        self._forms = DateForms(rules)
        self._bounds = _Bounds(rules)
        self._placement = _Placement(rules)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group; nothing inside a reference, the session before it included, or a programme is a date."""
        taken = [Ranges((found["start"], found["end"]) for found in readings(doc, group)) for group in _NO_DATES_INSIDE]
        taken.append(Ranges(doc.user_data.get(LEADS, ())))
        taken.append(Ranges(match.span() for match in _ADDRESS.finditer(text_of(doc))))
        expressions = [
            expression
            for expression in self._forms.find(text_of(doc))
            if not any(ranges.touch(expression.start, expression.end) for ranges in taken)
        ]
        return assign(doc, GROUP, self._find(doc, expressions))

    def _find(self, doc: Doc, expressions: list[Expression]) -> Iterator[Found[DateReading]]:
        text, sentences = text_of(doc), Sentences(doc)
        context = _Context(text, sentences, expressions, doc._.milcoop_date)
        pending = deque(_share_years(text, expressions))
        while pending:
            shared, expression = pending.popleft()
            try:
                if pending and self._bounds.is_range(text, expression, pending[0][1]):
                    yield self._range(expression, pending.popleft()[1], context)
                else:
                    yield self._single(text, expression, context, shared=shared)
            except (ValueError, OverflowError):  # a day that the calendar does not have: "31 april"
                continue

    def _single(self, text: str, expression: Expression, context: "_Context", *, shared: bool) -> Found[DateReading]:
        value, resolved = self._placement.place(expression, context)
        bound = None if "/" in value.timex else self._bounds.read(text, expression)
        reading = DateReading(value=value, resolved=resolved or shared, bound=bound)
        return Found(expression.start, expression.end, f"date.{expression.unit}", reading)

    def _range(self, first: Expression, last: Expression, context: "_Context") -> Found[DateReading]:
        inherits = first.year is None and first.offset is None and first.unit is not Unit.DECADE
        opening = replace(first, year=last.year, offset=last.offset, past=last.past) if inherits else first
        start, start_resolved = self._placement.place(opening, context)
        end, end_resolved = self._placement.place(last, context)
        value = calendar.span(start, end)
        reading = DateReading(value=value, resolved=start_resolved or end_resolved)
        return Found(first.start, last.end, "date.range", reading)


_SHARES = re.compile(r"(?:,? (?:en|of) |, )(?:in |op )?$")


def _share_years(text: str, expressions: list[Expression]) -> list[tuple[bool, Expression]]:
    """Give an item without a year the year of the next one ("september en oktober 2020"); tell which ones were given it."""
    result: list[tuple[bool, Expression]] = []
    after: Expression | None = None
    for expression in reversed(expressions):
        shares = (
            after is not None
            and expression.year is None
            and expression.offset is None
            and expression.unit in {Unit.DAY, Unit.MONTH, Unit.QUARTER}
            and after.unit is expression.unit
            and (after.year is not None or after.offset is not None)
            and _SHARES.fullmatch(text, expression.end, after.start) is not None
        )
        if shares and after:
            expression = replace(expression, year=after.year, offset=after.offset, past=after.past)  # noqa: PLW2901
        result.append((shares, expression))
        after = expression
    return result[::-1]


class _Bounds:
    """Reads off the words before a date whether a stretch begins or ends with it, and joins two dates to a range."""

    def __init__(self, rules: CalendarRules) -> None:
        article = r"\s(?:(?:in|op|aan)\s)?(?:(?:het|de)\s)?(?:jaren\s|jaar\s|begrotingsjaar\s)?$"
        flags = re.IGNORECASE
        self._from = re.compile(any_of(rules.bounds.from_) + article, flags)
        self._until = re.compile(any_of(rules.bounds.until) + article, flags)
        self._before = re.compile(rf"(?P<meant>{any_of(rules.bounds.meant)} )?{any_of(rules.bounds.before)}{article}", flags)
        self._achieved = re.compile(rf"[^.;:\n]{{0,60}}?{any_of(rules.bounds.achieved)}", flags)
        self._joint = re.compile(r"\s?[-–]\s?| tot en met (?:het |de )?| t/m | tot (?:aan )?(?:het |de )?| à ", flags)
        self._and = re.compile(r" en (?:het |de )?", flags)
        self._between = re.compile(r"\btussen\s(?:het\s|de\s)?$", flags)

    def read(self, text: str, expression: Expression) -> Bound | None:
        """Return the bound that the words before an expression give it."""
        before = text[max(0, expression.start - 40) : expression.start]
        if self._until.search(before):
            return "until"
        if self._from.search(before):
            return "from"
        match = self._before.search(before)
        if not match or match["meant"]:
            return None
        early = expression.unit in {Unit.DAY, Unit.SEASON} or expression.mod is not None
        return "until" if early or self._achieved.match(text, expression.end) else None

    def is_range(self, text: str, first: Expression, last: Expression) -> bool:
        """Tell whether two expressions are the ends of one range."""
        if first.last_year or last.last_year or first.last or last.last:
            return False
        if self._joint.fullmatch(text, first.end, last.start):
            return True
        before = text[max(0, first.start - 20) : first.start]
        return self._between.search(before) is not None and self._and.fullmatch(text, first.end, last.start) is not None


class _Context:
    """What a text says of the years around an expression, and the date of the letter."""

    def __init__(self, text: str, sentences: Sentences, expressions: list[Expression], date: Day | str | None) -> None:
        self._text = text
        self._sentences = sentences
        self._dated = [item for item in expressions if item.year and item.unit is not Unit.DECADE and not item.last_year]
        self._starts = [item.start for item in self._dated]
        self.date = Day.fromisoformat(date) if isinstance(date, str) else date

    def sides(self, expression: Expression) -> tuple[str, str]:
        """Return what stands in the sentence before and after an expression."""
        return self._sentences.left(expression.start), self._sentences.right(expression.end)

    def before(self, expression: Expression) -> str:
        """Return the words directly before an expression."""
        return self._text[max(0, expression.start - 60) : expression.start]

    def year(self, expression: Expression) -> int | None:
        """Return the year of the nearest date before an expression in its paragraph, or None.

        An item of a list also takes that of the paragraph that introduces the list.
        """
        floor = max(0, expression.start - _LIST)
        line = self._text.rfind("\n", floor, expression.start) + 1 or floor
        own = self._last_year(line, expression.start) or self._next_day_year(expression)
        introduction = self._text.rfind(":\n", floor, line)
        if own or introduction < 0 or _PARAGRAPH_END.search(self._text, introduction + 1, line):
            return own
        return self._last_year(self._text.rfind("\n", floor, introduction) + 1 or floor, introduction)

    def _next_day_year(self, expression: Expression) -> int | None:
        """Return the year of the next day or month that is given with one in the same sentence."""
        index = bisect_left(self._starts, expression.end)
        following = self._dated[index] if index < len(self._dated) else None
        _, end = self._sentences.around(expression.start, expression.end)
        if following and following.start < end and following.unit is expression.unit:
            return following.year
        return None

    def _last_year(self, start: int, end: int) -> int | None:
        index = bisect_left(self._starts, end) - 1
        return self._dated[index].year if index >= 0 and self._starts[index] >= start else None


class _Placement:
    """Gives an expression its days, from what it says, its context and the date of the letter."""

    def __init__(self, rules: CalendarRules) -> None:
        future, past = any_of(rules.tense.future), any_of(rules.tense.past)
        self._tense = re.compile(rf"(?P<future>{future})|{past}", re.IGNORECASE)
        self._compared = re.compile(r"ten opzichte van (?:het |de )?$|vergeleken met (?:het |de )?$", re.IGNORECASE)
        self._first_months = {entry.timex: entry.first_month for entry in rules.season}

    def place(self, expression: Expression, context: _Context) -> tuple[Interval, bool]:
        """Return the interval, and whether it took anything from outside the expression.

        Raises ValueError for a day that the calendar does not have.
        """
        if expression.unit is Unit.DECADE:
            first_year = expression.year or 1900 + 10 * (expression.number or 0)
            return calendar.of_decade(first_year), expression.year is None
        if expression.year is not None:
            return self._of(expression, expression.year), False
        if expression.offset is None or (expression.unit is Unit.SEASON and expression.number == 0):
            return self._nearest(expression, context), True
        if expression.unit in {Unit.YEAR, Unit.CENTURY} or expression.month or expression.number or expression.season:
            return self._of(expression, self._relative_year(expression, context)), True
        return self._beside(expression, context.date), True

    def _of(self, expression: Expression, year: int | None) -> Interval:
        """Return the interval of an expression in `year`."""
        month, number = expression.month or 0, expression.number or 0
        match expression.unit:
            case Unit.DAY:
                first = calendar.of_day(year, month, number)
                return calendar.span(first, calendar.of_day(year, month, expression.last)) if expression.last else first
            case Unit.MONTH:
                return calendar.of_month(year, month, expression.mod)
            case Unit.QUARTER:
                return calendar.of_quarter(year, number)
            case Unit.SEASON:
                return calendar.of_season(year, expression.season, self._first_months[expression.season])  # type: ignore[index]
            case Unit.HALF:
                return calendar.half_of_month(year, month, number) if month else calendar.of_half(year, number)
            case Unit.WEEK:
                return calendar.week_of_month(year, month, number or None) if month else calendar.of_week(year or 0, number)
            case Unit.CENTURY:
                return calendar.of_century((year or 0) // 100 * 100)
            case _:
                first = calendar.of_year(year, expression.mod)
                return calendar.span(first, calendar.of_year(expression.last_year)) if expression.last_year else first

    def _relative_year(self, expression: Expression, context: _Context) -> int | None:
        if context.date is None:
            return None
        year = context.date.year
        if expression.unit is Unit.CENTURY:
            return year + 100 * (expression.offset or 0)
        if not expression.past:
            return year + (expression.offset or 0)
        # "afgelopen jaar" is the year that the letter reports on: its own in the second half of the year.
        reported = year if context.date.month > 6 else year - 1
        return reported - 1 if self._compared.search(context.before(expression)) else reported

    def _nearest(self, expression: Expression, context: _Context) -> Interval:
        """Give an expression without a year the one that its context, its tense and the date of the letter tell."""
        today, stated = context.date, context.year(expression)
        if today is None:
            return self._of(expression, stated)
        if expression.recent or expression.past:
            return self._last(expression, today)
        if expression.coming or (expression.offset or 0) > 0:
            return self._next(expression, today)
        past = expression.offset is None and self._is_past(*context.sides(expression))
        for year in (stated, today.year):
            if year is not None:
                value = self._of(expression, year)
                if not past or value.start is None or value.start <= today:
                    return value
        return self._of(expression, today.year - 1)

    def _is_past(self, left: str, right: str) -> bool:
        """Tell whether the nearest word of tense speaks of what has been; a verb follows a date more closely than it leads."""
        after = self._tense.search(right[:_CLAUSE])
        before = deque(self._tense.finditer(left[-_CLAUSE:]), maxlen=1)
        if after and (not before or after.start() <= len(left[-_CLAUSE:]) - before[0].end()):
            return after["future"] is None
        return bool(before) and before[0]["future"] is None

    def _last(self, expression: Expression, today: Day) -> Interval:
        this_year = self._of(expression, today.year)
        over = this_year.end if expression.unit is Unit.SEASON else this_year.start
        return this_year if over and over <= today else self._of(expression, today.year - 1)

    def _next(self, expression: Expression, today: Day) -> Interval:
        this_year = self._of(expression, today.year)
        return this_year if this_year.start and this_year.start > today else self._of(expression, today.year + 1)

    @staticmethod
    def _beside(expression: Expression, today: Day | None) -> Interval:
        """Return the month, quarter, week or weekday that lies `offset` beside the date of the letter."""
        offset = expression.offset or 0
        if today is None:
            placeholder = {Unit.MONTH: "XXXX-XX", Unit.QUARTER: "XXXX-QX", Unit.WEEK: "XXXX-WXX", Unit.DAY: "XXXX-XX-XX"}
            return Interval(start=None, end=None, timex=placeholder[expression.unit])
        if expression.unit is Unit.WEEK:
            return calendar.of_week(*(today + timedelta(weeks=offset)).isocalendar()[:2])
        if expression.weekday:
            ahead = (expression.weekday - today.isoweekday()) % 7
            weeks = 7 if (offset > 0 and not ahead) else -7 if offset < 0 else 0
            day = today + timedelta(days=ahead + weeks)
            return calendar.of_day(day.year, day.month, day.day)
        per_year, index = (12, today.month - 1) if expression.unit is Unit.MONTH else (4, (today.month - 1) // 3)
        years, number = divmod(index + offset, per_year)
        if expression.unit is Unit.MONTH:
            return calendar.of_month(today.year + years, number + 1, expression.mod)
        return calendar.of_quarter(today.year + years, number + 1)
