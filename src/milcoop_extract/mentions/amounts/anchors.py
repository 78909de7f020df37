"""The words of money in a text: signs, names and magnitudes, which sums are found by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.lexicon import Hit, Lexicon
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.spans import text_of

from .currencies import CurrencyNames

_FIGURE = re.compile(r" ?\d")
_LETTER = re.compile(r"\w")
_LETTER_OR_SIGN = re.compile(r"[\w$]")

_SIGNS = frozenset({"free", "scaled", "careful"})
_WORDS = frozenset({"word", "code"})


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where each word of money in a text begins, and where the longest one there ends, by its place beside a number."""

    text: str
    signs: Mapping[int, int]
    words: Mapping[int, int]
    magnitudes: Mapping[int, int]

    def starts(self) -> list[int]:
        """Return where they begin, in the order of the text."""
        return sorted({*self.signs, *self.words, *self.magnitudes})

    def word_after(self, end: int) -> tuple[int, int] | None:
        """Return the range of the currency word that follows the number or magnitude that ends at `end`, a space aside."""
        for start in (end, end + 1) if self.text.startswith(" ", end) else (end,):
            if start in self.words:
                return start, self.words[start]
        return None

    def after_sign(self, start: int) -> int:
        """Return where the number begins that may have a sign before it; `start` is where either begins."""
        end = self.signs.get(start)
        if end is None:
            return start
        return end + 1 if self.text.startswith(" ", end) else end


class AnchorFinder:
    """Finds the words of money in a document."""

    def __init__(self, nlp: Language, names: CurrencyNames, numbers: NumberRules) -> None:
        letters = [entry.letters for entry in numbers.prefix]
        magnitudes = [word for entry in numbers.magnitude for word in entry.words]
        any_case = {"magnitude": magnitudes, "word": [word.lower() for word in names.words]}
        this_case = {
            "free": [*names.free_signs, *(prefix + sign for prefix in letters for sign in names.free_signs)],
            "scaled": [sign + suffix for suffix in letters for sign in names.free_signs],
            "careful": names.careful_signs,
            "code": names.codes,
        }
        # The tokenizer takes the full stop of a sentence for that of an abbreviation where it knows one ("EUR.", "bn.").
        any_case["magnitude."] = _stopped(magnitudes)
        this_case["code."] = _stopped(names.codes)
        self._any_case, self._this_case = Lexicon(nlp, any_case), Lexicon(nlp, this_case, case=True)
        self._any_case_words = {word for words in any_case.values() for word in words}
        self._this_case_words = {word for words in this_case.values() for word in words}

    def find(self, doc: Doc) -> Anchors:
        """Return the words of money in a document."""
        text = text_of(doc)
        # The matcher compares tokens, to which the spaces between them do not belong: "m €" is no "m€".
        any_case = [hit for hit in self._any_case.find(doc) if text[hit.start : hit.end].lower() in self._any_case_words]
        this_case = [hit for hit in self._this_case.find(doc) if text[hit.start : hit.end] in self._this_case_words]
        hits = [_without_stop(hit) for hit in (*any_case, *this_case)]
        return Anchors(
            text,
            signs=_longest(hit for hit in hits if _is_sign(text, hit)),
            words=_longest(hit for hit in hits if _is_word(text, hit)),
            magnitudes=_longest(hit for hit in hits if hit.label == "magnitude" and not _goes_on(text, hit.end)),
        )


def _stopped(words: Sequence[str]) -> list[str]:
    return [f"{word}." for word in words if f"{word}." not in words]


def _without_stop(hit: Hit) -> Hit:
    return Hit(hit.start, hit.end - 1, hit.label[:-1]) if hit.label.endswith(".") else hit


def _is_sign(text: str, hit: Hit) -> bool:
    """Tell whether a hit can stand before figures: "US$", but not "$" in it, and a careful sign only with a space ("f 5")."""
    if hit.label not in _SIGNS or _LETTER_OR_SIGN.match(text, hit.start - 1, hit.start):
        return False
    return hit.label != "careful" or not _goes_on(text, hit.end)


def _is_word(text: str, hit: Hit) -> bool:
    """Tell whether a hit can stand behind a number: names and codes as whole words, signs where no figures follow."""
    if hit.label == "free":
        return not _FIGURE.match(text, hit.end)
    return hit.label in _WORDS and not _LETTER.match(text, hit.start - 1, hit.start) and not _goes_on(text, hit.end)


def _goes_on(text: str, end: int) -> bool:
    """Tell whether the word that ends at `end` is only the beginning of one."""
    return text[end - 1].isalnum() and _LETTER.match(text, end) is not None


def _longest(hits: Iterable[Hit]) -> dict[int, int]:
    """Return where the longest hit ends by where it starts."""
    ends: dict[int, int] = {}
    for hit in hits:
        ends[hit.start] = max(hit.end, ends.get(hit.start, hit.end))
    return ends
