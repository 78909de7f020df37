"""Many letters in: what a run writes, and what a letter that fails costs."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from milcoop_extract import batch
from milcoop_extract.batch import Format
from milcoop_extract.inputs import collect
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
