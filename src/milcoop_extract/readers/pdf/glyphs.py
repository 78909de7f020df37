"""The words of a page of a PDF with their places and fonts, read with pypdfium2.

A call into PDFium for every character would cost more than PDFium itself; so only the first character of a word is asked for
its font, and every character only where the size may change within a word, as it does at the mark of a note.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_WORD = re.compile(r"[^\s\x00\x01\x03-\x1f\uffff]+")
_BROKEN = "\x02\ufffe"
"""What PDFium makes of a hyphen at the end of a line; the rest of the word follows without a line break."""

_HYPHENS = str.maketrans(dict.fromkeys(f"{_BROKEN}\xad", "-"))
_MAY_HAVE_PARTS = re.compile(rf".\d|\d.|[{_BROKEN}].")

_STRAY_GAP = 0.185
"""A gap narrower than this part of the size of the font, without a space in the file, is letter-spacing and no space."""

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6


@dataclass(frozen=True, slots=True)
class Font:
    """What is told of a font: whether it is bold, and whether it is slanted."""

    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, or the part of one in one size: places in points from the lower left corner of the page.

    `glued` tells that nothing stands between it and the word before it.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: Font
    glued: bool


class PageWords:
    """Reads the words of one page in the order of its content stream."""

    def __init__(self, page: pdfium.PdfPage, fonts: dict[tuple[bytes, int, int], Font]) -> None:
        self._page = page.get_textpage()
        self._raw = self._page.raw
        self._fonts = fonts
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rectangle = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def __iter__(self) -> Iterator[Word]:
        text = self._text()
        before: Word | None = None
        before_end = -1
        for match in _WORD.finditer(text):
            glued = before is not None and match.start() == before_end + 1 and self._is_stray(before, before_end, match.start())
            for start, end in self._parts(text, *match.span()):
                word = self._word(text, start, end, glued=glued)
                yield word
                before, glued = word, True
            before_end = match.end()
        self._page.close()

    def _text(self) -> str:
        """Return one character for each index of PDFium."""
        count = self._page.count_chars()
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) != count:  # a character beyond the first plane takes two places there, and one index
            text = "".join(chr(raw.FPDFText_GetUnicode(self._raw, index)) for index in range(count))
        return text

    def _is_stray(self, before: Word, space: int, start: int) -> bool:
        """Whether the space between two words is none that the file has, and narrower than any."""
        if raw.FPDFText_IsGenerated(self._raw, space) != 1:
            return False
        left, baseline = self._origin(start)
        return abs(baseline - before.baseline) < 1 and -1 < left - before.right < _STRAY_GAP * before.size

    def _parts(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a word at the end of a line, and where a smaller figure in it may be the mark of a note."""
        word = text[start:end]
        if not _MAY_HAVE_PARTS.search(word):
            yield start, end
            return
        size = raw.FPDFText_GetFontSize
        first = start
        for index in range(start + 1, end):
            broken = text[index - 1] in _BROKEN
            if broken or abs(size(self._raw, index) - size(self._raw, index - 1)) > 0.5:
                yield first, index
                first = index
        yield first, end

    def _word(self, text: str, start: int, end: int, *, glued: bool) -> Word:
        left, baseline = self._origin(start)
        raw.FPDFText_GetLooseCharBox(self._raw, end - 1, ctypes.byref(self._rectangle))
        size = raw.FPDFText_GetFontSize(self._raw, start)
        word = text[start:end].translate(_HYPHENS)
        return Word(word, left, self._rectangle.right, baseline, size, self._font(start), glued)

    def _origin(self, index: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(self._raw, index, ctypes.byref(self._x), ctypes.byref(self._y))
        return self._x.value, self._y.value

    def _font(self, index: int) -> Font:
        length = raw.FPDFText_GetFontInfo(self._raw, index, self._name, len(self._name), ctypes.byref(self._flags))
        name = self._name.raw[: max(min(length, len(self._name)) - 1, 0)]
        weight = raw.FPDFText_GetFontWeight(self._raw, index)
        key = (name, self._flags.value, weight)
        if key not in self._fonts:
            bold = weight >= _BOLD_WEIGHT or bool(_BOLD_NAME.search(name.decode("latin-1")))
            italic = bool(self._flags.value & _ITALIC_FLAG) or bool(_ITALIC_NAME.search(name.decode("latin-1")))
            self._fonts[key] = Font(bold, italic)
        return self._fonts[key]
