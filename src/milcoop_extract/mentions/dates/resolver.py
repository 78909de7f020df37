"""Places a date on the calendar, from what it says, its context and the date of the letter."""

from datetime import date as Day
from datetime import timedelta

from milcoop_extract.mentions.lexicon import WordsBefore
from milcoop_extract.records import Interval

from . import normalise as calendar
from .context import Context
from .expression import Expression, Unit
from .rules import CalendarRules
from .tense import Tense

_AHEAD = 25
"""The most years after the letter at which a decade begins that it looks ahead to."""

_SCHOOL_MONTH = 8
"""The month from which on a school year is the one that begins in that year."""

_UNKNOWN = {
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.DAY: "XXXX-XX-XX",
}


class Placement:
    """Gives an expression its days."""

    def __init__(self, rules: CalendarRules) -> None:
        self._tense = Tense(rules)
        self._compared = WordsBefore(rules.years.compared, ("het", "de"))
        self._first_months: dict[str, int] = {entry.timex: entry.first_month for entry in rules.season}

    def place(self, expression: Expression, context: Context) -> tuple[Interval, bool]:
        """Return the interval, and whether it took anything from outside the expression.

        Raises ValueError for a day that the calendar does not have.
        """
        value, resolved = self._whole(expression, context)
        return calendar.edge_of(value, *expression.edge[:2], last=expression.edge.last) if expression.edge else value, resolved

    def _whole(self, expression: Expression, context: Context) -> tuple[Interval, bool]:
        if expression.year is not None:
            return self._of(expression, expression.year), expression.short
        if expression.unit is Unit.DECADE:
            if context.date is None and expression.offset is not None:
                digit = "X" if expression.number is None else expression.number
                return Interval(start=None, end=None, timex=f"XX{digit}"), True
            return self._of(expression, self._decade(expression, context)), True
        if expression.unit in {Unit.YEAR, Unit.CENTURY} and expression.offset is not None:
            return self._of(expression, self._relative_year(expression, context)), True
        if expression.offset is None:
            return self._nearest(expression, context), True
        if expression.month or expression.number is not None or expression.season:
            return self._of(expression, self._relative_year(expression, context)), True
        return self._beside(expression, context.date), True

    def _of(self, expression: Expression, year: int | None) -> Interval:
        """Return the interval of an expression in `year`, the first year of a decade or century."""
        month, number, half, mod = expression.month or 0, expression.number or 0, expression.half, expression.mod
        match expression.unit:
            case Unit.DAY:
                first = calendar.of_day(year, month, number)
                return calendar.span(first, calendar.of_day(year, month, expression.last)) if expression.last else first
            case Unit.MONTH:
                return calendar.half_of_month(year, month, half) if half else calendar.of_month(year, month, mod)
            case Unit.QUARTER:
                return calendar.of_quarter(year, number, mod)
            case Unit.SEASON:
                return calendar.of_season(year, expression.season, self._first_months[expression.season], mod)
            case Unit.WEEK if month:
                return calendar.week_of_month(year, month, number or None)
            case Unit.WEEK:
                first = calendar.of_week(year, number) if number else calendar.last_week(year)
                return calendar.span(first, calendar.of_week(year, expression.last)) if expression.last else first
            case Unit.DECADE:
                return _half_of_years(year, 10, half) if half else calendar.of_decade(year or 0, mod)
            case Unit.CENTURY:
                return _half_of_years(year, 100, half) if half else calendar.of_century(year, mod)
            case _ if half:
                return calendar.of_half(year, half)
            case _ if expression.school:
                return calendar.of_years(year, 2)
            case _:
                first = calendar.of_year(year, mod)
                return calendar.span(first, calendar.of_year(expression.last_year)) if expression.last_year else first

    def _decade(self, expression: Expression, context: Context) -> int:
        """Return the first year of a decade: of this century where the text looks ahead, else of the one that it names."""
        digits = 10 * (expression.number or 0)
        if context.date is None:
            return 1900 + digits
        if expression.number is None:
            return (context.date.year // 10 + (expression.offset or 0)) * 10
        century = context.date.year // 100 * 100
        if expression.offset is not None:
            return century + 100 * expression.offset + digits
        near = -10 < century + digits - context.date.year <= _AHEAD
        ahead = near and self._tense.of(expression, context) == "future"
        return (century if ahead else 1900) + digits

    def _relative_year(self, expression: Expression, context: Context) -> int | None:
        """Return the year of an expression that says how it lies beside that of the letter."""
        if context.date is None:
            return None
        year, offset = context.date.year, expression.offset or 0
        if expression.unit is Unit.CENTURY:
            return (year // 100 + offset) * 100
        if expression.school:
            return year + offset - (context.date.month < _SCHOOL_MONTH)
        if not expression.past:
            return year + offset
        # "afgelopen jaar" is the year that the letter reports on: its own in the second half of the year.
        reported = year if context.date.month > 6 else year - 1
        return reported - 1 if self._compared.find(context.clauses.before(expression.start)) else reported

    def _nearest(self, expression: Expression, context: Context) -> Interval:
        """Give an expression without a year the one that its context, its tense and the date of the letter tell."""
        today, near = context.date, context.stated(expression)
        if today is None:
            return self._of(expression, near.year if near else None)
        # A winter that goes on in January is the one of the year before.
        year = today.year - (expression.season == "WI" and today.month < 3)
        if expression.current:  # "deze zomer" is that of the letter, "het eind van het jaar" that of the year spoken of
            return self._of(expression, near.year if near and not (expression.season or expression.month) else year)
        if expression.recent:
            return self._last(expression, today, year)
        if expression.coming:
            return self._next(expression, today, year)
        tense = self._tense.of(expression, context)
        if near and not self._tense.is_of_letter(tense, near, expression, context.clauses):
            value = self._of(expression, near.year)
            if tense != "past" or value.start is None or value.start <= today:
                return value
        value = self._of(expression, year)
        if tense == "past" and value.start and value.start > today:
            return self._of(expression, year - 1)
        if tense == "future" and value.end and value.end < today:
            return self._of(expression, year + 1)
        return value

    def _last(self, expression: Expression, today: Day, year: int) -> Interval:
        this_year = self._of(expression, year)
        over = this_year.end if expression.unit is Unit.SEASON else this_year.start
        return this_year if over and over <= today else self._of(expression, year - 1)

    def _next(self, expression: Expression, today: Day, year: int) -> Interval:
        this_year = self._of(expression, year)
        return this_year if this_year.start and this_year.start > today else self._of(expression, year + 1)

    @staticmethod
    def _beside(expression: Expression, today: Day | None) -> Interval:
        """Return the day, week, month or quarter that lies `offset` beside the date of the letter."""
        offset = expression.offset or 0
        if today is None:
            return Interval(start=None, end=None, timex=_UNKNOWN[expression.unit])
        if expression.unit in {Unit.MONTH, Unit.QUARTER}:
            per_year, index = (12, today.month - 1) if expression.unit is Unit.MONTH else (4, (today.month - 1) // 3)
            years, number = divmod(index + offset, per_year)
            if expression.unit is Unit.QUARTER:
                return calendar.of_quarter(today.year + years, number + 1, expression.mod)
            if expression.half:
                return calendar.half_of_month(today.year + years, number + 1, expression.half)
            return calendar.of_month(today.year + years, number + 1, expression.mod)
        week = (today + timedelta(weeks=offset)).isocalendar()
        if expression.unit is Unit.WEEK:
            return calendar.of_week(week.year, week.week)
        if expression.unit is Unit.WEEKEND:
            return calendar.of_weekend(week.year, week.week)
        if expression.in_week:
            day = Day.fromisocalendar(week.year, week.week, expression.weekday or 1)
        elif expression.weekday:
            ahead = (expression.weekday - today.isoweekday()) % 7
            weeks = 7 if (offset > 0 and not ahead) else -7 if offset < 0 else 0
            day = today + timedelta(days=ahead + weeks)
        else:
            day = today + timedelta(days=offset)
        return calendar.of_day(day.year, day.month, day.day)


def _half_of_years(first: int | None, count: int, half: int) -> Interval:
    """Return the first or second half of a decade or century."""
    size = count // 2
    return calendar.of_years(None if first is None else first + (half - 1) * size, size)
