"""Letters as OpenDocument texts (ODT), whose XML is read with lxml: odfpy builds an object for every element, and is slow."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from lxml import etree

from milcoop_extract.document import Cell, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.assemble import Passage, RawLetter, assemble
from milcoop_extract.readers.inline import Inline
from milcoop_extract.readers.rules import ReadingRules

from .archive import Package
from .numbering import Counters, Level

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAIN_PART = "content.xml"

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _DRAW, _STYLE, _OFFICE = (f"{_OASIS}{name}:1.0}}" for name in ("text", "table", "drawing", "style", "office"))
_SECTIONS = {f"{_TEXT}section", f"{_TEXT}index-body", f"{_OFFICE}text", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"}
_LEFT_OUT = frozenset(
    {f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_OFFICE}forms", f"{_TEXT}page-number"}
    | {
        f"{_TEXT}page-count",
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_TEXT}table-of-content",
        f"{_TEXT}hidden-text",
    }
    | {f"{_TEXT}hidden-paragraph", f"{_TEXT}note-ref", f"{_OFFICE}event-listeners"}
)
_MAX_SPACES = 100


def read_odt(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of an OpenDocument text; `name` is the name of the file.

    Raises ReadError for an archive that is damaged, locked or too large.
    """
    archive = Package(data, name)
    if MAIN_PART not in archive.parts:
        raise ReadError(
            name, f"this archive is no text document: {MAIN_PART} is missing", "Save the letter as DOCX, ODT or PDF."
        )
    if "META-INF/manifest.xml" in archive.parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ReadError(name, "this document is locked with a password", "Save a copy of it without a password.")
    reader = _OdtReader(archive)
    try:
        passages = tuple(reader.read())
    except RecursionError as error:
        raise ReadError(name, "its parts are nested too deeply", "Save the letter as plain text.") from error
    letter = RawLetter(passages, MEDIA_TYPE, sha256(data).hexdigest(), aside=tuple(reader.aside))
    return assemble(letter, name, rules)


@dataclass(frozen=True, slots=True)
class _InList:
    """The list that a paragraph stands in: its style and how deep."""

    style: str
    depth: int


