"""Dutch numbers, in figures and in words, as Decimal.

`FIGURES` and `WORDS` are regular expressions without groups that match one number; `parse` gives its value and `plain` writes
a value as the output contract wants it. The numerals of the language are listed here only.
"""

import re
from decimal import Context, Decimal

_VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.3333",
    "⅔": "0.6667",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
}
_THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3}){1,5}(?!\d)(?:,\d{1,9})?"
_ENGLISH = r"[1-9]\d{0,2}(?:,\d{3}){2,5}(?![\d,])(?:\.\d{1,9})?"
FIGURES = rf"(?>(?:\d{{1,3}} ?)?[{''.join(_VULGAR)}]|{_THOUSANDS}|{_ENGLISH}|\d{{1,15}}(?:[.,]\d{{1,9}})?)(?!\d)"
"""Figures: a comma (or a point not followed by exactly three figures) before decimals, a point between thousands.

English thousands are read where they cannot be Dutch decimals ("1,234,567"), and so are fractions of one character ("1¼").
"""

SPACED_FIGURES = r"(?>\d{1,3}(?: \d{3}){1,5}(?!\d)(?:,\d{1,9})?)(?!\d)"
"""Figures with spaces between thousands; too close to two numbers in a row to be taken without a unit."""

_UNITS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_TEENS = {
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
}
_TENS = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_HALVES = {"anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5"), "half": Decimal("0.5"), "halve": Decimal("0.5")}


def _spelled(number: int) -> str:
    """Write a cardinal from 1 to 99 in words."""
    small = {value: word for word, value in (_UNITS | _TEENS | _TENS).items() if word != "één"}
    if number in small:
        return small[number]
    unit = small[number % 10]
    return f"{unit}{'ën' if unit.endswith('e') else 'en'}{small[number - number % 10]}"


CARDINALS_TO_31 = tuple(map(_spelled, range(1, 32)))
"""The cardinals from "een" to "eenendertig", which count the days of a month; the first is one."""


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_100 = rf"(?:(?:(?:{_any(_UNITS)})(?:en|ën))?(?:{_any(_TENS)})|{_any(_TEENS)}|{_any(_UNITS)})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100})?honderd(?:(?:en)?{_BELOW_100})?|{_BELOW_100})"
_CARDINAL = rf"(?:(?:{_BELOW_1000})?duizend(?: ?(?:en)?{_BELOW_1000})?|{_BELOW_1000})"
_AND_A_HALF = rf"(?:{_any(_UNITS)})(?:en|ën| en een )hal(?:f|ve)"
WORDS = rf"(?:{_AND_A_HALF}|een hal(?:f|ve)|anderhal(?:f|ve)|{_CARDINAL}|nul)"
"""A cardinal below a million in words, or a half: "driehonderdvijfentwintig", "anderhalf", "tweeënhalf", "een half"."""

_PARTS = {"kwart": Decimal("0.25"), "tiende": Decimal("0.1"), "tienden": Decimal("0.1")}
PARTS = rf"(?:{_any(_UNITS)}) ?(?:kwart|tienden?)"
"""Quarters and tenths in words; numbers only where a unit follows ("een kwart procent", "driekwart miljard")."""

WORD_ENDS = tuple(dict.fromkeys((*_UNITS, *_TEENS, *_TENS, "honderd", "duizend", "nul", "half", "halve", *_PARTS)))
"""Endings of numbers in words, in small letters; to ask for one of these first is much cheaper than to look for `WORDS`."""

_SMALL = re.compile(rf"(?:(?P<unit>{_any(_UNITS)})(?:en|ën))?(?P<tens>{_any(_TENS)})|(?P<one>{_any(_TEENS)}|{_any(_UNITS)})")
_MIXED = re.compile(rf"({_any(_UNITS)})(?:en|ën| en een )hal(?:f|ve)")
_PART = re.compile(rf"({_any(_UNITS)}) ?({'|'.join(_PARTS)})")


def parse(text: str) -> Decimal:
    """Return the value of a number that `FIGURES`, `SPACED_FIGURES`, `WORDS` or `PARTS` has matched.

    Raises ValueError for anything else.
    """
    word = text.lower()
    if word[:1].isnumeric():
        return _parse_figures(word)
    if word == "nul":
        return Decimal(0)
    if part := _PART.fullmatch(word):
        return _UNITS[part[1]] * _PARTS[part[2]]
    if mixed := _MIXED.fullmatch(word):
        return _UNITS[mixed[1]] + Decimal("0.5")
    half = _HALVES.get(word.removeprefix("een "))
    return half if half is not None else Decimal(cardinal(word))


def _parse_figures(text: str) -> Decimal:
    if not re.fullmatch(f"{FIGURES}|{SPACED_FIGURES}", text):
        raise ValueError(f"not a Dutch number: {text!r}")
    if text[-1] in _VULGAR:
        return Decimal(text[:-1].strip() or 0) + Decimal(_VULGAR[text[-1]])
    if text.count(",") > 1:
        return Decimal(text.replace(",", ""))
    whole, comma, decimals = text.replace(" ", "").partition(",")
    if not comma and not re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", whole):
        return Decimal(whole)
    return Decimal(whole.replace(".", "") + ("." + decimals if decimals else ""))


def cardinal(word: str) -> int:
    """Return the value of a cardinal in words, from one to below a million: "tweeëntwintig" is 22.

    Raises ValueError for anything else.
    """
    word = word.lower()
    thousands, found, rest = word.partition("duizend")
    if found:
        return (_parse_below_1000(thousands) if thousands else 1) * 1000 + _parse_rest(rest.strip())
    return _parse_below_1000(word)


def _parse_below_1000(word: str) -> int:
    hundreds, found, rest = word.partition("honderd")
    if found:
        return (_parse_below_100(hundreds) if hundreds else 1) * 100 + _parse_rest(rest)
    return _parse_below_100(word)


def _parse_rest(word: str) -> int:
    """Return the value of what follows "honderd" or "duizend": nothing, or a number that "en" may lead in."""
    if not word:
        return 0
    return _parse_below_1000(word.removeprefix("en"))


def _parse_below_100(word: str) -> int:
    match = _SMALL.fullmatch(word)
    if not match:
        raise ValueError(f"not a Dutch number: {word!r}")
    if match["tens"]:
        return _TENS[match["tens"]] + (_UNITS[match["unit"]] if match["unit"] else 0)
    return (_TEENS | _UNITS)[match["one"]]


def plain(value: Decimal) -> str:
    """Write a value without exponent, grouping or trailing zeros: Decimal("4.760E+9") is "4760000000"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_NAMED = ((12, "trillion"), (9, "billion"), (6, "million"))
_EXACT = Context(prec=10_000)


def grouped(value: str) -> str:
    """Return a decimal string in millions, billions or trillions, or with its thousands set apart, exact in each case."""
    exact = Decimal(value)
    for exponent, name in _NAMED:
        if exact.adjusted() >= exponent:
            return f"{_with_commas(exact.scaleb(-exponent, _EXACT))} {name}"
    return _with_commas(exact)


def _with_commas(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
