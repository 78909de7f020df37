"""Calendar time: days, months, years, and stretches of them."""

from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Date, DateReading, Interval

from .rules import CalendarRules


def _shown(value: Interval) -> str:
    if value.start is None:
        return value.timex
    days = (value.start.isoformat(), value.end.isoformat() if value.end else "?")
    return " – ".join(dict.fromkeys(days))


def _sort_key(value: Interval) -> str | None:
    return value.start.isoformat().replace("-", "") if value.start else None


TYPE = MentionType(
    package=__name__,
    record=Date,
    reading=DateReading,
    colour=(200, 160, 0),
    shown=_shown,
    sort_key=_sort_key,
    rule_files=(CalendarRules,),
    after=("references", "kamerstukken", "programmes"),
)
