"""Ranges of text that are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.intervals import Ranges


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, False),
        (0, 3, True),
        (2, 3, True),
        (3, 4, True),
        (4, 5, True),
        (5, 7, False),
        (4, 8, True),
        (6, 7, False),
        (0, 100, True),
        (9, 100, False),
    ],
)
def test_touch(start: int, end: int, expected: bool) -> None:
    assert Ranges([(7, 9), (2, 5)]).touch(start, end) is expected


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 2, False), (3, 4, True), (8, 9, True), (9, 10, False)])
def test_ranges_that_overlap_count_as_one(start: int, end: int, expected: bool) -> None:
    assert Ranges([(4, 9), (2, 5), (3, 4)]).touch(start, end) is expected


def test_nothing_is_taken() -> None:
    assert not Ranges([]).touch(0, 10)


@given(st.lists(st.integers(1, 5), max_size=12), st.integers(0, 40), st.integers(1, 10))
def test_touch_is_to_share_a_character(lengths: list[int], start: int, length: int) -> None:
    """Ranges of the given lengths, every second of them taken."""
    taken, at = [], 0
    for index, size in enumerate(lengths):
        if index % 2:
            taken.append((at, at + size))
        at += size
    shared = any(first <= place < last for first, last in taken for place in range(start, start + length))
    assert Ranges(taken).touch(start, start + length) is shared
