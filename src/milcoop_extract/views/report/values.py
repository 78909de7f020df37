"""Values of mentions and facts as a person reads them. Nothing is rounded: a value is only written in larger units."""

from milcoop_extract.mentions.numbers import grouped
from milcoop_extract.mentions.types import by_name
from milcoop_extract.views.results import Data

_ORDER = {"approx": "about ", "min": "at least ", "max": "at most ", "over": "over ", "under": "under "}


def quantity(value: str, unit: str, qualifier: str | None = None) -> str:
    """Return a number with its unit: "about EUR 4.76 billion", "1.57%", "150 persons"."""
    before = _ORDER.get(qualifier or "", "")
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


def shown(mention: Data) -> str:
    """Return the value of a mention or reference in one line."""
    return by_name()[mention["type"]].shown(mention["value"])


def details(mention: Data) -> list[str]:
    """Return what a mention says beside its value, in words."""
    found = [mention.get("qualifier"), mention.get("kind"), mention.get("bound")]
    found += [mention.get("role") if mention.get("role") != "level" else None]
    found += ["share of gross domestic product" if mention.get("basis") == "gdp" else None]
    flags = {"points": "percentage points", "implicit": "currency from the context", "resolved": "resolved by the context"}
    found += [words for flag, words in {**flags, "discovered": "name not in the rules"}.items() if mention.get(flag)]
    return [str(word) for word in found if word]


def number(mention: Data) -> str | None:
    """Return what a mention sorts by: a sum, a percentage or the first day of a date; None where its text is to sort."""
    return by_name()[mention["type"]].sort_key(mention["value"])
