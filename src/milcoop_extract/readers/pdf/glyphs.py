"""The words of a page of a PDF with their places and fonts, read with pypdfium2.

A call into PDFium for every character would cost more than PDFium itself; so only the ends of a word are asked for their place,
and every character only where the size may change within a word, as it does at the mark of a note.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import hypot, pi
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

_WORD = re.compile(r"[^\s\x00\x01\x03-\x1f\uffff]+")
_BROKEN = "\x02\ufffe"
"""The character that PDFium gives for a hyphen at the end of a line; the rest of the word follows without a line break."""

_HYPHENS = str.maketrans(dict.fromkeys(f"{_BROKEN}\xad", "-"))
_MAY_HAVE_PARTS = re.compile(rf".\d|\d.|[{_BROKEN}].")

_STRAY_GAP = 0.185
"""A gap narrower than this part of the size of the font, without a space in the file, is letter-spacing and no space."""

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6

_SAMPLES = 50
"""So many characters of a page are asked which way they run."""


class Font(NamedTuple):
    """A font: whether it is bold, and whether it is slanted."""

    bold: bool
    italic: bool


class Word(NamedTuple):
    """A word on a page, or the part of one in one size: places in points from the lower left corner of the page as it is read.

    `glued` tells that nothing stands between it and the word before it; `first` is the index of its first character.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    glued: bool
    first: int


class PageWords:
    """The words of one page in the order of its content stream; `fonts` are those that were met already.

    A page whose text runs upwards, downwards or upside down is turned so that it can be read, whether the file says so or not;
    `height` is that of the page as it is read.
    """

    def __init__(self, page: pdfium.PdfPage, fonts: dict[tuple[bytes, int, int], Font]) -> None:
        self._page = page.get_textpage()
        self._raw = self._page.raw
        self._fonts = fonts
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._place = ctypes.byref(self._x), ctypes.byref(self._y)
        self._rectangle = raw.FS_RECTF()
        self._box = ctypes.byref(self._rectangle)
        self._scale = raw.FS_MATRIX()
        self._matrix = ctypes.byref(self._scale)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._turn = self._quarter_turns()
        size = page.get_size()
        self._width, self._height = size if page.get_rotation() % 180 == 0 else size[::-1]
        self.height = self._width if self._turn % 2 else self._height

    def _quarter_turns(self) -> int:
        """Return by how many quarters most of the text is turned to the right."""
        count = self._page.count_chars()
        angles = (raw.FPDFText_GetCharAngle(self._raw, index) for index in range(0, count, max(count // _SAMPLES, 1)))
        turns = Counter(round(angle / (pi / 2)) % 4 for angle in angles if angle >= 0)
        return max(turns, key=lambda turn: (turns[turn], -turn), default=0)

    def __iter__(self) -> Iterator[Word]:
        text = self._text()
        plain = text.translate(_HYPHENS)
        before: Word | None = None
        before_end = -1
        for match in _WORD.finditer(text):
            adjacent = match.start() == before_end + 1
            glued = False
            for start, end in self._parts(text, *match.span()):
                word = self._word(plain, start, end)
                if glued or (before and adjacent and self._is_stray(before, word, before_end)):
                    word = word._replace(glued=True)
                yield word
                before, glued = word, True
            before_end = match.end()

    def _text(self) -> str:
        """Return one character for each index of PDFium."""
        count = self._page.count_chars()
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) != count:  # a character beyond the first plane takes two places there, and one index
            text = "".join(chr(raw.FPDFText_GetUnicode(self._raw, index)) for index in range(count))
        return text

    def _is_stray(self, before: Word, word: Word, space: int) -> bool:
        """Whether the space between two words is none that the file has, and narrower than any."""
        narrow = -1 < word.left - before.right < _STRAY_GAP * before.size and abs(word.baseline - before.baseline) < 1
        return narrow and raw.FPDFText_IsGenerated(self._raw, space) == 1

    def _parts(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a word at the end of a line, and where a smaller digit in it may be the mark of a note."""
        if not _MAY_HAVE_PARTS.search(text, start, end):
            return [(start, end)]
        sizes = [self._size(index) for index in range(start, end)]
        cuts = [
            index
            for index, (before, size) in enumerate(pairwise(sizes), start + 1)
            if text[index - 1] in _BROKEN or abs(size - before) > 0.5
        ]
        return list(pairwise([start, *cuts, end]))

    def _word(self, text: str, start: int, end: int) -> Word:
        left, baseline = self._origin(start)
        raw.FPDFText_GetLooseCharBox(self._raw, end - 1, self._box)
        box = self._rectangle
        right = box.right
        if self._turn:
            right, _ = self._turned(*((box.left, box.top) if self._turn in {2, 3} else (right, box.bottom)))
        return Word(text[start:end], left, right, baseline, self._size(start), glued=False, first=start)

    def _origin(self, index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self._raw, index, *self._place)
        return self._turned(self._x.value, self._y.value) if self._turn else (self._x.value, self._y.value)

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the page as it is read."""
        match self._turn:
            case 1:
                return self._height - y, x
            case 2:
                return self._width - x, self._height - y
            case 3:
                return y, self._width - x
        return x, y

    def _size(self, index: int) -> float:
        """Return the size in which a character is printed; many programs write text in size 1 and have it enlarged."""
        raw.FPDFText_GetMatrix(self._raw, index, self._matrix)
        size: float = raw.FPDFText_GetFontSize(self._raw, index)
        return abs(size) * hypot(self._scale.c, self._scale.d)

    def font(self, word: Word) -> Font:
        """Return the font of a word."""
        length = raw.FPDFText_GetFontInfo(self._raw, word.first, self._name, len(self._name), ctypes.byref(self._flags))
        name = self._name.raw[: max(min(length, len(self._name)) - 1, 0)]
        weight = raw.FPDFText_GetFontWeight(self._raw, word.first)
        key = (name, self._flags.value, weight)
        if key not in self._fonts:
            bold = weight >= _BOLD_WEIGHT or bool(_BOLD_NAME.search(name.decode("latin-1")))
            italic = bool(self._flags.value & _ITALIC_FLAG) or bool(_ITALIC_NAME.search(name.decode("latin-1")))
            self._fonts[key] = Font(bold, italic)
        return self._fonts[key]
