"""The parts of citations of official publications: chambers, sessions, numbers and pages."""

import re

from .citation_rules import Chamber, CitationRules
from .lexicon import any_of

AND = r"(?:, | en |[,;] en |,? en in |; | resp\. | respectievelijk | alsmede | evenals | alsook | of | & | en vgl\. )"
RANGE = r"(?: ?[-–] ?| t/m | tot en met )"
CLOSED = r"\s*(?:[().:;»”\"\]]|$)"
"""A mark after the last item of a series."""

_YEARS = r"\d{4} ?[/–-]{1,2} ?['’]?(?:\d{4}|\d{2})(?!\d)"
_SESSION = rf"(?:{_YEARS}(?: ?[-–] ?{_YEARS})?|\d\d/\d\d(?!\d))"
_NO_COUNT = r"(?![ .]?\d)(?! [a-zà-ÿ]{2,}(?:en|s)\b)"
"""After a bare number of a list: no rest of a larger number, and no noun of which it is the count ("en 5 moties")."""


def with_plain_spaces(text: str) -> str:
    """Return a text of the same length in which no-break and thin spaces are spaces."""
    for space in "\u00a0\u2009\u202f":
        text = text.replace(space, " ")
    return text


class CitationForms:
    """Expressions without named groups, of which the words come from the rules."""

    def __init__(self, rules: CitationRules) -> None:
        self._chambers: dict[str, Chamber] = {word: entry.id for entry in rules.chamber for word in entry.words}
        self.chamber = any_of([*self._chambers, *rules.joint])
        self.short_chamber = any_of(word for word in self._chambers if len(word) > 1 and word != "II")
        self.session = rf"(?:(?i:{any_of(rules.session)}) )?{_SESSION}"
        self.numbers_label = rf"(?i:{any_of(rules.numbers)}):?"
        self.number_label = rf"(?:{self.numbers_label}|(?i:{any_of(rules.number)}):?)"
        page = r"\d{1,5}(?!\d)"
        label = rf"(?i:{any_of(rules.page)})"
        pages = rf"{page}(?:(?:{RANGE}| ?/ ?){page})?"
        self.pages = rf"(?:,? (?:\(bijlage \w+\),? )?{label} ?{pages}(?:(?:, ?| en )(?:{label} ?)?{pages}{_NO_COUNT})*)"

    def chamber_of(self, text: str | None) -> Chamber | None:
        """Return the chamber that a word names; none for both together."""
        return self._chambers.get(text or "")


def full_session(text: str | None) -> str | None:
    """Return a session with both years whole: "2020/21" is "2020-2021", "1999/00" is "1999-2000", "98/99" is "1998-1999".

    A range of sessions ("1993/94-1996/97") gives the years of its ends. None stays None.
    """
    if text is None:
        return None
    years = re.findall(r"\d{4}|\d{2}", text)
    first = int(years[0])
    if first < 100:
        first += 1900 if first > 40 else 2000
    last = int(years[-1])
    if last < 100:
        last += first // 100 * 100
        last += 100 if last < first else 0
    return f"{first}-{last}"


def full_pages(text: str) -> str:
    """Return pages as ranges with a hyphen and a list with commas: "blz. 7–8" is "7-8", "p. 12 en 13" is "12-13".

    What stands in brackets before them ("(bijlage 4), blz. 21") is left out.
    """
    text = re.sub(r"\(.*\)", "", text)
    pages = ["-".join(re.findall(r"\d+", item)) for item in re.findall(r"\d+(?:(?: ?[-–/] ?| t/m | tot en met )\d+)?", text)]
    if len(pages) == 2 and pages[0].isdigit() and pages[1].isdigit() and int(pages[1]) == int(pages[0]) + 1:
        return "-".join(pages)
    return ", ".join(pages)
