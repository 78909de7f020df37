"""Words to rows: what stands on one line of a page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from milcoop_extract.document import Cell

from .glyphs import Font, PageWords, Word

T = TypeVar("T")

_SAME_LINE = 0.6
"""Words whose baselines differ by less than this part of their size stand on one line: marks of notes are raised by 0.4."""

_RAISED = 0.12
_SMALLER = 0.85

_WIDE_GAP = 2.2
"""A gap wider than this many times the size separates columns, or a margin from the text."""

_GAP_BESIDE_OTHER_SIZE = 1.0
"""The same between words of different size."""

_MARK_DIGITS = 3

_MIN_COLUMN_TEXT = 20
_MIN_LINES_BESIDE = 8
"""So many lines with at least so many characters on both sides of a gap make two columns."""


@dataclass(frozen=True)
class Row:
    """Words on one line of a page, without a wide gap between them; places in points from its lower left corner.

    `font` is that of all its words, None where they differ; `broken` tells that wide gaps were closed in it, as between a label
    and its value; `cell` is the cell of a table that it stands in; `limit` is where the rows of its column end, on a page that
    has several.
    """

    page: int
    words: tuple[Word, ...]
    font: Font | None
    broken: bool = False
    cell: Cell | None = None
    limit: float | None = None

    @cached_property
    def left(self) -> float:
        """Where the row begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where the row ends."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its characters, rounded to a tenth of a point."""
        first = self.words[0].size
        if all(word.size == first for word in self.words):
            return round(first, 1)
        return most((round(word.size, 1), len(word.text)) for word in self.words)

    @cached_property
    def baseline(self) -> float:
        """The height of the words that are of the size of the row."""
        return next(word.baseline for word in self.words if word.size >= _SMALLER * self.size)

    @cached_property
    def text(self) -> str:
        """The words with a space between those that are not glued."""
        return "".join(word.text if word.glued or not at else f" {word.text}" for at, word in enumerate(self.words))

    def is_raised(self, word: Word) -> bool:
        """Whether a word is a small raised number, as the mark of a note is."""
        return (
            word.size < _SMALLER * self.size
            and word.baseline > self.baseline + _RAISED * self.size
            and word.text.isdigit()
            and len(word.text) <= _MARK_DIGITS
        )


def most(weighted: Iterable[tuple[T, int]]) -> T:
    """Return the value with the most weight, the first of several."""
    counts: Counter[T] = Counter()
    for value, weight in weighted:
        counts[value] += weight
    return counts.most_common(1)[0][0]


def split_rows(words: PageWords, page: int) -> list[Row]:
    """Return the words of a page as rows, in the order in which they come."""
    rows: list[list[Word]] = []
    for word in words:
        if rows and _goes_on(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(page, tuple(row), _font(row, words)) for row in rows]


def _font(row: Sequence[Word], words: PageWords) -> Font | None:
    """Return the font of a row, by its first and last word that is no sign or digit."""
    spelled = [word for word in row if word.text[0].isalpha()] or row
    font = words.font(spelled[0])
    return font if len(spelled) == 1 or words.font(spelled[-1]) == font else None


def _goes_on(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    if abs(word.baseline - before.baseline) > _SAME_LINE * size or word.left < before.right - size:
        return False
    other_size = min(before.size, word.size) < _SMALLER * size and word.baseline <= before.baseline + _RAISED * size
    return word.left - before.right < (_GAP_BESIDE_OTHER_SIZE if other_size else _WIDE_GAP) * size


def in_reading_order(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of a page from top to bottom, in two columns the left one first; those on one line become one."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from _join_level(rows)
        return
    columns: tuple[list[Row], list[Row]] = ([], [])
    for row in sorted(rows, key=lambda row: -row.baseline):
        if row.left < gutter < row.right:
            yield from _in_columns(columns)
            columns = ([], [])
            yield row
        else:
            columns[row.left >= gutter].append(row)
    yield from _in_columns(columns)


def _in_columns(columns: Iterable[Sequence[Row]]) -> Iterator[Row]:
    for column in columns:
        limit = max((row.right for row in column), default=0.0)
        yield from (replace(row, limit=limit) for row in _join_level(column))


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the right column of text begins, None on a page with one column.

    Many lines then have text beside text, in a column that begins at one place and that few rows run into.
    """
    ordered = sorted(rows, key=lambda row: (-row.baseline, row.left))
    beside = Counter(
        round(right.left)
        for left, right in pairwise(ordered)
        if _is_level(left, right) and min(len(left.text), len(right.text)) >= _MIN_COLUMN_TEXT
    )
    if not beside:
        return None
    start, count = beside.most_common(1)[0]
    crossing = sum(row.left < start - 1 < row.right for row in rows)
    return start - 1.0 if count >= _MIN_LINES_BESIDE and crossing <= count else None


def _join_level(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows from top to bottom, those on one line as one."""
    level: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.baseline, row.left)):
        if level and not _is_level(level[0], row):
            yield _joined(level)
            level = []
        level.append(row)
    if level:
        yield _joined(level)


def _is_level(row: Row, other: Row) -> bool:
    return abs(row.baseline - other.baseline) <= 0.3 * max(row.size, other.size)


def _joined(level: Sequence[Row]) -> Row:
    if len(level) == 1:
        return level[0]
    ordered = sorted(level, key=lambda row: row.left)
    words = [word for row in ordered for word in row.words]
    fonts = {row.font for row in ordered}
    return Row(ordered[0].page, tuple(words), fonts.pop() if len(fonts) == 1 else None, broken=True)
