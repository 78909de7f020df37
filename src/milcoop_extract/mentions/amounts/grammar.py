"""The forms of a sum of money: what an expression says by itself, before its sentence completes it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.lexicon import any_of, trie
from milcoop_extract.mentions.numbers import FIGURES, PARTS, SPACED_FIGURES, WORDS, parse
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore, RangeWords

from .currencies import CurrencyNames

_JOINT = r"(?: ?[-–—] ?| tot en met | t/m | tot | à | a )"
_AFTER_TUSSEN = re.compile(r"\btussen\s(?:[^\W\d]+\s){0,2}$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[»\"”’)]?(?:$|\n|\s+[A-ZÀ-Ý])")

_COMPOUND = re.compile(r"-[a-zà-ÿ]")
"""Behind a code and a figure it makes them a name: "EUR 1-formulieren"."""

_TIMES = re.compile(r"(?<!\d )(?<!\d)[x×*] ?$", re.IGNORECASE)
_SCALES = (1000, 10**6, 10**9)
"""A times sign before one of these sums gives the scale of a table: "(bedragen x € 1.000)"."""

_FEW = 100
"""Below this a bare unit or code without a magnitude counts things, not money."""

_LISTED = re.compile(r",? (?:en|of) (?:met )?|, ")

_MET = re.compile(r"\bmet\s(?:[^\W\d]+\s)?$", re.IGNORECASE)
_MINUS = r"(?:-/-|[-–−])"
_MINUS_BEFORE = re.compile(r"(?<![^\s(])[-–−]")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as written: where it stands, its ends in base units, its currency.

    `currency` is None where none is written, or only a `unit` that several currencies share.
    """

    start: int
    end: int
    rule: str
    low: Decimal
    high: Decimal | None
    currency: str | None
    unit: str | None = None


