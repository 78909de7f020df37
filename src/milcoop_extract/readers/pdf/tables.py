"""Tables with ruled lines: their cells are found by pdfplumber, on pages that look as if they had any."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import pdfplumber
from pdfplumber.page import Page

from milcoop_extract.document import Box, Cell

from .layout import PageRows
from .rows import Row

_MIN_BROKEN_ROWS = 3
"""A page with fewer rows that have a wide gap in them has no table, or none that matters."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on a page: its extent, and its cells by row and column, from 1."""

    box: Box
    cells: dict[tuple[int, int], Box]


def with_tables(data: bytes, pages: Sequence[PageRows], heights: Sequence[float]) -> list[PageRows]:
    """Return the pages with the rows that stand in tables cut into those of their cells, cell after cell."""
    candidates = [page.number for page in pages if sum(row.broken for row in page.text) >= _MIN_BROKEN_ROWS]
    numbers = count(1)
    found = list(pages)
    for page, tables in _find_tables(data, candidates) if candidates else ():
        for table, number in zip(tables, numbers, strict=False):
            grid = [(Cell(number, row, column), box) for (row, column), box in table.cells.items()]
            index = page - 1
            found[index] = replace(found[index], text=tuple(_cut(found[index].text, grid, table.box, heights[index])))
    return found


def _find_tables(data: bytes, pages: list[int]) -> list[tuple[int, list[_Table]]]:
    """Return the tables of pages; of pages that pdfplumber cannot read none, since their text has been read without it."""
    found: list[tuple[int, list[_Table]]] = []
    try:
        with pdfplumber.open(io.BytesIO(data), pages=pages) as pdf:
            for page in pdf.pages:
                found.append((page.page_number, list(_tables(page))))
                page.close()
    except Exception:  # on a damaged file it may raise anything
        pass
    return found


def _tables(page: Page) -> Iterator[_Table]:
    for table in page.find_tables():
        yield _Table(
            Box(*table.bbox),
            {
                (row, column): Box(*cell)
                for row, cells in enumerate(table.rows, 1)
                for column, cell in enumerate(cells.cells, 1)
                if cell
            },
        )


def _cut(rows: Sequence[Row], grid: Sequence[tuple[Cell, Box]], table: Box, height: float) -> Iterator[Row]:
    """Yield the rows above a table, those of its cells, and those below it."""
    of_cells: defaultdict[Cell, list[Row]] = defaultdict(list)
    outside: list[Row] = []
    for row in rows:
        if row.cell or not table.top <= height - row.baseline <= table.bottom:
            outside.append(row)
            continue
        rest = list(row.words)
        for cell, box in grid:
            inside = [word for word in rest if _holds(box, (word.left + word.right) / 2, height - word.baseline)]
            if inside:
                of_cells[cell].append(replace(row, words=tuple(inside), broken=False, cell=cell))
                rest = [word for word in rest if word not in inside]
        if rest:
            outside.append(replace(row, words=tuple(rest)))
    yield from (row for row in outside if height - row.baseline < table.top)
    for cell in sorted(of_cells):
        yield from of_cells[cell]
    yield from (row for row in outside if height - row.baseline >= table.top)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom + 1
