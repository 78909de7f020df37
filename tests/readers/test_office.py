"""Word and OpenDocument letters: blocks, levels, lists, notes, cells, what stands aside; and archives that are hostile."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from milcoop_extract.document import BlockKind, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.office.docx import read_docx
from milcoop_extract.readers.office.numbering import Counters, Level, number
from milcoop_extract.readers.office.odt import read_odt
from milcoop_extract.readers.rules import ReadingRules

RULES = ReadingRules.load()
W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
STRICT = "xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'"
ODF = " ".join(
    f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0'"
    for name, urn in {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}.items()
)
STYLES = (
    "<w:style w:styleId='Kop1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='K2'><w:name w:val='Kop 2'/></w:style>"
    "<w:style w:styleId='Eigen'><w:name w:val='Eigen kop'/><w:basedOn w:val='Kop1'/></w:style>"
)
NUMBERING = (
    "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl>"
    "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
)
NOTES = (
    "<w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
    "<w:footnote w:id='5'><w:p><w:r><w:t>De noot.</w:t></w:r></w:p></w:footnote>"
)


def archive(parts: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def docx(body: str, namespace: str = W, **parts: str) -> bytes:
    others = {
        "word/styles.xml": f"<w:styles {namespace}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {namespace}>{NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {namespace}>{NOTES}</w:footnotes>",
        **{f"word/{name}.xml": f"<w:hdr {namespace}>{content}</w:hdr>" for name, content in parts.items()},
    }
    return archive({"word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>", **others})


def read_word(body: str, namespace: str = W, **parts: str) -> Document:
    return read_docx(docx(body, namespace, **parts), "brief.docx", RULES)


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def read_open(body: str, styles: str = "") -> Document:
    return read_odt(odt(body, styles), "brief.odt", RULES)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of Word; a run that begins with "<" is taken as it is."""
    made = "".join(run if run.startswith("<") else f"<w:r><w:t xml:space='preserve'>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{made}</w:p>"


def styled(style: str) -> str:
    return f"<w:pStyle w:val='{style}'/>"


def numbered(id_: int, level: int = 0) -> str:
    return f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{id_}'/></w:numPr>"


def field(code: str, result: str) -> str:
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Een ", "alinea."), [("paragraph", "Een alinea.")]),
        (p("Een", "<w:r><w:tab/></w:r>", "alinea."), [("paragraph", "Een alinea.")]),
        (p("Een", "<w:r><w:br/></w:r>", "alinea."), [("paragraph", "Een alinea.")]),
        (p("EU", "<w:r><w:noBreakHyphen/></w:r>", "missie."), [("paragraph", "EU-missie.")]),
        (p("sa\u00admen."), [("paragraph", "samen.")]),
        (p("Zie ", "<w:hyperlink><w:r><w:t>de nota</w:t></w:r></w:hyperlink>", "."), [("paragraph", "Zie de nota.")]),
        (
            p(
                "Er ",
                "<w:del><w:r><w:delText>was</w:delText></w:r></w:del>",
                "<w:ins><w:r><w:t>is</w:t></w:r></w:ins>",
                " tijd.",
            ),
            [("paragraph", "Er is tijd.")],
        ),
        (p("Zicht", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r>", "baar."), [("paragraph", "Zichtbaar.")]),
        (
            p("Bladzijde ", field(" PAGE ", "3"), "van het ", field(" REF x ", "verslag"), "."),
            [("paragraph", "Bladzijde van het verslag.")],
        ),
        (f"<w:sdt><w:sdtContent>{p('Inhoud.')}</w:sdtContent></w:sdt>", [("paragraph", "Inhoud.")]),
        (
            p("een", properties=numbered(1)) + p("diep", properties=numbered(1, 1)) + p("twee", properties=numbered(1)),
            [("list_item", "1. een"), ("list_item", "a) diep"), ("list_item", "2. twee")],
        ),
        (p("punt", properties=numbered(2)), [("list_item", "• punt")]),
        (p("Kop", properties=styled("Kop1")) + p("Tekst."), [("heading", "Kop"), ("paragraph", "Tekst.")]),
        (
            p("<w:r><w:rPr><w:b/></w:rPr><w:t>Vette kop</w:t></w:r>") + p("Tekst."),
            [("heading", "Vette kop"), ("paragraph", "Tekst.")],
        ),
    ],
)
def test_word(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read_word(body)) == expected


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_levels_of_word(namespace: str) -> None:
    body = (
        p("A", properties=styled("Kop1"))
        + p("t.")
        + p("B", properties=styled("K2"))
        + p("t.")
        + p("C", properties=styled("Eigen"))
        + p("t.")
        + p("D", properties="<w:outlineLvl w:val='2'/>")
        + p("t.")
    )
    assert [block.level for block in read_word(body, namespace).blocks if block.kind is BlockKind.HEADING] == [1, 2, 1, 3]


def test_notes_of_word() -> None:
    document = read_word(p("Het woord", "<w:r><w:footnoteReference w:id='5'/></w:r>", " telt."))
    (note,) = document.footnotes
    assert (note.marker, document.text[note.start : note.end], document.text[: note.anchor]) == ("1", "De noot.", "Het woord")
    assert document.text.startswith("Het woord telt.")


def test_cells_of_word() -> None:
    def cell(text: str, span: int = 1) -> str:
        return f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr>{p(text)}</w:tc>"

    document = read_word(f"<w:tbl><w:tr>{cell('a', 2)}{cell('c')}</w:tr><w:tr>{cell('d')}{cell('e')}{cell('f')}</w:tr></w:tbl>")
    cells = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert cells == {(1, 1): "a", (1, 3): "c", (2, 1): "d", (2, 2): "e", (2, 3): "f"}


def test_what_stands_aside_in_word() -> None:
    frame = p("Ons kenmerk", properties="<w:framePr w:hAnchor='page'/>")
    document = read_word(frame + p("Tekst."), header1=p("Ministerie"), footer1=p("Pagina ", field("PAGE", "1")))
    assert document.text == "Tekst."
    assert set(document.aside) == {"Ons kenmerk", "Ministerie", "Pagina 1"}


LIST_STYLES = (
    "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
    "<text:list-level-style-bullet text:level='2' text:bullet-char='–'/></text:list-style>"
)
LIST = (
    "<text:list text:style-name='L1'><text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>diep</text:p>"
    "</text:list-item></text:list></text:list-item><text:list-item><text:p>twee</text:p></text:list-item></text:list>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>Een <text:span>alinea</text:span>.</text:p>", [("paragraph", "Een alinea.")]),
        (
            "<text:p>Een<text:s text:c='3'/>en<text:tab/>twee<text:line-break/>drie.</text:p>",
            [("paragraph", "Een en twee drie.")],
        ),
        ("<text:tracked-changes><text:p>Weg.</text:p></text:tracked-changes><text:p>Er.</text:p>", [("paragraph", "Er.")]),
        ("<text:section><text:p>Binnen.</text:p></text:section>", [("paragraph", "Binnen.")]),
        ("<text:h text:outline-level='1'>Kop</text:h><text:p>Tekst.</text:p>", [("heading", "Kop"), ("paragraph", "Tekst.")]),
        (LIST, [("list_item", "1. een"), ("list_item", "– diep"), ("list_item", "2. twee")]),
        (
            "<text:p>Zie<text:note-ref>1</text:note-ref> hier, blz. <text:page-number>3</text:page-number></text:p>",
            [("paragraph", "Zie hier, blz.")],
        ),
    ],
)
def test_open_document(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read_open(body, LIST_STYLES)) == expected


