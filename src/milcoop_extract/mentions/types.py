"""The types of mentions: one object for each, from which everything follows that has to be done once a type.

A type is declared in the folder that is named after its table (`mentions/amounts/__init__.py` has `TYPE`), and found there: no
list of types stands anywhere. Pipeline, tables, data package, terminal, page images, report, gold and scores go through
`mention_types`. A test holds the entry points of `pyproject.toml` equal to it.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from typing import Any

from milcoop_extract.records import MENTIONS, Place, Reading
from milcoop_extract.rules import RuleFile

from .rule import Rule

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class MentionType:
    """A type of mention.

    `package` is its folder as a module (`__name__` there). `record` is the model of its records, whose `table` names the table,
    `reading` that of what a component reads off the text. `rule_files` are the models of the files of `rules/` that it alone
    needs. The components of the types in `after` (by table) must have run before its own. `colour` is that of its mentions
    wherever they are shown. `shown` writes the value of a record in one line, `sort_key` gives the number that it sorts by,
    None where its text is to sort.

    `judged` tells whether gold has mentions of the type. `not_in_gold` names the attributes that gold does not have,
    `not_compared` the parts of a value that gold may have for its reader and that are not compared.
    """

    package: str
    record: type[Place]
    reading: type[Reading]
    colour: Colour
    shown: Callable[[Any], str]
    rule_files: tuple[type[RuleFile], ...] = ()
    after: tuple[str, ...] = ()
    sort_key: Callable[[Any], str | None] = lambda _: None
    judged: bool = True
    not_in_gold: frozenset[str] = frozenset()
    not_compared: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The word for one mention, which is the `type` of its records: "amount"."""
        name: str = self.record.model_fields["type"].default
        return name

    @property
    def table(self) -> str:
        """The word for several, which is the name of the table: "amounts"."""
        return self.record.table

    @property
    def label(self) -> str:
        """The label for people: "Amount"."""
        return self.name.capitalize()

    @property
    def attributes(self) -> tuple[str, ...]:
        """The parts of a reading beside its value, in the order in which they are declared: "qualifier", "role"."""
        return tuple(name for name in self.reading.model_fields if name != "value")

    @property
    def group(self) -> str:
        """The name of the spaCy component and of the span group that it writes: "milcoop_amounts"."""
        return f"milcoop_{self.table}"

    @property
    def is_mention(self) -> bool:
        """Whether it counts among the mentions of a record; references are kept apart."""
        return self.record in MENTIONS

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that find it, which the module `grammar` of its folder declares as `RULES`."""
        found: tuple[Rule, ...] = import_module(f"{self.package}.grammar").RULES
        return found

    @property
    def entry_point(self) -> str:
        """The entry point in `pyproject.toml` by which spaCy finds the component in anyone's pipeline."""
        return f"{self.package}.component:factory"


@cache
def mention_types() -> tuple[MentionType, ...]:
    """Return the types in the order of the models in `records`, mentions first."""
    folder = import_module(__package__ or "")
    packages = [f"{__package__}.{module.name}" for module in pkgutil.iter_modules(folder.__path__) if module.ispkg]
    found: list[MentionType] = [import_module(package).TYPE for package in packages]
    order = {model: number for number, model in enumerate(MENTIONS)}
    return tuple(sorted(found, key=lambda type_: (order.get(type_.record, len(order)), type_.name)))


@cache
def in_running_order() -> tuple[MentionType, ...]:
    """Return the types in an order in which their components can run. Raises graphlib.CycleError where there is none."""
    types = {type_.table: type_ for type_ in mention_types()}
    order = TopologicalSorter({table: type_.after for table, type_ in types.items()}).static_order()
    return tuple(types[table] for table in order)


@cache
def by_name() -> Mapping[str, MentionType]:
    """Return the types by the word for one mention ("amount")."""
    return {type_.name: type_ for type_ in mention_types()}
