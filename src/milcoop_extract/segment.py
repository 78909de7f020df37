"""Partitions a letter into its preamble, its sections by heading in two levels, and its signature."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .document import Block, BlockKind, Document
from .records import Section, SectionKind
from .rules import SectionRules

_PARENTHESIS = re.compile(r" *\([^()]*\)")
_ARTICLE = re.compile(r"(?:de|het) ")
_ORDINAL = re.compile(r" (?:\d+|[ivx]+|[a-z])$")
_COORDINATION = re.compile(r" en |, | & |/")


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a section is, and the offset where it begins."""

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
        if opening.level < 2:
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
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    levels = iter(_levels([(_title(document, block), block.number) for block in headings], rules))
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


def _title(document: Document, heading: Block) -> str:
    return document.text[heading.start if heading.title_start is None else heading.title_start : heading.end]


def _levels(headings: Sequence[tuple[str, str | None]], rules: SectionRules) -> list[int]:
    """Return the level of each heading, of which title and numbering are given.

    Numbering tells the level. A known name is of the first level, unless the headings of the first level are numbered; an
    unknown one is of the second below a partner or a numbered heading. The first heading is always of the first level.
    """
    kinds = {name.casefold(): entry.kind for entry in rules.name for name in entry.names}
    levels: list[int] = []
    has_subsections = numbered = False
    for title, number in headings:
        kind = _kind(title, kinds)
        if number:
            level = 2 if "." in number else 1
        elif kind == "frame":
            level = 1
        elif kind == "partner":
            level = 2 if numbered else 1
        else:
            level = 2 if has_subsections or numbered else 1
        if level == 1 or not levels:
            level, numbered, has_subsections = 1, number is not None, kind == "partner"
        levels.append(level)
    return levels


def _kind(title: str, kinds: Mapping[str, str]) -> str | None:
    """Return the kind of a title that is a known name, or several of them."""
    plain = _ORDINAL.sub("", _PARENTHESIS.sub("", title.casefold()))
    names = [plain] if plain in kinds else [_ARTICLE.sub("", name, count=1) for name in _COORDINATION.split(plain)]
    return kinds[names[0]] if all(name in kinds for name in names) else None
