"""Many letters in: which files are letters, their dates, and what one that fails costs."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from milcoop_extract import batch
from milcoop_extract.batch import Format, InputError, collect
from milcoop_extract.writers import TABLES

LETTER = """Den Haag, 3 februari 2022

Geachte voorzitter,

Het onderhoud kost dit jaar ongeveer € 3 miljoen. Dat is 2% meer dan vorig jaar.
"""


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "paths", "expected"),
    [
        (["b.txt", "a.txt"], ["."], ["a.txt", "b.txt"]),
        (["letters/a.TXT", "README.md", "manifest.csv", "gold/a.jsonl"], ["."], ["letters/a.TXT"]),
        (["a.txt", ".b.txt", ".venv/c.txt", "d/.e/f.txt"], ["."], ["a.txt"]),
        (["d/a.txt", "b.txt"], ["d"], ["a.txt"]),
        (["a.txt", "b.txt"], ["b.txt"], ["b.txt"]),
        (["a.txt", "b.txt"], ["b.txt", ".", "a.txt"], ["a.txt", "b.txt"]),
        (["letter.unknown"], ["letter.unknown"], ["letter.unknown"]),
    ],
)
def test_collect(files: list[str], paths: list[str], expected: list[str], tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(files, ""))
    assert [source.name for source in collect(tmp_path / path for path in paths)] == expected


@pytest.mark.parametrize(
    ("manifests", "path", "expected"),
    [
        ({}, ".", None),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\na.txt,2020-12-18\n"}, ".", None),
        ({"manifest.csv": "\ufefftitle,date,file\nJaarbrief,2020-12-18,d/a.txt\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\nd/a.txt,\n"}, ".", None),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, ".", date(2021, 1, 1)),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, "d/a.txt", date(2021, 1, 1)),
        (
            {"manifest.csv": "file,date\nd/a.txt,2020-12-18\n", "d/manifest.csv": "file,date\na.txt,2021-01-01\n"},
            ".",
            date(2021, 1, 1),
        ),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, "d", None),
    ],
)
def test_dates_of_a_manifest(manifests: dict[str, str], path: str, expected: date | None, tmp_path: Path) -> None:
    fill(tmp_path, {"d/a.txt": "", **manifests})
    assert [source.date for source in collect([tmp_path / path])] == [expected]


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({}, "nothing", "nothing: there is no such file or folder"),
        ({"a.md": ""}, ".", r"there are no letters in this folder \(looked for \.docx, \.htm,"),
        ({"a.txt": "", "manifest.csv": "name,date\na.txt,2020-12-18\n"}, ".", "manifest.csv: there is no column 'file'"),
        ({"a.txt": "", "manifest.csv": "file,date\na.txt,18-12-2020\n"}, ".", "manifest.csv, line 2: .*'18-12-2020'"),
    ],
)
def test_input_that_cannot_be_used(files: dict[str, str], path: str, message: str, tmp_path: Path) -> None:
    fill(tmp_path, files)
    with pytest.raises(InputError, match=message):
        collect([tmp_path / path])


def record(output: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((output / "records" / f"{name}.json").read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize(
    ("manifest", "option", "expected"),
    [
        ("", None, ("2022-02-03", "header")),
        ("file,date\na.txt,2021-05-06\n", None, ("2021-05-06", "manifest")),
        ("file,date\na.txt,2021-05-06\n", date(2019, 1, 2), ("2019-01-02", "option")),
    ],
)
def test_where_the_date_comes_from(manifest: str, option: date | None, expected: tuple[str, str], tmp_path: Path) -> None:
    letters = fill(tmp_path / "in", {"a.txt": LETTER} | ({"manifest.csv": manifest} if manifest else {}))
    batch.run(collect([letters]), tmp_path / "out", date=option)
    document = record(tmp_path / "out", "a")["document"]
    assert (document["date"], document["date_source"]) == expected


def test_a_letter_that_fails_costs_only_itself(tmp_path: Path) -> None:
    letters = fill(tmp_path / "in", {"a.txt": LETTER, "c.txt": LETTER, "d/c.txt": LETTER})
    (letters / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    summary = batch.run(collect([letters]), tmp_path / "out")
    assert (summary.letters, summary.mentions["amounts"], summary.mentions["percentages"]) == (2, 2, 2)
    assert [(failure.document, failure.file, failure.stage) for failure in summary.failures] == [
        ("b", "b.txt", "read"),
        ("c", "d/c.txt", "collect"),
    ]
    assert {path.name for path in (tmp_path / "out" / "records").iterdir()} == {"a.json", "c.json"}


def test_an_error_of_the_program_is_a_failure_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(batch, "extract", fail)
    (failure,) = batch.run(collect([fill(tmp_path, {"a.txt": LETTER})]), tmp_path / "out").failures
    assert (failure.stage, failure.reason) == ("extract", "ZeroDivisionError: division by zero")


def test_an_unwritable_output_stops_the_run(tmp_path: Path) -> None:
    letters = fill(tmp_path / "in", {"a.txt": LETTER})
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError, match="out"):
        batch.run(collect([letters]), tmp_path / "out")


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ({Format.JSON}, {"records"}),
        ({Format.CSV}, {"datapackage.json", *(f"{table}.csv" for table in TABLES)}),
        (set(Format), {"records", "datapackage.json", *(f"{table}.csv" for table in TABLES)}),
    ],
)
def test_formats(formats: set[Format], expected: set[str], tmp_path: Path) -> None:
    batch.run(collect([fill(tmp_path, {"a.txt": LETTER})]), tmp_path / "out", formats=formats)
    assert {path.name for path in (tmp_path / "out").iterdir()} == expected


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    letters = fill(tmp_path / "in", {"a.txt": LETTER, "b.txt": LETTER.replace("3", "4")})
    paths = [letters / "a.txt", letters / "b.txt"]
    batch.run(collect(paths), tmp_path / "one")
    batch.run(collect(reversed(paths)), tmp_path / "two")
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert len(one) == 14
