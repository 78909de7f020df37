"""The model of qualifiers.toml."""

from typing import Self

from pydantic import model_validator

from milcoop_extract.records import Qualifier, Role
from milcoop_extract.rules import Entry, RuleFile, Word, refuse_duplicates


class QualifierEntry(Entry):
    """Words that say how exact a figure is."""

    id: Qualifier
    before: tuple[Word, ...]
    near: tuple[Word, ...] = ()


class RoleEntry(Entry):
    """Words that make a figure a change; the head of the file says where each kind of word stands."""

    id: Role
    nouns: tuple[Word, ...]
    verbs: tuple[Word, ...]
    takes: tuple[Word, ...]
    passives: tuple[Word, ...] = ()
    particles: tuple[Word, ...] = ()
    bare: tuple[Word, ...] = ()
    done: tuple[Word, ...] = ()
    before: tuple[Word, ...]
    after: tuple[Word, ...]


class LeadEntry(Entry):
    """Words that may stand between a cue and its figure."""

    words: tuple[Word, ...]


class LevelEntry(Entry):
    """Words that lead in where a change ends or begins, by which there is none, and by which it goes on to another figure."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]
    stays: tuple[Word, ...]
    runs: tuple[Word, ...]


class GoalEntry(Entry):
    """Words of a change, beside which "tot" leads in a goal and not an upper limit."""

    words: tuple[Word, ...]


class GdpEntry(Entry):
    """Words that make a percentage a share of gross domestic product."""

    of: tuple[Word, ...]
    before: tuple[Word, ...]
    whole: tuple[Word, ...]
    after: tuple[Word, ...]
    norm: tuple[Word, ...]
    norms: tuple[str, ...]
    owner: tuple[Word, ...]
    carry: tuple[Word, ...]
    onward: tuple[Word, ...]
    names: tuple[Word, ...]
    parts: tuple[Word, ...]
    stop: tuple[Word, ...]


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
