"""A date as it is written: what it says by itself."""

from dataclasses import dataclass
from enum import StrEnum

from milcoop_extract.normalise.calendar import Mod


class Unit(StrEnum):
    """The unit of the calendar that an expression names; also the last part of the id of its rule."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, at `start`:`end` of the text.

    `year` is the year that it names; `offset` places its year, or its unit where it has no number, beside the date of the
    letter (`past`: the one that has just ended). `number` is the day of a month, or the number of the week, quarter or half
    in its month or year, 0 for the last; `last` the second day of a range of days; `weekday` the ISO 8601 number of a day.
    `recent` is "jl.", `coming` "a.s.".
    """

    start: int
    end: int
    unit: Unit
    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    number: int | None = None
    last: int | None = None
    season: str = ""
    weekday: int | None = None
    mod: Mod | None = None
    offset: int | None = None
    past: bool = False
    recent: bool = False
    coming: bool = False
