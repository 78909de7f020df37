"""Words broken at the end of a line: whether the hyphen goes, stays, or is a suspended one."""

import re
from collections.abc import Iterable
from enum import Enum, auto

from .rules import HyphenationRules, HyphenPrefixEntry

_WORD = re.compile(r"\w+(?:-\w+)*")
_VOWEL_CLASHES = frozenset({"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ij", "oe", "oi", "oo", "ou", "ui", "uu"})
_WITH_DIAERESIS = str.maketrans("eiou", "ëïöü")


class Joint(Enum):
    """The way in which the two parts of a broken word are joined."""

    SOLID = auto()  # investe- / ringen
    DIAERESIS = auto()  # ge- / informeerd: geïnformeerd
    HYPHEN = auto()  # defensie- / uitgaven
    SUSPENDED = auto()  # lucht- / en landstrijdkrachten


def with_diaeresis(vowel: str) -> str:
    """Return the vowel with a diaeresis."""
    return vowel.translate(_WITH_DIAERESIS)


class Hyphenation:
    """Puts broken words together, by `rules` and by the words of `text`, the letter that they stand in.

    `typeset` tells that the words of the letter are broken where a line is full. In a letter where they are not, a hyphen at
    the end of a line is one that the word has anyway.
    """

    def __init__(self, rules: HyphenationRules, text: str, *, typeset: bool = True) -> None:
        self._words = frozenset(_WORD.findall(text.casefold()))
        self._typeset = typeset
        self._conjunctions = _folded(rules.conjunctions)
        self._whole_words = _folded(rules.whole_words)
        self._hyphenated_words = tuple(_folded(rules.hyphenated_words))
        self._diaeresis_words = tuple(_folded(rules.diaeresis_words))
        self._diaeresis_prefixes = _folded(rules.diaeresis_prefixes)
        self._diaeresis_endings = _folded(rules.diaeresis_endings)
        self._plain_endings = _folded(rules.plain_endings)
        self._prefixes = {entry.text.casefold(): entry for entry in rules.prefix}

    def joint(self, left: str, right: str) -> Joint:
        """Return how `left`, what stands before the hyphen, belongs with `right`, what the next line begins with.

        Both go as far as the next space.
        """
        first, word = left.casefold(), _WORD.match(right)
        second = word[0].casefold() if word else ""
        if right.casefold().strip("(),;") in self._conjunctions and first + second not in self._whole_words:
            return Joint.SUSPENDED
        marked = first + with_diaeresis(second[:1]) + second[1:]
        hyphenated = f"{first}-{second}"
        forms = {marked: Joint.DIAERESIS, first + second: Joint.SOLID, hyphenated: Joint.HYPHEN}
        attested = [joint for form, joint in forms.items() if second and form in self._words]
        if len(attested) == 1:
            return attested[0]
        if not left[-1:].isalpha() or left[-1].isupper() or not second or not right[0].islower():
            return Joint.HYPHEN
        if hyphenated.startswith(self._hyphenated_words):
            return Joint.HYPHEN
        if marked != first + second and marked.startswith(self._diaeresis_words):
            return Joint.DIAERESIS
        return self._by_rule(first.rpartition("-")[2], second)

    def _by_rule(self, first: str, second: str) -> Joint:
        if len(first) == 1 or _keeps_hyphen(self._prefixes.get(first), second):
            return Joint.HYPHEN
        if first[-1] + second[0] in _VOWEL_CLASHES and second not in self._plain_endings:
            marked = first in self._diaeresis_prefixes or second in self._diaeresis_endings
            return Joint.DIAERESIS if marked else Joint.HYPHEN
        return Joint.SOLID if self._typeset else Joint.HYPHEN


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _keeps_hyphen(prefix: HyphenPrefixEntry | None, second: str) -> bool:
    if prefix is None:
        return False
    return second.startswith(prefix.only) if prefix.only else not second.startswith(prefix.except_)
