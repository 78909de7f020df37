"""Writes an evaluation for people: as tables on a terminal and as Markdown, the same in both."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .baseline import BaselineComparison, Change
from .fact_scores import JUDGED, FactScores
from .results import Difference, DocumentScore, Evaluation
from .scores import HEADING, Scores, TypeScore

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title; all cells are text. A long last column gets a line of its own on a terminal."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    long: bool = False


def render(evaluation: Evaluation, console: Console, comparison: BaselineComparison | None = None) -> None:
    """Print the scores, the differences, and what changed since the baseline, each where there is any."""
    for sheet in sheets(evaluation, comparison):
        console.print(Group(*_lines(sheet)) if sheet.long else _table(sheet))


def _table(sheet: Sheet) -> Table:
    table = Table(title=sheet.title, title_justify="left")
    for column in sheet.columns:
        table.add_column(column, overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(Text, row))  # not str, in which square brackets would be markup
    return table


def _lines(sheet: Sheet) -> Iterator[RenderableType]:
    yield Text(sheet.title, style="italic")
    for *cells, last in sheet.rows:
        yield Text(
            "  ".join(f"{column}: {cell}" for column, cell in zip(sheet.columns, cells, strict=False) if cell != _NOTHING)
        )
        yield Padding(Text(last), (0, 0, 1, 4))


def to_markdown(evaluation: Evaluation, comparison: BaselineComparison | None = None) -> str:
    """Return what `render` prints, as Markdown."""
    return "\n".join(line for sheet in sheets(evaluation, comparison) for line in _markdown_lines(sheet))


def _markdown_lines(sheet: Sheet) -> Iterator[str]:
    yield from (f"## {sheet.title}", "")
    for row in (sheet.columns, ["---"] * len(sheet.columns), *([_escape(cell) for cell in row] for row in sheet.rows)):
        yield f"| {' | '.join(row)} |"
    yield ""


def _escape(cell: str) -> str:
    """Take away the meaning that characters have in a Markdown table."""
    return re.sub(r"([\\|`*_<\[\]])", r"\\\1", " ".join(cell.split()))


def sheets(evaluation: Evaluation, comparison: BaselineComparison | None = None) -> Iterator[Sheet]:
    """Yield the tables that tell an evaluation, without those that are empty."""
    yield _counts_sheet(evaluation.scores)
    yield _scores_sheet(evaluation.scores)
    if evaluation.facts:
        yield from _facts_sheets(evaluation.facts)
    details = [
        _documents_sheet(evaluation.documents),
        *map(_differences_sheet, evaluation.documents),
        Sheet("Skipped", ["File", "Reason"], [[file.source, file.reason] for file in evaluation.skipped]),
        *(_comparison_sheets(comparison) if comparison else ()),
    ]
    yield from (sheet for sheet in details if sheet.rows)


def _named(scores: Scores) -> dict[str, TypeScore]:
    return {**scores.types, "overall": scores.overall, HEADING: scores.sections}


def _counts_sheet(scores: Scores) -> Sheet:
    return Sheet(
        "Counts",
        ["Type", "Gold", "Correct", "Partial", "Missed", "Spurious"],
        [
            [name, *map(str, (counts.gold, counts.correct, counts.partial, counts.missed, counts.spurious))]
            for name, counts in ((name, score.counts) for name, score in _named(scores).items())
        ],
    )


def _scores_sheet(scores: Scores) -> Sheet:
    return Sheet(
        "Scores",
        ["Type", "Precision", "Recall", "F1", "Overlap F1", "Value", "Attributes"],
        [
            [
                name,
                *map(_ratio, (score.strict.precision, score.strict.recall, score.strict.f1, score.overlap.f1, score.value)),
                ", ".join(f"{attribute} {_ratio(share)}" for attribute, share in score.attributes.items()),
            ]
            for name, score in _named(scores).items()
        ],
    )


def _facts_sheets(facts: FactScores) -> Iterator[Sheet]:
    named = (("all", facts.all), ("high", facts.high))
    yield Sheet(
        "Facts",
        ["Confidence", "Gold", "Derived", "Right", "Precision", "Recall", "F1", "F1 with status"],
        [
            [
                name,
                *map(str, (score.counts.gold, score.counts.predicted, score.counts.correct)),
                *map(_ratio, (score.ratios.precision, score.ratios.recall, score.ratios.f1, score.with_status.f1)),
            ]
            for name, score in named
        ],
    )
    yield Sheet(
        "Facts: what is right of those found",
        ["Confidence", *map(str.capitalize, JUDGED)],
        [[name, *(_ratio(score.attributes.get(attribute)) for attribute in JUDGED)] for name, score in named],
    )


def _ratio(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _documents_sheet(documents: Iterable[DocumentScore]) -> Sheet:
    return Sheet(
        "Letters",
        ["Letter", "File", "F1", "Overlap F1", "Value", "Section F1"],
        [
            [
                document.name,
                document.source,
                _ratio(document.scores.overall.strict.f1),
                _ratio(document.scores.overall.overlap.f1),
                _ratio(document.scores.overall.value),
                _ratio(document.scores.sections.strict.f1),
            ]
            for document in documents
        ],
    )


def _differences_sheet(document: DocumentScore) -> Sheet:
    return Sheet(
        f"Differences in {document.name}",
        ["Type", "What", "Gold", "Text", "Expected", "Found", "Rule", "Sentence"],
        [_difference_row(difference) for difference in document.differences],
        long=True,
    )


def _difference_row(difference: Difference) -> list[str]:
    return [
        difference.type,
        difference.attribute or difference.kind,
        *(
            _NOTHING if cell is None else cell
            for cell in (
                difference.gold,
                difference.text,
                difference.expected,
                difference.found,
                difference.rule,
                difference.sentence,
            )
        ),
    ]


def _comparison_sheets(comparison: BaselineComparison) -> Iterator[Sheet]:
    yield _changes_sheet("Gained since the baseline", comparison.gained)
    yield _changes_sheet("Lost since the baseline", comparison.lost)
    yield Sheet(
        "Lower than the baseline",
        ["Letter", "Score", "Before", "Now"],
        [[fall.document, fall.score, _ratio(fall.before), _ratio(fall.now)] for fall in comparison.fallen],
    )
    yield Sheet("Not in the baseline", ["Letter"], [[name] for name in comparison.new])
    yield Sheet("In the baseline, not evaluated now", ["Letter"], [[name] for name in comparison.not_compared])


def _changes_sheet(title: str, changes: Iterable[Change]) -> Sheet:
    return Sheet(
        title,
        ["Letter", "Type", "Gold", "Text"],
        [[change.document, change.type, change.gold, change.text] for change in changes],
    )
