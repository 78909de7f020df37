"""Readers of the grammar of dates: from the groups of a form to an expression.

A reader gets the groups that took part in a match, in small letters, and returns what `forms.Form.read` says.
"""

from typing import Any

from .expression import Edge
from .forms import Groups, Said
from .terminals import DateWords

_TURN = 30
"""Two figures of a year from this on are of the twentieth century, others of the twenty-first."""


def unit(groups: Groups, words: DateWords) -> Said:
    """Read a year, season, month or other unit, with what narrows and places it."""
    month = words.months[groups["month"]] if "month" in groups else None
    return {
        "month": month,
        "season": words.seasons.get(groups.get("season", ""), ""),
        **_narrow(groups, words),
        **_when(groups, words),
    }


def numeric_day(groups: Groups, words: DateWords) -> Said:
    """Read a day in figures."""
    month, day = int(groups["month"]), int(groups["number"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return {}
    return {"month": month, "number": day, **_when(groups, words)}


def day(groups: Groups, words: DateWords) -> Said:
    """Read a day, or the first and the last of several, with its month in a word."""
    number = int(groups["number"]) if "number" in groups else words.day_numbers[groups["word"]]
    last = _number(groups, "last")
    if not 1 <= number <= 31 or (last is not None and not number < last <= 31):
        return {}
    return {"month": words.months[groups["month"]], "number": number, "last": last, **_when(groups, words)}


def quarter(groups: Groups, words: DateWords) -> Said:
    """Read a quarter of a year; the last one is the fourth."""
    number = int(groups["number"]) if "number" in groups else words.ordinals[groups["ordinal"]] or 4
    return {"number": number, **_narrow(groups, words), **_when(groups, words)}


def week(groups: Groups, words: DateWords) -> Said:
    """Read a week by its number in the year, or in a month."""
    number = int(groups["number"]) if "number" in groups else words.ordinals[groups["ordinal"]]
    last = _number(groups, "last")
    if number > 53 or (last is not None and not number < last <= 53):
        return {}
    return {"number": number, "last": last, "month": words.months.get(groups.get("month", "")), **_when(groups, words)}


def decade(groups: Groups, words: DateWords) -> Said:
    """Read a decade, in a word or in figures, of this century or of one that is named."""
    narrowed = _narrow(groups, words)
    if "year" in groups:
        return {**narrowed, "year": int(groups["year"]) * 10}
    digit = words.decades[groups["word"]] if "word" in groups else int(groups.get("digit") or groups["digits"])
    if "century" in groups:
        return {**narrowed, "year": _first_year(groups, words) + digit * 10}
    return {**narrowed, "number": digit, "offset": _when(groups, words)["offset"]}


def relative_decade(groups: Groups, words: DateWords) -> Said:
    """Read "dit decennium"; "het afgelopen decennium" is ten years that end now, and no decade."""
    said = unit(groups, words)
    return {} if said["past"] else said


def century(groups: Groups, words: DateWords) -> Said:
    """Read a century."""
    said = unit(groups, words)
    return {**said, "year": _first_year(groups, words)} if "century" in groups else said


def weekday(groups: Groups, words: DateWords) -> Said:
    """Read a day of the week beside the date of the letter, or in a week beside it."""
    said = {"weekday": words.weekdays[groups["weekday"]], **_when(groups, words)}
    if said["offset"] is None:
        said["offset"] = -1 if said["recent"] else 1
    return {**said, "in_week": "in_week" in groups}


def day_name(groups: Groups, words: DateWords) -> Said:
    """Read a word for a day beside the date of the letter."""
    return {"offset": words.days[groups["day"]]}


def school_year(groups: Groups, words: DateWords) -> Said:
    """Read a year that runs from summer to summer."""
    return {**unit(groups, words), "school": True}


def month_in_figures(groups: Groups, words: DateWords) -> Said | None:  # noqa: ARG001
    """Read "2020-11", which is a month unless its last two figures can be a later year ("2010-11")."""
    year, month = int(groups["year"]), int(groups["last"])
    return {"year": year, "month": month} if 1 <= month <= 12 and month <= year % 100 else None


def years(groups: Groups, words: DateWords) -> Said:  # noqa: ARG001
    """Read the first and the last of several years."""
    first, last = int(groups["year"]), int(groups["last"])
    if last < 100:
        last += first // 100 * 100
        last += 100 if last <= first else 0
    return {"year": first, "last_year": last} if first < last else {}


def _when(groups: Groups, words: DateWords) -> Said:
    """Read the year, and the words that place it beside the date of the letter."""
    relative = words.relatives.get(groups.get("rel", ""))
    named = words.relatives.get(groups.get("when", ""))
    short = groups["short"][-2:] if "short" in groups else ""
    return {
        "year": int(short) + (1900 if int(short) >= _TURN else 2000) if short else _number(groups, "year"),
        "short": bool(short),
        "offset": relative.offset if relative else None,
        "past": relative.past if relative else False,
        "recent": "recent" in groups or (named is not None and named.offset < 0),
        "coming": "coming" in groups or (named is not None and named.offset > 0),
        "current": "same" in groups or (named is not None and named.offset == 0),
    }


def _narrow(groups: Groups, words: DateWords) -> Said:
    """Read the words that narrow a unit."""
    said: dict[str, Any] = {"mod": words.mods.get(groups.get("mod", ""))}
    if "half" in groups:
        said["half"] = int(groups["half"]) if groups["half"].isdigit() else words.ordinals[groups["half"]] or 2
    if "counted" in groups:
        counted = words.units[groups["counted"]]
        count = words.count(groups["count"]) if "count" in groups else 1
        said["edge"] = Edge(count * counted.count, counted.designator, last=words.ordinals[groups["edge"]] == 0)
    if "rim" in groups:
        said["edge"] = Edge(1, "D", last=words.rims[groups["rim"]])
    return said


def _first_year(groups: Groups, words: DateWords) -> int:
    """Return the first year of a century, as it is spoken of: 1900 for the twentieth."""
    return (words.ordinals[groups["century"]] - 1) * 100


def _number(groups: Groups, name: str) -> int | None:
    return int(groups[name]) if name in groups else None
