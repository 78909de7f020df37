"""Amounts of money: the component `milcoop_amounts`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.cue_words import CueLexicon, CueText
from milcoop_extract.mentions.cues import Decision, FigureCues
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.numbers import plain
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import AmountReading, Money, MoneyRange, Role
from milcoop_extract.rules import load

from .currencies import CurrencyNames, UnitOwners
from .grammar import IMPLICIT, AmountForms, Sum
from .implicit import LARGE, ImplicitSums
from .rules import ConversionEntry, CurrencyRules

GROUP = "milcoop_amounts"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Amounts":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Amounts(
        nlp, load(CurrencyRules, rules), load(NumberRules, rules), CueLexicon.shared(nlp, load(QualifierRules, rules))
    )


class Amounts:
    """Finds sums of money and reads qualifier, role and conversions off their sentence."""

    def __init__(self, nlp: Language, currencies: CurrencyRules, numbers: NumberRules, cues: CueLexicon) -> None:
        self.cues = cues
        self._names = CurrencyNames(currencies)
        self._forms = AmountForms(nlp, self._names, numbers)
        self._owners = UnitOwners(nlp, currencies)
        self._implicit = ImplicitSums(nlp, currencies.implicit)
        self._conversion = _conversion(currencies.conversion)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        clauses = Clauses(doc)
        cues = FigureCues(CueText(self.cues, doc, clauses))
        return assign(doc, GROUP, self._readings(text_of(doc), cues, self._sums(doc, clauses)))

    def _sums(self, doc: Doc, clauses: Clauses) -> Iterator[Sum]:
        """Yield the sums of money, each with its currency; numbers of other things are left out."""
        text = text_of(doc)
        written = self._forms.find(doc)
        home = self._implicit.home(written)
        before: Sum | None = None
        counted = 0  # where the last number of other things ends
        for item in written:
            before = _in_paragraph(text, before, item)
            if item.currency or item.unit:
                currency = item.currency or self._owner(doc, clauses, item, home)
            elif self._is_money(doc, clauses, item, before, counted):
                currency = before.currency if before else home
            else:
                currency, counted = None, item.end
            if currency:
                before = replace(item, currency=currency)
                yield before

    def _owner(self, doc: Doc, clauses: Clauses, item: Sum, home: str) -> str | None:
        """Return whose currency a unit is that several share: told by its sentence, for large sums also by the text before."""
        unit = item.unit or ""
        if self._names.is_home_cent(unit):
            return home
        owner = self._owners.in_sentence(doc, clauses, item.start, item.end, unit)
        if owner or item.low < LARGE:
            return owner
        owner = self._owners.before_sentence(doc, clauses, item.start, unit)
        return owner or (self._owners.alone(unit) if self._implicit.is_followed(doc, clauses, item.end) else None)

    def _is_money(self, doc: Doc, clauses: Clauses, item: Sum, before: Sum | None, counted: int) -> bool:
        """Tell whether a number without a currency is a sum; `before` is the sum before it in its paragraph."""
        first = item.start - len(clauses.left(item.start))
        if counted > first and self._implicit.is_whole(clauses.before(counted)):
            return False
        beside_sum = before is not None and before.low >= LARGE and before.end > first and before.end >= counted
        return self._implicit.is_money(doc, clauses, item, max(counted, first), beside_sum=beside_sum)

    def _readings(self, text: str, cues: FigureCues, sums: Iterable[Sum]) -> Iterator[Found[AmountReading]]:
        """Yield what is read off each sum and its sentence; a conversion or a list takes the role of the sum before it."""
        before: Sum | None = None
        role: Decision[Role] | None = None
        for index, item in enumerate(sums):
            near = _in_paragraph(text, before, item)
            converted = (
                near is not None
                and near.currency != item.currency
                and self._conversion.match(text[near.end : item.start]) is not None
            )
            own, qualifier = cues.role(item.start, item.end), cues.qualifier(item.start, item.end)
            continued = near is not None and cues.continues(near.end, item.start)
            if role is None or not (converted or (continued and own.value == "level")):
                role = own
            reading = AmountReading(
                value=_value(item),
                qualifier=qualifier.value,
                role=role.value,
                equivalent_to=str(index - 1) if converted else None,
                implicit=item.rule is IMPLICIT,
            )
            yield Found(item.start, item.end, item.rule.id, reading, (*qualifier.cues, *role.cues))
            before = item


def _in_paragraph(text: str, before: Sum | None, item: Sum) -> Sum | None:
    """Return the sum before an item where both are in one paragraph."""
    return before if before and text.find("\n", before.end, item.start) < 0 else None


def _conversion(rules: ConversionEntry) -> re.Pattern[str]:
    """Return an expression for the few words between a sum and the same sum in another currency."""
    opening = rf"(?:\s[^\W\d]+){{0,3}}\s*\(|(?:[^\s\d().;]*\s){{1,6}}{any_of(rules.words)}"
    return re.compile(rf"(?:{opening})(?:[^\s\d()]*\s){{0,6}}[^\s\d()]*$")


def _value(item: Sum) -> Money | MoneyRange:
    currency = item.currency or ""
    if item.high is None:
        return Money(amount=plain(item.low), currency=currency)
    return MoneyRange(low=plain(item.low), high=plain(item.high), currency=currency)
