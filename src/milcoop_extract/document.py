"""The frozen text of a letter, its blocks, and the map from every character back to the source.

All offsets in the package are code points into `Document.text`, ends exclusive. A reader makes the text once, through
`TextBuilder`, which records the alignment while it writes; nothing is ever aligned afterwards.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class BlockKind(StrEnum):
    """The kind of a block in the flow of the letter."""

    HEAD = "head"  # letterhead, addressee, date, subject, salutation
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    FOOTNOTE = "footnote"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that belongs together; blocks are in reading order and separated by a blank line.

    `title_start` is where the title of a heading begins, after its numbering; `number` is that numbering ("2.1"); `level` is
    what the markup of the format, or the look of the heading, tells of its level (1 is the highest), None where nothing does.
    `cell` says where the cell of a table stands.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    number: str | None = None
    title_start: int | None = None
    level: int | None = None
    cell: "Cell | None" = None


class Cell(NamedTuple):
    """The place of a cell: which table of the letter, which row and which column of it, each counted from 1."""

    table: int
    row: int
    column: int


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a stretch of the text stands in its source: on which page and where on it, or in which element.

    `words` are the words of a line on a page: the offset in the text where each begins, and its left and right end.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    words: tuple[tuple[int, float, float], ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: the extent of its text, and `anchor`, the offset in the text just after the word that it hangs on.

    `anchor` is None when the mark of the note was not found.
    """

    id: str
    marker: str
    start: int
    end: int
    anchor: int | None


class Run(NamedTuple):
    """A piece of the text and the source range that it stands for.

    In a verbatim run every character has its own source character; any other (a decomposed letter, a line break that became a
    space) stands for its source range as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    verbatim: bool

    def cut(self, start: int, end: int) -> "Run":
        """Return the part of the run that lies in the text range `start`:`end`."""
        first, last = max(self.start, start), min(self.end, end)
        if not self.verbatim:
            return self._replace(start=first, end=last)
        shift = self.source_start - self.start
        return Run(first, last, first + shift, last + shift, verbatim=True)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Maps offsets of the canonical text to offsets of the decoded source: the runs that the text is a row of."""

    runs: tuple[Run, ...]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest source range that holds all that the text range `start`:`end` stands for.

        Raises ValueError for an empty range or one that leaves the text.
        """
        length = self.runs[-1].end if self.runs else 0
        if not 0 <= start < end <= length:
            raise ValueError(f"no text at {start}:{end}; the text has {length} characters")
        runs = self._within(start, end)
        return min(run.source_start for run in runs), max(run.source_end for run in runs)

    def to_text(self, offset: int) -> int:
        """Return the offset in the text of the source character at `offset`, or of the first one behind it that is in the text.

        The source must be in the order of the text.
        """
        at = bisect_right(self.runs, offset, key=lambda run: run.source_end)
        if at == len(self.runs):
            return self.runs[-1].end if self.runs else 0
        run = self.runs[at]
        return run.start + (max(offset - run.source_start, 0) if run.verbatim else 0)

    def through(self, inner: "Alignment") -> "Alignment":
        """Return the alignment of this text with the source of `inner`, whose text is the source of this one."""
        if len(inner.runs) == 1 and inner.runs[0].verbatim and inner.runs[0].source_start == 0:
            return self  # most letters: nothing moved
        runs: list[Run] = []
        for run in self.runs:
            if run.verbatim:
                shift = run.start - run.source_start
                parts = inner._within(run.source_start, run.source_end)
                runs += (part._replace(start=part.start + shift, end=part.end + shift) for part in parts)
            else:
                source_start, source_end = inner.to_source(run.source_start, run.source_end)
                runs.append(run._replace(source_start=source_start, source_end=source_end))
        return Alignment(tuple(runs))

    def _within(self, start: int, end: int) -> list[Run]:
        first = bisect_right(self.runs, start, key=attrgetter("end"))
        last = bisect_left(self.runs, end, key=attrgetter("start"))
        return [run.cut(start, end) for run in self.runs[first:last]]


@dataclass(slots=True)
class TextBuilder:
    """Writes the canonical text piece by piece and records where each piece came from."""

    _parts: list[str] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    length: int = 0

    def copy(self, text: str, source_start: int) -> None:
        """Append `text` as it stands in the source from `source_start`."""
        self._add(text, source_start, source_start + len(text), verbatim=True)

    def substitute(self, text: str, source_start: int, source_end: int) -> None:
        """Append `text`, which stands for the source range as a whole."""
        self._add(text, source_start, source_end, verbatim=len(text) == source_end - source_start == 1)

    def _add(self, text: str, source_start: int, source_end: int, *, verbatim: bool) -> None:
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        last = self._runs[-1] if self._runs else None
        if last and last.source_end == source_start and last.verbatim and verbatim:
            self._runs[-1] = Run(last.start, self.length, last.source_start, source_end, verbatim=True)
        else:
            self._runs.append(Run(start, self.length, source_start, source_end, verbatim))

    def build(self) -> tuple[str, Alignment]:
        """Return the text and its alignment."""
        return "".join(self._parts), Alignment(tuple(self._runs))


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata in the head of a letter, or in its file name; None where neither has any."""

    title: str | None = None
    date: Day | None = None
    dossier: str | None = None
    number: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A letter as a reader gives it.

    `text` is the canonical text; `decoded` the decoded source of a text file with line feeds as line ends (None for other
    formats), into which `alignment` points; `sha256` the digest of the bytes of the file; `pages` how many pages there
    are, where the format tells. For other formats `places` tells in the order of the text where each line or block stands in
    the source; `aside` are the lines that are left out of the text: running heads and feet, page numbers, margins;
    `unread` are the numbers of the pages without a text layer, of which nothing could be read.
    """

    text: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    media_type: str
    sha256: str
    metadata: Metadata
    decoded: str | None = None
    alignment: Alignment | None = None
    pages: int | None = None
    places: tuple[SourcePlace, ...] = ()
    aside: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that the character at an offset stands on, None where the format tells no pages."""
        within: Sequence[SourcePlace | Block] = self.places or self.blocks
        at = bisect_right(within, offset, key=lambda part: part.start) - 1
        return within[at].page if at >= 0 else None

    def boxes(self, start: int, end: int) -> Iterator[tuple[int, Box]]:
        """Yield the rectangles, each with its page, in which the text range `start`:`end` is printed: one for each line.

        Within a word the characters are taken to be of the same width.
        """
        first = max(bisect_right(self.places, start, key=lambda place: place.start) - 1, 0)
        for place in self.places[first : bisect_left(self.places, end, key=lambda place: place.start)]:
            if place.page is not None and place.box and place.words and place.end > start:
                left = _edge(place, max(start, place.start))
                right = _edge(place, min(end, place.end))
                yield place.page, place.box._replace(left=left, right=right)


def _edge(place: SourcePlace, offset: int) -> float:
    """Return where on its line the character at an offset begins; at the end of a word, where the word ends."""
    starts = [start for start, *_ in place.words]
    at = max(bisect_left(starts, offset) - 1, 0) if offset > starts[0] else 0
    start, left, right = place.words[at]
    if at + 1 < len(starts) and starts[at + 1] == offset:
        return place.words[at + 1][1]
    end = starts[at + 1] - 1 if at + 1 < len(starts) else place.end
    return left + (right - left) * min(max(offset - start, 0) / max(end - start, 1), 1.0)
