"""All rules, as a list for people: `milcoop-extract rules list` and docs/rule-ids.md."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from .rule import Rule
from .types import mention_types

_CUES = ("milcoop_extract.mentions.cues", "milcoop_extract.facts.cues")
"""The modules beside the types that may declare rules."""

Listed = tuple[str, Rule]
"""The table of a type of mention ("dates"), or the attribute that a cue decides, and a rule of it."""


def all_rules() -> list[Listed]:
    """Return the rules of all types, in the order of the types, and those of the cues."""
    found = [(type_.table, rule) for type_ in mention_types() for rule in _rules_of(f"{type_.package}.grammar")]
    return found + [(rule.type, rule) for module in _CUES for rule in _rules_of(module)]


def _rules_of(module: str) -> tuple[Rule, ...]:
    return getattr(import_module(module), "RULES", ()) if find_spec(module) else ()


def to_markdown(rules: Iterable[Listed]) -> str:
    """Return a table with a line for each rule.

    >>> print(to_markdown([("dates", Rule("date.day", "A day", ("Op [[3 mei 2020]].",)))]))
    | rule | type | what | example |
    |---|---|---|---|
    | `date.day` | dates | A day | Op **3 mei 2020**. |
    <BLANKLINE>
    """
    lines = ["| rule | type | what | example |", "|---|---|---|---|"]
    for name, rule in rules:
        example = next(iter(rule.examples), "").replace("|", "\\|").replace("[[", "**").replace("]]", "**")
        lines.append(f"| `{rule.id}` | {name} | {rule.what} | {example} |")
    return "\n".join(lines) + "\n"
