"""Identifiers of Handelingen and Aanhangsel as the official site forms them, and the numbers of European acts."""

import re

_CHAMBERS = {"I": "ek", "II": "tk"}
_MOST_PAGES = 500
"""The most pages of one debate; "39-2410" is page 2410 of meeting 39, not a range."""


def debate_identifier(
    *, chamber: str | None, session: str | None, number: str | None, item: str | None, pages: str | None, first_items: str
) -> str | None:
    """Return the id of a report of a debate: "h-tk-20242025-20-3" by meeting and item, "h-tk-20082009-7140-7144" by pages.

    `first_items` is the first session that has items, in which both are found; before it only the pages identify a report.
    """
    if chamber is None or session is None:
        return None
    start = f"h-{_CHAMBERS[chamber]}-{session.replace('-', '')}"
    if session >= first_items and number and item:
        return f"{start}-{number}-{item}"
    ends = re.fullmatch(r"(\d+)-(\d+)", pages or "")
    if session <= first_items and ends and 0 <= int(ends[2]) - int(ends[1]) <= _MOST_PAGES:
        return f"{start}-{pages}"
    return None


def questions_identifier(*, chamber: str | None, session: str | None, number: str) -> str | None:
    """Return the id of written questions with their answers: "ah-tk-20222023-3649"."""
    return f"ah-{_CHAMBERS[chamber]}-{session.replace('-', '')}-{number}" if chamber and session else None


def act_number(text: str, *, labelled: bool) -> tuple[str, str] | None:
    """Return year and number of a European act: "2021/697", "nr. 575/2013" (`labelled`) and "95/46".

    Acts have the year first since 2015, and directives and decisions always; regulations before had it last, after "nr.".
    """
    first, last = text.split("/")
    if labelled or not _is_year(first):
        first, last = last, first
    if not _is_year(first):
        return None
    return (first if len(first) == 4 else f"19{first}"), last


def _is_year(text: str) -> bool:
    return re.fullmatch(r"19[5-9]\d|20\d\d|[5-9]\d", text) is not None
