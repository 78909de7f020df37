"""Identifiers of parliamentary documents, as the official site forms them."""

import re


def dossier_number(text: str) -> str:
    """Return the number of a dossier without marks: "33 279", "33.279" and "33279" are "33279", "CXXIV" stays."""
    return re.sub(r"\W", "", text)


def identifier(
    dossier: str, suffix: str | None, number: str, *, chamber: str | None, session: str | None, last_prefixed_session: str
) -> str:
    """Return the id of a document: "kst-35570-X-53", "kst-21501-02-1888".

    An Eerste Kamer document carries its session up to `last_prefixed_session` ("kst-20082009-31700-VI-D").
    """
    prefixed = chamber == "I" and session is not None and session <= last_prefixed_session
    parts = [session.replace("-", "") if prefixed and session else None, dossier, suffix, number]
    return "-".join(["kst", *(part for part in parts if part)])
