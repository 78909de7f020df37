"""Passages to a document: what every format but plain text gives, and how its text is frozen.

A reader that knows from its format where a paragraph begins, what is a heading and what hangs on which mark says so in
`Passage`s; what it cannot know (the head of the letter, its signature) is told by the same rules as in plain text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate

from milcoop_extract.document import Alignment, Block, BlockKind, Box, Cell, Document, Metadata, SourcePlace
from milcoop_extract.errors import ReadError

from .characters import clean, is_visible
from .classify import classify
from .footnotes import Mark, Note
from .head import LetterHead
from .hyphenation import Hyphenation
from .lines import Line
from .paragraphs import split_head
from .rules import ReadingRules
from .writer import BlockWriter

_MARK = "\ufffc"
"""Stands in the source for the mark of a note while the text is made."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a note: the offset in its line behind which it stands, and the key of the note."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A line of a passage, without the marks of notes; a passage of a format without lines has one.

    `words` are the places of its words on the page: offset, left and right end.
    """

    text: str
    marks: tuple[NoteMark, ...] = ()
    page: int | None = None
    box: Box | None = None
    words: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, list item or cell as a format gives it, or a note with its `note` key and printed `marker`.

    `is_heading` with `level` says that the format makes it one; `is_item` that it is an item of a list; `path` is its element.
    """

    lines: tuple[PassageLine, ...]
    is_heading: bool = False
    level: int | None = None
    is_item: bool = False
    cell: Cell | None = None
    path: str | None = None
    note: str | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True)
class RawLetter:
    """A letter as a reader finds it in a file, before its text is frozen."""

    passages: tuple[Passage, ...]
    media_type: str
    sha256: str
    metadata: Metadata = field(default_factory=Metadata)
    pages: int | None = None
    aside: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    typeset: bool = False  # whether words are broken at the ends of lines


def assemble(letter: RawLetter, name: str, rules: ReadingRules) -> Document:
    """Freeze the text of a letter from the file called `name`.

    A note comes after the passage that has its mark. Raises ReadError where there is no text at all.
    """
    with_text = (
        replace(passage, lines=tuple(line for line in passage.lines if is_visible(line.text))) for passage in letter.passages
    )
    passages = _in_order(passage for passage in with_text if passage.lines)
    if not passages:
        raise ReadError(name, "there is no text in this file", "Check that it was saved whole.")
    source, _ = clean("\n".join(_with_marks(line) for passage in passages for line in passage.lines))
    lines = _lines(source, passages)
    marks = [Mark(at, at + 1) for at, character in enumerate(source) if character == _MARK]
    keys = [mark.note for passage in passages for line in passage.lines for mark in line.marks]
    firsts = dict(reversed(list(zip(keys, marks, strict=True))))
    notes, body = _notes_apart(passages, lines, firsts)
    writer = BlockWriter(
        source,
        notes,
        Hyphenation(rules.hyphenation, source, typeset=letter.typeset),
        [mark for mark in marks if mark not in {note.mark for note in notes}],
    )
    letter_head = LetterHead(rules)
    head = _write(writer, body, letter_head, rules)
    text, alignment = writer.finish()
    return Document(
        text=text,
        blocks=tuple(writer.blocks),
        footnotes=tuple(writer.footnotes),
        media_type=letter.media_type,
        sha256=letter.sha256,
        metadata=_metadata(letter, letter_head.read([text[block.start : block.end] for block in head], letter.aside, name)),
        pages=letter.pages,
        places=tuple(_places(passages, lines, alignment)),
        aside=letter.aside,
        unread=letter.unread,
    )


