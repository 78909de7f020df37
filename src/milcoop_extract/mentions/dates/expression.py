"""A date as it is written: what it says by itself."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Self

from .normalise import Mod


class Unit(StrEnum):
    """The unit of the calendar that an expression names; also the last part of the id of its rule."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Edge(NamedTuple):
    """The first or last so many days (D), weeks (W) or months (M) of a unit: "eerste drie maanden van 2021", "ultimo 2020"."""

    number: int
    designator: str
    last: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, at `start`:`end` of the text.

    `year` is the year that it names, the first one of a decade or century; `short` where only two figures of it are written.
    `offset` places its year, or its unit where it has no number, beside the date of the letter (`past`: the one that has just
    ended). `number` is the day of a month, the number of the week or quarter in its month or year (0 for the last), or the
    figure of a decade; `last` the second day or week of a range; `weekday` the ISO 8601 number of a day, `in_week` where the
    offset is one of weeks. `recent` is "jl.", `coming` "a.s.", `current` "deze" before the name of a month or season.
    `school` is a year that runs from summer to summer.
    `mod`, `half` and `edge` narrow the unit.
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
    in_week: bool = False
    mod: Mod | None = None
    half: int | None = None
    edge: Edge | None = None
    offset: int | None = None
    past: bool = False
    recent: bool = False
    coming: bool = False
    current: bool = False
    short: bool = False
    school: bool = False

    @property
    def rule(self) -> str:
        """Return the last part of the id of the rule."""
        return "half" if self.half else self.unit.value

    @property
    def placed(self) -> bool:
        """Tell whether the expression says by itself, or beside the date of the letter, which year it means."""
        return self.year is not None or self.offset is not None or self.recent or self.coming or self.current

    def in_year_of(self, other: Self) -> Self:
        """Return the expression with what another one says of its year."""
        return replace(
            self,
            year=other.year,
            offset=other.offset,
            past=other.past,
            recent=other.recent,
            coming=other.coming,
            short=other.short,
        )
