"""Amounts of money: the component `milcoop_amounts`."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise.numbers import FIGURES, SPACED_FIGURES, WORDS, parse, plain
from milcoop_extract.records import AmountReading, Money, MoneyRange
from milcoop_extract.rules import CurrencyRules, ImplicitEntry, NumberRules, QualifierRules, load

from .cues import FigureCues
from .patterns import any_of, trie
from .quantities import QuantityBefore
from .sentences import Sentences
from .spans import Found, assign, text_of

GROUP = "milcoop_amounts"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans"])
def factory(nlp: Language, name: str, rules: str | None) -> "Amounts":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Amounts(load(CurrencyRules, rules), load(NumberRules, rules), load(QualifierRules, rules))


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum as written: where it stands, its ends in base units, its currency (None where it is not written)."""

    start: int
    end: int
    rule: str
    low: Decimal
    high: Decimal | None
    currency: str | None


class Amounts:
    """Finds sums of money and reads qualifier, role and conversions off their sentence."""

    def __init__(self, currencies: CurrencyRules, numbers: NumberRules, qualifiers: QualifierRules) -> None:
        self._cues = FigureCues(qualifiers)
        self._grammar = _Grammar(currencies, numbers)
        self._context = _ImplicitContext(currencies.implicit)
        self._conversion = re.compile(r"\s*(?:\(|,? ofwel|,? oftewel|,? omgerekend)[^\d()]{0,40}$")

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[AmountReading]]:
        text, sentences = text_of(doc), Sentences(doc)
        before: _Sum | None = None
        reading: AmountReading | None = None
        index = 0
        for item in self._grammar.find(text):
            left, right = sentences.left(item.start), sentences.right(item.end)
            near = before if before and "\n" not in text[before.end : item.start] else None
            same_sentence = near is not None and item.start - near.end < len(left)
            if item.currency is None and not self._context.is_money(left, right, beside_sum=same_sentence):
                continue
            currency = item.currency or (near.currency if near and near.currency else self._context.currency)
            converted = (
                near is not None
                and near.currency != currency
                and self._conversion.match(text, near.end, item.start) is not None
            )
            role = reading.role if converted and reading else self._cues.role(left, right)
            reading = AmountReading(
                value=_value(item, currency),
                qualifier=self._cues.qualifier(left),
                role=role,
                equivalent_to=str(index - 1) if converted else None,
                implicit=item.currency is None,
            )
            yield Found(item.start, item.end, item.rule, reading)
            index += 1
            before = _Sum(item.start, item.end, item.rule, item.low, item.high, currency)


def _value(item: _Sum, currency: str) -> Money | MoneyRange:
    if item.high is None:
        return Money(amount=plain(item.low), currency=currency)
    return MoneyRange(low=plain(item.low), high=plain(item.high), currency=currency)


