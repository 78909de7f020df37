"""How far words belong together: the one place that says which words around a figure can speak of it.

A sentence is what the pipeline marked as one; a paragraph ends at a line feed, which the readers put between blocks
(paragraphs, list items, cells); a clause ends at a comma, a semicolon, a colon, or before "en", "maar" and "terwijl". No
stretch is longer than `REACH`, so that a text without full stops costs no more than others.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.attrs import SENT_START
from spacy.tokens import Doc

from .sentences import sentence_starts
from .spans import text_of, token_starts

REACH = 400
"""How many characters of a sentence are looked at to either side of a figure. Few sentences are as long."""

BESIDE = 120
"""How many characters directly beside a figure are looked at for words that belong to it; about fifteen words."""

_CLAUSE_END = re.compile(r"[,;:]\s|\s(?:en|maar|terwijl)\s")


def _marked(doc: Doc) -> Iterator[int]:
    flags = doc.to_array([SENT_START])
    return (start for start, flag in zip(token_starts(doc), flags.ravel().tolist(), strict=True) if flag == 1)


class Clauses:
    """The sentences, paragraphs and clauses of a document by offset, in characters of its text; ends are exclusive."""

    def __init__(self, doc: Doc) -> None:
        self._text = text_of(doc)
        self._starts = list(_marked(doc) if doc.has_annotation("SENT_START") else sentence_starts(doc))
        self._starts[:1] = [0]

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

    def before(self, start: int) -> str:
        """Return the words directly before `start`, whatever sentence they are in: the last `BESIDE` characters."""
        return self._text[max(0, start - BESIDE) : start]

    def after(self, end: int) -> str:
        """Return the words directly after `end`: the first `BESIDE` characters."""
        return self._text[end : end + BESIDE]

    def rest_of_clause(self, end: int) -> str:
        """Return the rest of the clause after `end`."""
        return _CLAUSE_END.split(self.right(end), maxsplit=1)[0]

    def paragraph(self, start: int) -> tuple[int, int]:
        """Return the range of the paragraph around `start`."""
        end = self._text.find("\n", start)
        return self._text.rfind("\n", 0, start) + 1, end if end >= 0 else len(self._text)
