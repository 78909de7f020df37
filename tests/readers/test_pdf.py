"""PDFs in the layouts of ministries and of the printed Kamerstuk: blocks, notes, what is left out, and what cannot be read."""

import difflib
import random
from contextlib import closing
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from drawn_pages import Page, Text, draw, lines, row
from milcoop_extract.document import BlockKind, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers import read
from milcoop_extract.readers.pdf import _read_pages, read_pdf
from milcoop_extract.readers.pdf.layout import lay_out
from milcoop_extract.readers.rules import ReadingRules

RULES = ReadingRules.load()
SENTENCE = ("De beide landen werken al jaren samen op het gebied van oefeningen en van", "het onderhoud van schepen in 2019.")
MORE = ("Nederland en Noorwegen hebben daarover in het voorjaar van 2021 opnieuw een", "afspraak gemaakt.")


def read_pages(*pages: Page) -> Document:
    return read_pdf(draw(*pages), "brief.pdf", RULES)


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def joined(*texts: str) -> str:
    return " ".join(texts)


KEPT = (
    *[SENTENCE[0]] * 4,
    "het onderhoud van schepen en vliegtuigen, waarvoor zij in de laatste tijd",
    "€ 3,5 miljard hebben uitgetrokken, en van meer dan dat, te weten vanaf",
    "1 november van alle schepen.",
)

PARAGRAPH, HEADING, ITEM = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM

