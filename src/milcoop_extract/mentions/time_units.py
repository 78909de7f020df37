"""The model of units.toml: units of time, which dates and durations are told in."""

from typing import Literal, Self

from pydantic import Field, model_validator

from milcoop_extract.rules import Entry, LowerName, RuleFile, refuse_duplicates


class UnitEntry(Entry):
    """A unit of time: `count` of the ISO 8601 designator ("TH" is an hour)."""

    designator: Literal["Y", "M", "W", "D", "TH", "TM", "TS"]
    count: int = Field(ge=1)
    words: tuple[LowerName, ...] = Field(min_length=1)


class UnitRules(RuleFile):
    """units.toml: units of time."""

    file = "units.toml"
    unit: tuple[UnitEntry, ...]

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("words", (word for unit in self.unit for word in unit.words))
        return self

    def by_word(self) -> dict[str, UnitEntry]:
        """Return the units by the words for them, in small letters."""
        return {word: unit for unit in self.unit for word in unit.words}
