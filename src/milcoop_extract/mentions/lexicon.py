"""Word lists of the rules, as spaCy's matchers find them in a document, and as expressions for what stands inside a figure.

`Lexicon` is the way to look for words in a text. `any_of` and `trie` make the part of a regular expression that is words, for
grammars that read characters: figures, citations, the layout of a page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

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
        flags = 0 if case else re.IGNORECASE
        self._parts: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for label, listed in parts.items():
            pattern = re.compile(any_of(listed), flags)
            for head in {word.strip("*")[0].lower() for word in listed}:
                self._parts.setdefault(head, []).append((label, pattern))
        self._candidate = (
            _candidate([word.strip("*") for listed in parts.values() for word in listed], flags) if parts else None
        )
        self._case = case
        self._labels = lru_cache(maxsize=_REMEMBERED)(_Parts(parts if case else _lowered(parts)).labels)

    def find(self, within: Doc | Span) -> list[Hit]:
        """Return every word in the order of the text, those that overlap included; longer ones go first.

        In a span only what lies in it is found.
        """
        return sorted(self._find(within), key=lambda hit: (hit.start, -hit.end))

    def _find(self, within: Doc | Span) -> Iterator[Hit]:
        doc = within if isinstance(within, Doc) else within.doc
        strings = doc.vocab.strings
        if isinstance(within, Doc):
            if matches := self._matcher(within):
                places = doc.to_array([IDX, LENGTH])
                keys, first, after = zip(*matches, strict=True)
                last = [token - 1 for token in after]
                starts, ends = places[list(first), 0], places[last].sum(axis=1)
                yield from map(Hit, starts.tolist(), ends.tolist(), (strings[key] for key in keys))
        else:
            for key, head, stop in self._matcher(within):
                final = doc[stop - 1]
                yield Hit(doc[head].idx, final.idx + len(final), strings[key])
        if self._candidate:
            text = text_of(doc)
            span = (0, len(text)) if isinstance(within, Doc) else (within.start_char, within.end_char)
            yield from self._find_parts(self._candidate, text, *span)

    def _find_parts(self, candidate: re.Pattern[str], text: str, at: int, stop: int) -> Iterator[Hit]:
        while found := candidate.search(text, at, stop):
            at = found.start()
            for label, pattern in self._parts.get(text[at].lower(), ()):
                if match := pattern.match(text, at, stop):
                    yield Hit(*match.span(), label)
            at += 1

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


def _candidate(stems: Sequence[str], flags: int) -> re.Pattern[str]:
    """Return an expression that matches wherever one of the stems may begin, and here and there elsewhere.

    The words of each label are tried only there. It begins with a set of letters, by which `re` skips other places fast.
    """
    heads = {head for stem in stems for head in (stem[0], stem[0].swapcase() if flags else stem[0]) if len(head) == 1}
    rest = trie(stem[1:] for stem in stems)
    return re.compile(f"[{re.escape(''.join(sorted(heads)))}](?{'i' if flags else ''}:{rest})")


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


def stretch(doc: Doc, start: int, end: int) -> Span:
    """Return the tokens that lie inside the characters `start`:`end`."""
    numbers = range(len(doc))
    first = bisect_left(numbers, start, key=lambda number: doc[number].idx)
    last = bisect_right(numbers, end, key=lambda number: doc[number].idx + len(doc[number]))
    return doc[first : max(first, last)]


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
