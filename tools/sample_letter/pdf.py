"""The letter in PDF: as the printed Kamerstuk, and as the ministry sends it."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .source import SampleLetter
from .typeset import Strip, Style, draw_sheet, draw_text, paginate, set_body, set_text

_PRINTED = Style(
    fonts=("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    left=221,
    right=519,
    bottom=84,
    size=9.1,
    leading=10.6,
    note_size=6.9,
    note_leading=8.2,
    mark_size=5.5,
    mark_rise=3.7,
    bullet="–",
)
_PRINTED_PAGE = (558, 771)

_SENT = Style(
    fonts=("Vera", "Vera-Bold", "Vera-Italic"),
    left=80,
    right=448,
    bottom=72,
    size=8.5,
    leading=12,
    note_size=6.5,
    note_leading=8.5,
    mark_size=5.5,
    mark_rise=3.2,
    bullet="•",
    letter_spacing=0.12,
)
_SENT_PAGE = (595, 842)
_SENT_FONTS = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf", "Vera-Italic": "VeraIt.ttf"}
_MARGIN_LEFT = 466
_MARGIN_SIZE = 6.5


def _canvas(file: io.BytesIO, size: tuple[float, float], title: str) -> Canvas:
    """Return a canvas that tells no time and compresses nothing, so that the file is the same on every machine."""
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=0, lang="nl-NL")
    canvas.setTitle(title)
    return canvas


def make_printed(letter: SampleLetter) -> bytes:
    """Return the letter in the layout of the printed Kamerstuk: a column beside a wide margin, words broken at line ends."""
    style = replace(_PRINTED, hyphenation=letter.hyphenation)
    opening = [
        *set_text((letter.addressee,), style),
        *set_text((f"{letter.place}, {letter.date}",), style, above=style.leading),
    ]
    closing = [*set_text((letter.office,), style, above=style.leading), *set_text((letter.signatory,), style)]
    sheets = paginate(letter, [*opening, *set_body(letter, style), *closing], style, (598, 719))
    file = io.BytesIO()
    canvas = _canvas(file, _PRINTED_PAGE, f"{letter.dossier_title}; Brief")
    for page, sheet in enumerate(sheets, 1):
        if page == 1:
            _draw_printed_head(canvas, letter)
        draw_sheet(canvas, letter, sheet, style)
        session = f"Tweede Kamer, vergaderjaar {letter.session}, {letter.dossier}, nr. {letter.number}"
        draw_text(canvas, (221, 68.7), session, style.fonts[0], 6.5)
        canvas.drawRightString(535, 68.7, str(page))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_printed_head(canvas: Canvas, letter: SampleLetter) -> None:
    plain, bold, _ = _PRINTED.fonts
    draw_text(canvas, (221, 719), letter.chamber, plain, 12.3)
    draw_text(canvas, (508, 715), "2", plain, 26)
    draw_text(canvas, (221, 693), f"Vergaderjaar {letter.session}", plain, 9.1)
    for y, margin, text in (
        (659, letter.dossier, letter.dossier_title),
        (629, f"Nr. {letter.number}", letter.heading),
    ):
        draw_text(canvas, (55, y), margin, bold, 12.3)
        draw_text(canvas, (221, y), text, bold, 12.3 if y == 659 else 9.1)
    imprint = (letter.identifier, "ISSN 0921 - 7371", f"’s-Gravenhage {letter.issued.year}")
    for at, text in enumerate(imprint):
        draw_text(canvas, (55, 81.6 - 6.5 * at), text, plain, 5.5)


def make_sent(letter: SampleLetter) -> bytes:
    """Return the letter as a ministry sends it: the margin block of each page comes before its text, as word processors do."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name, file_name in _SENT_FONTS.items():
        registerFont(TTFont(name, str(fonts / file_name)))
    salutation = set_text(("Geachte voorzitter,",), _SENT)
    closing = [
        *set_text(("Hoogachtend,",), _SENT, above=_SENT.leading),
        *set_text((letter.office.upper(),), _SENT, above=_SENT.leading),
        *set_text((letter.signatory,), _SENT, above=3 * _SENT.leading),
    ]
    strips: list[Strip] = [*salutation, *set_body(letter, _SENT), *closing]
    sheets = paginate(letter, strips, _SENT, (530, 720))
    file = io.BytesIO()
    canvas = _canvas(file, _SENT_PAGE, letter.subject)
    for page, sheet in enumerate(sheets, 1):
        _draw_margin(canvas, letter, page, len(sheets))
        if page == 1:
            _draw_sent_head(canvas, letter)
        draw_sheet(canvas, letter, sheet, _SENT)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_margin(canvas: Canvas, letter: SampleLetter, page: int, pages: int) -> None:
    plain, bold, _ = _SENT.fonts
    ministry = ["Ministerie van", "Defensie"]
    address = ["Voorbeeldlaan 1", "2500 AA Den Haag", "Postbus 99999", "2500 AA Den Haag", "www.voorbeeld.example"]
    canvas.saveState()
    y = _draw_lines(canvas, 690, ministry, bold)
    if page == 1:
        y = _draw_lines(canvas, y - 6, address, plain)
    y = _draw_lines(canvas, y - 6, ["Kenmerk"], bold)
    _draw_lines(canvas, y, [letter.reference], plain)
    canvas.restoreState()
    draw_text(canvas, (_MARGIN_LEFT, 28), f"Pagina {page} van {pages}", plain, _MARGIN_SIZE)


def _draw_lines(canvas: Canvas, y: float, lines: Sequence[str], font: str) -> float:
    for line in lines:
        draw_text(canvas, (_MARGIN_LEFT, y), line, font, _MARGIN_SIZE)
        y -= 9
    return y


def _draw_sent_head(canvas: Canvas, letter: SampleLetter) -> None:
    plain = _SENT.fonts[0]
    draw_text(canvas, (80, 742), "> Retouradres Postbus 99999 2500 AA Den Haag", plain, 6.5)
    address = ("De voorzitter van de Tweede Kamer", "der Staten-Generaal", "Prinses Irenestraat 6", "2595 BD DEN HAAG")
    for at, line in enumerate(address):
        draw_text(canvas, (80, 706 - 12 * at), line, plain, _SENT.size)
    for y, label, value in ((586, "Datum", letter.date), (574, "Betreft", letter.subject)):
        draw_text(canvas, (80, y), label, plain, _SENT.size)
        draw_text(canvas, (125, y), value, plain, _SENT.size)
