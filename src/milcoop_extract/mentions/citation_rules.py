"""The model of citations.toml: words that the citations of all official publications share."""

from typing import Literal

from pydantic import Field

from milcoop_extract.rules import Entry, Name, RuleFile

Chamber = Literal["I", "II"]


class ChamberEntry(Entry):
    """Words for a chamber of parliament."""

    id: Chamber
    words: tuple[Name, ...] = Field(min_length=1)


class CitationRules(RuleFile):
    """citations.toml: words that the citations of all official publications share; the file says what the keys mean."""

    file = "citations.toml"
    label: tuple[Name, ...] = Field(min_length=1)
    number: tuple[Name, ...] = Field(min_length=1)
    numbers: tuple[Name, ...] = Field(min_length=1)
    page: tuple[Name, ...] = Field(min_length=1)
    session: tuple[Name, ...] = Field(min_length=1)
    joint: tuple[Name, ...]
    chamber: tuple[ChamberEntry, ...]
