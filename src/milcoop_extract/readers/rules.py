"""The models of the rule files of the readers."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from milcoop_extract.rules import Entry, LowerName, Name, RuleFile, Word, load, refuse_duplicates


class HyphenPrefixEntry(Entry):
    """A prefix that keeps its hyphen: before every word save some, or before some only."""

    text: str = Field(min_length=2)
    only: tuple[Word, ...] = ()
    except_: tuple[Word, ...] = Field(default=(), alias="except")


class HyphenationRules(RuleFile):
    """hyphenation.toml: how words broken at the end of a line are put together again."""

    file = "hyphenation.toml"
    conjunctions: tuple[Word, ...]
    whole_words: tuple[Word, ...]
    hyphenated_words: tuple[Word, ...]
    diaeresis_words: tuple[Word, ...]
    diaeresis_prefixes: tuple[Word, ...]
    diaeresis_endings: tuple[Word, ...]
    plain_endings: tuple[Word, ...]
    prefix: tuple[HyphenPrefixEntry, ...]

    @model_validator(mode="after")
    def _usable(self) -> Self:
        refuse_duplicates("prefixes", (entry.text for entry in self.prefix))
        for word in self.hyphenated_words:
            if "-" not in word.strip("-"):
                raise ValueError(f"hyphenated_words: {word!r} has no hyphen in it")
        return self


class SectionNameEntry(Entry):
    """Headings of the first level, and what they say of the headings below them; the file says what the kinds mean."""

    kind: Literal["partner", "frame"]
    names: tuple[Name, ...] = Field(min_length=1)


class LetterHeadEntry(Entry):
    """Words with which the lines of the head of a letter begin; the file says what the keys mean."""

    subject: tuple[Word, ...]
    date: tuple[Word, ...]
    salutation: tuple[Word, ...]
    other: tuple[Word, ...]


class SignatureEntry(Entry):
    """Words with which a signature begins, and with which what follows it does."""

    openings: tuple[Word, ...] = Field(min_length=1)
    followers: tuple[Word, ...]


class HeadingEntry(Entry):
    """Words with which a short line begins that is no heading."""

    captions: tuple[Word, ...]


class FootnoteEntry(Entry):
    """Words beside a number that tell whether it can be the mark of a footnote; the file says what the keys mean."""

    numbered: tuple[Word, ...]
    units: tuple[Word, ...]
    followers: tuple[Word, ...]


class RunningEntry(Entry):
    """Regular expressions for the lines that are printed on every page."""

    lines: tuple[Word, ...]

    @field_validator("lines")
    @classmethod
    def _expressions(cls, lines: tuple[Word, ...]) -> tuple[Word, ...]:
        for line in lines:
            try:
                re.compile(line)
            except re.error as error:
                raise ValueError(f"{line!r} is not a regular expression: {error}") from error
        return lines


class SectionRules(RuleFile):
    """sections.toml: the parts of a letter."""

    file = "sections.toml"
    name: tuple[SectionNameEntry, ...]
    head: LetterHeadEntry
    signature: SignatureEntry
    heading: HeadingEntry
    footnote: FootnoteEntry
    running: RunningEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("names", (name.casefold() for entry in self.name for name in entry.names))
        return self


class MonthEntry(Entry):
    """A month and how it is written; an abbreviation counts only beside a day or a year."""

    number: int = Field(ge=1, le=12)
    names: tuple[LowerName, ...] = Field(min_length=1)
    abbreviations: tuple[LowerName, ...] = ()


class MonthRules(RuleFile):
    """months.toml: the months."""

    file = "months.toml"
    month: tuple[MonthEntry, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if sorted(entry.number for entry in self.month) != list(range(1, 13)):
            raise ValueError("every month must be given exactly once")
        return self


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """All that a reader needs to know."""

    hyphenation: HyphenationRules
    sections: SectionRules
    months: MonthRules

    @classmethod
    def load(cls, directory: Path | str | None = None) -> Self:
        """Read the rule files of the readers in `directory` (None: the folder that came with the installation).

        Raises RuleError.
        """
        return cls(load(HyphenationRules, directory), load(SectionRules, directory), load(MonthRules, directory))
