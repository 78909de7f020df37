"""The places of cells in a table of which some go over several rows or columns."""

_MOST_COLUMNS = 200
"""No letter has a wider table; what a cell takes beyond is not remembered, so that a false span costs nothing."""


class Grid:
    """Gives cells, in the order in which markup has them, their row and column, both from 1."""

    def __init__(self) -> None:
        self.row = 0
        self._column = 0
        self._taken: dict[int, int] = {}  # the last row of the cell that takes a column

    def next_row(self) -> None:
        """Begin a new row."""
        self.row += 1
        self._column = 0

    def place(self, wide: int = 1, high: int = 1, column: int | None = None) -> int:
        """Return the column of the next cell: the first that is free, unless the markup names it."""
        at = column or self._column + 1
        while column is None and self._taken.get(at, 0) >= self.row:
            at += 1
        if high > 1:
            for taken in range(at, min(at + wide, _MOST_COLUMNS + 1)):
                self._taken[taken] = self.row + high - 1
        self._column = at + wide - 1
        return at