class _OdtReader:
    """Goes through the body of a document in the order of the text."""

    def __init__(self, archive: Package) -> None:
        self._root = archive.xml(MAIN_PART)
        self._styles = archive.xml("styles.xml") if "styles.xml" in archive.parts else None
        self._lists = dict(_lists(self._root, self._styles))
        self._counters = Counters()
        self._tables = count(1)
        self._notes: list[tuple[str, str, etree._Element]] = []
        self.aside: list[str] = []

    def read(self) -> Iterator[Passage]:
        """Yield the passages of the body, then the notes in the order of their marks."""
        body = self._root.find(f".//{_OFFICE}body/{_OFFICE}text")
        if body is not None:
            yield from self._blocks(body, "/text")
        if self._styles is not None:
            for part in self._styles.iter(f"{_STYLE}header", f"{_STYLE}footer"):
                self.aside += filter(None, map(_plain, part.iter(f"{_TEXT}p")))
        for key, marker, note in self._notes:
            for paragraph in note.iterfind(f"{_TEXT}note-body//{_TEXT}p"):
                inline = Inline()
                self._collect(paragraph, inline)
                for lines in inline.paragraphs():
                    yield Passage(lines, note=key, marker=marker, path=f"/note[{key}]")

    def _blocks(self, parent: etree._Element, path: str, list_: _InList | None = None) -> Iterator[Passage]:
        numbers = count(1)
        for element in parent:
            tag = element.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            own = f"{path}/{tag.rpartition('}')[2]}[{next(numbers)}]"
            if tag == f"{_TEXT}h":
                level = element.get(f"{_TEXT}outline-level", "1")
                yield from self._paragraph(element, own, level=int(level) if level.isdigit() else 1)
            elif tag == f"{_TEXT}p":
                yield from self._paragraph(element, own)
            elif tag == f"{_TEXT}list":
                yield from self._items(element, own, list_)
            elif tag == f"{_TABLE}table":
                yield from self._cells(element, own)
            elif tag == f"{_DRAW}frame":
                self.aside += filter(None, map(_plain, element.iter(f"{_TEXT}p")))
            elif tag in _SECTIONS or len(element):
                yield from self._blocks(element, own, list_)

    def _items(self, element: etree._Element, path: str, outer: _InList | None) -> Iterator[Passage]:
        style = element.get(f"{_TEXT}style-name") or (outer.style if outer else "")
        list_ = _InList(style, outer.depth + 1 if outer else 0)
        for number, item in enumerate(element, 1):
            label = ""
            if item.tag == f"{_TEXT}list-item":
                has_text = any(child.tag in {f"{_TEXT}p", f"{_TEXT}h"} for child in item)
                levels = self._lists.get(style, {})
                label = self._counters.label(style, levels, list_.depth) if levels and has_text else ""
            for at, child in enumerate(item):
                own = f"{path}/list-item[{number}]"
                if child.tag == f"{_TEXT}list":
                    yield from self._items(child, own, list_)
                elif child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                    level = child.get(f"{_TEXT}outline-level", "1") if child.tag == f"{_TEXT}h" else None
                    yield from self._paragraph(
                        child,
                        own,
                        label=label if at == 0 else "",
                        is_item=level is None,
                        level=int(level) if level and level.isdigit() else None,
                    )

    def _paragraph(
        self,
        element: etree._Element,
        path: str,
        *,
        label: str = "",
        is_item: bool = False,
        level: int | None = None,
        cell: Cell | None = None,
    ) -> Iterator[Passage]:
        inline = Inline()
        inline.add(f"{label} " if label else None)
        self._collect(element, inline)
        for lines in inline.paragraphs():
            yield Passage(lines, is_heading=level is not None, level=level, is_item=is_item, cell=cell, path=path)

    def _cells(self, table: etree._Element, path: str) -> Iterator[Passage]:
        """Yield the cells of a table; a merged one stands in the first of its columns."""
        number = next(self._tables)
        for row, cells in enumerate(table.iter(f"{_TABLE}table-row"), 1):
            column = 1
            for cell in cells.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                for paragraph in cell.iter(f"{_TEXT}p", f"{_TEXT}h"):
                    yield from self._paragraph(paragraph, f"{path}/row[{row}]", cell=Cell(number, row, column))
                repeated = cell.get(f"{_TABLE}number-columns-repeated", "1")
                column += min(int(repeated), 1000) if repeated.isdigit() else 1

    def _collect(self, element: etree._Element, inline: Inline) -> None:
        """Collect the text of a paragraph, and put marks where its notes stand."""
        inline.add(element.text)
        for child in element:
            tag = child.tag
            if tag == f"{_TEXT}note":
                key = child.get(f"{_TEXT}id") or f"note {len(self._notes) + 1}"
                marker = child.find(f"{_TEXT}note-citation")
                self._notes.append((key, _plain(marker) if marker is not None else "", child))
                inline.mark(key)
            elif tag == f"{_TEXT}s":
                spaces = child.get(f"{_TEXT}c", "1")
                inline.add(" " * min(int(spaces), _MAX_SPACES) if spaces.isdigit() else " ")
            elif tag == f"{_TEXT}tab":
                inline.add(" ")
            elif tag == f"{_TEXT}line-break":
                inline.line_break()
            elif tag == f"{_DRAW}frame":
                self.aside += filter(None, map(_plain, child.iter(f"{_TEXT}p")))
            elif isinstance(tag, str) and tag not in _LEFT_OUT:
                self._collect(child, inline)
            inline.add(child.tail)


def _plain(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _lists(*roots: etree._Element | None) -> Iterator[tuple[str, dict[int, Level]]]:
    """Yield the levels of every list style by its name."""
    for root in roots:
        for style in root.iter(f"{_TEXT}list-style") if root is not None else ():
            levels: dict[int, Level] = {}
            for level in style:
                at = level.get(f"{_TEXT}level", "")
                if not at.isdigit():
                    continue
                if level.tag == f"{_TEXT}list-level-style-bullet":
                    levels[int(at) - 1] = Level(None, level.get(f"{_TEXT}bullet-char") or "•")
                elif level.tag == f"{_TEXT}list-level-style-number" and level.get(f"{_STYLE}num-format"):
                    start = level.get(f"{_TEXT}start-value", "1")
                    text = f"{level.get(f'{_STYLE}num-prefix') or ''}%{at}{level.get(f'{_STYLE}num-suffix') or ''}"
                    form = level.get(f"{_STYLE}num-format") or "1"
                    levels[int(at) - 1] = Level(form, text, int(start) if start.isdigit() else 1)
            yield style.get(f"{_STYLE}name", ""), levels
