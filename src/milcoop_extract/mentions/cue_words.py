"""Finds the words of qualifiers.toml around a figure, and tells which of them are tied to it.

A Lexicon finds the words, once for each sentence with a figure. What ties a word to a figure is the sequence of words between
them: a pattern of spaCy's Matcher, run on these words alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from milcoop_extract.records import Cue, CuedAttribute

from .clauses import Clauses
from .cue_rules import ANNOTATIONS, LinkEntry, Pattern, QualifierRules
from .lexicon import Lexicon
from .spans import token_starts

_BOUNDED = re.compile(r"\{([01]?),\d+\}")


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word or phrase of a list, which says `value`: the tokens `first`:`last` of a document."""

    value: str
    first: int
    last: int


Words = Mapping[str, list[FoundWord]]
"""The words of a sentence by the name of their list ("role.nouns"), in the order of the text."""


class Sequences:
    """Patterns of spaCy's Matcher, of which any may match; those that ask for what a document has not are left out."""

    def __init__(self, vocab: Vocab, patterns: Iterable[Pattern]) -> None:
        self._matchers: dict[frozenset[str], Matcher] = {}
        self._most: dict[int, float] = {}
        shortest = []
        for number, pattern in enumerate(patterns):
            needs = ANNOTATIONS.intersection(key for token in pattern for key in token)
            self._matchers.setdefault(needs, Matcher(vocab)).add(f"sequence {number}", [_unbounded(pattern)])
            least, self._most[vocab.strings[f"sequence {number}"]] = _lengths(pattern)
            shortest.append(least)
        self._shortest = min(shortest, default=0)
        self._longest = max(self._most.values(), default=0)

    @property
    def needs(self) -> frozenset[str]:
        """Return all that patterns ask for and only some base pipelines give."""
        return frozenset().union(*self._matchers)

    def find(self, span: Span, annotations: frozenset[str]) -> list[tuple[int, int]]:
        """Return where in a span patterns match; `annotations` are those that its document has."""
        able = (matcher for needs, matcher in self._matchers.items() if needs <= annotations)
        return list(
            dict.fromkeys(
                (start, end) for matcher in able for key, start, end in matcher(span) if end - start <= self._most[key]
            )
        )

    def fit(self, doc: Doc, first: int, last: int, annotations: frozenset[str]) -> bool:
        """Tell whether a pattern matches the tokens `first`:`last` from end to end."""
        length = last - first
        return self._shortest <= length <= self._longest and (0, length) in self.find(doc[first:last], annotations)


def _unbounded(pattern: Pattern) -> Pattern:
    """Return a pattern of which a repetition with a bound has none, if it alone varies: the length of a match tells the rest.

    For "{0,12}" spaCy makes twelve optional tokens, and follows them in every combination.
    """
    varying = [index for index, token in enumerate(pattern) if token.get("OP", "1") != "1"]
    bounded = _BOUNDED.fullmatch(pattern[varying[0]]["OP"]) if len(varying) == 1 else None
    if not bounded:
        return pattern
    free = {**pattern[varying[0]], "OP": "+" if bounded[1] == "1" else "*"}
    return [free if index == varying[0] else token for index, token in enumerate(pattern)]


def _lengths(pattern: Pattern) -> tuple[float, float]:
    """Return how many tokens a pattern matches at least and at most."""
    least = most = 0.0
    for token in pattern:
        operator = token.get("OP", "1")
        if numbers := re.fullmatch(r"\{(\d*)(,?)(\d*)\}", operator):
            low, comma, high = numbers.groups()
            shortest, longest = float(low or 0), float(high or inf) if comma else float(low)
        else:
            shortest, longest = {"?": (0, 1), "*": (0, inf), "+": (1, inf)}.get(operator, (1, 1))
        least, most = least + shortest, most + longest
    return least, most


class _Link:
    """A link of the rules, ready to be matched."""

    def __init__(self, vocab: Vocab, entry: LinkEntry) -> None:
        self.lists = entry.words
        self.before = entry.side == "before"
        self.lead = entry.lead
        self.between = Sequences(vocab, entry.patterns) if entry.patterns else None
        self.then = Sequences(vocab, [entry.then]) if entry.then else None


