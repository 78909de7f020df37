"""The text of a letter as HTML: sections, paragraphs, notes, sentences, and the mentions in them, each with an id to jump to.

HTML elements nest, mentions need not: what crosses the end of a sentence or of another mention is closed there and goes on in a
further element, which points to the first one with `data-of`. Everything that comes from the letter is escaped.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from milcoop_extract.records import FootnoteRecord, LetterRecord, Mention, Reference
from milcoop_extract.views.values import details, number, shown

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the mentions in it; `note` is its id and `marker` its mark where it is a note."""

    html: Markup
    note: str | None = None
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section: `heading` as it stands in the letter, None where there is none, and how often each type is mentioned."""

    id: str
    level: int
    name: str
    heading: Markup | None
    paragraphs: tuple[Paragraph, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the text that becomes an element; `again` opens it where it goes on after it had to be closed."""

    start: int
    end: int
    open: Markup
    again: Markup
    close: Markup


def section_texts(record: LetterRecord, text: str, prefix: str) -> Iterator[SectionText]:
    """Yield the sections of a letter; `prefix` begins all ids, so that those of several letters differ."""
    found = record.found
    spans = sorted(
        [*_sentence_spans(found, text), *_mention_spans(found, prefix)], key=lambda span: (span.start, -span.end)
    )  # the sort is stable, so a sentence stays around a mention of the same extent
    starts = [span.start for span in spans]
    reach = _reaches(spans)
    notes = {note.start: note for note in record.footnotes}
    marks = _marks(record.footnotes, prefix)
    counts = _counts(found)
    for section in record.sections:
        paragraphs: list[Paragraph] = []
        heading = None
        for start, end in _paragraphs(text, section.start, section.end):
            first, last = bisect_left(reach, start + 1), bisect_left(starts, end)
            html = _html(text, start, end, [span for span in spans[first:last] if span.end > start], marks)
            note = notes.get(start)
            if heading is None and not paragraphs and section.title:
                heading = html
            elif note:
                paragraphs.append(Paragraph(html, f"{prefix}{note.id}", note.marker))
            else:
                paragraphs.append(Paragraph(html))
        yield SectionText(
            id=f"{prefix}{section.id}",
            level=section.level,
            name=section.title or section.kind.capitalize(),
            heading=heading,
            paragraphs=tuple(paragraphs),
            counts=counts.get(section.id, Counter()),
        )


def _counts(found: Iterable[Mention | Reference]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for mention in found:
        counts.setdefault(mention.section, Counter())[mention.type] += 1
    return counts


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find(_BREAK, start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + len(_BREAK)


def _reaches(spans: Iterable[_Span]) -> list[int]:
    """Return for each span how far the text is covered by it and those before it; this never falls, so it can be searched."""
    reaches: list[int] = []
    for span in spans:
        reaches.append(max(span.end, reaches[-1] if reaches else 0))
    return reaches


def _marks(footnotes: Iterable[FootnoteRecord], prefix: str) -> dict[int, Markup]:
    """Return the marks of the notes by the offset behind which each hangs."""
    marks: dict[int, Markup] = {}
    for note in footnotes:
        if note.anchor is not None:
            mark = Markup('<sup><a id="{0}-mark" href="#{0}" aria-label="Note {1}">{1}</a></sup>').format(
                f"{prefix}{note.id}", note.marker
            )
            marks[note.anchor] = marks.get(note.anchor, Markup()) + mark
    return marks


def _mention_spans(found: Iterable[Mention | Reference], prefix: str) -> Iterator[_Span]:
    for mention in found:
        identifier = f"{prefix}{mention.id}"
        value, sort = shown(mention), number(mention)
        yield _Span(
            mention.start,
            mention.end,
            Markup('<mark id="{}" class="{}" title="{}" data-d="{}"{}>').format(
                identifier,
                mention.type,
                value,
                " · ".join([*details(mention), f"rule {mention.rule}"]),
                Markup(' data-n="{}"').format(sort) if sort else "",
            ),
            Markup('<mark data-of="{}" class="{}">').format(identifier, mention.type),
            Markup("</mark>"),
        )


def _sentence_spans(found: Iterable[Mention | Reference], text: str) -> Iterator[_Span]:
    """Yield the sentences with mentions; those that overlap, since a mention goes over the end of a sentence, are one."""
    opening, closing = Markup('<span class="s">'), Markup("</span>")
    extents = sorted({_sentence(mention, text) for mention in found})
    while extents:
        start, end = extents.pop(0)
        while extents and extents[0][0] < end:
            end = max(end, extents.pop(0)[1])
        yield _Span(start, end, opening, opening, closing)


def _sentence(mention: Mention | Reference, text: str) -> tuple[int, int]:
    """Return where the sentence of a mention stands; its paragraph where white space in it was changed."""
    start, end, sentence = mention.start, mention.end, mention.sentence
    at = text.find(sentence, max(end - len(sentence), 0), start + len(sentence))
    if at >= 0:
        return at, at + len(sentence)
    first, last = text.rfind(_BREAK, 0, start), text.find(_BREAK, end)
    return (first + len(_BREAK) if first >= 0 else 0), (last if last >= 0 else len(text))


def _html(text: str, start: int, end: int, spans: Sequence[_Span], marks: Mapping[int, Markup]) -> Markup:
    """Return the HTML of a stretch of the text; spans are in the order of their starts, the outer ones first."""
    begins: dict[int, list[_Span]] = {}
    for span in spans:
        begins.setdefault(max(span.start, start), []).append(span)
    points = {end, *begins, *(span.end for span in spans if span.end < end), *(at for at in marks if start < at <= end)}
    parts: list[Markup] = []
    opened: list[_Span] = []
    at = start
    for point in sorted(points):
        parts.append(escape(text[at:point]))
        at = point
        ended = next((index for index, span in enumerate(opened) if span.end <= point or point == end), None)
        if ended is not None:
            inner = opened[ended:]
            del opened[ended:]
            parts += [span.close for span in reversed(inner)]
            going_on = [span for span in inner if span.end > point and point < end]
            parts += [span.again for span in going_on]
            opened += going_on
        if point in marks:
            parts.append(marks[point])
        for span in begins.get(point, ()):
            parts.append(span.again if span.start < start else span.open)
            opened.append(span)
    return Markup().join(parts)
