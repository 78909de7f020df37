"""The agreed targets that charts draw as lines, from `targets.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from milcoop_extract.records import DecimalString, Record


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
