"""The measure of facts: which are right, what each part of them scores, and what is refused as gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from milcoop_extract.errors import GoldError
from milcoop_extract.evaluation import read_gold, score
from milcoop_extract.evaluation.baseline import Baseline, compare, read_baseline, write_baseline
from milcoop_extract.evaluation.fact_scores import pool_facts
from milcoop_extract.evaluation.report import to_markdown
from milcoop_extract.evaluation.results import DocumentScore, Evaluation
from records_of_letters import letter, mention

DOCUMENT = {"type": "document", "id": "brief", "sha256": "0" * 64, "date": "2020-12-18"}
AMOUNT = {"type": "amount", "start": 0, "end": 12, "text": "€ 2 miljoen", "value": {"amount": "2000000", "currency": "EUR"}}
DATE = {
    "type": "date",
    "id": "g9",
    "start": 90,
    "end": 94,
    "text": "2020",
    "value": {"start": "2020-01-01", "end": "2020-12-31", "timex": "2020"},
}
FACT = {
    "subject": "BE",
    "indicator": "defence_budget",
    "period": "2020",
    "value": "2000000",
    "unit": "EUR",
    "qualifier": None,
    "status": "realised",
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def gold(folder: Path, *facts: dict[str, Any]) -> Path:
    """Write gold of three amounts g0, g1 and g2, and facts of them."""
    amounts = [AMOUNT | {"id": f"g{number}", "start": 20 * number, "end": 20 * number + 12} for number in range(3)]
    path = write(folder / "brief.jsonl", DOCUMENT, *amounts, DATE)
    write(folder / "brief.indicators.jsonl", *facts)
    return path


def record(*facts: dict[str, Any]) -> Any:
    """Return a record of the same three amounts, m0001 to m0003, with facts of them."""
    amounts = [
        mention(
            number + 1,
            "amount",
            "€ 2 miljoen",
            value={"amount": "2000000", "currency": "EUR"},
            source_start=20 * number,
            source_end=20 * number + 12,
        )
        for number in range(3)
    ]
    numbered = [{"id": f"i{number:04d}", "confidence": "high", **fact} for number, fact in enumerate(facts, 1)]
    return letter(*amounts, indicators=numbered)


def scored(tmp_path: Path, wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> DocumentScore:
    return score(read_gold(gold(tmp_path, *wanted)), record(*found))


RIGHT = FACT | {"mention": "m0001"}
WANTED = FACT | {"mention": "g0"}


@pytest.mark.parametrize(
    ("wanted", "found", "counts", "high", "wrong"),
    [
        pytest.param([WANTED], [RIGHT], (1, 1, 1, 1), (1, 1, 1, 1), [], id="right"),
        pytest.param([WANTED], [], (1, 0, 0, 0), (1, 0, 0, 0), [("missed", None)], id="missed"),
        pytest.param([], [RIGHT], (0, 1, 0, 0), (0, 1, 0, 0), [("spurious", None)], id="not in the gold"),
        pytest.param(
            [WANTED],
            [FACT | {"mention": "m0002"}],
            (1, 1, 0, 0),
            (1, 1, 0, 0),
            [("missed", None), ("spurious", None)],
            id="of another mention",
        ),
        pytest.param(
            [WANTED], [RIGHT | {"period": "2021"}], (1, 1, 0, 0), (1, 1, 0, 0), [("value", None)], id="another period"
        ),
        pytest.param(
            [WANTED], [RIGHT | {"status": "target"}], (1, 1, 1, 0), (1, 1, 1, 0), [("attribute", "status")], id="another status"
        ),
        pytest.param([WANTED], [RIGHT | {"confidence": "low"}], (1, 1, 1, 1), (1, 0, 0, 0), [], id="low confidence"),
        pytest.param(
            [WANTED], [RIGHT | {"qualifier": "min"}], (1, 1, 1, 1), (1, 1, 1, 1), [], id="the qualifier is not judged"
        ),
    ],
)
def test_counts(
    wanted: list[dict[str, Any]],
    found: list[dict[str, Any]],
    counts: tuple[int, ...],
    high: tuple[int, ...],
    wrong: list[tuple[str, str | None]],
    tmp_path: Path,
) -> None:
    result = scored(tmp_path, wanted, found)
    assert result.facts is not None
    for part, expected in ((result.facts.all.counts, counts), (result.facts.high.counts, high)):
        assert (part.gold, part.predicted, part.correct, part.with_status) == expected
    assert [(item.kind, item.attribute) for item in result.differences if item.type == "indicator"] == wrong


def test_each_part_is_judged_alone_over_the_facts_found(tmp_path: Path) -> None:
    found = [RIGHT | {"subject": "LU", "status": "target"}, FACT | {"mention": "m0002", "unit": "USD"}]
    facts = scored(tmp_path, [WANTED, FACT | {"mention": "g1"}, FACT | {"mention": "g2"}], found).facts
    assert facts is not None
    assert facts.all.attributes == {"subject": 0.5, "indicator": 1, "period": 1, "value": 1, "unit": 0.5, "status": 0.5}
    assert (facts.all.ratios.precision, facts.all.ratios.recall, facts.all.ratios.f1) == (0, 0, 0)


def test_a_letter_without_gold_facts_is_not_judged(tmp_path: Path) -> None:
    path = gold(tmp_path)
    path.with_suffix(".indicators.jsonl").unlink()
    result = score(read_gold(path), record(RIGHT))
    assert result.facts is None
    assert not [item for item in result.differences if item.type == "indicator"]
    assert pool_facts([None]) is None


def test_an_empty_file_says_that_there_are_no_facts(tmp_path: Path) -> None:
    facts = scored(tmp_path, [], []).facts
    assert facts is not None
    assert (facts.all.counts.gold, facts.all.ratios.f1) == (0, None)


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (FACT, "1: mention: Field required"),
        (WANTED | {"status": "hoped"}, "1: status: Input should be"),
        (WANTED | {"mention": "g7"}, "1: there is no amount or percentage with the id g7"),
        (WANTED | {"mention": "g9"}, "1: there is no amount or percentage with the id g9"),
        (WANTED | {"remark": "x"}, "1: remark: Extra inputs are not permitted"),
    ],
)
def test_wrong_gold_facts_are_refused_with_file_and_line(fact: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = gold(tmp_path, fact)
    with pytest.raises(GoldError) as raised:
        read_gold(path)
    assert str(raised.value).startswith(f"{path.with_suffix('.indicators.jsonl')}:{message}")


def test_two_facts_of_a_mention_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"2: a second fact of g0"):
        read_gold(gold(tmp_path, WANTED, WANTED | {"subject": "LU"}))


def evaluation(document: DocumentScore) -> Evaluation:
    return Evaluation(scores=document.scores, facts=pool_facts([document.facts]), documents=(document,))


def accepted(tmp_path: Path, document: DocumentScore) -> Baseline:
    write_baseline(evaluation(document), tmp_path / "baseline.json")
    return read_baseline(tmp_path / "baseline.json")


def test_a_fact_that_gets_wrong_is_lost_and_the_scores_fall(tmp_path: Path) -> None:
    before = accepted(tmp_path, scored(tmp_path, [WANTED], [RIGHT]))
    same = compare(evaluation(scored(tmp_path, [WANTED], [RIGHT])), before)
    assert same.passed
    now = compare(evaluation(scored(tmp_path, [WANTED], [RIGHT | {"period": "2021"}])), before)
    assert [(change.type, change.gold) for change in now.lost] == [("indicator", "g0")]
    assert {fall.score for fall in now.fallen} == {
        "facts all F1",
        "facts all precision",
        "facts high F1",
        "facts high precision",
    }


def test_the_report_has_the_facts(tmp_path: Path) -> None:
    text = to_markdown(evaluation(scored(tmp_path, [WANTED, FACT | {"mention": "g1"}], [RIGHT])))
    assert "| all | 2 | 1 | 1 | 1.000 | 0.500 | 0.667 | 0.667 |" in text
    assert "| high | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |" in text
    assert "BE defence\\_budget 2020 2000000 EUR realised" in text
