"""Mentions to indicators: who, what, which year, how much, and how sure that is.

A fact whose subject, indicator and period are told by words in the same sentence, or whose subject is that of a section about
one country, has high confidence. What is taken from elsewhere has low confidence, with the reason. Where words are missing for
a fact altogether there is none: no fact is better than a wrong one.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from functools import cached_property
from pathlib import Path

from milcoop_extract.components.sentences import REACH, Sentences
from milcoop_extract.indicator_rules import IndicatorId, IndicatorRules, SubjectRules
from milcoop_extract.records import (
    Amount,
    Date,
    Duration,
    Equivalent,
    Indicator,
    Mention,
    Money,
    Percentage,
    Programme,
    Section,
    Status,
)
from milcoop_extract.rules import QualifierRules, load

from .figures import Figure, figures, lowered, signed
from .measures import Measured, Measures, Tie, Told
from .periods import Periods
from .statuses import Statuses
from .subjects import Subjects

HOME = "NL"
"""Whose budget a letter to the Dutch parliament speaks of where it names nobody."""

HOME_CURRENCIES = {"EUR", "NLG"}

_CHANGES: set[IndicatorId] = {"defence_budget_change", "defence_budget_growth"}
_SUMS: set[IndicatorId] = {"defence_budget", "investment", *_CHANGES}

_ATTACHED = re.compile(r"\s|\s(?:van|in)\s(?:de\s|het\s)?|\s(?:\w+(?:e|s)\s)?")
_TURNED = re.compile(r"(?:\sin\s\d{4})?\s[^\W\d]+\s(?:de\s|het\s)?")
"""Between a figure that begins its clause and the subject of that, behind the verb ("met 9 miljard is Italië")."""

_AND = re.compile(r",?\s(?:en|of)\s(?:de\s|het\s)?|,\s")
_MORE_THAN = re.compile(r"\s(?:meer|minder|hoger|lager)\s(?:dan|boven)\s")


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact on the way: what the next figure can refer to."""

    figure: Figure
    measured: Measured
    subject: str = ""
    period: str | None = None
    subject_reasons: tuple[str, ...] = ()
    period_reasons: tuple[str, ...] = ()
    status: Status = "realised"


