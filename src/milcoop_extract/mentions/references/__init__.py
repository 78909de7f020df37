"""References to official sources that are no Kamerstukken."""

from milcoop_extract.mentions.citations import CitationRules
from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Reference, ReferenceReading

from .rules import ReferenceRules


def _shown(value: Value) -> str:
    return str(value["identifier"] or " ".join(str(part) for part in value.values() if part))


TYPE = MentionType(
    package=__name__,
    record=Reference,
    reading=ReferenceReading,
    colour=(70, 110, 150),
    shown=_shown,
    rule_files=(ReferenceRules, CitationRules),
)
