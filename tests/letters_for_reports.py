"""Letters with facts, for the tests of reports and comparisons: extracted from a text, with the facts that a test gives."""

from typing import Any

from milcoop_extract.extractor import extract_text
from milcoop_extract.records import LetterRecord
from milcoop_extract.views.results import LetterResult, Results

GERMAN = """Den Haag, 18 december 2020

Geachte voorzitter,

Duitsland

Duitsland gaf in 2020 € 50 miljard uit aan defensie, 1,5% van het bbp. In 2024 moet dat 2% zijn.

België

Het Belgische budget bedraagt dit jaar ongeveer € 4,7 miljard. Het land doet mee aan PESCO (Kamerstuk 28 676, nr. 360).

Hoogachtend,
"""
LATER = """Den Haag, 17 december 2021

Geachte voorzitter,

Duitsland

De Duitse uitgaven kwamen over 2020 uit op 1,4% van het bbp. Het EDIDP loopt af (Kamerstuk 28 676, nr. 384).

Hoogachtend,
"""


def letter(text: str, *facts: dict[str, Any], id_: str = "brief", **attributes: Any) -> LetterResult:
    """Return a letter with facts, each with the text of its mention under "of"."""
    extraction = extract_text(text)
    record = extraction.record.model_dump(mode="json")
    record["document"] |= {"id": id_, **attributes}
    record["indicators"] = [fact(record, number, **given) for number, given in enumerate(facts, 1)]
    return LetterResult(LetterRecord.model_validate(record), extraction.text)


def fact(record: dict[str, Any], number: int, *, of: str, **given: Any) -> dict[str, Any]:
    mention = next(mention["id"] for mention in record["mentions"] if mention["text"] == of)
    default = {"subject": "DE", "indicator": "defence_gdp_share", "period": "2020", "unit": "%", "status": "realised"}
    certain = {"confidence": "high", "reason": None, "qualifier": None, "equivalent": None}
    return {"id": f"i{number:04}", "mention": mention, **certain, **default, **given}


def two_letters() -> Results:
    """Return two letters of which the later one says the share of 2020 otherwise."""
    first = letter(
        GERMAN,
        {"of": "1,5%", "value": "1.5"},
        {"of": "2%", "value": "2", "period": "2024", "status": "target"},
        {"of": "€ 50 miljard", "value": "50000000000", "unit": "EUR", "indicator": "defence_budget"},
        {
            "of": "€ 4,7 miljard", "value": "4700000000", "unit": "EUR", "indicator": "defence_budget", "subject": "BE",
            "qualifier": "approx", "confidence": "low", "reason": "two subjects",
        },
        id_="eerste",
    )  # fmt: skip
    return Results((first, letter(LATER, {"of": "1,4%", "value": "1.4"}, id_="tweede")))
