"""Of which year a figure is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milcoop_extract.records import Date, Duration, Mention, Percentage

from .candidates import Evidence, Letter
from .figures import Figure
from .words import Words

_YEARS = re.compile(r"(\d{4}(?:/\d{4})?)")
_FISCAL = re.compile(r"\d{4}/\d{2,4}")
_MONTH = re.compile(r"(\d{4})(?:-\d\d)?")

_COMPARED = 3
"""The most words between a word of comparison and the time with which something is compared."""


@dataclass(frozen=True, slots=True)
class Period:
    """The TIMEX3 value of a period, and what else the times beside a figure say.

    evidence: the time that tells it; compared: the year that it is compared with; since: it is a change since then; start: the
    year from which on it holds, by `start_evidence`; spread: the figure is that of a longer or shorter stretch than a year;
    several: it is that of each of several years; inside: a time stands in the stretch of the figure; beside: the period stands
    directly after the figure; fiscal: the period is a year that is called by two ("2017/2018").
    """

    timex: str | None
    evidence: Evidence | None = None
    compared: int | None = None
    since: bool = False
    spread: bool = False
    several: bool = False
    beside: bool = False
    fiscal: bool = False
    inside: bool = False
    start: str | None = None
    start_evidence: Evidence | None = None


def period_of(letter: Letter, figure: Figure, before: Figure | None, around: Sequence[Mention]) -> Period:
    """Return the period that the sentence of a figure tells, if it does, by the mentions of that sentence.

    `before` is the figure before it in the sentence: a time directly after that one is no other's if there is another.
    """
    words = figure.words
    dates = [item for item in around if isinstance(item, Date)]
    own: list[Date] = []
    other: list[Date] = []
    compared, since, start, since_date = None, False, None, None
    for date in dates:
        if date.start >= figure.after and figure.text.startswith(":", date.end):
            continue  # "(2019: 1,3%)" tells of what comes then
        inside = figure.start <= date.start < figure.end
        if _is_compared(words, figure.first, date.start):
            compared = int(date.value.timex[:4]) if inside and date.value.timex[:4].isdigit() else compared
        elif date.bound == "from" and _follows(words, "period.since", figure.first, date.start):
            since = since or inside
            if inside and _follows(words, "period.onward", figure.first, date.start, article=False):
                start, since_date = _year(date), date
        else:
            (own if inside else other).append(date)
    spread = (
        any(isinstance(item, Duration) and figure.start <= item.start < figure.end for item in around)
        or any(_until(date) and date.end <= figure.mention.start for date in own)
        or words.has("period.spread", *figure.stretch)
    )
    free = [date for date in other if not (before and _is_beside(letter, before, date))]
    chosen = _choose(letter, figure, own, free) or _choose(letter, figure, own, other)
    timex = chosen[0] if chosen else None
    return Period(
        timex,
        chosen[1] if chosen else None,
        compared,
        since,
        spread,
        several=any(not words.back({first}, "period.between") for first, _ in words.find("years", *figure.stretch)),
        beside=any(_is_beside(letter, figure, date) for date in own),
        fiscal=any(date.value.timex == timex and _FISCAL.fullmatch(date.text) for date in dates),
        inside=bool(own),
        start=start,
        start_evidence=Evidence("period.from", since_date.start, since_date.end) if start and since_date else None,
    )


def present(figure: Figure) -> Evidence | None:
    """Return the word around a figure that speaks of the time of the letter."""
    found = figure.words.find("period.present", *figure.stretch)
    return Evidence("period.present", *found[0]) if found else None


def _is_compared(words: Words, first: int, at: int) -> bool:
    starts = words.back(words.back_any({at}, _COMPARED), "period.compared") | words.back({at}, "period.dated")
    return any(start >= first for start in starts)


def _follows(words: Words, label: str, first: int, at: int, *, article: bool = True) -> bool:
    ends = words.back({at}, "relation.articles", least=0) if article else {at}
    return any(start >= first for start in words.back(ends, label))


def _is_beside(letter: Letter, figure: Figure, date: Date) -> bool:
    """Tell whether a time stands directly after a figure."""
    between = figure.text[figure.after : date.start]
    return between.isspace() or letter.gap("beside", figure.after, date.start)


def _choose(letter: Letter, figure: Figure, own: Sequence[Date], other: Sequence[Date]) -> tuple[str, Evidence] | None:
    """Take the time directly after a figure, else the one before it, else the first one after it with no pause between."""
    months = isinstance(figure.mention, Percentage)
    usable = [(date, year) for date in own if (year := _year(date, months=months))]
    usable += [(date, year) for date in other if (year := _year(date))]
    for date, year in usable:
        if date.start >= figure.after and _is_beside(letter, figure, date):
            return year, Evidence("period.year-beside", date.start, date.end)
    before = [
        (date.end > figure.start, date.start, year, date.end) for date, year in usable if date.end <= figure.mention.start
    ]
    after = [(date.start, year, date.end) for date, year in usable if date.start >= figure.after]
    last = max(before, default=None)
    if after and not (last and last[0]):
        start, year, end = min(after)
        if figure.words.pause("breaks.time", figure.after, start) is None:
            return year, Evidence("period.year-after", start, end)
    return (last[2], Evidence("period.year-before", last[1], last[3])) if last else None


def _until(date: Date) -> bool:
    return date.bound == "until" and "/" not in date.value.timex


def _year(date: Date, *, months: bool = False) -> str | None:
    """Return the period of a date: a year, or years; with `months` also that of a month, in which a share can be reached."""
    match = (_MONTH if months else _YEARS).fullmatch(date.value.timex)
    return match[1] if match else None
