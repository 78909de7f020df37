"""Rules and cues: what can fire, and the words by which something was decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from milcoop_extract.records import Cue, CuedAttribute

__all__ = ["Cue", "CuedAttribute", "Rule", "by_id"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which something is written, under the id that stands beside what it finds.

    `examples` are sentences in which the rule fires, with what it finds in double brackets ("Dat kost [[€ 5 miljoen]]."); in
    the sentences of `near_misses` it finds nothing. A test runs both, `milcoop-extract rules list` prints the first example.
    `pattern` is the expression or the name of the matcher pattern where one alone makes the rule, "" where code reads outwards
    from an anchor.

    >>> Rule("amount.sign-first", "A sign before figures", examples=("Dat kost [[€ 5 miljoen]].",)).type
    'amount'
    """

    id: str
    what: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def type(self) -> str:
        """The first part of the id: the type of mention, or the attribute that a cue decides."""
        return self.id.partition(".")[0]


def by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Return rules by their ids. Raises ValueError for an id that two of them have."""
    found: dict[str, Rule] = {}
    for rule in rules:
        if found.setdefault(rule.id, rule) is not rule:
            raise ValueError(f"two rules have the id {rule.id}")
    return found
