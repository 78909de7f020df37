"""Records to files: JSON per document, CSV tables over all documents, and the data package that describes them.

The columns of a table are read off the models in `records`: a nested value is flattened with an underscore
(`value_currency`), and a value that has several forms gives the columns of all of them. The same input gives the same bytes:
no time stamps, no paths. The CSV is that of RFC 4180, in UTF-8 without a byte order mark, which would become part of the
first column's name in most programs that read CSV; Excel opens it well through Data > From Text/CSV.

A file is written beside its final name and then renamed, so that a reader never sees half a file.
"""

import csv
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TextIO, get_args

from pydantic import BaseModel, Field, TypeAdapter

from .records import DecimalString, DocumentRecord, Indicator, LetterRecord, Mention, Record, Reference, Section

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | bool | None
Row = dict[str, Cell]
Stage = Literal["collect", "read", "extract"]


class Failure(Record):
    """A document that could not be processed, at which stage, why, and what the user can do about it."""

    document: str = Field(description="Id of the document.")
    file: str = Field(description="The file, relative to the folder that was given.")
    stage: Stage = Field(description="The step that failed.")
    reason: str = Field(description="What went wrong.")
    remedy: str = Field(description="What can be done about it.")


class Origin(Record):
    """What every row begins with, so that any two tables can be joined."""

    document: str = Field(description="Id of the document.")


class Context(Origin):
    """What every row of a mention or an indicator begins with, so that it can be judged without the letter."""

    section: str = Field(description="Id of the section.")
    section_title: str | None = Field(description="Title of the section; none for the preamble and the signature.")
    page: int | None = Field(description="Page of the source, counted from 1.")
    text: str = Field(description="The mention as it stands in the text.")
    sentence: str = Field(description="The sentence around the mention.")
    rule: str = Field(description="Id of the rule that found the mention.")


TABLES: Mapping[str, tuple[type[Record], ...]] = MappingProxyType(
    {
        "documents": (Origin, DocumentRecord),
        "sections": (Origin, Section),
        **{mention.table: (Context, mention) for mention in get_args(get_args(Mention)[0])},
        Reference.table: (Context, Reference),
        "indicators": (Context, Indicator),
        "errors": (Failure,),
    }
)
"""The tables, and the models that give each its columns."""

_DECIMAL = TypeAdapter(DecimalString).json_schema()
# What spreadsheets take for a formula, full-width signs included; a plain number is none.
_FORMULA = re.compile(r"(?!-?\d+(\.\d+)?\Z)[=+\-@\t\r\n＝＋－＠]")


@cache
def fields(table: str) -> tuple[dict[str, Any], ...]:
    """Return the columns of a table as Frictionless field descriptors.

    Raises ValueError for a table that does not exist.
    """
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}; the tables are {', '.join(TABLES)}")
    columns: dict[str, dict[str, Any]] = {}
    for model in TABLES[table]:
        schema = model.model_json_schema(mode="serialization")
        for name, leaf in _leaves(schema, schema.get("$defs", {})):
            columns.setdefault(name, leaf)
    return tuple(_field(name, leaf) for name, leaf in columns.items())


