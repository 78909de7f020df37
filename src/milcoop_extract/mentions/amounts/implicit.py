"""Numbers with a magnitude and no currency: which of them are sums of money, and in what currency."""

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import Lexicon, any_of, stretch
from milcoop_extract.mentions.spans import text_of

from .grammar import Sum
from .rules import ImplicitEntry

LARGE = 10_000
"""From here on a number before "pond" or "mark" is a sum of money, not a weight or a type."""

_HUGE = 10**9
"""From here on a number that counts no noun is one of money."""

_SINGULAR_VERB = re.compile(r" [a-zà-ÿ]{2,}t(?!\w)")
"""A verb behind a part of a sum: "waarvan 45,6 miljoen samenhangt met"."""

_UNKNOWN_CODE = re.compile(r"\b[A-Z]{3} ?$")
"""A currency that the rules do not know: its sums are left out, not taken for euros."""

_ENDS = re.compile(r"\s*(?:$|[.,;:)»”\"(])")

_PARTICIPLE = re.compile(r"\s*(?:\w{2,4})?(?:ge|be|ver|ont)\w{2,}[dt]\b", re.IGNORECASE)
"""Such as "bestemd" and "vrijgemaakt": what is done with a sum; people and things are counted in nouns."""


class ImplicitSums:
    """Tells whether a bare number with a magnitude is a sum of money."""

    def __init__(self, nlp: Language, rules: ImplicitEntry) -> None:
        self._home = rules.home
        self._words = Lexicon(nlp, {"money": rules.money, "counts": rules.counts})
        self._followers = Lexicon(nlp, {"follows": rules.followed_by})
        self._part = re.compile(rf"{any_of(rules.parts)} $", re.IGNORECASE)
        self._whole = re.compile(rf"{any_of(rules.wholes)} [^\W\d]* ?[\d.,]+ \w+\.?$", re.IGNORECASE)

    def home(self, sums: Iterable[Sum]) -> str:
        """Return the currency of sums without one: the first home currency that the letter writes, else the first of all."""
        written = {item.currency for item in sums}
        return next((currency for currency in self._home if currency in written), self._home[0])

    def is_whole(self, before: str) -> bool:
        """Tell whether the text that ends with a number makes it one of things of which the next number is a part."""
        return self._whole.search(before) is not None

    def is_followed(self, doc: Doc, clauses: Clauses, end: int) -> bool:
        """Tell whether what follows a number leaves it a sum, not a count of people or things."""
        right = clauses.right(end)
        if _ENDS.match(right) or _PARTICIPLE.match(right):
            return True
        start = end + len(right) - len(right.lstrip())
        return any(hit.start == start for hit in self._followers.find(stretch(doc, start, end + len(right))))

    def is_money(self, doc: Doc, clauses: Clauses, item: Sum, first: int, *, beside_sum: bool) -> bool:
        """Tell it from the words that follow, and from a sum before it, a word of money in the clause, or its mere size.

        `first` is where the words before it begin that can speak of it.
        """
        left, right = text_of(doc)[first : item.start], clauses.right(item.end)
        part_of_sum = beside_sum and self._part.search(left) and _SINGULAR_VERB.match(right)
        if not (part_of_sum or self.is_followed(doc, clauses, item.end)) or _UNKNOWN_CODE.search(left):
            return False
        if beside_sum:
            return True
        beside = max(first, item.start - len(clauses.before(item.start)))
        before = {hit.label for hit in self._words.find(stretch(doc, beside, item.start))}
        if "counts" in before:
            return False
        if "money" in before or item.low >= _HUGE:
            return True
        _, near = clauses.near(item.start, item.end)
        return any(hit.label == "money" for hit in self._words.find(stretch(doc, item.end, item.end + len(near))))
