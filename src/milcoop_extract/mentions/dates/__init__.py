"""Calendar time: days, months, years, and stretches of them."""

from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Date, DateReading

from .rules import CalendarRules


def _shown(value: Value) -> str:
    days = list(dict.fromkeys(value[end] or "?" for end in ("start", "end")))
    return str(value["timex"]) if value["start"] is None else " – ".join(days)


def _sort_key(value: Value) -> str | None:
    return str(value["start"]).replace("-", "") if value["start"] else None


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
