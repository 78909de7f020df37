"""Letters in PDF, in the layout of the printed Kamerstuk and in those of the ministries.

pypdfium2 reads words, places and fonts: it is more than ten times as fast as pdfplumber, which installs it. pdfplumber finds
the cells of tables, and only on pages that look as if they had any.
"""

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256

import pypdfium2 as pdfium
from pypdfium2 import raw

from milcoop_extract.document import Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.assemble import RawLetter, assemble
from milcoop_extract.readers.rules import ReadingRules

from .glyphs import Font, PageWords
from .layout import lay_out
from .paragraphs import passages
from .rows import Row, split_rows
from .tables import with_tables

MEDIA_TYPE = "application/pdf"

_END = b"%%EOF"
_END_REACH = 4096
"""The most bytes that may follow the end mark of a file."""


def read_pdf(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of a PDF; `name` is the name of the file.

    Pages that have something on them but no text layer are told in `Document.unread`. Raises ReadError for a file that is
    damaged, cut off or locked, or of which no page has a text layer.
    """
    if _END not in data[-_END_REACH:]:
        raise ReadError(name, f"this PDF is cut off: the mark of its end ({_END.decode()}) is missing", "Get the file again.")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _not_opened(name, error) from error
    with closing(pdf):
        pages, heights, unread = _read_pages(pdf)
    if not any(pages):
        reason = "no page of this PDF has a text layer: it is a scan" if unread else "there is nothing on the pages of this PDF"
        raise ReadError(name, reason, "Make it searchable with OCR first." if unread else "Check that it was saved whole.")
    captions = frozenset(word.casefold() for word in rules.sections.heading.captions)
    laid_out, aside, column = lay_out(pages, heights, rules.sections.running)
    letter = RawLetter(
        tuple(passages(with_tables(data, laid_out, heights), column, heights, captions)),
        MEDIA_TYPE,
        sha256(data).hexdigest(),
        pages=len(pages),
        aside=tuple(aside),
        unread=tuple(unread),
        typeset=True,
    )
    return assemble(letter, name, rules)


def _not_opened(name: str, error: pdfium.PdfiumError) -> ReadError:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return ReadError(name, "this PDF is locked with a password", "Save a copy of it without a password.")
    return ReadError(name, f"this PDF is damaged and cannot be opened ({error})", "Get the file again, or save it anew.")


def _read_pages(pdf: pdfium.PdfDocument) -> tuple[list[list[Row]], list[float], list[int]]:
    """Return the rows and the height of every page, and the numbers of those of which nothing could be read."""
    fonts: dict[tuple[bytes, int, int], Font] = {}
    pages: list[list[Row]] = []
    heights: list[float] = []
    unread: list[int] = []
    for number, page in enumerate(_pages(pdf), 1):
        rows: list[Row] = []
        if page is None:
            unread.append(number)
        else:
            with closing(page):
                words = PageWords(page, fonts)
                rows = split_rows(words, number)
                if not rows and raw.FPDFPage_CountObjects(page.raw):
                    unread.append(number)
                heights.append(words.height)
        pages.append(rows)
        heights += [0.0] * (number - len(heights))
    return pages, heights, unread


def _pages(pdf: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage | None]:
    """Yield the pages, None for one that is damaged."""
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pdfium.PdfiumError:
            page = None
        yield page
