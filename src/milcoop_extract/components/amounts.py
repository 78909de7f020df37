"""Amounts of money: the component `milcoop_amounts`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise.numbers import plain
from milcoop_extract.records import AmountReading, Money, MoneyRange
from milcoop_extract.rules import CurrencyRules, ImplicitEntry, NumberRules, QualifierRules, load

from .amount_forms import AmountForms, Sum
from .cues import FigureCues
from .patterns import any_of
from .sentences import Sentences
from .spans import Found, assign, text_of

GROUP = "milcoop_amounts"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Amounts":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Amounts(load(CurrencyRules, rules), load(NumberRules, rules), load(QualifierRules, rules))


class Amounts:
    """Finds sums of money and reads qualifier, role and conversions off their sentence."""

    def __init__(self, currencies: CurrencyRules, numbers: NumberRules, qualifiers: QualifierRules) -> None:
        self._cues = FigureCues(qualifiers)
        self._forms = AmountForms(currencies, numbers)
        self._context = _ImplicitContext(currencies.implicit)
        self._conversion = re.compile(r"\s*(?:\(|,? ofwel|,? oftewel|,? omgerekend)[^\d()]{0,40}$")

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[AmountReading]]:
        text, sentences = text_of(doc), Sentences(doc)
        before: Sum | None = None
        reading: AmountReading | None = None
        index = end = 0
        for item in self._forms.find(text):
            left, right = sentences.left(item.start), sentences.right(item.end)
            before, end = before if "\n" not in text[end : item.start] else None, item.end
            near = before
            same_sentence = near is not None and item.start - near.end < len(left)
            if item.currency is None and not self._context.is_money(left, right, beside_sum=same_sentence):
                continue
            currency = item.currency or (near.currency if near and near.currency else self._context.currency)
            converted = (
                near is not None
                and near.currency != currency
                and self._conversion.match(text, near.end, item.start) is not None
            )
            role = self._cues.role(left, right)
            continued = near is not None and self._cues.continues(text[near.end : item.start])
            if reading and (converted or (continued and role == "level")):
                role = reading.role
            reading = AmountReading(
                value=_value(item, currency),
                qualifier=self._cues.qualifier(left),
                role=role,
                equivalent_to=str(index - 1) if converted else None,
                implicit=item.currency is None,
            )
            yield Found(item.start, item.end, item.rule, reading)
            index += 1
            before = replace(item, currency=currency)


def _value(item: Sum, currency: str) -> Money | MoneyRange:
    if item.high is None:
        return Money(amount=plain(item.low), currency=currency)
    return MoneyRange(low=plain(item.low), high=plain(item.high), currency=currency)


_UNKNOWN_CODE = re.compile(r"\b[A-Z]{3} ?$")
"""A currency that the rules do not know: its sums are left out, not taken for euros."""

_PARTICIPLE = r"(?:\w{2,4})?(?:ge|be|ver|ont)\w{2,}[dt]\b"
"""Such as "bestemd" and "vrijgemaakt": what is done with a sum; people and things are counted in nouns."""


class _ImplicitContext:
    """Tells whether a bare number with a magnitude is a sum of money."""

    def __init__(self, rules: ImplicitEntry) -> None:
        self.currency = rules.currency
        self._money = re.compile(any_of(rules.money), re.IGNORECASE)
        self._follows = re.compile(rf"\s*(?:$|[.,;:)»”\"]|\(|{any_of(rules.followed_by)}|{_PARTICIPLE})", re.IGNORECASE)

    def is_money(self, left: str, right: str, *, beside_sum: bool) -> bool:
        """Tell it from the words that follow, and from a sum before it or a word of money in the clause."""
        if not self._follows.match(right) or _UNKNOWN_CODE.search(left):
            return False
        return beside_sum or self._money.search(left[-100:]) is not None or self._money.search(right[:60]) is not None