def _leaves(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the properties of a JSON Schema object that hold no others, each with its flattened name."""
    for name, declared in schema["properties"].items():
        description = declared.get("description", schema.get("description") if prefix else None)
        for form in declared.get("anyOf", [declared]):
            member = definitions[form["$ref"].rpartition("/")[2]] if "$ref" in form else form
            if "properties" in member:
                yield from _leaves(member, definitions, f"{prefix}{name}_")
            elif member["type"] != "null":
                yield prefix + name, member | {"description": description}


def _field(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a column in the terms of Frictionless Table Schema."""
    kind = "number" if schema.items() >= _DECIMAL.items() else schema.get("format", schema["type"])
    field = {"name": name, "type": kind, "description": schema["description"]}
    if "enum" in schema:
        field["constraints"] = {"enum": schema["enum"]}
    return {key: value for key, value in field.items() if value is not None}


def _names(table: str) -> list[str]:
    return [field["name"] for field in fields(table)]


def _flatten(data: Mapping[str, Any], prefix: str = "") -> Row:
    flat: Row = {}
    for name, value in data.items():
        flat |= _flatten(value, f"{prefix}{name}_") if isinstance(value, dict) else {prefix + name: value}
    return flat


def _dump(model: BaseModel) -> Row:
    return _flatten(model.model_dump(mode="json"))


def rows(record: LetterRecord, table: str) -> list[Row]:
    """Return the rows that a letter gives to a table; numbers are decimal strings and days ISO 8601, as in the record.

    Raises ValueError for a table that does not exist.
    """
    names = _names(table)
    return [{name: row.get(name) for name in names} for row in _rows(record, table)]


def _rows(record: LetterRecord, table: str) -> Iterator[Row]:
    origin: Row = {"document": record.document.id}
    titles = {section.id: section.title for section in record.sections}

    def row(mention: Mention | Reference) -> Row:
        return origin | {"section_title": titles[mention.section]} | _dump(mention)

    match table:
        case "documents":
            yield origin | _dump(record.document)
        case "sections":
            yield from (origin | _dump(section) for section in record.sections)
        case "indicators":
            mentions = {mention.id: mention for mention in record.mentions}
            yield from (row(mentions[indicator.mention]) | _dump(indicator) for indicator in record.indicators)
        case _:
            yield from (row(found) for found in (*record.mentions, *record.references) if found.table == table)


def frame(record: LetterRecord, table: str) -> "pd.DataFrame":
    """Return the rows that a letter gives to a table as a pandas frame.

    Numbers are `decimal.Decimal` and stay exact (`astype(float)` makes them ready to plot), NaN where there is none; days are
    `datetime64`, the rest has pandas' nullable types. Raises ValueError for a table that does not exist.
    """
    import pandas as pd  # noqa: PLC0415  # half a second that only users of frames should pay

    types = {"string": "string", "integer": "Int64", "boolean": "boolean", "date": "datetime64[s]", "number": "object"}
    found = rows(record, table)
    columns = {}
    for field in fields(table):
        cells: list[Any] = [row[field["name"]] for row in found]
        if field["type"] == "number":
            cells = [math.nan if cell is None else Decimal(cell) for cell in cells]
        columns[field["name"]] = pd.Series(cells, dtype=types[field["type"]])
    return pd.DataFrame(columns)


def write_record(record: LetterRecord, folder: Path) -> None:
    """Write the record file of a letter, `<document id>.json`, into `folder`. Raises OSError where that is not possible."""
    with _replacing(folder / f"{record.document.id}.json") as file:
        file.write(record.model_dump_json(indent=2) + "\n")


@contextmanager
def tables(folder: Path) -> Iterator[Callable[[LetterRecord | Failure], None]]:
    """Write the tables and `datapackage.json` into `folder`: yields the function that adds a document or a failure.

    They take the place of older ones when the block ends well; else the older ones stay. Raises OSError where a file cannot
    be written.
    """
    with ExitStack() as stack:
        writers: dict[str, csv.DictWriter[str]] = {}
        for table in TABLES:
            file = stack.enter_context(_replacing(folder / f"{table}.csv"))
            writers[table] = csv.DictWriter(file, _names(table))
            writers[table].writeheader()

        def add(outcome: LetterRecord | Failure) -> None:
            if isinstance(outcome, Failure):
                found = {"errors": [_dump(outcome)]}
            else:
                found = {table: rows(outcome, table) for table in TABLES}
            for table, table_rows in found.items():
                writers[table].writerows({name: _cell(value) for name, value in row.items()} for row in table_rows)

        yield add
        package = stack.enter_context(_replacing(folder / "datapackage.json"))
        package.write(json.dumps(_package(), ensure_ascii=False, indent=2) + "\n")


def _package() -> dict[str, Any]:
    """Describe the tables as a Frictionless data package."""
    return {
        "profile": "tabular-data-package",
        "name": "milcoop-extract",
        "title": "Extracted from Kamerbrieven",
        "description": "A text cell that a spreadsheet would run as a formula begins with an apostrophe.",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "description": TABLES[table][-1].__doc__,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": list(fields(table)), "missingValues": [""]},
    }


def _cell(value: Cell) -> Cell:
    """Return what stands in a CSV file for a value."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Open a file that takes the place of `path` when the block ends well and is removed when it does not."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
