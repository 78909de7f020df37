"""Charts as rows of bars, which a template draws as SVG; the rows are the data of the chart, shown as a table beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from milcoop_extract.compare import Statement
from milcoop_extract.outputs import Data

from .labels import Labels, Target
from .text import SectionText
from .values import converted

PROGRAMMES = 20
"""How many programmes are drawn; the table beside the chart has all."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how long it is in percent of the width, how it looks, and what it stands for."""

    left: float
    width: float
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with the text above it, and the id of the place in a letter that it comes from."""

    label: str
    segments: tuple[Segment, ...]
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line across all bars."""

    left: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its data: `columns` and `rows` of the table beside it."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: Mapping[str, str]
    lines: tuple[Line, ...] = ()
    note: str = ""


def fact_charts(facts: Iterable[Statement], words: Labels, anchors: Mapping[str, str]) -> Iterator[Chart]:
    """Yield a chart for the defence budget in each currency and one for the share of gross domestic product.

    What a letter converts to euros is drawn in euros. `anchors` begins the ids of the places in each letter. Facts of low
    confidence, and those without a period, are in no chart.
    """
    drawn = [fact for fact in facts if fact.indicator in {"defence_budget", "defence_gdp_share"}]
    drawn = [fact for fact in drawn if fact.confidence == "high" and fact.period]
    drawn.sort(key=lambda fact: (fact.indicator, _size(fact)[1], words.subject(fact.subject), fact.period, fact.date or ""))
    for (indicator, unit), group in groupby(drawn, lambda fact: (fact.indicator, _size(fact)[1])):
        title = f"{words.indicator(indicator)} by country and year"
        targets = [target for target in words.target if target.indicator == indicator and unit == "%"]
        yield _fact_chart(title if unit == "%" else f"{title}, {unit}", list(group), words, targets, anchors)


def _fact_chart(
    title: str, facts: Sequence[Statement], words: Labels, targets: Sequence[Target], anchors: Mapping[str, str]
) -> Chart:
    last = max((fact.period or "")[:4] for fact in facts)
    targets = [target for target in targets if str(target.since) <= last]
    top = max(*(Decimal(_size(fact)[0]) for fact in facts), *(Decimal(target.value) for target in targets), Decimal(0)) or 1
    once: dict[tuple[str, str | None, str, str], list[Statement]] = {}
    for fact in facts:
        once.setdefault((fact.subject, fact.period, fact.value, fact.status), []).append(fact)
    shown = [(same[0], len(same)) for same in once.values()]
    return Chart(
        id=f"chart-{facts[0].indicator}-{_size(facts[0])[1]}".replace("%", "percent"),
        title=title,
        bars=tuple(
            Bar(
                label=f"{words.short_subject(fact.subject)} {fact.period}: {_value(fact)}, {words.status(fact.status)}",
                segments=(Segment(0, _share(_size(fact)[0], top), fact.status, fact.sentence),),
                target=f"{anchors[fact.letter]}{fact.mention}",
            )
            for fact, _ in shown
        ),
        columns=("Subject", "Period", "Value", "Status", "Letters that say so"),
        rows=tuple(
            (words.subject(fact.subject), fact.period or "", _value(fact), words.status(fact.status), str(letters))
            for fact, letters in shown
        ),
        legend={status: name for status, name in words.statuses.items() if any(fact.status == status for fact in facts)},
        lines=tuple(Line(_share(target.value, top), target.label) for target in targets),
    )


def _size(fact: Statement) -> tuple[str, str]:
    """Return the value and the unit that a fact is drawn with."""
    if fact.equivalent_value and fact.equivalent_unit == "EUR":
        return fact.equivalent_value, "EUR"
    return fact.value, fact.unit


def _value(fact: Statement) -> str:
    return converted(fact.value, fact.unit, fact.qualifier, fact.equivalent_value, fact.equivalent_unit)


def _share(value: str | int, top: Decimal | int) -> float:
    """Return the share of the width that a value takes, in percent."""
    return round(float(max(Decimal(value), Decimal(0)) / top * 100), 2)


def section_chart(identifier: str, sections: Sequence[SectionText], words: Labels) -> Chart:
    """Return the chart of a letter's mentions by section and type."""
    top = max((sum(section.counts.values()) for section in sections), default=0) or 1
    types = [type_ for type_ in words.types if any(section.counts.get(type_) for section in sections)]
    return Chart(
        id=identifier,
        title="Mentions by section and type",
        bars=tuple(
            Bar(f"{section.name}: {sum(section.counts.values())}", tuple(_stacked(section, types, top, words)), section.id)
            for section in sections
        ),
        columns=("Section", *map(words.type, types), "All"),
        rows=tuple(
            (section.name, *(str(section.counts.get(type_, 0)) for type_ in types), str(sum(section.counts.values())))
            for section in sections
        ),
        legend={type_: words.type(type_) for type_ in types},
    )


def _stacked(section: SectionText, types: Sequence[str], top: int, words: Labels) -> Iterator[Segment]:
    before = 0
    for type_ in types:
        count = section.counts.get(type_, 0)
        if count:
            yield Segment(_share(before, top), _share(count, top), type_, f"{words.type(type_)}: {count}")
        before += count


def programme_names(records: Iterable[Data]) -> dict[str, str]:
    """Return the name of each programme that is mentioned, by its id."""
    names: dict[str, str] = {}
    for record in records:
        for mention in record["mentions"]:
            if mention["type"] == "programme":
                names.setdefault(mention["value"]["id"], mention["value"]["name"])
    return names


def programme_chart(records: Sequence[Data]) -> Chart | None:
    """Return the chart of the programmes that are mentioned most, over all letters; None where there are none."""
    names = programme_names(records)
    counts: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for record in records:
        named = [mention["value"]["id"] for mention in record["mentions"] if mention["type"] == "programme"]
        counts.update(named)
        letters.update(set(named))
    if not counts:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], names[item[0]].casefold(), item[0]))
    top = ranked[0][1]
    return Chart(
        id="chart-programmes",
        title="Programmes by number of mentions",
        bars=tuple(
            Bar(f"{names[id_]}: {count}", (Segment(0, _share(count, top), "programme", f"{count} mentions"),))
            for id_, count in ranked[:PROGRAMMES]
        ),
        columns=("Programme", "Mentions", "Letters"),
        rows=tuple((names[id_], str(count), str(letters[id_])) for id_, count in ranked),
        legend={},
        note=f"The {PROGRAMMES} mentioned most of {len(ranked)}." if len(ranked) > PROGRAMMES else "",
    )
