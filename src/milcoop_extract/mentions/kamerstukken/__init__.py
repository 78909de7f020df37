"""References to parliamentary documents."""

from milcoop_extract.mentions.citations import CitationRules
from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Kamerstuk, KamerstukReading

from .rules import KamerstukRules


def _shown(value: Value) -> str:
    return str(value["identifier"] or " ".join(str(part) for part in value.values() if part))


TYPE = MentionType(
    package=__name__,
    record=Kamerstuk,
    reading=KamerstukReading,
    colour=(30, 80, 220),
    shown=_shown,
    rule_files=(KamerstukRules, CitationRules),
    after=("references",),
)