class _Grammar:
    """The ways to write a sum: sign first, word last, or a bare number with a magnitude.

    Anchors (a sign, a magnitude, a currency word) are rare, so the text is searched for them and read around each.
    """

    def __init__(self, currencies: CurrencyRules, numbers: NumberRules) -> None:
        entries = currencies.currency
        self._codes = {sign: entry.code for entry in entries for sign in (*entry.signs, entry.code)}
        self._codes |= {word.casefold(): entry.code for entry in entries for word in entry.words}
        self._factors = {word: entry.factor for entry in numbers.magnitude for word in entry.words}
        self._factors |= {entry.letters: entry.factor for entry in numbers.prefix}
        letters = "|".join(re.escape(entry.letters) for entry in numbers.prefix)
        sign = rf"(?:{'|'.join(re.escape(sign) for sign in self._signs(currencies))})"
        codes = any_of(entry.code for entry in entries)
        magnitude = any_of(word for entry in numbers.magnitude for word in entry.words).replace(r"(?<!\w)", "")
        words = f"(?:(?i:{any_of(word for entry in entries for word in entry.words)})|{codes}|{sign}(?! ?\\d))"
        figures = rf"(?:{SPACED_FIGURES}|{FIGURES})(?:,[-–—]{{1,2}}|,=)?"
        factor = rf"(?: ?(?P<factor>{magnitude}|(?:{letters})(?!\w)))?"
        # Most places in a text cannot begin an anchor; to ask for that first makes the search four times as fast.
        first = rf"(?i:{trie(word.lower() for word in itertools.chain(self._codes, self._factors))})"
        self._anchor = re.compile(
            rf"(?:(?<=[\d ])|\b|(?=[^\w\s]))(?={first})(?:"
            rf"(?<![\w$])(?P<letters>{letters})?(?P<sign>{sign}|{codes})(?P<after>{letters})?(?= ?\d)"
            rf"|(?<=[\d ]){magnitude}|(?<=[\d ])(?:{letters})?{words})"
        )
        self._number = re.compile(rf" ?(?P<number>{figures}){factor}")
        self._joint = re.compile(rf"(?P<joint>{_JOINT})(?:(?:{sign}|{codes}) ?)?(?P<number>{figures}){factor}")
        self._between = re.compile(rf" en (?:(?:{sign}|{codes}) ?)?(?P<number>{figures}){factor}")
        self._word = re.compile(rf" ?(?P<word>{words})")
        self._before = QuantityBefore(rf"{magnitude}|{words}", rf"(?:{SPACED_FIGURES}|{FIGURES}|{WORDS}(?!\w))")
        self._letters = re.compile(letters)

    @staticmethod
    def _signs(currencies: CurrencyRules) -> list[str]:
        return sorted((sign for entry in currencies.currency for sign in entry.signs), key=len, reverse=True)

    def find(self, text: str) -> Iterator[_Sum]:
        """Yield the sums in `text`, those without a currency included."""
        end = 0
        for anchor in self._anchor.finditer(text):
            if anchor.start() < end:
                continue
            item = self._sign_first(text, anchor) if anchor["sign"] else self._word_last(text, anchor, end)
            if item:
                end = item.end
                yield item

    def _sign_first(self, text: str, anchor: re.Match[str]) -> _Sum | None:
        number = self._number.match(text, anchor.end())
        if not number:
            return None
        letters = anchor["letters"] or anchor["after"]
        common = self._factors[letters] if letters else 1
        high = self._second(text, anchor.start(), number)
        last = high or number
        word = self._word.match(text, last.end())
        low, top = self._scale(number, high)
        return _Sum(
            anchor.start(),
            word.end() if word else last.end(),
            "amount.sign-first",
            low * common,
            top * common if top is not None else None,
            self._codes[anchor["sign"]],
        )

    def _second(self, text: str, start: int, number: re.Match[str]) -> re.Match[str] | None:
        """Match the second end of a range; "van 5 miljoen tot 6 miljoen" is a change and two sums."""
        before = text[max(0, start - 40) : start]
        if _AFTER_TUSSEN.search(before) and (match := self._between.match(text, number.end())):
            return match
        match = self._joint.match(text, number.end())
        if match and match["joint"].strip() == "tot" and number["factor"] and _FROM.search(before):
            return None
        return match

    def _scale(self, number: re.Match[str], second: re.Match[str] | None) -> tuple[Decimal, Decimal | None]:
        """Return the ends in base units; the first takes the magnitude of the second if it has none of its own."""
        low = _figures(number["number"])
        factor = self._factors.get(number["factor"], 1)
        if second is None:
            return low * factor, None
        high_factor = self._factors.get(second["factor"], 1)
        high = _figures(second["number"]) * high_factor
        return low * (factor if number["factor"] or low * high_factor > high else high_factor), high

    def _word_last(self, text: str, anchor: re.Match[str], floor: int) -> _Sum | None:
        quantity = self._before.find(text, anchor.start())
        if quantity is None or quantity.start < floor:
            return None
        factor = self._factors.get(anchor[0], 0)
        if not factor:
            prefix = self._letters.match(anchor[0])
            letters = prefix[0] if prefix and anchor[0] != "mln" else ""
            code = self._code(anchor[0].removeprefix(letters))
            scale = self._factors.get(letters, 1)
            high = quantity.high * scale if quantity.high is not None else None
            return _Sum(quantity.start, anchor.end(), "amount.word-last", quantity.low * scale, high, code)
        high, end = quantity.high, anchor.end()
        second = self._joint.match(text, end) if high is None else None
        low_factor = factor
        if (
            second
            and self._word.match(text, second.end())
            and not _FROM.search(text[max(0, quantity.start - 40) : quantity.start])
        ):
            high, end, factor = _figures(second["number"]), second.end(), self._factors.get(second["factor"], 1)
        word = self._word.match(text, end)
        return _Sum(
            quantity.start,
            word.end() if word else end,
            "amount.word-last" if word else "amount.implicit",
            quantity.low * low_factor,
            high * factor if high is not None else None,
            self._code(word["word"]) if word else None,
        )

    def _code(self, word: str) -> str:
        return self._codes.get(word) or self._codes[word.casefold()]


_JOINT = r"(?: ?[-–—] ?| tot en met | t/m | tot | à | a )"
_FROM = re.compile(r"\b(?:van|met)\s(?:[^\W\d]+\s)?$", re.IGNORECASE)
_AFTER_TUSSEN = re.compile(r"\btussen\s(?:de\s)?$", re.IGNORECASE)


_PARTICIPLE = r"(?:\w{2,4})?(?:ge|be|ver|ont)\w{2,}[dt]\b"
"""Such as "bestemd" and "vrijgemaakt": what is done with a sum; people and things are counted in nouns."""


def _figures(text: str) -> Decimal:
    """Return the value of figures, the dash of "30.000,-" aside."""
    return parse(re.sub(r",[-–—=]+$", "", text))


class _ImplicitContext:
    """Tells whether a bare number with a magnitude is a sum of money."""

    def __init__(self, rules: ImplicitEntry) -> None:
        self.currency = rules.currency
        self._money = re.compile(any_of(rules.money), re.IGNORECASE)
        self._follows = re.compile(rf"\s*(?:$|[.,;:)»”\"]|\(|{any_of(rules.followed_by)}|{_PARTICIPLE})", re.IGNORECASE)

    def is_money(self, left: str, right: str, *, beside_sum: bool) -> bool:
        """Tell it from the words that follow, and from a sum before it or a word of money in the clause."""
        if not self._follows.match(right):
            return False
        return beside_sum or self._money.search(left[-100:]) is not None or self._money.search(right[:60]) is not None
