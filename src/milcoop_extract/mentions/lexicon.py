"""Word lists of the rules, as spaCy's matchers find them in a document, and as expressions for what stands inside a figure.

`Lexicon` is the way to look for words in a text. `any_of` and `trie` make the part of a regular expression that is words, for
grammars that read characters: figures, citations, the layout of a page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
                self._matcher.add(label, [nlp.make_doc(word) for word in whole])
        flags = 0 if case else re.IGNORECASE
        self._parts: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for label, listed in parts.items():
            pattern = re.compile(any_of(listed), flags)
            for head in {word.strip("*")[0].lower() for word in listed}:
                self._parts.setdefault(head, []).append((label, pattern))
        self._candidate = (
            _candidate([word.strip("*") for listed in parts.values() for word in listed], flags) if parts else None
        )

    def find(self, within: Doc | Span) -> list[Hit]:
        """Return every word in the order of the text, those that overlap included; longer ones go first.

        In a span only what lies in it is found.
        """
        return sorted(self._find(within), key=lambda hit: (hit.start, -hit.end))

    def _find(self, within: Doc | Span) -> Iterator[Hit]:
        doc = within if isinstance(within, Doc) else within.doc
        strings = doc.vocab.strings
        for key, first, last in self._matcher(within):
            end = doc[last - 1]
            yield Hit(doc[first].idx, end.idx + len(end), strings[key])
        if not self._candidate:
            return
        text = text_of(doc)
        at, stop = (0, len(text)) if isinstance(within, Doc) else (within.start_char, within.end_char)
        while found := self._candidate.search(text, at, stop):
            at = found.start()
            for label, pattern in self._parts.get(text[at].lower(), ()):
                if match := pattern.match(text, at, stop):
                    yield Hit(*match.span(), label)
            at += 1


def _candidate(stems: Sequence[str], flags: int) -> re.Pattern[str]:
    """Return an expression that matches wherever one of the stems may begin, and here and there elsewhere.

    The words of each label are tried only there. It begins with a set of letters, by which `re` skips other places fast.
    """
    heads = {head for stem in stems for head in (stem[0], stem[0].swapcase() if flags else stem[0]) if len(head) == 1}
    rest = trie(stem[1:] for stem in stems)
    return re.compile(f"[{re.escape(''.join(sorted(heads)))}](?{'i' if flags else ''}:{rest})")


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
