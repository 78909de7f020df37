"""Named programmes, missions, exercises, policies and formations: the component `milcoop_programmes`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.records import ProgrammeName, ProgrammeReading
from milcoop_extract.rules import DiscoveryRules, ProgrammeEntry, ProgrammeRules, load

from .discovery import EDITION, Discoverer, Discovery, definitions
from .patterns import any_of, trie
from .ranges import Ranges
from .sentences import Sentences
from .spans import Found, assign, text_of

GROUP = "milcoop_programmes"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Programmes":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Programmes(load(ProgrammeRules, rules), load(DiscoveryRules, rules))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of the gazetteer in the text; `entries` are the things that it may stand for."""

    start: int
    end: int
    rule: str
    entries: tuple[ProgrammeEntry, ...]
    edition: str | None = None


class Programmes:
    """Finds the names of the gazetteer, longest first, and unlisted names by their form."""

    def __init__(self, rules: ProgrammeRules, discovery: DiscoveryRules) -> None:
        self._gazetteer = _Gazetteer(rules)
        self._discoverer = Discoverer(rules, discovery)
        self._exceptions = re.compile(any_of(entry.text for entry in rules.exception) if rules.exception else r"(?!)")

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> list[Found[ProgrammeReading]]:
        text = text_of(doc)
        exceptions = Ranges(match.span() for match in self._exceptions.finditer(text))
        listed = _read_hits(self._gazetteer.find(text, Sentences(doc), exceptions))
        unlisted = [item for item in self._discoverer.find(text) if not exceptions.touch(item.start, item.end)]
        discovered = _discover(text, unlisted, listed)
        return [*listed, *discovered]


