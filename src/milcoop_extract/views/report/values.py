"""Values of mentions and facts as a person reads them. Nothing is rounded: a value is only written in larger units."""

from decimal import Context, Decimal

from milcoop_extract.views.results import Data

_MAGNITUDES = ((12, "trillion"), (9, "billion"), (6, "million"))
_EXACT = Context(prec=10_000)
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


def grouped(value: str) -> str:
    """Return a decimal string in millions, billions or trillions, or with its thousands set apart, exact in each case."""
    exact = Decimal(value)
    for exponent, name in _MAGNITUDES:
        if exact.adjusted() >= exponent:
            return f"{_plain(exact.scaleb(-exponent, _EXACT))} {name}"
    return _plain(exact)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
    value = mention["value"]
    match mention["type"]:
        case "amount":
            ends = [value["amount"]] if "amount" in value else [value["low"], value["high"]]
            return f"{value['currency']} {'–'.join(map(grouped, ends))}"
        case "percentage":
            return f"{value['percent'] if 'percent' in value else '–'.join((value['low'], value['high']))}%"
        case "date":
            days = list(dict.fromkeys(value[end] or "?" for end in ("start", "end")))
            return value["timex"] if value["start"] is None else " – ".join(days)
        case "duration":
            return str(value["timex"] if "timex" in value else f"{value['low']}–{value['high']}")
        case "programme":
            return str(value["name"])
    return str(value["identifier"] or " ".join(str(part) for part in value.values() if part))


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
    value = mention["value"]
    match mention["type"]:
        case "amount" | "percentage":
            return str(value.get("amount") or value.get("percent") or value.get("low"))
        case "date" if value["start"]:
            return str(value["start"]).replace("-", "")
    return None
