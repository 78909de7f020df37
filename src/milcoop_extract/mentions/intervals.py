"""Ranges of text that are taken, and whether another range touches one of them."""

from bisect import bisect_right
from collections.abc import Iterable


class Ranges:
    """A set of ranges that do not overlap, for look-ups in logarithmic time; ends are exclusive."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Tell whether `start`:`end` shares a character with one of the ranges."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end
