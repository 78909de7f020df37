"""The letter in ODT, as the official site offers it: the head of the printed Kamerstuk, notes in the text."""

import io
from typing import Any

from odf import dc, meta, table, text
from odf.opendocument import OpenDocumentText
from odf.style import Footer, MasterPage, PageLayout, Style, TextProperties
from odf.style import Header as PageHeader

from .archives import repack
from .source import Grid, Heading, Inline, Items, Mark, SampleLetter


def make(letter: SampleLetter) -> bytes:
    """Return the letter as an ODT file."""
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=f"{letter.dossier_title}; Brief"))
    document.meta.addElement(dc.Date(text=f"{letter.issued.isoformat()}T00:00:00"))
    document.meta.addElement(meta.CreationDate(text=f"{letter.issued.isoformat()}T00:00:00"))
    bold = Style(name="Vet", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    _add_page(document, letter)
    body = document.text
    head = (
        letter.chamber,
        f"Vergaderjaar {letter.session}",
        f"{letter.dossier}\t{letter.dossier_title}",
        f"Nr. {letter.number}\t{letter.heading}",
        letter.addressee,
        f"{letter.place}, {letter.date}",
    )
    for line in head:
        body.addElement(_paragraph(line))
    for part in letter.body:
        if isinstance(part, Heading):
            body.addElement(text.H(outlinelevel=part.level, text=part.text))
        elif isinstance(part, Items):
            body.addElement(_list(letter, part))
        elif isinstance(part, Grid):
            body.addElement(_table(part))
        else:
            paragraph = text.P()
            _fill(letter, paragraph, part.content)
            body.addElement(paragraph)
    for line in (letter.office, letter.signatory):
        body.addElement(text.P(text=line))
    file = io.BytesIO()
    document.save(file)
    return repack(file.getvalue())


def _paragraph(line: str) -> Any:
    """Return a paragraph in bold, with its tabs as the elements that they are."""
    paragraph = text.P()
    span = text.Span(stylename="Vet")
    paragraph.addElement(span)
    first, *others = line.split("\t")
    span.addText(first)
    for piece in others:
        span.addElement(text.Tab())
        span.addText(piece)
    return paragraph


def _fill(letter: SampleLetter, paragraph: Any, content: Inline) -> None:
    for piece in content:
        if isinstance(piece, str):
            paragraph.addText(piece)
        elif piece.is_first:
            paragraph.addElement(_note(letter, piece))
        else:
            reference = text.NoteRef(noteclass="footnote", referenceformat="text", refname=f"ftn{piece.number}")
            reference.addText(piece.number)
            paragraph.addElement(reference)


def _note(letter: SampleLetter, mark: Mark) -> Any:
    note = text.Note(noteclass="footnote", id=f"ftn{mark.number}")
    note.addElement(text.NoteCitation(text=mark.number))
    body = text.NoteBody()
    body.addElement(text.P(text=letter.notes[mark.number]))
    note.addElement(body)
    return note


def _list(letter: SampleLetter, items: Items) -> Any:
    name = "Nummers" if items.numbered else "Tekens"
    found = text.List(stylename=name)
    for item in items.items:
        entry, paragraph = text.ListItem(), text.P()
        _fill(letter, paragraph, item)
        entry.addElement(paragraph)
        found.addElement(entry)
    return found


def _table(grid: Grid) -> Any:
    found = table.Table(name="Tabel1")
    found.addElement(table.TableColumn(numbercolumnsrepeated=len(grid.rows[0])))
    for texts in grid.rows:
        row = table.TableRow()
        for cell_text in texts:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=cell_text))
            row.addElement(cell)
        found.addElement(row)
    return found


def _add_page(document: Any, letter: SampleLetter) -> None:
    """Add the styles of the lists, and the page with its header and its footer."""
    for name, style in (("Nummers", text.ListLevelStyleNumber), ("Tekens", text.ListLevelStyleBullet)):
        levels = text.ListStyle(name=name)
        options = {"numformat": "1", "numsuffix": "."} if name == "Nummers" else {"bulletchar": "–"}
        levels.addElement(style(level=1, **options))
        document.automaticstyles.addElement(levels)
    layout = PageLayout(name="Blad")
    document.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    header, footer = PageHeader(), Footer()
    header.addElement(text.P(text="Tweede Kamer der Staten-Generaal"))
    line = text.P(text=f"Tweede Kamer, vergaderjaar {letter.session}, {letter.dossier}, nr. {letter.number} ")
    line.addElement(text.PageNumber(text="1"))
    footer.addElement(line)
    master.addElement(header)
    master.addElement(footer)
