"""Word lists of the rules, as spaCy's matchers find them in a document, and as expressions for what stands inside a figure.

`Lexicon` is the way to look for words in a text. `any_of` and `trie` make the part of a regular expression that is words, for
grammars that read characters: figures, citations, the layout of a page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from .spans import text_of, token_starts
from .tokenizer import fit_tokenizer


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a lexicon in a document: the characters `start`:`end` of its text, and the label of the list that has it."""

    start: int
    end: int
    label: str


class Lexicon:
    """Words by label; in small or capital letters alike, unless `case` counts.

    Whole words and phrases are found by spaCy's PhraseMatcher. Of a word with an asterisk at its beginning or end only a part
    is given ("*verhoging", "stijg*"); that is a matter of characters, and an expression finds them.

    >>> import spacy
    >>> nlp = spacy.blank("nl")
    >>> lexicon = Lexicon(nlp, {"approx": ["ongeveer", "naar schatting"], "increase": ["stijg*"]})
    >>> [(hit.label, hit.start, hit.end) for hit in lexicon.find(nlp("De stijging is naar schatting 3%."))]
    [('increase', 3, 11), ('approx', 15, 29)]
    """

    def __init__(self, nlp: Language, words: Mapping[str, Iterable[str]], *, case: bool = False) -> None:
        fit_tokenizer(nlp)
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH" if case else "LOWER")
        self._case = case
        parts: dict[str, list[str]] = {}
        for label, listed in words.items():
            whole = []
            for word in listed:
                if word.startswith("*") or word.endswith("*"):
                    parts.setdefault(label, []).append(word)
                else:
                    whole.append(word)
            if whole:
                self._matcher.add(label, [nlp.make_doc(word) for word in whole])
        self._parts = [(label, re.compile(any_of(listed), 0 if case else re.IGNORECASE)) for label, listed in parts.items()]
        self._labels = lru_cache(maxsize=_REMEMBERED)(_Parts(parts if case else _lowered(parts)).labels)

    def in_tokens(self, doc: Doc, first: int, last: int) -> Iterator[tuple[str, int, int]]:
        """Yield the label and the tokens, as a range of `doc`, of every word in the tokens `first`:`last`, in no order.

        It costs no more than the stretch is long. A word with an asterisk is one token.
        """
        strings = doc.vocab.strings
        span = doc[first:last]
        for key, start, end in self._matcher(span):
            yield strings[key], start, end
        for index, token in enumerate(span, first):
            for label in self._labels(token.text if self._case else token.lower_):
                yield label, index, index + 1

    def find(self, doc: Doc) -> list[Hit]:
        """Return every word in the order of the text, those that overlap included; longer ones go first."""
        return sorted(self._find(doc), key=lambda hit: (hit.start, -hit.end))

    def _find(self, doc: Doc) -> Iterator[Hit]:
        starts: Sequence[int] = token_starts(doc)
        strings = doc.vocab.strings
        for key, first, last in self._matcher(doc):
            yield Hit(starts[first], starts[last - 1] + len(doc[last - 1]), strings[key])
        text = text_of(doc)
        for label, pattern in self._parts:
            for match in pattern.finditer(text):
                yield Hit(*match.span(), label)


_REMEMBERED = 10_000
"""Of how many different words a lexicon remembers which parts they have; letters repeat most of theirs."""


def _lowered(parts: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return {label: [word.lower() for word in words] for label, words in parts.items()}


class _Parts:
    """Words with an asterisk, by label, to be found in single words: by look-up for each length of beginning and end."""

    def __init__(self, parts: Mapping[str, Sequence[str]]) -> None:
        self._beginnings: dict[int, dict[str, list[str]]] = {}
        self._ends: dict[int, dict[str, list[str]]] = {}
        self._insides: list[tuple[str, str]] = []
        for label, words in parts.items():
            for word in words:
                part = word.strip("*")
                if word.startswith("*") and word.endswith("*"):
                    self._insides.append((part, label))
                else:
                    place = self._ends if word.startswith("*") else self._beginnings
                    place.setdefault(len(part), {}).setdefault(part, []).append(label)

    def labels(self, word: str) -> tuple[str, ...]:
        """Return the label of each part that a word has."""
        found = [label for length, labels in self._beginnings.items() for label in labels.get(word[:length], ())]
        found += [label for length, labels in self._ends.items() for label in labels.get(word[-length:], ())]
        return (*found, *(label for inside, label in self._insides if inside in word))


def any_of(words: Iterable[str]) -> str:
    """Return an expression, without groups, for any of the words; an asterisk at an end of a word is any letters there.

    It has word boundaries wherever a word begins or ends with a letter or figure. Of a word that begins with an asterisk it
    matches the rest.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for word in words:
        start = r"(?<!\w)" if word[0].isalnum() else ""
        end = r"\w*" if word[-1] == "*" else r"(?!\w)" if word[-1].isalnum() else ""
        alike.setdefault((end, start), []).append(word.strip("*"))
    # "mln." goes before "mln": a word that ends in a mark before the same word without it.
    return "(?:" + "|".join(f"{start}(?:{trie(group)}){end}" for (end, start), group in sorted(alike.items())) + ")"


def trie(words: Iterable[str]) -> str:
    """Return an expression, without groups, for the longest of the words that stands at a place.

    The words share their beginnings in the expression, so that thousands of them cost about as much as one.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _trie_pattern(root)


def _trie_pattern(node: dict[str, Any]) -> str:
    stem = ""
    while len(node) == 1 and "" not in node:  # not by recursion, which a name of a thousand letters would exhaust
        ((letter, node),) = node.items()
        stem += re.escape(letter)
    branches = [re.escape(letter) + _trie_pattern(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return stem
    joined = f"(?:{'|'.join(branches)})"
    return f"{stem}{joined}?" if "" in node else stem + joined
