"""Letters as web pages: those of the official site and of the Tweede Kamer, and the main text of others.

lxml reads them: it bears the faults of real pages, runs no script and fetches nothing.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import count, islice

import lxml.html
from lxml import etree

from milcoop_extract.document import Cell, Document, Metadata
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.assemble import Passage, RawLetter, assemble
from milcoop_extract.readers.decoding import decode_page
from milcoop_extract.readers.inline import Inline, with_paths
from milcoop_extract.readers.rules import ReadingRules

from .grid import Grid

MEDIA_TYPE = "text/html"

_CONTAINERS = (
    "//article[.//*[@id='broodtekst']]",
    "//*[@id='broodtekst']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' stuk ')]",
    "//article",
    "//main",
    "//*[@id='main-column']",
    "//*[@id='content']",
    "//body",
)
"""Where the text of a page stands, the surest place first."""

_LEFT_OUT = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "button", "noscript", "svg", "template", "iframe", "select"}
    | {"head", "object", "video", "audio", "canvas", "img", "input", "textarea", "map", "dialog"}
)
_LEFT_OUT_CLASSES = frozenset({"note-close", "officiele-inhoudsopgave", "breadcrumb", "visually-hidden"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBERS = frozenset({"dossiernummer", "stuknummer", "ol"})
"""Classes of the numbers of documents and items, which are words of their own, whatever stands behind them."""

_TITLES = frozenset({"dossiertitel", "stuktitel", "kamerstukdatum"})
"""Classes of the lines above a document, which are no headings in it."""

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "figure", "hr"}
    | {
        "figcaption",
        "address",
        "body",
        "center",
        "fieldset",
        "details",
        "summary",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "caption",
    }
    | _HEADINGS
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PUBLICATION_TABLE = "Datum publicatie"
_NUMBER = re.compile(r"\[?(\d{1,3}|[a-z*])\]?")
_SESSION = re.compile(r"\b(\d{4}-\d{4})\b")
_TOP = "Naar boven"


def read_html(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of a web page; `name` is the name of the file.

    Raises ReadError for a page without text, or one nested too deeply to be a letter.
    """
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(decode_page(data).encode(), parser=parser)
        reader = _HtmlReader(root)
        letter = RawLetter(tuple(reader.read()), MEDIA_TYPE, sha256(data).hexdigest(), _metadata(root))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError(name, f"this page cannot be read: {error}", "Save it again from the browser.") from error
    except RecursionError as error:
        reason = "the elements of this page are nested too deeply"
        raise ReadError(name, reason, "Save the text of the letter as plain text.") from error
    return assemble(letter, name, rules)


