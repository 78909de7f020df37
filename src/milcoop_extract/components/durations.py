"""Durations: the component `milcoop_durations`."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise.durations import iso_duration
from milcoop_extract.records import DurationReading, Length, LengthRange
from milcoop_extract.rules import CalendarRules, QualifierRules, UnitEntry, load

from .cues import FigureCues
from .patterns import any_of
from .quantities import Quantity, QuantityBefore
from .sentences import Sentences
from .spans import Found, assign, text_of

GROUP = "milcoop_durations"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Durations":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Durations(load(CalendarRules, rules), load(QualifierRules, rules))


class Durations:
    """Finds a number before a unit of time, ages and times of the day aside."""

    def __init__(self, calendar: CalendarRules, qualifiers: QualifierRules) -> None:
        words = calendar.durations
        self._units = {word: unit for unit in calendar.unit for word in unit.words}
        unit, adjectives = any_of(self._units), any_of(words.adjectives)
        flags = re.IGNORECASE
        self._anchor = re.compile(rf" (?:{adjectives} )?(?P<unit>{unit})(?!-\w)", flags)
        self._quantity = QuantityBefore(unit)
        self._cues = FigureCues(qualifiers)
        self._age_before = re.compile(
            rf"{any_of(words.age_before)} $|{any_of(words.persons)} (?:van|tot|vanaf|tussen|boven|onder|tot en met) (?:de )?$"
            r"|leeftijd\b[^.;:]{0,40}$",
            flags,
        )
        self._age_after = re.compile(rf" {any_of(words.age_after)}", flags)
        self._counted_before = re.compile(rf"{any_of(words.counted_before)} $", flags)
        self._counted_after = re.compile(rf" {any_of(words.counted_after)}", flags)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[DurationReading]]:
        text, sentences = text_of(doc), Sentences(doc)
        end = 0
        for anchor in self._anchor.finditer(text):
            quantity = self._quantity.find(text, anchor.start(), end)
            unit = self._units[anchor["unit"].lower()]
            if quantity is None or not self._is_length(text, quantity, anchor, unit):
                continue
            left, end = sentences.left(quantity.start), anchor.end()
            reading = DurationReading(value=_value(quantity, unit), qualifier=self._cues.qualifier(left))
            yield Found(quantity.start, anchor.end(), "duration.number-unit", reading)

    def _is_length(self, text: str, quantity: Quantity, anchor: re.Match[str], unit: UnitEntry) -> bool:
        before, number = text[max(0, quantity.start - 40) : quantity.start], text[quantity.start : anchor.start()]
        if self._age_before.search(before) or self._age_after.match(text, anchor.end()):
            return False
        if unit.designator == "TH" and (re.search(r"\bom $", before) or re.match(r"\d{1,2}[.:]\d\d ", number)):
            return False
        if number.strip().lower() != "een" or unit.count > 1:
            return True
        return bool(self._counted_before.search(before) or self._counted_after.match(text, anchor.end()))


def _value(quantity: Quantity, unit: UnitEntry) -> Length | LengthRange:
    low = iso_duration(quantity.low * unit.count, unit.designator)
    if quantity.high is None:
        return Length(timex=low)
    return LengthRange(low=low, high=iso_duration(quantity.high * unit.count, unit.designator))
