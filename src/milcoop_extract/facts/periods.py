"""Of which year a figure is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import Date, Duration, Mention, Percentage

from .figures import Figure
from .rules import PeriodEntry

_BESIDE = re.compile(
    r"(?:\s?\d)?(?:\s(?:van\s(?:het|zijn|haar|hun)\s)?(?:bbp|bnp|bruto binnenlands product))?"
    r"\s(?:in|voor|over|vanaf|per|voor het|in het)?\s?(?:heel|geheel|het|de)?\s?(?:kalender|begrotings)?(?:jaar)?\s?\(?"
)

_PAUSE = re.compile(r"[,;]\s|\s(?:en|maar)\s")
_YEARS = re.compile(r"(\d{4}(?:/\d{4})?)")
_SEVERAL = re.compile(r"(?<!tussen )\b\d{4}\sen\s\d{4}")
_FISCAL = re.compile(r"\d{4}/\d{2,4}")
_MONTH = re.compile(r"(\d{4})(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The TIMEX3 value of a period, and what else the times beside a figure say.

    compared: the year that it is compared with; since: it is a change since then; start: the year from which on it holds;
    spread: the figure is that of a longer or shorter stretch than a year; several: it is that of each of several years;
    inside: a time stands in the stretch of the figure; beside: the period stands directly after the figure;
    fiscal: the period is a year that is called by two ("2017/2018").
    """

    timex: str | None
    compared: int | None = None
    since: bool = False
    spread: bool = False
    several: bool = False
    beside: bool = False
    fiscal: bool = False
    inside: bool = False
    start: str | None = None


class Periods:
    """The words of the rules beside times."""

    def __init__(self, rules: PeriodEntry) -> None:
        self._compared = re.compile(rf"{any_of(rules.compared)}\s(?:[^\W\d]+\s){{0,3}}$|{any_of(rules.dated)}\s$")
        self._since = re.compile(rf"{any_of(rules.since)}\s(?:het\s)?$")
        self._onward = re.compile(rf"{any_of(rules.onward)}\s$")
        self._spread = re.compile(any_of(rules.spread))
        self._present = re.compile(any_of(rules.present))

    def of(self, figure: Figure, before: Figure | None, around: Sequence[Mention]) -> Period:
        """Return the period that the sentence of a figure tells, if it does, by the mentions of that sentence.

        `before` is the figure before it in the sentence: a time directly after that one is no other's if there is another.
        """
        dates = [item for item in around if isinstance(item, Date)]
        durations = [item for item in around if isinstance(item, Duration)]
        own: list[Date] = []
        other: list[Date] = []
        compared, since, start = None, False, None
        for date in dates:
            if date.start >= figure.after and figure.text.startswith(":", date.end):
                continue  # "(2019: 1,3%)" tells of what comes then
            inside = figure.start <= date.start < figure.end
            words = figure.text[max(figure.first, date.start - 40) : date.start]
            if self._compared.search(words):
                compared = int(date.value.timex[:4]) if inside and date.value.timex[:4].isdigit() else compared
            elif self._since.search(words) and date.bound == "from":
                since = since or inside
                start = _year(date) if inside and self._onward.search(words) else start
            else:
                (own if inside else other).append(date)
        spread = (
            any(figure.start <= item.start < figure.end for item in durations)
            or any(_until(date) and date.end <= figure.mention.start for date in own)
            or bool(self._spread.search(figure.stretch))
        )
        free = [date for date in other if not (before and _BESIDE.fullmatch(figure.text, before.after, date.start))]
        timex = _choose(figure, own, free) or _choose(figure, own, other)
        beside = any(_BESIDE.fullmatch(figure.text, figure.after, date.start) for date in own)
        fiscal = any(date.value.timex == timex and _FISCAL.fullmatch(date.text) for date in dates)
        return Period(
            timex,
            compared,
            since,
            spread,
            several=bool(_SEVERAL.search(figure.stretch)),
            beside=beside,
            fiscal=fiscal,
            inside=bool(own),
            start=start,
        )

    def present(self, figure: Figure) -> bool:
        """Tell whether the words around a figure speak of the time of the letter."""
        return bool(self._present.search(figure.stretch))


def _choose(figure: Figure, own: Sequence[Date], other: Sequence[Date]) -> str | None:
    """Take the time directly after a figure, else the one before it, else the first one after it with no pause between."""
    months = isinstance(figure.mention, Percentage)
    usable = [(date, year) for date in own if (year := _year(date, months=months))]
    usable += [(date, year) for date in other if (year := _year(date))]
    beside = [year for date, year in usable if _BESIDE.fullmatch(figure.text, figure.after, date.start)]
    before = [(date.end > figure.start, date.start, year) for date, year in usable if date.end <= figure.mention.start]
    after = [(date.start, year) for date, year in usable if date.start >= figure.after]
    if beside:
        return beside[0]
    if before and max(before)[0]:
        return max(before)[2]
    if after and not _PAUSE.search(figure.text, figure.after, min(after)[0]):
        return min(after)[1]
    return max(before)[2] if before else None


def _until(date: Date) -> bool:
    return date.bound == "until" and "/" not in date.value.timex


def _year(date: Date, *, months: bool = False) -> str | None:
    """Return the period of a date: a year, or years; with `months` also that of a month, in which a share can be reached."""
    match = (_MONTH if months else _YEARS).fullmatch(date.value.timex)
    return match[1] if match else None
