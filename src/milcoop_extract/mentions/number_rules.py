"""The model of numbers.toml."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from milcoop_extract.rules import CueWord, Entry, Name, RuleFile, refuse_duplicates

LowerName = Annotated[Name, AfterValidator(str.lower)]


class MagnitudeEntry(Entry):
    """Words that multiply the number before them."""

    factor: int = Field(gt=1)
    words: tuple[LowerName, ...] = Field(min_length=1)


class PrefixEntry(Entry):
    """Letters beside a currency sign that multiply the number."""

    factor: int = Field(gt=1)
    letters: str = Field(min_length=1)


class RangeEntry(Entry):
    """Words of a range of two numbers; the file says where each kind of word stands."""

    joints: tuple[LowerName, ...] = Field(min_length=1)
    until: LowerName
    alternatives: tuple[LowerName, ...] = Field(min_length=1)
    between: LowerName
    pairs: tuple[LowerName, ...] = Field(min_length=1)
    origins: tuple[LowerName, ...] = Field(min_length=1)
    steps: tuple[LowerName, ...] = Field(min_length=1)
    varying: tuple[CueWord, ...] = Field(min_length=1)
    times: tuple[LowerName, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _until_is_a_joint(self) -> Self:
        if self.until not in self.joints:
            raise ValueError(f"until is none of the joints: {self.until}")
        return self


class ListEntry(Entry):
    """Words between numbers of which the last has the magnitude of all."""

    words: tuple[LowerName, ...] = Field(min_length=1)
    articles: tuple[LowerName, ...] = Field(min_length=1)


class NumberRules(RuleFile):
    """numbers.toml: words and letters that multiply a number, and words that make a range or a list of several."""

    file = "numbers.toml"
    magnitude: tuple[MagnitudeEntry, ...]
    prefix: tuple[PrefixEntry, ...] = ()
    range: RangeEntry
    list: ListEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("words", (word for entry in self.magnitude for word in entry.words))
        return self
