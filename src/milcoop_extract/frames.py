"""Tables as pandas frames: those of one letter, or those that a run has written.

Numbers are `decimal.Decimal` and stay exact (`astype(float)` makes them ready to plot), NaN where there is none; days are
`datetime64`, the rest has pandas' nullable types.
"""

import csv
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from .formulas import unguard
from .parquet import require_parquet
from .records import LetterRecord
from .tables import TABLES, cells, fields, names
from .writers import PACKAGE

_TYPES: Mapping[str, Any] = MappingProxyType(
    {"string": "string", "integer": "Int64", "boolean": "boolean", "date": "datetime64[s]", "number": "object"}
)
"""The type of a column by that of its Frictionless field."""


def frame(record: LetterRecord, table: str) -> pd.DataFrame:
    """Return the rows that a letter gives to a table. Raises ValueError for a table that does not exist."""
    columns = fields(table)
    rows = cells(record.model_dump(mode="json"))[table]
    series = {}
    for index, field in enumerate(columns):
        found: list[Any] = [row[index] for row in rows]
        if field["type"] == "number":
            found = [math.nan if cell is None else Decimal(cell) for cell in found]
        series[field["name"]] = pd.Series(found, dtype=_TYPES[field["type"]])
    return pd.DataFrame(series)


def read_tables(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Return the tables in the output folder of a run, each as a frame with the columns and types that `frame` gives.

    Where there are both, the CSV files are read and not the Parquet data sets. A text that is empty is missing.

    Raises FileNotFoundError for a folder without tables, ValueError for tables of another version of the program,
    MissingParquetError for Parquet without pyarrow.
    """
    folder = Path(folder)
    try:
        package = json.loads((folder / PACKAGE).read_bytes())
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"{folder}: there are no tables in this folder. Make them with: milcoop-extract run PATH -o {folder} --format csv"
        ) from error
    csv_files = {resource["path"] for resource in package["resources"] if resource["format"] == "csv"}
    if csv_files:
        return {table: _read_csv(folder / f"{table}.csv", table) for table in TABLES}
    require_parquet()
    return {table: _read_parquet(folder / f"{table}.parquet", table) for table in TABLES}


def _read_csv(path: Path, table: str) -> pd.DataFrame:
    with path.open(encoding="utf-8", newline="") as file:
        _check(path, tuple(next(csv.reader(file), ())), table)
    # Numbers and days come as text, which they are made of below.
    types = {field["name"]: _TYPES[field["type"]] for field in fields(table)}
    read_as = {name: "string" if type_ in ("object", "datetime64[s]") else type_ for name, type_ in types.items()}
    found = pd.read_csv(path, dtype=read_as, keep_default_na=False, na_values=[""], encoding="utf-8", lineterminator=None)
    for field in fields(table):
        if field["type"] == "string":
            column = found[field["name"]]
            guarded = column.str.startswith("'").fillna(value=False)
            found.loc[guarded, field["name"]] = column[guarded].map(unguard)
    return _typed(found, table)


def _read_parquet(path: Path, table: str) -> pd.DataFrame:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    read = pq.read_table(path)
    _check(path, tuple(read.column_names), table)
    types = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return _typed(read.to_pandas(types_mapper=types.get, date_as_object=False), table)


def _check(path: Path, columns: tuple[str, ...], table: str) -> None:
    if columns != names(table):
        raise ValueError(f"{path}: is of another version of the program. Run the letters again with this one.")


def _typed(found: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a frame whose numbers and days are still text, with their types."""
    for field in fields(table):
        name = field["name"]
        if field["type"] == "number":
            found[name] = found[name].map(Decimal, na_action="ignore").astype("object").where(found[name].notna(), math.nan)
        elif field["type"] == "date":
            found[name] = found[name].astype(_TYPES["date"])
    return found
