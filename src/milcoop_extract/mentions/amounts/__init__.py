"""Sums of money."""

from milcoop_extract.mentions.numbers import grouped
from milcoop_extract.mentions.types import MentionType, Value
from milcoop_extract.records import Amount, AmountReading

from .rules import CurrencyRules


def _shown(value: Value) -> str:
    ends = [value["amount"]] if "amount" in value else [value["low"], value["high"]]
    return f"{value['currency']} {'–'.join(map(grouped, ends))}"


def _sort_key(value: Value) -> str | None:
    return str(value.get("amount") or value.get("low"))


TYPE = MentionType(
    package=__name__,
    record=Amount,
    reading=AmountReading,
    colour=(0, 160, 60),
    shown=_shown,
    sort_key=_sort_key,
    rule_files=(CurrencyRules,),
)
