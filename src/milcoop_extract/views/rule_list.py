"""All rules, as a list for people: `milcoop-extract rules list` and docs/rule-ids.md."""

from collections.abc import Iterable

from milcoop_extract.facts import grammar as fact_grammar
from milcoop_extract.mentions import cue_grammar
from milcoop_extract.mentions.dates import bounds
from milcoop_extract.mentions.rule import Rule
from milcoop_extract.mentions.types import mention_types

Listed = tuple[str, Rule]
"""The table of a type of mention ("dates"), or the attribute that a cue decides, and a rule of it."""

_HEAD = (
    "# Rules",
    "",
    "The id of a rule stands beside each mention in tables and records; that of a cue with its words in the records. In an",
    "example, the bold words are found by the rule, or have an attribute that the cue decided.",
    "This page is made by `milcoop-extract rules list --format markdown`.",
    "",
)


def all_rules() -> list[Listed]:
    """Return the rules of all types, in the order of the types, and those of the cues."""
    found = [(type_.table, rule) for type_ in mention_types() for rule in type_.rules]
    return found + [(rule.type, rule) for module in (cue_grammar, bounds, fact_grammar) for rule in module.RULES]


def to_markdown(rules: Iterable[Listed]) -> str:
    """Return a page with a table that has a line for each rule.

    >>> print(to_markdown([("dates", Rule("date.day", "A day", ("Op [[3 mei 2020]].",)))]))
    # Rules
    <BLANKLINE>
    The id of a rule stands beside each mention in tables and records; that of a cue with its words in the records. In an
    example, the bold words are found by the rule, or have an attribute that the cue decided.
    This page is made by `milcoop-extract rules list --format markdown`.
    <BLANKLINE>
    | rule | type | what | example |
    |---|---|---|---|
    | `date.day` | dates | A day | Op **3 mei 2020**. |
    <BLANKLINE>
    """
    lines = [*_HEAD, "| rule | type | what | example |", "|---|---|---|---|"]
    for name, rule in rules:
        example = next(iter(rule.examples), "").replace("|", "\\|").replace("[[", "**").replace("]]", "**")
        lines.append(f"| `{rule.id}` | {name} | {rule.what} | {example} |")
    return "\n".join(lines) + "\n"
