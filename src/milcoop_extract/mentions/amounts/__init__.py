"""Sums of money."""

from milcoop_extract.mentions.numbers import grouped
from milcoop_extract.mentions.types import MentionType
from milcoop_extract.records import Amount, AmountReading, Money, MoneyRange

from .rules import CurrencyRules


def _shown(value: Money | MoneyRange) -> str:
    ends = [value.amount] if isinstance(value, Money) else [value.low, value.high]
    return f"{value.currency} {'–'.join(map(grouped, ends))}"


def _sort_key(value: Money | MoneyRange) -> str:
    return value.amount if isinstance(value, Money) else value.low


TYPE = MentionType(
    package=__name__,
    record=Amount,
    reading=AmountReading,
    colour=(0, 160, 60),
    shown=_shown,
    sort_key=_sort_key,
    rule_files=(CurrencyRules,),
)