@dataclass(frozen=True)
class _Letter:
    """What is looked up around a figure."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    sections: Sequence[Section]
    year: int | None

    @cached_property
    def by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def section(self, at: int) -> Section:
        return self.sections[bisect_right(self.section_starts, at) - 1]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        return self.mentions[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]


class Facts:
    """The rules for facts, compiled."""

    def __init__(self, subjects: SubjectRules, indicators: IndicatorRules, qualifiers: QualifierRules) -> None:
        self._subjects = Subjects(subjects)
        self._measures = Measures(indicators, qualifiers)
        self._periods = Periods(indicators.period)
        self._statuses = Statuses(indicators.status)

    @classmethod
    def load(cls, directory: Path | str | None = None) -> "Facts":
        """Make the facts of the rule files in `directory` (None: the folder that came with the installation).

        Raises RuleError.
        """
        return cls(load(SubjectRules, directory), load(IndicatorRules, directory), load(QualifierRules, directory))

    def derive(
        self, text: str, sections: Sequence[Section], mentions: Sequence[Mention], sentences: Sentences, date: Day | None
    ) -> tuple[Indicator, ...]:
        """Return the facts that the mentions of a letter tell, in the order of the text."""
        letter = _Letter(text, mentions, [mention.start for mention in mentions], sections, date.year if date else None)
        found: list[_Fact] = []
        for group in figures(lowered(text), mentions, sentences):
            previous = self._sentence_before(sentences, group[0]) if group else ""
            named = self._measures.names_defence(previous)
            for figure in group:
                if fact := self._fact(letter, figure, found[-1] if found else None, previous, named=named):
                    found.append(fact)
        return tuple(_indicator(f"i{number:04d}", fact) for number, fact in enumerate(found, 1))

    def _sentence_before(self, sentences: Sentences, figure: Figure) -> str:
        """Return the sentence before the one of a figure, in the same paragraph."""
        if _opens_paragraph(figure):
            return ""
        start = sentences.around(figure.opening - 1, figure.opening)[0]
        return figure.text[max(start, figure.opening - REACH) : figure.opening]

    def _fact(self, letter: _Letter, figure: Figure, last: _Fact | None, previous: str, *, named: bool) -> _Fact | None:
        together = last is not None and last.figure.opening == figure.opening
        if last and not together and (last.figure.closing != figure.opening or _opens_paragraph(figure)):
            last = None
        around = letter.within(figure.first, figure.last)
        programmes = [item for item in around if isinstance(item, Programme) and item.kind == "programme"]
        programme = programmes[0] if len({item.value.id for item in programmes}) == 1 else None
        if programme and not figure.start <= programme.start < figure.end:
            programme = None
        told = Told(
            in_sentence=last.measured.indicator.id if last and together else None,
            in_paragraph=last.measured.indicator.id if last else None,
            named=named,
        )
        measured = self._measures.of(figure, told, (programme.start, programme.end) if programme else None)
        if not measured:
            return None
        if programme and measured.indicator.topic == "programme":
            fact: _Fact | None = _Fact(figure, measured, programme.value.id)
        else:
            fact = self._with_subject(letter, _Fact(figure, measured), last, previous)
            if fact and last and measured.tie is Tie.LIKE and (last.subject == fact.subject or not self._in_series(letter, fact)):
                return None
            if fact and measured.tie is Tie.SAME and last and last.subject != fact.subject:
                fact = replace(fact, measured=replace(measured, tie=Tie.WEAK))
        if not fact:
            return None
        dates = [item for item in around if isinstance(item, Date)]
        durations = [item for item in around if isinstance(item, Duration)]
        fact = self._with_period(letter, fact, last, dates, durations)
        return fact and self._with_status(letter, fact, last)

    def _with_subject(self, letter: _Letter, fact: _Fact, last: _Fact | None, previous: str) -> _Fact | None:
        """Add of whom a fact tells; None where it tells of several together."""
        figure, noun = fact.figure, fact.measured.noun
        named = self._subjects.find(letter.text, figure.first, figure.last)
        if noun:
            for item in named:
                between = letter.text[min(item.end, noun[1]) : max(item.start, noun[0])]
                if _ATTACHED.fullmatch(between):
                    return replace(fact, subject=item.id)
        before = [item for item in named if item.start < figure.mention.start]
        own = [item for item in before if item.start >= figure.start]
        together = last is not None and last.figure.opening == figure.opening
        if self._subjects.some(figure.sentence):
            return None
        if len({item.id for item in named}) > 1 and self._subjects.joint(figure.sentence):
            return None
        for candidates in (own, [] if together else before):
            ids = list(dict.fromkeys(item.id for item in candidates))
            if len(ids) == 1:
                return replace(fact, subject=ids[0])
            if len(ids) > 1:
                names = list(dict.fromkeys(item.id for item in candidates if not item.adjective))
                ids = names if len(names) == 1 else ids
                if _AND.fullmatch(letter.text[candidates[-2].end : candidates[-1].start]):
                    return None
                return replace(fact, subject=ids[0], subject_reasons=("the sentence names several subjects",))
        turned = [item for item in named if item.start >= figure.after]
        if turned and not before and _TURNED.fullmatch(letter.text, figure.after, turned[0].start):
            return replace(fact, subject=turned[0].id)
        if self._subjects.unnamed(figure.stretch if together else figure.sentence):
            section = self._section_subject(letter, figure.opening)
            if self._subjects.country(section or HOME):
                return None  # only the section of an organisation is about several countries
        if last and together:
            return replace(fact, subject=last.subject, subject_reasons=last.subject_reasons)
        after = list(dict.fromkeys(item.id for item in named if item.start < figure.end))
        if after:
            reasons = ("the sentence names several subjects",) if len(after) > 1 else ()
            return replace(fact, subject=after[0], subject_reasons=reasons)
        return self._with_distant_subject(letter, fact, last, previous)

    def _in_series(self, letter: _Letter, fact: _Fact) -> bool:
        """Tell whether a figure is one of a series: between it and the one before is its subject, and nothing that says more."""
        figure = fact.figure
        named = self._subjects.find(letter.text, figure.start, figure.mention.start)
        if len(named) != 1:
            return False
        before, after = figure.text[figure.start : named[0].start], figure.text[named[0].end : figure.mention.start]
        return self._measures.goes_on(before, after)

    def _with_distant_subject(self, letter: _Letter, fact: _Fact, last: _Fact | None, previous: str) -> _Fact | None:
        """Add of whom a fact tells whose sentence names nobody: as the fact before it, as its section, or as a Dutch letter."""
        if last and last.figure.closing == fact.figure.opening:
            return replace(fact, subject=last.subject, subject_reasons=last.subject_reasons)
        before = self._subjects.find(letter.text, fact.figure.opening - len(previous), fact.figure.opening)
        nearby = {item.id for item in before}
        section = self._section_subject(letter, fact.figure.opening)
        if section:
            reasons = ("the sentence before names another subject",) if nearby - {section} else ()
            return replace(fact, subject=section, subject_reasons=reasons)
        if len(nearby) == 1:
            return replace(fact, subject=nearby.pop(), subject_reasons=("the subject is named in the sentence before only",))
        if isinstance(fact.figure.mention, Amount) and fact.figure.mention.value.currency not in HOME_CURRENCIES:
            return None
        return replace(fact, subject=HOME, subject_reasons=("no subject is named: that of the letter is taken",))

    def _section_subject(self, letter: _Letter, at: int) -> str | None:
        """Return the one subject that the heading over a place names, or the heading over that."""
        section: Section | None = letter.section(at)
        while section:
            if section.title and (subject := self._subjects.of_title(section.title)):
                return subject
            section = letter.by_id.get(section.parent or "")
        return None

    def _with_period(
        self, letter: _Letter, fact: _Fact, last: _Fact | None, dates: Sequence[Date], durations: Sequence[Duration]
    ) -> _Fact | None:
        """Add of which period a fact is; None for a sum or a growth of several years."""
        figure, indicator = fact.figure, fact.measured.indicator
        before = last.figure if last and last.figure.opening == figure.opening else None
        period = self._periods.of(figure, before, dates, durations)
        if indicator.topic == "programme":
            several = period.several or (period.spread and "/" not in (period.timex or ""))
            return None if several else self._finished(fact, period.timex, () if period.timex else ("no period is named",))
        if period.several or (period.timex and "/" in period.timex):
            return None
        if indicator.id in _SUMS and period.spread:
            return None
        if indicator.id in _CHANGES:
            if period.since or (_MORE_THAN.match(figure.tail) and not period.compared):
                return None
            if period.timex and period.compared and int(period.timex) - period.compared != 1:
                return self._finished(fact, period.timex, ("the change is over several years",))
        if period.timex and not period.beside and figure.starts_change:
            return None  # "van 0,4 tot 0,6% in 2020": the year is that of the end
        if period.timex:
            return self._finished(fact, period.timex, ())
        if self._statuses.of(figure, None, letter.year) == "target":
            return self._finished(fact, None, ())
        if last and fact.measured.tie in {Tie.BESIDE, Tie.SAME} and last.subject == fact.subject:
            return self._finished(fact, last.period, last.period_reasons)
        year = str(letter.year) if letter.year else None
        reasons = () if year and self._periods.present(figure) else ("the period is the year of the letter",)
        return self._finished(fact, year, reasons)

    def _with_status(self, letter: _Letter, fact: _Fact, last: _Fact | None) -> _Fact:
        same = last and last.period == fact.period and fact.measured.tie in {Tie.BESIDE, Tie.SAME}
        return replace(
            fact, status=self._statuses.of(fact.figure, fact.period, letter.year, last.status if last and same else None)
        )

    def _finished(self, fact: _Fact, period: str | None, reasons: tuple[str, ...]) -> _Fact:
        weak = ("what is measured is told before its sentence only",) if fact.measured.tie is Tie.WEAK else ()
        return replace(fact, period=period, period_reasons=(*reasons, *weak))


def _opens_paragraph(figure: Figure) -> bool:
    return not figure.opening or figure.text[figure.opening - 1] == "\n"


def _indicator(id_: str, fact: _Fact) -> Indicator:
    figure, mention = fact.figure, fact.figure.mention
    reasons = [*fact.subject_reasons, *fact.period_reasons]
    conversion = figure.conversion
    return Indicator(
        id=id_,
        subject=fact.subject,
        indicator=fact.measured.indicator.id,
        period=fact.period,
        value=signed(mention),
        unit="%" if isinstance(mention, Percentage) else mention.value.currency,
        qualifier=mention.qualifier,
        status=fact.status,
        equivalent=(
            Equivalent(value=signed(conversion), unit=conversion.value.currency)
            if conversion and isinstance(conversion.value, Money)
            else None
        ),
        mention=mention.id,
        confidence="low" if reasons else "high",
        reason="; ".join(reasons) or None,
    )
