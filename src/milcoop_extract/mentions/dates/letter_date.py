"""The date of a letter where its head does not tell it: from the name of its file, else inferred from its text."""

import re
from collections import Counter
from datetime import date as Day

from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses

from .expression import Unit
from .parser import DateForms

_LONG = {Unit.DECADE, Unit.CENTURY}

_EVIDENCE = 5
"""The number of times that a year must be named before the text is taken to report on it."""


def date_in_name(name: str) -> Day | None:
    """Return the day in a file name ("2023-02-03-brief.txt", "brief_20230203.txt"), or None."""
    match = re.search(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)", name)
    try:
        return Day(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def infer_date(doc: Doc, forms: DateForms) -> Day | None:
    """Return a day by which the relative dates of a letter can be read, or None where the text names too few years.

    It is the last day that the letter names in the year that it names most; the end of that year where it names no day. The
    expressions that it finds are kept in the document for the component, which would find the same.
    """
    expressions = forms.keep(doc, Clauses(doc))
    years = Counter(item.year for item in expressions if item.year and not item.last_year and item.unit not in _LONG)
    if not years:
        return None
    year, count = max(years.items(), key=lambda item: (item[1], item[0]))
    if count < _EVIDENCE:
        return None
    days = []
    for item in expressions:
        if item.unit is Unit.DAY and item.month and item.number and item.year in {year, None}:
            try:
                days.append(Day(year, item.month, item.number))
            except ValueError:  # a day that the calendar does not have
                continue
    return max(days, default=Day(year, 12, 31))