class CueLexicon:
    """The words and sequences of qualifiers.toml for the documents of a pipeline."""

    def __init__(self, nlp: Language, rules: QualifierRules) -> None:
        self.rules, self.vocab = rules, nlp.vocab
        vocab = nlp.vocab
        lists = rules.lists()
        self._lexicon = Lexicon(
            nlp, {f"{name}:{value}": words for name, values in lists.items() for value, words in values.items()}
        )
        self._more = [(entry.words, entry.value, Sequences(vocab, entry.patterns)) for entry in rules.word]
        self.links = {entry.id: _Link(vocab, entry) for entry in rules.link}
        self.listed = Sequences(vocab, rules.between.listed)
        self.number = Sequences(vocab, rules.between.number)
        self.from_to = Sequences(vocab, rules.between.from_to)
        self.gdp_norms = frozenset(rules.gdp.norms)
        sequences = [self.listed, self.number, self.from_to, *(more for _, _, more in self._more)]
        sequences += [part for link in self.links.values() for part in (link.between, link.then) if part]
        self._needs = frozenset().union(*(sequence.needs for sequence in sequences))

    @classmethod
    def shared(cls, nlp: Language, rules: QualifierRules) -> "CueLexicon":
        """Return the lexicon that a component of the pipeline has made of the same rules, as its `cues`, else a new one."""
        made = (getattr(component, "cues", None) for _, component in nlp.pipeline)
        same = (cues for cues in made if isinstance(cues, cls) and cues.vocab is nlp.vocab and cues.rules == rules)
        return next(same, None) or cls(nlp, rules)

    def annotations(self, doc: Doc) -> frozenset[str]:
        """Return what patterns ask for that a document has."""
        return frozenset(name for name in self._needs if doc.has_annotation(name))

    def words(self, doc: Doc, first: int, last: int, annotations: frozenset[str]) -> Words:
        """Return the words in the tokens `first`:`last`, by list."""
        found: dict[str, list[FoundWord]] = {}
        for label, start, end in self._lexicon.in_tokens(doc, first, last):
            name, _, value = label.partition(":")
            found.setdefault(name, []).append(FoundWord(value, start, end))
        for name, value, sequences in self._more:
            if sequences.needs <= annotations:
                matches = sequences.find(doc[first:last], annotations)
                found.setdefault(name, []).extend(FoundWord(value, first + start, first + end) for start, end in matches)
        for words in found.values():
            words.sort(key=lambda word: (word.last, word.first))
        return found


class CueText:
    """A document whose figures are looked at, in the order of the text."""

    def __init__(self, lexicon: CueLexicon, doc: Doc, clauses: Clauses) -> None:
        self.lexicon = lexicon
        self.doc = doc
        self.annotations = lexicon.annotations(doc)
        self._clauses = clauses
        self._starts = token_starts(doc)
        self._range = (0, 0)
        self._words: Words = {}
        self._last: tuple[tuple[int, int], Surroundings] | None = None

    def token_from(self, start: int) -> int:
        """Return the token in which the character `start` is."""
        return bisect_right(self._starts, start) - 1

    def token_after(self, end: int) -> int:
        """Return the first token after the character range that ends at `end`, or the one whose rest goes on behind it."""
        index = bisect_left(self._starts, end)
        before = self.doc[index - 1]
        return index - 1 if end < before.idx + len(before) else index

    def around(self, start: int, end: int) -> "Surroundings":
        """Return the words around the figure at the characters `start`:`end`."""
        if self._last and self._last[0] == (start, end):
            return self._last[1]
        first, last = self._clauses.around(start, end)
        tokens = self.token_from(first), bisect_left(self._starts, last)
        if tokens != self._range:
            self._range = tokens
            self._words = self.lexicon.words(self.doc, *tokens, self.annotations)
        found = Surroundings(self, self._words, *tokens, self.token_from(start), (self.token_after(end),))
        self._last = (start, end), found
        return found

    def rest_of_clause(self, token: int) -> int:
        """Return the token after the rest of the clause that goes on behind the figure before `token`."""
        before = self.doc[token - 1]
        end = before.idx + len(before)
        return bisect_left(self._starts, end + len(self._clauses.rest_of_clause(end)))

    def is_listed(self, end: int, start: int) -> bool:
        """Tell whether the text from `end` to `start`, between two figures, makes one list of them."""
        return self.lexicon.listed.fit(self.doc, self.token_after(end), self.token_from(start), self.annotations)


