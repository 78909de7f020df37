"""Words of the rules in one document, and how one reads outwards from a figure along them.

`Vocabulary` has the word lists and patterns of the rules under labels ("relation.links"), and finds all of them in a stretch of
a document at once. `Words` is what it found there: it is asked for words within a range, or for those that stand directly
before or after a place, one after another. Offsets are those of the document's text; ends are exclusive.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from milcoop_extract.mentions.lexicon import Lexicon

Stretch = tuple[int, int]
"""A range of offsets."""

Pattern = Sequence[Mapping[str, Any]]
"""A pattern of spaCy's Matcher."""

_HYPHENED = re.compile(r"-\w")
_PLAIN = re.compile(r"[\w\s-]{2,}")

FEW = 6
"""The most words that count as a few."""

_PAUSE = re.compile(r"[,;]\s")


def is_compound(text: str, end: int) -> bool:
    """Tell whether a word that ends at a place is the first part of a compound with a hyphen."""
    return text.startswith("-", end) and _HYPHENED.match(text, end) is not None


Labels = frozenset[str]


class Vocabulary:
    """Word lists by label, and patterns by label or by several with spaces between them.

    `whole` are the labels of words that may not be the first part of a compound.
    """

    def __init__(
        self,
        nlp: Language,
        lists: Mapping[str, Iterable[str]],
        patterns: Mapping[str, Sequence[Pattern]],
        whole: Iterable[str] = (),
    ) -> None:
        by_word: dict[str, set[str]] = defaultdict(set)
        for label, words in lists.items():
            for word in words:
                by_word[word].add(label)
        # A word is looked for once, under all labels together: many words stand in several lists.
        by_labels: dict[str, list[str]] = defaultdict(list)
        for word, labels in by_word.items():
            by_labels[" ".join(sorted(labels))].append(word)
        self._lexicon = Lexicon(nlp, by_labels)
        self._labels: dict[str, Labels] = {key: frozenset(key.split()) for key in (*by_labels, *patterns)}
        self._whole = frozenset(whole)
        self._strings = nlp.vocab.strings
        self._matcher = Matcher(nlp.vocab)
        for key, alternatives in patterns.items():
            self._matcher.add(key, [[dict(token) for token in pattern] for pattern in alternatives])

    def words(self, doc: Doc, text: str, tokens: Stretch) -> "Words":
        """Return what stands in a range of tokens; `text` is that of the document in small letters."""
        stretch = doc[tokens[0] : tokens[1]]
        found = []
        for start, end, key in self._lexicon.find(stretch):
            labels = self._labels[key]
            if is_compound(text, end):
                labels -= self._whole
            found.append((start, end, labels))
        for number, first, last in self._matcher(stretch):
            span = stretch[first:last]
            found.append((span.start_char, span.end_char, self._labels[self._strings[number]]))
        return Words(text, sorted(found, key=itemgetter(0)))


