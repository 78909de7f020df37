"""Mentions to indicators: who, what, which year, how much, and how sure that is.

A fact whose subject, indicator and period are told by words in the same sentence, or whose subject is that of a section about
one country, has high confidence. What is taken from elsewhere has low confidence, with the reason. Where words are missing for
a fact altogether, none is given: no fact is better than a wrong one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.spans import text_of
from milcoop_extract.records import Cue, CuedAttribute, Equivalent, Indicator, Mention, Money, Percentage, Programme, Section
from milcoop_extract.rules import load

from .attribution import Owners
from .candidates import Before, Draft, Evidence, FactDecision, Letter, Measured, Tie, Told
from .figures import Figure, figures, lowered, signed
from .measures import Measures
from .periods import period_of, present
from .rules import IndicatorId, IndicatorRules, SubjectRules
from .statuses import Statuses
from .subjects import Subjects
from .vocabulary import defence_words, gaps, vocabulary
from .words import Stretch

_CHANGES: set[IndicatorId] = {"defence_budget_change", "defence_budget_growth"}
_SUMS: set[IndicatorId] = {"defence_budget", "investment", *_CHANGES}

_MANY = 3
"""The number of times that a letter about defence speaks of spending on it."""

_CARRIED = "period.carried"
_YEAR_OF_LETTER = "the period is the year of the letter"
_TOLD_BEFORE = "what is measured is told before its sentence only"


class Facts:
    """The rules for facts, ready to be looked for in the documents of a pipeline."""

    def __init__(self, nlp: Language, subjects: SubjectRules, indicators: IndicatorRules, qualifiers: QualifierRules) -> None:
        self._vocabulary = vocabulary(nlp, subjects, indicators, qualifiers)
        self._gaps = gaps(nlp, subjects, indicators)
        self._defence = defence_words(nlp, indicators)
        self._subjects = Subjects(nlp, subjects)
        self._measures = Measures(indicators)
        self._owners = Owners(self._subjects)
        self._statuses = Statuses(indicators.status)

    @classmethod
    def load(cls, nlp: Language, directory: Path | str | None = None) -> "Facts":
        """Make the facts of the rule files in `directory` (None: the folder that came with the installation).

        `nlp` is a pipeline of `milcoop_extract.load`, in whose documents they are looked for. Raises RuleError.
        """
        return cls(nlp, load(SubjectRules, directory), load(IndicatorRules, directory), load(QualifierRules, directory))

    def derive(
        self, doc: Doc, sections: Sequence[Section], mentions: Sequence[Mention], clauses: Clauses, date: Day | None
    ) -> tuple[Indicator, ...]:
        """Return the facts that the mentions of a letter tell, in the order of the text."""
        text = text_of(doc)
        letter = Letter(
            doc,
            text,
            lowered(text),
            self._vocabulary,
            self._gaps,
            self._subjects.names(doc, text),
            mentions,
            sections,
            date.year if date else None,
        )
        places = self._defence.places(doc)
        found: list[Draft] = []
        share: Draft | None = None
        for group in figures(mentions, clauses, letter.words):
            if not group:
                continue
            opening = group[0].opening
            place = places[number - 1] if (number := bisect_left(places, (opening, opening))) else None
            sentence = opening if _opens_paragraph(group[0]) else clauses.around(opening - 1, opening)[0]
            for figure in group:
                if share and "\n" in text[share.figure.opening : figure.opening]:
                    share = None
                before = _before(figure, found[-1] if found else None, share, sentence, place)
                if fact := self._fact(letter, figure, before, _told(letter, figure, before, len(places) >= _MANY)):
                    found.append(fact)
                    share = fact if fact.measured.indicator.id == "defence_gdp_share" else share
        return tuple(_indicator(f"i{number:04d}", fact, text) for number, fact in enumerate(found, 1))

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
        draft = Draft(figure, measured, _indicated(measured, before))
        fact: Draft | None
        if measured.indicator.topic != "programme":
            fact = self._owners.find(letter, draft, before)
        elif programme:
            name = Evidence("subject.programme", programme.start, programme.end)
            fact = replace(draft, subject=FactDecision(programme.value.id, name))
        else:  # set against the one before it
            fact = replace(draft, subject=before.last.subject.carried("subject.carried")) if before.last else None
        if not fact or (measured.tie is Tie.FAR and fact.subject.reasons):
            return None
        # Whose share of the product it is need not be that of the sentence before.
        if measured.tie is Tie.SAME and before.last and before.last.subject.value != fact.subject.value and not product:
            fact = replace(fact, measured=replace(measured, tie=Tie.WEAK))
        last = before.share if series and product else before.last
        timed = self._with_period(letter, fact, last, around)
        return timed and self._with_status(letter, timed, last)

    def _with_period(self, letter: Letter, fact: Draft, last: Draft | None, around: Sequence[Mention]) -> Draft | None:
        """Add of which period a fact is; None for a sum or a growth of several years."""
        period = self._period(letter, fact, last, around)
        if not period:
            return None
        weak = (_TOLD_BEFORE,) if fact.measured.tie in {Tie.WEAK, Tie.FAR} else ()
        return replace(fact, period=replace(period, reasons=(*period.reasons, *weak)))

    def _period(
        self, letter: Letter, fact: Draft, last: Draft | None, around: Sequence[Mention]
    ) -> FactDecision[str | None] | None:
        figure, indicator = fact.figure, fact.measured.indicator
        together = last is not None and last.figure.opening == figure.opening
        period = period_of(letter, figure, last.figure if last and together else None, around)
        told: FactDecision[str | None] = FactDecision(period.timex, period.evidence)
        if indicator.topic == "programme":
            several = period.several or (period.spread and "/" not in (period.timex or ""))
            return None if several else told if period.timex else FactDecision(None, reasons=("no period is named",))
        if period.several or (period.timex and "/" in period.timex and not period.fiscal):
            return None
        if indicator.id in _SUMS and period.spread:
            return None
        if indicator.id in _CHANGES:
            if period.since or (figure.compares and not period.compared):
                return None
            if period.timex and period.compared and int(period.timex) - period.compared != 1:
                return replace(told, reasons=("the change is over several years",))
        year = str(letter.year) if letter.year else None
        if year is not None and not period.inside and (now := present(figure)):
            return FactDecision(year, now)
        if period.start and not period.inside and indicator.id not in _CHANGES:
            return FactDecision(period.start, period.start_evidence)
        if last and not period.timex and fact.measured.tie is Tie.LIKE:
            return last.period.carried(_CARRIED, *(() if together else ("the period is told before its sentence only",)))
        if period.timex and not period.beside and figure.starts_change:
            return None  # "van 0,4 tot 0,6% in 2020": the year is that of the end
        if period.timex:
            return told
        if self._statuses.of(figure, told, letter.year).value == "target":
            return told
        if last and fact.measured.tie in {Tie.BESIDE, Tie.SAME} and last.subject.value == fact.subject.value:
            return last.period.carried(_CARRIED)
        return FactDecision(year, reasons=(_YEAR_OF_LETTER,))

    def _with_status(self, letter: Letter, fact: Draft, last: Draft | None) -> Draft:
        same = last and last.period.value == fact.period.value and fact.measured.tie in {Tie.BESIDE, Tie.SAME}
        status = self._statuses.of(fact.figure, fact.period, letter.year, last.status if last and same else None)
        return replace(fact, status=status)


def _indicated(measured: Measured, before: Before) -> FactDecision[IndicatorId]:
    """Return what is measured and by which words: the figure's own, those of the fact before it, or the nearest ones before."""
    indicator, tie = measured.indicator.id, measured.tie
    if measured.evidence:
        return FactDecision(indicator, measured.evidence)
    told = before.share if tie is Tie.LIKE and indicator == "defence_gdp_share" else before.last
    if told and (carried := told.indicator.carried("indicator.carried").evidence):
        return FactDecision(indicator, carried)
    return FactDecision(indicator, Evidence("indicator.context", *before.place) if before.place else None)


