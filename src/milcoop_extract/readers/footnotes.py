"""Footnotes at the ends of pages, and the marks in the text that they hang on."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from milcoop_extract.rules import FootnoteEntry

from .lines import Line

_NOTE = re.compile(r"\[?(?P<number>\d{1,3}|[¹²³⁰⁴-⁹]{1,3})\]?[.)]?(?: |(?=https?:|www\.))(?=\S)")
_FIGURES = re.compile(r"\d+|[¹²³⁰⁴-⁹]+")
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?=\d{1,2}$)")
_GOES_ON = re.compile(r"[\w%]|[.,:/–]\d|-\w")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<stop>[.,;:!?]?)$")
_CLOSED = re.compile(r"[%»”\"’)\]]$|(?<![\w.,])(?:19|20)\d\d$")
_NEXT = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?P<word>[^\W\d_]+)")
_WORD = re.compile(r"\w+")
_REACH = 60
"""How many characters around a number are looked at."""


class Doubt(IntEnum):
    """How unsure it is that a number is the mark of a note."""

    NONE = 0  # raised, or in brackets
    LITTLE = 1  # glued to a word, a year, a percentage or a closing quotation mark
    SOME = 2  # glued to a full stop or comma
    MUCH = 3  # glued to an abbreviation; after a space and a year or percentage
    MOST = 4  # after a space and a word


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a note: its extent in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its lines, `start` of its text in the first of them, and its mark, if that was found."""

    marker: str
    lines: tuple[Line, ...]
    start: int
    mark: Mark | None


def split_notes(text: str, lines: Sequence[Line], rules: FootnoteEntry) -> tuple[list[Line], list[Note]]:
    """Take the footnotes out of the lines of a letter; return the other lines, and the notes.

    Notes are numbered through the letter and stand after a blank line, one after the other. What does not end its page is a
    note only where there is little doubt about its mark. The line after notes begins a page.
    """
    numbers = [_number(match["number"]) if (match := _NOTE.match(line.text)) else None for line in lines]
    finder = _MarkFinder(text, rules)
    marks = finder.find(lines, {number for number in numbers if number is not None})
    body: list[Line] = []
    notes: list[Note] = []
    at = floor = 0
    turned = False
    while at < len(lines):
        group = _group(lines, numbers, at, len(notes) + 1)
        after = at + sum(map(len, group))
        found = _tied(group, marks, len(notes) + 1, floor, lines[after] if after < len(lines) else None)
        if found:
            notes += found
            floor = found[-1].lines[-1].end
            at += sum(len(note.lines) for note in found)
            turned = True
        else:
            body.append(replace(lines[at], new_page=True) if turned else lines[at])
            at += 1
            turned = False
    return body, notes


def _group(lines: Sequence[Line], numbers: Sequence[int | None], at: int, first: int) -> list[tuple[Line, ...]]:
    """Return the lines of each of the notes, numbered from `first`, that could begin at line `at`."""
    if numbers[at] != first or not (lines[at].after_blank or lines[at].new_page):
        return []
    group = [[lines[at]]]
    for i in range(at + 1, len(lines)):
        if numbers[i] == first + len(group):
            group.append([lines[i]])
        elif lines[i].after_blank or lines[i].new_page:
            break
        else:
            group[-1].append(lines[i])
    return [tuple(note) for note in group]


def _tied(
    group: Sequence[tuple[Line, ...]],
    marks: Mapping[tuple[int, Doubt], Sequence[Mark]],
    first: int,
    floor: int,
    following: Line | None,
) -> list[Note]:
    """Tie notes to their marks between `floor` and the notes, as far as they are believed to be notes."""
    ends_page = following is not None and following.new_page
    most = Doubt.MOST if ends_page else Doubt.SOME if following else Doubt.MUCH
    notes: list[Note] = []
    for number, lines in enumerate(group, first):
        mark = _first_mark(marks, number, floor, group[0][0].start, most)
        if mark is None and not (ends_page and lines[-1].text.endswith((".", "»", ")"))):
            break
        opening = _NOTE.match(lines[0].text)
        text_start = lines[0].start + (opening.end() if opening else 0)
        notes.append(Note(str(number), lines, text_start, mark))
        floor = mark.end if mark else floor
    return notes


def _first_mark(
    marks: Mapping[tuple[int, Doubt], Sequence[Mark]], number: int, floor: int, ceiling: int, most: Doubt
) -> Mark | None:
    """Return the mark with the least doubt, and of these the first, that stands between `floor` and `ceiling`."""
    for doubt in Doubt:
        candidates = marks.get((number, doubt), ())
        place = bisect_left(candidates, floor, key=lambda mark: mark.start)
        if doubt <= most and place < len(candidates) and candidates[place].start < ceiling:
            return candidates[place]
    return None


def _number(figures: str) -> int:
    return int("".join(str(unicodedata.digit(figure)) for figure in figures))


class _MarkFinder:
    """Finds the numbers in a text that can be marks of notes."""

    def __init__(self, text: str, rules: FootnoteEntry) -> None:
        self._text = text
        self._no_nouns = frozenset(word.casefold() for word in (*rules.numbered, *rules.units))
        self._followers = frozenset(word.casefold() for word in rules.followers)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text))

    def find(self, lines: Iterable[Line], numbers: set[int]) -> Mapping[tuple[int, Doubt], Sequence[Mark]]:
        """Return the possible marks of the notes with these numbers, in the order of the text."""
        marks: defaultdict[tuple[int, Doubt], list[Mark]] = defaultdict(list)
        if numbers:
            for number, doubt, mark in (found for line in lines for found in self._in_line(line, numbers)):
                marks[number, doubt].append(mark)
        return marks

    def _in_line(self, line: Line, numbers: set[int]) -> Iterator[tuple[int, Doubt, Mark]]:
        for match in _FIGURES.finditer(self._text, line.start, line.end):
            start, end = match.span()
            if glued_year := _YEAR.match(match.string, start, end):
                start = glued_year.end()
            if end - start > 3 or _number(self._text[start:end]) not in numbers:
                continue
            before, after = self._text[max(line.start, start - _REACH) : start], self._text[end : end + _REACH]
            bracketed = before.endswith("[") and after.startswith("]")
            doubt = self._doubt(before.rstrip("["), after, sure=bracketed or not match[0].isascii())
            if doubt is not None:
                space = len(before) - len(before.rstrip(" ["))
                yield _number(self._text[start:end]), doubt, Mark(start - space, end + bracketed)

    def _doubt(self, before: str, after: str, *, sure: bool) -> Doubt | None:
        """Return the doubt about a number between `before` and `after`, None where it is no mark."""
        spaced = before.endswith(" ")
        last = _LAST_WORD.search(before.rstrip(" "))
        if last and last["word"].casefold() in self._no_nouns:
            return None
        if sure:
            return Doubt.NONE
        if _GOES_ON.match(after):
            return None
        if _CLOSED.search(before.rstrip(" ")):
            return Doubt.MUCH if spaced else Doubt.LITTLE
        if last is None:
            return None
        if spaced:
            return Doubt.MOST if not last["stop"] and len(last["word"]) > 3 and self._stands_alone(after) else None
        if last["stop"]:
            return Doubt.SOME
        if len(last["word"]) > 2 and not last["word"].isupper():
            return Doubt.LITTLE
        return Doubt.MUCH if last["word"] in self._words else None

    def _stands_alone(self, after: str) -> bool:
        following = _NEXT.match(after)
        return following is not None and (following["word"] is None or following["word"].casefold() in self._followers)
