"""The labels of numbered paragraphs in office documents: "3.", "b)", "iv.", "•"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_ROMAN = 5000


@dataclass(frozen=True, slots=True)
class Level:
    """The numbering of a level of a list: "decimal", "lowerLetter", ...; None for a bullet.

    `text` is the label, with %1 for the number of the first level.
    """

    form: str | None
    text: str
    start: int = 1


def number(value: int, form: str) -> str:
    """Return a number in the form of a list: digits, letters or Roman numerals."""
    match form:
        case "lowerLetter" | "upperLetter" | "a" | "A":
            letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 1000 else str(value)
            return letters.upper() if form in {"upperLetter", "A"} else letters
        case "lowerRoman" | "upperRoman" | "i" | "I":
            roman = "".join(_roman(value)) if 0 < value < _MAX_ROMAN else str(value)
            return roman.upper() if form in {"upperRoman", "I"} else roman
    return str(value)


def _roman(value: int) -> Iterator[str]:
    for size, letters in _ROMAN:
        while value >= size:
            value -= size
            yield letters


class Counters:
    """Counts the paragraphs of lists, each level by itself; a paragraph of a higher level starts the lower ones anew."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, list_: str, levels: dict[int, Level], at: int) -> str:
        """Count a paragraph of level `at` (from 0) of a list, and return its label."""
        level = levels.get(at)
        if level is None:
            return ""
        if level.form is None:
            return level.text
        counts = self._counts.setdefault(list_, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for below in [found for found in counts if found > at]:
            del counts[below]
        text = level.text
        for upper in takewhile(lambda upper: upper <= at, range(9)):
            own = levels.get(upper)
            if own:
                text = text.replace(f"%{upper + 1}", number(counts.get(upper, own.start), own.form or "decimal"))
        return text