def _told(letter: Letter, figure: Figure, before: Before, many: bool) -> Told:
    """Sum up what was told before a figure; `many` is whether the letter is about what is spent on defence."""
    place = before.place[0] if before.place else -1
    beside = before.beside(figure)
    return Told(
        in_sentence=beside.measured.indicator.id if beside else None,
        in_paragraph=before.last.measured.indicator.id if before.last else None,
        named=place >= before.sentence,
        around=place > letter.text.rfind("\n", 0, figure.opening),
        section=place >= letter.section(figure.opening).start,
        letter=many,
        share=before.share is not None,
    )


def _before(figure: Figure, last: Draft | None, share: Draft | None, sentence: int, place: Stretch | None) -> Before:
    """Return what a figure can refer to; the last fact must be in its sentence, or in the one before of its paragraph."""
    together = last is not None and last.figure.opening == figure.opening
    if last and not together and (last.figure.closing != figure.opening or _opens_paragraph(figure)):
        last = None
    return Before(last, share, sentence, place)


def _programme(figure: Figure, around: Sequence[Mention]) -> Programme | None:
    """Return the programme of a figure: the one of its sentence, in the stretch of the figure."""
    programmes = [item for item in around if isinstance(item, Programme) and item.kind == "programme"]
    if len({item.value.id for item in programmes}) != 1 or not figure.start <= programmes[0].start < figure.end:
        return None
    return programmes[0]


def _opens_paragraph(figure: Figure) -> bool:
    return not figure.opening or figure.text[figure.opening - 1] == "\n"


def _indicator(id_: str, fact: Draft, text: str) -> Indicator:
    figure, mention = fact.figure, fact.figure.mention
    reasons = [*fact.subject.reasons, *fact.period.reasons]
    conversion = figure.conversion
    return Indicator(
        id=id_,
        subject=fact.subject.value,
        indicator=fact.measured.indicator.id,
        period=fact.period.value,
        value=signed(mention),
        unit="%" if isinstance(mention, Percentage) else mention.value.currency,
        qualifier=mention.qualifier,
        status=fact.status.value,
        equivalent=(
            Equivalent(value=signed(conversion), unit=conversion.value.currency)
            if conversion and isinstance(conversion.value, Money)
            else None
        ),
        mention=mention.id,
        confidence="low" if reasons else "high",
        reason="; ".join(reasons) or None,
        cues=_cues(fact, text),
    )


def _cues(fact: Draft, text: str) -> tuple[Cue, ...]:
    """Return the words that decided a fact, in the order of the text."""
    decisions: tuple[tuple[CuedAttribute, FactDecision[str | None]], ...] = (
        ("subject", fact.subject),
        ("indicator", fact.indicator),
        ("period", fact.period),
        ("status", fact.status),
    )
    cues = [
        Cue(attribute=attribute, value=decision.value, rule=rule, text=text[start:end], start=start, end=end)
        for attribute, decision in decisions
        if decision.evidence and decision.value
        for rule, start, end in [decision.evidence]
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.attribute)))