@dataclass(frozen=True)
class Surroundings:
    """The words around a figure, in tokens.

    `low`:`high` is its sentence. The figure begins with the token `first`; words behind it begin at one of `ends`.
    `changing` tells that the figure is both ends of a change ("van 12 naar 9 zaken").
    """

    text: CueText
    words: Words
    low: int
    high: int
    first: int
    ends: tuple[int, ...]
    changing: bool = False

    @cached_property
    def _leads(self) -> list[int]:
        """The tokens from which only words that may stand between a cue and its figure go on to the figure."""
        reached = [self.first]
        for word in reversed(self.words.get("lead.words", [])):
            if word.last in reached and word.first not in reached:
                reached.append(word.first)
        return reached

    def tied(self, link_id: str, value: str | None = None) -> Iterator[FoundWord]:
        """Return the words that a link ties to the figure, the nearest first; those of one `value` if it is given."""
        link = self.text.lexicon.links[link_id]
        words = [word for name in link.lists for word in self.words.get(name, ()) if value is None or word.value == value]
        if not words:
            return iter(())
        if link.before:
            nearest = sorted(words, key=lambda word: word.last, reverse=True)
            return (word for word in nearest if word.last <= self.first and self._fits_before(link, word))
        nearest = sorted(words, key=lambda word: word.first)
        return (word for word in nearest if any(word.first >= end and self._fits_after(link, end, word) for end in self.ends))

    def speaks_of(self, value: str) -> bool:
        """Tell whether any word of the sentence says a value."""
        return any(word.value == value for words in self.words.values() for word in words)

    def has(self, link_id: str) -> bool:
        """Tell whether a link ties any word to the figure."""
        return next(self.tied(link_id), None) is not None

    def _fits_before(self, link: _Link, word: FoundWord) -> bool:
        if link.between is None:
            return True
        starts = self._leads if link.lead else (self.first,)
        doc, annotations = self.text.doc, self.text.annotations
        return any(word.last <= start and link.between.fit(doc, word.last - 1, start, annotations) for start in starts)

    def _fits_after(self, link: _Link, end: int, word: FoundWord) -> bool:
        doc, annotations = self.text.doc, self.text.annotations
        if link.between and not link.between.fit(doc, end, word.first + 1, annotations):
            return False
        if link.then is None:
            return True
        rest = doc[word.last : self.high]
        return not len(rest) or rest[0].is_space or any(start == 0 for start, _ in link.then.find(rest, annotations))

    def is_before(self, mark: str) -> bool:
        """Tell whether a mark stands directly after the figure."""
        return self.ends[-1] < self.high and self.text.doc[self.ends[-1]].text == mark

    def past(self, mark: str) -> "Surroundings":
        """Return the surroundings as they are behind a mark, if it stands directly after the figure."""
        return replace(self, ends=(*self.ends[:-1], self.ends[-1] + 1)) if self.is_before(mark) else self

    def of_number_before(self, word: FoundWord) -> "Surroundings | None":
        """Return the surroundings of the number that the figure tells in other terms, as `word` says, if there is one.

        Words behind that number and words behind the figure both speak of it.
        """
        lexicon, doc = self.text.lexicon, self.text.doc
        first = self._start_of(lexicon.number, word.first)
        if first is None:
            return None
        end = next(index for index in range(first, word.first) if doc[index].text[0].isdigit()) + 1
        change = self._start_of(lexicon.from_to, first)
        ends = (end, *self.ends)
        if change is None:
            return replace(self, first=first, ends=ends)
        return replace(self, first=change + 1, ends=ends, changing=True)

    def _start_of(self, sequences: Sequences, end: int) -> int | None:
        """Return where the longest of the sequences starts that end before the token `end`."""
        first = self.low
        matches = sequences.find(self.text.doc[first:end], self.text.annotations)
        return min((first + start for start, stop in matches if first + stop == end), default=None)

    def cue(self, attribute: CuedAttribute, value: str, rule: str, word: FoundWord) -> Cue:
        """Return the words that decided an attribute."""
        span = self.text.doc[word.first : word.last]
        return Cue(attribute=attribute, value=value, rule=rule, text=span.text, start=span.start_char, end=span.end_char)
