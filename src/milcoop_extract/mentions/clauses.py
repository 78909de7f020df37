"""Sentences, clauses and paragraphs: the one place that says which words around a figure can speak of it.

A sentence is what the pipeline marked as one; a paragraph ends at a line feed, which the readers put between blocks
(paragraphs, list items, cells); a clause ends at a comma, a semicolon, a colon, or before "en", "maar" and "terwijl". No
stretch is longer than `REACH`, so that a text without full stops costs no more than others.
"""

import re
from bisect import bisect_right
from functools import cached_property

from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from .sentences import sentence_starts
from .spans import text_of

REACH = 400
"""The number of characters of a sentence that count on either side of a figure. Few sentences are as long."""

BESIDE = 120
"""The number of characters directly beside a figure in which words can belong to it; about fifteen words."""

NEAR = 60
"""The number of characters on either side of a date in which its verb is sought; about eight words."""

LONG_FORM = 80
"""The number of characters before an abbreviation in brackets in which its long form is sought; about ten words."""

SECTION = 2000
"""The number of characters before a sentence in which its subject is sought: a section about one country, at most."""

_CLAUSE_END = re.compile(r"[,;:]\s|\s(?:en|maar|terwijl)\s")


def beside(start: int) -> int:
    """Return where the words directly before the place `start` of a text begin."""
    return max(0, start - BESIDE)


def long_form(text: str, end: int) -> str:
    """Return the words before `end` for which an abbreviation in brackets there may stand: `LONG_FORM` characters at most."""
    return text[max(0, end - LONG_FORM) : end]


def words_before(text: str, end: int, count: int, floor: int = 0) -> str:
    """Return the last `count` words before `end`, none before `floor`; no more than `BESIDE` characters of them.

    >>> words_before("Het kost ongeveer vijf miljoen", 22, 2)
    'ongeveer vijf'
    """
    floor, start = max(floor, end - BESIDE), end
    for _ in range(count):
        start = text.rfind(" ", floor, max(0, start - 1)) + 1
        if not start:
            return text[floor:end]
    return text[start:end]


def _marked(doc: Doc) -> list[int]:
    tokens = doc.to_array([IDX, SENT_START])
    starts: list[int] = tokens[tokens[:, 1] == 1, 0].tolist()
    return starts


class Clauses:
    """The sentences, paragraphs and clauses of a document by offset, in characters of its text; ends are exclusive."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = text_of(doc)

    @cached_property
    def _starts(self) -> list[int]:
        starts = _marked(self._doc) if self._doc.has_annotation("SENT_START") else list(sentence_starts(self._doc))
        return [0, *starts[1:]]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the sentence or sentences that the range `start`:`end` touches."""
        first = bisect_right(self._starts, start) - 1
        after = bisect_right(self._starts, max(start, end - 1))
        return self._starts[first], self._starts[after] if after < len(self._starts) else len(self._text)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the sentence around `start`:`end`, `REACH` characters to either side at most."""
        first, last = self.sentence(start, end)
        return max(first, start - REACH), min(last, end + REACH)

    def apart(self, first: int, second: int) -> int:
        """Return how many sentences after the one of `first` the one of `second` comes."""
        return bisect_right(self._starts, second) - bisect_right(self._starts, first)

    def left(self, start: int) -> str:
        """Return the part of the sentence before `start`, its last `REACH` characters at most."""
        return self._text[max(self.sentence(start, start + 1)[0], start - REACH) : start]

    def right(self, end: int) -> str:
        """Return the part of the sentence after `end`, its first `REACH` characters at most."""
        return self._text[end : min(self.sentence(end - 1, end)[1], end + REACH)]

    def near(self, start: int, end: int) -> tuple[str, str]:
        """Return the words of the sentence on both sides of `start`:`end`, `NEAR` characters of each at most."""
        return self.left(start)[-NEAR:], self.right(end)[:NEAR]

    def earlier(self, start: int) -> tuple[int, int]:
        """Return the range of the text before the sentence of `start`: its last `SECTION` characters at most."""
        end, _ = self.sentence(start, start + 1)
        return max(0, end - SECTION), end

    def before(self, start: int) -> str:
        """Return the words directly before `start`, whatever sentence they are in: the last `BESIDE` characters."""
        return self._text[beside(start) : start]

    def after(self, end: int) -> str:
        """Return the words directly after `end`: the first `BESIDE` characters."""
        return self._text[end : end + BESIDE]

    def rest_of_clause(self, end: int) -> str:
        """Return the rest of the clause after `end`."""
        return _CLAUSE_END.split(self.right(end), maxsplit=1)[0]

    def paragraph(self, start: int) -> tuple[int, int]:
        """Return the range of the paragraph around `start`."""
        return self._line(bisect_right(self._lines, start) - 1)

    def opening(self, start: int) -> str:
        """Return the part of the paragraph before `start`, its first `REACH` characters at most."""
        first, _ = self.paragraph(start)
        return self._text[first : min(start, first + REACH)]

    def introduction(self, start: int) -> tuple[int, int] | None:
        """Return the range of the paragraph that introduces the list with the item around `start`, None outside a list.

        It ends in a colon, and every item between them in a semicolon.
        """
        line = self._introduced[bisect_right(self._lines, start) - 1]
        return None if line is None else self._line(line)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer("\n", self._text))]

    def _line(self, number: int) -> tuple[int, int]:
        after = number + 1
        return self._lines[number], self._lines[after] - 1 if after < len(self._lines) else len(self._text)

    @cached_property
    def _introduced(self) -> list[int | None]:
        found: list[int | None] = []
        introduction: int | None = None
        for number in range(len(self._lines)):
            found.append(introduction)
            start, end = self._line(number)
            last = self._text[start:end].rstrip()[-1:]
            if last == ":":
                introduction = number
            elif last not in {"", ";"}:
                introduction = None
        return found
