"""Letters as Word documents (DOCX).

The XML of the archive is read with lxml: python-docx gives no notes, no numbers of lists and no tracked changes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from lxml import etree

from milcoop_extract.document import Cell, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.assemble import Passage, RawLetter, assemble
from milcoop_extract.readers.classify import has_title_form
from milcoop_extract.readers.inline import Inline
from milcoop_extract.readers.rules import ReadingRules

from .archive import Package
from .numbering import Counters, Level

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN_PART = "word/document.xml"

_NAMESPACE = re.compile(r"\{[^}]*\}")
_HEADING_STYLE = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)", re.IGNORECASE)
_BULLETS = {"\uf02d": "-", **dict.fromkeys(("o", "\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc"), "•")}
"""Bullets of symbol fonts, and what they are in Unicode."""

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "fldData", "Fallback", "sectPr", "tblPr", "trPr"}
)
_NO_TEXT_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|NOTEREF|TOC)\b")
"""Fields whose result is no text of the letter: numbers of pages, second marks of notes, the table of contents."""

_MAX_DEPTH = 200


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace: strict documents have another one."""
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _get(element: etree._Element | None, attribute: str) -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if _NAMESPACE.sub("", key) == attribute), None)


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if _name(child) == name), None)
    return element


def _is_on(element: etree._Element | None) -> bool:
    """Whether a property such as bold is there and not switched off."""
    return element is not None and (_get(element, "val") or "true") not in {"0", "false", "off"}


