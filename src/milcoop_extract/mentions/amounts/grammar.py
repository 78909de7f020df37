"""The forms of a sum of money: what an expression says by itself, before its sentence completes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import words_before
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.mentions.number_rules import NumberRules
from milcoop_extract.mentions.numbers import FIGURES, PARTS, SPACED_FIGURES, WORDS, parse
from milcoop_extract.mentions.quantities import Quantity, QuantityBefore, RangeWords
from milcoop_extract.mentions.rule import Rule

from .anchors import AnchorFinder, Anchors
from .currencies import CurrencyNames

SIGN_FIRST = Rule(
    "amount.sign-first",
    "A sign, code or abbreviation of a currency before figures, with or without a magnitude",
    examples=(
        "Dat kost [[€ 5 miljoen]] in twee jaar.",
        "De rekening van [[EUR 1.250,50]] is betaald.",
        "Het fonds heeft [[£ 12 tot 15 mln.]] in kas.",
        "Er was vroeger [[f 2,5 miljoen]] voor nodig.",
        "Het saldo is [[M€ 30]].",
    ),
    near_misses=(
        "Zie tabel 3 (bedragen x € 1.000).",
        "De TOP 500 van bedrijven groeit.",
        "Wie EUR 1-formulieren invult, hoeft niets te doen.",
        "Het vliegtuig kost 5 miljoen euro.",
    ),
)
WORD_LAST = Rule(
    "amount.word-last",
    "A number, in figures or in words, with the name, code or sign of a currency behind it",
    examples=(
        "Dat kost [[5 miljoen euro]] in twee jaar.",
        "Hij betaalde [[anderhalf miljard Noorse kronen]] voor het schip.",
        "Een liter kost [[79 eurocent]].",
        "De prijs ligt tussen de [[3 en 5 miljoen dollar]].",
        "Het saldo is [[30 mln. EUR]].",
    ),
    near_misses=(
        "De bus heeft een Euro 6-motor.",
        "Er lag 40 pond vuurwerk in de kelder.",
        "Dat kostte honderden euro's.",
        "Dat kost € 5 miljoen.",
    ),
)
IMPLICIT = Rule(
    "amount.implicit",
    "A number with a magnitude whose currency stands only nearby, where the words around it speak of money",
    examples=(
        "Er is 800 miljoen euro, waarvan [[250 miljoen]] voor onderhoud.",
        "Het budget van [[12 mln.]] is op.",
        "De uitgaven lopen op tot [[1,5 miljard]] per jaar.",
    ),
    near_misses=(
        "Het land heeft 17 miljoen inwoners.",
        "Het aantal vluchten steeg naar 2 miljoen.",
        "Van de 100 miljoen doses is 25 miljoen geleverd.",
        "Het budget van 12 miljoen euro is op.",
    ),
)
RULES: tuple[Rule, ...] = (SIGN_FIRST, WORD_LAST, IMPLICIT)

_SENTENCE_END = re.compile(r"[»\"”’)]?(?:$|\n|\s+[A-ZÀ-Ý])")

_COMPOUND = re.compile(r"-[a-zà-ÿ]")
"""Behind a code and a figure it makes them a name: "EUR 1-formulieren"."""

_TIMES = re.compile(r"(?<!\d )(?<!\d)[x×*] ?$", re.IGNORECASE)
_SCALES = (1000, 10**6, 10**9)
"""A times sign before one of these sums gives the scale of a table: "(bedragen x € 1.000)"."""

_FEW = 100
"""Below this a bare unit or code without a magnitude counts things, not money."""

_MINUS = r"(?:-/-|[-–−])"
_MINUS_BEFORE = re.compile(r"(?<![^\s(])[-–−]")
_TO_NUMBER = re.compile(rf"(?P<minus> {_MINUS} ?|(?<=\W){_MINUS} ?)| ?")
"""The space or minus between a sign and its digits."""

_NUMBER_AHEAD = re.compile(rf" ?(?:{_MINUS} ?)?[\d¼½¾]")
_NUMBER_BEHIND = re.compile(r"[\d¼½¾ ]")
_FIGURES = rf"(?:{SPACED_FIGURES}|{FIGURES})"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as written: where it stands, its ends in base units, its currency.

    `currency` is None where none is written, or only a `unit` that several currencies share.
    """

    start: int
    end: int
    rule: Rule
    low: Decimal
    high: Decimal | None
    currency: str | None
    unit: str | None = None


