"""Writes a comparison for people and programs: tables on a terminal, CSV, JSON."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .compare import Comparison, Novelty, Revision, Statement
from .formulas import guard

PARTS: Mapping[str, type[Statement] | type[Revision] | type[Novelty]] = {
    "facts": Statement,
    "revisions": Revision,
    "programmes": Novelty,
    "kamerstukken": Novelty,
}
"""The tables of a comparison, by the names that they have in it, and what their rows are."""

_SHOWN: Mapping[str, Sequence[str]] = {
    "facts": ("subject", "indicator", "period", "value", "unit", "status", "letter", "change", "confidence"),
    "revisions": ("subject", "indicator", "period", "unit", "earlier_letter", "earlier_value", "later_letter", "later_value"),
    "programmes": ("letter", "change", "name", "other"),
    "kamerstukken": ("letter", "change", "name", "other"),
}
"""The columns that fit on a terminal; CSV and JSON have all."""

_TITLES = {
    "facts": "Facts",
    "revisions": "Changed values",
    "programmes": "New and gone programmes",
    "kamerstukken": "New Kamerstuk references",
}


def render(comparison: Comparison, console: Console, part: str | None = None) -> None:
    """Print the tables of a comparison, or one of them, without those that are empty."""
    console.print(Text(f"In this order: {', '.join(comparison.letters)}"))
    for name in [part] if part else PARTS:
        rows = getattr(comparison, name)
        console.print(_table(name, rows) if rows else Text(f"{_TITLES[name]}: none"))


def _table(name: str, rows: Iterable[object]) -> Table:
    table = Table(title=_TITLES[name], title_justify="left")
    for column in _SHOWN[name]:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(getattr(row, column) or "") for column in _SHOWN[name]))
    return table


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
