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
from milcoop_extract.mentions.dates.rules import CalendarRules, UnitEntry
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import DurationReading, Length, LengthRange
from milcoop_extract.rules import load

from .filters import DurationLookalikes
from .normalise import DESIGNATORS, iso_duration, joined

GROUP = "milcoop_durations"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Durations":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Durations(load(CalendarRules, rules), CueLexicon(nlp, load(QualifierRules, rules)))


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

    def __init__(self, calendar: CalendarRules, cues: CueLexicon) -> None:
        self._units = {word: unit for unit in calendar.unit for word in unit.words}
        self._years = self._units.get("jaar")
        unit, adjectives = any_of(self._units), any_of(calendar.durations.adjectives)
        self._anchor = re.compile(rf" (?P<adjective>{adjectives} )?(?P<unit>{unit})(?!-\w)|-?jaars(?!\w)", re.IGNORECASE)
        self._quantity = QuantityBefore(f"{unit}|-")  # "tien- tot vijftien jaar"
        self._compared = re.compile(rf" {any_of(calendar.durations.compared)}")
        self._cues = cues
        self._lookalikes = DurationLookalikes(calendar.durations, unit)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        text, cues = text_of(doc), FigureCues(CueText(self._cues, doc, Clauses(doc)))
        return assign(doc, GROUP, (self._found(stretch, text, cues) for stretch in _join(text, self._find(text))))

    def _found(self, stretch: _Stretch, text: str, cues: FigureCues) -> Found[DurationReading]:
        value = LengthRange(low=stretch.low, high=stretch.high) if stretch.high else Length(timex=stretch.low)
        compared = self._compared.match(text, stretch.end)
        qualifier = Decision(None) if compared else cues.qualifier(stretch.start, stretch.end)
        reading = DurationReading(value=value, qualifier=qualifier.value)
        return Found(stretch.start, stretch.end, "duration.number-unit", reading, qualifier.cues)

    def _find(self, text: str) -> Iterator[_Stretch]:
        end = 0
        for anchor in self._anchor.finditer(text):
            unit = self._units[anchor["unit"].lower()] if anchor["unit"] else self._years
            quantity = self._quantity.find(text, anchor.start(), end)
            if unit is None or quantity is None:
                continue
            if self._lookalikes.is_length(text, quantity, anchor.span(), unit, whole=anchor["adjective"] is not None):
                end = anchor.end()
                yield _stretch(quantity, unit, end)


def _stretch(quantity: Quantity, unit: UnitEntry, end: int) -> _Stretch:
    low, high = (
        None if number is None else iso_duration(number * unit.count, unit.designator)
        for number in (quantity.low, quantity.high)
    )
    return _Stretch(quantity.start, end, low or "", high)


_AND = re.compile(r" en ")
_BETWEEN = re.compile(r"\btussen (?:de )?$", re.IGNORECASE)
_ENDS = re.compile(r"\s?[-–]\s?| tot | tot en met | à ")


def _join(text: str, stretches: Iterator[_Stretch]) -> Iterator[_Stretch]:
    """Join the parts of one length ("twee jaar en drie maanden"), and ends in two units ("zes maanden tot twee jaar")."""
    last: _Stretch | None = None
    for stretch in stretches:
        if last and not (last.high or stretch.high):
            if stretch.size > last.size and _AND.fullmatch(text, last.end, stretch.start):
                last = replace(stretch, start=last.start, low=joined((last.low, stretch.low)))
                continue
            between = _BETWEEN.search(text, max(0, last.start - 20), last.start)
            if stretch.size < last.size and (_AND if between else _ENDS).fullmatch(text, last.end, stretch.start):
                last = replace(stretch, start=last.start, low=last.low, high=stretch.low)
                continue
        if last:
            yield last
        last = stretch
    if last:
        yield last
