"""The model of qualifiers.toml."""

from typing import Self

from pydantic import model_validator

from milcoop_extract.records import Qualifier, Role
from milcoop_extract.rules import CueWord, Entry, RuleFile, refuse_duplicates


class QualifierEntry(Entry):
    """Words that say how exact a figure is."""

    id: Qualifier
    before: tuple[CueWord, ...]
    near: tuple[CueWord, ...] = ()


class RoleEntry(Entry):
    """Words that make a figure a change; the head of the file says where each kind of word stands."""

    id: Role
    nouns: tuple[CueWord, ...]
    verbs: tuple[CueWord, ...]
    takes: tuple[CueWord, ...]
    passives: tuple[CueWord, ...] = ()
    particles: tuple[CueWord, ...] = ()
    bare: tuple[CueWord, ...] = ()
    done: tuple[CueWord, ...] = ()
    before: tuple[CueWord, ...]
    after: tuple[CueWord, ...]


class LeadEntry(Entry):
    """Words that may stand between a cue and its figure."""

    words: tuple[CueWord, ...]


class LevelEntry(Entry):
    """Words that lead in where a change ends or begins, by which there is none, and by which it goes on to another figure."""

    before: tuple[CueWord, ...]
    after: tuple[CueWord, ...]
    stays: tuple[CueWord, ...]
    runs: tuple[CueWord, ...]


class GoalEntry(Entry):
    """Words of a change, beside which "tot" leads in a goal and not an upper limit."""

    words: tuple[CueWord, ...]


class GdpEntry(Entry):
    """Words that make a percentage a share of gross domestic product."""

    of: tuple[CueWord, ...]
    before: tuple[CueWord, ...]
    whole: tuple[CueWord, ...]
    after: tuple[CueWord, ...]
    norm: tuple[CueWord, ...]
    norms: tuple[str, ...]
    owner: tuple[CueWord, ...]
    carry: tuple[CueWord, ...]
    onward: tuple[CueWord, ...]
    names: tuple[CueWord, ...]
    parts: tuple[CueWord, ...]
    stop: tuple[CueWord, ...]


class QualifierRules(RuleFile):
    """qualifiers.toml: how exact a figure is, whether it is a change, and of what it is a share."""

    file = "qualifiers.toml"
    qualifier: tuple[QualifierEntry, ...]
    role: tuple[RoleEntry, ...]
    lead: LeadEntry
    level: LevelEntry
    goal: GoalEntry
    gdp: GdpEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("ids", [entry.id for entry in self.qualifier] + [entry.id for entry in self.role])
        return self
