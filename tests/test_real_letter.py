"""The real letter, measured against its gold. It is not part of the project: without it these tests are skipped."""

import json
import re
from pathlib import Path

import pytest

from milcoop_extract import Extraction, extract
from milcoop_extract.evaluation import evaluate
from milcoop_extract.evaluation.results import DocumentScore
from milcoop_extract.readers import read

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "corpus" / "gold" / "kst-33279-32.jsonl"

AT_LEAST = {"amount": 1.0, "percentage": 1.0, "duration": 1.0, "kamerstuk": 1.0, "date": 0.99, "programme": 0.97}


@pytest.fixture(scope="module")
def score(real_letter: Path) -> DocumentScore:
    (document,) = evaluate([real_letter], GOLD.parent).documents
    return document


@pytest.fixture(scope="module")
def extraction(real_letter: Path) -> Extraction:
    return extract(real_letter)


@pytest.fixture(scope="module")
def decoded(real_letter: Path) -> str:
    return real_letter.read_text(encoding="utf-8")


@pytest.mark.parametrize("type_", AT_LEAST)
def test_mentions(type_: str, score: DocumentScore) -> None:
    found = score.scores.types[type_]
    assert found.counts.gold > 0
    assert found.strict.f1 is not None
    assert found.strict.f1 >= AT_LEAST[type_], score.differences


@pytest.mark.parametrize("type_", AT_LEAST)
def test_values(type_: str, score: DocumentScore) -> None:
    assert score.scores.types[type_].value == 1.0, score.differences


@pytest.mark.parametrize(
    ("type_", "attribute"),
    [
        ("amount", "qualifier"),
        ("amount", "role"),
        ("amount", "equivalent_to"),
        ("amount", "implicit"),
        ("percentage", "qualifier"),
        ("percentage", "role"),
        ("percentage", "basis"),
        ("date", "resolved"),
        ("date", "bound"),
        ("duration", "qualifier"),
        ("programme", "kind"),
    ],
)
def test_attributes(type_: str, attribute: str, score: DocumentScore) -> None:
    found = score.scores.types[type_]
    accuracy = found.counts.attributes[attribute]
    assert accuracy.total == found.counts.correct > 0
    assert accuracy.right >= 0.95 * accuracy.total, score.differences


def test_facts(score: DocumentScore) -> None:
    assert score.facts is not None
    assert score.facts.all.counts.gold > 0
    assert (score.facts.all.ratios.f1 or 0) >= 0.98, score.differences
    assert (score.facts.high.ratios.f1 or 0) >= 0.96, score.differences
    assert score.facts.high.ratios.precision == 1.0, score.differences
    assert (score.facts.all.with_status.f1 or 0) >= 0.95, score.differences


def test_sections(score: DocumentScore) -> None:
    counts = score.scores.sections.counts
    assert (counts.gold, counts.correct, counts.spurious) == (26, 26, 0)
    level = counts.attributes["level"]
    assert (level.right, level.total, counts.right_values) == (26, 26, 26)


def test_footnotes(extraction: Extraction) -> None:
    """Three notes, each tied to the figure or word before its mark."""
    assert [note.marker for note in extraction.footnotes] == ["1", "2", "3"]
    for note in extraction.footnotes:
        assert note.anchor is not None
        assert re.search(r"[\w%]$", extraction.text[: note.anchor])
        assert not re.match(r"\d", extraction.text[note.anchor :])
        assert note.end - note.start > 10


def test_footnote_marks_are_in_the_source_where_the_text_has_none(
    extraction: Extraction, real_letter: Path, decoded: str
) -> None:
    alignment = read(real_letter).alignment
    assert alignment
    for note in extraction.footnotes:
        assert note.anchor
        _, end = alignment.to_source(note.anchor - 1, note.anchor)
        assert decoded[end:].startswith(note.marker)


def test_source_offsets_are_those_of_the_gold(extraction: Extraction, decoded: str) -> None:
    """Every mention, compared with its place in the source: only white space and hyphens at line ends may differ."""
    squeezed = re.compile(r"[\s-]")
    for mention in extraction.mentions:
        source = decoded[mention.source_start : mention.source_end]
        assert squeezed.sub("", source) == squeezed.sub("", mention.text)
    entries = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]]
    gold = {(entry["type"], entry["start"], entry["end"]) for entry in entries if entry["type"] != "section"}
    found = {(mention.type, mention.source_start, mention.source_end) for mention in extraction.mentions}
    assert len(found) == len(extraction.mentions)
    assert len(found & gold) >= 0.98 * len(gold)


def test_words_broken_at_line_ends(extraction: Extraction, decoded: str) -> None:
    """Each hyphen at a line end is gone, or stands before a letter or a space and a word, never before a line break."""
    assert len(re.findall(r"\w-\n", decoded)) == 49
    assert re.search(r"-\n", extraction.text) is None
    assert re.search(r"\w- (?!en\b|of\b|tot\b|als\b)\w", extraction.text) is None


def test_the_date_is_found_without_the_gold(extraction: Extraction) -> None:
    """The letter that is at hand has no head: its text tells the year that it reports on."""
    document = extraction.document
    assert document.date is not None
    assert (document.date.year, document.date_source) == (2020, "inferred")
    assert (document.dossier, document.number) == ("33279", "32")
