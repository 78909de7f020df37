"""Output folders read again: what is taken from where, and what is said where nothing can be."""

import shutil
from pathlib import Path

import pytest

from in_process import InProcess
from milcoop_extract.batch import run as batch
from milcoop_extract.batch.publish import Format
from milcoop_extract.batch.settings import Settings
from milcoop_extract.batch.store import Store
from milcoop_extract.errors import OutputError
from milcoop_extract.extractor import extract_text
from milcoop_extract.views import results as outputs
from milcoop_extract.views.results import Results

TEXT = "Den Haag, 3 februari 2022\n\nGeachte voorzitter,\n\nHet onderhoud kost dit\njaar € 3 miljoen.\n"


def run(folder: Path, *formats: Format) -> Path:
    """Run over a letter and an empty file; return the output folder."""
    letters = folder / "letters"
    letters.mkdir()
    (letters / "brief.txt").write_text(TEXT, encoding="utf-8")
    (letters / "leeg.txt").write_text("", encoding="utf-8")
    output = folder / "output"
    batch.run_with([str(letters)], output, Settings.of(), InProcess(), formats=set(formats))
    shutil.rmtree(letters)
    return output


def read(output: Path) -> tuple[Results, str | None]:
    results = outputs.read(output)
    return results, results.letters[0].text


@pytest.mark.parametrize("format_", [Format.JSON, Format.CSV])
def test_records_and_texts_are_there_when_the_sources_are_gone(tmp_path: Path, format_: Format) -> None:
    results, text = read(run(tmp_path, format_))
    expected = extract_text(TEXT)
    assert text == expected.text
    assert [letter.record.mentions for letter in results.letters] == [expected.record.mentions]
    assert results.letters[0].record.document.id == "brief"
    assert [(failure.document, failure.stage) for failure in results.failures] == [("leeg", "read")]


def test_the_record_file_goes_before_what_the_run_kept(tmp_path: Path) -> None:
    output = run(tmp_path, Format.JSON)
    file = output / "records" / "brief.json"
    file.write_text(file.read_text(encoding="utf-8").replace("3000000", "4000000"), encoding="utf-8")
    results, text = read(output)
    assert "4000000" in results.letters[0].record.model_dump_json()
    assert text is not None


def test_records_alone_have_no_text(tmp_path: Path) -> None:
    output = run(tmp_path, Format.JSON)
    shutil.rmtree(output / ".milcoop")
    assert read(output)[1] is None
    (output / "manifest.json").unlink()
    assert [letter.record.document.id for letter in read(output)[0].letters] == ["brief"]


def test_texts_are_left_out_where_they_are_not_needed(tmp_path: Path) -> None:
    assert outputs.read(run(tmp_path, Format.JSON), texts=False).letters[0].text is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"schema_version": "0"}'])
def test_what_is_no_record(content: str, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(OutputError, match=r"a\.json: is"):
        outputs.read(tmp_path)


def test_a_folder_without_results(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no results"):
        outputs.read(tmp_path)


def test_a_record_that_no_run_has_written(tmp_path: Path) -> None:
    output = run(tmp_path, Format.JSON)
    file = output / "records" / "brief.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"type": "amount"', '"type": "sum"'), encoding="utf-8")
    with pytest.raises(OutputError, match="is not as a run writes it"):
        outputs.read(output)


@pytest.mark.parametrize("damage", [b"", b"no gzip", None])
def test_a_text_that_is_damaged_is_none(damage: bytes | None, tmp_path: Path) -> None:
    output = run(tmp_path, Format.JSON)
    (path,) = (
        path for path in (output / ".milcoop" / "letters").rglob("*.gz") if Store(output).read_text(path.name.partition(".")[0])
    )
    path.write_bytes(path.read_bytes()[:100] if damage is None else damage)
    assert Store(output).read_text(path.name.partition(".")[0]) is None
