"""All rules, as a list for people: `milcoop-extract rules list` and docs/rule-ids.md."""

from collections.abc import Iterable

from milcoop_extract.facts import grammar as fact_grammar
from milcoop_extract.mentions import cue_grammar
from milcoop_extract.mentions.dates import bounds
from milcoop_extract.mentions.rule import Rule
from milcoop_extract.mentions.types import mention_types

Listed = tuple[str, Rule]
"""The table of a type of mention ("dates"), or the attribute that a cue decides, and a rule of it."""


def all_rules() -> list[Listed]:
    """Return the rules of all types, in the order of the types, and those of the cues."""
    found = [(type_.table, rule) for type_ in mention_types() for rule in type_.rules]
    return found + [(rule.type, rule) for module in (cue_grammar, bounds, fact_grammar) for rule in module.RULES]


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
