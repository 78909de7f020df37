"""The models of programmes.toml and discovery.toml."""

from typing import Self

from pydantic import Field, model_validator

from milcoop_extract.records import ProgrammeKind
from milcoop_extract.rules import CueWord, Entry, Key, Name, RuleFile, Word, refuse_duplicates


class ProgrammeEntry(Entry):
    """A named thing and everything that it is called; the head of the file says what the keys mean."""

    id: Key
    name: str = Field(min_length=2)
    kind: ProgrammeKind
    names: tuple[Name, ...] = ()
    abbreviations: tuple[Name, ...] = ()
    short: tuple[Name, ...] = ()
    exact: bool = False
    editions: bool = False
    family: bool = False
    needs: tuple[CueWord, ...] = ()


class ExceptionEntry(Entry):
    """A piece of text in which no name is recognised."""

    text: str = Field(min_length=2)
    reason: str = Field(min_length=3)


class HeadEntry(Entry):
    """A head word by which an unlisted name is recognised, and the kind that it tells."""

    word: str = Field(min_length=2)
    kind: ProgrammeKind


class ProgrammeRules(RuleFile):
    """programmes.toml: the gazetteer."""

    file = "programmes.toml"
    programme: tuple[ProgrammeEntry, ...]
    exception: tuple[ExceptionEntry, ...] = ()
    head: tuple[HeadEntry, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("ids", (entry.id for entry in self.programme))
        refuse_duplicates("names", (name.casefold() for entry in self.programme for name in {entry.name, *entry.names}))
        refuse_duplicates("abbreviations", (name for entry in self.programme for name in entry.abbreviations))
        return self


class SingleEntry(Entry):
    """Ends by which a single capitalised word is a name, and words with such an end that are none."""

    suffixes: tuple[Word, ...]
    except_: tuple[Word, ...] = Field(alias="except")


class TreatyEntry(Entry):
    """NameWords of the official titles of treaties: what opens them, who the parties are, what is before the subject."""

    openers: dict[str, ProgrammeKind]
    parties: dict[str, str]
    about: tuple[Word, ...]
    governments: tuple[Word, ...]
    particles: tuple[Word, ...]
    determiners: tuple[Word, ...]


class VerbEntry(Entry):
    """Ends of words that are verbs rather than nouns, and longer ends of words that are nouns all the same."""

    ends: tuple[Word, ...]
    except_: tuple[Word, ...] = Field(alias="except")


class DiscoveryRules(RuleFile):
    """discovery.toml: by what form an unlisted name is recognised; the head of the file says what the keys mean."""

    file = "discovery.toml"
    leads: dict[CueWord, ProgrammeKind]
    suffixes: dict[str, ProgrammeKind]
    single: SingleEntry
    openers: dict[str, ProgrammeKind]
    treaties: TreatyEntry
    verbs: VerbEntry
    called: tuple[Word, ...]
    entitled: tuple[Word, ...]
    hereafter: tuple[Word, ...]
    indefinite: tuple[Word, ...]
    units: tuple[Word, ...]
    issuers: tuple[Word, ...]
    titled: dict[CueWord, ProgrammeKind]
    links: tuple[Word, ...]
    inner: tuple[Word, ...]
    stops: tuple[Word, ...]
    lookalikes: tuple[Word, ...]
    owners: tuple[Word, ...]
    generic: tuple[Word, ...]
    bodies: tuple[Word, ...]
    prepositions: tuple[Word, ...]
    articles: tuple[Word, ...]
    conjunctions: tuple[Word, ...]
    tails: tuple[Word, ...]
    strip: tuple[Word, ...]
    never: tuple[Word, ...]
