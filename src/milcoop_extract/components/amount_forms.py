"""The forms of a sum of money: what an expression says by itself, before its sentence completes it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from milcoop_extract.normalise.numbers import FIGURES, SPACED_FIGURES, WORDS, parse
from milcoop_extract.rules import CurrencyRules, NumberRules

from .patterns import any_of, trie
from .quantities import AFTER_FROM, Quantity, QuantityBefore

_JOINT = r"(?: ?[-–—] ?| tot en met | t/m | tot | à | a )"
_AFTER_TUSSEN = re.compile(r"\btussen\s(?:de\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as written: where it stands, its ends in base units, its currency (None where it is not written)."""

    start: int
    end: int
    rule: str
    low: Decimal
    high: Decimal | None
    currency: str | None


class AmountForms:
    """The ways to write a sum: sign first, word last, or a bare number with a magnitude.

    Anchors (a sign, a magnitude, a currency word) are rare, so the text is searched for them and read around each.
    """

    def __init__(self, currencies: CurrencyRules, numbers: NumberRules) -> None:
        entries = currencies.currency
        self._codes = {sign: entry.code for entry in entries for sign in (*entry.signs, entry.code)}
        self._codes |= {word: entry.code for entry in entries for word in entry.before_sum}
        self._codes |= {word.casefold(): entry.code for entry in entries for word in (*entry.words, *entry.cents)}
        self._cents = {word.casefold() for entry in entries for word in entry.cents}
        self._factors = {word: entry.factor for entry in numbers.magnitude for word in entry.words}
        self._factors |= {entry.letters: entry.factor for entry in numbers.prefix}
        # Codes of currencies that have no sign are abbreviations of other things too.
        self._rare = {entry.code for entry in entries if not entry.signs}
        letters = "|".join(re.escape(entry.letters) for entry in numbers.prefix)
        sign = rf"(?:{'|'.join(re.escape(sign) for sign in self._signs(currencies))})"
        codes = any_of(entry.code for entry in entries)
        glued = any_of(word for entry in numbers.magnitude for word in entry.words).replace(r"(?<!\w)", "")
        magnitude = f"(?i:{glued})"
        names = any_of(word for entry in entries for word in (*entry.words, *entry.cents))
        words = f"(?:(?i:{names})|{codes}|{sign}(?! ?\\d))"
        figures = rf"(?:{SPACED_FIGURES}|{FIGURES})(?:,[-–—]{{1,2}}|,=)?"
        factor = rf"(?: ?(?P<factor>{magnitude}|(?:{letters})(?!\w)))?"
        spelled = any_of(word for entry in entries for word in entry.before_sum)
        is_sum = rf"(?= ?(?:\d{{1,3}}(?:\.\d{{3}})+|\d+,[\d–-]|\d+(?:,\d+)? ?{magnitude}))"
        # Most places in a text cannot begin an anchor; to ask for that first makes the search four times as fast.
        first = rf"(?i:{trie(word.lower() for word in itertools.chain(self._codes, self._factors))})"
        self._anchor = re.compile(
            rf"(?:(?<=[\d ])|\b|(?=[^\w\s]))(?={first})(?:"
            rf"(?<![\w$])(?P<letters>{letters})?(?P<sign>{sign}|{codes}|{spelled}{is_sum})(?P<after>{letters})?(?= ?\d)"
            rf"|(?<=[\d ]){magnitude}|(?<=[\d ])(?:{letters})?{words})"
        )
        self._number = re.compile(rf" ?(?P<number>{figures}){factor}")
        self._joint = re.compile(rf"(?P<joint>{_JOINT})(?:(?:{sign}|{codes}) ?)?(?P<number>{figures}){factor}")
        self._between = re.compile(rf" en (?:(?:{sign}|{codes}) ?)?(?P<number>{figures}){factor}")
        self._word = re.compile(rf" ?(?P<word>{words})")
        self._before = QuantityBefore(rf"{magnitude}|{words}", rf"(?:{SPACED_FIGURES}|{FIGURES})", rf"{WORDS}(?!\w)")
        self._letters = re.compile(rf"(?:{letters})(?={sign})")

    @staticmethod
    def _signs(currencies: CurrencyRules) -> list[str]:
        return sorted((sign for entry in currencies.currency for sign in entry.signs), key=len, reverse=True)

    def find(self, text: str) -> Iterator[Sum]:
        """Yield the sums in `text`, those without a currency included."""
        end = 0
        for anchor in self._anchor.finditer(text):
            if anchor.start() < end:
                continue
            item = self._sign_first(text, anchor) if anchor["sign"] else self._word_last(text, anchor, end)
            if item:
                end = item.end
                yield item

    def _sign_first(self, text: str, anchor: re.Match[str]) -> Sum | None:
        number = self._number.match(text, anchor.end())
        if not number:
            return None
        letters = anchor["letters"] or anchor["after"]
        common = self._factors[letters] if letters else 1
        high = self._second(text, anchor.start(), number)
        last = high or number
        word = self._word.match(text, last.end())
        low, top = self._scale(number, high)
        return Sum(
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
        if match and match["joint"].strip() == "tot" and number["factor"] and AFTER_FROM.search(before):
            return None
        return match

    def _scale(self, number: re.Match[str], second: re.Match[str] | None) -> tuple[Decimal, Decimal | None]:
        """Return the ends in base units; the first takes the magnitude of the second if it has none of its own."""
        low = _figures(number["number"])
        factor = self._factor(number["factor"])
        if second is None:
            return low * factor, None
        high_factor = self._factor(second["factor"])
        high = _figures(second["number"]) * high_factor
        return low * (factor if number["factor"] or low * high_factor > high else high_factor), high

    def _word_last(self, text: str, anchor: re.Match[str], floor: int) -> Sum | None:
        quantity = self._before.find(text, anchor.start(), floor)
        if quantity is None:
            return None
        if not (factor := self._factors.get(anchor[0].lower())):
            return self._without_magnitude(text, anchor, quantity)
        end = anchor.end()
        low, high = quantity.low * factor, quantity.high * factor if quantity.high is not None else None
        if high is not None and low > high:  # "500.000 tot 1 miljoen euro"
            low = quantity.low
        second = self._joint.match(text, end) if high is None else None
        before = text[max(0, quantity.start - 40) : quantity.start]
        if second and self._word.match(text, second.end()) and not AFTER_FROM.search(before):
            high, end = _figures(second["number"]) * self._factor(second["factor"]), second.end()
        word = self._word.match(text, end)
        return Sum(
            quantity.start,
            word.end() if word else end,
            "amount.word-last" if word else "amount.implicit",
            low,
            high,
            self._code(word["word"]) if word else None,
        )

    def _without_magnitude(self, text: str, anchor: re.Match[str], quantity: Quantity) -> Sum | None:
        if text[quantity.start : anchor.start()].lower() == "een " and text[anchor.end() : anchor.end() + 2].strip().isdigit():
            return None  # "een Euro 5-motor"
        if anchor[0] in self._rare and (quantity.low < 100 or text.startswith("-", anchor.end())):
            return None  # "een HUF-toets"
        prefix = self._letters.match(anchor[0])
        letters = prefix[0] if prefix else ""
        unit = anchor[0].removeprefix(letters)
        scale = Decimal("0.01") if unit.casefold() in self._cents else Decimal(self._factors.get(letters, 1))
        high = quantity.high * scale if quantity.high is not None else None
        return Sum(quantity.start, anchor.end(), "amount.word-last", quantity.low * scale, high, self._code(unit))

    def _factor(self, magnitude: str | None) -> int:
        """Return what a magnitude multiplies by; letter case tells "k" and "M" apart, not words."""
        return self._factors.get(magnitude or "") or self._factors.get((magnitude or "").lower(), 1)

    def _code(self, word: str) -> str:
        return self._codes.get(word) or self._codes[word.casefold()]


def _figures(text: str) -> Decimal:
    """Return the value of figures, the dash of "30.000,-" aside."""
    return parse(re.sub(r",[-–—=]+$", "", text))
