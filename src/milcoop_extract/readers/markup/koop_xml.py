"""Letters as the official site publishes them in XML: root `officiele-publicatie`, and before about 2009 `kamerwrk`."""

import html
import html.entities
import re
from collections.abc import Iterator
from datetime import date as Day
from hashlib import sha256
from itertools import count

from lxml import etree

from milcoop_extract.document import Cell, Document, Metadata
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.assemble import Passage, RawLetter, assemble
from milcoop_extract.readers.inline import Inline, with_paths
from milcoop_extract.readers.rules import ReadingRules

from .grid import Grid
from .safe_xml import parse

MEDIA_TYPE = "application/xml"
ROOTS = frozenset({"officiele-publicatie", "kamerwrk"})

_NOTES = frozenset({"noot", "voetnoot"})
_REFERENCES = frozenset({"nootref", "voetref"})
_HEADINGS = frozenset({"tussenkop", "tuskop", "kop"})
_LEFT_OUT = frozenset({"metadata", "illustratie", "officiele-inhoudsopgave", "versie", "ordernr"})
_BLOCKS = frozenset(
    {"al", "al-groep", "lijst", "li", "table", "tekst", "titel", "functie", "naam"}
    | {"tekstregel", "bijlage", "divisie", "citaat", "term", "definitie", "bijschrift", "vraag", "antwoord"}
    | {"spreker", "onderw", "nummer", "entry", "wat", "plaats", "datumtekst", "kamervraagnummer", "kamervraagomschrijving"}
    | {"kamervraagonderwerp"}
    | _HEADINGS
    | _NOTES
)
_SPACED = frozenset({"naam", "dossiernummer", "dossier", "stuknr", "kop", "onderw", "spreker"})
"""Elements whose parts are words of their own, whatever stands between them."""

_WORDS = _BLOCKS - {"naam", "nummer", "plaats"} | {"noot.al", "noot.li", "li.nr", "row"}
"""Elements after which a new word begins, where they stand in running text, in a cell or a note."""

_ONE_LINE = frozenset({"dossier", "onderw", "naam"})
"""Elements that are printed on one line, although their parts could stand alone."""

_LOOKS = {"vet": 1, "vetcur": 2, "halfvet": 2, "cur": 3, "ondlijn": 3, "rom": 4}
"""The looks of headings, the most prominent first: they are the only hint of the level."""

_LONGEST_ENTITY = 100
_SESSION = re.compile(r"(\d{4})\D+(\d{2,4})")


