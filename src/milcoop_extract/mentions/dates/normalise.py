"""Calendar time as intervals of days with ISO-TimeML (TIMEX3) values.

An unknown year is None: the interval then has no days and its TIMEX3 value says XXXX where the year would stand.
"""

from calendar import monthrange
from datetime import date as Day
from datetime import timedelta
from typing import Literal

from milcoop_extract.records import Interval

Mod = Literal["START", "MID", "END"]

_THIRDS: dict[Mod, int] = {"START": 0, "MID": 1, "END": 2}


def _year_text(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04d}"


def _month_end(year: int, month: int) -> Day:
    return Day(year, month, monthrange(year, month)[1])


def _months(timex: str, year: int | None, first: int, count: int, mod: Mod | None = None) -> Interval:
    """Return `count` months from month `first` of `year`, or the third of them that `mod` names.

    Months beyond December are those of the next year.
    """
    if year is None:
        return Interval(start=None, end=None, timex=timex, mod=mod)
    if mod:
        count //= 3
        first += _THIRDS[mod] * count
    (years, start), (end_years, end) = divmod(first - 1, 12), divmod(first + count - 2, 12)
    return Interval(start=Day(year + years, start + 1, 1), end=_month_end(year + end_years, end + 1), timex=timex, mod=mod)


def _years(timex: str, first: int | None, count: int, mod: Mod | None) -> Interval:
    """Return `count` years from `first`, or the third of them that `mod` names; the middle one has what is left over."""
    if first is None:
        return Interval(start=None, end=None, timex=timex, mod=mod)
    third = count // 3
    before = {None: 0, "START": 0, "MID": third, "END": count - third}[mod]
    size = {None: count, "START": third, "MID": count - 2 * third, "END": third}[mod]
    return Interval(start=Day(first + before, 1, 1), end=Day(first + before + size - 1, 12, 31), timex=timex, mod=mod)


def _days(start: Day, end: Day) -> Interval:
    timex = start.isoformat() if start == end else f"{start}/{end}"
    return Interval(start=start, end=end, timex=timex)


def of_year(year: int | None, mod: Mod | None = None) -> Interval:
    """Return a year, or the third of it that `mod` names: January to April, May to August, September to December."""
    return _months(_year_text(year), year, 1, 12, mod)


def of_years(first: int | None, count: int) -> Interval:
    """Return the range of `count` years from `first`."""
    return span(of_year(first), of_year(None if first is None else first + count - 1))


def of_half(year: int | None, half: int) -> Interval:
    """Return the first or second half of a year."""
    return _months(f"{_year_text(year)}-H{half}", year, half * 6 - 5, 6)


def of_quarter(year: int | None, quarter: int, mod: Mod | None = None) -> Interval:
    """Return a quarter of a year, or the month of it that `mod` names."""
    return _months(f"{_year_text(year)}-Q{quarter}", year, quarter * 3 - 2, 3, mod)


def of_season(year: int | None, letters: str, first_month: int, mod: Mod | None = None) -> Interval:
    """Return a meteorological season, or the month of it that `mod` names; a winter begins in the December of its year."""
    return _months(f"{_year_text(year)}-{letters}", year, first_month, 3, mod)


