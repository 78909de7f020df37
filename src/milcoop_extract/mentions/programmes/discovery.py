"""Names that the gazetteer does not list, recognised by their form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from milcoop_extract.mentions.clauses import beside, words_before
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import ProgrammeKind

from .abbreviations import Behind, is_abbreviation, long_form_start
from .rules import DiscoveryRules, ProgrammeRules

_LONGEST = 15
"""The most words of a name after its first."""

_CAPITAL = "[A-ZÀ-ÖØ-Ý]"

_WORD = rf"{_CAPITAL}[\w’'/-]*"

_QUOTES = '«“"‘'

_REMEMBERED = 10_000
"""Of how many different words the kind is remembered that they tell; letters repeat most of theirs."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """A name found by its form; `key` is what the id is made of, the abbreviation where there is one."""

    start: int
    end: int
    rule: str
    key: str
    name: str
    kind: ProgrammeKind


class Discoverer:
    """Finds "Full Name (ABBR)", "operatie Name" and names that end in a telling word ("... Initiative")."""

    def __init__(self, rules: ProgrammeRules, discovery: DiscoveryRules) -> None:
        self._behind = Behind(discovery)
        self._kinds = {entry.word: entry.kind for entry in rules.head}
        self._never = set(discovery.never)
        articles = any_of(discovery.articles)
        link = rf"(?:{any_of(discovery.prepositions)} (?:{articles} )?|{any_of(discovery.conjunctions)} )"
        self._strip = re.compile(rf"(?:{any_of(discovery.strip)}[ -]{link}?(?:{articles} )?)+")
        self._indefinite = re.compile(rf"{any_of(discovery.indefinite)} (?:[^\W\d]+e )?$")
        self._name = re.compile(rf"{_CAPITAL}(?<![\w-].)[\w’'/-]*(?: {link}?{_WORD}){{0,{_LONGEST}}}")
        self._lead = re.compile(
            rf"(?P<noun>{any_of(discovery.leads)}) (?:{any_of(discovery.called)} )?[{_QUOTES}]?$", re.IGNORECASE
        )
        self._lead_kinds = [(re.compile(any_of([noun]), re.IGNORECASE), kind) for noun, kind in discovery.leads.items()]
        self._leading = re.compile(rf"(?P<noun>{any_of(discovery.leads)}) ", re.IGNORECASE)
        ends = [*discovery.called, *("" if noun.endswith("*") else noun.lstrip("*") for noun in discovery.leads)]
        shortest = min(map(len, ends), default=0)
        tails = "|".join(sorted({re.escape(end[len(end) - shortest :]) for end in ends}))
        self._may_be_led = re.compile(rf"(?<=(?:{tails}) )|(?<=(?:{tails}) [{_QUOTES}])", re.IGNORECASE)
        self._suffix_kinds = discovery.suffixes
        self._suffixes = tuple(sorted(discovery.suffixes, key=len, reverse=True))
        self._kind_of = lru_cache(maxsize=_REMEMBERED)(self._word_kind)
        self._lookalikes = tuple(discovery.lookalikes)
        self._single = discovery.single.suffixes
        self._not_single = set(discovery.single.except_)
        self._tail = re.compile(rf" {any_of(discovery.tails)} ")
        self._listed = re.compile(rf"(?:{_WORD}(?: {_WORD}){{0,4}}, ){{1,4}}$")
        self._generic = re.compile(rf"-{any_of(discovery.generic)}$")
        self._owner = re.compile(rf" {any_of(discovery.owners)} ")
        self._bodies = re.compile(any_of(discovery.bodies))

    def find(self, text: str) -> Iterator[Discovery]:
        """Yield the names of `text` in order; an abbreviation in brackets is a name of its own."""
        for match in self._name.finditer(text):
            start, end = match.span()
            name = match[0]
            if (" " in name or "-" in name) and (outside := self._strip.match(text, start, end)):
                start = outside.end()
                name = text[start:end]
            if name and name not in self._never and self._may_be_name(text, start, end, name):
                yield from self._read(text, start, end)

    def _may_be_name(self, text: str, start: int, end: int, name: str) -> bool:
        """Tell whether it is worth the cost to read a name: most single words tell nothing, nor does what is beside them."""
        return bool(
            " " in name or self._kind_of(name) or self._behind.abbreviated.match(text, end) or self._lead_kind(text, start)
        )

    def _head_end(self, text: str, start: int, end: int) -> int:
        """Return where a name ends before the one whose it is: "Peacebuilding Fund van de VN", but "Verdrag van Faro"."""
        owner = self._owner.search(text, start, end)
        words = text[start : owner.start()].split() if owner else []
        return owner.start() if owner and len(words) > 1 and self._head_kind(words[-1:]) else end

    def _read(self, text: str, start: int, end: int) -> Iterator[Discovery]:
        behind = self._behind.abbreviated.match(text, end)
        if behind and is_abbreviation(behind["letters"]):
            long_start = self._long_form_start(text, start, end, behind["letters"])
            if long_start is not None:
                name = text[long_start:end]
                kind = self._lead_kind(text, long_start) or self._head_kind(name.split())
                if kind and not self._is_indefinite(text, long_start):
                    key = behind["all"]
                    edition_end = behind.end("edition") if behind["edition"] else end
                    if generic := self._generic.search(name):  # "Noordkaap-programma (NK)"
                        name, edition_end = name[: generic.start()], long_start + generic.start()
                    yield Discovery(long_start, edition_end, "programme.abbreviated", key, name, kind)
                    yield Discovery(*behind.span("all"), "programme.abbreviation", key, name, kind)
                    return
        leading = self._leading.match(text, start, end)
        if leading and (opens_sentence(text, start) or self._kind_of_lead(leading["noun"]) in {"mission", "exercise"}):
            start = leading.end()
            if text[start:end] in self._never:
                return
        led = self._lead_kind(text, start)
        end = end if led else self._head_end(text, start, end)
        words = text[start:end].split()
        kind = led or self._head_kind([*words[:2], words[-1]])
        if kind and (led or self._stands_alone(text, start, words, kind)):
            tail = self._tail.search(text, start, end) if led else None
            end = tail.start() if tail else end
            edition = self._behind.edition.match(text, end)
            name = text[start : edition.end() if edition else end]
            name = self._generic.sub("", name)
            yield Discovery(start, start + len(name), "programme.lead" if led else "programme.head", name, name, kind)

    def _long_form_start(self, text: str, start: int, end: int, abbreviation: str) -> int | None:
        """Return where the long form begins: in the name, else among capitalised words before it that commas divide."""
        found = long_form_start(text[start:end], abbreviation)
        if found is None and (listed := self._listed.search(text, beside(start), start)):
            start = listed.start()
            found = long_form_start(text[start:end], abbreviation)
        return None if found is None else start + found

    def _lead_kind(self, text: str, start: int) -> ProgrammeKind | None:
        """Return the kind that the noun before a name tells ("operatie Xyz")."""
        if not self._may_be_led.match(text, start):  # most names are not, and this is much cheaper to ask
            return None
        before = text[beside(start) : start]
        lead = self._lead.search(before)
        return self._kind_of_lead(lead["noun"]) if lead and not self._only_looks(before[: lead.end("noun")]) else None

    def _kind_of_lead(self, noun: str) -> ProgrammeKind:
        return next(kind for pattern, kind in self._lead_kinds if pattern.fullmatch(noun))

    def _only_looks(self, word: str) -> bool:
        """Tell whether a word only looks as if it had a telling end: "commissie" is no mission."""
        return word.lower().endswith(self._lookalikes)

    def _stands_alone(self, text: str, start: int, words: list[str], kind: ProgrammeKind) -> bool:
        """Tell whether words with a telling one among them are a name without a noun that leads them in."""
        long_enough = len(words) > 1 or self._is_single(text, start, words[0])
        of_a_body = kind != "formation" or (len(words) > 2 and self._bodies.search(" ".join(words)) is not None)
        return long_enough and of_a_body and not self._is_indefinite(text, start)

    def _is_single(self, text: str, start: int, word: str) -> bool:
        """Tell whether one word is a name: a compound with a telling end and, inside a sentence, a capital."""
        return (
            word.endswith(self._single)
            and word not in self._not_single
            and not self._only_looks(word)
            and not opens_sentence(text, start)
        )

    def _is_indefinite(self, text: str, start: int) -> bool:
        """Tell whether "een" leads in what would be a name: "een Amphibious Task Group (ATG)" is one of a kind of units."""
        return self._indefinite.search(words_before(text, start, 2)) is not None

    def _head_kind(self, words: list[str]) -> ProgrammeKind | None:
        """Return the kind that the last telling one of some words of a name tells."""
        for word in reversed(words):
            if kind := self._kind_of(word):
                return kind
        return None

    def _word_kind(self, word: str) -> ProgrammeKind | None:
        """Return the kind that a word tells, by itself or by its end."""
        if word in self._kinds:
            return self._kinds[word]
        lowered = word.lower()
        if not lowered.endswith(self._suffixes) or self._only_looks(word):
            return None
        return self._suffix_kinds[next(end for end in self._suffixes if lowered.endswith(end))]


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether what begins at `start` has its capital, or may have it, from the start of a sentence."""
    return text[beside(start) : start].rstrip(f" ({_QUOTES}")[-1:] in {"", ".", "!", "?", ":", "\n"}
