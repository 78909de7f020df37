"""What citations of official publications are made of: expressions for chambers, sessions, numbers and pages."""

from typing import Literal

from milcoop_extract.mentions.kamerstukken.normalise import full_session
from milcoop_extract.mentions.kamerstukken.rules import KamerstukRules

from .lexicon import any_of

Chamber = Literal["I", "II"]

AND = r"(?:, | en |[,;] en |,? en in |; | resp\. | respectievelijk | alsmede | evenals | alsook | of | & | en vgl\. )"
RANGE = r"(?: ?[-–] ?| t/m | tot en met )"
CLOSED = r"\s*(?:[().:;»”\"\]]|$)"
"""What follows an item that stands at the end of a series."""

_YEARS = r"\d{4} ?[/–-]{1,2} ?['’]?(?:\d{4}|\d{2})(?!\d)"
_SESSION = rf"(?:{_YEARS}(?: ?[-–] ?{_YEARS})?|\d\d/\d\d(?!\d))"
_NO_COUNT = r"(?![ .]?\d)(?! [a-zà-ÿ]{2,}(?:en|s)\b)"
"""After a bare number of a list: no rest of a larger number, and no noun of which it is the count ("en 5 moties")."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f", " "))


def with_plain_spaces(text: str) -> str:
    """Return a text of the same length in which no-break and thin spaces are spaces."""
    return text.translate(_SPACES)


class CitationForms:
    """Expressions without named groups, of which the words come from the rules."""

    def __init__(self, rules: KamerstukRules) -> None:
        words = rules.words
        self._chambers: dict[str, Chamber] = {word: entry.id for entry in rules.chamber for word in entry.words}
        self.chamber = any_of([*self._chambers, *words.joint])
        self.short_chamber = any_of(word for word in self._chambers if len(word) > 1 and word != "II")
        self.session = rf"(?:(?i:{any_of(words.session)}) )?{_SESSION}"
        self.numbers_label = rf"(?i:{any_of(words.numbers)}):?"
        self.number_label = rf"(?:{self.numbers_label}|(?i:{any_of(words.number)}):?)"
        page = r"\d{1,5}(?!\d)"
        label = rf"(?i:{any_of(words.page)})"
        pages = rf"{page}(?:(?:{RANGE}| ?/ ?){page})?"
        self.pages = rf"(?:,? (?:\(bijlage \w+\),? )?{label} ?{pages}(?:(?:, ?| en )(?:{label} ?)?{pages}{_NO_COUNT})*)"

    def chamber_of(self, text: str | None) -> Chamber | None:
        """Return the chamber that a word names; none for both together."""
        return self._chambers.get(text or "")

    @staticmethod
    def session_of(text: str | None) -> str | None:
        """Return a session with both years whole."""
        return full_session(text) if text else None
