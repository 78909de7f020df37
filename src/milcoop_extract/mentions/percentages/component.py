"""Percentages: the component `milcoop_percentages`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.cue_words import CueLexicon, CueText
from milcoop_extract.mentions.cues import Decision, FigureCues, GdpCues
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.numbers import PARTS, WORDS, plain
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore, RangeWords
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import NumberRange, Percent, PercentageReading, Role
from milcoop_extract.rules import load

from .grammar import ANCHOR, SIGN, UNIT, WORD

GROUP = "milcoop_percentages"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Percentages":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Percentages(load(NumberRules, rules), CueLexicon.shared(nlp, load(QualifierRules, rules)))


class Percentages:
    """Finds a number before %, procent or percent and reads qualifier, role and basis off its sentence."""

    def __init__(self, numbers: NumberRules, cues: CueLexicon) -> None:
        self.cues = cues
        self._quantity = QuantityBefore(RangeWords(numbers.range), UNIT, words=rf"(?:{PARTS}|{WORDS})", signed=True)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[PercentageReading]]:
        text, clauses = text_of(doc), Clauses(doc)
        around = CueText(self.cues, doc, clauses)
        cues, gdp = FigureCues(around), GdpCues(around)
        before: Found[PercentageReading] | None = None
        role: Decision[Role] = Decision("level")
        for anchor, quantity in self._quantities(text):
            start, end = quantity.start, anchor.end()
            own, qualifier = cues.role(start, end), cues.qualifier(start, end)
            if not (before and own.value == "level" and cues.continues(before.end, start)):
                role = own
            basis = None
            if role.value == "level":
                basis = gdp.explicit(start, end, plain(quantity.low if quantity.high is None else quantity.high))
                if basis is None and before and before.reading.basis and "\n" not in text[before.end : start]:
                    larger = quantity.low > _most(before.reading.value)
                    apart = before.end < clauses.around(start, end)[0]
                    basis = cues.goal(start, end) if apart else gdp.carried(before.end, start, end, larger=larger)
            reading = PercentageReading(
                value=_value(quantity),
                qualifier=qualifier.value,
                role=role.value,
                basis="gdp" if basis else None,
                points="punt" in anchor[0].lower(),
            )
            rule = SIGN if anchor[0].startswith("%") else WORD
            found = (*qualifier.cues, *role.cues, *([basis] if basis else []))
            before = Found(start, end, rule.id, reading, found)
            yield before

    def _quantities(self, text: str) -> Iterator[tuple[re.Match[str], Quantity]]:
        """Yield each unit with its number or range; a range whose ends both have the unit is found at its second end."""
        kept: tuple[re.Match[str], Quantity] | None = None
        for anchor in ANCHOR.finditer(text):
            end = anchor.start()
            if anchor[0][0] in "pP" and text[end - 1 : end] == "-":  # "2-procentsnorm"
                end -= 1
            quantity = self._quantity.find(text, end)
            if kept and quantity and kept[1].start < quantity.start < kept[0].end():
                quantity = self._quantity.find(text, end, kept[0].end())
            if quantity is None:
                continue
            if kept and kept[1].start < quantity.start:
                yield kept
            kept = anchor, quantity
        if kept:
            yield kept


def _most(value: Percent | NumberRange) -> Decimal:
    return Decimal(value.high if isinstance(value, NumberRange) else value.percent)


def _value(quantity: Quantity) -> Percent | NumberRange:
    if quantity.high is None:
        return Percent(percent=plain(quantity.low))
    return NumberRange(low=plain(quantity.low), high=plain(quantity.high))
