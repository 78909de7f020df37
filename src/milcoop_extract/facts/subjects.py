"""Whom a text names: countries and organisations, where figures can be theirs."""

import re
from dataclasses import dataclass

from milcoop_extract.mentions.lexicon import any_of, trie

from .rules import SubjectRules


@dataclass(frozen=True, slots=True)
class Named:
    """A subject where it is named."""

    id: str
    start: int
    end: int
    adjective: bool


class Subjects:
    """The subjects of the rules, as they are found in a text."""

    def __init__(self, rules: SubjectRules) -> None:
        self._ids = {word: entry.id for entry in rules.subject for word in entry.words}
        self._ids |= {word[0].upper() + word[1:]: id_ for word, id_ in self._ids.items()}
        self._countries = {entry.id for entry in rules.subject if entry.adjectives}
        self._adjectives = {word for entry in rules.subject for word in entry.adjectives}
        self._bodies = {word for entry in rules.subject for word in entry.bodies}
        self._capitals = {entry.capital for entry in rules.subject if entry.capital}
        self._towns = re.compile(rf"{any_of(rules.context.places)}\s$")
        self._names = re.compile(rf"(?<![\w-])(?:{trie(self._ids)})(?!\w|-\w)")
        self._others = re.compile(rf"{any_of(rules.context.others)}\s$")
        self._makers = re.compile(rf"{any_of((*rules.context.others, *rules.context.bodies))}\s$")
        self._owning = re.compile(rf"\s(?:van|voor)\s(?:de\s|het\s)?{any_of(self._bodies)}")
        self._some = re.compile(
            rf"(?:{any_of(rules.context.some)}|(?<!\bde )(?<!\w)\d+)\s(?:van de\s(?:\d+\s)?)?{any_of(rules.context.groups)}"
        )
        self._unnamed = re.compile(any_of(rules.context.unnamed))
        self._joint = re.compile(any_of(rules.context.joint))

    def find(self, text: str, start: int, end: int) -> list[Named]:
        """Return who is named between two offsets, without those that are named only as a source, a measure or a partner."""
        return [
            Named(self._ids[match[0]], match.start(), match.end(), match[0] in self._adjectives)
            for match in self._names.finditer(text, start, end)
            if not self._apart(text, match.start(), match[0], start)
        ]

    def _apart(self, text: str, at: int, name: str, start: int) -> bool:
        before = text[max(0, start, at - 40) : at].lower()
        if name in self._capitals and self._towns.search(before):
            return True
        return bool((self._makers if name in self._bodies else self._others).search(before))

    def body_owns(self, text: str, at: int) -> bool:
        """Tell whether what stands before an offset is an organisation's own ("het budget van de NAVO")."""
        return self._owning.match(text, at) is not None

    def of_title(self, title: str) -> str | None:
        """Return the one subject that a heading names."""
        ids = {self._ids[match[0]] for match in self._names.finditer(title) if match[0] not in self._capitals}
        return ids.pop() if len(ids) == 1 else None

    def country(self, id_: str) -> bool:
        """Tell whether a subject is a country."""
        return id_ in self._countries

    def some(self, text: str) -> bool:
        """Tell whether a text in small letters gives a figure for some of a group only."""
        return bool(self._some.search(text))

    def unnamed(self, text: str) -> bool:
        """Tell whether a text in small letters speaks of others than those that are named around it."""
        return bool(self._unnamed.search(text))

    def joint(self, text: str) -> bool:
        """Tell whether a text in small letters gives one figure for several together."""
        return bool(self._joint.search(text))
