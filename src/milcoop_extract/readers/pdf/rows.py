"""Words to rows: what stands on one line of a page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .glyphs import Font, Word

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


@dataclass(frozen=True)
class Row:
    """Words on one line of a page, without a wide gap between them; places in points from its lower left corner.

    `broken` tells that wide gaps were closed in it, as between a label and its value.
    """

    page: int
    words: tuple[Word, ...]
    broken: bool = False

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
        return most((round(word.size, 1), len(word.text)) for word in self.words)

    @cached_property
    def baseline(self) -> float:
        """The height of the words that are of the size of the row."""
        return next(word.baseline for word in self.words if word.size > _SMALLER * self.size)

    @cached_property
    def font(self) -> Font | None:
        """The font of all its words, None where they differ; signs and figures do not count."""
        fonts = {word.font for word in self.words if any(map(str.isalpha, word.text))} or {word.font for word in self.words}
        return fonts.pop() if len(fonts) == 1 else None

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


def split_rows(words: Iterable[Word], page: int) -> list[Row]:
    """Return the words of a page as rows, in the order in which they come."""
    rows: list[list[Word]] = []
    for word in words:
        if rows and _goes_on(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(page, tuple(row)) for row in rows]


def _goes_on(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    if abs(word.baseline - before.baseline) > _SAME_LINE * size or word.left < before.right - size:
        return False
    other_size = min(before.size, word.size) < _SMALLER * size and word.baseline <= before.baseline + _RAISED * size
    return word.left - before.right < (_GAP_BESIDE_OTHER_SIZE if other_size else _WIDE_GAP) * size


def join_level(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows from top to bottom, those on one line as one."""
    level: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.baseline, row.left)):
        if level and abs(level[0].baseline - row.baseline) > 0.3 * max(row.size, level[0].size):
            yield _joined(level)
            level = []
        level.append(row)
    if level:
        yield _joined(level)


def _joined(level: Sequence[Row]) -> Row:
    if len(level) == 1:
        return level[0]
    ordered = sorted(level, key=lambda row: row.left)
    words = [word for row in ordered for word in row.words]
    return Row(ordered[0].page, tuple(words), broken=True)
