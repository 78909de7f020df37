"""The words of the report, from `labels.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Self

from milcoop_extract.records import DecimalString, Record


class Target(Record):
    """An agreed target: a line in the chart of an indicator, from the year `since` on."""

    indicator: str
    value: DecimalString
    since: int
    label: str


class Labels(Record):
    """What types, indicators, statuses and subjects are called; what has no entry is called by its id."""

    types: dict[str, str]
    indicators: dict[str, str]
    statuses: dict[str, str]
    subjects: dict[str, str]
    target: tuple[Target, ...]

    def with_subjects(self, names: Mapping[str, str]) -> Self:
        """Return these words with names of more subjects."""
        return self.model_copy(update={"subjects": {**names, **self.subjects}})

    def type(self, name: str) -> str:
        """Return what a type of mention is called."""
        return self.types.get(name, name)

    def indicator(self, name: str) -> str:
        """Return what an indicator is called."""
        return self.indicators.get(name, name.replace("_", " ").capitalize())

    def subject(self, name: str) -> str:
        """Return what a subject is called: of a country or organisation its English and Dutch name."""
        return self.subjects.get(name, name)

    def short_subject(self, name: str) -> str:
        """Return the English name of a subject alone."""
        return self.subject(name).partition(" (")[0]

    def status(self, name: str) -> str:
        """Return what a status is called."""
        return self.statuses.get(name, name)


@cache
def labels() -> Labels:
    """Return the words of the report."""
    return Labels.model_validate(tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")))
