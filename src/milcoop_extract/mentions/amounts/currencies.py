"""Whose currency a sign, a name or a bare unit is."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from milcoop_extract.mentions.clauses import REACH
from milcoop_extract.mentions.lexicon import any_of

from .rules import CurrencyEntry, CurrencyRules

_SECTION = 2000
"""How many characters before the sentence are looked at for whose a bare unit is: a section about one country, at most."""


class CurrencyNames:
    """Names and signs of currencies, and the reading of units that several currencies share ("kronen", "pond")."""

    def __init__(self, rules: CurrencyRules) -> None:
        self._entries = rules.currency
        self._home_cents = {word.casefold() for word in rules.implicit.cents}
        self._codes = {sign: entry.code for entry in self._entries for sign in (*entry.signs, entry.code, *entry.before_sum)}
        self._codes |= {name.casefold(): entry.code for entry in self._entries for name in (*_names(entry), *entry.cents)}
        self.cents = self._home_cents | {word.casefold() for entry in self._entries for word in entry.cents}
        owners: dict[str, list[CurrencyEntry]] = {}
        for entry in self._entries:
            for unit in entry.units:
                owners.setdefault(unit.casefold(), []).append(entry)
        self._owners = {unit: found for unit, found in owners.items() if unit not in self._codes}
        self._alone = {unit.casefold(): entry.code for entry in self._entries for unit in entry.alone}
        self._context = {unit: _Context(found) for unit, found in self._owners.items()}

    @property
    def free_signs(self) -> list[str]:
        """What stands before any figure: the signs, and the codes among them."""
        return [sign for entry in self._entries for sign in entry.signs]

    @property
    def careful_signs(self) -> list[str]:
        """What stands before figures that are written as a sum only: codes and words that are also something else."""
        free = set(self.free_signs)
        return [sign for entry in self._entries for sign in (entry.code, *entry.before_sum) if sign not in free]

    @property
    def abbreviations(self) -> list[str]:
        """What stands before the figures of a sum only: abbreviations such as "f", not names such as "euro"."""
        return [sign for entry in self._entries for sign in entry.before_sum if sign.casefold() not in entry.words]

    @property
    def codes(self) -> list[str]:
        """The ISO 4217 codes."""
        return [entry.code for entry in self._entries]

    @property
    def words(self) -> list[str]:
        """All that stands behind a figure, bare units included."""
        names = {word for entry in self._entries for word in (*_names(entry), *entry.cents)}
        return sorted(names | set(self._owners) | self._home_cents)

    def code(self, word: str) -> str | None:
        """Return the currency that a sign or word names by itself; None for a unit that several share."""
        return self._codes.get(word) or self._codes.get(word.casefold())

    def is_home_cent(self, unit: str) -> bool:
        """Tell whether the unit is the hundredth part of the home currency."""
        return unit.casefold() in self._home_cents

    def owner_in(self, unit: str, text: str, start: int, end: int, sentence: tuple[int, int]) -> str | None:
        """Return whose unit the sum at `start`:`end` has.

        The nearest adjective or place before it in its sentence tells, else the first after it.
        """
        context = self._context[unit.casefold()]
        first, last = max(sentence[0], start - REACH), min(sentence[1], end + REACH)
        return context.last(text, first, start) or context.first(text, end, last)

    def owner_before(self, unit: str, text: str, end: int) -> str | None:
        """Return whose unit it is by the nearest adjective or place before `end`."""
        return self._context[unit.casefold()].last(text, max(0, end - _SECTION), end)

    def owner_alone(self, unit: str) -> str | None:
        """Return whose unit it is where nothing tells."""
        return self._alone.get(unit.casefold())


class _Context:
    """What tells one owner of a unit from the others."""

    def __init__(self, owners: Iterable[CurrencyEntry]) -> None:
        self._codes = {sign: entry.code for entry in owners for sign in _tokens(entry)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(any_of(self._codes))  # there are dozens, of which a letter needs one at most

    def last(self, text: str, start: int, end: int) -> str | None:
        match = None
        for match in self._pattern.finditer(text, start, end):  # noqa: B007
            pass
        return self._codes[match[0]] if match else None

    def first(self, text: str, start: int, end: int) -> str | None:
        match = self._pattern.search(text, start, end)
        return self._codes[match[0]] if match else None


def _tokens(entry: CurrencyEntry) -> Iterator[str]:
    yield entry.code
    yield from entry.places
    for adjective in entry.adjectives:
        yield from {adjective, adjective.removesuffix("e")}


def _names(entry: CurrencyEntry) -> Iterator[str]:
    yield from entry.words
    for adjective in entry.adjectives:
        yield from (f"{adjective} {unit}" for unit in (*entry.words, *entry.units))
