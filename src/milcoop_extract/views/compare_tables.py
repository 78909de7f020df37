"""Writes a comparison for people and programs: tables on a terminal, CSV, JSON."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from milcoop_extract.tables.csv_injection import guard

from .compare import Comparison, Novelty, Revision, Statement
from .names import Names
from .values import quantity, signed

PARTS: Mapping[str, type[Statement] | type[Revision] | type[Novelty]] = {
    "facts": Statement,
    "revisions": Revision,
    "programmes": Novelty,
    "kamerstukken": Novelty,
}
"""The tables of a comparison, by the names that they have in it, and what their rows are."""

_COLUMNS = {
    "facts": ("Subject", "Indicator", "Period", "Value", "Status", "Letter", "Change"),
    "revisions": ("Subject", "Indicator", "Period", "Earlier", "Later", "Change"),
    "programmes": ("Letter", "What", "Name", "Compared with"),
    "kamerstukken": ("Letter", "What", "Name", "Compared with"),
}
"""The columns on a terminal, which has no room for all; CSV and JSON have all."""

_TITLES = {
    "facts": "Facts",
    "revisions": "Changed values",
    "programmes": "New and gone programmes",
    "kamerstukken": "New Kamerstuk references",
}


def render(comparison: Comparison, console: Console, names: Names, part: str | None = None) -> None:
    """Print the tables of a comparison, or one of them, without those that are empty."""
    console.print(Text(f"In this order: {', '.join(comparison.letters)}"))
    for name in [part] if part else PARTS:
        rows = getattr(comparison, name)
        console.print(_table(name, rows, names) if rows else Text(f"{_TITLES[name]}: none"))


def _table(name: str, rows: Iterable[Statement | Revision | Novelty], names: Names) -> Table:
    table = Table(title=_TITLES[name], title_justify="left")
    for column in _COLUMNS[name]:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, _cells(row, names)))
    return table


def _cells(row: Statement | Revision | Novelty, names: Names) -> tuple[str, ...]:
    match row:
        case Statement():
            value = quantity(row.value, row.unit, row.qualifier)
            sure = "" if row.confidence == "high" else " (uncertain)"
            change = signed(row.change, row.unit) if row.change else ""
            return names.with_id(row.subject), row.indicator, row.period or "", value + sure, row.status, row.letter, change
        case Revision():
            earlier, later = quantity(row.earlier_value, row.unit), quantity(row.later_value, row.unit)
            sides = (f"{earlier}, {row.earlier_letter}", f"{later}, {row.later_letter}")
            return names.with_id(row.subject), row.indicator, row.period or "", *sides, signed(row.change, row.unit)
        case Novelty():
            return row.letter, row.change, row.name, row.other


def write_csv(comparison: Comparison, part: str, file: TextIO) -> None:
    """Write a table of a comparison as CSV, with text that a spreadsheet would run as a formula made harmless."""
    columns = [field.name for field in fields(PARTS[part])]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in getattr(comparison, part):
        writer.writerow([guard(getattr(row, column) or "") for column in columns])


def to_json(comparison: Comparison, part: str | None = None) -> str:
    """Return a comparison, or one table of it, as JSON."""
    data: dict[str, Any] = asdict(comparison)
    return json.dumps(data[part] if part else data, ensure_ascii=False, indent=2)
