"""Of which year a figure is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milcoop_extract.components.patterns import any_of
from milcoop_extract.indicator_rules import PeriodEntry
from milcoop_extract.records import Date, Duration, Percentage

from .figures import Figure

_BESIDE = re.compile(
    r"(?:\s?\d)?(?:\s(?:van\s(?:het|zijn|haar|hun)\s)?(?:bbp|bnp|bruto binnenlands product))?"
    r"\s(?:in|voor|over|vanaf|per|voor het|in het)?\s?(?:heel|geheel|het|de)?\s?(?:kalender|begrotings)?(?:jaar)?\s?\(?"
)

_PAUSE = re.compile(r"[,;]\s")
_YEARS = re.compile(r"(\d{4}(?:/\d{4})?)")
_MONTH = re.compile(r"(\d{4})(?:-\d\d)?")


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
        share = isinstance(figure.mention, Percentage)
        usable = [(date, year) for date in own if (year := _year(date, months=share))]
        after = [item for item in usable if item[0].start >= figure.after]
        before = [year for date, year in usable if date.end <= figure.mention.start]
        if after and (not before or _BESIDE.fullmatch(figure.text, figure.after, after[0][0].start)):
            return after[0][1]
        if before:
            return before[-1]
        if earlier := [year for date in other if date.end <= figure.start and (year := _year(date))]:
            return earlier[-1]
        later = next(((date, year) for date in other if date.start >= figure.end and (year := _year(date))), None)
        return later[1] if later and not _PAUSE.search(figure.text, figure.after, later[0].start) else None

    def present(self, figure: Figure) -> bool:
        """Tell whether the words around a figure speak of the time of the letter."""
        return bool(self._present.search(figure.stretch))


def _year(date: Date, *, months: bool = False) -> str | None:
    """Return the period of a date: a year, or years. A day or a part of a year is none of a budget; a share can be reached then."""
    match = (_MONTH if months else _YEARS).fullmatch(date.value.timex)
    return match[1] if match else None
