"""Values of mentions and facts as a person reads them. Nothing is rounded: a value is only written in larger units."""

from milcoop_extract.mentions.numbers import grouped
from milcoop_extract.mentions.types import by_name
from milcoop_extract.records import Mention, Reference

QUALIFIERS = {"approx": "about ", "min": "at least ", "max": "at most ", "over": "over ", "under": "under "}
"""The words before a number, by its qualifier."""


def quantity(value: str, unit: str, qualifier: str | None = None) -> str:
    """Return a number with its unit: "about EUR 4.76 billion", "1.57%", "150 persons"."""
    before = QUALIFIERS.get(qualifier or "", "")
    if unit == "%":
        return f"{before}{value}%"
    return f"{before}{unit} {grouped(value)}" if _is_currency(unit) else f"{before}{grouped(value)} {unit}"


def converted(value: str, unit: str, qualifier: str | None, equivalent_value: str | None, equivalent_unit: str | None) -> str:
    """Return a number with its unit, and behind it what the letter converts it to."""
    number = quantity(value, unit, qualifier)
    return f"{number} ({quantity(equivalent_value, equivalent_unit)})" if equivalent_value and equivalent_unit else number


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def size(value: str, unit: str, equivalent_value: str | None, equivalent_unit: str | None) -> tuple[str, str]:
    """Return the number and the unit by which a fact is set beside others: the euros that the letter converts it to, if any."""
    return (equivalent_value, "EUR") if equivalent_value and equivalent_unit == "EUR" else (value, unit)


def signed(value: str, unit: str) -> str:
    """Return a change with its sign: "+EUR 1.5 billion", "−0.2 points" for percentages."""
    amount = value.removeprefix("-")
    sign = "−" if value.startswith("-") else "+"
    return f"{sign}{amount} points" if unit == "%" else f"{sign}{quantity(amount, unit)}"


def shown(mention: Mention | Reference) -> str:
    """Return the value of a mention or reference in one line."""
    return by_name()[mention.type].shown(mention.value)


_WORDS = {
    ("role", "level"): "",
    ("basis", "gdp"): "share of gross domestic product",
    ("points", True): "percentage points",
    ("implicit", True): "currency from the context",
    ("resolved", True): "resolved by the context",
    ("discovered", True): "name not in the rules",
}
"""The words for attributes whose own value or name does not say enough."""


def details(mention: Mention | Reference) -> list[str]:
    """Return what a mention says beside its value, in words."""
    type_ = by_name()[mention.type]
    said = [(name, getattr(mention, name)) for name in type_.attributes if name != "equivalent_to"]
    said.sort(key=lambda item: item[1] is True)  # what is just so, behind what has a value
    return list(filter(None, (_in_words(name, value) for name, value in said if value)))


def _in_words(name: str, value: object) -> str:
    return _WORDS.get((name, value), name if value is True else str(value))


def number(mention: Mention | Reference) -> str | None:
    """Return what a mention sorts by: a sum, a percentage or the first day of a date; None where its text is to sort."""
    return by_name()[mention.type].sort_key(mention.value)