LAYOUTS = {
    "lines to a paragraph": ([lines(*SENTENCE, "", *MORE)], [(PARAGRAPH, joined(*SENTENCE)), (PARAGRAPH, joined(*MORE))]),
    "a paragraph ends in a short line": (
        [lines(SENTENCE[0], "een schip.", *MORE)],
        [(PARAGRAPH, joined(SENTENCE[0], "een schip.")), (PARAGRAPH, joined(*MORE))],
    ),
    "lines that were broken before what no-break spaces keep together": ([lines(*KEPT)], [(PARAGRAPH, joined(*KEPT))]),
    "a broken word": (
        [lines(f"{SENTENCE[0][:-3]}investe-", "ringen in schepen.")],
        [(PARAGRAPH, f"{SENTENCE[0][:-3]}investeringen in schepen.")],
    ),
    "a bold heading without a blank line below": (
        [[*lines("Samenwerking", look="b"), *lines(*SENTENCE, top=688)]],
        [(HEADING, "Samenwerking"), (PARAGRAPH, joined(*SENTENCE))],
    ),
    "a bold start of a paragraph is no heading": (
        [[Text(80, 700, "Schepen.", look="b"), Text(125, 700, SENTENCE[0][:60]), *lines(SENTENCE[1], top=688)]],
        [(PARAGRAPH, f"Schepen. {SENTENCE[0][:60]} {SENTENCE[1]}")],
    ),
    "items": (
        [
            [
                *lines(*SENTENCE),
                Text(80, 664, "-"),
                *lines("schepen;", x=95, top=664),
                Text(80, 652, "-"),
                *lines("vliegtuigen.", x=95, top=652),
            ]
        ],
        [(PARAGRAPH, joined(*SENTENCE)), (ITEM, "- schepen;"), (ITEM, "- vliegtuigen.")],
    ),
    "a sentence over two pages": (
        [lines(*MORE, "", SENTENCE[0], top=200), lines(SENTENCE[1], "", *MORE)],
        [(PARAGRAPH, joined(*MORE)), (PARAGRAPH, joined(*SENTENCE)), (PARAGRAPH, joined(*MORE))],
    ),
    "letter-spacing": (
        [[Text(80, 700, "Nota", spacing=1.4), *lines(*SENTENCE, top=676)]],
        [(HEADING, "Nota"), (PARAGRAPH, joined(*SENTENCE))],
    ),
    "two columns": (
        [
            [
                *lines(*["Links staat de tekst van kolom een"] * 9, "en links eindigt hij.", x=60),
                *lines(*["rechts staat die van kolom twee en"] * 9, "rechts eindigt hij.", x=320),
            ]
        ],
        [
            (PARAGRAPH, joined(*["Links staat de tekst van kolom een"] * 9, "en links eindigt hij.")),
            (PARAGRAPH, joined(*["rechts staat die van kolom twee en"] * 9, "rechts eindigt hij.")),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    pages, expected = LAYOUTS[layout]
    assert blocks(read_pages(*pages)) == expected


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("enlarge", "turn"), [(9, 0), (0.1, 0), (1, 90), (1, 180), (1, 270), (9, 270)])
def test_layouts_in_text_that_is_enlarged_or_turned(layout: str, enlarge: float, turn: int) -> None:
    """Many programs write all text in size 1 and have it enlarged; a page for reading sideways may be turned."""
    pages, expected = LAYOUTS[layout]
    document = read_pdf(draw(*pages, enlarge=enlarge, turn=turn), "brief.pdf", RULES)
    assert blocks(document) == expected
    upright = read_pages(*pages)
    assert [place.box and [round(side) for side in place.box] for place in document.places] == [
        place.box and [round(side) for side in place.box] for place in upright.places
    ]


MARGIN = [
    *lines("Ministerie van", "Voorbeelden", x=466, size=6.8, look="b"),
    *lines("Kenmerk", "V2021/1", x=466, top=660, size=6.8),
]


def ministry(number: int, count: int, *body: Text) -> list[Text]:
    """A page with the margin block and the page number of a ministry's letter."""
    return [*MARGIN, Text(466, 28, f"Pagina {number} van {count}", 6.8), *body]


def test_margin_and_page_numbers_are_aside() -> None:
    """The margin block is drawn in the middle of the body, and the number of the page above it."""
    document = read_pages(
        ministry(1, 2, *lines(*MORE, "", SENTENCE[0], top=200)), ministry(2, 2, *lines(SENTENCE[1], "", *MORE, top=690))
    )
    assert blocks(document) == [
        (PARAGRAPH, joined(*MORE)),
        (PARAGRAPH, joined(*SENTENCE)),
        (PARAGRAPH, joined(*MORE)),
    ]
    assert set(document.aside) == {
        "Ministerie van",
        "Voorbeelden",
        "Kenmerk",
        "V2021/1",
        "Pagina 1 van 2",
        "Pagina 2 van 2",
    }


def test_every_word_is_in_the_text_or_aside() -> None:
    pages = [ministry(number, 3, *lines(*SENTENCE, "", *MORE, top=600), Text(80, 90, "Los woord", 7)) for number in (1, 2, 3)]
    document = read_pages(*pages)
    drawn = sorted(word for page in pages for piece in page for word in piece.text.split())
    assert sorted([*document.text.split(), *(word for line in document.aside for word in line.split())]) == drawn


def test_the_head_of_a_kamerstuk() -> None:
    document = read_pages(
        [
            Text(221, 719, "Tweede Kamer der Staten-Generaal", 12),
            Text(508, 715, "2", 26),
            Text(221, 693, "Vergaderjaar 2020–2021"),
            Text(55, 659, "33 999", 12, "b"),
            Text(221, 659, "Voorbeelden van samenwerking", 12, "b"),
            Text(55, 629, "Nr. 7", 12, "b"),
            Text(221, 629, "BRIEF VAN DE MINISTER VAN VOORBEELDEN", 9, "b"),
            *lines("Den Haag, 3 mei 2021", "", "Inleiding", x=221, top=600),
            *lines(*SENTENCE, x=221, top=560),
            *lines("kst-33999-7", "ISSN 0921 - 7371", x=55, top=80, size=6.5),
            Text(221, 55, "Tweede Kamer, vergaderjaar 2020–2021, 33 999, nr. 7", 6.5),
            Text(531, 55, "1", 6.5),
        ]
    )
    metadata = document.metadata
    assert (metadata.dossier, metadata.number, metadata.session) == ("33999", "7", "2020-2021")
    assert metadata.title == "Voorbeelden van samenwerking"
    assert str(metadata.date) == "2021-05-03"
    assert [text for kind, text in blocks(document) if kind is not BlockKind.HEAD] == ["Inleiding", joined(*SENTENCE)]


def test_levels_follow_the_look_of_headings() -> None:
    page = [
        *lines("Partners", look="b"),
        *lines(*SENTENCE, top=676),
        *lines("Oefeningen", top=640, look="i"),
        *lines(*MORE, top=628),
    ]
    headings = [block for block in read_pages(page).blocks if block.kind is HEADING]
    assert [heading.level for heading in headings] == [1, 2]


def test_contents_are_no_headings() -> None:
    page = [*lines("Inhoud", "1. Inleiding ........ 2", "2. Partners ........ 5", look="b"), *lines(*SENTENCE, top=600)]
    assert [text for kind, text in blocks(read_pages(page)) if kind is HEADING] == ["Inhoud"]


def noted(mark: str, note: str) -> list[Text]:
    """A page with a raised mark behind "samen" and notes in small type at its foot."""
    return [
        *row(("De landen werken samen", 9, 0), (mark, 5.5, 3.5), (" op het gebied van oefeningen en van onderhoud", 9, 0)),
        *lines("in 2019.", top=688),
        *lines(*note.split("\n"), top=90, size=7, leading=9),
    ]


@pytest.mark.parametrize(
    ("mark", "note", "notes"),
    [
        ("1", "1 Zie de nota van 2018.", [("1", "Zie de nota van 2018.", "samen")]),
        ("12", "12 Zie de nota.", [("12", "Zie de nota.", "samen")]),
        ("1", "1 Zie de nota die\nin 2018 uitkwam.", [("1", "Zie de nota die in 2018 uitkwam.", "samen")]),
        ("2", "2 Een.\n3 Twee.", [("2", "Een.", "samen"), ("3", "Twee.", None)]),
    ],
)
def test_notes(mark: str, note: str, notes: list[tuple[str, str, str | None]]) -> None:
    document = read_pages(noted(mark, note))
    assert [
        (
            found.marker,
            document.text[found.start : found.end],
            document.text[: found.anchor].split()[-1] if found.anchor else None,
        )
        for found in document.footnotes
    ] == notes
    assert document.text.startswith("De landen werken samen op het gebied")


def test_a_mark_in_text_that_is_enlarged() -> None:
    document = read_pdf(draw(noted("1", "1 Zie de nota."), enlarge=9), "brief.pdf", RULES)
    assert [document.text[: note.anchor].split()[-1] for note in document.footnotes] == ["samen"]


def test_a_raised_figure_without_a_note_stays() -> None:
    page = row(("Het terrein is 40 km", 9, 0), ("2", 5.5, 3.5), (" groot in 2019.", 9, 0))
    assert "40 km2 groot" in read_pages([*page, *lines(*SENTENCE, top=660)]).text


def test_cells_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "tabel.pdf"
    rows = [["Programma", "Bedrag"], ["Fregatten", "€ 1,5 miljard"], ["Tankers", "€ 100 miljoen"], ["Radar", "12%"]]
    table = Table(rows, colWidths=[200, 150], style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate(str(path)).build([table])
    document = read(path, RULES)
    cells = {block.cell: document.text[block.start : block.end] for block in document.blocks if block.cell}
    assert {(cell.row, cell.column): text for cell, text in cells.items()} == {
        (row, column): text for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1)
    }


def test_places() -> None:
    document = read_pages(lines(*SENTENCE))
    first, second = document.places
    assert document.text[first.start : first.end] == SENTENCE[0]
    assert document.text[second.start : second.end] == SENTENCE[1]
    assert (first.page, round(first.words[0][1])) == (1, 80)
    offsets = [document.text[offset : offset + 4].strip() for offset, *_ in first.words[:4]]
    assert offsets == ["De b", "beid", "land", "werk"]
    assert first.box
    assert first.box.top < 842 - 700 < first.box.bottom


def test_a_scanned_page_is_told() -> None:
    document = read_pages(lines(*SENTENCE), [], lines(*MORE))
    assert document.unread == (2,)
    assert document.pages == 3


def _without_end(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (draw([], []), "it is a scan"),
        (draw(lines(*SENTENCE), encrypt="geheim"), "locked with a password"),
        (_without_end(draw(lines(*SENTENCE))), "is cut off"),
        (b"%PDF-1.4\nniets\n%%EOF\n", "is damaged"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read_pdf(data, "brief.pdf", RULES)
    assert str(caught.value).startswith("brief.pdf: ")


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bytes_give_a_text_or_an_error(seed: int) -> None:
    chooser = random.Random(seed)
    data = bytearray(draw(noted("1", "1 Zie de nota."), lines(*MORE)))
    for _ in range(chooser.randint(1, 30)):
        data[chooser.randrange(8, len(data))] = chooser.randrange(256)
    try:
        text = read_pdf(bytes(data), "brief.pdf", RULES).text
    except ReadError as error:
        text = error.remedy
    assert text


ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"


def words_of_both(path: Path) -> tuple[list[str], list[str]]:
    """Return the words of text and notes as we read them, and those of pdfplumber on the same lines."""
    with closing(pdfium.PdfDocument(path.read_bytes())) as pdf:
        rows, heights, _ = _read_pages(pdf)
    pages, _, _ = lay_out(rows, heights, RULES.sections.running)
    ours: list[str] = []
    theirs: list[str] = []
    with pdfplumber.open(path) as plumbed:
        for page, height, other in zip(pages, heights, plumbed.pages, strict=True):
            lines_ = [*page.text, *page.notes]
            ours += (word for line in lines_ for word in line.text.split())
            theirs += (
                word["text"]
                for word in other.extract_words(x_tolerance_ratio=0.185, y_tolerance=1)
                if any(
                    line.left - 1 <= word["x0"]
                    and word["x1"] <= line.right + 1
                    and abs(height - line.baseline - word["bottom"]) < 5
                    for line in lines_
                )
            )
    return ours, theirs


@pytest.mark.parametrize("name", ["voorbeeld-samenwerking-2022-kamerstuk", "voorbeeld-samenwerking-2022-ministerie"])
def test_the_words_are_those_of_pdfplumber_in_its_order(name: str) -> None:
    ours, theirs = words_of_both(ROOT / "corpus" / "formats" / f"{name}.pdf")
    assert ours == theirs


@pytest.mark.parametrize(
    ("name", "agreement"),
    [
        ("kst-33279-32.pdf", 1.0),
        ("ienw-2023-02-03-circulaire-economie.pdf", 0.996),
    ],  # in the second, CO2 has its figure lowered
)
def test_the_words_of_real_letters_are_those_of_pdfplumber(name: str, agreement: float) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real letter {name} is not part of the project, and not beside it")
    ours, theirs = words_of_both(path)
    assert difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= agreement
