"""Amounts of money: the component `milcoop_amounts`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.cue_words import CueLexicon, CueText
from milcoop_extract.mentions.cues import Decision, FigureCues
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.numbers import plain
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import AmountReading, Money, MoneyRange, Role
from milcoop_extract.rules import load

from .currencies import CurrencyNames
from .grammar import AmountForms, Sum
from .rules import CurrencyRules, ImplicitEntry, NumberRules

GROUP = "milcoop_amounts"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Amounts":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Amounts(load(CurrencyRules, rules), load(NumberRules, rules), CueLexicon(nlp, load(QualifierRules, rules)))


class Amounts:
    """Finds sums of money and reads qualifier, role and conversions off their sentence."""

    def __init__(self, currencies: CurrencyRules, numbers: NumberRules, cues: CueLexicon) -> None:
        self._cues = cues
        self._names = CurrencyNames(currencies)
        self._forms = AmountForms(self._names, numbers)
        self._context = _ImplicitContext(currencies.implicit)
        self._conversion = re.compile(
            r"(?:(?:\s[^\W\d]+){0,3}\s*\(|[^\d().;]{0,40}\b(?:ofwel|oftewel|omgerekend)\b)[^\d()]{0,40}$"
        )

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[AmountReading]]:
        text, clauses = text_of(doc), Clauses(doc)
        cues = FigureCues(CueText(self._cues, doc, clauses))
        before: Sum | None = None
        role: Decision[Role] | None = None
        index = end = counted = 0
        items = list(self._forms.find(text))
        home = self._context.home(items)
        for item in items:
            left, right = clauses.left(item.start), clauses.right(item.end)
            before, end = before if "\n" not in text[end : item.start] else None, item.end
            near = before
            if item.currency:
                currency = item.currency
            elif item.unit:
                owner = self._owner(item, text, clauses.sentence(item.start, item.end), right, home)
                if owner is None:
                    continue
                currency = owner
            else:
                beside = near is not None and near.low >= _LARGE and item.start - near.end < len(left) and near.end >= counted
                clause = text[max(counted, item.start - len(left)) : item.start]
                share = counted > item.start - len(left) and _SHARE.search(text, max(0, counted - 40), counted) is not None
                if share or not self._context.is_money(clause, right, item.low, beside_sum=beside):
                    counted = item.end
                    continue
                currency = near.currency if near and near.currency else home
            converted = (
                near is not None
                and near.currency != currency
                and self._conversion.match(text, near.end, item.start) is not None
            )
            own, qualifier = cues.role(item.start, item.end), cues.qualifier(item.start, item.end)
            continued = near is not None and cues.continues(near.end, item.start)
            if role is None or not (converted or (continued and own.value == "level")):
                role = own
            reading = AmountReading(
                value=_value(item, currency),
                qualifier=qualifier.value,
                role=role.value,
                equivalent_to=str(index - 1) if converted else None,
                implicit=item.currency is None and item.unit is None,
            )
            yield Found(item.start, item.end, item.rule, reading, (*qualifier.cues, *role.cues))
            index += 1
            before = replace(item, currency=currency)

    def _owner(self, item: Sum, text: str, sentence: tuple[int, int], right: str, home: str) -> str | None:
        """Return whose currency a unit is that several share: told by its sentence, for large sums also by the text before."""
        unit = item.unit or ""
        if self._names.is_home_cent(unit):
            return home
        owner = self._names.owner_in(unit, text, item.start, item.end, sentence)
        if owner is None and item.low >= _LARGE:
            owner = self._names.owner_before(unit, text, sentence[0])
            if owner is None and self._context.is_followed(right):
                owner = self._names.owner_alone(unit)
        return owner


def _value(item: Sum, currency: str) -> Money | MoneyRange:
    if item.high is None:
        return Money(amount=plain(item.low), currency=currency)
    return MoneyRange(low=plain(item.low), high=plain(item.high), currency=currency)


_LARGE = 10_000
"""From here on a number before "pond" or "mark" is a sum of money, not a weight or a type."""

_SHARE = re.compile(r"\b[vV]an (?:de|die|deze) [^\W\d]{0,10} ?[\d.,]+ \w+\.?$")
"""A number of things of which the next number is a part: "van de 100 miljoen doses is 25 miljoen geleverd"."""

_WHEREOF = re.compile(r"\b(?:waarvan|hiervan|daarvan) $", re.IGNORECASE)
_SINGULAR_VERB = re.compile(r" [a-zà-ÿ]{2,}t(?!\w)")
"""What is done with a part of a sum: "waarvan 45,6 miljoen samenhangt met"."""

_HUGE = 10**9
"""From here on a number that counts no noun is one of money."""

_UNKNOWN_CODE = re.compile(r"\b[A-Z]{3} ?$")
"""A currency that the rules do not know: its sums are left out, not taken for euros."""

_PARTICIPLE = r"(?:\w{2,4})?(?:ge|be|ver|ont)\w{2,}[dt]\b"
"""Such as "bestemd" and "vrijgemaakt": what is done with a sum; people and things are counted in nouns."""


class _ImplicitContext:
    """Tells whether a bare number with a magnitude is a sum of money."""

    def __init__(self, rules: ImplicitEntry) -> None:
        self._home = rules.home
        self._money = re.compile(any_of(rules.money), re.IGNORECASE)
        self._counts = re.compile(any_of(rules.counts), re.IGNORECASE)
        self._follows = re.compile(rf"\s*(?:$|[.,;:)»”\"]|\(|{any_of(rules.followed_by)}|{_PARTICIPLE})", re.IGNORECASE)

    def home(self, items: Iterable[Sum]) -> str:
        """Return the currency of sums without one: the first home currency that the letter writes, else the first of all."""
        written = {item.currency for item in items}
        return next((currency for currency in self._home if currency in written), self._home[0])

    def is_followed(self, right: str) -> bool:
        """Tell whether what follows a number leaves it a sum, not a count of people or things."""
        return self._follows.match(right) is not None

    def is_money(self, left: str, right: str, number: Decimal, *, beside_sum: bool) -> bool:
        """Tell it from the words that follow, and from a sum before it, a word of money in the clause, or its mere size."""
        part_of_sum = beside_sum and _WHEREOF.search(left) and _SINGULAR_VERB.match(right)
        if not (part_of_sum or self.is_followed(right)) or _UNKNOWN_CODE.search(left):
            return False
        if beside_sum:
            return True
        near = left[-100:]
        if self._counts.search(near):
            return False
        return number >= _HUGE or self._money.search(near) is not None or self._money.search(right[:60]) is not None
