"""Of which year a figure is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milcoop_extract.components.patterns import any_of
from milcoop_extract.indicator_rules import PeriodEntry
from milcoop_extract.records import Date, Duration

from .figures import Figure

_BESIDE = re.compile(
    r"(?:\s?\d)?(?:\s(?:van\s(?:het|zijn|haar|hun)\s)?(?:bbp|bnp|bruto binnenlands product))?"
    r"\s(?:in|voor|over|vanaf|per|voor het|in het)?\s?(?:heel|geheel|het|de)?\s?(?:kalender|begrotings)?(?:jaar)?\s?\(?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The TIMEX3 value of a period; `compared` is the year that the figure is compared with, where one is named."""

    timex: str | None
    compared: int | None = None
    since: bool = False
    spread: bool = False


class Periods:
    """The words of the rules beside times."""

    def __init__(self, rules: PeriodEntry) -> None:
        self._compared = re.compile(rf"{any_of(rules.compared)}\s(?:het\s|de\s)?$")
        self._since = re.compile(rf"{any_of(rules.since)}\s(?:het\s)?$")
        self._spread = re.compile(any_of(rules.spread))
        self._present = re.compile(any_of(rules.present))

    def of(self, figure: Figure, dates: Sequence[Date], durations: Sequence[Duration]) -> Period:
        """Return the period that the sentence of a figure tells, if it does; `dates` and `durations` are those of the sentence."""
        own, other, compared, since = [], [], None, False
        for date in dates:
            inside = figure.start <= date.start < figure.end
            before = figure.text[max(figure.first, date.start - 40) : date.start]
            if self._compared.search(before):
                compared = int(date.value.timex[:4]) if inside and date.value.timex[:4].isdigit() else compared
            elif self._since.search(before) and date.bound == "from" and inside:
                since = True
            else:
                (own if inside else other).append(date)
        spread = (
            any(figure.start <= item.start < figure.end for item in durations)
            or bool(self._spread.search(figure.stretch))
            or any("/" in date.value.timex for date in own)
        )
        return Period(self._choose(figure, own, other), compared, since, spread)

    def _choose(self, figure: Figure, own: Sequence[Date], other: Sequence[Date]) -> str | None:
        """Take the time directly after the figure, else the nearest before it, else one after it; all without a break between."""
        usable = [date for date in own if _year(date)]
        after = [date for date in usable if date.start >= figure.after]
        for date in after[:1]:
            if _BESIDE.fullmatch(figure.text, figure.after, date.start):
                return _year(date)
        if before := [date for date in usable if date.end <= figure.mention.start]:
            return _year(before[-1])
        if after:
            return _year(after[0])
        if earlier := [date for date in other if date.end <= figure.start and _year(date)]:
            return _year(earlier[-1])
        later = next((date for date in other if date.start >= figure.end and _year(date)), None)
        if later and not re.search(r"[,;]\s", figure.text[figure.after : later.start]):
            return _year(later)
        return None

    def present(self, figure: Figure) -> bool:
        """Tell whether the words around a figure speak of the time of the letter."""
        return bool(self._present.search(figure.stretch))


def _year(date: Date) -> str | None:
    """Return the period of a date: a year, or years; a part of a year and a day are no period of a budget."""
    timex = date.value.timex
    return timex if re.fullmatch(r"\d{4}(?:/\d{4})?", timex) else None
