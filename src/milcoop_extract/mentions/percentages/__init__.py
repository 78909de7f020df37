"""Percentages."""

from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import NumberRange, Percent, Percentage, PercentageReading


def _shown(value: Percent | NumberRange) -> str:
    return f"{value.percent}%" if isinstance(value, Percent) else f"{value.low}–{value.high}%"


def _sort_key(value: Percent | NumberRange) -> str:
    return value.percent if isinstance(value, Percent) else value.low


TYPE = MentionType(
    package=__name__,
    record=Percentage,
    reading=PercentageReading,
    colour=(0, 160, 170),
    shown=_shown,
    sort_key=_sort_key,
    not_in_gold=frozenset({"points"}),
)
