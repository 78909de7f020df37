"""Sentence boundaries: the component `milcoop_sentences`."""

import re
from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from .spans import text_of, token_starts

_CANDIDATE = re.compile(r"(?P<mark>[.!?…\n])(?:(?<!\n)[»\"”’)\]]{0,3}\s+(?=[«\"“‘(\[]{0,2}[A-ZÀ-Ý0-9€£$•])|(?<=\n)\s*(?=\S))")

_MONTH = re.compile(r"\s[a-z]{3,4}\. \d$")
"""A short word, a full stop and a figure: an abbreviated month ("20 nov. 2020"), not the end of a sentence."""

_OPENERS = re.compile(r"[«\"“‘(]?(?:De|Het|Een|Dit|Deze|Dat|Die|Er|In|Op|Met|Voor|Na|Bij|Ook|Daarnaast|Hierbij|Uw|Ik|Wij)\b")
"""Words that open a sentence; an abbreviation before one of them ("20 november jl. De Kamer ...") also ends a sentence."""


def sentence_starts(doc: Doc) -> Iterator[int]:
    """Yield the offset of each sentence; a full stop ends one where the tokenizer knows it as a token of its own."""
    text, tokens = text_of(doc), set(token_starts(doc))
    yield 0
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if (
            text[at] != "."
            or "\n" in match[0]
            or _OPENERS.match(text, match.end())
            or (at in tokens and not _MONTH.search(text, max(0, at - 6), at + 3))
        ):
            yield match.end()


@Language.component("milcoop_sentences", assigns=["token.is_sent_start"])
def factory(doc: Doc) -> Doc:
    """Mark where sentences start: after a closing mark before a capital, and at every new block."""
    starts = token_starts(doc)
    if not starts:
        return doc
    flags = np.full((len(starts), 1), -1)
    flags[[bisect_right(starts, start) - 1 for start in sentence_starts(doc)]] = 1
    # One array for the whole document: to set a token, spaCy looks through all of them for a parse each time.
    doc.from_array([SENT_START], flags.astype("uint64"))  # type: ignore[arg-type]
    return doc
