import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.document import Alignment, Run, TextBuilder

PIECES = st.lists(st.tuples(st.text(max_size=5), st.integers(0, 5), st.booleans()), max_size=20)


def built(*pieces: tuple[str, int] | tuple[str, int, int]) -> tuple[str, Alignment]:
    """Build a text of pieces that are copied, or stand for a source range."""
    builder = TextBuilder()
    for text, *source in pieces:
        builder.substitute(text, *source) if len(source) == 2 else builder.copy(text, *source)
    return builder.build()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 1, (3, 4)),
        (0, 6, (3, 9)),
        (2, 4, (5, 7)),
        (6, 7, (9, 11)),
        (5, 8, (8, 12)),
        (7, 10, (11, 14)),
        (9, 12, (1, 14)),
        (10, 12, (1, 3)),
    ],
)
def test_to_source(start: int, end: int, expected: tuple[int, int]) -> None:
    text, alignment = built(("Noot", 3), ("en", 7), (" ", 9, 11), ("zin", 11), ("1.", 1))
    assert text == "Nooten zin1."
    assert alignment.to_source(start, end) == expected


def test_runs_that_follow_on_each_other_are_one() -> None:
    assert built(("a", 0), ("b", 1, 2), (" ", 2, 4), ("c", 4))[1].runs == (
        Run(0, 2, 0, 2, True),
        Run(2, 3, 2, 4, False),
        Run(3, 4, 4, 5, True),
    )


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_to_source_refuses_what_is_no_range_of_the_text(start: int, end: int) -> None:
    _, alignment = built(("abc", 0))
    with pytest.raises(ValueError, match=f"no text at {start}:{end}; the text has 3 characters"):
        alignment.to_source(start, end)


@given(PIECES, PIECES)
def test_alignments_through_each_other(outer: list[tuple[str, int, bool]], inner: list[tuple[str, int, bool]]) -> None:
    """A range of the text stands for what its range of the middle text stands for."""
    middle, inner_alignment = chained(inner, 1000)
    text, outer_alignment = chained(outer, len(middle))
    through = outer_alignment.through(inner_alignment)
    for at in range(len(text)):
        assert through.to_source(at, at + 1) == inner_alignment.to_source(*outer_alignment.to_source(at, at + 1))


def chained(pieces: list[tuple[str, int, bool]], length: int) -> tuple[str, Alignment]:
    """Build a text of pieces of a source of this length: each is copied or stands for a range, and gaps are left."""
    builder = TextBuilder()
    at = 0
    for text, more, is_copy in pieces:
        end = at + (len(text) if is_copy else more + 1)
        if end > length:
            break
        if is_copy:
            builder.copy(text, at)
        else:
            builder.substitute(text, at, end)
        at = end + more % 2
    return builder.build()
