"""Tables as frames: of one letter, and read back from an output folder."""

import math
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from made_letters import AMOUNT, FAILURE, LETTER, letter
from milcoop_extract.frames import frame, read_tables
from milcoop_extract.records import LetterRecord
from milcoop_extract.replacing import replace_parts
from milcoop_extract.tables import TABLES
from milcoop_extract.writers import (
    EXTRACTED,
    TableFormat,
    join_csv,
    write_csv_parts,
    write_errors,
    write_package,
    write_parquet_parts,
)


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


@pytest.mark.parametrize("table", TABLES)
def test_frame_without_rows_has_the_same_columns_and_types(table: str) -> None:
    assert frame(letter(), table).dtypes.to_dict() == frame(LETTER, table).dtypes.to_dict()


def test_an_unknown_table() -> None:
    with pytest.raises(ValueError, match="there is no table 'amount'"):
        frame(LETTER, "amount")


def write(folder: Path, format_: TableFormat, *records: LetterRecord) -> Path:
    """Write the tables of some letters as a run does."""
    parts = folder / "parts"
    parts.mkdir()
    write_parts = write_csv_parts if format_ is TableFormat.CSV else write_parquet_parts
    write_parts((record.model_dump(mode="json") for record in records), parts)
    for table in EXTRACTED:
        if format_ is TableFormat.CSV:
            join_csv([parts / f"{table}.csv.gz"], folder / f"{table}.csv", table)
        else:
            replace_parts(folder / f"{table}.parquet", {"part-00000.parquet": parts / f"{table}.parquet"})
    write_errors([FAILURE], folder, format_)
    write_package(folder, [format_])
    return folder


# U+0000 has no place in a CSV file, and surrogates have none in UTF-8; an empty text is as one that is missing.
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(
        ["=1+1", "'=x", "''=x", "'s", "NA", "null", "nan", "-0.5", "a\r\nb", '"', " ", "\ufeff", "true", "2020-01-01"]
    ),
)


@pytest.mark.parametrize("format_", TableFormat)
@settings(deadline=None, max_examples=60)
@given(title=TEXTS)
def test_what_was_written_is_read_back(format_: TableFormat, title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    letters = [LETTER, letter(AMOUNT, id_="c", title=title)]
    found = read_tables(write(tmp_path_factory.mktemp("tables"), format_, *letters))
    assert list(found) == list(TABLES)
    for table in EXTRACTED:
        frames = [frame(record, table) for record in letters]
        expected = pd.concat([part for part in frames if len(part)], ignore_index=True)
        assert_frame_equal(found[table], expected)
    assert found["errors"].to_dict("records") == [FAILURE.model_dump()]


@pytest.mark.parametrize("format_", TableFormat)
@pytest.mark.parametrize("table", TABLES)
def test_tables_without_rows_have_the_same_types(format_: TableFormat, table: str, tmp_path: Path) -> None:
    found = read_tables(write(tmp_path, format_, letter()))[table]
    assert found.dtypes.to_dict() == frame(LETTER, table).dtypes.to_dict()


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there are no tables in this folder\. Make them with: milcoop-extract run"):
        read_tables(tmp_path)


@pytest.mark.parametrize("format_", TableFormat)
def test_tables_of_another_version(format_: TableFormat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, format_, LETTER)
    monkeypatch.setattr("milcoop_extract.frames.names", lambda table: ("document",))
    with pytest.raises(ValueError, match=rf"documents.{format_}: is of another version of the program. Run the letters again"):
        read_tables(tmp_path)
