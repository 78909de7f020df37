"""Rows to files: CSV and Parquet parts, joined tables, cells, the data package, and what stays when writing fails."""

import csv
import gzip
import json
import weakref
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_letters import AMOUNT, FAILURE, LETTER, letter
from milcoop_extract.formulas import unguard
from milcoop_extract.records import LetterRecord
from milcoop_extract.replacing import replace_parts, replacing
from milcoop_extract.tables import TABLES, Failure, fields, names
from milcoop_extract.writers import (
    EXTRACTED,
    TableFormat,
    join_csv,
    write_csv_parts,
    write_errors,
    write_package,
    write_parquet_parts,
)

SCHEMA = json.loads(files("milcoop_extract").joinpath("data/schemas/record.schema.json").read_text(encoding="utf-8"))


def data(records: Iterable[LetterRecord]) -> Iterator[Mapping[str, Any]]:
    return (record.model_dump(mode="json") for record in records)


def write(folder: Path, records: Iterable[LetterRecord], failures: Iterable[Failure] = ()) -> dict[str, list[dict[str, str]]]:
    """Write the tables, one part for each letter, and read them again with the standard library."""
    parts = []
    for number, record in enumerate(records):
        parts.append(folder / "parts" / str(number))
        parts[-1].mkdir(parents=True)
        write_csv_parts(data([record]), parts[-1])
    for table in EXTRACTED:
        join_csv((part / f"{table}.csv.gz" for part in parts), folder / f"{table}.csv", table)
    write_errors(failures, folder, TableFormat.CSV)
    write_package(folder, [TableFormat.CSV])
    return {table: read(folder / f"{table}.csv") for table in TABLES}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_hold_all_documents_and_failures(tmp_path: Path) -> None:
    read = write(tmp_path, [LETTER, letter(AMOUNT, id_="c")], [FAILURE])
    assert {table: [row["document"] for row in found] for table, found in read.items()} == {
        "documents": ["a", "c"],
        "sections": ["a", "a", "c", "c"],
        "amounts": ["a", "a", "c"],
        "percentages": ["a"],
        "dates": ["a"],
        "durations": ["a"],
        "kamerstukken": ["a"],
        "programmes": ["a"],
        "references": ["a"],
        "indicators": ["a"],
        "errors": ["b"],
    }
    assert read["errors"] == [FAILURE.model_dump()]
    assert [row["implicit"] for row in read["amounts"]] == ["false", "true", "false"]
    assert [row["value_amount"] for row in read["amounts"]] == ["2000000", "", "2000000"]


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
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("2 = 2", "2 = 2"),
        ("België – «€ 5»; \"Ja\", 'nee'", "België – «€ 5»; \"Ja\", 'nee'"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(tmp_path: Path, title: str, cell: str) -> None:
    assert write(tmp_path, [letter(title=title)])["sections"][1]["title"] == cell


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    assert pd.read_csv(tmp_path / "indicators.csv")["equivalent_value"].tolist() == [-0.5]


# U+0000 has no place in a CSV file, and surrogates have none in UTF-8.
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_no_text_starts_a_formula_or_is_lost(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    cell = write(tmp_path_factory.mktemp("tables"), [letter(title=title)])["sections"][1]["title"]
    assert unguard(cell) == title
    assert cell[:1] not in {"=", "+", "@", "\t", "\r"}


def test_the_package_describes_each_table(tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [f"{table}.csv" for table in TABLES]
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["missingValues"] == [""]
        assert {field["type"] for field in resource["schema"]["fields"]} <= {"string", "integer", "number", "boolean", "date"}


@pytest.mark.parametrize("format_", TableFormat)
def test_the_same_letters_give_the_same_bytes(format_: TableFormat, tmp_path: Path) -> None:
    write_parts = write_csv_parts if format_ is TableFormat.CSV else write_parquet_parts
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_parts(data([LETTER, letter(AMOUNT, id_="c")]), tmp_path / name)
        write_errors([FAILURE], tmp_path / name, format_)
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == len(TABLES)


def test_a_part_is_streamed(tmp_path: Path) -> None:
    """A record can be forgotten as soon as the next one is asked for."""
    alive = []

    def records() -> Iterator[Mapping[str, Any]]:
        for number in range(3):
            record = Forgettable(letter(AMOUNT, id_=f"a{number}").model_dump(mode="json"))
            alive.append(weakref.ref(record))
            yield record
            del record
            assert sum(reference() is not None for reference in alive) <= 2

    for write_parts in (write_csv_parts, write_parquet_parts):
        alive.clear()
        write_parts(records(), tmp_path)
        assert len(alive) == 3


class Forgettable(dict[str, Any]):
    """A dictionary that can be referred to weakly."""


def test_parquet_has_the_columns_of_the_csv_files(tmp_path: Path) -> None:
    write_parquet_parts(data([LETTER]), tmp_path)
    types = {"string": "string", "number": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]"}
    for table in EXTRACTED:
        schema = pq.read_schema(tmp_path / f"{table}.parquet")
        assert schema.names == list(names(table))
        assert [str(type_) for type_ in schema.types] == [types[field["type"]] for field in fields(table)]


def test_parquet_has_text_as_it_stands(tmp_path: Path) -> None:
    write_parquet_parts(data([letter(AMOUNT, title="=1+1")]), tmp_path)
    assert pq.read_table(tmp_path / "sections.parquet")["title"].to_pylist() == [None, "=1+1"]
    assert pq.read_table(tmp_path / "amounts.parquet")["value_amount"].to_pylist() == ["2000000"]


@pytest.mark.parametrize("source", ["read_csv('{}/amounts.csv', all_varchar = true)", "'{}/amounts.parquet/*.parquet'"])
def test_duckdb_reads_both(source: str, tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    (tmp_path / "made").mkdir()
    write_parquet_parts(data([LETTER]), tmp_path / "made")
    replace_parts(tmp_path / "amounts.parquet", {"part-00000.parquet": tmp_path / "made/amounts.parquet"})
    query = f"SELECT document, sum(value_amount::DECIMAL(38, 4)) FROM {source.format(tmp_path)} GROUP BY document"
    assert duckdb.execute(query).fetchall() == [("a", 2_000_000)]


def test_a_record_is_read_back_and_validates() -> None:
    text = LETTER.model_dump_json(indent=2)
    assert LetterRecord.model_validate_json(text) == LETTER
    jsonschema.validate(json.loads(text), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_no_record() -> None:
    broken = LETTER.model_dump(mode="json") | {"schema_version": "0"}
    with pytest.raises(jsonschema.ValidationError, match="'1' was expected"):
        jsonschema.validate(broken, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_that_of_the_models() -> None:
    assert LetterRecord.model_json_schema(mode="serialization") == SCHEMA, "run `make schema`"


def test_a_file_that_broke_off_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "a.txt") as file:
        file.write(f"new {1 / 0}")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.txt": "old"}


def test_a_damaged_part_leaves_the_old_table(tmp_path: Path) -> None:
    (tmp_path / "amounts.csv").write_text("old")
    (tmp_path / "part.gz").write_bytes(gzip.compress(b"a,b\r\n" * 100)[:-12])
    with pytest.raises(EOFError):
        join_csv([tmp_path / "part.gz"], tmp_path / "amounts.csv", "amounts")
    assert (tmp_path / "amounts.csv").read_text() == "old"


@pytest.mark.parametrize("left", [[], ["amounts.parquet"], [".amounts.parquet.new"], [".amounts.parquet.old"]])
def test_a_data_set_is_replaced_whatever_was_left(left: list[str], tmp_path: Path) -> None:
    (tmp_path / "part").write_text("new")
    for name in left:
        (tmp_path / name).mkdir()
        (tmp_path / name / "part-00009.parquet").write_text("old")
    replace_parts(tmp_path / "amounts.parquet", {"part-00000.parquet": tmp_path / "part"})
    assert {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()} == {
        "part": "new",
        "amounts.parquet/part-00000.parquet": "new",
    }


def test_a_data_set_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "amounts.parquet").mkdir()
    (tmp_path / "amounts.parquet" / "part-00000.parquet").write_text("old")
    with pytest.raises(FileNotFoundError):
        replace_parts(tmp_path / "amounts.parquet", {"part-00000.parquet": tmp_path / "nowhere"})
    assert [path.name for path in tmp_path.rglob("*")] == ["amounts.parquet", "part-00000.parquet"]
