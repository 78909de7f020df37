"""Numbers of people in uniform."""

from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Headcount, HeadcountReading, People

from .rules import HeadcountRules


def _shown(value: People) -> str:
    return f"{value.number} persons"


def _sort_key(value: People) -> str:
    return value.number


TYPE = MentionType(
    package=__name__,
    record=Headcount,
    reading=HeadcountReading,
    colour=(120, 90, 40),
    shown=_shown,
    sort_key=_sort_key,
    rule_files=(HeadcountRules,),
)
