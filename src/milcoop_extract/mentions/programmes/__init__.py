"""Named programmes, missions, exercises, policies and formations."""

from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Programme, ProgrammeReading

from .rules import DiscoveryRules, ProgrammeRules


def _shown(value: Value) -> str:
    return str(value["name"])


TYPE = MentionType(
    package=__name__,
    record=Programme,
    reading=ProgrammeReading,
    colour=(190, 30, 160),
    shown=_shown,
    rule_files=(ProgrammeRules, DiscoveryRules),
)
