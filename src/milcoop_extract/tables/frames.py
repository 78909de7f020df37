"""Rows to pandas frames: those of one letter, or all that a run has written.

Numbers are `decimal.Decimal` and stay exact (`astype(float)` makes them ready to plot), NaN where there is none; days are
`datetime64`, the rest has pandas' nullable types.
"""

import json
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from milcoop_extract.errors import TableError
from milcoop_extract.records import LetterRecord

from .csv_injection import unguard
from .parquet import require_parquet
from .rows import TABLES, cells, fields, names
from .writers import PACKAGE

_AGAIN = "make them again with: milcoop-extract run LETTERS"

_DTYPES = {"string": "string", "integer": "Int64", "boolean": "boolean", "date": "datetime64[s]", "number": "object"}


def frame(record: LetterRecord, table: str) -> pd.DataFrame:
    """Return the rows that a letter gives to a table. Raises TableError for a table that does not exist."""
    names(table)
    rows = cells(record.model_dump(mode="json"))[table]
    columns = {}
    for index, field in enumerate(fields(table)):
        column: list[Any] = [row[index] for row in rows]
        columns[field["name"]] = pd.Series(
            _numbers(column) if field["type"] == "number" else column, dtype=_DTYPES[field["type"]]
        )
    return pd.DataFrame(columns)


def read_tables(folder: Path | str = "output") -> dict[str, pd.DataFrame]:
    """Read what a run has written into `folder`: a frame for each table, with the columns and types of `Extraction.to_frame`.

    The CSV files are read where `datapackage.json` names them, else the Parquet data sets. The apostrophe before what a
    spreadsheet would run is gone. CSV does not tell empty text from none: both are `<NA>`.

    Raises FileNotFoundError where there are no tables, TableError where they are not those of this version or are damaged,
    MissingParquetError where Parquet is to be read without pyarrow.
    """
    folder = Path(folder)
    resources = _resources(folder)
    return {table: _read(folder, table, resources[table]) for table in TABLES}


def read_table(table: str, folder: Path | str = "output") -> pd.DataFrame:
    """Read one of the tables that a run has written into `folder`, as `read_tables` does. It raises what that raises."""
    folder = Path(folder)
    names(table)
    return _read(folder, table, _resources(folder)[table])


def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the resource of each table that is to be read."""
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileNotFoundError(
            f"{folder}: there are no tables in this folder (no {PACKAGE}); "
            f"make them with: milcoop-extract run LETTERS --output {folder}"
        ) from None
    found: dict[str, dict[str, Any]] = {}
    try:
        for resource in package["resources"]:
            found.setdefault(resource["name"].removesuffix("-parquet"), resource)
        same = all(found[table]["schema"]["fields"] == list(fields(table)) for table in TABLES)
    except (KeyError, TypeError):
        same = False
    if not same:
        raise TableError(f"{folder}: these tables are not those of this version of milcoop-extract; {_AGAIN} --output {folder}")
    return found


def _read(folder: Path, table: str, resource: Mapping[str, Any]) -> pd.DataFrame:
    try:
        if resource["format"] == "csv":
            found = _read_csv(folder / resource["path"], table)
        else:
            found = _read_parquet([folder / path for path in resource["path"]])
        if tuple(found.columns) != names(table):
            raise ValueError("these are not the columns that this version of milcoop-extract writes")
        for field in fields(table):
            name = field["name"]
            if field["type"] == "number":
                found[name] = pd.Series(_numbers(found[name]), dtype="object")
            elif field["type"] == "date":
                found[name] = found[name].fillna("NaT").to_numpy(object).astype("datetime64[s]")
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{error.filename}: the table {table} is gone; {_AGAIN} --output {folder}") from error
    except (ValueError, ArithmeticError) as error:
        raise TableError(f"{folder}: the table {table} cannot be read: {error}; {_AGAIN} --output {folder}") from error
    return found


def _read_csv(path: Path, table: str) -> pd.DataFrame:
    types = {field["name"]: field["type"] for field in fields(table)}
    dtypes = {name: _DTYPES[type_] if type_ in {"integer", "boolean"} else "string" for name, type_ in types.items()}
    with path.open("rb") as file:
        found = pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""])
    for name in found.columns:
        if types.get(name) == "string":
            guarded = found[name].str.startswith("'").fillna(value=False)
            if guarded.any():
                found.loc[guarded, name] = found.loc[guarded, name].map(unguard)
    return found


def _read_parquet(paths: Iterable[Path]) -> pd.DataFrame:
    require_parquet()
    import pyarrow as pa  # noqa: PLC0415  # optional
    import pyarrow.parquet as pq  # noqa: PLC0415

    parts = []
    for path in paths:
        with path.open("rb") as file:
            parts.append(pq.read_table(file))
    joined = pa.concat_tables(parts)
    days = [index for index, column in enumerate(joined.schema) if column.type == pa.date32()]
    for index in days:
        joined = joined.set_column(index, joined.schema[index].name, joined[index].cast(pa.string()))
    types = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    found: pd.DataFrame = joined.to_pandas(types_mapper=types.get)
    return found


def _numbers(cells: Iterable[Any]) -> list[Any]:
    """Return decimal strings as numbers; equal ones are one object."""
    made: dict[str, Decimal] = {}
    return [math.nan if pd.isna(cell) else made.setdefault(cell, Decimal(cell)) for cell in cells]
