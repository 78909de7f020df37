"""The real letter in every format: the mentions, headings, notes and metadata of the text. Skipped where it is not at hand."""

from pathlib import Path

import pytest

from milcoop_extract import Extraction, extract
from milcoop_extract.evaluation import evaluate

ROOT = Path(__file__).parents[1]
TYPES = ("amount", "percentage", "date", "duration", "kamerstuk", "programme")
ANCHORS = ["beleidsstukken", "2016", "1,48%"]
FURNITURE = ("Tweede Kamer, vergaderjaar", "ISSN", "kst-33279-32", "Naar boven", "X Noot", "Datum publicatie")


@pytest.fixture(scope="module", params=["pdf", "xml", "html", "docx", "odt"])
def path(request: pytest.FixtureRequest) -> Path:
    name = f"kst-33279-32.{request.param}"
    for folder in (ROOT / "corpus", ROOT.parent / "shared" / "corpus"):
        if (folder / name).exists():
            return folder / name
    pytest.skip(f"{name} is neither in corpus/ nor in ../shared/corpus/")


@pytest.fixture(scope="module")
def extraction(path: Path) -> Extraction:
    return extract(path)


def test_mentions_are_those_of_the_gold(path: Path) -> None:
    (document,) = evaluate([path], ROOT / "corpus" / "gold").documents
    scores = {type_: document.scores.types[type_] for type_ in TYPES}
    assert {type_: score.strict.recall for type_, score in scores.items()} == dict.fromkeys(TYPES, 1.0)
    assert min(score.strict.f1 or 0 for score in scores.values()) >= 0.995
    assert {score.value for score in scores.values()} == {1.0}
    assert (document.scores.sections.strict.f1, document.scores.sections.attributes) == (1.0, {"level": 1.0})


def test_notes_hang_on_the_same_words(extraction: Extraction) -> None:
    anchors = [extraction.text[: note.anchor].split()[-1] for note in extraction.footnotes if note.anchor]
    assert anchors == ANCHORS
    assert [note.marker for note in extraction.footnotes] == ["1", "2", "3"]


def test_metadata(extraction: Extraction) -> None:
    document = extraction.document
    assert (str(document.date), document.dossier, document.number) == ("2020-12-18", "33279", "32")


def test_nothing_around_the_letter_is_in_its_text(extraction: Extraction) -> None:
    assert [words for words in FURNITURE if words in extraction.text] == []


def test_every_mention_has_its_place(extraction: Extraction) -> None:
    places = extraction.letter.places
    for mention in extraction.mentions:
        place = next(place for place in reversed(places) if place.start <= mention.start)
        assert place.path or (place.page == mention.page and place.box)
