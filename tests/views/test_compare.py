"""Letters beside each other: each case is what the letters state, in their order, and what changes."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from letters_for_reports import two_letters
from milcoop_extract.records import LetterRecord
from milcoop_extract.views.compare import Comparison, compare
from milcoop_extract.views.compare_tables import PARTS, render, to_json, write_csv
from milcoop_extract.views.names import Names
from records_of_letters import letter, mention

DAYS = {"a": date(2019, 12, 1), "b": date(2020, 12, 1), "c": date(2021, 12, 1), "undated": None}


def share(value: str, status: str = "realised", **given: Any) -> dict[str, Any]:
    fact = {"subject": "DE", "indicator": "defence_gdp_share", "period": "2020", "value": value, "unit": "%"}
    certain = {"confidence": "high", "reason": None, "qualifier": None, "equivalent": None}
    return {**fact, **certain, "status": status, "mention": "m0001", **given}


def record(id_: str, *facts: dict[str, Any], named: list[tuple[str, str]] | None = None) -> LetterRecord:
    mentions = [mention(1, "percentage", "1,5%", value={"percent": "1.5"})]
    for number, (type_, name) in enumerate(named or [], 2):
        if type_ == "programme":
            mentions.append(mention(number, type_, name, value={"id": name, "name": name.upper()}, kind="policy"))
        else:
            mentions.append(mention(number, type_, name, value={"dossier": "28676", "number": name}))
    found = letter(*mentions, indicators=[{"id": f"i{number:04}", **fact} for number, fact in enumerate(facts, 1)])
    return found.model_copy(
        update={"document": found.document.model_copy(update={"id": id_, "date": DAYS[id_], "sha256": id_})}
    )


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param({"a": [share("1.5")], "b": [share("1.4")]}, [("a", "1.5", "b", "1.4", "-0.1")], id="other value"),
        pytest.param({"b": [share("1.4")], "a": [share("1.5")]}, [("a", "1.5", "b", "1.4", "-0.1")], id="by date"),
        pytest.param({"b": [share("1.4")], "undated": [share("1")]}, [("undated", "1", "b", "1.4", "0.4")], id="undated"),
        pytest.param({"a": [share("1.5")], "b": [share("1.50")]}, [], id="same value"),
        pytest.param({"a": [share("1.5")]}, [], id="one letter"),
        pytest.param({"a": [share("1.5"), share("1.4")]}, [], id="two values in one letter"),
        pytest.param({"a": [share("1.5"), share("1.4")], "b": [share("1.5")]}, [], id="one of two confirmed"),
        pytest.param(
            {"a": [share("1.5")], "b": [share("1.4")], "c": [share("1.3")]},
            [("a", "1.5", "b", "1.4", "-0.1"), ("b", "1.4", "c", "1.3", "-0.1")],
            id="each with the one before",
        ),
        pytest.param(
            {"a": [share("1.5")], "b": [], "c": [share("1.3")]}, [("a", "1.5", "c", "1.3", "-0.2")], id="a silent one between"
        ),
        pytest.param({"a": [share("1.5", period="2019")], "b": [share("1.4")]}, [], id="other year"),
        pytest.param({"a": [share("1.5", period=None)], "b": [share("1.4", period=None)]}, [], id="no year"),
        pytest.param({"a": [share("1.5", subject="BE")], "b": [share("1.4")]}, [], id="other country"),
        pytest.param({"a": [share("5", unit="EUR")], "b": [share("4", unit="NOK")]}, [], id="other unit"),
        pytest.param({"a": [share("2", "target")], "b": [share("1.4")]}, [], id="target missed"),
        pytest.param(
            {"a": [share("2", "target")], "b": [share("3", "proposed")]}, [("a", "2", "b", "3", "1")], id="new target"
        ),
        pytest.param({"a": [share("1.5", "expected")], "b": [share("1.4")]}, [("a", "1.5", "b", "1.4", "-0.1")], id="expected"),
        pytest.param({"a": [share("1.5", confidence="low")], "b": [share("1.4")]}, [], id="uncertain"),
    ],
)
def test_revisions(letters: dict[str, list[dict[str, Any]]], expected: list[tuple[str, ...]]) -> None:
    found = compare(record(id_, *facts) for id_, facts in letters.items())
    columns = ("earlier_letter", "earlier_value", "later_letter", "later_value", "change")
    assert [tuple(getattr(each, column) for column in columns) for each in found.revisions] == expected
    changed = {(each.changed_from, each.letter, each.change) for each in found.facts if each.change}
    assert changed == {(first, later, change) for first, _, later, _, change in expected}
    assert sum(map(len, letters.values())) == len(found.facts)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param({"a": ["x"], "b": ["x", "y"]}, [("new", "y", "b")], id="new"),
        pytest.param({"a": ["x"], "b": []}, [("gone", "x", "b")], id="gone"),
        pytest.param({"a": ["x"], "b": [], "c": ["x"]}, [("gone", "x", "b")], id="back again is not new"),
        pytest.param({"a": ["x", "x"], "b": ["x"]}, [], id="named twice"),
        pytest.param({"a": ["x"]}, [], id="one letter"),
        pytest.param({"b": ["x"], "a": ["y"]}, [("gone", "y", "b"), ("new", "x", "b")], id="by date"),
    ],
)
def test_programmes_and_kamerstukken(names: dict[str, list[str]], expected: list[tuple[str, str, str]]) -> None:
    found = compare(
        record(id_, named=[(type_, name) for name in named for type_ in ("programme", "kamerstuk")])
        for id_, named in names.items()
    )
    assert [(each.change, each.id, each.letter) for each in found.programmes] == expected
    new = [("new", f"kst-28676-{name}", letter) for change, name, letter in expected if change == "new"]
    assert [(each.change, each.id, each.letter) for each in found.kamerstukken] == new


def test_a_letter_in_two_folders_counts_once() -> None:
    found = compare([record("a", share("1.5")), record("b"), record("a", share("1.5"))])
    assert (found.letters, len(found.facts)) == (("a", "b"), 1)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(each.record for each in two_letters().letters)


def test_the_facts_have_their_sentence(comparison: Comparison) -> None:
    stated = next(each for each in comparison.facts if each.value == "1.4")
    assert (stated.change, stated.changed_from, stated.section) == ("-0.1", "eerste", "Duitsland")
    assert stated.sentence == "De Duitse uitgaven kwamen over 2020 uit op 1,4% van het bbp."
    uncertain = [(each.value, each.reason) for each in comparison.facts if each.confidence == "low"]
    assert uncertain == [("4700000000", "two subjects")]


@pytest.mark.parametrize("part", PARTS)
def test_every_table_is_written_whole(comparison: Comparison, part: str) -> None:
    file = io.StringIO()
    write_csv(comparison, part, file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    data = json.loads(to_json(comparison, part))
    assert rows
    assert rows == [{key: value or "" for key, value in row.items()} for row in data]
    assert json.loads(to_json(comparison))[part] == data


def test_the_terminal_shows_all_tables_or_one(comparison: Comparison) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    render(comparison, console, Names.load())
    shown = console.export_text()
    assert all(title in shown for title in ("Facts", "Changed values", "New and gone programmes", "New Kamerstuk references"))
    assert all(
        cell in shown
        for cell in ("Germany (DE)", "EUR 50 billion", "about EUR 4.7 billion (uncertain)", "−0.1 points", "1.4%, tweede")
    )
    render(comparison, console, Names.load(), "kamerstukken")
    assert "Facts" not in console.export_text()


def test_an_empty_table_is_named_as_such() -> None:
    console = Console(record=True, file=io.StringIO())
    render(compare([record("a")]), console, Names.load(), "revisions")
    assert "Changed values: none" in console.export_text()


def test_a_formula_is_made_harmless() -> None:
    found = compare([record("a", share("1.5", subject="=1+1"))])
    file = io.StringIO()
    write_csv(found, "facts", file)
    assert next(csv.DictReader(io.StringIO(file.getvalue())))["subject"] == "'=1+1"