class _HtmlReader:
    """Goes through the elements of the container of the text."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._container = next((found[0] for path in _CONTAINERS if (found := root.xpath(path))), root)
        self._tables = count(1)
        self._around_blocks: set[etree._Element] = set()
        for block in self._container.iter(*_BLOCKS):
            for parent in block.iterancestors():
                if parent in self._around_blocks:
                    break
                self._around_blocks.add(parent)
        self._targets = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._markers: dict[str, str] = {}
        for link in self._container.iter("a"):
            key = self._key(link)
            if key:
                self._markers.setdefault(key, _text(link).strip("[]"))
        self._notes = [(key, self._note_of(key)) for key in self._markers]
        self._of_notes = {id(note) for _, note in self._notes}

    def read(self) -> Iterator[Passage]:
        """Yield the passages in the order of the page, and then the notes."""
        yield from self._blocks(self._container, f"//{self._container.tag}")
        for key, note in self._notes:
            inline = Inline()
            self._collect(note, inline, in_note=True)
            for lines in inline.paragraphs():
                yield Passage(lines, path=f"//*[@id='{key}']", note=key, marker=self._markers[key])

    def _key(self, link: etree._Element) -> str | None:
        """Return the key of the note that a link is the mark of: a number, raised or of that class, that refers to a note."""
        target = (link.get("href") or "").partition("#")[2]
        text = _text(link)
        is_mark = "nootnum" in _classes(link) or _is_raised(link)
        if not (target and is_mark and _NUMBER.fullmatch(text)):
            return None
        return target if self._has_note(target) and not self._inside_note(link, target) else None

    def _has_note(self, key: str) -> bool:
        return f"supernote-note-{key}" in self._targets or key in self._targets

    def _note_of(self, key: str) -> etree._Element:
        note = self._targets.get(f"supernote-note-{key}")
        if note is None:
            note = self._targets[key]
        if note.tag in {"a", "span", "sup"} and note.getparent() is not None:  # an anchor at the beginning of the note
            note = note.getparent()
        return note

    def _inside_note(self, link: etree._Element, key: str) -> bool:
        """Whether a link goes back from a note to its mark."""
        own = self._note_of(key)
        return any(parent is own for parent in link.iterancestors()) or any(
            "noot" in _classes(parent) for parent in link.iterancestors("div")
        )

    def _blocks(self, element: etree._Element, path: str) -> Iterator[Passage]:
        if self._is_left_out(element):
            return
        tag = element.tag
        if tag in _HEADINGS:
            title = bool(_TITLES & _classes(element))
            yield from self._passages(element, path, is_heading=not title, level=None if title else int(tag[1]))
        elif tag == "table" and not _is_layout(element):
            yield from self._cells(element, path)
        elif tag == "pre":
            inline = Inline(keeps_lines=True)
            self._collect(element, inline)
            yield from self._as_passages(inline, path)
        else:
            yield from self._mixed(element, path)

    def _mixed(self, element: etree._Element, path: str) -> Iterator[Passage]:
        """Yield what the children hold; text beside them is a paragraph."""
        is_item = element.tag in {"li", "dd"} or any(parent.tag == "li" for parent in element.iterancestors("li", "article"))
        inline = Inline()
        inline.add(element.text)
        for child, child_path in with_paths(element, path):
            if _is_block(child) or child in self._around_blocks:
                yield from self._as_passages(inline, path, is_item=is_item)
                inline = Inline()
                yield from self._blocks(child, child_path)
            else:
                self._collect_child(child, inline)
            inline.add(child.tail)
        yield from self._as_passages(inline, path, is_item=is_item)

    def _passages(
        self, element: etree._Element, path: str, *, is_heading: bool = False, level: int | None = None
    ) -> Iterator[Passage]:
        inline = Inline()
        self._collect(element, inline)
        yield from self._as_passages(inline, path, is_heading=is_heading, level=level)

    @staticmethod
    def _as_passages(
        inline: Inline,
        path: str,
        *,
        is_heading: bool = False,
        level: int | None = None,
        is_item: bool = False,
        cell: Cell | None = None,
    ) -> Iterator[Passage]:
        for lines in inline.paragraphs():
            if [line.text for line in lines] != [_TOP]:
                yield Passage(lines, is_heading=is_heading, level=level, is_item=is_item, cell=cell, path=path)

    def _cells(self, element: etree._Element, path: str) -> Iterator[Passage]:
        """Yield the cells of a table; one that goes over several rows or columns stands in the first of them."""
        if _PUBLICATION_TABLE in _text(element):
            return
        for caption in element.iterchildren("caption"):
            yield from self._passages(caption, path)
        number = next(self._tables)
        grid = Grid()
        for row in element.iter("tr"):
            grid.next_row()
            for entry in row.iterchildren("td", "th"):
                cell = Cell(number, grid.row, grid.place(_span(entry, "colspan"), _span(entry, "rowspan")))
                inline = Inline()
                self._collect(entry, inline)
                yield from self._as_passages(inline, f"{path}/tr[{grid.row}]", cell=cell)

    def _collect(self, element: etree._Element, inline: Inline, *, in_note: bool = False) -> None:
        """Collect the text of an element, and put marks where its notes stand."""
        inline.add(element.text)
        for child in element:
            if _is_block(child):
                inline.add(" ")
            self._collect_child(child, inline, in_note=in_note)
            if _is_block(child):
                inline.add(" ")
            inline.add(child.tail)

    def _collect_child(self, child: etree._Element, inline: Inline, *, in_note: bool = False) -> None:
        if child.tag == "br":
            inline.line_break()
        elif child.tag == "a" and (key := self._key(child)):
            inline.mark(key)
        elif in_note and _is_number_of_note(child):
            return
        elif not self._is_left_out(child):
            self._collect(child, inline, in_note=in_note)
            if _NUMBERS & _classes(child):
                inline.add(" ")

    def _is_left_out(self, element: etree._Element) -> bool:
        return (
            not isinstance(element.tag, str)
            or element.tag in _LEFT_OUT
            or (element.tag == "form" and element.find(".//p") is None)
            or bool(_LEFT_OUT_CLASSES & _classes(element))
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(element.get("style") or ""))
            or id(element) in self._of_notes
        )


def _is_number_of_note(element: etree._Element) -> bool:
    """Whether an element is the number with which a note begins, or a link back to its mark."""
    back = element.tag == "a" and (element.get("href") or "").startswith("#")
    return (back or "nootnum" in _classes(element) or element.tag == "sup") and len(_text(element)) <= 3


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges a page: it has another table in it, or one cell."""
    return table.find(".//table") is not None or sum(1 for _ in islice(table.iter("td", "th"), 2)) == 1


def _is_raised(link: etree._Element) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or any(child.tag == "sup" for child in link)


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _span(cell: etree._Element, attribute: str) -> int:
    value = cell.get(attribute) or "1"
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def _metadata(root: etree._Element) -> Metadata:
    """Return the title of the dossier, and the session in the table above it; the rest stands in the head of the letter."""
    titles = root.xpath("//meta[@name='OVERHEIDop.dossiertitel' or @name='DC.title' or @name='dcterms.title']/@content")
    table = next((" ".join(table.itertext()) for table in root.iter("table") if _PUBLICATION_TABLE in _text(table)), "")
    session = _SESSION.search(table)
    return Metadata(title=" ".join(titles[0].split()) if titles else None, session=session[1] if session else None)
