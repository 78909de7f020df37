"""Charts as rows of bars, which a template draws as SVG; the rows are the data of the chart, shown as a table beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import get_args

from milcoop_extract.mentions.types import MentionType, mention_types
from milcoop_extract.records import LetterRecord, Programme, Status
from milcoop_extract.views.compare import Statement
from milcoop_extract.views.names import Names, programme_names
from milcoop_extract.views.values import converted, size

from .targets import targets
from .text import SectionText

PROGRAMMES = 20
"""The number of programmes that are drawn; the table beside the chart has all."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how long it is in percent of the width, how it looks, and what it stands for."""

    left: float
    width: float
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar with the text above it, and the id of the place in a letter that it comes from."""

    label: str
    segments: tuple[Segment, ...]
    target: str | None = None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A line across all bars: what stands at it, and what it is."""

    left: float
    mark: str
    label: str


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell of the table beside a chart, and the number that it sorts by."""

    text: str
    number: str | None = None


def _count(number: int) -> DataCell:
    return DataCell(str(number), str(number))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its data: `columns` and `rows` of the table beside it."""

    id: str
    title: str
    bars: tuple[ChartBar, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[DataCell, ...], ...]
    legend: Mapping[str, str]
    lines: tuple[TargetLine, ...] = ()
    note: str = ""


def fact_charts(facts: Iterable[Statement], names: Names, anchors: Mapping[str, str]) -> Iterator[Chart]:
    """Yield charts of the defence budget, one for each currency, and one of the share of gross domestic product.

    What a letter converts to euros is drawn in euros. Sums of organisations have charts of their own, since they dwarf those of
    countries. `anchors` begins the ids of the places in each letter. Facts of low confidence, and those without a period,
    are in no chart.
    """
    drawn = [fact for fact in facts if fact.indicator in {"defence_budget", "defence_gdp_share"}]
    drawn = [fact for fact in drawn if fact.confidence == "high" and fact.period]

    def kind(fact: Statement) -> tuple[str, str, bool]:
        unit = _size(fact)[1]
        return fact.indicator, unit, unit != "%" and names.is_organisation(fact.subject)

    drawn.sort(key=lambda fact: (kind(fact), names.subject(fact.subject), fact.period, fact.date or ""))
    for (indicator, unit, organisations), group in groupby(drawn, kind):
        by = f"by {'organisation' if organisations else 'country'} and year"
        title = f"{names.indicator(indicator)} {by}" if unit == "%" else f"{names.indicator(indicator)} {by}, {unit}"
        identifier = f"chart-{indicator}-{unit}{'-organisations' if organisations else ''}".replace("%", "percent")
        yield _fact_chart(identifier, title, list(group), names, anchors)


def _fact_chart(identifier: str, title: str, facts: Sequence[Statement], names: Names, anchors: Mapping[str, str]) -> Chart:
    last = max((fact.period or "")[:4] for fact in facts)
    measured = facts[0].indicator if facts[0].unit == "%" else None
    goals = [target for target in targets() if target.indicator == measured and str(target.since) <= last]
    top = max(*(Decimal(_size(fact)[0]) for fact in facts), *(Decimal(target.value) for target in goals), Decimal(0)) or 1
    same: dict[tuple[str, str | None, str, str], list[Statement]] = {}
    for fact in facts:
        same.setdefault((fact.subject, fact.period, fact.value, fact.status), []).append(fact)
    shown = [(alike[0], ", ".join(dict.fromkeys(fact.letter for fact in alike))) for alike in same.values()]
    return Chart(
        id=identifier,
        title=title,
        bars=tuple(
            ChartBar(
                label=f"{names.subject(fact.subject)} {fact.period}: {_value(fact)}, {fact.status}",
                segments=(Segment(0, _share(_size(fact)[0], top), fact.status, f"{letters}: {fact.sentence}"),),
                target=f"{anchors[fact.letter]}{fact.mention}",
            )
            for fact, letters in shown
        ),
        columns=("Subject", "Period", "Value", "Status", "Letters that say so"),
        rows=tuple(
            (
                DataCell(names.in_both_languages(fact.subject)),
                DataCell(fact.period or ""),
                DataCell(_value(fact), _size(fact)[0]),
                DataCell(fact.status),
                DataCell(letters),
            )
            for fact, letters in shown
        ),
        legend={status: status for status in get_args(Status) if any(fact.status == status for fact in facts)},
        lines=tuple(TargetLine(_share(target.value, top), f"{target.value}%", target.label) for target in goals),
        note="Each bar leads to the sentence that says so. A year has several bars where letters differ.",
    )


