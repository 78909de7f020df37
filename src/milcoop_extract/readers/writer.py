"""Writes the canonical text of a letter block by block: lines joined, broken words mended, marks of notes taken out."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from milcoop_extract.document import Alignment, Block, BlockKind, Cell, Footnote, TextBuilder

from .footnotes import Mark, Note
from .hyphenation import Hyphenation, Joint, with_diaeresis
from .lines import Line
from .paragraphs import ends_in_broken_word


class BlockWriter:
    """Writes blocks in the order of `source`; each of the notes after the block that begins before it.

    `other_marks` are marks of notes that have one already.
    """

    def __init__(self, source: str, notes: Sequence[Note], hyphenation: Hyphenation, other_marks: Sequence[Mark] = ()) -> None:
        self.blocks: list[Block] = []
        self.footnotes: list[Footnote] = []
        self._source = source
        self._hyphenation = hyphenation
        self._notes = deque(enumerate(notes))
        marks = [(note.mark, index) for index, note in enumerate(notes) if note.mark]
        self._marks = deque(sorted([*marks, *((mark, None) for mark in other_marks)], key=lambda item: item[0].start))
        self._anchors: dict[int | None, int] = {}
        self._builder = TextBuilder()

    def write(
        self,
        kind: BlockKind,
        lines: Sequence[Line],
        *,
        number: str | None = None,
        title_offset: int | None = None,
        level: int | None = None,
        cell: Cell | None = None,
    ) -> None:
        """Write lines as one block; a heading has its title `title_offset` characters from its start, after its number."""
        self._write_notes(before=lines[0].start)
        start = self._write_lines(lines, lines[0].start)
        title_start = None if title_offset is None else start + title_offset
        self.blocks.append(Block(kind, start, self._builder.length, lines[0].page, number, title_start, level, cell))

    def finish(self) -> tuple[str, Alignment]:
        """Write what notes there still are; return the text and its alignment with the source."""
        self._write_notes(before=len(self._source))
        return self._builder.build()

    def _write_notes(self, *, before: int) -> None:
        while self._notes and self._notes[0][1].start < before:
            index, note = self._notes.popleft()
            start, end = self._write_lines(note.lines, note.start), self._builder.length
            self.blocks.append(Block(BlockKind.FOOTNOTE, start, end, note.lines[0].page))
            id_ = f"n{len(self.footnotes) + 1}"
            self.footnotes.append(Footnote(id_, note.marker, start, end, self._anchors.get(index)))

    def _write_lines(self, lines: Sequence[Line], first: int) -> int:
        """Write lines, from the place `first` in the first of them, as one paragraph; return where it starts in the text."""
        if self.blocks:
            self._builder.substitute("\n\n", lines[0].start - 1, lines[0].start)
        start, at = self._builder.length, first
        for line, following in pairwise(lines):
            at = self._write_line(line, at, following)
        self._copy(at, lines[-1].end)
        return start

    def _write_line(self, line: Line, at: int, following: Line) -> int:
        """Write a line from the place `at` and what joins it to the next; return the place where that one goes on."""
        if ends_in_broken_word(line.text):
            return self._write_broken_word(line, at, following)
        self._copy(at, line.end)
        if not _is_glued(line.text, following.text):
            self._builder.substitute(" ", line.end, following.start)
        return following.start

    def _write_broken_word(self, line: Line, at: int, following: Line) -> int:
        hyphen = line.end - 1
        match self._hyphenation.joint(_last_word(line.text[:-1]), following.text.split(" ", 1)[0]):
            case Joint.SOLID:
                self._copy(at, hyphen)
            case Joint.DIAERESIS:
                self._copy(at, hyphen)
                self._builder.substitute(with_diaeresis(following.text[0]), hyphen, following.start + 1)
                return following.start + 1
            case Joint.HYPHEN:
                self._copy(at, line.end)
            case Joint.SUSPENDED:
                self._copy(at, line.end)
                self._builder.substitute(" ", line.end, following.start)
        return following.start

    def _copy(self, start: int, end: int) -> None:
        """Copy a piece of the source without the marks of notes in it."""
        while self._marks and self._marks[0][0].start < end:
            mark, index = self._marks.popleft()
            self._builder.copy(self._source[start : mark.start], start)
            self._anchors[index] = self._builder.length
            start = mark.end
        self._builder.copy(self._source[start:end], start)


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2].rpartition("/")[2].lstrip("([«„“\"'‘")


def _is_glued(left: str, right: str) -> bool:
    """Whether a line break stands for nothing: after a slash, or a dash in a range, that has no space before it."""
    return left[-2:-1].isalnum() and (left[-1] == "/" or (left[-1] == "–" and right[0].isalnum()))
