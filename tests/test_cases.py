"""Every annotated sentence of tests/cases: the extraction must write the same mentions into it, to the letter."""

from pathlib import Path

import pytest

from annotated import annotate, plain, read_cases, with_rules
from milcoop_extract import extract_text

FOLDER = Path(__file__).parent / "cases"

CASES = [
    pytest.param(
        path.stem,
        case.date,
        case.line,
        id=f"{path.stem}-{case.number}",
        marks=pytest.mark.xfail(reason=case.fails, strict=True) if case.fails else (),
    )
    for path in sorted(FOLDER.glob("*.txt"))
    for case in read_cases(path)
]


@pytest.mark.parametrize(("type_", "date", "line"), CASES)
def test_case(type_: str, date: str | None, line: str) -> None:
    extraction = extract_text(plain(line), date)
    mentions = [mention.model_dump(mode="json") for mention in (*extraction.mentions, *extraction.references)]
    places = {mention["id"]: mention for mention in mentions}
    facts = [{**places[fact.mention], **fact.model_dump(mode="json"), "type": "indicator"} for fact in extraction.indicators]
    found = [item for item in (*mentions, *facts) if item["type"] == type_]
    assert annotate(plain(line), type_, found, with_rules(line)) == line
