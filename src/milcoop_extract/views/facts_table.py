"""The facts of a run on the terminal, each with the sentence that says so: a table, or a list where that has no room."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .names import Names
from .values import QUALIFIERS

_WIDE = 120
"""The width of a terminal, in characters, from which a table is easy to read."""


def choose(
    facts: pd.DataFrame,
    *,
    subject: str | None = None,
    indicator: str | None = None,
    year: int | None = None,
    low: bool = False,
) -> pd.DataFrame:
    """Return the facts of a subject, an indicator and a year, in the order of these; those of low confidence only if `low`.

    A period of several years counts for each of them.
    """
    found = facts if low else facts[facts["confidence"] == "high"]
    if subject:
        found = found[found["subject"].str.casefold() == subject.casefold()]
    if indicator:
        found = found[found["indicator"] == indicator]
    if year:
        found = found[[_covers(period, year) for period in found["period"]]]
    return found.sort_values(["subject", "indicator", "period", "document", "id"], kind="stable")


def _covers(period: Any, year: int) -> bool:
    """Tell whether a period, a year or years with a slash between, has a year in it."""
    if pd.isna(period):
        return False
    first, _, last = str(period).partition("/")
    return int(first[:4]) <= year <= int((last or first)[:4])


def render(facts: pd.DataFrame, names: Names, width: int) -> Iterator[RenderableType]:
    """Yield what is to be printed on lines of `width` characters: the facts, and how many there are."""
    rows = facts.to_dict("records")
    if rows and width >= _WIDE:
        yield _table(rows, names)
    else:
        yield from _list(rows, names)
    yield Text("1 fact" if len(facts) == 1 else f"{len(facts) or 'no'} facts")


def _list(rows: Sequence[dict[Any, Any]], names: Names) -> Iterator[RenderableType]:
    for row in rows:
        what = ", ".join(filter(None, (names.with_id(row["subject"]), row["indicator"], _text(row["period"]))))
        fact = Text.assemble((what, "bold"), f": {_value(row)}, {row['status']}")
        if row["confidence"] == "low":
            fact.append(f" (low: {_text(row['reason'])})")
        yield fact
        yield Padding(Text(f"{row['document']}: {row['sentence']}", style="dim"), (0, 0, 0, 4))


def _table(rows: Sequence[dict[Any, Any]], names: Names) -> Table:
    low = any(row["confidence"] == "low" for row in rows)
    table = Table("Subject", "Indicator", "Period", "Value", "Status", *(["Confidence"] if low else []), "Letter", "Sentence")
    for row in rows:
        cells = [names.with_id(row["subject"]), row["indicator"], _text(row["period"]), _value(row), row["status"]]
        if low:
            cells.append(": ".join(filter(None, (row["confidence"], _text(row["reason"])))))
        # Text, not str, in which square brackets would be markup
        table.add_row(*map(Text, (*cells, row["document"], row["sentence"])))
    return table


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)


def _value(row: dict[Any, Any]) -> str:
    """Write a value with its unit, in millions from a million on."""
    value: Decimal = row["value"]
    qualifier = QUALIFIERS.get(_text(row["qualifier"]), "")
    if row["unit"] == "%":
        return f"{qualifier}{value}%"
    if abs(value) >= 1_000_000:
        return f"{qualifier}{row['unit']} {_plain(value / 1_000_000)} million"
    return f"{qualifier}{row['unit']} {_plain(value)}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"
