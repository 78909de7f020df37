"""Word lists of the rules, as spaCy's matchers find them in a document, and as expressions for what stands inside a figure.

`Lexicon` is the way to look for words in a text. `any_of` and `trie` make the part of a regular expression that is words, for
grammars that read characters: figures, citations, the layout of a page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from .spans import text_of
from .tokenizer import fit_tokenizer


class Hit(NamedTuple):
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
        parts: dict[str, list[str]] = {}
        for label, listed in words.items():
            whole = []
            for word in listed:
                if word.startswith("*") or word.endswith("*"):
                    parts.setdefault(label, []).append(word)
                else:
                    whole.append(word)
            if whole:
                docs = [nlp.make_doc(word) for word in whole]
                # Inside a compound ("sept./okt.") an abbreviation keeps its full stop that stands apart elsewhere.
                docs += [Doc(nlp.vocab, words=[word]) for word in whole if word.endswith(".") and " " not in word]
                self._matcher.add(label, docs)
        self._parts = [(label, re.compile(any_of(listed), 0 if case else re.IGNORECASE)) for label, listed in parts.items()]

    def find(self, doc: Doc) -> list[Hit]:
        """Return every word in the order of the text, those that overlap included; longer ones go first."""
        return sorted(self._find(doc), key=lambda hit: (hit.start, -hit.end))

    def _find(self, doc: Doc) -> Iterator[Hit]:
        if matches := self._matcher(doc):
            places, strings = doc.to_array([IDX, LENGTH]), doc.vocab.strings
            keys, first, after = zip(*matches, strict=True)
            last = [token - 1 for token in after]
            starts, ends = places[list(first), 0], places[last].sum(axis=1)
            yield from map(Hit, starts.tolist(), ends.tolist(), (strings[key] for key in keys))
        text = text_of(doc)
        for label, pattern in self._parts:
            for match in pattern.finditer(text):
                yield Hit(*match.span(), label)


class WordsBefore:
    """Words that stand directly before something; a word of each group of `between` may follow, every one with its space.

    The text before is read backwards, so that only its end is looked at. `gap` is the expression, backwards, too, for the
    characters at its very end.

    >>> before = WordsBefore(["vanaf", "met ingang van"], ["het", "de"])
    >>> before.find("Het geldt met ingang van het ")
    (10, 24)
    """

    def __init__(self, words: Iterable[str], *between: Iterable[str], gap: str = " ") -> None:
        optional = "".join(rf"(?:{_backwards(group)}\s)?" for group in reversed(between))
        self._pattern = re.compile(rf"{gap}{optional}(?P<word>{_backwards(words)})", re.IGNORECASE)

    def find(self, before: str) -> tuple[int, int] | None:
        """Return the range of the word in the text that ends with it, or None."""
        match = self._pattern.match(before[::-1])
        return (len(before) - match.end("word"), len(before) - match.start("word")) if match else None


def _backwards(words: Iterable[str]) -> str:
    return any_of(word[::-1] for word in words)


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
