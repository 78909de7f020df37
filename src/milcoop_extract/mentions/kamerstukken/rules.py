"""The model of kamerstukken.toml."""

from typing import Literal

from pydantic import Field

from milcoop_extract.rules import Entry, Name, RuleFile


class ChamberEntry(Entry):
    """Words for a chamber of parliament."""

    id: Literal["I", "II"]
    words: tuple[Name, ...] = Field(min_length=1)


class CitationWords(Entry):
    """Words by which citations are recognised; kamerstukken.toml says what the keys mean."""

    label: tuple[Name, ...] = Field(min_length=1)
    dossier: tuple[Name, ...] = Field(min_length=1)
    bill: tuple[Name, ...] = Field(min_length=1)
    document: tuple[Name, ...] = Field(min_length=1)
    number: tuple[Name, ...] = Field(min_length=1)
    numbers: tuple[Name, ...] = Field(min_length=1)
    page: tuple[Name, ...] = Field(min_length=1)
    session: tuple[Name, ...] = Field(min_length=1)
    other: tuple[Name, ...] = Field(min_length=1)
    joint: tuple[Name, ...]


class KamerstukRules(RuleFile):
    """kamerstukken.toml: how documents are cited and where they are published."""

    file = "kamerstukken.toml"
    words: CitationWords
    url: str = Field(pattern=r"\{identifier\}")
    divided: tuple[Name, ...]
    last_prefixed_session: str = Field(pattern=r"^\d{4}-\d{4}$")
    chamber: tuple[ChamberEntry, ...]
