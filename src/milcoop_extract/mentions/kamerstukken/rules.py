"""The model of kamerstukken.toml."""

from typing import Literal

from pydantic import Field

from milcoop_extract.rules import Entry, RuleFile, Word


class ChamberEntry(Entry):
    """Words for a chamber of parliament."""

    id: Literal["I", "II"]
    words: tuple[Word, ...] = Field(min_length=1)


class CitationWords(Entry):
    """Words by which citations are recognised; kamerstukken.toml says what the keys mean."""

    label: tuple[Word, ...] = Field(min_length=1)
    dossier: tuple[Word, ...] = Field(min_length=1)
    bill: tuple[Word, ...] = Field(min_length=1)
    document: tuple[Word, ...] = Field(min_length=1)
    number: tuple[Word, ...] = Field(min_length=1)
    numbers: tuple[Word, ...] = Field(min_length=1)
    page: tuple[Word, ...] = Field(min_length=1)
    session: tuple[Word, ...] = Field(min_length=1)
    other: tuple[Word, ...] = Field(min_length=1)
    joint: tuple[Word, ...]


class KamerstukRules(RuleFile):
    """kamerstukken.toml: how documents are cited and where they are published."""

    file = "kamerstukken.toml"
    words: CitationWords
    url: str = Field(pattern=r"\{identifier\}")
    divided: tuple[Word, ...]
    last_prefixed_session: str = Field(pattern=r"^\d{4}-\d{4}$")
    chamber: tuple[ChamberEntry, ...]
