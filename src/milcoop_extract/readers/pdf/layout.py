"""Tells the rows of a page that are text of the letter from its notes and from what is printed around it.

What is told by geometry is told of the letter as a whole: the size and font of its text, the column that it stands in, and what
comes back on page after page at one place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from milcoop_extract.readers.rules import RunningEntry

from .glyphs import Font
from .rows import Row, in_reading_order, most

_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–]? ?\d{1,4} ?[-–]?")
_WORD = re.compile(r"[^\W\d_]{2}")
_NOTE_NUMBER = re.compile(r"\d{1,3}")
_NEAR = 3.0
"""Points by which the place of what is printed on every page may differ."""

_REPEATED = 0.4
"""The part of the pages on which a row must stand to be printed on every page; on two at least."""

_NOTE_SIZE = 0.96
"""Notes, and what stands in margins, are smaller than this part of the size of the text."""

_EDGE = 0.14
"""The part of a page, above and below, in which page numbers and running heads stand."""


@dataclass(frozen=True, slots=True)
class Column:
    """The look of most of the text: its size and font, and where its rows begin and end."""

    size: float
    font: Font | None
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page, from top to bottom: those of the text, and those of its notes."""

    number: int
    text: tuple[Row, ...]
    notes: tuple[Row, ...]


def find_column(rows: Iterable[Row]) -> Column:
    """Return size, font and column of most of the text."""
    rows = list(rows)
    size = most((row.size, len(row.text)) for row in rows)
    of_text = [row for row in rows if abs(row.size - size) < 0.3]
    left = most((round(row.left), len(row.text)) for row in of_text)
    rights = sorted(row.right for row in of_text if row.left < left + 20 * size)
    font = most((row.font, len(row.text)) for row in of_text if row.font) if any(row.font for row in of_text) else None
    return Column(size, font, left, rights[int(0.98 * (len(rights) - 1))])


def lay_out(
    pages: Sequence[Sequence[Row]], heights: Sequence[float], rules: RunningEntry
) -> tuple[list[PageRows], list[str], Column]:
    """Return the rows of text and notes of every page, the rows that are left out, and the column of the text."""
    column = find_column(row for rows in pages for row in rows)
    printed = re.compile("|".join(f"(?:{line})" for line in rules.lines), re.IGNORECASE)
    repeated = _repeated(pages)
    found: list[PageRows] = []
    aside: list[str] = []
    for number, (rows, height) in enumerate(zip(pages, heights, strict=True), 1):
        inside: list[Row] = []
        for row in rows:
            comes_back = _key(row) in repeated and (_is_at_edge(row, height) or row.size < _NOTE_SIZE * column.size)
            is_number = _PAGE_NUMBER.fullmatch(row.text) and _is_at_edge(row, height)
            if comes_back or is_number or printed.fullmatch(row.text) or _is_beside(row, column):
                aside.append(row.text)
            else:
                inside.append(row)
        ordered = list(in_reading_order(inside))
        notes_at = _notes_start(ordered, column)
        found.append(PageRows(number, tuple(ordered[:notes_at]), tuple(ordered[notes_at:])))
    return found, aside, column


def _key(row: Row) -> tuple[str, int, int]:
    """Return what a row that is printed on every page has on each: its words but for numbers, and its place."""
    return _FIGURES.sub("#", row.text.replace(" ", "")), round(row.left / _NEAR), round(row.baseline / _NEAR)


def _repeated(pages: Sequence[Sequence[Row]]) -> set[tuple[str, int, int]]:
    counts = Counter(key for rows in pages for key in {_key(row) for row in rows if _WORD.search(row.text)})
    enough = max(2, _REPEATED * len(pages))
    return {key for key, count in counts.items() if count >= enough}


def _is_at_edge(row: Row, height: float) -> bool:
    return not _EDGE * height <= row.baseline <= (1 - _EDGE) * height


def _is_beside(row: Row, column: Column) -> bool:
    """Whether a row stands in the margin beside the column of the text; in the size of the text it is another column."""
    outside = row.left > column.right + 0.2 * column.size or row.right < column.left - 0.2 * column.size
    return outside and row.size < _NOTE_SIZE * column.size


def _notes_start(rows: Sequence[Row], column: Column) -> int:
    """Return the index of the first row of the notes at the foot of a page; the number of rows where there are none."""
    at = len(rows)
    while at and rows[at - 1].size < _NOTE_SIZE * column.size:
        at -= 1
    for index in range(at, len(rows)):
        if begins_note(rows[index]):
            return index
    return len(rows)


def begins_note(row: Row) -> bool:
    """Whether a row begins with the number of a note: smaller than its text, raised, or a word of its own."""
    return len(row.words) > 1 and _NOTE_NUMBER.fullmatch(row.words[0].text) is not None
