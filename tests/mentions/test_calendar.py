"""Calendar time as intervals of days with TIMEX3 values."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.dates import normalise as calendar
from milcoop_extract.mentions.dates.normalise import Mod
from milcoop_extract.records import Interval

MODS: list[Mod | None] = [None, "START", "MID", "END"]
SEASONS = [("SP", 3), ("SU", 6), ("FA", 9), ("WI", 12)]


def told(interval: Interval) -> str:
    """Write an interval in one line: TIMEX3 value, days, modifier."""
    days = f"{interval.start}..{interval.end}" if interval.start or interval.end else "?"
    return " ".join(filter(None, [interval.timex, days, interval.mod]))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (calendar.of_year(2020), "2020 2020-01-01..2020-12-31"),
        (calendar.of_year(2020, "START"), "2020 2020-01-01..2020-04-30 START"),
        (calendar.of_year(2020, "MID"), "2020 2020-05-01..2020-08-31 MID"),
        (calendar.of_year(2020, "END"), "2020 2020-09-01..2020-12-31 END"),
        (calendar.of_half(2020, 1), "2020-H1 2020-01-01..2020-06-30"),
        (calendar.of_half(2020, 2), "2020-H2 2020-07-01..2020-12-31"),
        (calendar.of_quarter(2021, 1), "2021-Q1 2021-01-01..2021-03-31"),
        (calendar.of_quarter(2021, 2), "2021-Q2 2021-04-01..2021-06-30"),
        (calendar.of_quarter(2021, 3), "2021-Q3 2021-07-01..2021-09-30"),
        (calendar.of_quarter(2021, 4), "2021-Q4 2021-10-01..2021-12-31"),
        (calendar.of_season(2020, "SP", 3), "2020-SP 2020-03-01..2020-05-31"),
        (calendar.of_season(2020, "SU", 6), "2020-SU 2020-06-01..2020-08-31"),
        (calendar.of_season(2020, "FA", 9), "2020-FA 2020-09-01..2020-11-30"),
        (calendar.of_season(2020, "WI", 12), "2020-WI 2020-12-01..2021-02-28"),
        (calendar.of_season(2023, "WI", 12), "2023-WI 2023-12-01..2024-02-29"),
        (calendar.of_decade(1970), "197 1970-01-01..1979-12-31"),
        (calendar.of_century(1900), "19 1900-01-01..1999-12-31"),
        (calendar.of_month(2020, 10), "2020-10 2020-10-01..2020-10-31"),
        (calendar.of_month(2020, 12), "2020-12 2020-12-01..2020-12-31"),
        (calendar.of_month(2020, 2), "2020-02 2020-02-01..2020-02-29"),
        (calendar.of_month(2000, 2), "2000-02 2000-02-01..2000-02-29"),
        (calendar.of_month(1900, 2), "1900-02 1900-02-01..1900-02-28"),
        (calendar.of_month(2021, 2), "2021-02 2021-02-01..2021-02-28"),
        (calendar.of_month(2020, 3, "START"), "2020-03 2020-03-01..2020-03-10 START"),
        (calendar.of_month(2020, 3, "MID"), "2020-03 2020-03-11..2020-03-20 MID"),
        (calendar.of_month(2020, 3, "END"), "2020-03 2020-03-21..2020-03-31 END"),
        (calendar.of_month(2021, 2, "END"), "2021-02 2021-02-21..2021-02-28 END"),
        (calendar.half_of_month(2021, 5, 1), "2021-05-01/2021-05-15 2021-05-01..2021-05-15"),
        (calendar.half_of_month(2020, 2, 2), "2020-02-16/2020-02-29 2020-02-16..2020-02-29"),
        (calendar.week_of_month(2021, 5, 1), "2021-05-01/2021-05-07 2021-05-01..2021-05-07"),
        (calendar.week_of_month(2021, 5, 4), "2021-05-22/2021-05-28 2021-05-22..2021-05-28"),
        (calendar.week_of_month(2021, 5, 5), "2021-05-29/2021-05-31 2021-05-29..2021-05-31"),
        (calendar.week_of_month(2021, 5, None), "2021-05-25/2021-05-31 2021-05-25..2021-05-31"),
        (calendar.of_week(2021, 1), "2021-W01 2021-01-04..2021-01-10"),
        (calendar.of_week(2020, 53), "2020-W53 2020-12-28..2021-01-03"),
        (calendar.last_week(2020), "2020-W53 2020-12-28..2021-01-03"),
        (calendar.last_week(2021), "2021-W52 2021-12-27..2022-01-02"),
        (calendar.of_weekend(2021, 20), "2021-W20-WE 2021-05-22..2021-05-23"),
        (calendar.of_years(2020, 2), "2020/2021 2020-01-01..2021-12-31"),
        # thirds of longer units
        (calendar.of_quarter(2021, 3, "MID"), "2021-Q3 2021-08-01..2021-08-31 MID"),
        (calendar.of_season(2020, "WI", 12, "END"), "2020-WI 2021-02-01..2021-02-28 END"),
        (calendar.of_decade(1990, "START"), "199 1990-01-01..1992-12-31 START"),
        (calendar.of_decade(1990, "MID"), "199 1993-01-01..1996-12-31 MID"),
        (calendar.of_decade(1990, "END"), "199 1997-01-01..1999-12-31 END"),
        (calendar.of_century(1900, "END"), "19 1967-01-01..1999-12-31 END"),
        # the first and the last so many of a unit
        (calendar.edge_of(calendar.of_year(2021), 3, "M", last=False), "2021-01/2021-03 2021-01-01..2021-03-31"),
        (calendar.edge_of(calendar.of_year(2021), 1, "M", last=True), "2021-12 2021-12-01..2021-12-31"),
        (calendar.edge_of(calendar.of_season(2020, "WI", 12), 2, "M", last=True), "2021-01/2021-02 2021-01-01..2021-02-28"),
        (calendar.edge_of(calendar.of_month(2021, 5), 2, "W", last=False), "2021-05-01/2021-05-14 2021-05-01..2021-05-14"),
        (calendar.edge_of(calendar.of_month(2021, 5), 10, "D", last=True), "2021-05-22/2021-05-31 2021-05-22..2021-05-31"),
        (calendar.edge_of(calendar.of_year(2020), 1, "D", last=True), "2020-12-31 2020-12-31..2020-12-31"),
        (calendar.edge_of(calendar.of_year(None), 1, "D", last=True), "XXXX ?"),
        (calendar.of_day(2020, 2, 29), "2020-02-29 2020-02-29..2020-02-29"),
        # a year that is not known
        (calendar.of_year(None), "XXXX ?"),
        (calendar.of_year(None, "END"), "XXXX ? END"),
        (calendar.of_half(None, 1), "XXXX-H1 ?"),
        (calendar.of_quarter(None, 3), "XXXX-Q3 ?"),
        (calendar.of_season(None, "WI", 12), "XXXX-WI ?"),
        (calendar.of_month(None, 5), "XXXX-05 ?"),
        (calendar.of_month(None, 5, "MID"), "XXXX-05 ? MID"),
        (calendar.half_of_month(None, 5, 1), "XXXX-05 ?"),
        (calendar.week_of_month(None, 5, 2), "XXXX-05 ?"),
        (calendar.of_week(None, 53), "XXXX-W53 ?"),
        (calendar.of_years(None, 2), "XXXX/XXXX ?"),
        (calendar.of_century(None), "XX ?"),
        (calendar.of_day(None, 5, 3), "XXXX-05-03 ?"),
        (calendar.of_day(None, 2, 29), "XXXX-02-29 ?"),
        # ranges
        (
            calendar.span(calendar.of_year(2020, "END"), calendar.of_month(2021, 12)),
            "2020/2021-12 2020-09-01..2021-12-31",
        ),
        (
            calendar.span(calendar.of_day(2021, 5, 3), calendar.of_day(2021, 6, 4)),
            "2021-05-03/2021-06-04 2021-05-03..2021-06-04",
        ),
        (calendar.span(calendar.of_month(None, 5), calendar.of_month(None, 6)), "XXXX-05/XXXX-06 ?"),
    ],
)
def test_interval(interval: Interval, expected: str) -> None:
    assert told(interval) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: calendar.of_day(2021, 2, 29),
        lambda: calendar.of_day(2021, 4, 31),
        lambda: calendar.of_day(2021, 13, 1),
        lambda: calendar.of_day(None, 2, 30),
        lambda: calendar.of_day(None, 4, 31),
        lambda: calendar.of_week(2021, 53),
        lambda: calendar.of_week(2021, 0),
        lambda: calendar.of_week(None, 54),
        lambda: calendar.edge_of(calendar.of_month(2021, 5), 5, "W", last=False),
        lambda: calendar.edge_of(calendar.of_year(2021), 13, "M", last=True),
        lambda: calendar.of_year(0),
        lambda: calendar.of_year(10_000),
        lambda: calendar.of_season(9999, "WI", 12),
    ],
)
def test_what_the_calendar_does_not_have(make: Callable[[], Interval]) -> None:
    with pytest.raises(ValueError, match=r"day|month|week|year|whole"):
        make()


YEARS = st.integers(1600, 2199)


@given(
    YEARS,
    st.one_of(
        st.builds(lambda mod: lambda year: calendar.of_year(year, mod), st.sampled_from(MODS)),
        st.builds(lambda half: lambda year: calendar.of_half(year, half), st.integers(1, 2)),
        st.builds(lambda quarter: lambda year: calendar.of_quarter(year, quarter), st.integers(1, 4)),
        st.builds(lambda season: lambda year: calendar.of_season(year, *season), st.sampled_from(SEASONS)),
        st.builds(
            lambda month, mod: lambda year: calendar.of_month(year, month, mod), st.integers(1, 12), st.sampled_from(MODS)
        ),
        st.builds(
            lambda month, half: lambda year: calendar.half_of_month(year, month, half), st.integers(1, 12), st.integers(1, 2)
        ),
        st.builds(
            lambda month, week: lambda year: calendar.week_of_month(year, month, week),
            st.integers(1, 12),
            st.one_of(st.none(), st.integers(1, 4)),
        ),
        st.builds(lambda month, day: lambda year: calendar.of_day(year, month, day), st.integers(1, 12), st.integers(1, 28)),
        st.builds(lambda week: lambda year: calendar.of_week(year, week), st.integers(1, 52)),
    ),
)
def test_an_interval_begins_in_its_year_and_not_after_its_end(year: int, make: Callable[[int], Interval]) -> None:
    interval = make(year)
    assert interval.start is not None
    assert interval.end is not None
    assert interval.start <= interval.end < interval.start + timedelta(days=366)
    assert (interval.start + timedelta(days=3)).year == year  # the first week may begin in the year before


def is_row(intervals: list[Interval], first: date, last: date) -> bool:
    """Tell whether the intervals follow each other without a gap from one day to another."""
    starts = [first, *(interval.end + timedelta(days=1) for interval in intervals if interval.end)]
    return [interval.start for interval in intervals] == starts[:-1] and intervals[-1].end == last


@given(YEARS)
def test_the_parts_of_a_year_make_a_year(year: int) -> None:
    whole = date(year, 1, 1), date(year, 12, 31)
    assert is_row([calendar.of_half(year, half) for half in (1, 2)], *whole)
    assert is_row([calendar.of_quarter(year, quarter) for quarter in (1, 2, 3, 4)], *whole)
    assert is_row([calendar.of_month(year, month) for month in range(1, 13)], *whole)
    assert is_row([calendar.of_year(year, mod) for mod in MODS if mod], *whole)
    seasons = [calendar.of_season(year, *season) for season in SEASONS]
    assert is_row(seasons, date(year, 3, 1), date(year + 1, 3, 1) - timedelta(days=1))


@given(YEARS, st.integers(1, 12))
def test_the_parts_of_a_month_make_a_month(year: int, month: int) -> None:
    whole = calendar.of_month(year, month)
    assert whole.start
    assert whole.end
    assert is_row([calendar.of_month(year, month, mod) for mod in MODS if mod], whole.start, whole.end)
    assert is_row([calendar.half_of_month(year, month, half) for half in (1, 2)], whole.start, whole.end)
    last = calendar.week_of_month(year, month, None)
    assert (last.end, last.start) == (whole.end, whole.end - timedelta(days=6))
