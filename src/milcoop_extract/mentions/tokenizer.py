"""Fits spaCy's tokenizer to letters, so that matchers see clean tokens.

spaCy's Dutch tokenizer keeps "PESCO-projecten", "2%-norm", "2,4mln" and "NAVO/EU" in one piece, in which no word of a
vocabulary can be matched, and it knows thousands of emoticons, which cost it half of its time. Fitted, it splits at every mark
inside a word and between letters and figures, and keeps Dutch abbreviations ("bijv.", "d.d.", initials).
"""

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer

_ABBREVIATION = re.compile(r"['’]?[^\W\d_][^\W_]*(?:['’.-][^\W_]*)*")
_EMOTICON = re.compile(r"[xX]D+|([oOvV0])[._]\1|[oO][._][oO]")

_PREFIX = re.compile(r"[^\w\s](?<!['’])|['’](?!\w)")
_SUFFIX = re.compile(
    r"(?:(?<=[0-9a-zß-öø-ÿ%²)\]»\"“”'’+-])\.|(?<=[A-ZÀ-ÖØ-Þ]{2})\.|(?<=\.)\.+|[^\w\s.'’]|(?<![sxz])['’](?!\w))$"
)
_INFIX = re.compile(
    r"\.{2,}|[^\w\s.,:'’]"  # marks, hyphens and slashes among them
    r"|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d_])"  # "EDIDP2020", "2,4mln"
    r"|(?<=[^\W\d])[,:]+(?=[^\W\d])|(?<=[a-zß-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])"
    # The mark of a note after a full stop, a space that is missing: "mei.1", "2020,mei", "zomer'21".
    r"|(?<=[^\W\d])[.,:'’](?=\d)|(?<=\d)[.,:](?=[^\W\d])"
)


def fit_tokenizer(nlp: Language) -> None:
    """Fit the tokenizer of a pipeline, in place; to do it again changes nothing.

    A pipeline with a tokenizer of another kind than spaCy's own keeps it.
    """
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer) or tokenizer.infix_finditer == _INFIX.finditer:
        return
    abbreviations = {
        text: tokens
        for text, tokens in tokenizer.rules.items()
        if _ABBREVIATION.fullmatch(text) and not _EMOTICON.fullmatch(text)
    }
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=abbreviations,
        prefix_search=_PREFIX.match,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
    )
