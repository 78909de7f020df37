"""Rows to files: cells, parts, joined tables, data sets, data package."""

import csv
import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from milcoop_extract.cli import app
from milcoop_extract.errors import MissingParquetError
from milcoop_extract.mentions.types import mention_types
from milcoop_extract.records import LetterRecord
from milcoop_extract.tables import parquet
from milcoop_extract.tables.atomic import replace_parts
from milcoop_extract.tables.csv_injection import guard, unguard
from milcoop_extract.tables.parquet import require_parquet
from milcoop_extract.tables.rows import TABLES, fields
from milcoop_extract.tables.writers import (
    EXTRACTED,
    TableFormat,
    join_csv,
    write_csv_parts,
    write_errors,
    write_package,
    write_parquet_parts,
)
from records_of_letters import AMOUNT, FAILURE, LETTER, letter

SCHEMA = json.loads(CliRunner().invoke(app, ["schema"], catch_exceptions=False).stdout)


def data(letters: Iterable[LetterRecord]) -> Iterator[dict[str, Any]]:
    return (record.model_dump(mode="json") for record in letters)


def write_csv(folder: Path, *shards: Sequence[LetterRecord]) -> dict[str, list[dict[str, str]]]:
    """Write the CSV files of letters in parts and read them again with the standard library."""
    for number, shard in enumerate(shards):
        (folder / f"store{number}").mkdir()
        write_csv_parts(data(shard), folder / f"store{number}")
    read: dict[str, list[dict[str, str]]] = {}
    for table in EXTRACTED:
        parts = [folder / f"store{number}" / f"{table}.csv.gz" for number in range(len(shards))]
        join_csv(parts, folder / f"{table}.csv", table)
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            read[table] = list(csv.DictReader(file))
    return read


def write_parquet(folder: Path, *shards: Sequence[LetterRecord]) -> None:
    for number, shard in enumerate(shards):
        (folder / f"store{number}").mkdir(exist_ok=True)
        write_parquet_parts(data(shard), folder / f"store{number}")
    for table in EXTRACTED:
        parts = {f"part-{n:05d}.parquet": folder / f"store{n}" / f"{table}.parquet" for n in range(len(shards))}
        replace_parts(folder / f"{table}.parquet", parts)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_tables_hold_the_letters_of_all_parts_in_their_order(tmp_path: Path) -> None:
    read = write_csv(tmp_path, [LETTER, letter(AMOUNT, id_="c")], [], [letter(AMOUNT, id_="d")])
    assert {table: "".join(row["document"] for row in found) for table, found in read.items()} == {
        "documents": "acd",
        "sections": "aaccdd",
        "amounts": "aacd",
        **dict.fromkeys([*(type_.table for type_ in mention_types() if type_.table != "amounts"), "indicators"], "a"),
    }
    assert [row["implicit"] for row in read["amounts"]] == ["false", "true", "false", "false"]
    assert [row["value_amount"] for row in read["amounts"]] == ["2000000", "", "2000000", "2000000"]


