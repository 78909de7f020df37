"""The model of calendar.toml."""

from typing import Literal, Self

from pydantic import Field, model_validator

from milcoop_extract.rules import CueWord, Entry, LowerCueWord, LowerName, RuleFile, refuse_duplicates


class SeasonEntry(Entry):
    """A meteorological season: three months from `first_month`."""

    timex: Literal["SP", "SU", "FA", "WI"]
    first_month: int = Field(ge=1, le=12)
    names: tuple[LowerName, ...] = Field(min_length=1)


class PartEntry(Entry):
    """Words for a third of a year or month."""

    mod: Literal["START", "MID", "END"]
    words: tuple[LowerName, ...] = Field(min_length=1)


class RimEntry(Entry):
    """Words for the first or the last day of a year or month."""

    last: bool
    words: tuple[LowerName, ...] = Field(min_length=1)


class DayEntry(Entry):
    """Words for a day, by how many days it lies after the date of the letter."""

    offset: int = Field(ge=-2, le=2)
    words: tuple[LowerName, ...] = Field(min_length=1)


class DecadeEntry(Entry):
    """Words for a decade of the twentieth century: digit 7 is the seventies."""

    digit: int = Field(ge=0, le=9)
    words: tuple[LowerName, ...] = Field(min_length=1)


class RelativeEntry(Entry):
    """Words that place a unit beside the date of the letter."""

    offset: int = Field(ge=-1, le=1)
    words: tuple[LowerName, ...] = Field(min_length=1)
    past: bool = False


class UnitEntry(Entry):
    """A unit of time: `count` of the ISO 8601 designator ("TH" is an hour)."""

    designator: Literal["Y", "M", "W", "D", "TH", "TM", "TS"]
    count: int = Field(ge=1)
    words: tuple[LowerName, ...] = Field(min_length=1)


class BoundsEntry(Entry):
    """Words beside a date that make it the first or the last of a stretch."""

    from_: tuple[CueWord, ...] = Field(alias="from")
    until: tuple[CueWord, ...]
    before: tuple[CueWord, ...]
    achieved: tuple[CueWord, ...]
    meant: tuple[CueWord, ...]
    onward: tuple[CueWord, ...]


class YearsEntry(Entry):
    """Words for a year, and words beside a number of four figures that tell whether it is one; the file says what they mean."""

    calendar: tuple[LowerCueWord, ...]
    school: tuple[LowerCueWord, ...]
    lead: tuple[LowerCueWord, ...]
    no_name: tuple[LowerCueWord, ...]
    number_lead: tuple[CueWord, ...]
    numbered: tuple[CueWord, ...]
    growth: tuple[CueWord, ...]
    name_lead: tuple[CueWord, ...]
    counted: tuple[CueWord, ...]
    uncounted: tuple[LowerCueWord, ...]
    title_page: tuple[CueWord, ...]
    subject: tuple[CueWord, ...]


class NamesEntry(Entry):
    """Words beside a month, a season or a word for a day that make it no single one ("elke zomer", "in de morgen")."""

    every: tuple[CueWord, ...]
    not_morgen: tuple[CueWord, ...]
    now: tuple[CueWord, ...]
    dated: tuple[CueWord, ...]


class TenseEntry(Entry):
    """Words that speak of what is to come, and of what has been."""

    since: tuple[CueWord, ...]
    addressed: tuple[CueWord, ...]
    planned: tuple[CueWord, ...]
    future: tuple[CueWord, ...]
    past: tuple[CueWord, ...]


class DurationsEntry(Entry):
    """Words beside a number of units that tell whether it is a length of time."""

    adjectives: tuple[CueWord, ...]
    persons: tuple[CueWord, ...]
    ages: tuple[CueWord, ...]
    age_before: tuple[CueWord, ...]
    age_after: tuple[CueWord, ...]
    year_limits: tuple[CueWord, ...]
    who: tuple[CueWord, ...]
    being: tuple[CueWord, ...]
    counted_before: tuple[CueWord, ...]
    counted_after: tuple[CueWord, ...]
    clock_before: tuple[CueWord, ...]
    clock_range: tuple[CueWord, ...]
    clock_after: tuple[CueWord, ...]
    compared: tuple[CueWord, ...]


class CalendarRules(RuleFile):
    """calendar.toml: words of the calendar."""

    file = "calendar.toml"
    season: tuple[SeasonEntry, ...]
    part: tuple[PartEntry, ...]
    rim: tuple[RimEntry, ...]
    day: tuple[DayEntry, ...]
    decade: tuple[DecadeEntry, ...]
    relative: tuple[RelativeEntry, ...]
    unit: tuple[UnitEntry, ...]
    bounds: BoundsEntry
    years: YearsEntry
    names: NamesEntry
    tense: TenseEntry
    durations: DurationsEntry

    @model_validator(mode="after")
    def _complete(self) -> Self:
        refuse_duplicates("words", (word for unit in self.unit for word in unit.words))
        return self
