"""The model of calendar.toml."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from milcoop_extract.rules import Entry, LowerWord, RuleFile, Word


class SeasonEntry(Entry):
    """A meteorological season: three months from `first_month`."""

    timex: Literal["SP", "SU", "FA", "WI"]
    first_month: int = Field(ge=1, le=12)
    names: tuple[LowerWord, ...] = Field(min_length=1)


class PartEntry(Entry):
    """Words for a third of a year or month."""

    mod: Literal["START", "MID", "END"]
    words: tuple[LowerWord, ...] = Field(min_length=1)


class RimEntry(Entry):
    """Words for the first or the last day of a year or month."""

    last: bool
    words: tuple[LowerWord, ...] = Field(min_length=1)


class DayEntry(Entry):
    """Words for a day, by how many days it lies after the date of the letter."""

    offset: int = Field(ge=-2, le=2)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class DecadeEntry(Entry):
    """Words for a decade of the twentieth century: digit 7 is the seventies."""

    digit: int = Field(ge=0, le=9)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class RelativeEntry(Entry):
    """Words that place a unit beside the date of the letter."""

    offset: int = Field(ge=-1, le=1)
    words: tuple[LowerWord, ...] = Field(min_length=1)
    past: bool = False


class WeekdayEntry(Entry):
    """A day of the week by its ISO 8601 number; an abbreviation counts only before a day in figures."""

    number: int = Field(ge=1, le=7)
    names: tuple[LowerWord, ...] = Field(min_length=1)
    abbreviations: tuple[LowerWord, ...] = ()


Words = Annotated[tuple[LowerWord, ...], Field(min_length=1)]
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
    other_year: Words


class BoundsEntry(Entry):
    """Words beside a date that make it the first or the last of a stretch."""

    from_: tuple[Word, ...] = Field(alias="from")
    until: tuple[Word, ...]
    before: tuple[Word, ...]
    achieved: tuple[Word, ...]
    meant: tuple[Word, ...]
    onward: tuple[Word, ...]
    nouns: tuple[Word, ...]
    joint: tuple[Word, ...]
    between: tuple[Word, ...]


class YearsEntry(Entry):
    """Words for a year, and words beside a number of four figures that tell whether it is one; the file says what they mean."""

    calendar: tuple[LowerWord, ...]
    school: tuple[LowerWord, ...]
    lead: tuple[LowerWord, ...]
    no_name: tuple[LowerWord, ...]
    number_lead: tuple[Word, ...]
    numbered: tuple[Word, ...]
    growth: tuple[Word, ...]
    name_lead: tuple[Word, ...]
    counted: tuple[Word, ...]
    between: tuple[Word, ...]
    uncounted: tuple[LowerWord, ...]
    title_page: tuple[Word, ...]
    subject: tuple[Word, ...]
    compared: tuple[Word, ...]


class NamesEntry(Entry):
    """Words beside a month, a season or a word for a day that make it no single one ("elke zomer", "in de morgen")."""

    every: tuple[Word, ...]
    not_morgen: tuple[Word, ...]
    now: tuple[Word, ...]
    dated: tuple[Word, ...]


class TenseEntry(Entry):
    """Words that speak of what is to come, and of what has been."""

    since: tuple[Word, ...]
    addressed: tuple[Word, ...]
    attribute: tuple[Word, ...]
    planning: tuple[Word, ...]
    planned: tuple[Word, ...]
    future: tuple[Word, ...]
    past: tuple[Word, ...]


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