def test_notes_and_cells_of_open_document() -> None:
    document = read_open(
        "<text:p>Het woord<text:note text:id='f1'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>De noot.</text:p></text:note-body></text:note> telt.</text:p><table:table><table:table-row>"
        "<table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/>"
        "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"
    )
    (note,) = document.footnotes
    assert (note.marker, document.text[note.start : note.end], document.text[: note.anchor]) == ("1", "De noot.", "Het woord")
    cells = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert cells == {(1, 1): "a", (1, 3): "c"}


def test_a_frame_of_open_document_stands_aside() -> None:
    document = read_open(
        "<text:p>Tekst<draw:frame><draw:text-box><text:p>Ons kenmerk</text:p></draw:text-box></draw:frame>.</text:p>"
    )
    assert (document.text, document.aside) == ("Tekst.", ("Ons kenmerk",))


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (3, "decimal", "3"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (9, "I", "IX"),
        (0, "i", "0"),
    ],
)
def test_numbers_of_lists(value: int, form: str, printed: str) -> None:
    assert number(value, form) == printed


def test_a_higher_level_starts_the_lower_ones_anew() -> None:
    levels = {0: Level("decimal", "%1."), 1: Level("decimal", "%1.%2")}
    counters = Counters()
    labels = [counters.label("a", levels, at) for at in (0, 1, 1, 0, 1)]
    assert labels == ["1.", "1.1", "1.2", "2.", "2.1"]


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<a>" + b" " * 150_000_000)
    return data.getvalue()


DEEP = "<w:sdt><w:sdtContent>" * 40_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "has more than 100,000,000 bytes"),
        (docx(p("Tekst."))[:-100], "is damaged"),
        (archive({"word/document.xml": "<w:document"}), "not well-formed XML"),
        (archive({"word/document.xml": f"<w:document {W}><w:body>{DEEP}"}), "not well-formed XML"),
        (archive({"../../x": "x", "xl/workbook.xml": "<a/>"}), "no Word document"),
        (docx(""), "there is no text"),
    ],
)
def test_hostile_word(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read_docx(data, "brief.docx", RULES)
    assert str(caught.value).startswith("brief.docx: ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("<text:p>T.</text:p>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "locked with a password"),
        (archive({"xl/workbook.xml": "<a/>"}), "no text document"),
        (archive({"content.xml": "<a"}), "not well-formed XML"),
    ],
)
def test_hostile_open_document(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_odt(data, "brief.odt", RULES)
