"""Characters of a source to those of the canonical text: white space, invisible characters, hyphens, Unicode NFC."""

import re
import unicodedata
from collections.abc import Iterator

from milcoop_extract.document import Alignment, TextBuilder

_SPACES = r" \t\v\x00-\x08\x0e-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_OTHER = {
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # no-break hyphen
    "\uf0b7": "•",  # bullet of the Symbol font
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
_UNCLEAN = re.compile(
    rf"(?P<broken>[\xad¬][{_SPACES}]*\n[{_SPACES}]*(?=\w))"
    rf"|(?P<space>[{_SPACES}{_INVISIBLE}]{{2,}}|(?! )[{_SPACES}{_INVISIBLE}])"
    rf"|(?P<other>[{''.join(_OTHER)}])"
)
_VISIBLE = re.compile(rf"[^{_SPACES}{_INVISIBLE}\n\f\r¬\ufffc]")

_MAX_MARKS = 30
"""More marks on one letter than any writing has; without a limit they could be put in order in quadratic time only."""


def is_visible(text: str) -> bool:
    """Whether anything of a text is left when it is cleaned, a hyphen at its end or a placeholder for an object aside."""
    return _VISIBLE.search(text) is not None


def clean(source: str) -> tuple[str, Alignment]:
    """Return the source in the characters of the canonical text, and the alignment with it.

    A run of white space becomes one space, at the start of a line no more than two; line feeds and form feeds stay. Soft
    hyphens and other invisible characters are gone, and with a soft hyphen at the end of a line the line end. The result is in
    Unicode NFC.
    """
    builder = TextBuilder()
    at = 0
    for match in _UNCLEAN.finditer(source):
        start, end = match.span()
        builder.copy(source[at:start], at)
        builder.substitute(_cleaned(match), start, end)
        at = end
    builder.copy(source[at:], at)
    text, alignment = builder.build()
    if unicodedata.is_normalized("NFC", text):
        return text, alignment
    composed, step = _compose(text)
    return composed, step.through(alignment)


def _cleaned(match: re.Match[str]) -> str:
    if match["other"]:
        return _OTHER[match["other"]]
    spaces = len(re.sub(f"[{_INVISIBLE}]", "", match["space"] or ""))
    at_line_start = match.start() == 0 or match.string[match.start() - 1] in "\n\f"
    return " " * min(spaces, 2 if at_line_start else 1)


def _compose(text: str) -> tuple[str, Alignment]:
    builder = TextBuilder()
    at = 0
    for cluster in _clusters(text):
        end = at + len(cluster)
        builder.substitute(unicodedata.normalize("NFC", cluster), at, end)
        at = end
    return builder.build()


def _clusters(text: str) -> Iterator[str]:
    """Cut the text into the pieces that can be composed one by one."""
    start = 0
    for at in range(1, len(text)):
        if text[at] < "\u0300" or not _composes(text[start:at], text[at]):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _composes(cluster: str, character: str) -> bool:
    if len(cluster) > _MAX_MARKS:
        return False
    if unicodedata.combining(character):
        return True
    normalize = unicodedata.normalize
    return normalize("NFC", cluster + character) != normalize("NFC", cluster) + normalize("NFC", character)
