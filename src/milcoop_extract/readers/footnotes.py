"""Footnotes at the ends of pages, and the marks in the text that they hang on."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from itertools import pairwise, zip_longest

from .lines import Line
from .paragraphs import ends_sentence
from .rules import FootnoteEntry

_NOTE = re.compile(r"\[?(?P<number>\d{1,3}|[¹²³⁰⁴-⁹]{1,3})\]?[.)]?(?: |(?=https?:|www\.))(?=\S)")
_FIGURES = re.compile(r"\d+|[¹²³⁰⁴-⁹]+")
_ITEM = re.compile(r"\d{1,3}[.)]")
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?=\d{1,2}$)")
_GOES_ON = re.compile(r"[\w%]|[.,:/–]\d|-\w")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<stop>[.,;:!?]?)$")
_CLOSED = re.compile(r"[%»”\"’)\]]$|(?<![\w.,])(?:19|20)\d\d$")
_CLOSED_STOP = re.compile(r"(?:[%»”\"’)\]]|(?<![\w.,])(?:19|20)\d\d)[.,;:!?]$")
_NEXT = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?P<word>[^\W\d_]+)")
_WORD = re.compile(r"\w+")
_ADDRESSES = ("http:", "https:", "www.")
_MAX_MISSING = 3
_REACH = 60
"""The number of characters around a number that are looked at."""


class Doubt(IntEnum):
    """The degree of doubt whether a number is the mark of a note."""

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
    note only where there is little doubt about its mark or that of a note beside it; what is announced by a colon is a list
    ("1. ...") and no note. Where a number is missing, what was passed over with that number is a note without a mark. The line
    after notes begins a page.
    """
    numbers = [_number(match["number"]) if (match := _NOTE.match(line.text)) else None for line in lines]
    marks = _MarkFinder(text, rules).find(lines, {number for number in numbers if number is not None})
    groups = _groups(lines)
    notes: list[Note] = []
    of_notes: set[int] = set()
    passed: dict[int, int] = {}
    previous: Line | None = None
    floor = last = seen = 0
    for at, (group, following) in enumerate(zip(groups, _followings(lines, numbers, groups), strict=True)):
        first = None if _is_announced(previous, lines[group.start]) else numbers[group.start]
        if at and first is not None and last < first <= max(last, seen) + 1 + (_MAX_MISSING if notes else 0):
            members = _members(lines, numbers, group)
            most, enough = _limits(previous, following)
            tied = _tied(members, marks, floor, most)
            if _are_notes(members, tied, enough if first == last + 1 else min(enough, Doubt.LITTLE)):
                missing = sorted(passed[number] for number in range(last + 1, first) if notes and number in passed)
                for place in missing:
                    notes += _notes(_members(lines, numbers, groups[place]), ())
                notes += _notes(members, tied)
                of_notes.update(missing, (at,))
                passed.clear()
                last = int(notes[-1].marker)
                floor = max([floor, *(found[0].end for found in tied if found)])
                continue
            passed[first] = at
            seen = max(seen, members[-1][0])
        previous = lines[group.stop - 1]
        floor = lines[group.start].start if at - 1 in of_notes else floor
    return _others(lines, groups, of_notes), notes


def _is_announced(previous: Line | None, line: Line) -> bool:
    """Whether a line is the first item of a list that the line before it announces."""
    return previous is not None and previous.text.endswith(":") and _ITEM.match(line.text) is not None


def _others(lines: Sequence[Line], groups: Sequence[range], of_notes: Container[int]) -> list[Line]:
    """Return the lines that are not in the groups `of_notes`."""
    others: list[Line] = []
    for at, group in enumerate(groups):
        if at not in of_notes:
            first = lines[group.start]
            others += [replace(first, new_page=True) if at - 1 in of_notes else first, *lines[group.start + 1 : group.stop]]
    return others


def _groups(lines: Sequence[Line]) -> list[range]:
    """Return the stretches of lines without a blank line or the end of a page between them."""
    starts = [i for i, line in enumerate(lines) if i == 0 or line.after_blank or line.new_page]
    return [range(start, stop) for start, stop in pairwise([*starts, len(lines)])]


def _followings(lines: Sequence[Line], numbers: Sequence[int | None], groups: Sequence[range]) -> list[Line | None]:
    """Return for each group the first line after it, and after the groups that are numbered on from it."""
    followings: list[Line | None] = [None] * len(groups)
    for i in range(len(groups) - 2, -1, -1):
        group, after = groups[i], groups[i + 1].start
        number, following = numbers[group.start], numbers[after]
        goes_on = number is not None and following is not None and 0 < following - number <= len(group)
        followings[i] = followings[i + 1] if goes_on and not lines[after].new_page else lines[after]
    return followings


