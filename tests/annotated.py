"""Annotated sentences: `Dat kost [[€ 5 miljoen|5000000 EUR]].` is a sentence with the mentions of one type written into it.

A mention stands in double brackets, with its value and the attributes that differ from the default behind a bar:

    amount      5000000 EUR · 10000000..15000000 EUR · then approx|min|max|over|under, increase|decrease, implicit, =1 (a
                conversion of the first mention of the sentence)
    percentage  1.24 · 3..5 · then the same words, gdp, points
    date        2020-10 2020-10-01..2020-10-31 (TIMEX3 value and days; "?" for days that are not known) · then START|MID|END,
                resolved, from|until
    duration    P5M · P4Y..P5Y · then the qualifiers
    kamerstuk   kst-35570-X-53 (or the dossier, with its suffix and number, where there is no identifier) · then chamber=II,
                session=2020-2021, pages=12
    programme   edidp programme (id and kind) · then discovered
    indicator   BE defence_budget 2020 4760000000 EUR (subject, indicator, period or -, value, unit) · then the qualifiers,
                expected|proposed|target, =6100000000 EUR (its equivalent), low
    reference   stb (kind) · then the identifier, if there is one, and what the value holds: year=2017 number=317

Mentions of any other type are written as amounts are: the parts of the value, then the attributes.

Behind all that may stand the id of the rule that finds the mention: `[[€ 5 miljoen|5000000 EUR @amount.sign-first]]`.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from milcoop_extract.mentions.types import by_name

MENTION = re.compile(r"\[\[(?P<text>.*?)\|[^\[\]]*\]\]")


def plain(annotated: str) -> str:
    """Return the sentence without its annotations."""
    return MENTION.sub(lambda match: match["text"], annotated)


def with_rules(annotated: str) -> list[int]:
    """Return which of the mentions of a sentence, by their numbers, name the rule that finds them."""
    return [number for number, match in enumerate(MENTION.finditer(annotated)) if " @" in match[0]]


def annotate(text: str, type_: str, mentions: Sequence[dict[str, Any]], with_rule: Collection[int] = ()) -> str:
    """Write mentions, as plain JSON values in the order of the text, into a sentence; some of them with their rule."""
    pieces, end = [], 0
    ids = [mention.get("id") for mention in mentions]
    for number, mention in enumerate(mentions):
        reading = " ".join((_indicator if type_ == "indicator" else _mention)(mention, ids))
        reading += f" @{mention['rule']}" if number in with_rule else ""
        pieces += [text[end : mention["start"]], f"[[{text[mention['start'] : mention['end']]}|{reading}]]"]
        end = mention["end"]
    return "".join([*pieces, text[end:]])


@dataclass(frozen=True)
class Case:
    """A sentence of a file of cases: where it stands, the date of its letter, and why it is known to fail, if it is."""

    number: int
    line: str
    date: str | None
    fails: str | None


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file.

    A line "@date 2020-12-18" dates the letter for all that follow ("@date -": it has no date); a line "@fails REASON" marks
    the next case as a known failure. Empty lines and lines that begin with "# " are left out.
    """
    date = fails = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@date "):
            date = line.removeprefix("@date ").strip().removeprefix("-") or None
        elif line.startswith("@fails "):
            fails = line.removeprefix("@fails ").strip()
        elif line.strip() and not line.startswith("# "):
            yield Case(number, line, date, fails)
            fails = None


def _flags(mention: dict[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        value = mention.get(name)
        if value is True:
            yield name
        elif value and value != "level":
            yield str(value)


def _named(value: dict[str, Any], *names: str) -> Iterator[str]:
    yield from (f"{name}={value[name]}" for name in names if value[name])


def _plain(value: dict[str, Any]) -> Iterator[str]:
    """Write the parts of a value, both ends of a range as one."""
    if "low" in value:
        yield f"{value['low']}..{value['high']}"
    yield from (str(part) for name, part in value.items() if part is not None and name not in {"low", "high"})


def _interval(value: dict[str, Any]) -> Iterator[str]:
    yield value["timex"]
    yield f"{value['start']}..{value['end']}" if value["start"] else "?"
    yield from _flags(value, "mod")


def _citation(value: dict[str, Any]) -> Iterator[str]:
    yield value["identifier"] or "-".join(value[key] for key in ("dossier", "suffix", "number") if value[key])
    yield from _named(value, "chamber", "session", "pages")


def _source(value: dict[str, Any]) -> Iterator[str]:
    yield from _flags(value, "identifier")
    yield from _named(value, *(name for name in value if name not in {"identifier", "url"}))


_VALUES = {"date": _interval, "kamerstuk": _citation, "reference": _source}
"""How the values of some types are written; those of all others are plain."""


def _mention(mention: dict[str, Any], ids: Sequence[Any]) -> Iterator[str]:
    type_ = by_name()[mention["type"]]
    value = {name: part for name, part in mention["value"].items() if name not in type_.not_compared}
    parts = [*_VALUES.get(type_.name, _plain)(value)]
    attributes = [*_flags(mention, *(name for name in type_.attributes if name != "equivalent_to"))]
    yield from (*attributes, *parts) if type_.name == "reference" else (*parts, *attributes)
    if mention.get("equivalent_to") is not None:
        yield f"={ids.index(mention['equivalent_to']) + 1}"


def _indicator(fact: dict[str, Any], _: Sequence[Any]) -> Iterator[str]:
    yield from (str(fact[key] or "-") for key in ("subject", "indicator", "period", "value", "unit"))
    yield from _flags(fact, "qualifier")
    yield from (fact[key] for key in ("status", "confidence") if fact[key] not in {"realised", "high"})
    if fact["equivalent"]:
        yield f"={fact['equivalent']['value']} {fact['equivalent']['unit']}"
