"""Shared by the readers of markup: text with the marks of notes, collected from elements, and the paths of elements."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from .assemble import NoteMark, PassageLine

_MARK = "\ufffc"
_SPACE = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" *\n *")
_PARAGRAPH = re.compile(r"\n{2,}")


class Inline:
    """Collects text piece by piece; a line break is a new line, two of them are a new paragraph.

    Line feeds in the text are such breaks where the markup `keeps_lines`.
    """

    def __init__(self, *, keeps_lines: bool = False) -> None:
        self._line_feed = "\n" if keeps_lines else " "
        self._pieces: list[str] = []
        self._notes: list[str] = []

    def add(self, text: str | None) -> None:
        """Append text; its white space is that between words."""
        if text:
            self._pieces.append(text.replace(_MARK, " ").replace("\n", self._line_feed).replace("\r", " ").replace("\f", " "))

    def mark(self, note: str) -> None:
        """Append the mark of the note with this key."""
        self._pieces.append(_MARK)
        self._notes.append(note)

    def line_break(self) -> None:
        """Begin a new line."""
        self._pieces.append("\n")

    def paragraphs(self) -> Iterator[tuple[PassageLine, ...]]:
        """Yield the lines of each paragraph that has any text, with the marks in them."""
        text = _BREAK.sub("\n", _SPACE.sub(" ", "".join(self._pieces)))
        notes = iter(self._notes)
        for paragraph in _PARAGRAPH.split(text):
            lines = tuple(_line(line, notes) for line in paragraph.split("\n") if line.strip())
            if any(line.text for line in lines):
                yield lines


def _line(text: str, notes: Iterator[str]) -> PassageLine:
    first, *others = text.strip().split(_MARK)
    pieces, marks, length = [first], [], len(first)
    for piece in others:
        marks.append(NoteMark(length, next(notes)))
        pieces.append(piece)
        length += len(piece)
    return PassageLine("".join(pieces), tuple(marks))


def with_paths(elements: Iterable[etree._Element], path: str) -> Iterator[tuple[etree._Element, str]]:
    """Yield elements with their paths below `path`: the name of each, and which of that name it is."""
    counts: Counter[object] = Counter()
    for element in elements:
        counts[element.tag] += 1
        yield element, f"{path}/{element.tag}[{counts[element.tag]}]"
