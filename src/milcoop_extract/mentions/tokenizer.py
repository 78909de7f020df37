"""Fits spaCy's tokenizer to letters, so that matchers see clean tokens.

spaCy's Dutch tokenizer keeps "PESCO-projecten", "2%-norm", "2,4mln" and "NAVO/EU" in one piece, in which no word of a
vocabulary can be matched, and it knows thousands of emoticons, which cost it half of its time. Fitted, it splits at every mark
inside a word and between letters and figures, and keeps Dutch abbreviations ("bijv.", "d.d.", initials).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

_Match = Callable[[str], re.Match[str] | None]

_ABBREVIATION = re.compile(r"['’]?[^\W\d_][^\W_]*(?:['’.-][^\W_]*)*")
_EMOTICON = re.compile(r"[xX]D+|([oOvV0])[._]\1|[oO][._][oO]")

_ABBREVIATED = re.compile(r"[.'’]")

_PREFIX = re.compile(r"[^\w\s](?<!['’])|['’](?!\w)")
# It begins with a set of marks, by which `re` skips letters and digits fast.
_SUFFIX = re.compile(
    r"[^\w\s](?:(?<=[0-9a-zß-öø-ÿ%²)\]»\"“”'’+-]\.)|(?<=[A-ZÀ-ÖØ-Þ]{2}\.)|(?<=\.\.)\.*|(?<![.'’])|(?<=['’])(?<![sxz]['’]))$"
)
_INFIX = re.compile(
    r"\.{2,}|[^\w\s.,:'’]"  # marks, hyphens and slashes among them
    r"|(?<=[^\W\d])(?=[\d½¼¾])|(?<=[\d½¼¾])(?=[^\W\d_])"  # "EDIDP2020", "2,4mln", "1½mln"
    r"|(?<=[^\W\d])[,:]+(?=[^\W\d])|(?<=[a-zß-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])"
    r"|(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})"  # "mln.euro"
    # The mark of a note after a full stop, a space that is missing: "mei.1", "2020,mei", "zomer'21", "Hfl.250".
    r"|(?<=[^\W\d])[.,:'’](?=\d)|(?<=\d)[.,:](?=[^\W\d])"
)

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w.-]+\w$")
"""A token that is not split. spaCy's own expression takes "5 mln.euro" and "mei.weekend" for addresses, too."""


def dutch_tokenizer(nlp: Language) -> Tokenizer:
    """Return a fitted tokenizer for a new blank Dutch pipeline (`create_tokenizer` of `Language`).

    spaCy's own need not be made first, whose thousands of abbreviations and emoticons take as long to load as ours.
    """
    defaults = nlp.Defaults
    return _fitted(nlp, defaults.tokenizer_exceptions, defaults.token_match)


def fit_tokenizer(nlp: Language) -> None:
    """Fit the tokenizer of a pipeline, in place; to do it again changes nothing.

    A pipeline with a tokenizer of another kind than spaCy's own keeps it.
    """
    tokenizer = nlp.tokenizer
    if isinstance(tokenizer, Tokenizer) and tokenizer.infix_finditer != _INFIX.finditer:
        nlp.tokenizer = _fitted(nlp, tokenizer.rules, tokenizer.token_match)


def tokenize(nlp: Language, text: str) -> Doc:
    """Return the tokens of a text as `nlp.make_doc` does, but split each different word only once.

    spaCy remembers how it has split a word, but learns no more of a document after its first abbreviation. So the words that
    have none go first, in a text of their own.
    """
    nlp.make_doc(" ".join(word for word in dict.fromkeys(text.split()) if not _ABBREVIATED.search(word)))
    return nlp.make_doc(text)


def _fitted(nlp: Language, exceptions: Mapping[str, Any], token_match: _Match | None) -> Tokenizer:
    abbreviations = {
        text: tokens for text, tokens in exceptions.items() if _ABBREVIATION.fullmatch(text) and not _EMOTICON.fullmatch(text)
    }
    return Tokenizer(
        nlp.vocab,
        rules=abbreviations,
        prefix_search=_PREFIX.match,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        token_match=token_match,
        url_match=_ADDRESS.match,
    )
