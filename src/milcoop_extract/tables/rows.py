"""Records to rows: the tables, their columns, and the rows that a letter gives to each.

The columns of a table are read off the models in `records`: a nested value is flattened with an underscore
(`value_currency`), and a value that has several forms gives the columns of all of them.

Rows are made of the JSON data of a record, as it is read from its file: what was validated once is not validated again.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from milcoop_extract.errors import TableError
from milcoop_extract.mentions.types import by_name, mention_types
from milcoop_extract.records import DecimalString, DocumentRecord, Indicator, Record, Section

Cell = str | int | bool | None
Row = dict[str, Cell]
Cells = tuple[Cell, ...]
Stage = Literal["collect", "read", "extract", "worker"]
"""The stage that failed; "worker" is the process that worked on the letter: it hung, died or used too much memory."""


class Failure(Record):
    """A document that could not be processed, at which stage, why, and what the user can do about it."""

    document: str = Field(description="Id of the document.")
    file: str = Field(description="The file, relative to the folder that was given.")
    stage: Stage = Field(description="The step that failed.")
    reason: str = Field(description="What went wrong.")
    remedy: str = Field(description="What can be done about it.")


class Origin(Record):
    """The first column of every table, by which any two can be joined."""

    document: str = Field(description="Id of the document.")


class MentionContext(Origin):
    """The first columns of mentions and indicators, by which a row can be judged without the letter."""

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
        **{type_.table: (MentionContext, type_.record) for type_ in mention_types()},
        "indicators": (MentionContext, Indicator),
        "errors": (Failure,),
    }
)
"""The tables, and the models that give each its columns."""

_DECIMAL = TypeAdapter(DecimalString).json_schema()


@cache
def fields(table: str) -> tuple[dict[str, Any], ...]:
    """Return the columns of a table as Frictionless field descriptors.

    Raises TableError for a table that does not exist.
    """
    if table not in TABLES:
        raise TableError(f"there is no table {table!r}; the tables are {', '.join(TABLES)}")
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
            elif member["type"] == "array":  # in one cell, as `_cells` writes it
                yield prefix + name, {"type": "string", "description": description}
            elif member["type"] != "null":
                yield prefix + name, member | {"description": description}


def _field(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a column in the terms of Frictionless Table Schema."""
    kind = "number" if schema.items() >= _DECIMAL.items() else schema.get("format", schema["type"])
    field = {"name": name, "type": kind, "description": schema["description"]}
    if "enum" in schema:
        field["constraints"] = {"enum": schema["enum"]}
    return {key: value for key, value in field.items() if value is not None}


@cache
def names(table: str) -> tuple[str, ...]:
    """Return the names of the columns of a table. Raises TableError for a table that does not exist."""
    return tuple(field["name"] for field in fields(table))


def rows(record: Mapping[str, Any], table: str) -> list[Row]:
    """Return the rows that the JSON data of a letter's record give to a table; numbers are decimal strings, days ISO 8601.

    Raises TableError for a table that does not exist.
    """
    columns = names(table)
    return [dict(zip(columns, row, strict=True)) for row in cells(record)[table]]


def cells(record: Mapping[str, Any]) -> dict[str, list[Cells]]:
    """Return the rows that the JSON data of a letter's record give to each table, their cells in the order of `names`."""
    found: dict[str, list[Cells]] = {table: [] for table in TABLES}
    origin = {"document": record["document"]["id"]}
    titles = {section["id"]: section["title"] for section in record["sections"]}
    found["documents"].append(_cells("documents", {**origin, **record["document"]}))
    for section in record["sections"]:
        found["sections"].append(_cells("sections", {**origin, **section}))
    types, mentions = by_name(), {}
    for mention in (*record["mentions"], *record["references"]):
        table = types[mention["type"]].table
        row = {**origin, "section_title": titles[mention["section"]], **mention}
        mentions[mention["id"]] = row
        found[table].append(_cells(table, row))
    for indicator in record["indicators"]:
        found["indicators"].append(_cells("indicators", {**mentions[indicator["mention"]], **indicator}))
    return found


def _cells(table: str, data: Mapping[str, Any]) -> Cells:
    columns, nested = _layout(table)
    flat = dict(data)
    if cues := flat.get("cues"):
        flat["cues"] = "; ".join(f"{cue['attribute']} {cue['value']}: {cue['text']} ({cue['rule']})" for cue in cues)
    elif "cues" in flat:
        flat["cues"] = None
    for name in nested:
        for key, cell in (flat[name] or {}).items():
            flat[f"{name}_{key}"] = cell
    return tuple(map(flat.get, columns))


@cache
def _layout(table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of a table, and the properties of its models that are flattened."""
    columns = names(table)
    return columns, tuple(name for model in TABLES[table] for name in model.model_fields if name not in columns)