def read_docx(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of a Word document; `name` is the name of the file.

    Raises ReadError for an archive that is damaged, locked or too large.
    """
    archive = Package(data, name)
    if MAIN_PART not in archive.parts:
        raise ReadError(
            name, f"this archive is no Word document: {MAIN_PART} is missing", "Save the letter as DOCX, ODT or PDF."
        )
    captions = frozenset(word.casefold() for word in rules.sections.heading.captions)
    reader = _DocxReader(archive)
    try:
        passages = tuple(reader.read())
    except RecursionError as error:
        raise ReadError(name, "its parts are nested too deeply", "Save the letter as plain text.") from error
    if not any(passage.is_heading for passage in passages):
        passages = tuple(_by_look(passages, reader.looks, captions))
    letter = RawLetter(passages, MEDIA_TYPE, sha256(data).hexdigest(), aside=tuple(reader.aside))
    return assemble(letter, name, rules)


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs, with the properties that it inherits from the style it is based on."""

    level: int | None
    numbering: tuple[str, int] | None


class _DocxReader:
    """Goes through the body of a document in the order of the text."""

    def __init__(self, archive: Package) -> None:
        self._archive = archive
        self._styles = _styles(archive)
        self._lists = _lists(archive)
        self._counters = Counters()
        self._tables = count(1)
        self._note_parts = {kind: _notes(archive, f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
        self._printed: dict[str, str] = {}
        self.aside: list[str] = []
        self.looks: dict[int, tuple[bool, bool]] = {}

    def read(self) -> Iterator[Passage]:
        """Yield the passages of the body, then the notes in the order of their marks."""
        body = _child(self._archive.xml(MAIN_PART), "body")
        if body is not None:
            yield from self._blocks(body, "/body")
        for part in sorted(self._archive.parts):
            if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part):
                self.aside += filter(None, (_plain(paragraph) for paragraph in _paragraphs(self._archive.xml(part))))
        for key, marker in self._printed.items():
            kind, _, id_ = key.partition(" ")
            for paragraph in _paragraphs(self._note_parts[kind][id_]):
                inline = Inline()
                self._collect(paragraph, inline)
                for lines in inline.paragraphs():
                    yield Passage(lines, note=key, marker=marker, path=f"/{kind}[{id_}]")

    def _blocks(self, parent: etree._Element, path: str) -> Iterator[Passage]:
        numbers = count(1)
        for element in parent:
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element, f"{path}/p[{next(numbers)}]")
            elif name == "tbl":
                yield from self._cells(element, f"{path}/tbl[{next(numbers)}]")
            elif name not in _LEFT_OUT:
                yield from self._blocks(element, path)

    def _paragraph(self, element: etree._Element, path: str, cell: Cell | None = None) -> Iterator[Passage]:
        properties = _child(element, "pPr")
        if _is_framed(properties):
            self.aside += filter(None, [_plain(element)])
            return
        style = self._styles.get(_get(_child(properties, "pStyle"), "val") or "", _Style(None, None))
        outline = _get(_child(properties, "outlineLvl"), "val")
        level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.level
        list_, at = self._numbering(properties, style)
        label = self._counters.label(list_, self._lists.get(list_, {}), at) if list_ else ""
        inline = Inline()
        inline.add(f"{label} " if label else None)
        boxes: list[etree._Element] = []
        self._collect(element, inline, boxes)
        for lines in inline.paragraphs():
            passage = Passage(
                lines,
                is_heading=level is not None and cell is None,
                level=level,
                is_item=bool(label) and level is None,
                cell=cell,
                path=path,
            )
            self.looks[id(passage.lines)] = _look(element)
            yield passage
        for box in boxes:
            yield from self._blocks(box, path)

    def _numbering(self, properties: etree._Element | None, style: _Style) -> tuple[str, int]:
        own = _child(properties, "numPr")
        id_ = _get(_child(own, "numId"), "val")
        level = _get(_child(own, "ilvl"), "val")
        if id_ is None and style.numbering:
            id_, at = style.numbering
            return ("" if id_ == "0" else id_), int(level) if level and level.isdigit() else at
        return ("" if id_ in {None, "0"} else id_ or ""), int(level) if level and level.isdigit() else 0

    def _cells(self, table: etree._Element, path: str) -> Iterator[Passage]:
        """Yield the cells of a table; a merged one stands in the first of its columns."""
        number = next(self._tables)
        for row, cells in enumerate((part for part in table if _name(part) == "tr"), 1):
            column = 1
            for cell in (part for part in _unwrapped(cells) if _name(part) == "tc"):
                for paragraph in _paragraphs(cell):
                    yield from self._paragraph(paragraph, f"{path}/tr[{row}]", Cell(number, row, column))
                span = _get(_child(cell, "tcPr", "gridSpan"), "val")
                column += int(span) if span and span.isdigit() else 1

    def _collect(self, element: etree._Element, inline: Inline, boxes: list[etree._Element] | None = None) -> None:
        """Collect the text of the runs of a paragraph, without what is deleted, hidden, or the code of a field."""
        is_no_text = False
        for run in _runs(element):
            for part in run:
                if _name(part) == "instrText":
                    is_no_text = is_no_text or _NO_TEXT_FIELD.match(part.text or "") is not None
                elif _get(part, "fldCharType") == "end":
                    is_no_text = False
            if is_no_text or _is_on(_child(run, "rPr", "vanish")):
                continue
            for part in run:
                self._collect_part(part, inline, boxes)

    def _collect_part(self, part: etree._Element, inline: Inline, boxes: list[etree._Element] | None) -> None:
        match _name(part):
            case "t":
                inline.add(part.text)
            case "tab" | "ptab":
                inline.add(" ")
            case "br" | "cr":
                inline.line_break()
            case "noBreakHyphen":
                inline.add("-")
            case "sym":
                code = _get(part, "char") or ""
                inline.add(_BULLETS.get(chr(int(code, 16)), "") if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else None)
            case "footnoteReference" | "endnoteReference" as name:
                kind, id_ = name.removesuffix("Reference"), _get(part, "id") or ""
                if id_ in self._note_parts[kind]:
                    key = f"{kind} {id_}"
                    self._printed.setdefault(key, str(len(self._printed) + 1))
                    inline.mark(key)
            case "drawing" | "pict" | "AlternateContent" | "object":
                for box in part.iter():
                    if _name(box) == "txbxContent" and not any(_name(above) == "Fallback" for above in box.iterancestors()):
                        if boxes is not None and not _is_anchored_beside(box):
                            boxes.append(box)
                        else:
                            self.aside += filter(None, map(_plain, _paragraphs(box)))


def _by_look(
    passages: tuple[Passage, ...], looks: Mapping[int, tuple[bool, bool]], captions: frozenset[str]
) -> Iterator[Passage]:
    """Make headings of the paragraphs that are bold or slanted as a whole and have the form of a title."""
    for passage in passages:
        bold, italic = looks.get(id(passage.lines), (False, False))
        text = " ".join(line.text for line in passage.lines)
        plain = passage.note is None and passage.cell is None and not passage.is_item
        if plain and (bold or italic) and has_title_form(text, len(passage.lines), captions):
            yield Passage(
                passage.lines, is_heading=True, level=1 if bold and not italic else 2 if bold else 3, path=passage.path
            )
        else:
            yield passage


def _look(paragraph: etree._Element) -> tuple[bool, bool]:
    """Return whether all the words of a paragraph are bold, and whether all are slanted."""
    runs = [run for run in _runs(paragraph) if any(_name(part) == "t" and (part.text or "").strip() for part in run)]
    if not runs:
        return False, False
    return all(_is_on(_child(run, "rPr", "b")) for run in runs), all(_is_on(_child(run, "rPr", "i")) for run in runs)


def _runs(element: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph, also those in links, insertions, fields and content controls."""
    for child in element:
        name = _name(child)
        if name == "r":
            yield child
        elif name == "fldSimple" and _NO_TEXT_FIELD.match(_get(child, "instr") or ""):
            continue
        elif name not in _LEFT_OUT and depth < _MAX_DEPTH:
            yield from _runs(child, depth + 1)


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, and for content controls what they hold."""
    for child in parent:
        if _name(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _unwrapped(child)
        else:
            yield child


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    return (element for element in parent.iter() if _name(element) == "p")


def _plain(paragraph: etree._Element) -> str:
    texts = (part.text or "" for run in _runs(paragraph) for part in run if _name(part) == "t")
    return " ".join("".join(texts).split())


def _is_framed(properties: etree._Element | None) -> bool:
    """Whether a paragraph stands in a frame beside the text, as the margin block of a ministry does."""
    frame = _child(properties, "framePr")
    return frame is not None and _get(frame, "dropCap") is None


def _is_anchored_beside(box: etree._Element) -> bool:
    """Whether a text box is placed relative to the page or its margin, and not in the line."""
    anchor = next((above for above in box.iterancestors() if _name(above) in {"anchor", "inline", "pict", "p"}), None)
    return anchor is not None and _name(anchor) in {"anchor", "pict"}


def _styles(archive: Package) -> dict[str, _Style]:
    """Return the styles of paragraphs by id."""
    if "word/styles.xml" not in archive.parts:
        return {}
    raw = {_get(style, "styleId") or "": style for style in archive.xml("word/styles.xml") if _name(style) == "style"}
    return {id_: _style(id_, raw, frozenset()) for id_ in raw}


def _style(id_: str, raw: Mapping[str, etree._Element], seen: frozenset[str]) -> _Style:
    style = raw.get(id_)
    if style is None or id_ in seen:
        return _Style(None, None)
    outline = _get(_child(style, "pPr", "outlineLvl"), "val")
    named = _HEADING_STYLE.fullmatch((_get(_child(style, "name"), "val") or "").strip()) or _HEADING_STYLE.fullmatch(id_)
    base = _style(_get(_child(style, "basedOn"), "val") or "", raw, seen | {id_})
    level = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else int(named[1]) if named else base.level
    number, at = (_get(_child(style, "pPr", "numPr", part), "val") for part in ("numId", "ilvl"))
    numbering = (number, int(at) if at and at.isdigit() else 0) if number else base.numbering
    return _Style(level, numbering)


def _lists(archive: Package) -> dict[str, dict[int, Level]]:
    """Return the levels of the numbered and bulleted lists by the id that paragraphs name."""
    if "word/numbering.xml" not in archive.parts:
        return {}
    root = archive.xml("word/numbering.xml")
    abstract = {_get(part, "abstractNumId"): part for part in root if _name(part) == "abstractNum"}
    found = {}
    for part in root:
        definition = abstract.get(_get(_child(part, "abstractNumId"), "val")) if _name(part) == "num" else None
        if definition is not None:
            found[_get(part, "numId") or ""] = dict(_levels(definition))
    return found


def _levels(definition: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in definition:
        at = _get(level, "ilvl")
        if _name(level) != "lvl" or at is None or not at.isdigit():
            continue
        form, text = _get(_child(level, "numFmt"), "val"), _get(_child(level, "lvlText"), "val") or ""
        start = _get(_child(level, "start"), "val") or "1"
        if form == "bullet":
            yield int(at), Level(None, _BULLETS.get(text, text or "•"))
        elif form != "none":
            yield int(at), Level(form or "decimal", text, int(start) if start.isdigit() else 1)


def _notes(archive: Package, part: str) -> dict[str, etree._Element]:
    """Return the notes of a part by id, without the lines that separate notes from text."""
    if part not in archive.parts:
        return {}
    return {_get(note, "id") or "": note for note in archive.xml(part) if _get(note, "type") in {None, "normal"}}
