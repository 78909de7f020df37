"""The model of kamerstukken.toml."""

from pydantic import Field

from milcoop_extract.rules import Entry, Name, RuleFile


class DossierWords(Entry):
    """Words beside the number of a dossier; kamerstukken.toml says what the keys mean."""

    dossier: tuple[Name, ...] = Field(min_length=1)
    bill: tuple[Name, ...] = Field(min_length=1)
    document: tuple[Name, ...] = Field(min_length=1)
    other: tuple[Name, ...] = Field(min_length=1)


class KamerstukRules(RuleFile):
    """kamerstukken.toml: where documents are published, and by what their dossiers are recognised."""

    file = "kamerstukken.toml"
    url: str = Field(pattern=r"\{identifier\}")
    divided: tuple[Name, ...]
    last_prefixed_session: str = Field(pattern=r"^\d{4}-\d{4}$")
    words: DossierWords
