"""Official titles of treaties ("Verdrag tussen A en B inzake C"), each with its short name, "Verdrag A-B", as the key."""

import re
from collections.abc import Iterator

from milcoop_extract.mentions.lexicon import any_of

from .discovery import Discovery
from .rules import DiscoveryRules
from .words import opening

_NAME = r"[A-ZÀ-ÖØ-Ý][\w’'-]*(?: (?:(?:van|der|den) (?:de |het )?)?[A-ZÀ-ÖØ-Ý][\w’'-]*){0,4}"
"""A party that is not listed: words with a capital, and what may stand between them."""

_SUBJECT = r"(?:de |het |hun )?(?:\w+e )?\w+(?: van (?:de|het|hun) (?:\w+e )?\w+)?"


class Treaties:
    """Finds titles by the word that opens them, the two parties, and what the treaty is about where that is said."""

    def __init__(self, rules: DiscoveryRules) -> None:
        self._kinds = rules.treaties.openers
        self._parties = rules.treaties.parties
        lead = r"(?:(?:de|het) )?(?:[Rr]egering van (?:de |het )?)?"
        one, two = (rf"{lead}(?P<{name}>{any_of(self._parties)}(?!\w)|{_NAME})" for name in ("one", "two"))
        about = rf"(?: {any_of(rules.treaties.about)} {_SUBJECT})?"
        self._title = re.compile(rf"(?P<opener>{opening(self._kinds)}) tussen {one} en {two}{about}(?!\w)")

    def find(self, text: str) -> Iterator[Discovery]:
        """Yield the titles of `text`."""
        for match in self._title.finditer(text):
            parties = "-".join(self._parties.get(match[name], match[name]) for name in ("one", "two"))
            key = f"{match['opener']} {parties}"
            yield Discovery(*match.span(), "programme.treaty", key, match[0], self._kinds[match["opener"]])
