"""Named programmes, missions, exercises, policies and formations."""

from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Programme, ProgrammeName, ProgrammeReading

from .rules import DiscoveryRules, ProgrammeRules


def _shown(value: ProgrammeName) -> str:
    return value.name


TYPE = MentionType(
    package=__name__,
    record=Programme,
    reading=ProgrammeReading,
    colour=(190, 30, 160),
    shown=_shown,
    rule_files=(ProgrammeRules, DiscoveryRules),
    not_in_gold=frozenset({"discovered"}),
    not_compared=frozenset({"name"}),
)
