"""The letter in DOCX, as a ministry writes it in Word: notes in a part of their own, the margin block in the header."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .archives import repack
from .source import Grid, Heading, Inline, Items, Mark, SampleLetter

_FRAME = '<w:framePr {ns} w:w="2000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="9300" w:y="3000"/>'
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def make(letter: SampleLetter) -> bytes:
    """Return the letter as a DOCX file."""
    document = Document()
    written = datetime.combine(letter.issued, datetime.min.time())
    properties = document.core_properties
    properties.title, properties.author, properties.comments = letter.subject, "", ""
    properties.created = properties.modified = written
    _add_margin(document, letter)
    for line in ("De voorzitter van de Tweede Kamer", "der Staten-Generaal", "Postbus 20018", "2500 EA DEN HAAG"):
        document.add_paragraph(line)
    document.add_paragraph(f"Datum\t{letter.date}")
    document.add_paragraph(f"Betreft\t{letter.subject}")
    document.add_paragraph("Geachte voorzitter,")
    for part in letter.body:
        if isinstance(part, Heading):
            document.add_heading(part.text, part.level)
        elif isinstance(part, Items):
            for item in part.items:
                _fill(document.add_paragraph(style="List Number" if part.numbered else "List Bullet"), item)
        elif isinstance(part, Grid):
            _add_table(document, part)
        else:
            _fill(document.add_paragraph(), part.content)
    for line in ("Hoogachtend,", letter.office.upper(), letter.signatory):
        document.add_paragraph(line)
    _add_notes(document, letter)
    file = io.BytesIO()
    document.save(file)
    return repack(file.getvalue())


def _fill(paragraph: Any, content: Inline) -> None:
    """Write running text; Word cuts it into runs wherever it was edited, as here in the middle."""
    for piece in content:
        if isinstance(piece, Mark):
            for run in _mark(piece):
                paragraph._p.append(run)  # python-docx knows no notes
        else:
            middle = len(piece) // 2
            paragraph.add_run(piece[:middle])
            paragraph.add_run(piece[middle:])


def _mark(mark: Mark) -> Iterable[Any]:
    """Yield the elements of a mark; that of a note that has one already is a field that refers to the first."""
    number = mark.number
    if mark.is_first:
        bookmark = f'w:id="{number}"'
        yield _element(f'<w:bookmarkStart {{ns}} {bookmark} w:name="_Ref{number}"/>')
        yield _element(f'<w:r {{ns}}>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>')
        yield _element(f"<w:bookmarkEnd {{ns}} {bookmark}/>")
        return
    yield _element('<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>')
    yield _element(f'<w:r {{ns}}><w:instrText xml:space="preserve"> NOTEREF _Ref{number} \\f \\h </w:instrText></w:r>')
    yield _element('<w:r {ns}><w:fldChar w:fldCharType="separate"/></w:r>')
    yield _element(f"<w:r {{ns}}>{_RAISED}<w:t>{number}</w:t></w:r>")
    yield _element('<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>')


def _element(xml: str) -> Any:
    return parse_xml(xml.format(ns=nsdecls("w")))


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, grid.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _add_notes(document: Any, letter: SampleLetter) -> None:
    """Add the part with the notes; the first two are the lines that Word draws above notes."""
    lines = (("separator", "-1", "separator"), ("continuationSeparator", "0", "continuationSeparator"))
    xml = [
        f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>' for kind, key, tag in lines
    ]
    xml += (
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in letter.notes.items()
    )
    body = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>{"".join(xml)}</w:footnotes>'
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, body.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _add_margin(document: Any, letter: SampleLetter) -> None:
    """Put the margin block into the header, in a frame beside the text, and the number of the page into the footer."""
    section = document.sections[0]
    header = section.header
    header.is_linked_to_previous = False
    lines = ("Ministerie van Defensie", "Voorbeeldlaan 1", "2500 AA Den Haag", "Kenmerk", letter.reference)
    for at, line in enumerate(lines):
        paragraph = header.add_paragraph(line) if at else header.paragraphs[0]
        paragraph.text = line
        paragraph._p.get_or_add_pPr().append(_element(_FRAME))
    footer = section.footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    for text, field in (("Pagina ", "PAGE"), (" van ", "NUMPAGES")):
        paragraph.add_run(text)
        paragraph._p.append(_element(f'<w:fldSimple {{ns}} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
