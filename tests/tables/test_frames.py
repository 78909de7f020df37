"""Rows to pandas frames: of a letter, and of what a run has written."""

import json
import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import milcoop_extract as mx
from milcoop_extract.records import LetterRecord
from milcoop_extract.tables.atomic import replace_parts
from milcoop_extract.tables.frames import frame, read_tables
from milcoop_extract.tables.rows import TABLES
from milcoop_extract.tables.writers import (
    EXTRACTED,
    TableFormat,
    join_csv,
    write_csv_parts,
    write_errors,
    write_package,
    write_parquet_parts,
)
from records_of_letters import AMOUNT, FAILURE, LETTER, letter, mention

_WRITE_PARTS = {TableFormat.CSV: write_csv_parts, TableFormat.PARQUET: write_parquet_parts}


def write(folder: Path, letters: Sequence[LetterRecord], *formats: TableFormat) -> Path:
    for number, record in enumerate(letters):
        store = folder / "store" / str(number)
        store.mkdir(parents=True)
        for format_ in formats:
            _WRITE_PARTS[format_]([record.model_dump(mode="json")], store)
    stores = sorted((folder / "store").iterdir(), key=lambda store: int(store.name))
    for table in EXTRACTED:
        if TableFormat.CSV in formats:
            join_csv([store / f"{table}.csv.gz" for store in stores], folder / f"{table}.csv", table)
        if TableFormat.PARQUET in formats:
            parts = {f"part-{number:05d}.parquet": store / f"{table}.parquet" for number, store in enumerate(stores)}
            replace_parts(folder / f"{table}.parquet", parts)
    for format_ in formats:
        write_errors([FAILURE], folder, format_)
    write_package(folder, formats)
    return folder


def test_frame_keeps_numbers_exact_and_missing_ones_comparable() -> None:
    amounts = frame(LETTER, "amounts")
    assert amounts["value_amount"][0] == Decimal(2000000)
    assert math.isnan(amounts["value_amount"][1])
    assert (amounts["value_amount"] > 1).tolist() == [True, False]
    assert amounts["value_amount"].sum() == Decimal(2000000)
    assert amounts["source_start"].tolist() == [11, pd.NA]
    assert amounts["implicit"].tolist() == [False, True]


def test_frame_of_days() -> None:
    assert frame(LETTER, "dates")["value_end"].tolist() == [pd.Timestamp(2019, 12, 31)]


def test_frame_of_an_unknown_table() -> None:
    with pytest.raises(ValueError, match="there is no table 'amount'"):
        frame(LETTER, "amount")


@pytest.mark.parametrize("table", TABLES)
def test_frame_without_rows_has_the_same_columns_and_types(table: str) -> None:
    assert frame(letter(), table).dtypes.to_dict() == frame(LETTER, table).dtypes.to_dict()


HOSTILE = ["=1+1", "'=x", "''=x", "NA", "null", "nan", "None", "<NA>", "true", '"', "a\r\nb", "\r", " a ", "\0", "a\0", "-0.5"]
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.sampled_from("'=-\"\n\r, \0"))


@pytest.mark.parametrize("format_", TableFormat)
@settings(max_examples=10, deadline=None)
@given(titles=st.lists(TEXTS, min_size=1, max_size=6))
def test_what_is_read_is_what_the_letters_gave(
    format_: TableFormat, titles: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    old = mention(2, "date", "in 1", value={"start": "0001-01-01", "end": None, "timex": "0001"})
    letters = [LETTER, *(letter(AMOUNT, old, id_=f"b{n}", title=title) for n, title in enumerate(titles)), letter(id_="z")]
    read = read_tables(write(tmp_path_factory.mktemp("output"), letters, format_))
    assert list(read) == list(TABLES)
    for table in EXTRACTED:
        expected = pd.concat([frame(record, table) for record in letters], ignore_index=True)
        if format_ is TableFormat.CSV:  # which has no empty text
            texts = [str(name) for name, dtype in expected.dtypes.items() if dtype == "string"]
            expected[texts] = expected[texts].replace("", pd.NA)
        pd.testing.assert_frame_equal(read[table], expected)
    assert read["errors"].to_dict("records") == [FAILURE.model_dump()]


@pytest.mark.parametrize("format_", TableFormat)
def test_tables_without_rows_have_their_types(format_: TableFormat, tmp_path: Path) -> None:
    read = read_tables(write(tmp_path, [letter()], format_))
    for table in EXTRACTED:
        pd.testing.assert_frame_equal(read[table], frame(letter(), table))


@pytest.mark.parametrize("format_", TableFormat)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€ 999.999.999.999.999.999 triljoen", "9" * 18 + "0" * 18),
        ("0,123456789 cent", "0.00123456789"),
        ("€ 999.999.999.999.999.999,123456789", "9" * 18 + ".123456789"),
    ],
)
def test_the_longest_numbers_stay_exact(format_: TableFormat, text: str, value: str, tmp_path: Path) -> None:
    record = mx.extract_text(f"Dat kost {text}.").record
    read = mx.read_tables(write(tmp_path, [record], format_))
    assert read["amounts"]["value_amount"].tolist() == [Decimal(value)]


def test_csv_goes_first_and_parquet_serves_where_there_is_no_other(tmp_path: Path) -> None:
    write(tmp_path, [LETTER], *TableFormat)
    (tmp_path / "amounts.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"amounts\.csv: the table amounts is gone; make them again with"):
        read_tables(tmp_path)
    write_package(tmp_path, [TableFormat.PARQUET])
    assert len(read_tables(str(tmp_path))["amounts"]) == 2


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotFoundError, match=r"no tables in this folder \(no datapackage.json\); make them with: milcoop-extract"
    ):
        read_tables(tmp_path)


def test_tables_of_another_version(tmp_path: Path) -> None:
    write(tmp_path, [LETTER], TableFormat.CSV)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][2]["schema"]["fields"].pop()
    contents: list[object] = [package, {"resources": []}, []]
    for content in contents:
        (tmp_path / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(ValueError, match="not those of this version"):
            read_tables(tmp_path)


@pytest.mark.parametrize("content", [b"", b"document,id\r\n", b"\xff\xfe", None])
def test_a_damaged_table(content: bytes | None, tmp_path: Path) -> None:
    path = write(tmp_path, [LETTER], TableFormat.CSV) / "amounts.csv"
    path.write_bytes(path.read_bytes().replace(b"2000000", b"2 miljoen") if content is None else content)
    with pytest.raises(ValueError, match="the table amounts cannot be read"):
        read_tables(tmp_path)


def test_a_damaged_part(tmp_path: Path) -> None:
    write(tmp_path, [LETTER], TableFormat.PARQUET)
    (tmp_path / "amounts.parquet" / "part-00000.parquet").write_bytes(b"PAR1")
    with pytest.raises(ValueError, match="the table amounts cannot be read"):
        read_tables(tmp_path)
