"""The lines of a letter in plain text, without what is printed on every page."""

import re
from dataclasses import dataclass

from .rules import RunningEntry

_LINE = re.compile(r"\S(?:[^\n\f]*\S)?")
_PAGE_NUMBER = re.compile(r"[-–]? ?\d{1,4} ?[-–]?")
_MAX_RUNNING_LINE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it: its extent without the white space around it, and what is around it.

    `new_page` tells that a page begins here, `page` which one, where form feeds count them.
    """

    start: int
    end: int
    text: str
    after_blank: bool
    new_page: bool
    page: int | None


def split_lines(text: str, rules: RunningEntry) -> tuple[list[Line], list[str]]:
    """Return the lines of a cleaned text, and apart from them those that are printed on every page.

    A page begins after a form feed or a printed line; or where, in the middle of a paragraph, a line begins with one space,
    which is what many conversions leave of a page break.
    """
    spans = [match.span() for match in _LINE.finditer(text)]
    gaps = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]
    printed = _printed(text, spans, gaps, re.compile("|".join(f"(?:{line})" for line in rules.lines), re.IGNORECASE))
    counted = "\f" in text
    lines: list[Line] = []
    running: list[str] = []
    page = 1
    blank = new_page = indented = False
    for i, (start, end) in enumerate(spans):
        page += gaps[i].count("\f")
        blank = blank or gaps[i].count("\n") > 1
        new_page = new_page or "\f" in gaps[i]
        if printed[i]:
            running.append(text[start:end])
            new_page = True
            continue
        was_indented, indented = indented, gaps[i].endswith(("\n ", "\f "))
        lines.append(
            Line(
                start,
                end,
                text[start:end],
                after_blank=blank,
                new_page=new_page or (indented and not was_indented and not blank),
                page=page if counted else None,
            )
        )
        blank = new_page = False
    return lines, running


def _printed(text: str, spans: list[tuple[int, int]], gaps: list[str], pattern: re.Pattern[str]) -> list[bool]:
    """Tell of every line whether it is printed on every page; a page number is, beside such a line or a form feed."""
    printed = [end - start <= _MAX_RUNNING_LINE and bool(pattern.fullmatch(text, start, end)) for start, end in spans]
    for i, (start, end) in enumerate(spans):
        beside = "\f" in gaps[i] + gaps[i + 1] or any(printed[max(i - 1, 0) : i + 2])
        if beside and _PAGE_NUMBER.fullmatch(text, start, end):
            printed[i] = True
    return printed
