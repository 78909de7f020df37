"""The baseline: what is gained, lost and fallen, and what its file keeps."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from milcoop_extract.errors import BaselineError
from milcoop_extract.evaluation import (
    Baseline,
    BaselineComparison,
    DocumentScore,
    Evaluation,
    compare,
    read_baseline,
    write_baseline,
)
from milcoop_extract.evaluation.baseline import Change, Fall
from milcoop_extract.evaluation.results import Difference
from milcoop_extract.evaluation.scores import Accuracy, Counts, pool, rate

NAME = "brief (text/plain)"


def document(
    counts: Mapping[str, Counts],
    found: Mapping[str, Mapping[str, str]] | None = None,
    *differences: Difference,
    id_: str = "brief",
) -> DocumentScore:
    return DocumentScore(
        id=id_,
        source=f"{id_}.txt",
        media_type="text/plain",
        scores=rate(counts),
        found={type_: dict(texts) for type_, texts in (found or {}).items()},
        differences=differences,
    )


def evaluation(*documents: DocumentScore) -> Evaluation:
    return Evaluation(scores=pool(document.scores for document in documents), documents=documents)


def accepted(tmp_path: Path, *documents: DocumentScore) -> Baseline:
    write_baseline(evaluation(*documents), tmp_path / "baseline.json")
    return read_baseline(tmp_path / "baseline.json")


def date(gold: str, text: str = "2020") -> Change:
    return Change(document=NAME, type="date", gold=gold, text=text)


BOTH = {"date": {"g1": "2020", "g2": "2021"}}
FIRST = {"date": {"g1": "2020"}}


@pytest.mark.parametrize(
    ("before", "now", "gained", "lost"),
    [
        pytest.param(document({}, BOTH), document({}, BOTH), [], [], id="same"),
        pytest.param(document({}, FIRST), document({}, BOTH), [date("g2", "2021")], [], id="gained"),
        pytest.param(
            document({}, BOTH),
            document({}, FIRST, Difference(type="date", kind="missed", gold="g2", text="2021")),
            [],
            [date("g2", "2021")],
            id="missed now",
        ),
        pytest.param(
            document({}, BOTH),
            document({}, FIRST, Difference(type="date", kind="partial", gold="g2", mention="m1", text="eind 2021")),
            [],
            [date("g2", "eind 2021")],
            id="partial now",
        ),
        pytest.param(
            document({}, BOTH),
            document({}, FIRST, Difference(type="date", kind="value", gold="g2", mention="m1", text="2021")),
            [],
            [date("g2", "2021")],
            id="wrong value now",
        ),
        pytest.param(
            document({}, BOTH),
            document({}, BOTH, Difference(type="date", kind="attribute", gold="g2", mention="m1", text="2021")),
            [],
            [],
            id="wrong attribute now",
        ),
        pytest.param(document({}, BOTH), document({}, FIRST), [], [], id="in the gold no more"),
        pytest.param(
            document({}, FIRST),
            document({}, FIRST, Difference(type="date", kind="missed", gold="g3", text="2022")),
            [],
            [],
            id="missed before, too",
        ),
    ],
)
def test_gained_and_lost(
    tmp_path: Path, before: DocumentScore, now: DocumentScore, gained: list[Change], lost: list[Change]
) -> None:
    comparison = compare(evaluation(now), accepted(tmp_path, before))
    assert (list(comparison.gained), list(comparison.lost), comparison.passed) == (gained, lost, not lost)


@pytest.mark.parametrize(
    ("before", "now", "fallen"),
    [
        pytest.param({"date": Counts(correct=1, missed=1)}, {"date": Counts(correct=2)}, [], id="risen"),
        pytest.param(
            {"date": Counts(correct=1, right_values=1)},
            {"date": Counts(correct=1, right_values=1, spurious=1)},
            [
                ("overall F1", 1.0, 2 / 3),
                ("overall overlap F1", 1.0, 2 / 3),
                ("date F1", 1.0, 2 / 3),
                ("date overlap F1", 1.0, 2 / 3),
            ],
            id="a false alarm more",
        ),
        pytest.param(
            {"date": Counts(correct=1, right_values=1)},
            {"date": Counts(partial=1)},
            [("overall F1", 1.0, 0.0), ("date F1", 1.0, 0.0)],
            id="partial now; the value of nothing is not compared",
        ),
        pytest.param(
            {"date": Counts(correct=2, right_values=2, attributes={"bound": Accuracy(right=2, total=2)})},
            {"date": Counts(correct=2, right_values=1, attributes={"bound": Accuracy(right=0, total=2)})},
            [("overall value", 1.0, 0.5), ("overall bound", 1.0, 0.0), ("date value", 1.0, 0.5), ("date bound", 1.0, 0.0)],
            id="values and attributes",
        ),
        pytest.param(
            {},
            {"section": Counts(spurious=1)},
            [("sections F1", 1.0, 0.0), ("sections overlap F1", 1.0, 0.0)],
            id="a false alarm where there is nothing to find",
        ),
    ],
)
def test_fallen_scores(
    tmp_path: Path, before: dict[str, Counts], now: dict[str, Counts], fallen: list[tuple[str, float, float]]
) -> None:
    comparison = compare(evaluation(document(now)), accepted(tmp_path, document(before)))
    assert comparison.fallen == tuple(Fall(document=NAME, score=score, before=was, now=is_) for score, was, is_ in fallen)
    assert comparison.passed is not bool(fallen)


def test_letters_on_one_side_only_are_named_and_not_compared(tmp_path: Path) -> None:
    baseline = accepted(tmp_path, document({}, BOTH), document({}, FIRST, id_="weg"))
    assert compare(evaluation(document({}, BOTH), document({}, id_="nieuw")), baseline) == BaselineComparison(
        gained=(), lost=(), fallen=(), new=("nieuw (text/plain)",), not_compared=("weg (text/plain)",)
    )


def test_accepting_keeps_the_letters_that_were_not_evaluated(tmp_path: Path) -> None:
    first = document({"date": Counts(correct=2, right_values=2)}, BOTH, id_="weg")
    accepted(tmp_path, first, document({}, FIRST))
    baseline = accepted(tmp_path, document({}, BOTH))
    assert {name: entry.found for name, entry in baseline.documents.items()} == {
        NAME: {"date": ("g1", "g2")},
        "weg (text/plain)": {"date": ("g1", "g2")},
    }
    assert baseline.documents["weg (text/plain)"].counts == first.scores.counts()


def test_the_file_is_the_same_in_whatever_order_the_letters_come(tmp_path: Path) -> None:
    documents = [document({"date": Counts(correct=1)}, FIRST), document({}, BOTH, id_="andere")]
    accepted(tmp_path, *documents)
    text = (tmp_path / "baseline.json").read_bytes()
    (tmp_path / "baseline.json").unlink()
    accepted(tmp_path, *reversed(documents))
    assert (tmp_path / "baseline.json").read_bytes() == text
    assert list(json.loads(text)["documents"]) == ["andere (text/plain)", NAME]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not a baseline: file: Invalid JSON: EOF while parsing an object at line 1 column 1"),
        (b'{"documents": {"a": {"counts": {}}}}', "not a baseline: documents.a.found: Field required"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_and_never_overwritten(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(content)
    with pytest.raises(BaselineError) as raised:
        write_baseline(evaluation(), path)
    assert str(raised.value) == f"{path}: {reason}"
    assert path.read_bytes() == content


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"baseline\.json: cannot be read"):
        read_baseline(tmp_path / "baseline.json")