def _size(fact: Statement) -> tuple[str, str]:
    """Return the value and the unit that a fact is drawn with."""
    return size(fact.value, fact.unit, fact.equivalent_value, fact.equivalent_unit)


def _value(fact: Statement) -> str:
    return converted(fact.value, fact.unit, fact.qualifier, fact.equivalent_value, fact.equivalent_unit)


def _share(value: str | int, top: Decimal | int) -> float:
    """Return the share of the width that a value takes, in percent."""
    return round(float(max(Decimal(value), Decimal(0)) / top * 100), 2)


def section_chart(identifier: str, sections: Sequence[SectionText]) -> Chart:
    """Return the chart of a letter's mentions by section and type."""
    top = max((sum(section.counts.values()) for section in sections), default=0) or 1
    types = [type_ for type_ in mention_types() if any(section.counts.get(type_.name) for section in sections)]
    return Chart(
        id=identifier,
        title="Mentions by section and type",
        bars=tuple(
            ChartBar(f"{section.name}: {sum(section.counts.values())}", tuple(_stacked(section, types, top)), section.id)
            for section in sections
        ),
        columns=("Section", *(type_.label for type_ in types), "All"),
        rows=tuple(
            (
                DataCell(section.name),
                *(_count(section.counts.get(type_.name, 0)) for type_ in types),
                _count(sum(section.counts.values())),
            )
            for section in sections
        ),
        legend={type_.name: type_.label for type_ in types},
    )


def _stacked(section: SectionText, types: Sequence[MentionType], top: int) -> Iterator[Segment]:
    before = 0
    for type_ in types:
        count = section.counts.get(type_.name, 0)
        if count:
            yield Segment(_share(before, top), _share(count, top), type_.name, f"{type_.label}: {count}")
        before += count


def programme_chart(records: Sequence[LetterRecord], anchors: Mapping[str, str]) -> Chart | None:
    """Return the chart of the programmes that are mentioned most, over all letters; None where there are none."""
    names = programme_names(records)
    counts: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    first: dict[str, str] = {}
    for record in records:
        named = [(mention.value.id, mention.id) for mention in record.mentions if isinstance(mention, Programme)]
        counts.update(id_ for id_, _ in named)
        letters.update({id_ for id_, _ in named})
        for id_, mention in named:
            first.setdefault(id_, f"{anchors[record.document.id]}{mention}")
    if not counts:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], names[item[0]].casefold(), item[0]))
    top = ranked[0][1]
    return Chart(
        id="chart-programmes",
        title="Programmes by number of mentions",
        bars=tuple(
            ChartBar(
                f"{names[id_]}: {count}",
                (Segment(0, _share(count, top), "programme", f"{count} mentions"),),
                first[id_],
            )
            for id_, count in ranked[:PROGRAMMES]
        ),
        columns=("Programme", "Mentions", "Letters"),
        rows=tuple((DataCell(names[id_]), _count(count), _count(letters[id_])) for id_, count in ranked),
        legend={},
        note=(f"The {PROGRAMMES} mentioned most of {len(ranked)}. " if len(ranked) > PROGRAMMES else "")
        + "Each bar leads to the first mention.",
    )
