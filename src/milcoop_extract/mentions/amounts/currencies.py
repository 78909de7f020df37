"""The currencies by their signs and names, and the reading of units that several of them share."""

from collections.abc import Iterator
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import Hit, Lexicon, stretch

from .rules import CurrencyEntry, CurrencyRules


class CurrencyNames:
    """Names and signs of currencies."""

    def __init__(self, rules: CurrencyRules) -> None:
        self._entries = rules.currency
        self._home_cents = {word.casefold() for word in rules.implicit.cents}
        self._codes = {sign: entry.code for entry in self._entries for sign in (*entry.signs, entry.code, *entry.before_sum)}
        self._codes |= {name.casefold(): entry.code for entry in self._entries for name in (*_names(entry), *entry.cents)}
        self.cents = self._home_cents | {word.casefold() for entry in self._entries for word in entry.cents}

    @property
    def free_signs(self) -> list[str]:
        """The signs, and the codes among them, that stand before any number."""
        return [sign for entry in self._entries for sign in entry.signs]

    @property
    def careful_signs(self) -> list[str]:
        """Codes and words with another meaning, too, which stand before numbers written as a sum only."""
        free = set(self.free_signs)
        return [sign for entry in self._entries for sign in (entry.code, *entry.before_sum) if sign not in free]

    @property
    def abbreviations(self) -> list[str]:
        """Abbreviations such as "f", not names such as "euro", which stand before the digits of a sum only."""
        return [sign for entry in self._entries for sign in entry.before_sum if sign.casefold() not in entry.words]

    @property
    def codes(self) -> list[str]:
        """The ISO 4217 codes."""
        return [entry.code for entry in self._entries]

    @property
    def words(self) -> list[str]:
        """All that stands behind a figure, bare units included."""
        names = {word for entry in self._entries for word in (*_names(entry), *entry.units, *entry.cents)}
        return sorted(names | self._home_cents)

    def code(self, word: str) -> str | None:
        """Return the currency that a sign or word names by itself; None for a unit that several share."""
        return self._codes.get(word) or self._codes.get(word.casefold())

    def is_home_cent(self, unit: str) -> bool:
        """Tell whether the unit is the hundredth part of the home currency."""
        return unit.casefold() in self._home_cents


class UnitOwners:
    """Tells whose a unit is that several currencies share ("kronen", "pond"), by codes, adjectives and places near it."""

    def __init__(self, nlp: Language, rules: CurrencyRules) -> None:
        self._owners: dict[str, set[str]] = {}
        for entry in rules.currency:
            for unit in entry.units:
                self._owners.setdefault(unit.casefold(), set()).add(entry.code)
        self._alone = {unit.casefold(): entry.code for entry in rules.currency for unit in entry.alone}
        self._nlp = nlp
        self._tells = {entry.code: tuple(_tells(entry)) for entry in rules.currency if entry.units}

    @cached_property
    def _signs(self) -> Lexicon:
        return Lexicon(self._nlp, self._tells, case=True)  # which few letters need

    def in_sentence(self, doc: Doc, clauses: Clauses, start: int, end: int, unit: str) -> str | None:
        """Return whose unit the sum at `start`:`end` has, by the nearest before it in its sentence, else the first after it."""
        before = self._told(doc, start - len(clauses.left(start)), start, unit)
        after = [] if before else self._told(doc, end, end + len(clauses.right(end)), unit)
        return before[-1] if before else after[0] if after else None

    def before_sentence(self, doc: Doc, clauses: Clauses, start: int, unit: str) -> str | None:
        """Return whose unit it is by the nearest in the text before the sentence."""
        told = self._told(doc, *clauses.earlier(start), unit)
        return told[-1] if told else None

    def alone(self, unit: str) -> str | None:
        """Return whose unit it is where nothing tells."""
        return self._alone.get(unit.casefold())

    def _told(self, doc: Doc, start: int, end: int, unit: str) -> list[str]:
        """Return the owners of the unit that are named in the text `start`:`end`, in its order."""
        owners = self._owners[unit.casefold()]
        return [hit.label for hit in _longest(hit for hit in self._signs.find(stretch(doc, start, end)) if hit.label in owners)]


def _longest(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Yield the hits that no hit before them covers in part: "Noord-Macedonië", not "Macedonië" in it."""
    end = 0
    for hit in hits:
        if hit.start >= end:
            yield hit
            end = hit.end


def _tells(entry: CurrencyEntry) -> Iterator[str]:
    yield entry.code
    yield from entry.places
    for adjective in entry.adjectives:
        yield from {adjective, adjective.removesuffix("e")}


def _names(entry: CurrencyEntry) -> Iterator[str]:
    yield from entry.words
    for adjective in entry.adjectives:
        yield from (f"{adjective} {unit}" for unit in (*entry.words, *entry.units))
