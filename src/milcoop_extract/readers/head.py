"""The head of a letter: which lines belong to it, and what it says of the letter."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from datetime import datetime
from itertools import takewhile

from milcoop_extract.document import Metadata
from milcoop_extract.errors import DateError

from .rules import MonthRules, ReadingRules

_DOSSIER = r"(?P<dossier>\d{2} ?\d{3}(?:[ -](?:[IVXLC]+[A-Z]?|[A-Z]|\d{2})(?![\w-]))?)"
_TITLED_DOSSIER = re.compile(rf"{_DOSSIER}(?: (?:\| ?)?(?P<title>[^\W\d].*))?")
_NUMBER = re.compile(r"Nr\. (?P<number>\d+)(?: (?:\| ?)?[A-Z]{2}.*)?")
_SESSION = re.compile(r"Vergaderjaar (?P<session>\d{4}[–-]\d{4})", re.IGNORECASE)
_RUNNING_LINE = re.compile(rf"{_SESSION.pattern}, {_DOSSIER}, nr\. (?P<number>\d+)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"kst-(?P<dossier>\d{5}(?:-(?:[IVXLC]+[A-Z]?|[A-Z]|\d{2})(?=-))?)-(?P<number>\d+|[A-Z]{1,2})\b")
_NUMERIC_DAY = re.compile(r"(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{4})\b")
_WRITTEN_DAY = re.compile(r"(?P<day>\d{1,2}) (?P<month>[^\W\d]+) (?P<year>\d{4})")
_ISO_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_MAX_LINES = 60


def as_day(date: object, months: MonthRules) -> Day | None:
    """Return the day that a user means: a date, a datetime or Timestamp, or a string in ISO 8601 or as it is written in Dutch.

    None stays None. Raises DateError for anything else, and for a day that the calendar does not have.
    """
    try:
        if isinstance(date, datetime):
            return date.date()  # NaT raises ValueError
        if date is None or isinstance(date, Day):
            return date
        if isinstance(date, str):
            return _day_of(date.strip(), {name: entry.number for entry in months.month for name in entry.names})
    except DateError:
        raise
    except ValueError as error:
        raise DateError(f"{date!r} is not a day of the calendar: {error}") from error
    raise DateError(f"{date!r} is not a date; give a day, or a string such as 2023-02-03")


def _day_of(text: str, months: dict[str, int]) -> Day:
    if match := _NUMERIC_DAY.fullmatch(text):
        return Day(int(match["year"]), int(match["month"]), int(match["day"]))
    match = _WRITTEN_DAY.fullmatch(text)
    if match and match["month"].casefold() in months:
        return Day(int(match["year"]), months[match["month"].casefold()], int(match["day"]))
    if _ISO_DAY.match(text):
        return datetime.fromisoformat(text).date()
    raise DateError(f"{text!r} is not a date; write it as 2023-02-03, 3-2-2023 or 3 februari 2023")


class LetterHead:
    """Recognises the head of a letter and reads it."""

    def __init__(self, rules: ReadingRules) -> None:
        head = rules.sections.head
        self._months = {name.casefold(): entry.number for entry in rules.months.month for name in entry.names}
        day = rf"(?P<day>\d{{1,2}}) (?P<month>{_any_of(self._months)}) (?P<year>\d{{4}})\b"
        self._day = re.compile(day, re.IGNORECASE)
        self._place_and_day = re.compile(rf"[’']?[^\W\d][\w -]{{1,30}}, ?{day}", re.IGNORECASE)
        self._subject = _label(head.subject)
        self._date = _label(head.date)
        self._salutation = re.compile(rf"(?:{_any_of(head.salutation)})\b[^.]*", re.IGNORECASE)
        self._other = re.compile(_any_of(head.other), re.IGNORECASE)

    def extent(self, lines: Sequence[str]) -> int:
        """Return how many of the first lines of a letter are its head.

        It ends with the salutation; else with the last line that stands nowhere but in a head, and the lines right below that
        which are known from heads.
        """
        extent = 0
        for count, text in enumerate(lines[:_MAX_LINES], 1):
            if self._salutation.fullmatch(text):
                return count
            if self._tells(text):
                extent = count
        if extent:
            extent += sum(1 for _ in takewhile(self._other.match, lines[extent:_MAX_LINES]))
        return extent

    def read(self, lines: Sequence[str], running: Sequence[str], name: str) -> Metadata:
        """Return what the lines of the head say of the letter; where they do not, the lines on every page and the file name."""
        number = _first(_NUMBER.fullmatch, lines)
        dossier = _first(_TITLED_DOSSIER.fullmatch, lines) if number else None
        sources = (
            _first(_IDENTIFIER.search, [name, *running]),
            _first(_RUNNING_LINE.search, running),
            _first(_SESSION.search, lines),
            dossier,
            number,
        )
        found = {key: value for match in sources if match for key, value in match.groupdict().items() if value}
        session = found.get("session")
        return Metadata(
            title=_value(self._subject, lines) or found.get("title") or (_line_after(dossier, lines) if dossier else None),
            date=self._date_of(lines),
            dossier=_plain_dossier(found["dossier"]) if "dossier" in found else None,
            number=found.get("number"),
            session=session and session.replace("–", "-"),
        )

    def _date_of(self, lines: Sequence[str]) -> Day | None:
        labelled = _value(self._date, lines) or ""
        match = self._day.match(labelled) or _NUMERIC_DAY.match(labelled) or _first(self._place_and_day.fullmatch, lines)
        if match is None:
            return None
        month = match["month"].casefold()
        try:
            return Day(int(match["year"]), self._months.get(month) or int(month), int(match["day"]))
        except ValueError:
            return None

    def _tells(self, text: str) -> bool:
        """Whether a line stands in the head of a letter and nowhere else."""
        if self._place_and_day.fullmatch(text) or _SESSION.fullmatch(text) or _NUMBER.fullmatch(text):
            return True
        return not text.endswith(".") and bool(self._subject.fullmatch(text) or self._date.fullmatch(text))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _label(words: Iterable[str]) -> re.Pattern[str]:
    """Return the expression for a line that begins with one of the words, alone or with a value after it.

    Letter case counts: a wrapped line may begin with "betreft", too.
    """
    return re.compile(rf"(?:{_any_of({*words, *map(str.upper, words)})})(?: ?:)?(?: (?P<value>.+))?")


def _first(find: Callable[[str], re.Match[str] | None], texts: Iterable[str]) -> re.Match[str] | None:
    return next(filter(None, map(find, texts)), None)


def _value(label: re.Pattern[str], lines: Sequence[str]) -> str | None:
    """Return what a line has after its label, or the line after a label that stands alone."""
    match = _first(label.fullmatch, lines)
    return match["value"] or _line_after(match, lines) if match else None


def _line_after(match: re.Match[str], lines: Sequence[str]) -> str | None:
    place = lines.index(match.string) + 1
    return lines[place] if place < len(lines) else None


def _plain_dossier(printed: str) -> str:
    """Return a dossier number as identifiers have it: "35 570 X" is "35570-X"."""
    digits = printed.replace(" ", "", 1) if printed[2] == " " else printed
    return digits.replace(" ", "-")