class AmountForms:
    """The ways to write a sum: sign first, word last, or a bare number with a magnitude.

    Anchors (a sign, a magnitude, a currency word) are rare, so the text is searched for them and read around each.
    """

    def __init__(self, names: CurrencyNames, numbers: NumberRules) -> None:
        self._names = names
        self._codes = set(names.codes) - set(names.free_signs)
        self._factors = {word: entry.factor for entry in numbers.magnitude for word in entry.words}
        self._factors |= {entry.letters: entry.factor for entry in numbers.prefix}
        letters = "|".join(re.escape(entry.letters) for entry in numbers.prefix)
        magnitudes = [word for entry in numbers.magnitude for word in entry.words]
        magnitude = f"(?i:{any_of(magnitudes)})".replace(r"(?<!\w)", "")
        free = f"(?:{_longest_first(names.free_signs)})"
        careful = any_of(names.careful_signs)
        codes = any_of(names.codes)
        words = f"(?:(?i:{any_of(names.words)})|{codes}|{free}(?! ?\\d))"
        figures = rf"(?:{SPACED_FIGURES}|{FIGURES})(?:[.,][-–—]{{1,2}}|,=)?"
        factor = rf"(?: ?(?P<factor>{magnitude}|(?:{letters})(?!\w|\.\w)))?"
        range_ = r"(?: ?(?:[-–—à]|tot) ?(?:[^\s\d]{1,4} ?)?\d[\d.,]{0,14})?"
        is_sum = rf"(?= ?(?:\d{{1,3}}(?:[. ]\d{{3}})+(?!\d)|\d+,[\d–-]|\d[\d.,]{{0,14}}{range_} ?{magnitude}))"
        number = rf"(?= ?(?:{_MINUS} ?)?[\d¼½¾])"
        # Most places in a text cannot begin an anchor; to ask for that first makes the search four times as fast.
        first_sign = rf"(?:{letters})?{trie([*names.free_signs, *names.careful_signs])}"
        last = [*names.words, *names.codes, *names.free_signs, *magnitudes, *(entry.letters for entry in numbers.prefix)]
        self._anchor = re.compile(
            rf"(?<![\w$])(?={first_sign})(?P<letters>{letters})?"
            rf"(?P<sign>{free}(?P<after>{letters})?{number}|{careful}{is_sum})"
            rf"|(?<=[\d¼½¾ ])(?=(?i:{trie(word.lower() for word in last)}))(?:{magnitude}|(?:{letters})?{words})"
        )
        self._number = re.compile(rf"(?:(?P<minus> {_MINUS} ?|(?<=\W){_MINUS} ?)| ?)(?P<number>{figures}){factor}")
        sign = f"(?:{free}|{careful})"
        self._joint = re.compile(rf"(?P<joint>{_JOINT})(?:{sign} ?)?(?P<number>{figures}){factor}")
        self._between = re.compile(rf" en (?:de )?(?:{sign} ?)?(?P<number>{figures}){factor}")
        self._word = re.compile(rf" ?(?P<word>{words})")
        spelled = rf"(?:{PARTS}|{WORDS})(?!\w)"
        self._ranges = RangeWords(numbers.range)
        self._before = QuantityBefore(self._ranges, magnitude, rf"(?:{SPACED_FIGURES}|{FIGURES})", spelled, signed=True)
        self._rest = re.compile(rf" (?P<number>{figures}|(?i:{WORDS}))(?: ?(?P<factor>{magnitude}))?")
        abbreviations = [word.removesuffix(".") for word in magnitudes if word.endswith(".")]
        self._pointless = re.compile(rf"\d ?(?i:{'|'.join(map(re.escape, abbreviations))})(?![\w.])")
        self._lettered = re.compile(rf"(?<![\w$])(?P<sign>{any_of(names.abbreviations)}) ?(?P<number>\d{{1,3}})(?!\w)")
        self._magnitude = re.compile(magnitude)
        self._bare = re.compile(rf"(?:{free}|{careful}) ?\d{{1,3}}(?:,\d{{1,2}})?")
        self._letters = re.compile(rf"(?:{letters})(?={free}|{codes})")

    def find(self, text: str) -> list[Sum]:
        """Return the sums in `text`, those without a currency included."""
        found = list(self._with_shared_magnitudes(text, list(self._anchored(text))))
        # "f 15" alone could be anything; in a letter that also writes "f 1,25" it is a sum.
        signs = {match["sign"] for item in found if (match := self._lettered.match(text, item.start))}
        if not signs:
            return found
        taken = Ranges((item.start, item.end) for item in found)
        more = [
            Sum(
                match.start(),
                match.end(),
                "amount.sign-first",
                _figures(match["number"]),
                None,
                self._names.code(match["sign"]),
            )
            for match in self._lettered.finditer(text)
            if match["sign"] in signs and not taken.touch(*match.span()) and not _COMPOUND.match(text, match.end())
        ]
        return sorted([*found, *more], key=lambda item: item.start)

    def _with_shared_magnitudes(self, text: str, found: Sequence[Sum]) -> Iterator[Sum]:
        """Give a sum the magnitude of the one it is listed with: "€ 50 en € 60 mln." are two sums of millions."""
        shared = 1
        items = []
        for item, following in zip(reversed(found), [None, *reversed(found[1:])], strict=False):
            listed = following is not None and _LISTED.fullmatch(text, item.end, following.start) is not None
            magnitude = self._magnitude.search(text, item.start, item.end)
            bare = listed and item.high is None and self._bare.fullmatch(text, item.start, item.end) is not None
            if magnitude or not bare:
                shared = self._factor(magnitude[0]) if magnitude else 1
            items.append(replace(item, low=item.low * shared) if bare and not magnitude else item)
        yield from reversed(items)

    def _anchored(self, text: str) -> Iterator[Sum]:
        end = 0
        stop: int | None = None
        for anchor in self._anchor.finditer(text):
            if anchor.start() < end:
                continue
            item = self._sign_first(text, anchor) if anchor["sign"] else self._word_last(text, anchor, end)
            if item:
                # The full stop of "mln." only ends the sentence in a letter that writes "mln" without one elsewhere.
                if text[item.end - 1] == "." and _SENTENCE_END.match(text, item.end):
                    if stop is None:
                        stop = int(self._pointless.search(text) is not None)
                    item = replace(item, end=item.end - stop)
                end = item.end
                if item.low not in _SCALES or not _TIMES.search(text, max(0, item.start - 4), item.start):
                    yield item

    def _sign_first(self, text: str, anchor: re.Match[str]) -> Sum | None:
        number = self._number.match(text, anchor.end())
        if not number:
            return None
        letters = (anchor["letters"] or "") + (anchor["after"] or "")
        sign = anchor["sign"].removesuffix(anchor["after"] or "")
        common = self._factors[letters] if letters else 1
        minus = _MINUS_BEFORE.match(text, anchor.start() - 1, anchor.start()) if anchor.start() else None
        if minus or number["minus"]:
            common = -common
        high = self._second(text, anchor.start(), number) if common > 0 else None
        if high is None and sign.isalpha() and _COMPOUND.match(text, number.end()):
            return None
        last = high or number
        word = self._word.match(text, last.end())
        low, top = self._scale(number, high)
        return Sum(
            minus.start() if minus else anchor.start(),
            word.end() if word else last.end(),
            "amount.sign-first",
            low * common,
            top * common if top is not None else None,
            self._names.code(sign),
        )

    def _second(self, text: str, start: int, number: re.Match[str]) -> re.Match[str] | None:
        """Match the second end of a range; "van 5 miljoen tot 6 miljoen" is a change and two sums."""
        before = text[max(0, start - 40) : start]
        if _AFTER_TUSSEN.search(before) and (match := self._between.match(text, number.end())):
            return match
        match = self._joint.match(text, number.end())
        if not match:
            return None
        whole = number["factor"] or (not match["factor"] and _MET.search(before))
        if whole and self._ranges.is_change(match["joint"], before):
            return None
        low, high = self._scale(number, match)
        return match if high and low <= high else None

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
        factor = self._factors.get(anchor[0].lower(), 1)
        quantity = self._before.find(text, anchor.start(), floor, factor)
        if quantity is None:
            return None
        if factor == 1:
            return self._without_magnitude(text, anchor, quantity)
        end = anchor.end()
        low, high = quantity.low * factor, quantity.high * factor if quantity.high is not None else None
        if high is not None and low > high:  # "500.000 tot 1 miljoen euro"
            low = quantity.low
        if high is None and (rest := self._rest.match(text, end)):  # "2 miljoen vijfhonderdduizend euro"
            added = _figures(rest["number"]) * self._factor(rest["factor"])
            if added < factor and (word := self._word.match(text, rest.end())):
                return Sum(quantity.start, word.end(), "amount.word-last", low + added, None, *self._currency(word["word"]))
        word = self._word.match(text, end)
        if high is None and (second := self._second_end(text, quantity.start, word.end() if word else end)):
            high, end = second
            word = self._word.match(text, end)
        return Sum(
            quantity.start,
            word.end() if word else end,
            "amount.word-last" if word else "amount.implicit",
            low,
            high,
            *(self._currency(word["word"]) if word else (None, None)),
        )

    def _second_end(self, text: str, start: int, end: int) -> tuple[Decimal, int] | None:
        """Return the second end of a range with a currency behind it ("5 miljoen tot 6 miljoen euro"), and where it ends."""
        before = text[max(0, start - 40) : start]
        if text.startswith(" tot ", end) and self._ranges.is_change(" tot ", before):
            return None
        second = self._joint.match(text, end) or (_AFTER_TUSSEN.search(before) and self._between.match(text, end))
        if not second or not self._word.match(text, second.end()):
            return None
        return _figures(second["number"]) * self._factor(second["factor"]), second.end()

    def _without_magnitude(self, text: str, anchor: re.Match[str], quantity: Quantity) -> Sum | None:
        if text[quantity.start : anchor.start()].lower() == "een " and text[anchor.end() : anchor.end() + 2].strip().isdigit():
            return None  # "een Euro 5-motor"
        prefix = self._letters.match(anchor[0])
        letters = prefix[0] if prefix else ""
        word = anchor[0].removeprefix(letters)
        code, unit = self._currency(word)
        if ((unit and not self._names.is_home_cent(unit)) or word in self._codes) and (
            quantity.low < _FEW or text.startswith("-", anchor.end())
        ):
            return None  # "een HUF-toets", "40 pond vuurwerk"
        scale = Decimal("0.01") if word.casefold() in self._names.cents else Decimal(self._factors.get(letters, 1))
        end, high = anchor.end(), quantity.high * scale if quantity.high is not None else None
        if high is None and not letters and (second := self._second_end(text, quantity.start, end)):
            high, end = second[0] * scale, self._end_of_word(text, second[1])
        return Sum(quantity.start, end, "amount.word-last", quantity.low * scale, high, code, unit)

    def _end_of_word(self, text: str, start: int) -> int:
        word = self._word.match(text, start)
        return word.end() if word else start

    def _factor(self, magnitude: str | None) -> int:
        """Return what a magnitude multiplies by; letter case tells "k" and "M" apart, not words."""
        return self._factors.get(magnitude or "") or self._factors.get((magnitude or "").lower(), 1)

    def _currency(self, word: str) -> tuple[str | None, str | None]:
        """Return the currency of a word, and the word itself where it is a unit that several share."""
        code = self._names.code(word)
        return code, None if code else word


def _longest_first(signs: Iterable[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def _figures(text: str) -> Decimal:
    """Return the value of figures, the dash of "30.000,-" aside."""
    return parse(re.sub(r"[.,][-–—=]+$", "", text))
