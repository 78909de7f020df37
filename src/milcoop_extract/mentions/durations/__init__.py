"""Lengths of time."""

from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Duration, DurationReading, Length, LengthRange

from .rules import DurationRules


def _shown(value: Length | LengthRange) -> str:
    return value.timex if isinstance(value, Length) else f"{value.low}–{value.high}"


TYPE = MentionType(
    package=__name__,
    record=Duration,
    reading=DurationReading,
    colour=(225, 110, 0),
    shown=_shown,
    rule_files=(DurationRules,),
)
