"""The words of a document as names are compared, and spaCy's PhraseMatcher over them.

A hyphen between words is as good as a space ("EUTM-Mali"), so that hyphens are left out; apostrophes are alike, and letters,
figures and marks stand apart ("EDIDP2020", "PESCO's").
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import IDX, IS_ALPHA, IS_DIGIT, LENGTH, ORTH
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from milcoop_extract.mentions.lexicon import trie
from milcoop_extract.mentions.spans import text_of

_PIECE = re.compile(r"[^\W\d]+|\d+|[^\w\s]")


def plain(text: str) -> str:
    """Make spellings alike that differ in an apostrophe or a hyphen: "EUTM-Mali" is "EUTM Mali"."""
    return text.replace("’", "'").replace("-", " ").replace("–", " ")


def opening(words: Iterable[str]) -> str:
    """Return an expression, without groups, for any of the words with no letter, figure or hyphen before it.

    It begins with their first letters, by which `re` skips other places fast.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "(?:" + "|".join(rf"{re.escape(first)}(?<![\w-].){trie(rest)}" for first, rest in rests.items()) + r")(?!\w)"


def goes_on(text: str, at: int) -> bool:
    """Tell whether a word of a text goes on at the place `at`: letters, figures or underscores stand on both sides of it."""
    return 0 < at < len(text) and _is_of_word(text[at - 1]) and _is_of_word(text[at])


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


class NameWords:
    """The words of a document, `doc`, each with its place in the text of the document: `starts` and `ends`, exclusive."""

    def __init__(self, doc: Doc) -> None:
        text, strings = text_of(doc), doc.vocab.strings
        attributes = doc.to_array([ORTH, IDX, LENGTH, IS_ALPHA, IS_DIGIT])
        hyphen, dash = (np.uint64(strings.add(mark)) for mark in "-–")
        attributes = attributes[(attributes[:, 0] != hyphen) & (attributes[:, 0] != dash)]
        orths, starts, lengths, alpha, digit = attributes.T
        ends = starts + lengths
        orths = np.where(orths == strings.add("’"), np.uint64(strings.add("'")), orths)
        odd = (alpha == 0) & (digit == 0) & (lengths > 1)
        pieces = [
            [piece for piece in _PIECE.finditer(text, start, end) if piece[0] not in "-–"]
            for start, end in zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)
        ]
        counts = np.ones(len(orths), dtype=int)
        counts[odd] = [len(of_token) for of_token in pieces]
        orths, starts, ends, odd = (column.repeat(counts) for column in (orths, starts, ends, odd))
        flat = [piece for of_token in pieces for piece in of_token]
        orths[odd] = np.array([strings.add(plain(piece[0])) for piece in flat], dtype=np.uint64)
        starts[odd], ends[odd] = [piece.start() for piece in flat], [piece.end() for piece in flat]
        self.starts, self.ends = starts, ends
        self.doc = Doc(doc.vocab, words=orths.tolist())


class NameMatcher:
    """Finds the words of names in the words of a document; whether what stands between them is right is for others to tell."""

    def __init__(self, vocab: Vocab, names: Iterable[str], *, case: bool) -> None:
        self._names = frozenset(names)
        self._matcher = PhraseMatcher(vocab, attr="ORTH" if case else "LOWER")
        self._matcher.add("name", [Doc(vocab, words=_PIECE.findall(plain(name))) for name in self._names])

    def find(self, words: NameWords) -> list[tuple[int, int]]:
        """Return the ranges of characters, the first and longest ahead."""
        matches = [(first, after - 1) for _, first, after in self._matcher(words.doc)]
        first, last = zip(*matches, strict=True) if matches else ((), ())
        found = zip(words.starts[list(first)].tolist(), words.ends[list(last)].tolist(), strict=True)
        return sorted(found, key=lambda item: (item[0], -item[1]))

    def find_literally(self, words: NameWords, text: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges of names as they are spelled, as whole words; the first, or longest, of those that overlap."""
        done = 0
        for start, end in self.find(words):
            if start >= done and text[start:end] in self._names and not (goes_on(text, start) or goes_on(text, end)):
                yield start, end
                done = end