def read_koop_xml(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of an official publication; `name` is the name of the file.

    Raises ReadError for XML that is not well-formed, or is something else than an official publication.
    """
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        reason = f"this XML is not well-formed: {error.msg}"
        raise ReadError(name, reason, "Get the file again from the official site.") from error
    if root.tag not in ROOTS:
        reason = f"this XML is no official publication: its root is {root.tag}"
        raise ReadError(name, reason, "Take the file of the publication itself, not that of its metadata.")
    letter = RawLetter(tuple(_KoopReader(root).read()), MEDIA_TYPE, sha256(data).hexdigest(), _metadata(root))
    return assemble(letter, name, rules)


def _entities(root: etree._Element) -> dict[str, str]:
    """Return what the document itself says that entities stand for, where that is a few characters and nothing else."""
    dtd = root.getroottree().docinfo.internalDTD
    entities = {entity.name: entity.content or "" for entity in dtd.iterentities()} if dtd is not None else {}
    return {name: text for name, text in entities.items() if len(text) <= _LONGEST_ENTITY and not {"&", "<"} & set(text)}


class _KoopReader:
    """Goes through the elements of a publication in the order of the text."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._entities = _entities(root)
        self._tables = count(1)
        self._keys = count(1)
        self._notes: list[Passage] = []

    def read(self) -> Iterator[Passage]:
        """Yield the passages, each with the notes whose marks are in it behind it."""
        yield from self._blocks(self._root, f"/{self._root.tag}", 0)

    def _blocks(self, element: etree._Element, path: str, depth: int) -> Iterator[Passage]:
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            return
        if tag == "lijst":
            yield from self._items(element, path)
        elif tag == "table":
            yield from self._cells(element, path)
        elif tag in _HEADINGS:
            look = _LOOKS.get(element.get("kopopmaak") or element.get("letat") or "vet", 1)
            level = 10 * depth + (0 if tag == "kop" else look)
            yield from self._passages(element, path, is_heading=True, level=level)
        elif tag in _NOTES:
            self._note(element)
            yield from self._waiting()
        elif tag == "stuk":
            yield from self._document(element, path, depth)
        elif tag in _ONE_LINE or not _has_blocks(element):
            yield from self._passages(element, path)
        else:
            yield from self._mixed(element, path, depth + (tag == "divisie"))

    def _document(self, element: etree._Element, path: str, depth: int) -> Iterator[Passage]:
        """Yield a document: first its number and title on one line, as they are printed."""
        title = [part for part in (element.find(tag) for tag in ("stuknr", "nummer", "titel")) if part is not None]
        inline = Inline()
        for part in title:
            self._collect(part, inline)
            inline.add(" ")
        yield from self._as_passages(inline, path)
        for child, child_path in with_paths(element, path):
            if child not in title:
                yield from self._blocks(child, child_path, depth)

    def _mixed(self, element: etree._Element, path: str, depth: int) -> Iterator[Passage]:
        """Yield what the children hold; text beside them is a paragraph."""
        inline = Inline()
        inline.add(element.text)
        for child, child_path in with_paths(element, path):
            if _is_block(child):
                yield from self._as_passages(inline, path)
                inline = Inline()
                yield from self._blocks(child, child_path, depth)
            else:
                self._collect_child(child, inline)
            inline.add(child.tail)
        yield from self._as_passages(inline, path)

    def _passages(
        self, element: etree._Element, path: str, *, is_heading: bool = False, level: int | None = None
    ) -> Iterator[Passage]:
        inline = Inline()
        self._collect(element, inline)
        yield from self._as_passages(inline, path, is_heading=is_heading, level=level)

    def _as_passages(
        self,
        inline: Inline,
        path: str,
        *,
        is_heading: bool = False,
        level: int | None = None,
        is_item: bool = False,
        cell: Cell | None = None,
    ) -> Iterator[Passage]:
        for lines in inline.paragraphs():
            yield Passage(lines, is_heading=is_heading, level=level, is_item=is_item, cell=cell, path=path)
        yield from self._waiting()

    def _waiting(self) -> Iterator[Passage]:
        notes, self._notes = self._notes, []
        yield from notes

    def _items(self, element: etree._Element, path: str) -> Iterator[Passage]:
        """Yield the items of a list, the label before the first paragraph of each."""
        for item, item_path in with_paths(element, path):
            inline = Inline()
            inline.add(item.text)
            for child, child_path in with_paths(item, item_path):
                if child.tag in {"lijst", "table"}:
                    yield from self._as_passages(inline, item_path, is_item=True)
                    inline = Inline()
                    yield from self._blocks(child, child_path, 0)
                else:
                    self._collect_child(child, inline)
                    if _is_block(child):
                        yield from self._as_passages(inline, child_path, is_item=True)
                        inline = Inline()
                inline.add(child.tail)
            yield from self._as_passages(inline, item_path, is_item=True)

    def _cells(self, element: etree._Element, path: str) -> Iterator[Passage]:
        """Yield the cells of a CALS table; one that goes over several columns stands in the first of them."""
        title = element.find("title")
        if title is not None:
            yield from self._passages(title, path)
        number = next(self._tables)
        columns = {
            spec.get("colname"): at
            for group in element.iter("tgroup")
            for at, spec in enumerate(group.iterchildren("colspec"), 1)
            if spec.get("colname")
        }
        grid = Grid()
        for row in element.iter("row"):
            grid.next_row()
            for entry in row.iterchildren("entry"):
                first = columns.get(entry.get("namest") or entry.get("colname"))
                wide = columns.get(entry.get("nameend"), first or 0) - (first or 0) + 1
                inline = Inline()
                self._collect(entry, inline)
                cell = Cell(number, grid.row, grid.place(max(wide, 1) if first else 1, _rows(entry), first))
                yield from self._as_passages(inline, f"{path}/row[{grid.row}]", cell=cell)

    def _collect(self, element: etree._Element, inline: Inline) -> None:
        """Collect the text of an element, and put marks where its notes stand."""
        spaced = element.tag in _SPACED
        inline.add(element.text)
        for child in element:
            if spaced:
                inline.add(" ")
            self._collect_child(child, inline)
            inline.add(child.tail)

    def _collect_child(self, child: etree._Element, inline: Inline) -> None:
        if child.tag is etree.Entity:
            inline.add(self._entities.get(child.name) or html.entities.html5.get(f"{child.name};", " "))
        elif not isinstance(child.tag, str):
            return  # a processing instruction
        elif child.tag == "br":
            inline.line_break()
        elif child.tag in _NOTES:
            inline.mark(self._note(child))
        elif child.tag in _REFERENCES:
            inline.mark(_reference(child))
        elif child.tag not in _LEFT_OUT:
            self._collect(child, inline)
            if child.tag in _WORDS:
                inline.add(" ")

    def _note(self, element: etree._Element) -> str:
        """Keep a note for after its passage; return its key."""
        marker = element.find("noot.nr")
        printed = "".join(map(str, marker.itertext())) if marker is not None else element.get("nr", "")
        key = element.get("id") or f"noot {next(self._keys)}"
        inline = Inline()
        inline.add(element.text)
        for child in element:
            if child is not marker:
                self._collect_child(child, inline)
            inline.add(child.tail)
        for lines in inline.paragraphs():
            self._notes.append(Passage(lines, path=f"//{element.tag}[@id='{key}']", note=key, marker=printed.strip()))
        return key


def _reference(element: etree._Element) -> str:
    return element.get("refid") or element.get("id") or element.get("nr") or "".join(map(str, element.itertext())).strip()


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or (isinstance(element.tag, str) and _has_blocks(element))


def _has_blocks(element: etree._Element) -> bool:
    return any(child.tag in _BLOCKS and child.tag not in _NOTES for child in element.iterdescendants())


def _rows(entry: etree._Element) -> int:
    """Return how many rows an entry of a table goes over."""
    more = entry.get("morerows") or "0"
    return int(more) + 1 if more.isascii() and more.isdigit() and len(more) < 5 else 1


def _metadata(root: etree._Element) -> Metadata:
    """Return what the elements of the head say; the rest is read from the head of the letter."""
    dossier = root.find(".//dossiernummer")
    number = root.find(".//ondernummer")
    title = root.find(".//dossier/titel")
    day = root.find(".//stuk//datum[@isodatum]")
    session = next((_SESSION.search("".join(map(str, line.itertext()))) for line in root.iter("tekstregel", "vergjaar")), None)
    return Metadata(
        title=_text(title),
        date=_day(day.get("isodatum", "")) if day is not None else None,
        dossier=_dossier(dossier) if dossier is not None else None,
        number=_text(number),
        session=f"{session[1]}-{_full_year(session[1], session[2])}" if session else None,
    )


def _text(element: etree._Element | None) -> str | None:
    """Return the text of an element, with the characters that its entities stand for."""
    return " ".join(html.unescape("".join(map(str, element.itertext()))).split()) or None if element is not None else None


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text)
    except ValueError:
        return None


def _dossier(element: etree._Element) -> str | None:
    """Return the number of a dossier as identifiers have it, with the chapter of the budget behind it."""
    number = re.sub(r"\D", "", _text(element.find("dossiernr")) or "")
    chapter = _text(element.find("begrotingshoofdstuk"))
    return f"{number}-{chapter}" if number and chapter else number or None


def _full_year(first: str, second: str) -> str:
    return second if len(second) == 4 else str(int(first) + 1)
