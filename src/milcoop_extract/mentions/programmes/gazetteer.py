"""The names that programmes.toml lists: where they stand in a text, and which thing each of them means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from spacy.vocab import Vocab

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.spans import Found
from milcoop_extract.records import ProgrammeName, ProgrammeReading

from .abbreviations import Behind
from .discovery import Discovery
from .rules import ProgrammeEntry, ProgrammeRules
from .words import NameMatcher, NameWords, goes_on, plain


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the gazetteer in the text; `entries` are the things that it may stand for."""

    start: int
    end: int
    rule: str
    entries: tuple[ProgrammeEntry, ...]
    edition: str | None = None


T = TypeVar("T", NameHit, Discovery)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A spelling of the gazetteer: the things that it may stand for, and the rule that its first one gives it."""

    rule: str
    entries: tuple[ProgrammeEntry, ...]
    editions: bool


def _list(table: dict[str, _Listed], name: str, rule: str, entry: ProgrammeEntry) -> None:
    key = plain(name)
    known = table.get(key, _Listed(rule, (), editions=True))
    table[key] = _Listed(known.rule, (*known.entries, entry), editions=known.editions and entry.editions)


class Gazetteer:
    """The listed names: one PhraseMatcher for names in any capitalisation, one for exact ones."""

    def __init__(self, vocab: Vocab, rules: ProgrammeRules, behind: Behind) -> None:
        self._behind = behind
        self._exact: dict[str, _Listed] = {}
        self._any: dict[str, _Listed] = {}
        for entry in rules.programme:
            for name in (entry.name, *entry.names):
                table, key = (self._exact, name) if entry.exact else (self._any, name.lower())
                _list(table, key, "programme.name", entry)
            for name in entry.abbreviations:
                _list(self._exact, name, "programme.abbreviation", entry)
            for name in entry.short:
                _list(self._exact, name, "programme.short", entry)
        self._needs = {entry.id: re.compile(any_of(entry.needs), re.IGNORECASE) for entry in rules.programme if entry.needs}
        heads = [entry.word for entry in rules.head if entry.kind in {"programme", "mission", "exercise"}]
        self._heads = {entry.word: entry.kind for entry in rules.head}
        self._head = re.compile(rf" (?P<word>{any_of(heads)})(?!-)" if heads else r"(?!)")
        self._matchers = (
            (self._exact, NameMatcher(vocab, self._exact, case=True)),
            (self._any, NameMatcher(vocab, self._any, case=False)),
        )

    def find(
        self, words: NameWords, text: str, clauses: Clauses, exceptions: Ranges, titles: Iterable[Discovery]
    ) -> list[NameHit]:
        """Return the names in the order of the text that touch no exception, the longest where they overlap.

        `titles` are long names, which are listed by their keys.
        """
        candidates = [*self._candidates(words, text), *self._titled(titles)]
        hits = [hit for hit in candidates if not exceptions.touch(hit.start, hit.end)]
        return self._without_redefined(longest(hit for hit in hits if self._is_meant(hit, text, clauses)), text)

    def _candidates(self, words: NameWords, text: str) -> Iterator[NameHit]:
        for table, matcher in self._matchers:
            after = 0
            for start, end in matcher.find(words):
                name = plain(text[start:end])
                listed = table.get(name if table is self._exact else name.lower())
                if start < after or not listed or goes_on(text, start):
                    continue
                edition = self._behind.edition.match(text, end)
                glued = goes_on(text, end)
                if glued and not edition:
                    continue
                after = edition.end() if edition else end
                edition = edition if listed.editions else None
                # A name with figures glued to it is another name; in small letters only, it is none.
                if (glued and not edition) or (table is self._any and name.islower()):
                    continue
                if edition:
                    value = re.sub(r"\W+", "-", edition[0]).strip("-")
                    yield NameHit(start, edition.end(), listed.rule, listed.entries, value)
                else:
                    headed = table is self._any
                    yield NameHit(
                        start, self._head_end(text, end, listed.entries) if headed else end, listed.rule, listed.entries
                    )

    def _head_end(self, text: str, end: int, entries: tuple[ProgrammeEntry, ...]) -> int:
        """Return where a name ends with the head word behind it: "Strategic Airlift Capability Programme"."""
        head = self._head.match(text, end)
        return head.end() if head and all(entry.kind == self._heads[head["word"]] for entry in entries) else end

    def _titled(self, titles: Iterable[Discovery]) -> Iterator[NameHit]:
        for title in titles:
            if listed := self._any.get(plain(title.key.lower())):
                yield NameHit(title.start, title.end, "programme.name", listed.entries)

    def _is_meant(self, hit: NameHit, text: str, clauses: Clauses) -> bool:
        needs = self._needs.get(hit.entries[0].id)
        if needs is None or hit.edition:
            return True
        start, end = clauses.sentence(hit.start, hit.end)
        return needs.search(text, start, end) is not None

    def _without_redefined(self, hits: list[NameHit], text: str) -> list[NameHit]:
        """Leave out abbreviations that the letter itself gives another meaning: "Data Protection Officer (DPO)"."""
        listed = {(hit.end, entry.id) for hit in hits for entry in hit.entries}
        redefined = set()
        for hit in hits:
            if hit.rule == "programme.abbreviation" and (defined := self._behind.definition(text, hit.start - 1)):
                end, abbreviation = defined
                if not any((end, entry.id) in listed for entry in hit.entries):
                    redefined.add(abbreviation)
        return [hit for hit in hits if text[hit.start : hit.end] not in redefined]


def read_hits(hits: list[NameHit]) -> list[Found[ProgrammeReading]]:
    """Settle short forms and editions by the names around them."""
    full = {entry.id for hit in hits if hit.rule != "programme.short" for entry in hit.entries}
    last_full: dict[str, tuple[int, ProgrammeEntry]] = {}
    editions: dict[str, str] = {}
    readings: dict[tuple[str, str | None], ProgrammeReading] = {}
    found = []
    for hit in hits:
        meant = [entry for entry in hit.entries if entry.id in full] if hit.rule == "programme.short" else hit.entries
        if not meant:
            continue
        entry = max(meant, key=lambda entry: last_full.get(entry.id, (-1, entry))[0])
        if entry.family:  # stands for the one of the family that was spoken of
            members = [last for id_, last in last_full.items() if id_.startswith(f"{entry.id}-")]
            entry = max(members, key=lambda last: last[0])[1] if members else entry
        if hit.rule != "programme.short":
            last_full[entry.id] = hit.start, entry
        if hit.edition:
            editions[entry.id] = hit.edition
        # A policy or exercise without its year is the one that was spoken of; a programme outlives its editions.
        inherited = editions.get(entry.id) if entry.kind in {"policy", "exercise"} else None
        edition = hit.edition or inherited
        reading = readings.get((entry.id, edition))
        if reading is None:
            reading = readings[entry.id, edition] = _reading(entry, edition)
        found.append(Found(hit.start, hit.end, hit.rule, reading))
    return found


def _reading(entry: ProgrammeEntry, edition: str | None) -> ProgrammeReading:
    value = ProgrammeName(
        id=f"{entry.id}-{edition.lower()}" if edition else entry.id,
        name=f"{entry.name} {edition}" if edition else entry.name,
    )
    return ProgrammeReading(value=value, kind=entry.kind)


def longest(items: Iterable[T]) -> list[T]:
    """Keep the first and, of those that begin together, the longest; drop what overlaps one that is kept."""
    kept: list[T] = []
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
