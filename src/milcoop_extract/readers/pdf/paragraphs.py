"""Rows to passages: paragraphs, headings, items and notes of the pages of a PDF."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from milcoop_extract.document import Box
from milcoop_extract.readers.assemble import NoteMark, Passage, PassageLine
from milcoop_extract.readers.characters import clean
from milcoop_extract.readers.classify import has_title_form
from milcoop_extract.readers.paragraphs import ends_in_broken_word, ends_sentence, is_list_item

from .glyphs import Font, Word
from .layout import Column, PageRows, begins_note
from .rows import Row, most

_NORMAL_LEADING = 1.25
"""A row further below the one before it than this many times the usual distance begins a paragraph."""

_ITEM_GAP = 0.45
"""Behind the bullet or number of an item there is a gap of at least this part of the size."""

_LARGER = 1.06

_CLOSERS = ".,;:!?)]»”’"
"""Marks that follow a word without a space, although the mark of a note stands between them."""

_LEADERS = re.compile(r"\.{3}|…|(?:\. ){3}")
"""The dots between a title and its page in a table of contents."""


def paragraphs(pages: Sequence[PageRows], column: Column) -> list[list[Row]]:
    """Return the rows of the text as paragraphs; one may go on at the top of the next page."""
    leading = _leading(pages, column)
    found: list[list[Row]] = []
    for page in pages:
        for row in page.text:
            if found and _goes_on(found[-1], row, column, leading):
                found[-1].append(row)
            else:
                found.append([row])
    return found


def _leading(pages: Iterable[PageRows], column: Column) -> float:
    """Return the usual distance between two rows of the text."""
    distances = [
        (round(above.baseline - below.baseline, 1), 1)
        for page in pages
        for above, below in zip(page.text, page.text[1:], strict=False)
        if above.size == below.size and above.baseline - below.baseline < 2 * column.size
    ]
    return most(distances) if distances else 1.2 * column.size


def _goes_on(paragraph: Sequence[Row], row: Row, column: Column, leading: float) -> bool:
    """Whether a row goes on with the paragraph before it."""
    before = paragraph[-1]
    if row.cell or before.cell:
        return row.cell == before.cell
    new_page = row.page != before.page
    if _look(row, column) != _look(before, column) and (_stands_out(row, column) or _stands_out(before, column)):
        return False
    if _begins_item(row, paragraph, column):
        return False
    if new_page:
        return ends_in_broken_word(before.text) or (not ends_sentence(before.text) and not _stands_out(row, column))
    if row.baseline > before.baseline:  # the next column
        return ends_in_broken_word(before.text) or not ends_sentence(before.text)
    if before.baseline - row.baseline > _NORMAL_LEADING * max(leading, 1.1 * row.size):
        return False
    if ends_in_broken_word(before.text):
        return True
    ended = ends_sentence(before.text)
    was_full = before.right + _width_of_first(row, together=not ended) > (before.limit or column.right) - 0.5 * column.size
    return was_full or (row.text[0].islower() and not ended and not before.broken)


def _width_of_first(row: Row, *, together: bool) -> float:
    """Return how much room the row above would have needed to take the first word, or all that no-break spaces keep `together`.

    Those stand between a sign, a number and what it counts: "€ 3,5 miljard", "1 november".
    """
    first = last = row.words[0]
    if together:
        last = next((word for word in row.words if any(map(str.isalpha, word.text))), first)
    return last.right - first.left + 0.25 * first.size


def _begins_item(row: Row, paragraph: Sequence[Row], column: Column) -> bool:
    if not is_list_item(row.text) or len(row.words) < 2:
        return False
    marker, following = row.words[:2]
    indented = following.left - marker.right > _ITEM_GAP * row.size
    return indented or ends_sentence(paragraph[-1].text) or _stands_out(row, column)


def _look(row: Row, column: Column) -> tuple[int, Font | None]:
    """Return how a row looks: by how many points it is larger than the text, and its font."""
    return round(row.size - column.size), row.font


def _stands_out(row: Row, column: Column) -> bool:
    """Whether a row is larger, bolder or more slanted than the text as a whole."""
    if row.size > _LARGER * column.size:
        return True
    font, usual = row.font, column.font
    return font is not None and usual is not None and font != usual and (font.bold or font.italic)


def passages(
    pages: Sequence[PageRows], column: Column, height: Sequence[float], captions: Collection[str]
) -> Iterator[Passage]:
    """Yield the text as passages with the marks of notes in them, and the notes."""
    notes = list(_notes(pages))
    keys = _NoteKeys(notes)
    found = paragraphs(pages, column)
    ranks = _ranks(paragraph for paragraph in found if _is_heading(paragraph, column, captions))
    for paragraph in found:
        heading = _is_heading(paragraph, column, captions)
        yield Passage(
            tuple(_line(row, row.words, keys, height[row.page - 1]) for row in paragraph),
            is_heading=heading,
            level=ranks[_rank(paragraph[0])] if heading else None,
            cell=paragraph[0].cell,
        )
    for marker, rows in notes:
        first, *others = rows
        lines = [
            _line(row, words, None, height[row.page - 1])
            for row, words in ((first, first.words[1:]), *((row, row.words) for row in others))
        ]
        yield Passage(tuple(lines), note=keys.of_page(first.page, marker), marker=marker)


class _NoteKeys:
    """The keys of notes: by the page that they stand on and their number; numbers may begin anew, as in an annex."""

    def __init__(self, notes: Iterable[tuple[str, Sequence[Row]]]) -> None:
        self._keys = {(rows[0].page, marker): f"{rows[0].page}-{marker}" for marker, rows in notes}
        self._firsts = {marker: key for (_, marker), key in reversed(self._keys.items())}

    def of_page(self, page: int, marker: str) -> str | None:
        """Return the key of the note with this number on a page, else of the first in the letter; None where there is none."""
        return self._keys.get((page, marker)) or self._firsts.get(marker)


def _is_heading(paragraph: Sequence[Row], column: Column, captions: Collection[str]) -> bool:
    text = " ".join(row.text for row in paragraph)
    return (
        all(_stands_out(row, column) and not row.broken and not row.cell for row in paragraph)
        and not _is_bulleted(paragraph[0])
        and not _LEADERS.search(text)
        and has_title_form(text, len(paragraph), captions)
    )


def _is_bulleted(row: Row) -> bool:
    return is_list_item(row.text) and not row.text[0].isalnum()


def _rank(row: Row) -> tuple[float, bool, bool]:
    font = row.font or Font(bold=False, italic=False)
    return -row.size, not font.bold, font.italic


def _ranks(headings: Iterable[Sequence[Row]]) -> dict[tuple[float, bool, bool], int]:
    """Return the level of each look of headings: larger ones are above smaller, bold ones above slanted."""
    looks = sorted({_rank(heading[0]) for heading in headings})
    return {look: level for level, look in enumerate(looks, 1)}


def _notes(pages: Iterable[PageRows]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the notes: number and rows."""
    note: tuple[str, list[Row]] | None = None
    for page in pages:
        for row in page.notes:
            if begins_note(row) and (
                note is None or note[1][0].page != page.number or int(row.words[0].text) == int(note[0]) + 1
            ):
                if note:
                    yield note
                note = (row.words[0].text, [row])
            elif note:
                note[1].append(row)
    if note:
        yield note


def _line(row: Row, row_words: Sequence[Word], notes: _NoteKeys | None, height: float) -> PassageLine:
    """Return words of a row as a line of a passage; those that are marks of notes are taken out."""
    pieces: list[str] = []
    marks: list[NoteMark] = []
    words: list[tuple[int, float, float]] = []
    length = 0
    for word in row_words:
        key = notes.of_page(row.page, word.text) if notes and row.is_raised(word) else None
        if key:
            marks.append(NoteMark(length, key))
            continue
        text = word.text if word.text.isascii() else clean(word.text)[0]
        after_mark = bool(marks) and marks[-1].at == length and text[0] in _CLOSERS
        piece = text if not pieces or word.glued or after_mark else f" {text}"
        words.append((length + len(piece) - len(text), word.left, word.right))
        pieces.append(piece)
        length += len(piece)
    box = Box(row.left, height - row.baseline - row.size, row.right, height - row.baseline + 0.25 * row.size)
    return PassageLine("".join(pieces), tuple(marks), row.page, box, tuple(words))
