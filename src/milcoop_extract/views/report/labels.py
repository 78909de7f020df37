"""The words of the report: what things are called, and the targets in its charts, from `targets.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from milcoop_extract.records import DecimalString, Record

TYPES: Mapping[str, str] = {
    name: name.capitalize() for name in ("amount", "percentage", "date", "duration", "kamerstuk", "programme", "reference")
}
"""What the types of mentions are called, in the order in which they are shown."""


class Target(Record):
    """An agreed target: a line in the chart of an indicator, from the year `since` on."""

    indicator: str
    value: DecimalString
    since: int
    label: str


class _Targets(Record):
    target: tuple[Target, ...]


@cache
def targets() -> tuple[Target, ...]:
    """Return the targets that are drawn in charts."""
    text = files(__package__).joinpath("targets.toml").read_text(encoding="utf-8")
    return _Targets.model_validate(tomllib.loads(text)).target