class Words:
    """The words of a vocabulary in a stretch of a text in small letters, in the order of the text."""

    def __init__(self, text: str, found: Sequence[tuple[int, int, Labels]]) -> None:
        self.text = text
        self._found = found
        self._labels = frozenset().union(*(labels for _, _, labels in found))
        self._places: dict[str, list[Stretch]] = {}
        self._from: dict[int, list[tuple[int, Labels]]] = defaultdict(list)
        self._upto: dict[int, list[tuple[int, Labels]]] = defaultdict(list)
        for start, end, labels in found:
            self._from[start].append((end, labels))
            self._upto[end].append((start, labels))

    def find(self, label: str, *stretches: Stretch) -> list[Stretch]:
        """Return where words of a label stand within some stretches, in their order."""
        if label not in self._labels:
            return []
        places = self._places.get(label)
        if places is None:
            places = self._places[label] = [(start, end) for start, end, labels in self._found if label in labels]
        return [
            place
            for start, end in stretches
            for place in places[bisect_left(places, (start, start)) : bisect_left(places, (end, end))]
            if place[1] <= end
        ]

    def has(self, label: str, *stretches: Stretch) -> bool:
        """Tell whether a word of a label stands within some stretches."""
        return bool(self.find(label, *stretches))

    def last(self, label: str, start: int, end: int) -> Stretch | None:
        """Return where the last word of a label stands in a stretch; of those that overlap, the one that begins first."""
        found = self.find(label, (start, end))
        last: Stretch | None = None
        for place in found:
            if last is None or place[0] >= last[1]:
                last = place
            elif place[0] == last[0]:
                last = place if place[1] > last[1] else last
        return last

    def at(self, label: str, start: int) -> list[int]:
        """Return where the words of a label end that begin at a place."""
        return [end for end, labels in self._from.get(start, ()) if label in labels]

    def on(self, starts: Iterable[int], label: str, most: float = 1, least: int = 1, *, marks: bool = False) -> set[int]:
        """Read on: return the ends of `least` to `most` words of a label that follow one of the places, after a space each.

        With `marks` any marks may follow such a word in place of the space, and the ends are those of the marks.
        """
        frontier, step = set(starts), 0
        found = set(frontier) if least == 0 else set()
        while frontier and step < most:
            step += 1
            nexts: set[int] = set()
            for start in frontier:
                if marks:
                    ends = (self.skip_marks(end) for end in self.at(label, start) if self.skip_marks(end) > end)
                    nexts.update(ends)
                elif self.is_space(start):
                    nexts.update(self.at(label, start + 1))
            frontier = nexts - found
            if step >= least:
                found |= frontier
        return found

    def back(self, ends: Iterable[int], label: str, most: float = 1, least: int = 1) -> set[int]:
        """Read back: return the starts of `least` to `most` words of a label before one of the places, before a space each."""
        frontier, step = set(ends), 0
        found = set(frontier) if least == 0 else set()
        while frontier and step < most:
            step += 1
            frontier = {
                start
                for end in frontier
                if end > 0 and self.is_space(end - 1)
                for start, labels in self._upto.get(end - 1, ())
                if label in labels
            } - found
            if step >= least:
                found |= frontier
        return found

    def back_any(self, ends: Iterable[int], most: int) -> set[int]:
        """Read back over up to `most` words of letters, whatever they are."""
        found = frontier = set(ends)
        for _ in range(most):
            frontier = {start for end in frontier if (start := self._word_before(end)) is not None}
            found = found | frontier
        return found

    def back_number(self, end: int) -> set[int]:
        """Read back over a number in figures."""
        start = stop = end - 1
        while start > 0 and self.text[start - 1].isdecimal():
            start -= 1
        number = start < stop and self.is_space(stop)
        return {start} if number and not (start > 0 and self.text[start - 1].isalnum()) else set()

    def spaced(self, label: str, start: int, end: int) -> list[int]:
        """Return where the spaces stand before words of a label in a stretch."""
        return [first - 1 for first, _ in self.find(label, (start + 1, end)) if self.is_space(first - 1)]

    def skip_marks(self, start: int) -> int:
        """Return where the marks and spaces end that begin at a place."""
        while start < len(self.text) and not (self.text[start].isalnum() or self.text[start] == "_"):
            start += 1
        return start

    def reaches(self, ends: Iterable[int], goal: int) -> bool:
        """Tell whether one of some ends is parted from a place by nothing but a space."""
        return goal - 1 in ends and self.is_space(goal - 1)

    def is_plain(self, start: int, end: int) -> bool:
        """Tell whether a stretch is a few words with no marks but hyphens."""
        between = self.text[start:end]
        return _PLAIN.fullmatch(between) is not None and len(between.split()) <= FEW

    def pause(self, label: str, start: int, end: int) -> int | None:
        """Return where a clause of a stretch ends: before a comma or semicolon, or a word of a label between spaces."""
        match = _PAUSE.search(self.text, start, end)
        marks = [match.start()] if match else []
        words = [first - 1 for first, last in self.find(label, (start + 1, end - 1)) if self._spaced(first, last)]
        return min([*marks, *words], default=None)

    def _spaced(self, start: int, end: int) -> bool:
        return self.is_space(start - 1) and self.is_space(end)

    def is_space(self, at: int) -> bool:
        """Tell whether a space stands at a place."""
        return at < len(self.text) and self.text[at].isspace()

    def _word_before(self, end: int) -> int | None:
        if end == 0 or not self.is_space(end - 1):
            return None
        start = end - 1
        while start > 0 and self.text[start - 1].isalpha():
            start -= 1
        return start if start < end - 1 else None


class Gaps:
    """Patterns for all that stands between two places; no pattern repeats a token."""

    def __init__(self, nlp: Language, patterns: Mapping[str, Sequence[Pattern]]) -> None:
        self._matchers: dict[str, Matcher] = {}
        self._most: dict[str, int] = {}
        for id_, alternatives in patterns.items():
            matcher = self._matchers[id_] = Matcher(nlp.vocab)
            matcher.add(id_, [[dict(token) for token in pattern] for pattern in alternatives])
            self._most[id_] = max(map(len, alternatives))

    def fit(self, id_: str, doc: Doc, first: int, last: int) -> bool:
        """Tell whether the tokens from `first` up to `last` are what a pattern asks for."""
        length = last - first
        if not 0 < length <= self._most[id_]:
            return False
        return any(start == 0 and end == length for _, start, end in self._matchers[id_](doc[first:last]))
