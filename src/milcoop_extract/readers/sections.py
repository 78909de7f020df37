"""Partitions a letter into its preamble, its sections by heading in two levels, and its signature."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from milcoop_extract.document import Block, BlockKind, Document
from milcoop_extract.records import Section, SectionKind

from .rules import SectionRules

_PARENTHESIS = re.compile(r" *\([^()]*\)")
_ARTICLE = re.compile(r"(?:de|het) ")
_ORDINAL = re.compile(r" (?:\d+|[ivx]+|[a-z])$")
_OWN_TITLE = re.compile(r"(?:: | [–-] ).*", re.DOTALL)
_FIRST_NUMBERS = ("1", "I", "A")
_COORDINATION = re.compile(r" en |, | & |/")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading whose level is to be decided."""

    title: str
    number: str | None
    level: int | None
    after_signature: bool


@dataclass(frozen=True, slots=True)
class _Opening:
    """The kind and level of a section, and the offset where it begins."""

    start: int
    kind: SectionKind = "body"
    level: int = 0
    title: str | None = None
    page: int | None = None


def segment(document: Document, rules: SectionRules) -> tuple[Section, ...]:
    """Return the sections of a letter in the order of the text.

    Every character is in exactly one section: a section of level 1 ends where the first of level 2 below it begins. The
    preamble (the head of the letter), the signature and text that no heading stands above have level 0 and no title.
    """
    openings = list(_openings(document, rules))
    extents = pairwise([*(opening.start for opening in openings), len(document.text)])
    sections: list[Section] = []
    above: str | None = None
    for number, (opening, (start, end)) in enumerate(zip(openings, extents, strict=True), 1):
        id_ = f"s{number:02d}"
        if opening.level == 1:
            above = id_
        source_start, source_end = document.alignment.to_source(start, end) if document.alignment else (None, None)
        sections.append(
            Section(
                id=id_,
                kind=opening.kind,
                level=opening.level,
                title=opening.title,
                parent=above if opening.level == 2 else None,
                start=start,
                end=end,
                source_start=source_start,
                source_end=source_end,
                page=opening.page,
            )
        )
    return tuple(sections)


def _openings(document: Document, rules: SectionRules) -> Iterator[_Opening]:
    headings = list(_headings(document))
    levels = iter(_marked_levels(headings) or _levels(headings, rules))
    before: BlockKind | None = None
    for block in document.blocks:
        match block.kind:
            case BlockKind.HEADING:
                yield _Opening(block.start, "body", next(levels), _title(document, block), block.page)
            case BlockKind.HEAD if before is None:
                yield _Opening(block.start, "preamble", page=block.page)
            case BlockKind.SIGNATURE if before is not BlockKind.SIGNATURE:
                yield _Opening(block.start, "signature", page=block.page)
            case BlockKind.PARAGRAPH | BlockKind.LIST_ITEM if before in (None, BlockKind.HEAD):
                yield _Opening(block.start, page=block.page)
        before = block.kind


def _headings(document: Document) -> Iterator[_Heading]:
    before: BlockKind | None = None
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            after_signature = before is BlockKind.SIGNATURE
            yield _Heading(_title(document, block), block.number, block.level, after_signature)
        before = block.kind


def _title(document: Document, heading: Block) -> str:
    return document.text[heading.start if heading.title_start is None else heading.title_start : heading.end].removesuffix(":")


def _marked_levels(headings: Sequence[_Heading]) -> list[int] | None:
    """Return the levels that the format tells, the second for all below the first; None where it does not tell them apart."""
    marked = {heading.level for heading in headings}
    levels = marked - {None}
    if marked != levels or len(levels) < 2:
        return None
    first = True
    found: list[int] = []
    for heading in headings:
        first = first or heading.after_signature
        found.append(1 if first or heading.level == min(filter(None, levels)) else 2)
        first = False
    return found


def _levels(headings: Iterable[_Heading], rules: SectionRules) -> list[int]:
    """Return the level of each heading.

    Numbering tells the level, and a known name is of the first level, unless the headings of the first level are numbered; an
    unknown one is of the second below a numbered heading, and below a partner where the letter is arranged by partners. The
    first heading is always of the first level, and so is the first after the signature.
    """
    names = {name.casefold(): entry.kind for entry in rules.name for name in entry.names}
    with_kinds = [(heading, _kind(heading.title, names)) for heading in headings]
    by_partner = _is_by_partner([kind for heading, kind in with_kinds if not heading.number])
    levels: list[int] = []
    has_subsections = numbered = False
    series = 1
    unnumbered: list[str | None] = []
    for heading, kind in with_kinds:
        number = heading.number
        if number in _FIRST_NUMBERS:
            below = not numbered and len(unnumbered) > 1 and unnumbered[-1] != "frame"
            series = 2 if below or has_subsections else 1
        if number:
            level = 2 if "." in number else series
        elif kind == "frame":
            level = 1
        elif kind == "partner":
            level = 2 if numbered else 1
        else:
            level = 2 if has_subsections or numbered else 1
        if level == 1 or not levels or heading.after_signature:
            level, numbered, has_subsections = 1, number is not None, kind == "partner" and by_partner
        if not number:
            unnumbered.append(kind)
        levels.append(level)
    return levels


def _is_by_partner(kinds: Sequence[str | None]) -> bool:
    """Whether a letter is arranged by partners: there are several, and one comes first or right after another.

    `kinds` are those of its headings without number. Where other names come before and between the partners, they stand beside
    them.
    """
    own = [kind for kind in kinds if kind != "frame"]
    in_a_row = any(kind == following == "partner" for kind, following in pairwise(own))
    return own.count("partner") > 1 and (own[0] == "partner" or in_a_row)


def _kind(title: str, kinds: Mapping[str, str]) -> str | None:
    """Return the kind of a title that is a known name, or several of them; a frame may have a title of its own after it."""
    plain = _plain(title)
    names = [plain] if plain in kinds else [_ARTICLE.sub("", name, count=1) for name in _COORDINATION.split(plain)]
    if all(name in kinds for name in names):
        return kinds[names[0]]
    return "frame" if kinds.get(_plain(_OWN_TITLE.sub("", title))) == "frame" else None


def _plain(title: str) -> str:
    return _ORDINAL.sub("", _PARENTHESIS.sub("", title.casefold()))
