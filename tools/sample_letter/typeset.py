"""Sets the body of the letter in lines and pages: what both PDF layouts have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .source import Grid, Heading, Inline, Items, Mark, SampleLetter

Draw = Callable[[Canvas, float], None]


@dataclass(frozen=True)
class Style:
    """Measures in points: the column and what is printed in it. `fonts` are upright, bold and slanted."""

    fonts: tuple[str, str, str]
    left: float
    right: float
    bottom: float
    size: float
    leading: float
    note_size: float
    note_leading: float
    mark_size: float
    mark_rise: float
    bullet: str
    letter_spacing: float = 0
    hyphenation: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """Text in one size on a line, or the mark of a note."""

    text: str
    mark: Mark | None = None


Word = tuple[Piece, ...]


@dataclass(frozen=True)
class Strip:
    """What may not be broken over pages: its height, the space above it, how it is drawn, and the notes that hang on it."""

    height: float
    above: float
    draw: Draw
    notes: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass
class Sheet:
    """A page: strips with their baselines, and its notes."""

    strips: list[tuple[float, Strip]]
    notes: list[str]


def set_body(letter: SampleLetter, style: Style) -> Iterator[Strip]:
    """Yield the body of the letter as strips."""
    upright, bold, slanted = style.fonts
    for part in letter.body:
        if isinstance(part, Heading):
            font = bold if part.level == 1 else slanted
            yield from set_text((part.text,), style, font=font, above=style.leading, is_heading=True)
        elif isinstance(part, Items):
            for at, (label, item) in enumerate(part.labelled(style.bullet)):
                yield from set_text(item, style, above=0 if at else style.leading, label=label)
        elif isinstance(part, Grid):
            yield _set_table(part, style)
        else:
            yield from set_text(part.content, style, font=upright, above=style.leading)


def set_text(
    content: Inline, style: Style, *, font: str = "", above: float = 0.0, label: str = "", is_heading: bool = False
) -> Iterator[Strip]:
    """Yield the lines of a paragraph, or of an item that has a bullet or a number as its label."""
    font = font or style.fonts[0]
    left = style.left + (1.6 * style.size if label else 0)
    for at, line in enumerate(_lines(_words(content), style.right - left, font, style)):
        notes = tuple(piece.mark.number for word in line for piece in word if piece.mark and piece.mark.is_first)
        draw = _drawing(line, left, font, style, "" if at else label)
        yield Strip(style.leading, 0 if at else above, draw, notes, is_heading)


def _drawing(line: Sequence[Word], left: float, font: str, style: Style, label: str) -> Draw:
    def draw(canvas: Canvas, baseline: float) -> None:
        if label:
            draw_text(canvas, (style.left, baseline), label, font, style.size)
        text = canvas.beginText(left, baseline)
        text.setCharSpace(style.letter_spacing)
        pieces = [piece for at, word in enumerate(line) for piece in ((Piece(" "), *word) if at else word)]
        for mark, group in groupby(pieces, key=lambda piece: piece.mark):
            text.setFont(font, style.mark_size if mark else style.size)
            text.setRise(style.mark_rise if mark else 0)
            text.textOut("".join(piece.text for piece in group))
        canvas.drawText(text)

    return draw


def _words(content: Inline) -> list[Word]:
    words: list[list[Piece]] = [[]]
    for part in content:
        if isinstance(part, Mark):
            words[-1].append(Piece(part.number, part))
            continue
        first, *others = part.split(" ")
        words[-1].append(Piece(first))
        words += ([Piece(text)] for text in others)
    return [tuple(piece for piece in word if piece.text) for word in words]


def _lines(words: Iterable[Word], width: float, font: str, style: Style) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        rest = word
        if line and _width([*line, rest], font, style) > width:
            head, tail = _broken(line, rest, width, font, style)
            yield [*line, head] if head else line
            line, rest = [], tail
        line.append(rest)
    yield line


def _broken(line: list[Word], word: Word, width: float, font: str, style: Style) -> tuple[Word, Word]:
    """Break a word so that as much of it as possible stands on a line; the head is empty where nothing does."""
    text, *others = (word[0].text, *word[1:])
    bare = text.strip("(.,:;)")
    parts = style.hyphenation.get(bare, ())
    before, after = text.partition(bare)[::2] if bare else ("", "")
    for count in range(len(parts) - 1, 0, -1):
        head: Word = (Piece(f"{before}{''.join(parts[:count])}-"),)
        if _width([*line, head], font, style) <= width:
            return head, (Piece(f"{''.join(parts[count:])}{after}"), *others)
    return (), word


def _width(line: Sequence[Word], font: str, style: Style) -> float:
    pieces = [piece for at, word in enumerate(line) for piece in ((Piece(" "), *word) if at else word)]
    sizes = (style.mark_size if piece.mark else style.size for piece in pieces)
    widths: list[float] = [stringWidth(piece.text, font, size) for piece, size in zip(pieces, sizes, strict=True)]
    return sum(widths) + style.letter_spacing * sum(len(piece.text) for piece in pieces)


def _set_table(table: Grid, style: Style) -> Strip:
    height = 1.5 * style.leading
    width = (style.right - style.left) / len(table.rows[0])

    def draw(canvas: Canvas, baseline: float) -> None:
        top = baseline + style.leading
        bottom = top - height * len(table.rows)
        canvas.setLineWidth(0.5)
        canvas.grid(
            [style.left + width * at for at in range(len(table.rows[0]) + 1)],
            [bottom + height * at for at in range(len(table.rows) + 1)],
        )
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                font = style.fonts[0 if row else 1]
                draw_text(canvas, (style.left + width * column + 4, top - height * row - style.leading), cell, font, style.size)

    return Strip(height * len(table.rows), style.leading, draw)


def draw_text(canvas: Canvas, place: tuple[float, float], text: str, font: str, size: float) -> None:
    """Draw text in one font and size."""
    canvas.setFont(font, size)
    canvas.drawString(*place, text)


def paginate(letter: SampleLetter, strips: Iterable[Strip], style: Style, tops: tuple[float, float]) -> list[Sheet]:
    """Put strips on pages; `tops` are the heights at which the text begins on the first page and on the others."""
    sheets = [Sheet([], [])]
    y = tops[0]
    for strip in strips:
        floor = style.bottom + _notes_height(letter, [*sheets[-1].notes, *strip.notes], style)
        needed = strip.height + (2.5 * style.leading if strip.is_heading else 0)
        if sheets[-1].strips and y - strip.above - needed < floor:
            sheets.append(Sheet([], []))
            y = tops[1]
        y -= (strip.above if sheets[-1].strips else 0) + style.leading
        sheets[-1].strips.append((y, strip))
        sheets[-1].notes += strip.notes
        y -= strip.height - style.leading
    return sheets


def _notes_height(letter: SampleLetter, numbers: Sequence[str], style: Style) -> float:
    count = sum(len(_note_lines(letter, number, style)) for number in numbers)
    return style.note_leading * (count + 1) if count else 0


def _note_lines(letter: SampleLetter, number: str, style: Style) -> list[str]:
    lines: list[str] = []
    width = style.right - style.left - style.note_size
    for word in letter.notes[number].split(" "):
        if lines and stringWidth(f"{lines[-1]} {word}", style.fonts[0], style.note_size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def draw_sheet(canvas: Canvas, letter: SampleLetter, sheet: Sheet, style: Style) -> None:
    """Draw the text of a page, and at its foot its notes, each with a raised number."""
    for y, strip in sheet.strips:
        strip.draw(canvas, y)
    y = style.bottom + _notes_height(letter, sheet.notes, style) - style.note_leading
    font, size = style.fonts[0], style.note_size
    for number in sheet.notes:
        draw_text(canvas, (style.left, y + 0.4 * size), number, font, 0.65 * size)
        for line in _note_lines(letter, number, style):
            draw_text(canvas, (style.left + size, y), line, font, size)
            y -= style.note_leading