def test_parts_do_not_show_in_a_csv_file(tmp_path: Path) -> None:
    letters = [LETTER, letter(AMOUNT, id_="c")]
    for name, shards in {"one": [letters], "two": [letters[:1], letters[1:]]}.items():
        (tmp_path / name).mkdir()
        write_csv(tmp_path / name, *shards)
    for table in EXTRACTED:
        assert (tmp_path / "one" / f"{table}.csv").read_bytes() == (tmp_path / "two" / f"{table}.csv").read_bytes()


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+31 70", "'+31 70"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-0.5\n=1", "'-0.5\n=1"),
        ("-0.5", "-0.5"),
        ("-12", "-12"),
        ("'=1", "''=1"),
        ("''+1", "'''+1"),
        ("'-0.5", "'-0.5"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("2 = 2", "2 = 2"),
        ("België – «€ 5»; \"Ja\", 'nee'", "België – «€ 5»; \"Ja\", 'nee'"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(tmp_path: Path, title: str, cell: str) -> None:
    assert write_csv(tmp_path, [letter(title=title)])["sections"][1]["title"] == cell


@given(st.text() | st.text(st.sampled_from("'=-+@1.\t＝")))
def test_no_text_starts_a_formula_or_is_lost(text: str) -> None:
    cell = guard(text)
    assert unguard(cell) == text
    assert cell in {text, f"'{text}"}
    assert cell[:1] not in {"=", "+", "@", "\t", "\r"}


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write_csv(tmp_path, [LETTER])
    assert pd.read_csv(tmp_path / "indicators.csv")["equivalent_value"].tolist() == [-0.5]


def test_failures_as_csv(tmp_path: Path) -> None:
    write_errors([FAILURE, FAILURE.model_copy(update={"reason": "=1"})], tmp_path, TableFormat.CSV)
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == [FAILURE.model_dump(), {**FAILURE.model_dump(), "reason": "'=1"}]


def test_failures_as_parquet(tmp_path: Path) -> None:
    for failures in ([FAILURE], [FAILURE, FAILURE], []):
        write_errors(failures, tmp_path, TableFormat.PARQUET)
        assert pq.read_table(tmp_path / "errors.parquet").to_pylist() == [failure.model_dump() for failure in failures]
    assert contents(tmp_path).keys() == {"errors.parquet/part-00000.parquet"}


@pytest.mark.parametrize("write", [write_csv_parts, write_parquet_parts])
def test_parts_are_the_same_from_run_to_run_and_there_for_every_table(write: Any, tmp_path: Path) -> None:
    for name, shard in {"one": [LETTER], "two": [LETTER], "none": []}.items():
        (tmp_path / name).mkdir()
        write(data(shard), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "none").keys() == contents(tmp_path / "one").keys()
    assert len(contents(tmp_path / "none")) == len(EXTRACTED)


def test_parts_have_neither_time_nor_name(tmp_path: Path) -> None:
    write_csv_parts(data([LETTER]), tmp_path)
    part = (tmp_path / "amounts.csv.gz").read_bytes()
    assert part[3:8] == bytes(5)
    assert gzip.decompress(part).startswith(b"a,s02,")


@pytest.mark.parametrize("write", [write_csv_parts, write_parquet_parts])
def test_parts_that_broke_off_leave_nothing(write: Any, tmp_path: Path) -> None:
    def interrupted() -> Iterator[dict[str, Any]]:
        yield from data([LETTER])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(interrupted(), tmp_path)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("damage", [lambda part: part[:-9], lambda part: part[:40] + b"?" + part[41:], lambda _: b"no gzip"])
def test_a_damaged_part_leaves_the_old_table(damage: Any, tmp_path: Path) -> None:
    write_csv(tmp_path, [LETTER])
    before = (tmp_path / "sections.csv").read_bytes()
    part = tmp_path / "store0" / "sections.csv.gz"
    part.write_bytes(damage(part.read_bytes()))
    with pytest.raises((EOFError, gzip.BadGzipFile, zlib.error)):
        join_csv([part], tmp_path / "sections.csv", "sections")
    assert (tmp_path / "sections.csv").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("table", EXTRACTED)
def test_the_columns_of_parquet(table: str, tmp_path: Path) -> None:
    write_parquet_parts(data([]), tmp_path)
    types = {"string": "string", "number": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]"}
    found = pq.read_schema(tmp_path / f"{table}.parquet")
    assert [(field.name, str(field.type)) for field in found] == [
        (field["name"], types[field["type"]]) for field in fields(table)
    ]


def test_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BATCH", 3)
    monkeypatch.setattr(parquet, "ROW_GROUP", 4)
    letters = [letter(AMOUNT, id_=f"a{number}") for number in range(11)]
    write_parquet_parts(data(letters), tmp_path)
    with pq.ParquetFile(tmp_path / "amounts.parquet") as file:
        assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [6, 5]
        assert file.read()["document"].to_pylist() == [record.document.id for record in letters]


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require_parquet()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for write in (require_parquet, lambda: write_parquet_parts([], tmp_path)):
        with pytest.raises(MissingParquetError, match=r"pip install .milcoop-extract\[parquet\]"):
            write()


def test_other_programs_read_the_tables(tmp_path: Path) -> None:
    letters = [LETTER, letter(AMOUNT, id_="c", title='=1, "België"\n')]
    write_csv(tmp_path, letters)
    write_parquet(tmp_path, letters[:1], letters[1:])
    query = "SELECT document, value_amount::DECIMAL(38, 2) AS sum, implicit, source_start FROM {} ORDER BY ALL"
    expected = [("a", 2000000, False, 11), ("a", None, True, None), ("c", 2000000, False, 11)]
    with duckdb.connect() as connection:
        for source in (f"read_csv('{tmp_path}/amounts.csv')", f"read_parquet('{tmp_path}/amounts.parquet/*.parquet')"):
            assert connection.sql(query.format(source)).fetchall() == expected
        titles = connection.sql(f"SELECT title FROM read_parquet('{tmp_path}/sections.parquet/*.parquet') WHERE document = 'c'")
        assert titles.fetchall()[1] == ('=1, "België"\n',)
    assert pd.read_parquet(tmp_path / "amounts.parquet")["document"].tolist() == ["a", "a", "c"]


@pytest.mark.parametrize("formats", [{TableFormat.CSV}, {TableFormat.PARQUET}, set(TableFormat)])
def test_the_package_describes_each_table(formats: set[TableFormat], tmp_path: Path) -> None:
    write_csv(tmp_path, [LETTER])
    write_parquet(tmp_path, [LETTER], [LETTER])
    for format_ in TableFormat:
        write_errors([], tmp_path, format_)
    write_package(tmp_path, formats)
    first = (tmp_path / "datapackage.json").read_bytes()
    write_package(tmp_path, sorted(formats, reverse=True))
    assert (tmp_path / "datapackage.json").read_bytes() == first
    resources = json.loads(first)["resources"]
    assert len({resource["name"] for resource in resources}) == len(resources) == len(TABLES) * len(formats)
    assert {resource["format"] for resource in resources} == formats
    for resource in resources:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        if resource["format"] == "csv":
            with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
                assert next(csv.reader(file)) == columns
            assert resource["schema"]["missingValues"] == [""]
        else:
            assert [pq.read_schema(tmp_path / path).names for path in resource["path"]] == [columns] * len(resource["path"])
            assert len(resource["path"]) == (1 if resource["name"] == "errors-parquet" else 2)
        assert {field["type"] for field in resource["schema"]["fields"]} <= {"string", "integer", "number", "boolean", "date"}


def test_a_record_is_read_back_and_validates() -> None:
    text = LETTER.model_dump_json(indent=2)
    assert LetterRecord.model_validate_json(text) == LETTER
    assert text.startswith('{\n  "schema_version": "1",\n  "document": {\n    "id": "a",')
    assert "€ 2 miljoen" in text
    jsonschema.validate(json.loads(text), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_no_record() -> None:
    broken = LETTER.model_dump(mode="json") | {"schema_version": "0"}
    with pytest.raises(jsonschema.ValidationError, match="'1' was expected"):
        jsonschema.validate(broken, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_that_of_the_models() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert LetterRecord.model_json_schema(mode="serialization") == SCHEMA
