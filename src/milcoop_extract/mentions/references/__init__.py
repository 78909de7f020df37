"""References to official sources that are no Kamerstukken."""

from milcoop_extract.mentions.citation_rules import CitationRules
from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import OfficialSource, Reference, ReferenceReading

from .rules import ReferenceRules


def _shown(value: OfficialSource) -> str:
    return value.identifier or " ".join(part for _, part in value if part)


TYPE = MentionType(
    package=__name__,
    record=Reference,
    reading=ReferenceReading,
    colour=(120, 120, 120),
    shown=_shown,
    rule_files=(ReferenceRules, CitationRules),
    judged=False,
)
