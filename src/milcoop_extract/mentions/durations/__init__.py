"""Lengths of time."""

from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Duration, DurationReading

from .rules import DurationRules


def _shown(value: Value) -> str:
    return str(value["timex"] if "timex" in value else f"{value['low']}–{value['high']}")


TYPE = MentionType(
    package=__name__,
    record=Duration,
    reading=DurationReading,
    colour=(225, 110, 0),
    shown=_shown,
    rule_files=(DurationRules,),
)
