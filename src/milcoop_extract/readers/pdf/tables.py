"""Tables with ruled lines: their cells are found by pdfplumber, on pages that look as if they had any."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import pdfplumber

from milcoop_extract.document import Box, Cell

from .layout import PageRows
from .rows import Row

_MIN_BROKEN_ROWS = 3
"""A page with fewer rows that have a wide gap in them has no table, or none that matters."""


def with_tables(data: bytes, pages: Sequence[PageRows], heights: Sequence[float]) -> list[PageRows]:
    """Return the pages with the rows that stand in tables cut into those of their cells, cell after cell."""
    candidates = [page.number for page in pages if sum(row.broken for row in page.text) >= _MIN_BROKEN_ROWS]
    if not candidates:
        return list(pages)
    numbers = count(1)
    found = list(pages)
    with pdfplumber.open(io.BytesIO(data), pages=candidates) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                grid = [
                    (Cell(number, row, column), Box(*cell))
                    for number in [next(numbers)]
                    for row, cells in enumerate(table.rows, 1)
                    for column, cell in enumerate(cells.cells, 1)
                    if cell
                ]
                index = page.page_number - 1
                found[index] = replace(
                    found[index], text=tuple(_cut(found[index].text, grid, Box(*table.bbox), heights[index]))
                )
            page.close()
    return found


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
