"""The text of a letter as HTML. A case is a text, where its mentions stand, and the paragraphs that it becomes."""

import html
import re
from typing import Any

import pytest
from lxml import html as markup

from letters_for_reports import GERMAN, letter
from milcoop_extract.records import LetterRecord
from milcoop_extract.views.report.patchwork import patchwork
from milcoop_extract.views.report.text import section_texts


def mention(
    number: int, start: int, end: int, text: str, sentence: str | None = None, type_: str = "duration"
) -> dict[str, Any]:
    place = {"id": f"m{number}", "type": type_, "start": start, "end": end, "section": "s1", "rule": "r"}
    return {**place, "text": text[start:end], "sentence": sentence or text, "value": {"timex": "P1Y"}}


def record(
    text: str, *mentions: dict[str, Any], notes: tuple[dict[str, Any], ...] = (), title: str | None = None
) -> LetterRecord:
    document = {"id": "brief", "source": "brief.txt", "sha256": "0", "media_type": "text/plain", "words": len(text.split())}
    section = {"id": "s1", "kind": "body", "level": 1, "title": title, "start": 0, "end": len(text)}
    return LetterRecord.model_validate({"document": document, "sections": [section], "mentions": mentions, "footnotes": notes})


def body(text: str, *spans: tuple[int, int], sentence: str | None = None) -> list[str]:
    """Return the paragraphs of a text with mentions at these places, without what is the same in all marks."""
    mentions = [mention(number, start, end, text, sentence) for number, (start, end) in enumerate(spans)]
    (section,) = section_texts(record(text, *mentions), text, "")
    return [re.sub(r' (class="duration"|title="[^"]*"|data-d="[^"]*")', "", paragraph.html) for paragraph in section.paragraphs]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        pytest.param("abc", [], ["abc"], id="nothing"),
        pytest.param("abc", [(0, 3)], ['<span class="s"><mark id="m0">abc</mark></span>'], id="all"),
        pytest.param("abc", [(1, 2)], ['<span class="s">a<mark id="m0">b</mark>c</span>'], id="inside"),
        pytest.param(
            "abcd", [(0, 4), (1, 2)], ['<span class="s"><mark id="m0">a<mark id="m1">b</mark>cd</mark></span>'], id="nested"
        ),
        pytest.param(
            "abcd", [(0, 2), (2, 4)], ['<span class="s"><mark id="m0">ab</mark><mark id="m1">cd</mark></span>'], id="beside"
        ),
        pytest.param(
            "abcd",
            [(0, 3), (1, 4)],
            ['<span class="s"><mark id="m0">a<mark id="m1">bc</mark></mark><mark data-of="m1">d</mark></span>'],
            id="crossing",
        ),
        pytest.param(
            "a\n\nb", [(0, 1)], ['<span class="s"><mark id="m0">a</mark></span>', '<span class="s">b</span>'], id="break"
        ),
        pytest.param(
            "ab\n\ncd",
            [(1, 5)],
            ['<span class="s">a<mark id="m0">b</mark></span>', '<span class="s"><mark data-of="m0">c</mark>d</span>'],
            id="over a break",
        ),
        pytest.param("a\n\n\n\nb", [], ["a", "b"], id="empty paragraphs"),
    ],
)
def test_marks(text: str, spans: list[tuple[int, int]], expected: list[str]) -> None:
    assert body(text, *spans) == expected


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        pytest.param("Een. Twee. Drie.", "Twee.", 'Een. <span class="s"><mark id="m0">Twee</mark>.</span> Drie.', id="found"),
        pytest.param("Een.\nTwee.", "Een. Twee.", '<span class="s">Een.\n<mark id="m0">Twee</mark>.</span>', id="white space"),
    ],
)
def test_sentences(text: str, sentence: str, expected: str) -> None:
    at = text.index("Twee")
    assert body(text, (at, at + 4), sentence=sentence) == [expected]


def test_a_mention_over_two_sentences_makes_them_one() -> None:
    text = "Een a. Twee b."
    mentions = [mention(0, 0, 3, text, "Een a."), mention(1, 4, 11, text, text), mention(2, 12, 13, text, "Twee b.")]
    (section,) = section_texts(record(text, *mentions), text, "")
    assert section.paragraphs[0].html.count('class="s"') == 1


def test_notes_and_headings() -> None:
    text = "Kop\n\nWoord.\n\nEen noot."
    note = {"id": "n1", "marker": "1", "start": 13, "end": 22, "anchor": 10}
    (section,) = section_texts(record(text, notes=(note,), title="Kop"), text, "d1-")
    mark = '<sup><a id="d1-n1-mark" href="#d1-n1" aria-label="Note 1">1</a></sup>'
    assert section.heading == "Kop"
    assert [(each.html, each.note, each.marker) for each in section.paragraphs] == [
        (f"Woord{mark}.", None, None),
        ("Een noot.", "d1-n1", "1"),
    ]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "&amp; &lt;"])
def test_everything_is_escaped(text: str) -> None:
    (paragraph,) = body(text, (0, len(text)))
    assert html.unescape(re.sub(r"<[^>]*>", "", paragraph)) == text
    assert {element.tag for element in markup.fromstring(f"<p>{paragraph}</p>").iter()} == {"p", "span", "mark"}


def test_the_letter_is_shown_whole_and_in_order() -> None:
    found = letter(GERMAN)
    assert found.text
    sections = list(section_texts(found.record, found.text, "d1-"))
    pieces = []
    for section in sections:
        pieces += [section.heading] if section.heading else []
        pieces += [paragraph.html for paragraph in section.paragraphs]
    shown = [html.unescape(re.sub(r"<[^>]*>", "", piece)) for piece in pieces]
    assert "\n\n".join(shown) == found.text.strip()
    marked = re.findall(r'<mark id="d1-(m\d+)" class="(\w+)"', "".join(pieces))
    assert marked == [(each.id, each.type) for each in found.record.mentions]
    assert sum(sum(section.counts.values()) for section in sections) == len(marked)


def test_patchwork_has_the_sentences_with_their_mentions() -> None:
    found = letter(GERMAN)
    record, text = patchwork(found.record)
    found_again = [text[each.start : each.end] for each in record.mentions]
    assert found_again == [each.text for each in found.record.mentions]
    assert all(each.sentence in text for each in record.mentions)
    titles = [section.title or "" for section in record.sections]
    assert titles == ["", "Duitsland", "België", ""]
    assert all(text[section.start :].startswith(title) for section, title in zip(record.sections, titles, strict=True))


def test_patchwork_of_a_mention_that_its_sentence_writes_otherwise() -> None:
    text = "Een a  b."
    moved, patched = patchwork(record(text, mention(0, 4, 8, text, "Een a b.")))
    assert patched[moved.mentions[0].start : moved.mentions[0].end] == "Een a b."