def of_decade(first_year: int, mod: Mod | None = None) -> Interval:
    """Return the ten years from `first_year`, or the three, four or three of them that `mod` names."""
    return _years(str(first_year // 10), first_year, 10, mod)


def of_century(first_year: int | None, mod: Mod | None = None) -> Interval:
    """Return the hundred years from `first_year` (1900: the twentieth century, as it is spoken of), or a third of them."""
    return _years("XX" if first_year is None else str(first_year // 100), first_year, 100, mod)


def of_month(year: int | None, month: int, mod: Mod | None = None) -> Interval:
    """Return a month, or the third of it that `mod` names: days 1 to 10, 11 to 20, 21 to the last."""
    whole = _months(f"{_year_text(year)}-{month:02d}", year, month, 1)
    if mod is None:
        return whole
    if whole.start is None or whole.end is None:
        return Interval(start=None, end=None, timex=whole.timex, mod=mod)
    first = _THIRDS[mod] * 10 + 1
    end = whole.end if mod == "END" else whole.start.replace(day=first + 9)
    return Interval(start=whole.start.replace(day=first), end=end, timex=whole.timex, mod=mod)


def half_of_month(year: int | None, month: int, half: int) -> Interval:
    """Return the first (days 1 to 15) or second half of a month."""
    whole = of_month(year, month)
    if whole.start is None or whole.end is None:
        return whole
    middle = whole.start.replace(day=15)
    return _days(whole.start, middle) if half == 1 else _days(middle + timedelta(days=1), whole.end)


def week_of_month(year: int | None, month: int, week: int | None) -> Interval:
    """Return seven days of a month: the first seven for week 1, and so on; None is the last seven."""
    whole = of_month(year, month)
    if whole.start is None or whole.end is None:
        return whole
    start = whole.end - timedelta(days=6) if week is None else whole.start + timedelta(days=7 * (week - 1))
    return _days(start, min(start + timedelta(days=6), whole.end))


def edge_of(whole: Interval, count: int, designator: str, *, last: bool) -> Interval:
    """Return the first or last `count` days (D), weeks (W) or months (M) of an interval.

    Raises ValueError where the interval is shorter than that.
    """
    if whole.start is None or whole.end is None:
        return whole
    if designator == "M":
        value = _edge_months(whole.start, whole.end, count, last=last)
    else:
        size = timedelta(days=count * (7 if designator == "W" else 1) - 1)
        value = _days(whole.end - size, whole.end) if last else _days(whole.start, whole.start + size)
    if value.start is None or value.end is None or value.start < whole.start or value.end > whole.end:
        raise ValueError(f"{count}{designator} is more than the whole of {whole.timex}")
    return value


def _edge_months(start: Day, end: Day, count: int, *, last: bool) -> Interval:
    year, first = (end.year, end.month - count + 1) if last else (start.year, start.month)
    months = [divmod(index - 1, 12) for index in (first, first + count - 1)]
    opening, closing = (of_month(year + years, month + 1) for years, month in months)
    return opening if count == 1 else span(opening, closing)


def of_week(year: int | None, week: int) -> Interval:
    """Return an ISO 8601 week. Raises ValueError for a week that the year does not have, or that no year has."""
    timex = f"{_year_text(year)}-W{week:02d}"
    start = Day.fromisocalendar(year or 2020, week, 1)  # 2020 has 53 weeks, the most that a year can have
    return (
        Interval(start=start, end=start + timedelta(days=6), timex=timex)
        if year
        else Interval(start=None, end=None, timex=timex)
    )


def last_week(year: int | None) -> Interval:
    """Return the last ISO 8601 week of a year."""
    return of_week(year, Day(year or 2020, 12, 28).isocalendar().week)


def of_weekend(year: int, week: int) -> Interval:
    """Return the Saturday and the Sunday of an ISO 8601 week."""
    saturday = Day.fromisocalendar(year, week, 6)
    return Interval(start=saturday, end=saturday + timedelta(days=1), timex=f"{year:04d}-W{week:02d}-WE")


def of_day(year: int | None, month: int, day: int) -> Interval:
    """Return a day. Raises ValueError for a day that the calendar does not have."""
    if year is None:
        Day(2000, month, day)
        return Interval(start=None, end=None, timex=f"XXXX-{month:02d}-{day:02d}")
    single = Day(year, month, day)
    return _days(single, single)


def span(first: Interval, last: Interval) -> Interval:
    """Return the range from the first day of one interval to the last day of another."""
    return Interval(start=first.start, end=last.end, timex=f"{first.timex}/{last.timex}")
