"""Official titles of treaties ("Verdrag tussen A en B inzake C"), each with its short name, "Verdrag A-B", as the key."""

import re
from collections.abc import Iterator

from milcoop_extract.mentions.lexicon import any_of

from .discovery import Discovery
from .rules import DiscoveryRules
from .words import opening

_CAPITALISED = r"[A-ZÀ-ÖØ-Ý][\w’'-]*"


class Treaties:
    """Finds titles by the word that opens them, the two parties, and what the treaty is about where that is said."""

    def __init__(self, rules: DiscoveryRules) -> None:
        self._kinds = rules.treaties.openers
        self._parties = rules.treaties.parties
        article, determiner = (rf"(?:{any_of(words)} )?" for words in (rules.articles, rules.treaties.determiners))
        lead = rf"{article}(?:{any_of(rules.treaties.governments)} {article})?"
        inside = rf"(?:{any_of(rules.treaties.particles)} {article})?"
        unlisted = rf"{_CAPITALISED}(?: {inside}{_CAPITALISED}){{0,4}}"
        one, two = (rf"{lead}(?P<{name}>{any_of(self._parties)}(?!\w)|{unlisted})" for name in ("one", "two"))
        noun = r"(?:\w+e )?\w+"
        subject = rf"{determiner}{noun}(?: van {any_of(rules.treaties.determiners)} {noun})?"
        about = rf"(?: {any_of(rules.treaties.about)} {subject})?"
        self._title = re.compile(rf"(?P<opener>{opening(self._kinds)}) tussen {one} en {two}{about}(?!\w)")

    def find(self, text: str) -> Iterator[Discovery]:
        """Yield the titles of `text`."""
        for match in self._title.finditer(text):
            parties = "-".join(self._parties.get(match[name], match[name]) for name in ("one", "two"))
            key = f"{match['opener']} {parties}"
            yield Discovery(*match.span(), "programme.treaty", key, match[0], self._kinds[match["opener"]])
