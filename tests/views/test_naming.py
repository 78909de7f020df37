"""What subjects and indicators are called."""

import pytest

from milcoop_extract.facts.rules import IndicatorRules
from milcoop_extract.rules import load
from milcoop_extract.views.names import Names


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.load(programmes={"pesco": "Permanent Structured Cooperation"})


@pytest.mark.parametrize(
    ("id_", "subject", "in_both_languages", "with_id"),
    [
        ("DE", "Germany", "Germany (Duitsland)", "Germany (DE)"),
        ("CA", "Canada", "Canada", "Canada (CA)"),
        ("NATO", "NATO", "NATO (NAVO)", "NATO"),
        ("EU", "European Union", "European Union (EU)", "European Union (EU)"),
        ("pesco", "Permanent Structured Cooperation", "Permanent Structured Cooperation", "Permanent Structured Cooperation"),
        ("XX", "XX", "XX", "XX"),
    ],
)
def test_a_subject_is_called(id_: str, subject: str, in_both_languages: str, with_id: str, names: Names) -> None:
    assert (names.subject(id_), names.in_both_languages(id_), names.with_id(id_)) == (subject, in_both_languages, with_id)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("de", "DE"),
        ("germany", "DE"),
        ("Duitsland", "DE"),
        ("Duitse", "DE"),
        ("VN", "VN"),
        ("pesco", "pesco"),
        ("Narnia", "Narnia"),
    ],
)
def test_a_subject_is_found_by_what_it_is_called(name: str, id_: str, names: Names) -> None:
    assert names.find(name) == id_


@pytest.mark.parametrize(("id_", "organisation"), [("EU", True), ("NATO-EUROPE", True), ("NL", False), ("pesco", False)])
def test_only_organisations_are_organisations(id_: str, organisation: bool, names: Names) -> None:
    assert names.is_organisation(id_) == organisation


def test_indicators_are_called_as_in_the_rules(names: Names) -> None:
    assert all(names.indicator(entry.id) == entry.name for entry in load(IndicatorRules).indicator)
    assert names.indicator("personnel") == "personnel"
