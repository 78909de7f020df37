"""The model of references.toml."""

from typing import Literal

from pydantic import Field

from milcoop_extract.rules import Entry, Name, RuleFile


class HandelingenEntry(Entry):
    """Words for reports of debates, and the first session in which their identifier is made of meeting and item."""

    words: tuple[Name, ...] = Field(min_length=1)
    bodies: tuple[Name, ...] = Field(min_length=1)
    items: str = Field(pattern=r"^\d{4}-\d{4}$")


class AanhangselEntry(Entry):
    """Words for written questions with their answers."""

    words: tuple[Name, ...] = Field(min_length=1)


class JournalEntry(Entry):
    """Words for a journal; those of `short` also without a year."""

    id: Literal["stb", "trb", "stcrt"]
    words: tuple[Name, ...] = Field(min_length=1)
    short: tuple[Name, ...] = Field(min_length=1)


class EuEntry(Entry):
    """Series of the European Commission, kinds of acts, and the marks by which acts of the EU are told from others."""

    series: tuple[Name, ...] = Field(min_length=1)
    acts: tuple[Name, ...] = Field(min_length=1)
    marks: tuple[Name, ...] = Field(min_length=1)


class ReferenceRules(RuleFile):
    """references.toml: how official sources other than Kamerstukken are cited."""

    file = "references.toml"
    url: str = Field(pattern=r"\{identifier\}")
    handelingen: HandelingenEntry
    aanhangsel: AanhangselEntry
    journal: tuple[JournalEntry, ...] = Field(min_length=1)
    eu: EuEntry
