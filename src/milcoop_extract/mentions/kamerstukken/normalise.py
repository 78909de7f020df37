"""Identifiers of parliamentary documents, as the official site forms them."""

import re


def dossier_number(text: str) -> str:
    """Return the number of a dossier without marks: "33 279", "33.279" and "33279" are "33279", "CXXIV" stays."""
    return re.sub(r"\W", "", text)


def full_session(text: str) -> str:
    """Return a session with both years whole: "2020/21" is "2020-2021", "1999/00" is "1999-2000", "98/99" is "1998-1999".

    A range of sessions ("1993/94-1996/97") gives the years of its ends.
    """
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


def identifier(
    dossier: str, suffix: str | None, number: str, *, chamber: str | None, session: str | None, last_prefixed_session: str
) -> str:
    """Return the id of a document: "kst-35570-X-53", "kst-21501-02-1888".

    An Eerste Kamer document carries its session up to `last_prefixed_session` ("kst-20082009-31700-VI-D").
    """
    prefixed = chamber == "I" and session is not None and session <= last_prefixed_session
    parts = [session.replace("-", "") if prefixed and session else None, dossier, suffix, number]
    return "-".join(["kst", *(part for part in parts if part)])
