"""Percentages."""

from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Percentage, PercentageReading


def _shown(value: Value) -> str:
    return f"{value['percent'] if 'percent' in value else '–'.join((value['low'], value['high']))}%"


def _sort_key(value: Value) -> str | None:
    return str(value.get("percent") or value.get("low"))


TYPE = MentionType(
    package=__name__,
    record=Percentage,
    reading=PercentageReading,
    colour=(0, 160, 170),
    shown=_shown,
    sort_key=_sort_key,
)
