"""Durations: the component `milcoop_durations`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.cue_words import CueLexicon, CueText
from milcoop_extract.mentions.cues import Decision, FigureCues
from milcoop_extract.mentions.lexicon import WordsBefore, any_of
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore, RangeWords
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.mentions.time_units import UnitEntry, UnitRules
from milcoop_extract.records import DurationReading, Length, LengthRange
from milcoop_extract.rules import load

from .filters import DurationLookalikes
from .grammar import UnitAnchors
from .normalise import DESIGNATORS, iso_duration, joined
from .rules import DurationRules

GROUP = "milcoop_durations"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Durations":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Durations(
        nlp,
        load(UnitRules, rules),
        load(DurationRules, rules),
        load(NumberRules, rules),
        CueLexicon.shared(nlp, load(QualifierRules, rules)),
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A length as written, at `start`:`end`: its value, or both ends of a range."""

    start: int
    end: int
    low: str
    high: str | None

    @property
    def size(self) -> int:
        """Return where the smallest unit of the value stands among the units, the largest first."""
        return DESIGNATORS.index(("T" if "T" in self.low else "") + self.low[-1])


class Durations:
    """Finds a number before a unit of time, ages and times of the day aside."""

    def __init__(self, nlp: Language, units: UnitRules, rules: DurationRules, numbers: NumberRules, cues: CueLexicon) -> None:
        unit = any_of(units.by_word())
        self._anchors = UnitAnchors(nlp, units, rules)
        self._quantity = QuantityBefore(RangeWords(numbers.range), f"{unit}|-")  # "tien- tot vijftien jaar"
        self._compared = re.compile(rf" {any_of(rules.compared)}")
        self.cues = cues
        self._lookalikes = DurationLookalikes(rules, unit)
        self._joints = _Joints(rules)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        clauses = Clauses(doc)
        cues = FigureCues(CueText(self.cues, doc, clauses))
        stretches = self._joints.join(self._find(doc, clauses), text_of(doc), clauses)
        return assign(doc, GROUP, (self._found(stretch, clauses, cues) for stretch in stretches))

    def _found(self, stretch: _Stretch, clauses: Clauses, cues: FigureCues) -> Found[DurationReading]:
        value = LengthRange(low=stretch.low, high=stretch.high) if stretch.high else Length(timex=stretch.low)
        compared = self._compared.match(clauses.after(stretch.end))
        qualifier = Decision(None) if compared else cues.qualifier(stretch.start, stretch.end)
        reading = DurationReading(value=value, qualifier=qualifier.value)
        return Found(stretch.start, stretch.end, "duration.number-unit", reading, qualifier.cues)

    def _find(self, doc: Doc, clauses: Clauses) -> Iterator[_Stretch]:
        text, end = text_of(doc), 0
        for anchor in self._anchors.find(doc):
            quantity = self._quantity.find(text, anchor.start, end)
            if quantity is None:
                continue
            sides = clauses.before(quantity.start), clauses.after(anchor.end)
            number = text[quantity.start : anchor.start]
            if self._lookalikes.is_length(quantity, number, anchor.unit, sides, whole=anchor.whole):
                end = anchor.end
                yield _stretch(quantity, anchor.unit, end)


def _stretch(quantity: Quantity, unit: UnitEntry, end: int) -> _Stretch:
    low, high = (
        None if number is None else iso_duration(number * unit.count, unit.designator)
        for number in (quantity.low, quantity.high)
    )
    return _Stretch(quantity.start, end, low or "", high)


class _Joints:
    """Joins the parts of one length ("twee jaar en drie maanden"), and ends in two units ("zes maanden tot twee jaar")."""

    def __init__(self, rules: DurationRules) -> None:
        self._and = re.compile(r" en ")
        self._ends = re.compile(rf"\s?[-–]\s?| {any_of(rules.joint)} ")
        self._between = WordsBefore(rules.between, ["de"])

    def join(self, stretches: Iterator[_Stretch], text: str, clauses: Clauses) -> Iterator[_Stretch]:
        """Yield the stretches, those that belong together as one."""
        last: _Stretch | None = None
        for stretch in stretches:
            if last and (one := self._one(last, stretch, text, clauses)):
                last = one
                continue
            if last:
                yield last
            last = stretch
        if last:
            yield last

    def _one(self, last: _Stretch, stretch: _Stretch, text: str, clauses: Clauses) -> _Stretch | None:
        """Return two stretches as one where they belong together."""
        if last.high or stretch.high or stretch.size == last.size:
            return None
        if stretch.size > last.size:
            if self._and.fullmatch(text, last.end, stretch.start):
                return replace(stretch, start=last.start, low=joined((last.low, stretch.low)))
            return None
        between = self._between.find(clauses.before(last.start))
        if (self._and if between else self._ends).fullmatch(text, last.end, stretch.start):
            return replace(stretch, start=last.start, low=last.low, high=stretch.low)
        return None
