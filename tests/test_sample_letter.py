"""The letter of corpus/formats: its files are those that its source makes, and each format gives what the others give."""

import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest

from milcoop_extract import Extraction, extract
from milcoop_extract.document import Block, BlockKind
from milcoop_extract.errors import ReadError
from milcoop_extract.readers import read
from milcoop_extract.records import Mention
from sample_letter import FOLDER, make_all

STEM = "voorbeeld-samenwerking-2022"
TEXT = FOLDER / f"{STEM}-tekst.txt"
OTHERS = sorted(set(FOLDER.glob(f"{STEM}-*")) - {TEXT})
WITHOUT_DOSSIER = {f"{STEM}-ministerie.pdf", f"{STEM}-word.docx"}
PLACE = {"id", "start", "end", "source_start", "source_end", "page", "section", "sentence", "equivalent_to"}


def content(data: bytes) -> object:
    """Return what a file says, in which the version of the library that wrote it does not show."""
    if data.startswith(b"%PDF"):
        return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data)]
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            ours = {"content.xml", "word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"}
            return {name: archive.read(name) for name in archive.namelist() if name in ours}
    return data


def test_the_files_are_those_that_the_source_makes() -> None:
    made = make_all()
    assert {path.name for path in FOLDER.glob(f"{STEM}-*")} == set(made)
    for name, data in made.items():
        assert content((FOLDER / name).read_bytes()) == content(data), f"{name}: run `make formats`"


def test_the_files_are_the_same_every_time() -> None:
    assert make_all() == make_all()


@cache
def extracted(path: Path) -> Extraction:
    """Extract a file; one whose format is not read yet is skipped."""
    try:
        read(path)
    except ReadError as error:
        if "not read yet" not in error.reason:
            raise
        pytest.skip(error.reason)
    return extract(path)


def facts(extraction: Extraction, mention: Mention) -> str:
    """Return what a mention says: all but its place and that of its cues."""
    exclude: dict[str, Any] = {**dict.fromkeys(PLACE, True), "cues": {"__all__": {"start", "end"}}}
    return json.dumps(mention.model_dump(mode="json", exclude=exclude), sort_keys=True)


def block_at(extraction: Extraction, mention: Mention) -> Block:
    return next(block for block in reversed(extraction.letter.blocks) if block.start <= mention.start)


def mentions_of_body(extraction: Extraction) -> Iterator[tuple[str | None, str]]:
    """Yield the mentions of the letter after its head with the title of their section; the head depends on the format."""
    titles = {section.id: section.title for section in extraction.sections}
    for mention in extraction.mentions:
        if block_at(extraction, mention).kind not in {BlockKind.HEAD, BlockKind.FOOTNOTE}:
            yield titles[mention.section], facts(extraction, mention)


def mentions_of_notes(extraction: Extraction) -> list[tuple[str, str]]:
    """Return the mentions in notes, with the number of the note."""
    return [
        (note.marker, facts(extraction, mention))
        for note in extraction.letter.footnotes
        for mention in extraction.mentions
        if note.start <= mention.start < note.end
    ]


@pytest.fixture(params=OTHERS, ids=lambda path: path.name.removeprefix(f"{STEM}-"))
def other(request: pytest.FixtureRequest) -> Extraction:
    return extracted(request.param)


@pytest.fixture
def text() -> Extraction:
    return extracted(TEXT)


def test_the_mentions_are_those_of_the_text(text: Extraction, other: Extraction) -> None:
    assert list(mentions_of_body(other)) == list(mentions_of_body(text))
    assert mentions_of_notes(other) == mentions_of_notes(text)
    assert len(mentions_of_notes(text)) == 7


def test_the_headings_are_those_of_the_text(text: Extraction, other: Extraction) -> None:
    def outline(extraction: Extraction) -> list[tuple[int, str | None]]:
        return [(section.level, section.title) for section in extraction.sections if section.level]

    assert outline(other) == outline(text)
    assert [level for level, _ in outline(text)] == [1, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1]


def test_the_notes_hang_on_the_words_of_the_text(text: Extraction, other: Extraction) -> None:
    def notes(extraction: Extraction) -> list[tuple[str, str, str | None]]:
        words = extraction.text
        return [
            (note.marker, words[: note.anchor].split()[-1], words[note.start : note.end])
            for note in extraction.letter.footnotes
        ]

    assert notes(other) == notes(text)
    assert [anchor for _, anchor, _ in notes(text)] == ["uit,", "meegaat.", "2022.", "vergoed."]


def test_the_second_mark_of_a_note_is_no_text(other: Extraction) -> None:
    assert "dit jaar € 750.000. De voorgenomen" in other.text


def test_the_head_is_that_of_the_text(text: Extraction, other: Extraction) -> None:
    metadata = other.letter.metadata
    assert metadata.date == text.letter.metadata.date
    expected = (None, None) if other.document.source in WITHOUT_DOSSIER else ("39999", "4")
    assert (metadata.dossier, metadata.number) == expected


def test_the_cells_of_the_table(other: Extraction) -> None:
    cells = {block.cell: other.text[block.start : block.end] for block in other.letter.blocks if block.cell}
    assert {(cell.row, cell.column) for cell in cells} == {(row, column) for row in range(1, 5) for column in range(1, 4)}
    second_column = [text for cell, text in cells.items() if cell.column == 2]
    assert second_column == ["Bijdrage", "€ 10 miljoen", "€ 17,5 miljoen", "€ 22,5 miljoen"]
