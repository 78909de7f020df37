"""Whom a text names: countries and organisations, where figures can be theirs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.lexicon import Lexicon

from .rules import SubjectEntry, SubjectRules
from .words import Stretch, Words

Kind = Literal["name", "adjective", "people", "body", "capital"]

_COMPOUND = re.compile(r"-?\w")
_GENITIVES = ("’s", "'s")
_INITIALS = 3
"""The longest name in capitals whose full stop spaCy takes for that of an abbreviation ("VS.")."""


@dataclass(frozen=True, slots=True)
class Named:
    """A subject where it is named, and by what kind of word."""

    id: str
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class SubjectNames:
    """The subjects that a document names, in its order; `bodies` is where names of organisations start, in compounds, too."""

    named: tuple[Named, ...]
    bodies: frozenset[int]

    @cached_property
    def _starts(self) -> list[int]:
        return [named.start for named in self.named]

    def within(self, start: int, end: int) -> tuple[Named, ...]:
        """Return those that are named between two offsets."""
        found = self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return found[:-1] if found and found[-1].end > end else found


class Subjects:
    """The subjects of the rules, as they are found in a document."""

    def __init__(self, nlp: Language, rules: SubjectRules) -> None:
        self._kinds: dict[str, tuple[str, Kind, int]] = {}
        self._countries = {entry.id for entry in rules.subject if entry.adjectives}
        words: dict[str, list[str]] = {}
        for entry in rules.subject:
            for kind, name in _names(entry):
                for ending in ("", *_GENITIVES, *(["."] if name.isupper() and len(name) <= _INITIALS else [])):
                    label = f"{entry.id} {kind} {ending}"
                    self._kinds[label] = entry.id, kind, len(ending)
                    words.setdefault(label, []).extend({name + ending, name[0].upper() + name[1:] + ending})
        self._lexicon = Lexicon(nlp, words, case=True)

    def names(self, doc: Doc, text: str) -> SubjectNames:
        """Return whom a document names, by the longest name where several stand in one place."""
        found: list[Named] = []
        bodies: set[int] = set()
        end = 0
        for hit in self._lexicon.find(doc):
            id_, kind, ending = self._kinds[hit.label]
            named = Named(id_, kind, hit.start, hit.end - ending)
            if kind == "body":
                bodies.add(named.start)
            if named.start >= end and not (text.endswith("-", 0, named.start) or _COMPOUND.match(text, named.end)):
                found.append(named)
                end = named.end
        return SubjectNames(tuple(found), frozenset(bodies))

    def find(self, names: SubjectNames, words: Words, start: int, end: int) -> list[Named]:
        """Return who is named between two offsets, without those that are named only as a source, a measure or a partner."""
        return [named for named in names.within(start, end) if not _apart(words, named, start)]

    def body_owns(self, names: SubjectNames, words: Words, at: int) -> bool:
        """Tell whether what stands before an offset is an organisation's own ("het budget van de NAVO")."""
        led_in = words.on(words.on({at}, "context.makers"), "context.articles", least=0)
        return any(end + 1 in names.bodies for end in led_in)

    def of_heading(self, names: SubjectNames, start: int, end: int) -> Named | None:
        """Return the one subject that a heading names."""
        named = [item for item in names.within(start, end) if item.kind != "capital"]
        return named[0] if len({item.id for item in named}) == 1 else None

    def country(self, id_: str) -> bool:
        """Tell whether a subject is a country."""
        return id_ in self._countries


def some_only(words: Words, stretch: Stretch) -> bool:
    """Tell whether a stretch gives a figure for some of a group only ("elf bondgenoten", "drie van de 27 lidstaten")."""
    for start, _ in words.find("context.groups", stretch):
        among = words.back({start} | words.back_number(start), "context.among")
        for place in {start} | among:
            if any(first >= stretch[0] for first in words.back({place}, "context.some")):
                return True
            if any(not words.back({first}, "context.all") for first in words.back_number(place) if first >= stretch[0]):
                return True
    return False


def _names(entry: SubjectEntry) -> Iterator[tuple[Kind, str]]:
    yield from (("name", name) for name in entry.names)
    yield from (("adjective", name) for name in entry.adjectives)
    yield from (("people", name) for name in entry.people)
    yield from (("body", name) for name in entry.bodies)
    if entry.capital:
        yield "capital", entry.capital


def _apart(words: Words, named: Named, start: int) -> bool:
    labels = ["context.others"]
    labels += ["context.places"] if named.kind == "capital" else []
    labels += ["context.bodies"] if named.kind == "body" else []
    return any(first >= start for label in labels for first in words.back({named.start}, label))
