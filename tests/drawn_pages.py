"""PDFs for the tests, drawn with reportlab in the layouts of ministries and of the printed Kamerstuk."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HEIGHT = 842.0
FONTS = {"": "Helvetica", "b": "Helvetica-Bold", "i": "Helvetica-Oblique"}


@dataclass(frozen=True)
class Text:
    """A piece of text on a page: place from the lower left corner, size, and "b" or "i" for bold or slanted."""

    x: float
    y: float
    text: str
    size: float = 9
    look: str = ""
    spacing: float = 0


Page = Sequence[Text]


def draw(*pages: Page, enlarge: float = 1, turn: int = 0, **options: object) -> bytes:
    """Return a PDF with these pages; an empty page has an image and no text.

    `enlarge` writes all text so many times smaller and has it enlarged again; `turn` lays a page on its side, by so many
    degrees to the left, and has it turned back when it is shown.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, HEIGHT), **options)
    for page in pages:
        canvas.setPageRotation(turn)
        canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (595, HEIGHT), 270: (0, 595)}[turn])
        canvas.rotate(turn)
        canvas.scale(enlarge, enlarge)
        for piece in page:
            text = canvas.beginText(piece.x / enlarge, piece.y / enlarge)
            text.setFont(FONTS[piece.look], piece.size / enlarge)
            text.setCharSpace(piece.spacing / enlarge)
            text.textOut(piece.text)
            canvas.drawText(text)
        if not page:
            canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(*texts: str, x: float = 80, top: float = 700, leading: float = 12, size: float = 9, look: str = "") -> list[Text]:
    """Return lines one below the other; an empty one is a blank line."""
    return [Text(x, top - leading * at, text, size, look) for at, text in enumerate(texts) if text]


def row(*pieces: tuple[str, float, float], x: float = 80, y: float = 700) -> list[Text]:
    """Return pieces one behind the other on one line: the text, its size, and by how much it is raised."""
    found = []
    for text, size, rise in pieces:
        found.append(Text(x, y + rise, text, size))
        x += stringWidth(text, FONTS[""], size)
    return found