def _members(lines: Sequence[Line], numbers: Sequence[int | None], group: range) -> list[tuple[int, list[Line]]]:
    """Return the notes that a group of lines could be: the number of each, and its lines."""
    members: list[tuple[int, list[Line]]] = []
    for i in group:
        number = numbers[i]
        if number is not None and (not members or number == members[-1][0] + 1):
            members.append((number, [lines[i]]))
        else:
            members[-1][1].append(lines[i])
    return members


def _limits(previous: Line | None, following: Line | None) -> tuple[Doubt, Doubt]:
    """Return how much doubt there may be about a mark, and about that which makes notes of a group.

    A page ends where the reader knows it, and in the middle of a sentence.
    """
    if following is None:
        return Doubt.MUCH, Doubt.MUCH
    in_sentence = previous is not None and following.text[0].islower() and not ends_sentence(previous.text)
    return (Doubt.MOST, Doubt.MOST) if following.new_page or in_sentence else (Doubt.MUCH, Doubt.SOME)


def _tied(
    members: Sequence[tuple[int, Sequence[Line]]], marks: Mapping[tuple[int, Doubt], Sequence[Mark]], floor: int, most: Doubt
) -> list[tuple[Mark, Doubt] | None]:
    """Return the marks of notes, in the order of the notes, between `floor` and the notes; the least doubtful first."""
    tied: list[tuple[Mark, Doubt] | None] = [None] * len(members)
    for doubt in Doubt:
        if doubt > most:
            break
        ceilings = [members[0][1][0].start]
        for found in reversed(tied[1:]):
            ceilings.append(found[0].start if found else ceilings[-1])
        at = floor
        for i, ((number, _), ceiling) in enumerate(zip(members, reversed(ceilings), strict=True)):
            mark = found[0] if (found := tied[i]) else _first_mark(marks.get((number, doubt), ()), at, ceiling)
            if mark:
                tied[i] = tied[i] or (mark, doubt)
                at = mark.end
    return tied


def _first_mark(candidates: Sequence[Mark], floor: int, ceiling: int) -> Mark | None:
    place = bisect_left(candidates, floor, key=lambda mark: mark.start)
    return candidates[place] if place < len(candidates) and candidates[place].start < ceiling else None


def _are_notes(members: Sequence[tuple[int, Sequence[Line]]], tied: Sequence[tuple[Mark, Doubt] | None], enough: Doubt) -> bool:
    """Whether a group is believed to be of notes.

    It is where one of them is tied well `enough`, or where it ends a page and its first note ends in a full stop.
    """
    if enough is Doubt.MOST and members[0][1][-1].text.endswith((".", "»", ")")):
        return True
    return any(found and found[1] <= enough for found in tied)


def _notes(members: Sequence[tuple[int, Sequence[Line]]], tied: Sequence[tuple[Mark, Doubt] | None]) -> list[Note]:
    """Return the notes of a group with their marks."""
    notes: list[Note] = []
    for (number, lines), found in zip_longest(members, tied):
        opening = _NOTE.match(lines[0].text)
        offset = opening.end() if opening else 0
        if notes and not found and not _begins_note(lines[0].text[offset:]):
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, *lines))
        else:
            notes.append(Note(str(number), tuple(lines), lines[0].start + offset, found[0] if found else None))
    return notes


def _begins_note(text: str) -> bool:
    """Whether a note begins so, and not the rest of one that was wrapped before a number ("3 mei 2021")."""
    return not text[0].islower() or text.startswith(_ADDRESSES)


def _number(digits: str) -> int:
    return int("".join(str(unicodedata.digit(digit)) for digit in digits))


class _MarkFinder:
    """Finds the numbers in a text that can be marks of notes."""

    def __init__(self, text: str, rules: FootnoteEntry) -> None:
        self._text = text
        self._no_nouns = frozenset(word.casefold() for word in (*rules.numbered, *rules.units))
        self._followers = frozenset(word.casefold() for word in rules.followers)

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

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
            doubt = self._doubt(before.rstrip("["), self._text[start:end], after, sure=bracketed or not match[0].isascii())
            if doubt is not None:
                space = len(before) - len(before.rstrip(" ["))
                yield _number(self._text[start:end]), doubt, Mark(start - space, end + bracketed)

    def _doubt(self, before: str, digits: str, after: str, *, sure: bool) -> Doubt | None:
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
            return Doubt.SOME if _CLOSED_STOP.search(before) else None
        if spaced:
            return Doubt.MOST if not last["stop"] and len(last["word"]) > 3 and self._stands_alone(after) else None
        if last["stop"]:
            return Doubt.SOME
        if len(last["word"]) > 2 and not last["word"].isupper():
            return Doubt.LITTLE
        word = last["word"]
        is_single = len(word) > 2 and self._words[word + digits] == 1
        return Doubt.MUCH if is_single or word in self._words else None

    def _stands_alone(self, after: str) -> bool:
        following = _NEXT.match(after)
        return following is not None and (following["word"] is None or following["word"].casefold() in self._followers)
