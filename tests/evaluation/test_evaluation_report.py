"""The tables of an evaluation, on a terminal and as Markdown."""

import io
import re

from rich.console import Console

from milcoop_extract.evaluation import BaselineComparison, DocumentScore, Evaluation, render, to_markdown
from milcoop_extract.evaluation.baseline import Change, Fall
from milcoop_extract.evaluation.results import Difference, Skipped
from milcoop_extract.evaluation.scores import Accuracy, Counts, rate

SCORES = rate(
    {
        "date": Counts(
            correct=2,
            partial=1,
            missed=1,
            right_values=1,
            attributes={"bound": Accuracy(right=1, total=2), "resolved": Accuracy(right=2, total=2)},
        ),
        "section": Counts(correct=1, right_values=1, attributes={"level": Accuracy(right=1, total=1)}),
    }
)
DOCUMENT = DocumentScore(
    id="brief",
    source="brief.txt",
    media_type="text/plain",
    scores=SCORES,
    found={"date": {"g1": "2020"}},
    differences=(
        Difference(type="date", kind="missed", gold="g4", text="eind [2021]", sentence="Dat is | eind\n[2021]."),
        Difference(
            type="date",
            kind="attribute",
            attribute="bound",
            gold="g1",
            mention="m1",
            text="2020",
            expected="null",
            found="from",
            sentence="Sinds 2020.",
            rule="date.year",
        ),
    ),
)
EVALUATION = Evaluation(
    scores=SCORES, documents=(DOCUMENT,), skipped=(Skipped(source="x.txt", reason="there is no gold for it"),)
)
COMPARISON = BaselineComparison(
    gained=(Change(document="brief (text/plain)", type="date", gold="g1", text="2020"),),
    lost=(Change(document="brief (text/plain)", type="date", gold="g4", text="eind [2021]"),),
    fallen=(Fall(document="brief (text/plain)", score="date F1", before=1.0, now=4 / 7),),
    new=(),
    not_compared=("weg (text/plain)",),
)

MARKDOWN = r"""## Counts

| Type | Gold | Correct | Partial | Missed | Spurious |
| --- | --- | --- | --- | --- | --- |
| amount | 0 | 0 | 0 | 0 | 0 |
| percentage | 0 | 0 | 0 | 0 | 0 |
| date | 4 | 2 | 1 | 1 | 0 |
| duration | 0 | 0 | 0 | 0 | 0 |
| kamerstuk | 0 | 0 | 0 | 0 | 0 |
| programme | 0 | 0 | 0 | 0 | 0 |
| overall | 4 | 2 | 1 | 1 | 0 |
| section | 1 | 1 | 0 | 0 | 0 |

## Scores

| Type | Precision | Recall | F1 | Overlap F1 | Value | Attributes |
| --- | --- | --- | --- | --- | --- | --- |
| amount | – | – | – | – | – |  |
| percentage | – | – | – | – | – |  |
| date | 0.667 | 0.500 | 0.571 | 0.857 | 0.500 | bound 0.500, resolved 1.000 |
| duration | – | – | – | – | – |  |
| kamerstuk | – | – | – | – | – |  |
| programme | – | – | – | – | – |  |
| overall | 0.667 | 0.500 | 0.571 | 0.857 | 0.500 | bound 0.500, resolved 1.000 |
| section | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | level 1.000 |

## Letters

| Letter | File | F1 | Overlap F1 | Value | Section F1 |
| --- | --- | --- | --- | --- | --- |
| brief (text/plain) | brief.txt | 0.571 | 0.857 | 0.500 | 1.000 |

## Differences in brief (text/plain)

| Type | What | Gold | Text | Expected | Found | Rule | Sentence |
| --- | --- | --- | --- | --- | --- | --- | --- |
| date | missed | g4 | eind \[2021\] | – | – | – | Dat is \| eind \[2021\]. |
| date | bound | g1 | 2020 | null | from | date.year | Sinds 2020. |

## Skipped

| File | Reason |
| --- | --- |
| x.txt | there is no gold for it |

## Gained since the baseline

| Letter | Type | Gold | Text |
| --- | --- | --- | --- |
| brief (text/plain) | date | g1 | 2020 |

## Lost since the baseline

| Letter | Type | Gold | Text |
| --- | --- | --- | --- |
| brief (text/plain) | date | g4 | eind \[2021\] |

## Lower than the baseline

| Letter | Score | Before | Now |
| --- | --- | --- | --- |
| brief (text/plain) | date F1 | 1.000 | 0.571 |

## In the baseline, not evaluated now

| Letter |
| --- |
| weg (text/plain) |
"""


def test_markdown() -> None:
    assert to_markdown(EVALUATION, COMPARISON) == MARKDOWN


def test_without_a_comparison_the_markdown_ends_before_it() -> None:
    assert to_markdown(EVALUATION) == MARKDOWN[: MARKDOWN.index("\n## Gained")]


def test_the_terminal_shows_the_same_cells_and_no_markup() -> None:
    output = io.StringIO()
    render(EVALUATION, Console(file=output, width=240), COMPARISON)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.getvalue().splitlines() if line.startswith("│")]
    assert ["date", "4", "2", "1", "1", "0"] in rows
    assert ["date", "0.667", "0.500", "0.571", "0.857", "0.500", "bound 0.500, resolved 1.000"] in rows
    assert "Type: date  What: missed  Gold: g4  Text: eind [2021]\n    Dat is | eind\n" in re.sub(
        r" +\n", "\n", output.getvalue()
    )
    assert ["brief (text/plain)", "date F1", "1.000", "0.571"] in rows


def test_the_json_has_counts_and_ratios() -> None:
    overall = Evaluation.model_validate_json(EVALUATION.model_dump_json()).scores.overall
    assert (overall.counts, overall.strict.recall) == (SCORES.overall.counts, 0.5)
