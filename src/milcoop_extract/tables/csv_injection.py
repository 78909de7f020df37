"""Text that a spreadsheet would run as a formula, made harmless in CSV files so that it can be made what it was.

An apostrophe goes before such text, as OWASP advises against "CSV injection". Text that would be a formula behind apostrophes
of its own gets one more, too; so taking one away from whatever has one before a formula restores every text.
"""

import re

_FORMULA = re.compile(r"'*(?!-?\d+(\.\d+)?\Z)[=+\-@\t\r\n＝＋－＠]")
"""Text that spreadsheets take for a formula, full-width signs included, behind any apostrophes; not a plain number."""

FIRST = frozenset("'=+-@\t\r\n＝＋－＠")
"""The first characters of text that `guard` changes."""


def guard(text: str) -> str:
    """Return text as it stands in a CSV file."""
    return f"'{text}" if text[:1] in FIRST and _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return what `guard` was given, from what it returned."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text) else text
