"""Rows to files: tables as CSV files or Parquet data sets, and the data package that describes them.

Tables are made in *parts*, each of some letters: a part of a CSV file is its rows without a header, compressed; a part of a
Parquet data set is one of its files. Letters are streamed, so a part needs as little memory for many letters as for few.

The same letters give the same bytes: no time stamps, no paths. The CSV is that of RFC 4180, in UTF-8 without a byte order mark,
which would become part of the first column's name in most programs that read CSV; Excel opens it well through Data > From
Text/CSV.
"""

import csv
import gzip
import io
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .atomic import replacing, replacing_folder
from .csv_injection import FIRST, guard
from .parquet import ParquetPart
from .rows import TABLES, Cell, Cells, Failure, cells, fields, names


class TableFormat(StrEnum):
    """The form of the tables: each a CSV file, or a Parquet data set, which is a folder."""

    CSV = "csv"
    PARQUET = "parquet"


PACKAGE = "datapackage.json"

EXTRACTED = tuple(table for table in TABLES if table != "errors")
"""The tables that letters have rows in."""

_BOOLEANS = {True: "true", False: "false", None: None}


def write_csv_parts(records: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write the rows of letters, given as the JSON data of their records, to `<table>.csv.gz` in `folder`, without headers.

    There is a file for each table but that of the errors, be it empty. Raises OSError where one cannot be written.
    """
    with ExitStack() as stack:
        writers = {}
        for table in EXTRACTED:
            file = stack.enter_context(replacing(folder / f"{table}.csv.gz", "wb"))
            packed = gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0)  # neither name nor time in its header
            writers[table] = csv.writer(stack.enter_context(io.TextIOWrapper(packed, encoding="utf-8", newline="")))
        for record in records:
            for table, rows in cells(record).items():
                if rows:
                    writers[table].writerows(_csv_rows(table, rows))


def join_csv(parts: Iterable[Path], path: Path, table: str) -> None:
    """Put the parts of a table together as the CSV file `path`, with a header.

    Raises OSError where a file cannot be read or written, EOFError or zlib.error for a part that is damaged.
    """
    with replacing(path, "wb") as file:
        file.write(_csv_text(table, []).encode())
        for part in parts:
            with gzip.open(part) as rows:
                shutil.copyfileobj(rows, file, 1 << 18)


def _csv_text(table: str, rows: Iterable[Cells]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names(table))
    writer.writerows(_csv_rows(table, rows))
    return text.getvalue()


def _csv_rows(table: str, rows: Iterable[Cells]) -> Iterator[list[Cell]]:
    """Yield rows as they stand in a CSV file."""
    texts, booleans = _columns(table, "string"), _columns(table, "boolean")
    for row in rows:
        line = list(row)
        for index in texts:
            cell = line[index]
            if cell and cell[0] in FIRST:  # type: ignore[index]  # a string
                line[index] = guard(cell)  # type: ignore[arg-type]
        for index in booleans:
            line[index] = _BOOLEANS[line[index]]  # type: ignore[index]
        yield line


@cache
def _columns(table: str, kind: str) -> tuple[int, ...]:
    """Return where the columns of a type are in a table; words from a list are no strings that anyone could have written."""
    columns = enumerate(fields(table))
    return tuple(index for index, field in columns if field["type"] == kind and "constraints" not in field)


def write_parquet_parts(records: Iterable[Mapping[str, Any]], folder: Path) -> None:
    """Write the rows of letters, given as the JSON data of their records, to `<table>.parquet` in `folder`.

    There is a file for each table but that of the errors, be it without rows. Text is as it stands in the letter.

    Raises MissingParquetError without pyarrow, OSError where a file cannot be written.
    """
    with ExitStack() as stack:
        parts = {table: stack.enter_context(ParquetPart.at(folder / f"{table}.parquet", table)) for table in EXTRACTED}
        for record in records:
            for table, rows in cells(record).items():
                if rows:
                    parts[table].add(rows)


def write_errors(failures: Iterable[Failure], folder: Path, format_: TableFormat) -> None:
    """Write the table of errors: `errors.csv`, or the one part of `errors.parquet`. Raises OSError, MissingParquetError."""
    rows: list[Cells] = [tuple(failure.model_dump(mode="json").values()) for failure in failures]
    if format_ == TableFormat.CSV:
        with replacing(folder / "errors.csv", "wb") as file:
            file.write(_csv_text("errors", rows).encode())
    else:
        with replacing_folder(folder / "errors.parquet") as new, ParquetPart.at(new / "part-00000.parquet", "errors") as part:
            part.add(rows)


def write_package(folder: Path, formats: Collection[TableFormat]) -> None:
    """Write `datapackage.json`, the Frictionless data package of the tables that are in `folder` in these formats.

    Raises OSError where it cannot be written.
    """
    package = {
        "profile": "tabular-data-package",
        "name": "milcoop-extract",
        "title": "Extracted from Kamerbrieven",
        "description": "A text cell that a spreadsheet would run as a formula begins with an apostrophe in the CSV files, "
        "with one more than it has where it begins with some itself.",
        "resources": [_resource(folder, table, format_) for format_ in TableFormat if format_ in formats for table in TABLES],
    }
    with replacing(folder / PACKAGE) as file:
        file.write(json.dumps(package, ensure_ascii=False, indent=2) + "\n")


def _resource(folder: Path, table: str, format_: TableFormat) -> dict[str, Any]:
    about = TABLES[table][-1].__doc__
    columns = list(fields(table))
    if format_ == TableFormat.CSV:
        return {
            "profile": "tabular-data-resource",
            "name": table,
            "path": f"{table}.csv",
            "description": about,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": columns, "missingValues": [""]},
        }
    return {
        "profile": "tabular-data-resource",
        "name": f"{table}-parquet",  # no two resources of a package may have one name
        "path": sorted(part.relative_to(folder).as_posix() for part in (folder / f"{table}.parquet").iterdir()),
        "description": f"{about} Numbers are decimal strings.",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": columns},
    }
