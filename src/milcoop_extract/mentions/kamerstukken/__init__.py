"""References to parliamentary documents."""

from milcoop_extract.mentions.citation_rules import CitationRules
from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Citation, Kamerstuk, KamerstukReading

from .rules import KamerstukRules


def _shown(value: Citation) -> str:
    return value.identifier or " ".join(part for _, part in value if part)


TYPE = MentionType(
    package=__name__,
    record=Kamerstuk,
    reading=KamerstukReading,
    colour=(30, 80, 220),
    shown=_shown,
    rule_files=(KamerstukRules, CitationRules),
    after=("references",),
)
