"""Classifies the paragraphs of the body of a letter: heading, text, list item, line of the signature."""

import re
from collections.abc import Container, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from milcoop_extract.document import BlockKind

from .lines import Line
from .paragraphs import ends_in_mark, ends_sentence, is_list_item
from .rules import SectionRules, SignatureEntry

_NUMBERING = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}(?=\.)|[A-Z](?=\.))(?P<closer>[.):]?) (?=\S)")
_NO_TITLE = re.compile(r"[€$£%]|\w{3}[.!?;] |[.,:;!?…-]$")
_PLAIN_NUMBER = re.compile(r"\d{1,2}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAX_TITLE_LENGTH = 120
_MAX_TITLE_LINES = 3
_MAX_TITLES_IN_A_ROW = 3
_MAX_SIGNATURE_LINE = 120


@dataclass(frozen=True, slots=True)
class ClassifiedParagraph:
    """A paragraph and what it is.

    `number` is the numbering that it begins with, `closer` the sign after that, `title_offset` where its words begin.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    text: str
    number: str | None
    closer: str
    title_offset: int


def classify(
    paragraphs: Sequence[Sequence[Line]],
    rules: SectionRules,
    headings: Container[int] | None = None,
    untitled: Container[int] = (),
) -> list[ClassifiedParagraph]:
    """Tell of each paragraph after the head of a letter what it is.

    `headings` are the indices of those that the format itself makes headings. Without them, a heading is recognised by its
    form: a short line without closing punctuation, no item of a list, with text after it; at most three stand in a row. One of
    a series of numbered titles may end in a colon. Those in `untitled`, as the rows of a table, have the form of none.
    """
    parts = [_part(lines) for lines in paragraphs]
    signature = _signature([part.text for part in parts], rules.signature)
    for i in signature:
        parts[i] = replace(parts[i], kind=BlockKind.SIGNATURE)
    if headings is not None:
        return [replace(part, kind=BlockKind.HEADING) if i in headings else part for i, part in enumerate(parts)]
    captions = frozenset(word.casefold() for word in rules.heading.captions)
    titled = {
        i
        for i, part in enumerate(parts)
        if i not in signature and i not in untitled and has_title_form(part.text, len(part.lines), captions)
    }
    return _with_headings(parts, signature, titled)


def _with_headings(parts: list[ClassifiedParagraph], signature: range, titled: Set[int]) -> list[ClassifiedParagraph]:
    """Return the parts, those headings that are `titled`: have the form of a title."""
    parts = list(parts)
    in_series = _in_series(parts, titled)

    def is_title(i: int) -> bool:
        return i in titled and (i in in_series or not parts[i].text.endswith(":")) and not _is_enumerated(parts, i)

    for titles, group in groupby(range(len(parts)), is_title):
        row = list(group)
        text_follows = row[-1] + 1 < len(parts) and row[-1] + 1 not in signature
        if titles and text_follows and len(row) <= _MAX_TITLES_IN_A_ROW:
            for i in row:
                parts[i] = replace(parts[i], kind=BlockKind.HEADING)
    return parts


def _part(lines: Sequence[Line]) -> ClassifiedParagraph:
    text = " ".join(line.text for line in lines)
    numbering = _NUMBERING.match(text)
    return ClassifiedParagraph(
        BlockKind.LIST_ITEM if is_list_item(text) else BlockKind.PARAGRAPH,
        tuple(lines),
        text,
        numbering["number"] if numbering else None,
        numbering["closer"] if numbering else "",
        numbering.end() if numbering else 0,
    )


def has_title_form(text: str, lines: int, captions: Container[str]) -> bool:
    """Whether a paragraph of so many lines could be a title; `captions` are first words of titles of figures, in lower case."""
    if len(text) > _MAX_TITLE_LENGTH or lines > _MAX_TITLE_LINES:
        return False
    numbering = _NUMBERING.match(text)
    title = text[numbering.end() :] if numbering else text
    if numbering and _PLAIN_NUMBER.fullmatch(numbering["number"]):
        title = title.removesuffix(":")
    word = _WORD.search(title)
    if word is None or word[0].casefold() in captions or _NO_TITLE.search(title) or ends_in_mark(title):
        return False
    first = title.lstrip("«\"“‘'(")[:1]
    return first.isupper() or first.isdigit()


def _in_series(parts: Sequence[ClassifiedParagraph], titled: Iterable[int]) -> set[int]:
    """Return which of the titles are numbered one after the other in the same way, with other paragraphs between them."""
    numbered = [i for i in sorted(titled) if (number := parts[i].number) and _PLAIN_NUMBER.fullmatch(number)]
    series: set[int] = set()
    for i, j in pairwise(numbered):
        if int(parts[j].number or 0) == int(parts[i].number or 0) + 1 and parts[i].closer == parts[j].closer and j > i + 1:
            series |= {i, j}
    return series


def _is_enumerated(parts: Sequence[ClassifiedParagraph], i: int) -> bool:
    """Whether the paragraph before or after a numbered one has the number before or after it, as in a list."""
    number = parts[i].number
    if number is None or not number.isdigit():
        return False
    beside = (part.number for part in (*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]))
    return any(other and other.isdigit() and abs(int(other) - int(number)) == 1 for other in beside)


def _signature(texts: Sequence[str], rules: SignatureEntry) -> range:
    """Return where the last signature is: "De Minister van Defensie," and the short lines after it."""
    openings, followers = (tuple(word.casefold() for word in words) for words in (rules.openings, rules.followers))
    found = range(0)
    stop = len(texts)
    for i in range(len(texts) - 1, -1, -1):
        folded = texts[i].casefold()
        if len(folded) > _MAX_SIGNATURE_LINE or ends_sentence(folded) or folded.startswith(followers):
            stop = i
        elif folded.startswith(openings) and stop == (found.stop or stop):
            name_follows = 0 < i < stop - 1 and stop == len(texts)
            if name_follows or folded.endswith(",") or folded in openings:
                found = range(i, stop)
    return found
