"""Mentions to indicators: who, what, which year, how much, and how sure that is.

A fact whose subject, indicator and period are told by words in the same sentence, or whose subject is that of a section about
one country, has high confidence. What is taken from elsewhere has low confidence, with the reason. Where words are missing for
a fact altogether there is none: no fact is better than a wrong one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from pathlib import Path

from milcoop_extract.mentions.clauses import REACH, Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.records import Equivalent, Indicator, Mention, Money, Percentage, Programme, Section
from milcoop_extract.rules import load

from .attribution import Owners
from .candidates import Before, Draft, Letter, Tie, Told
from .figures import Figure, figures, lowered, signed
from .measures import Measures
from .periods import Periods
from .rules import IndicatorId, IndicatorRules, SubjectRules
from .statuses import Statuses

_CHANGES: set[IndicatorId] = {"defence_budget_change", "defence_budget_growth"}
_SUMS: set[IndicatorId] = {"defence_budget", "investment", *_CHANGES}

_MANY = 3
"""How often a letter that is about defence speaks of what is spent on it."""


class Facts:
    """The rules for facts, compiled."""

    def __init__(self, subjects: SubjectRules, indicators: IndicatorRules, qualifiers: QualifierRules) -> None:
        self._measures = Measures(indicators, qualifiers)
        self._owners = Owners(subjects, self._measures)
        self._periods = Periods(indicators.period)
        self._statuses = Statuses(indicators.status)

    @classmethod
    def load(cls, directory: Path | str | None = None) -> "Facts":
        """Make the facts of the rule files in `directory` (None: the folder that came with the installation).

        Raises RuleError.
        """
        return cls(load(SubjectRules, directory), load(IndicatorRules, directory), load(QualifierRules, directory))

    def derive(
        self, text: str, sections: Sequence[Section], mentions: Sequence[Mention], clauses: Clauses, date: Day | None
    ) -> tuple[Indicator, ...]:
        """Return the facts that the mentions of a letter tell, in the order of the text."""
        letter = Letter(text, mentions, [mention.start for mention in mentions], sections, date.year if date else None)
        small = lowered(text)
        places = self._measures.places(small)
        found: list[Draft] = []
        share: Draft | None = None
        for group in figures(small, mentions, clauses):
            if not group:
                continue
            sentence = self._sentence_before(clauses, group[0])
            for figure in group:
                if share and "\n" in small[share.figure.opening : figure.opening]:
                    share = None
                before = _before(figure, found[-1] if found else None, share, sentence)
                if fact := self._fact(letter, figure, before, self._told(letter, figure, before, places)):
                    found.append(fact)
                    share = fact if fact.measured.indicator.id == "defence_gdp_share" else share
        return tuple(_indicator(f"i{number:04d}", fact) for number, fact in enumerate(found, 1))

    def _sentence_before(self, clauses: Clauses, figure: Figure) -> str:
        """Return the sentence before the one of a figure, in the same paragraph."""
        if _opens_paragraph(figure):
            return ""
        start = clauses.sentence(figure.opening - 1, figure.opening)[0]
        return figure.text[max(start, figure.opening - REACH) : figure.opening]

    def _told(self, letter: Letter, figure: Figure, before: Before, places: Sequence[int]) -> Told:
        """Sum up what was told before a figure; `places` are those where the letter is about what is spent on defence."""
        number = bisect_left(places, figure.opening)
        place = places[number - 1] if number else -1
        beside = before.beside(figure)
        return Told(
            in_sentence=beside.measured.indicator.id if beside else None,
            in_paragraph=before.last.measured.indicator.id if before.last else None,
            named=place >= figure.opening - len(before.sentence),
            around=place > figure.text.rfind("\n", 0, figure.opening),
            section=place >= letter.section(figure.opening).start,
            letter=len(places) >= _MANY,
            share=before.share is not None,
        )

    def _fact(self, letter: Letter, figure: Figure, before: Before, told: Told) -> Draft | None:
        """Return what a figure tells, if it tells a fact."""
        around = letter.within(figure.first, figure.last)
        programme = _programme(figure, around)
        measured = self._measures.of(figure, told, (programme.start, programme.end) if programme else None)
        if not measured:
            return None
        series = measured.tie is Tie.LIKE
        if series and not self._owners.in_series(letter, figure, before, around):
            return None
        product = measured.indicator.id == "defence_gdp_share"
        fact: Draft | None
        if measured.indicator.topic != "programme":
            fact = self._owners.find(letter, Draft(figure, measured), before)
        elif programme:
            fact = Draft(figure, measured, programme.value.id)
        else:  # set against the one before it
            fact = Draft(figure, measured, before.last.subject) if before.last else None
        if not fact or (measured.tie is Tie.FAR and fact.subject_reasons):
            return None
        # Whose share of the product it is need not be that of the sentence before.
        if measured.tie is Tie.SAME and before.last and before.last.subject != fact.subject and not product:
            fact = replace(fact, measured=replace(measured, tie=Tie.WEAK))
        last = before.share if series and product else before.last
        timed = self._with_period(letter, fact, last, around)
        return timed and self._with_status(letter, timed, last)

    def _with_period(self, letter: Letter, fact: Draft, last: Draft | None, around: Sequence[Mention]) -> Draft | None:
        """Add of which period a fact is; None for a sum or a growth of several years."""
        figure, indicator = fact.figure, fact.measured.indicator
        before = last.figure if last and last.figure.opening == figure.opening else None
        period = self._periods.of(figure, before, around)
        if indicator.topic == "programme":
            several = period.several or (period.spread and "/" not in (period.timex or ""))
            return None if several else self._finished(fact, period.timex, () if period.timex else ("no period is named",))
        if period.several or (period.timex and "/" in period.timex and not period.fiscal):
            return None
        if indicator.id in _SUMS and period.spread:
            return None
        if indicator.id in _CHANGES:
            if period.since or (figure.compares and not period.compared):
                return None
            if period.timex and period.compared and int(period.timex) - period.compared != 1:
                return self._finished(fact, period.timex, ("the change is over several years",))
        year = str(letter.year) if letter.year else None
        present = year is not None and self._periods.present(figure)
        if present and not period.inside:
            return self._finished(fact, year, ())
        if period.start and not period.inside and indicator.id not in _CHANGES:
            return self._finished(fact, period.start, ())
        if last and not period.timex and fact.measured.tie is Tie.LIKE:
            reasons = () if last.figure.opening == figure.opening else ("the period is told before its sentence only",)
            return self._finished(fact, last.period, tuple(dict.fromkeys((*last.period_reasons, *reasons))))
        if period.timex and not period.beside and figure.starts_change:
            return None  # "van 0,4 tot 0,6% in 2020": the year is that of the end
        if period.timex:
            return self._finished(fact, period.timex, ())
        if self._statuses.of(figure, None, letter.year) == "target":
            return self._finished(fact, None, ())
        if last and fact.measured.tie in {Tie.BESIDE, Tie.SAME} and last.subject == fact.subject:
            return self._finished(fact, last.period, last.period_reasons)
        return self._finished(fact, year, ("the period is the year of the letter",))

    def _with_status(self, letter: Letter, fact: Draft, last: Draft | None) -> Draft:
        same = last and last.period == fact.period and fact.measured.tie in {Tie.BESIDE, Tie.SAME}
        return replace(
            fact, status=self._statuses.of(fact.figure, fact.period, letter.year, last.status if last and same else None)
        )

    def _finished(self, fact: Draft, period: str | None, reasons: tuple[str, ...]) -> Draft:
        weak = ("what is measured is told before its sentence only",) if fact.measured.tie in {Tie.WEAK, Tie.FAR} else ()
        return replace(fact, period=period, period_reasons=(*reasons, *weak))


def _before(figure: Figure, last: Draft | None, share: Draft | None, sentence: str) -> Before:
    """Return what a figure can refer to; the last fact must be in its sentence, or in the one before of its paragraph."""
    together = last is not None and last.figure.opening == figure.opening
    if last and not together and (last.figure.closing != figure.opening or _opens_paragraph(figure)):
        last = None
    return Before(last, share, sentence)


def _programme(figure: Figure, around: Sequence[Mention]) -> Programme | None:
    """Return the programme of a figure: the one of its sentence, in the stretch of the figure."""
    programmes = [item for item in around if isinstance(item, Programme) and item.kind == "programme"]
    if len({item.value.id for item in programmes}) != 1 or not figure.start <= programmes[0].start < figure.end:
        return None
    return programmes[0]


def _opens_paragraph(figure: Figure) -> bool:
    return not figure.opening or figure.text[figure.opening - 1] == "\n"


def _indicator(id_: str, fact: Draft) -> Indicator:
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
