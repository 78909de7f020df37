"""PDFs that no one means well with: a right answer or a clear error, soon, and nothing done that the file asks for."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drawn_pages import Text, draw, lines
from milcoop_extract import extract
from milcoop_extract.document import Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.pdf import read_pdf
from milcoop_extract.readers.rules import ReadingRules

RULES = ReadingRules.load()
LIMIT = 30.0
WORDS = "Nederland kocht in 2021 twee fregatten voor € 1,5 miljard."


def pdf_of(*objects: str) -> bytes:
    """Return a PDF of objects that are written out, numbered from 1, with a right cross-reference table."""
    data = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def stream(content: str, entries: str = "") -> str:
    return f"<< /Length {len(content.encode('latin-1'))} {entries} >>\nstream\n{content}\nendstream"


def shown(text: str) -> str:
    """Return the content of a page that shows a text."""
    return f"BT /F1 9 Tf 80 700 Td ({text}) Tj ET"


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
SENTENCE = "De landen werken samen."


A4 = "/MediaBox [0 0 595 842]"


def one_page(content: str, *others: str, catalog: str = "", page: str = A4, resources: str = "") -> bytes:
    """Return a PDF with one page; objects from 6 on are `others`."""
    return pdf_of(
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {resources} >> >>",
        stream(content),
        FONT,
        *others,
    )


def read_soon(data: bytes) -> Document | ReadError:
    """Read a PDF within the limit; return the document or the error."""
    start = time.process_time()
    try:
        found: Document | ReadError = read_pdf(data, "brief.pdf", RULES)
    except ReadError as error:
        found = error
    assert time.process_time() - start < LIMIT
    return found


def text_of(data: bytes) -> str:
    found = read_soon(data)
    assert isinstance(found, Document), str(found)
    return found.text


def error_of(data: bytes) -> str:
    found = read_soon(data)
    assert isinstance(found, ReadError)
    assert str(found).startswith("brief.pdf: ")
    assert found.remedy
    return found.reason


def test_a_plain_page() -> None:
    """The files below are right but for what each is about."""
    assert text_of(one_page(shown(SENTENCE))) == SENTENCE


# The table of cross-references.


@pytest.mark.parametrize(
    "break_it",
    [
        lambda data: re.sub(rb"(?<=\n)\d{10} 00000 n", b"0000099999 00000 n", data),
        lambda data: re.sub(rb"startxref\n\d+", b"startxref\n7", data),
        lambda data: data.replace(b"xref\n0", b"xxxx\n0", 1),
        lambda data: re.sub(rb"/Size \d+", b"/Size 99999999", data),
        lambda data: re.sub(rb"xref\n0 \d+", b"xref\n0 99999999", data),
    ],
    ids=["wrong places", "wrong start", "no table", "huge size", "huge table"],
)
def test_a_broken_table_of_cross_references(break_it: Callable[[bytes], bytes]) -> None:
    assert text_of(break_it(one_page(shown(SENTENCE)))) == SENTENCE


def test_a_table_that_comes_before_itself() -> None:
    data = one_page(shown(SENTENCE))
    start = re.search(rb"startxref\n(\d+)", data)
    assert start
    assert text_of(data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + start[1])) == SENTENCE


# Objects that contain themselves.


def test_a_tree_of_pages_that_contains_itself() -> None:
    data = pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    assert error_of(data)


def test_a_page_that_is_its_own_parent() -> None:
    data = one_page(shown(SENTENCE)).replace(b"/Type /Page /Parent 2 0 R", b"/Type /Page /Parent 3 0 R")
    assert text_of(data) == SENTENCE


def test_a_drawing_that_draws_itself() -> None:
    form = stream("/X1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>")
    assert text_of(one_page(f"{shown(SENTENCE)} /X1 Do", form, resources="/XObject << /X1 6 0 R >>")) == SENTENCE


def test_drawings_that_draw_one_another_twice() -> None:
    """Ten drawings, each of which draws the next one twice: a thousand in all."""
    forms = [
        stream(
            f"/X{number + 1} Do /X{number + 1} Do",
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X{number + 1} {number + 1} 0 R >> >>",
        )
        for number in range(6, 16)
    ]
    assert text_of(one_page(f"{shown(SENTENCE)} /X6 Do", *forms, resources="/XObject << /X6 6 0 R >>")) == SENTENCE


def test_a_length_that_is_its_own_stream() -> None:
    data = one_page(shown(SENTENCE)).replace(b"/Length " + str(len(shown(SENTENCE))).encode(), b"/Length 4 0 R")
    assert isinstance(read_soon(data), Document | ReadError)


# Much text.


def drawn_on(piece: str, times: int) -> str:
    """Return the content of a page that shows a text over and over on one line; a string of a PDF has its limit."""
    return f"BT /F1 9 Tf 80 700 Td {f'({piece}) Tj ' * times} ET"


def test_a_million_characters_on_a_page() -> None:
    count = 10_000
    rows = " ".join(f"1 0 0 1 80 {12 * at} Tm ({'woord ' * 17}) Tj" for at in range(count, 0, -1))
    text = text_of(one_page(f"BT /F1 9 Tf {rows} ET", page=f"/MediaBox [0 0 595 {12 * count + 100}]"))
    assert text.split() == ["woord"] * 17 * count


def test_a_million_characters_on_one_line() -> None:
    assert text_of(one_page(drawn_on("woord " * 100, 1700))).split() == ["woord"] * 170_000


@pytest.mark.parametrize("letter", ["a", "1", "e\\314\\201"])
def test_a_word_of_a_hundred_thousand_letters(letter: str) -> None:
    assert len(text_of(one_page(drawn_on(letter * 1000, 100)))) >= 100_000


def test_a_hundred_thousand_hyphens() -> None:
    assert text_of(one_page(drawn_on("a-" * 1000, 100))).startswith("a-a-a-")


def test_ten_thousand_marks() -> None:
    piece = "/F1 9 Tf (woord) Tj /F1 5 Tf 3 Ts (1) Tj 0 Ts ( ) Tj "
    assert text_of(one_page(f"BT 80 700 Td {piece * 10_000} ET")).count("woord") == 10_000


def test_two_thousand_pages() -> None:
    pages = [lines(f"Op bladzijde {number} staat deze zin van de brief.") for number in range(2_000)]
    document = read_soon(draw(*pages))
    assert isinstance(document, Document)
    assert document.pages == 2_000
    assert document.text.count("staat deze zin") == 2_000


# Pages of strange form.


@pytest.mark.parametrize(
    "box", ["[0 0 0 0]", "[9 9 9 9]", "[595 842 0 0]", "[0 0 1e30 1e30]", "[0 0 -5 -5]", "[0]", "[(a) (b) 0 0]"]
)
def test_a_page_of_strange_size(box: str) -> None:
    assert SENTENCE in text_of(one_page(shown(SENTENCE), page=f"/MediaBox {box}"))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned(turn: int) -> None:
    """A table set sideways is turned by its page for reading; the words are in the order of the page as it is drawn."""
    content = " ".join(
        f"BT /F1 9 Tf 80 {700 - 12 * at} Td ({text}) Tj ET" for at, text in enumerate(("Een begin en", "een einde."))
    )
    assert text_of(one_page(content, page=f"{A4} /Rotate {turn}")) == "Een begin en een einde."


def test_text_that_stands_upright() -> None:
    """Lines that run from the bottom to the top, on a page that is turned so that they can be read."""
    content = " ".join(
        f"BT /F1 9 Tf 0 1 -1 0 {100 + 12 * at} 80 Tm ({text}) Tj ET" for at, text in enumerate(("Een begin en", "een einde."))
    )
    assert text_of(one_page(content, page=f"{A4} /Rotate 90")) == "Een begin en een einde."


def test_text_outside_the_page() -> None:
    assert text_of(draw([Text(-5000, 99_000, SENTENCE), *lines(WORDS)]))


def test_letters_without_size() -> None:
    assert read_soon(one_page(f"{shown(SENTENCE)} BT /F1 0 Tf 80 600 Td (niets) Tj ET"))


def test_a_font_that_is_none() -> None:
    assert read_soon(one_page(shown(SENTENCE)).replace(b"/Subtype /Type1 /BaseFont", b"/Subtype /Type9 /BaseFont"))


# What a file asks to be done.

ASKS = [
    "/OpenAction << /S /JavaScript /JS (app.launchURL\\('file:made-by-pdf'\\);) >>",
    "/OpenAction << /S /Launch /F (/usr/bin/touch) /P (made-by-pdf) >>",
    "/OpenAction << /S /URI /URI (http://127.0.0.1:1/) >>",
    "/AA << /WC << /S /JavaScript /JS (this.exportDataObject\\({ cName: 'a.txt', nLaunch: 2 }\\);) >> >>",
    "/Names << /EmbeddedFiles << /Names [(made-by-pdf) 6 0 R] >> >>",
]


@pytest.mark.parametrize("ask", ASKS)
def test_nothing_is_done_that_a_file_asks_for(ask: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "brief.pdf"
    embedded = "<< /Type /Filespec /F (made-by-pdf) /EF << /F 7 0 R >> >>", stream("inhoud", "/Type /EmbeddedFile")
    file.write_bytes(one_page(shown(SENTENCE), *embedded, catalog=ask))
    monkeypatch.chdir(tmp_path)
    assert extract(file).text == SENTENCE
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]
