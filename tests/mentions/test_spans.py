"""How components hand over what they found."""

from collections.abc import Iterator
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from milcoop_extract.mentions.spans import Found, assign, readings, take, taken, text_of, token_starts
from milcoop_extract.records import Percent, PercentageReading

NLP = spacy.blank("nl")
TEXT = "Dat is 5%-norm en ook (7,5%)."


def found(*ranges: tuple[int, int]) -> Iterator[Found[PercentageReading]]:
    for start, end in ranges:
        reading = PercentageReading(value=Percent(percent=str(start)))
        yield Found(start, end, "test.rule", reading)


@pytest.fixture
def doc() -> Doc:
    return NLP(TEXT)


def test_spans_are_the_tokens_that_a_mention_touches(doc: Doc) -> None:
    starts = token_starts(doc)
    assert starts == [token.idx for token in doc]
    for start in range(len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            span: Span = assign(doc, "test", found((start, end))).spans["test"][0]
            touched = [token.i for token in doc if token.idx < end and start < token.idx + len(token.text_with_ws)]
            assert [token.i for token in span] == touched
            assert span._.milcoop["start"] == start
            assert span._.milcoop["end"] == end


def test_readings_are_plain_values_in_the_order_of_the_text(doc: Doc) -> None:
    assign(doc, "test", found((23, 27), (7, 9)))
    expected: list[dict[str, Any]] = [
        {
            "start": start,
            "end": end,
            "rule": "test.rule",
            "value": {"percent": str(start)},
            "qualifier": None,
            "role": "level",
            "basis": None,
            "points": False,
            "cues": [],
        }
        for start, end in [(7, 9), (23, 27)]
    ]
    assert list(readings(doc, "test")) == expected
    assert [span._.milcoop for span in doc.spans["test"]] == expected
    assert [(span.label_, span.id_) for span in doc.spans["test"]] == [("test", "0"), ("test", "1")]


def test_groups_do_not_mix(doc: Doc) -> None:
    assign(assign(doc, "one", found((7, 9))), "two", found((23, 27)))
    assert [span._.milcoop["start"] for span in doc.spans["one"]] == [7]
    assert [span._.milcoop["start"] for span in doc.spans["two"]] == [23]


def test_nothing_found(doc: Doc) -> None:
    assert readings(doc, "test") == ()
    assign(doc, "test", found())
    assert readings(doc, "test") == ()
    assert list(doc.spans["test"]) == []


def test_a_span_of_another_component_has_no_reading(doc: Doc) -> None:
    assert doc[0:2]._.milcoop is None
    assert Span(doc, 0, 2, label="PER")._.milcoop is None


def test_what_is_taken(doc: Doc) -> None:
    assert list(taken(doc, ["one", "two"])) == []
    assign(assign(doc, "one", found((7, 9))), "two", found((23, 27)))
    take(doc, "one", [(0, 3)])
    take(doc, "three", [(4, 6)])
    assert list(taken(doc, ["one", "two"])) == [(7, 9), (0, 3), (23, 27)]
    take(doc, "one", iter([(1, 2)]))
    assert list(taken(doc, ["one", "three"])) == [(7, 9), (1, 2), (4, 6)]


def test_text_of(doc: Doc) -> None:
    assert text_of(doc) == TEXT
    assert text_of(doc) is text_of(doc)
