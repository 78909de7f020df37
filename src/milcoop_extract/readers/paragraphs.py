"""Lines to paragraphs: which lines were one before the text was wrapped."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from string import ascii_lowercase

from .lines import Line

_ITEM = re.compile(r"(?:(?P<bullet>[•●▪◦‣·∙*o–—-])|\(?(?P<ordinal>\d{1,2}|[a-z]|[ivx]{2,4})[.)]) (?=\S)")
_ORDINALS = (
    tuple(map(str, range(1, 100))),
    tuple(ascii_lowercase),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
)
_FIRST_ORDINALS = frozenset(ordinals[0] for ordinals in _ORDINALS)
_SUCCESSIVE_ORDINALS = frozenset(pair for ordinals in _ORDINALS for pair in pairwise(ordinals))
_MARK_AFTER_STOP = re.compile(r"(?<!\d)[.!?:;][»”’\"')\]]*\[?(?:\d{1,3}|[¹²³⁰⁴-⁹]{1,3})\]?$")
_CLOSERS = "»”’\"')]"
_MAX_WRAPPED_WIDTH = 150
_REACH = 10
_FULL = 0.85
"""A line that could have taken the next word and still be shorter than this part of the width was ended on purpose."""


def line_width(lines: Iterable[Line]) -> int | None:
    """Return to how many characters the lines are wrapped, None where each paragraph is one long line.

    A quarter of the text stands in lines that are at least so long.
    """
    lengths = sorted((len(line.text) for line in lines), reverse=True)
    rest = sum(lengths) / 4
    for length in lengths:
        rest -= length
        if rest <= 0:
            return length if length <= _MAX_WRAPPED_WIDTH else None
    return None


def split_paragraphs(lines: Sequence[Line], width: int | None) -> list[list[Line]]:
    """Return the lines of each paragraph, list item or heading; `width` as `line_width` gives it."""
    paragraphs: list[list[Line]] = []
    for line, following in zip_longest(lines, lines[1:]):
        if paragraphs and _belongs(line, paragraphs[-1], following, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def split_head(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines of the head of a letter one by one, with those that go on with a small letter or a parenthesis."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not line.after_blank and (line.text[0].islower() or line.text[0] == "("):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def is_list_item(text: str) -> bool:
    """Whether the text begins as an item of a list does: "• ", "- ", "a) ", "1. "."""
    return _ITEM.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or the introduction to a list does, a mark of a note after it or not."""
    return text.rstrip(_CLOSERS).endswith((".", "!", "?", ":", ";")) or ends_in_mark(text)


def ends_in_mark(text: str) -> bool:
    """Whether the text ends in a full stop, or the like, and the mark of a note."""
    return text.rstrip("]")[-1:].isdigit() and _MARK_AFTER_STOP.search(text[-_REACH:]) is not None


def ends_in_broken_word(text: str) -> bool:
    """Whether the text ends with a hyphen on a word."""
    return len(text) > 1 and text[-1] == "-" and text[-2].isalnum()


def _belongs(line: Line, paragraph: Sequence[Line], following: Line | None, width: int | None) -> bool:
    """Whether a line goes on with the paragraph before it."""
    previous = paragraph[-1].text
    if _is_set_apart(line) or _begins_item(line.text, paragraph[0].text, previous):
        return False
    if ends_in_broken_word(previous):
        return True
    unfinished = not ends_sentence(previous)
    if width is None:
        return line.new_page and unfinished and line.text[0].islower()
    full = _is_full(previous, line.text, width)
    if line.after_blank:
        return full and unfinished
    if unfinished:
        return full or (line.text[0].islower() and 2 * len(previous) > width)
    stands_alone = following is None or _is_set_apart(following) or not _is_full(line.text, following.text, width)
    return full and (ends_sentence(line.text) or not stands_alone)


def _is_set_apart(line: Line) -> bool:
    """Whether there is a blank line before a line, and not one that the end of a page left."""
    return line.after_blank and not line.new_page


def _is_full(text: str, following: str, width: int) -> bool:
    """Whether a line was broken because the first word of the next one would not have fitted in."""
    space = following.find(" ")
    return len(text) + 1 + (len(following) if space < 0 else space) > _FULL * width


def _begins_item(text: str, first: str, previous: str) -> bool:
    """Whether a line is a list item of its own, and not a wrapped line that happens to begin like one."""
    item = _ITEM.match(text)
    if not item:
        return False
    opening = _ITEM.match(first)
    if item["bullet"]:
        return bool(opening and opening["bullet"]) or ends_sentence(previous)
    if item["ordinal"] in _FIRST_ORDINALS:
        return ends_sentence(previous)
    return opening is not None and (opening["ordinal"], item["ordinal"]) in _SUCCESSIVE_ORDINALS
