"""Ranges of text that are taken, and whether another range touches one of them."""

from bisect import bisect_right
from collections.abc import Iterable


class Ranges:
    """A set of ranges, for look-ups in logarithmic time; ends are exclusive. Ranges that overlap count as one."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether `start`:`end` shares a character with one of the ranges."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end
