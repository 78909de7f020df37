"""Calendar time as intervals of days with ISO-TimeML (TIMEX3) values.

An unknown year is None: the interval then has no days and its TIMEX3 value says XXXX where the year would stand.
"""

from calendar import monthrange
from datetime import date as Day
from datetime import timedelta
from typing import Literal

from milcoop_extract.records import Interval

Mod = Literal["START", "MID", "END"]

_THIRDS: dict[Mod, tuple[int, int]] = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}


def _year_text(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04d}"


def _months(timex: str, year: int | None, first: int, count: int, mod: Mod | None = None) -> Interval:
    """Return `count` months from month `first` of `year`; months beyond December are those of the next year."""
    if year is None:
        return Interval(start=None, end=None, timex=timex, mod=mod)
    last = first + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    start = Day(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    return Interval(start=start, end=Day(end_year, end_month, monthrange(end_year, end_month)[1]), timex=timex, mod=mod)


def of_year(year: int | None, mod: Mod | None = None) -> Interval:
    """Return a year, or the third of it that `mod` names: January to April, May to August, September to December."""
    if mod is None:
        return _months(_year_text(year), year, 1, 12)
    return _months(_year_text(year), year, _THIRDS[mod][0] * 4 + 1, 4, mod)


def of_half(year: int | None, half: int) -> Interval:
    """Return the first or second half of a year."""
    return _months(f"{_year_text(year)}-H{half}", year, half * 6 - 5, 6)


def of_quarter(year: int | None, quarter: int) -> Interval:
    """Return a quarter of a year."""
    return _months(f"{_year_text(year)}-Q{quarter}", year, quarter * 3 - 2, 3)


def of_season(year: int | None, letters: str, first_month: int) -> Interval:
    """Return a meteorological season; a winter begins in the December of its year."""
    return _months(f"{_year_text(year)}-{letters}", year, first_month, 3)


def of_decade(first_year: int) -> Interval:
    """Return the ten years from `first_year`."""
    return Interval(start=Day(first_year, 1, 1), end=Day(first_year + 9, 12, 31), timex=str(first_year // 10))


def of_century(first_year: int) -> Interval:
    """Return the hundred years from `first_year` (1900: the twentieth century, as it is spoken of)."""
    return Interval(start=Day(first_year, 1, 1), end=Day(first_year + 99, 12, 31), timex=str(first_year // 100))


def of_month(year: int | None, month: int, mod: Mod | None = None) -> Interval:
    """Return a month, or the third of it that `mod` names: days 1 to 10, 11 to 20, 21 to the last."""
    whole = _months(f"{_year_text(year)}-{month:02d}", year, month, 1, mod)
    if mod is None or whole.start is None or whole.end is None:
        return whole
    first, after = (part * 10 for part in _THIRDS[mod])
    end = whole.end if mod == "END" else whole.start.replace(day=after)
    return Interval(start=whole.start.replace(day=first + 1), end=end, timex=whole.timex, mod=mod)


def half_of_month(year: int | None, month: int, half: int) -> Interval:
    """Return the first (days 1 to 15) or second half of a month."""
    whole = of_month(year, month)
    if whole.start is None or whole.end is None:
        return whole
    middle = whole.start.replace(day=15)
    start, end = (whole.start, middle) if half == 1 else (middle + timedelta(days=1), whole.end)
    return Interval(start=start, end=end, timex=f"{start}/{end}")


def week_of_month(year: int | None, month: int, week: int | None) -> Interval:
    """Return seven days of a month: the first seven for week 1, and so on; None is the last seven."""
    whole = of_month(year, month)
    if whole.start is None or whole.end is None:
        return whole
    start = whole.end - timedelta(days=6) if week is None else whole.start + timedelta(days=7 * (week - 1))
    end = min(start + timedelta(days=6), whole.end)
    return Interval(start=start, end=end, timex=f"{start}/{end}")


def of_week(year: int, week: int) -> Interval:
    """Return an ISO 8601 week. Raises ValueError for a week that the year does not have."""
    start = Day.fromisocalendar(year, week, 1)
    return Interval(start=start, end=start + timedelta(days=6), timex=f"{year:04d}-W{week:02d}")


def of_day(year: int | None, month: int, day: int) -> Interval:
    """Return a day. Raises ValueError for a day that the calendar does not have."""
    if year is None:
        Day(2000, month, day)
        return Interval(start=None, end=None, timex=f"XXXX-{month:02d}-{day:02d}")
    single = Day(year, month, day)
    return Interval(start=single, end=single, timex=single.isoformat())


def span(first: Interval, last: Interval) -> Interval:
    """Return the range from the first day of one interval to the last day of another."""
    return Interval(start=first.start, end=last.end, timex=f"{first.timex}/{last.timex}")
