"""Letters in PDF, in the layout of the printed Kamerstuk and in those of the ministries.

pypdfium2 reads words, places and fonts: it is more than ten times as fast as pdfplumber, which installs it.
"""

from hashlib import sha256

import pypdfium2 as pdfium

from milcoop_extract.document import Document
from milcoop_extract.readers.errors import ReadError
from milcoop_extract.readers.passages import Letter, assemble
from milcoop_extract.rules import ReadingRules

from .blocks import passages
from .glyphs import Font, PageWords
from .layout import lay_out
from .rows import Row, split_rows
from .tables import with_tables

MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of a PDF; `name` is the name of the file.

    Raises ReadError for a file that is damaged or locked, or of which no page has a text layer.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError(name, f"this PDF cannot be opened: {error}", "Save it again, without a password.") from error
    fonts: dict[tuple[bytes, int, int], Font] = {}
    pages: list[list[Row]] = []
    heights: list[float] = []
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        pages.append(split_rows(PageWords(page, fonts), number))
        heights.append(page.get_height())
        page.close()
    pdf.close()
    unread = tuple(number for number, rows in enumerate(pages, 1) if not rows)
    if len(unread) == len(pages):
        raise ReadError(name, "no page of this PDF has a text layer: it is a scan", "Run it through OCR first.")
    captions = frozenset(word.casefold() for word in rules.sections.heading.captions)
    laid_out, aside, column = lay_out(pages, heights, rules.sections.running)
    letter = Letter(
        tuple(passages(with_tables(data, laid_out, heights), column, heights, captions)),
        MEDIA_TYPE,
        sha256(data).hexdigest(),
        pages=len(pages),
        aside=tuple(aside),
        unread=unread,
        typeset=True,
    )
    return assemble(letter, name, rules)
