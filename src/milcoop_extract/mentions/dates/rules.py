"""The model of calendar.toml."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from milcoop_extract.rules import CueWord, Entry, LowerCueWord, LowerName, RuleFile


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


class WeekdayEntry(Entry):
    """A day of the week by its ISO 8601 number; an abbreviation counts only before a day in figures."""

    number: int = Field(ge=1, le=7)
    names: tuple[LowerName, ...] = Field(min_length=1)
    abbreviations: tuple[LowerName, ...] = ()


Words = Annotated[tuple[LowerName, ...], Field(min_length=1)]
"""Words of which at least one is needed."""


class WordsEntry(Entry):
    """Words that the forms of dates are made of; the file says what the keys mean."""

    year: Words
    years: Words
    half: Words
    half_year: Words
    quarter: Words
    month: Words
    week: Words
    weeks: Words
    weekend: Words
    decade: Words
    century: Words
    quarter_letter: Words
    half_letter: Words
    single: Words
    recent: Words
    coming: Words
    joint: Words
    first: Words
    third: Words
    eighth: Words
    ordinal_endings: Words
    last: Words
    other_year: tuple[LowerCueWord, ...] = Field(min_length=1)


class BoundsEntry(Entry):
    """Words beside a date that make it the first or the last of a stretch."""

    from_: tuple[CueWord, ...] = Field(alias="from")
    until: tuple[CueWord, ...]
    before: tuple[CueWord, ...]
    achieved: tuple[CueWord, ...]
    meant: tuple[CueWord, ...]
    onward: tuple[CueWord, ...]
    nouns: tuple[CueWord, ...]
    joint: tuple[CueWord, ...]
    between: tuple[CueWord, ...]


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
    between: tuple[CueWord, ...]
    uncounted: tuple[LowerCueWord, ...]
    title_page: tuple[CueWord, ...]
    subject: tuple[CueWord, ...]
    compared: tuple[CueWord, ...]


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
    attribute: tuple[CueWord, ...]
    planning: tuple[CueWord, ...]
    planned: tuple[CueWord, ...]
    future: tuple[CueWord, ...]
    past: tuple[CueWord, ...]


class CalendarRules(RuleFile):
    """calendar.toml: words of the calendar."""

    file = "calendar.toml"
    weekday: tuple[WeekdayEntry, ...]
    season: tuple[SeasonEntry, ...]
    part: tuple[PartEntry, ...]
    rim: tuple[RimEntry, ...]
    day: tuple[DayEntry, ...]
    decade: tuple[DecadeEntry, ...]
    relative: tuple[RelativeEntry, ...]
    words: WordsEntry
    bounds: BoundsEntry
    years: YearsEntry
    names: NamesEntry
    tense: TenseEntry

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if sorted(entry.number for entry in self.weekday) != list(range(1, 8)):
            raise ValueError("every day of the week must be given exactly once")
        return self