def _in_order(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages with each note behind the passage that has its first mark; others stay where they are."""
    passages = list(passages)
    notes: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.note is not None:
            notes.setdefault(passage.note, []).append(passage)
    marked = {mark.note for passage in passages if passage.note is None for line in passage.lines for mark in line.marks}
    ordered: list[Passage] = []
    for passage in passages:
        if passage.note is None or passage.note not in marked:
            ordered.append(passage)
        for line in passage.lines:
            for mark in line.marks:
                ordered += notes.pop(mark.note, ()) if passage.note is None else ()
    return ordered


def _with_marks(line: PassageLine) -> str:
    """Return the text of a line with a character for every mark, and without line breaks."""
    text = line.text.replace(_MARK, " ").replace("\n", " ").replace("\f", " ")
    pieces, at = [], 0
    for mark in line.marks:
        pieces += [text[at : mark.at], _MARK]
        at = mark.at
    return "".join([*pieces, text[at:]]).rstrip("\xad¬")


def _lines(source: str, passages: Sequence[Passage]) -> list[tuple[Line, ...]]:
    """Return the lines of each passage, with their extents in the source."""
    texts = iter(source.split("\n"))
    start = 0
    found = []
    for passage in passages:
        lines = []
        for line in passage.lines:
            text = next(texts)
            stripped = text.strip()
            first = start + len(text) - len(text.lstrip())
            plain = stripped.replace(_MARK, "")
            lines.append(Line(first, first + len(stripped), plain, after_blank=False, new_page=False, page=line.page))
            start += len(text) + 1
        found.append(tuple(lines))
    return found


def _notes_apart(
    passages: Sequence[Passage], lines: Sequence[tuple[Line, ...]], marks: Mapping[str, Mark]
) -> tuple[list[Note], list[tuple[Passage, tuple[Line, ...]]]]:
    """Return the notes, of which each takes the passages behind one another that have its key, and the other passages."""
    notes: list[Note] = []
    body: list[tuple[Passage, tuple[Line, ...]]] = []
    before: str | None = None
    for passage, own in zip(passages, lines, strict=True):
        if passage.note is None:
            body.append((passage, own))
        elif passage.note == before:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, *own))
        else:
            notes.append(Note(passage.marker, own, own[0].start, marks.get(passage.note)))
        before = passage.note
    return notes, body


def _write(
    writer: BlockWriter, body: Sequence[tuple[Passage, tuple[Line, ...]]], letter_head: LetterHead, rules: ReadingRules
) -> list[Block]:
    """Write the passages that are no notes; return the blocks of the head of the letter."""
    counts = [len(lines) for _, lines in body]
    extent = letter_head.extent([line.text for _, lines in body for line in lines])
    of_head = sum(1 for before in accumulate(counts, initial=0) if before < extent)
    head = [replace(line, after_blank=at == 0) for _, lines in body[:of_head] for at, line in enumerate(lines)]
    for head_lines in split_head(head):
        writer.write(BlockKind.HEAD, head_lines)
    head_blocks = list(writer.blocks)
    rest = body[of_head:]
    headings = {at for at, (passage, _) in enumerate(rest) if passage.is_heading}
    for (passage, lines), part in zip(
        rest, classify([lines for _, lines in rest], rules.sections, headings or None), strict=True
    ):
        if passage.cell:
            writer.write(BlockKind.TABLE_CELL, lines, cell=passage.cell)
        elif part.kind is BlockKind.HEADING:
            writer.write(part.kind, lines, number=part.number, title_offset=part.title_offset, level=passage.level)
        else:
            writer.write(BlockKind.LIST_ITEM if passage.is_item else part.kind, lines)
    return head_blocks


def _metadata(letter: RawLetter, head: Metadata) -> Metadata:
    """Return what the format says of the letter, and where it says nothing what its head says."""
    return Metadata(
        **{field.name: getattr(letter.metadata, field.name) or getattr(head, field.name) for field in fields(Metadata)}
    )


def _places(passages: Sequence[Passage], lines: Sequence[tuple[Line, ...]], alignment: Alignment) -> Iterator[SourcePlace]:
    """Yield where each line of the text stands in the source."""
    for passage, own in zip(passages, lines, strict=True):
        for line, extent in zip(passage.lines, own, strict=True):
            start, end = alignment.to_text(extent.start), alignment.to_text(extent.end)
            words = tuple((start + at, left, right) for at, left, right in line.words)
            yield SourcePlace(start, end, line.page, line.box, words, passage.path)