class AmountForms:
    """The ways to write a sum: sign first, word last, or a bare number with a magnitude.

    Words of money are few in a text, so they are found first and the number is read around each.
    """

    def __init__(self, nlp: Language, names: CurrencyNames, numbers: NumberRules) -> None:
        self._names = names
        self._anchors = AnchorFinder(nlp, names, numbers)
        self._ranges = RangeWords(numbers.range)
        self._factors = {word: entry.factor for entry in numbers.magnitude for word in entry.words}
        self._factors |= {entry.letters: entry.factor for entry in numbers.prefix}
        self._signs = {sign: (sign, 1) for sign in (*names.free_signs, *names.careful_signs)}
        for entry in numbers.prefix:
            for sign in names.free_signs:
                self._signs.setdefault(entry.letters + sign, (sign, entry.factor))
                self._signs.setdefault(sign + entry.letters, (sign, entry.factor))
        self._careful = set(names.careful_signs)
        self._abbreviations = set(names.abbreviations)
        self._codes = set(names.codes) - set(names.free_signs)

        magnitudes = [word for entry in numbers.magnitude for word in entry.words]
        self._pointed = {word for word in magnitudes if word.endswith(".")}
        magnitude = f"(?i:{any_of(magnitudes)})".replace(r"(?<!\w)", "")
        letters = "|".join(re.escape(entry.letters) for entry in numbers.prefix)
        factor = rf"(?: ?(?P<factor>{magnitude}|(?:{letters})(?!\w|\.\w)))?"
        joint = self._ranges.joint
        second = rf"(?:{joint}(?:[^\s\d]{{1,4}} ?)?\d[\d.,]*)?"
        self._is_sum = re.compile(rf" ?(?:\d{{1,3}}(?:[. ]\d{{3}})+(?!\d)|\d+,[\d–-]|\d[\d.,]*{second} ?{magnitude})")
        self._number = re.compile(rf"(?P<number>{_FIGURES}(?:[.,][-–—]{{1,2}}|,=)?){factor}")
        self._joint, self._pair = re.compile(joint), re.compile(self._ranges.pair)
        spelled = rf"(?:{PARTS}|{WORDS})(?!\w)"
        self._before = QuantityBefore(self._ranges, magnitude, _FIGURES, spelled, signed=True)
        self._rest = re.compile(rf" (?P<number>{_FIGURES}|(?i:{WORDS}))(?: ?(?P<factor>{magnitude}))?")
        self._magnitude = re.compile(magnitude)
        self._few_figures = re.compile(r" ?\d{1,3}(?:,\d{1,2})?")
        self._small = re.compile(r" ?(?P<number>\d{1,3})(?!\w)")
        self._listed = re.compile(rf",? {any_of(numbers.list.words)} (?:{any_of(numbers.list.articles)} )?|, ")

    def find(self, doc: Doc) -> list[Sum]:
        """Return the sums in a document, those without a currency included."""
        anchors = self._anchors.find(doc)
        found = list(self._with_shared_magnitudes(anchors, list(self._anchored(anchors))))
        return sorted([*found, *self._small_sums(anchors, found)], key=lambda item: item.start)

    def _small_sums(self, anchors: Anchors, found: Sequence[Sum]) -> Iterator[Sum]:
        """Yield sums such as "f 15": alone that could be anything, but not in a letter that also writes "f 1,25"."""
        text = anchors.text
        written = {text[item.start : anchors.signs.get(item.start, item.start)] for item in found} & self._abbreviations
        taken = Ranges((item.start, item.end) for item in found)
        for start, end in anchors.signs.items() if written else ():
            number = self._small.match(text, end) if text[start:end] in written else None
            if number and not taken.touch(start, number.end()) and not _COMPOUND.match(text, number.end()):
                yield Sum(start, number.end(), SIGN_FIRST, _value(number["number"]), None, self._names.code(text[start:end]))

    def _with_shared_magnitudes(self, anchors: Anchors, found: Sequence[Sum]) -> Iterator[Sum]:
        """Give a sum the magnitude of the one it is listed with: "€ 50 en € 60 mln." are two sums of millions."""
        text = anchors.text
        shared = 1
        items = []
        for item, following in zip(reversed(found), [None, *reversed(found[1:])], strict=False):
            listed = following is not None and self._listed.fullmatch(text, item.end, following.start) is not None
            magnitude = self._magnitude.search(text, item.start, item.end)
            bare = listed and item.high is None and self._is_few(anchors, item)
            if magnitude or not bare:
                shared = self._factor(magnitude[0]) if magnitude else 1
            items.append(replace(item, low=item.low * shared) if bare and not magnitude else item)
        yield from reversed(items)

    def _is_few(self, anchors: Anchors, item: Sum) -> bool:
        """Tell whether a sum is a sign and a number of three figures at most."""
        sign = anchors.signs.get(item.start)
        return sign is not None and self._few_figures.fullmatch(anchors.text, sign, item.end) is not None

    def _anchored(self, anchors: Anchors) -> Iterator[Sum]:
        text, pointless = anchors.text, self._is_pointless(anchors)
        end = 0
        for start in anchors.starts():
            item = self._read(anchors, start, end) if start >= end else None
            if item:
                if pointless and text[item.end - 1] == "." and _SENTENCE_END.match(text, item.end):
                    item = replace(item, end=item.end - 1)
                end = item.end
                if item.low not in _SCALES or not _TIMES.search(words_before(text, item.start, 2)):
                    yield item

    def _is_pointless(self, anchors: Anchors) -> bool:
        """Tell whether the letter also writes "mln" without a full stop; then that of "mln." only ends its sentence."""
        text = anchors.text
        return any(
            f"{text[start:end].lower()}." in self._pointed and words_before(text, start, 1).rstrip(" ")[-1:].isdigit()
            for start, end in anchors.magnitudes.items()
        )

    def _read(self, anchors: Anchors, start: int, floor: int) -> Sum | None:
        """Read the sum that has a word of money at `start` and begins at `floor` or later."""
        sign = anchors.signs.get(start)
        if sign is not None and self._leads(anchors.text, start, sign):
            return self._sign_first(anchors, start, sign)
        if not _NUMBER_BEHIND.match(anchors.text, start - 1, start):
            return None
        if start in anchors.magnitudes:
            return self._with_magnitude(anchors, start, floor)
        return self._with_word(anchors, start, floor) if start in anchors.words else None

    def _leads(self, text: str, start: int, end: int) -> bool:
        """Tell whether a number follows the sign, which a code must be sure to count: "ISK 5 miljoen", not "TOP 500"."""
        ahead = self._is_sum if text[start:end] in self._careful else _NUMBER_AHEAD
        return ahead.match(text, end) is not None

    def _sign_first(self, anchors: Anchors, start: int, end: int) -> Sum | None:
        text = anchors.text
        to_number = _TO_NUMBER.match(text, end)
        number = self._number.match(text, to_number.end() if to_number else end)
        if not number:
            return None
        sign, common = self._signs[text[start:end]]
        minus = _MINUS_BEFORE.match(text, start - 1, start)
        negative = minus is not None or (to_number is not None and to_number["minus"] is not None)
        second = None if negative else self._second(anchors, start, number)
        if second is None and sign.isalpha() and _COMPOUND.match(text, number.end()):
            return None
        low, high = self._scaled(number, second)
        scale = -common if negative else common
        last = (second or number).end()
        word = anchors.word_after(last)
        return Sum(
            start - 1 if minus else start,
            word[1] if word else last,
            SIGN_FIRST,
            low * scale,
            None if high is None else high * scale,
            self._names.code(sign),
        )

    def _second(self, anchors: Anchors, start: int, number: re.Match[str]) -> re.Match[str] | None:
        """Match the second end of a range; "van 5 miljoen tot 6 miljoen" is a change and two sums."""
        text = anchors.text
        if self._ranges.is_between(text, start) and (second := self._after(self._pair, anchors, number.end())):
            return second
        joint = self._joint.match(text, number.end())
        second = self._after(self._joint, anchors, number.end())
        if not joint or not second:
            return None
        whole = number["factor"] or (not second["factor"] and self._ranges.is_step(text, start))
        if whole and self._ranges.is_change(text, start, joint[0]):
            return None
        low, high = self._scaled(number, second)
        return second if high and low <= high else None

    def _after(self, joint: re.Pattern[str], anchors: Anchors, end: int) -> re.Match[str] | None:
        """Match the number that a joint ties to the one which ends at `end`, a sign before it aside."""
        match = joint.match(anchors.text, end)
        return self._number.match(anchors.text, anchors.after_sign(match.end())) if match else None

    def _scaled(self, number: re.Match[str], second: re.Match[str] | None) -> tuple[Decimal, Decimal | None]:
        """Return the ends in base units; the first takes the magnitude of the second if it has none of its own."""
        low = _value(number["number"])
        factor = self._factor(number["factor"])
        if second is None:
            return low * factor, None
        high_factor = self._factor(second["factor"])
        high = _value(second["number"]) * high_factor
        return low * (factor if number["factor"] or low * high_factor > high else high_factor), high

    def _with_magnitude(self, anchors: Anchors, start: int, floor: int) -> Sum | None:
        text, end = anchors.text, anchors.magnitudes[start]
        factor = self._factor(text[start:end])
        quantity = self._before.find(text, start, floor, factor)
        if quantity is None:
            return None
        if quantity.high is None and (whole := self._with_rest(anchors, quantity, end, factor)):
            return whole
        low, high = quantity.low * factor, quantity.high * factor if quantity.high is not None else None
        if high is not None and low > high:  # "500.000 tot 1 miljoen euro"
            low = quantity.low
        word = anchors.word_after(end)
        if high is None and (second := self._second_end(anchors, quantity.start, word[1] if word else end)):
            high, end = second
            word = anchors.word_after(end)
        if word is None:
            return Sum(quantity.start, end, IMPLICIT, low, high, None)
        return Sum(quantity.start, word[1], WORD_LAST, low, high, *self._currency(text[slice(*word)]))

    def _with_rest(self, anchors: Anchors, quantity: Quantity, end: int, factor: int) -> Sum | None:
        """Read "2 miljoen vijfhonderdduizend euro", of which the first magnitude ends at `end`."""
        rest = self._rest.match(anchors.text, end)
        added = _value(rest["number"]) * self._factor(rest["factor"]) if rest else factor
        word = anchors.word_after(rest.end()) if rest and added < factor else None
        if word is None:
            return None
        low = quantity.low * factor + added
        return Sum(quantity.start, word[1], WORD_LAST, low, None, *self._currency(anchors.text[slice(*word)]))

    def _second_end(self, anchors: Anchors, start: int, end: int) -> tuple[Decimal, int] | None:
        """Return the second end of a range with a currency behind it ("5 miljoen tot 6 miljoen euro"), and where it ends."""
        text = anchors.text
        joint = self._joint.match(text, end)
        if joint and self._ranges.is_change(text, start, joint[0]):
            return None
        second = self._after(self._joint, anchors, end)
        if not second and self._ranges.is_between(text, start):
            second = self._after(self._pair, anchors, end)
        if not second or not anchors.word_after(second.end()):
            return None
        return _value(second["number"]) * self._factor(second["factor"]), second.end()

    def _with_word(self, anchors: Anchors, start: int, floor: int) -> Sum | None:
        text, end = anchors.text, anchors.words[start]
        quantity = self._before.find(text, start, floor)
        if quantity is None:
            return None
        if text[quantity.start : start].lower() == "een " and text[end : end + 2].strip().isdigit():
            return None  # "een Euro 5-motor"
        word, factor = self._signs.get(text[start:end], (text[start:end], 1))
        code, unit = self._currency(word)
        uncertain = word in self._codes or (unit is not None and not self._names.is_home_cent(unit))
        if uncertain and (quantity.low < _FEW or text.startswith("-", end)):
            return None  # "een HUF-toets", "40 pond vuurwerk"
        scale = Decimal("0.01") if word.casefold() in self._names.cents else Decimal(factor)
        high = None if quantity.high is None else quantity.high * scale
        if high is None and factor == 1 and (second := self._second_end(anchors, quantity.start, end)):
            following = anchors.word_after(second[1])
            high, end = second[0] * scale, following[1] if following else second[1]
        return Sum(quantity.start, end, WORD_LAST, quantity.low * scale, high, code, unit)

    def _factor(self, magnitude: str | None) -> int:
        """Return what a magnitude multiplies by; letter case tells "k" and "M" apart, not words."""
        return self._factors.get(magnitude or "") or self._factors.get((magnitude or "").lower(), 1)

    def _currency(self, word: str) -> tuple[str | None, str | None]:
        """Return the currency of a word, and the word itself where it is a unit that several share."""
        sign, _ = self._signs.get(word, (word, 1))
        code = self._names.code(sign)
        return code, None if code else word


def _value(text: str) -> Decimal:
    """Return the value of a number, the dash of "30.000,-" aside."""
    return parse(re.sub(r"[.,][-–—=]+$", "", text))
