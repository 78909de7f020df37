"""The output of components: span groups and the extensions `span._.milcoop` and `doc._.milcoop_date`."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from spacy.tokens import Doc, Span

from milcoop_extract.records import Cue, Reading

R_co = TypeVar("R_co", bound=Reading, covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[R_co]):
    """A mention as a component finds it: its character range, the id of the rule that fired, what was read off it, and by which
    words.
    """

    start: int
    end: int
    rule: str
    reading: R_co
    cues: tuple[Cue, ...] = ()


def _get_reading(span: Span) -> dict[str, Any] | None:
    readings: tuple[dict[str, Any], ...] | None = span.doc.user_data.get(span.label_)
    return readings[int(span.id_)] if readings else None


Span.set_extension("milcoop", getter=_get_reading, force=True)
Doc.set_extension("milcoop_date", default=None, force=True)


def assign(doc: Doc, group: str, found: Iterable[Found[Reading]]) -> Doc:
    """Write mentions, in the order of the text, to the span group `group` and to the extension of its spans.

    The readings are kept as plain JSON values in `doc.user_data`, so that the document can be serialised.
    """
    ordered = sorted(found, key=lambda item: item.start)
    doc.user_data[group] = tuple(
        {
            "start": item.start,
            "end": item.end,
            "rule": item.rule,
            **item.reading.model_dump(mode="json"),
            "cues": [cue.model_dump() for cue in sorted(item.cues, key=lambda cue: (cue.start, cue.attribute))],
        }
        for item in ordered
    )
    starts = token_starts(doc)
    doc.spans[group] = [
        Span(doc, bisect_right(starts, item.start) - 1, bisect_left(starts, item.end), label=group, span_id=str(index))
        for index, item in enumerate(ordered)
    ]
    return doc


def text_of(doc: Doc) -> str:
    """Return `doc.text`, which spaCy puts together from the tokens at every call, and keep it for the next component."""
    if "milcoop_text" not in doc.user_data:
        doc.user_data["milcoop_text"] = doc.text
    text: str = doc.user_data["milcoop_text"]
    return text


def token_starts(doc: Doc) -> list[int]:
    """Return where each token starts, for look-ups by bisection; `Doc.char_span` goes through all tokens every time."""
    starts: list[int] = doc.to_array("IDX").tolist()
    return starts


def take(doc: Doc, group: str, ranges: Iterable[tuple[int, int]]) -> None:
    """Mark ranges as taken, beside the mentions of `group`, for the components that run after it."""
    doc.user_data["milcoop_taken"] = {**doc.user_data.get("milcoop_taken", {}), group: tuple(ranges)}


def taken(doc: Doc, groups: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the mentions of some groups, and those that their components have marked as taken."""
    apart = doc.user_data.get("milcoop_taken", {})
    for group in groups:
        yield from ((found["start"], found["end"]) for found in readings(doc, group))
        yield from apart.get(group, ())


def readings(doc: Doc, group: str) -> tuple[dict[str, Any], ...]:
    """Return what the component of `group` found, or nothing where it has not run."""
    found: tuple[dict[str, Any], ...] = doc.user_data.get(group, ())
    return found