class _Gazetteer:
    """The listed names, compiled: one expression for names in any capitalisation, one for exact ones."""

    def __init__(self, rules: ProgrammeRules) -> None:
        self._exact: dict[str, list[tuple[ProgrammeEntry, str]]] = {}
        self._any: dict[str, list[tuple[ProgrammeEntry, str]]] = {}
        for entry in rules.programme:
            for name in (entry.name, *entry.names):
                table, key = (self._exact, name) if entry.exact else (self._any, name.lower())
                table.setdefault(_plain(key), []).append((entry, "programme.name"))
            for name in entry.abbreviations:
                self._exact.setdefault(_plain(name), []).append((entry, "programme.abbreviation"))
            for name in entry.short:
                self._exact.setdefault(_plain(name), []).append((entry, "programme.short"))
        self._needs = {entry.id: re.compile(any_of(entry.needs), re.IGNORECASE) for entry in rules.programme if entry.needs}
        edition = rf"(?P<edition>{EDITION.pattern})?(?!\w)"
        self._patterns = (
            (self._exact, re.compile(rf"(?<!\w)(?P<name>{trie(self._exact)}){edition}")),
            (self._any, re.compile(rf"(?<!\w)(?P<name>{trie(self._any)}){edition}", re.IGNORECASE)),
        )

    def find(self, text: str, sentences: Sentences, exceptions: Ranges) -> list[_Hit]:
        """Return the names in the order of the text that touch no exception, the longest where they overlap."""
        hits = [hit for hit in self._candidates(_plain(text)) if not exceptions.touch(hit.start, hit.end)]
        return _without_redefined(_longest(hit for hit in hits if self._is_meant(hit, text, sentences)), text)

    def _candidates(self, text: str) -> Iterator[_Hit]:
        for table, pattern in self._patterns:
            for match in pattern.finditer(text):
                name = match["name"]
                if table is self._any and name.islower():
                    continue
                found = table[name if table is self._exact else name.lower()]
                entries = tuple(entry for entry, _ in found)
                edition = match["edition"] if all(entry.editions for entry in entries) else None
                end = match.end() if edition else match.end("name")
                if match["edition"] and not edition and match["edition"][0].isalnum():
                    continue  # a name with figures glued to it is another name
                yield _Hit(match.start(), end, found[0][1], entries, edition and re.sub(r"\W", "", edition))

    def _is_meant(self, hit: _Hit, text: str, sentences: Sentences) -> bool:
        needs = self._needs.get(hit.entries[0].id)
        if needs is None or hit.edition:
            return True
        start, end = sentences.around(hit.start, hit.end)
        return needs.search(text, start, end) is not None


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _without_redefined(hits: list[_Hit], text: str) -> list[_Hit]:
    """Leave out abbreviations that the letter itself gives another meaning: "Data Protection Officer (DPO)"."""
    listed = {(hit.end, entry.id) for hit in hits for entry in hit.entries}
    at = {hit.start: hit for hit in hits if hit.rule == "programme.abbreviation"}
    redefined = set()
    for bracket, abbreviation in definitions(text):
        hit = at.get(text.index("(", bracket) + 1)
        if hit and not any((bracket, entry.id) in listed for entry in hit.entries):
            redefined.add(abbreviation)
    return [hit for hit in hits if text[hit.start : hit.end] not in redefined]


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Keep the first and, of those that begin together, the longest; drop what overlaps one that is kept."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _read_hits(hits: list[_Hit]) -> list[Found[ProgrammeReading]]:
    """Settle short forms and editions by the names around them."""
    full = {entry.id for hit in hits if hit.rule != "programme.short" for entry in hit.entries}
    last_full: dict[str, int] = {}
    editions: dict[str, str] = {}
    found = []
    for hit in hits:
        meant = [entry for entry in hit.entries if entry.id in full] if hit.rule == "programme.short" else hit.entries
        if not meant:
            continue
        entry = max(meant, key=lambda entry: last_full.get(entry.id, -1))
        if hit.rule != "programme.short":
            last_full[entry.id] = hit.start
        if hit.edition:
            editions[entry.id] = hit.edition
        # A policy or exercise without its year is the one that was spoken of; a programme outlives its editions.
        inherited = editions.get(entry.id) if entry.kind in {"policy", "exercise"} else None
        edition = hit.edition or inherited
        value = ProgrammeName(
            id=f"{entry.id}-{edition}" if edition else entry.id, name=f"{entry.name} {edition}" if edition else entry.name
        )
        found.append(Found(hit.start, hit.end, hit.rule, ProgrammeReading(value=value, kind=entry.kind)))
    return found


def _discover(
    text: str, discoveries: Iterable[Discovery], listed: list[Found[ProgrammeReading]]
) -> Iterator[Found[ProgrammeReading]]:
    """Turn the discoveries that touch no listed name into mentions, and find the later uses of them."""
    taken = Ranges((found.start, found.end) for found in listed)
    new = [item for item in discoveries if not taken.touch(item.start, item.end)]
    defined = [item for item in new if item.rule == "programme.abbreviated"]
    new = [_identified(item, defined) for item in new]
    names = {item.name: item for item in reversed(new)} | {item.key: item for item in reversed(new)}
    if names:
        own = Ranges((item.start, item.end) for item in new)
        for match in re.finditer(any_of(names), text):
            item = names[match[0]]
            free = not taken.touch(*match.span()) and not own.touch(*match.span())
            if free and match.start() > item.start:
                new.append(replace(item, start=match.start(), end=match.end()))
    for item in new:
        value = ProgrammeName(id=_kebab(item.key), name=item.name)
        yield Found(item.start, item.end, item.rule, ProgrammeReading(value=value, kind=item.kind, discovered=True))


def _identified(item: Discovery, defined: list[Discovery]) -> Discovery:
    """Give a name, or the beginning of one, the identity of the full name that the letter defines with an abbreviation."""
    for full in defined:
        if item.rule != "programme.abbreviation" and f"{full.name} ".startswith(f"{item.name} "):
            return replace(item, key=full.key, name=full.name, kind=full.kind)
    return item


def _kebab(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
