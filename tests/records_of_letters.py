"""Records of letters that were never written, for the tests of what is made of records."""

from typing import Any

from milcoop_extract.records import LetterRecord
from milcoop_extract.tables.rows import Failure

FAILURE = Failure(document="b", file="b.txt", stage="read", reason="not text", remedy="Save it as text.")


def mention(number: int, type_: str, text: str, **attributes: Any) -> dict[str, Any]:
    place = {"start": 10 * number, "end": 10 * number + len(text), "section": "s02", "page": 1}
    about = {"sentence": f"Het gaat om {text}.", "rule": f"{type_}.test"}
    return {"id": f"m{number:04}", "type": type_, "text": text, **place, **about, **attributes}


def letter(*mentions: dict[str, Any], id_: str = "a", title: str = "België", **parts: Any) -> LetterRecord:
    document = {
        "id": id_,
        "source": f"{id_}.txt",
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "words": 12,
        "date": "2020-12-18",
    }
    sections = [
        {"id": "s01", "kind": "preamble", "level": 0, "start": 0, "end": 9},
        {"id": "s02", "level": 1, "title": title, "start": 9, "end": 99, "source_start": 9, "source_end": 100, "page": 1},
    ]
    return LetterRecord.model_validate({"document": document, "sections": sections, "mentions": mentions, **parts})


AMOUNT = mention(
    1, "amount", "€ 2 miljoen", value={"amount": "2000000", "currency": "EUR"}, qualifier="approx", source_start=11
)
RANGE = mention(2, "amount", "3 à 4 miljoen", value={"low": "3000000", "high": "4000000", "currency": "EUR"}, implicit=True)
INDICATOR = {
    "id": "i0001",
    "subject": "BE",
    "indicator": "defence_budget",
    "period": "2020",
    "value": "2000000",
    "unit": "EUR",
    "status": "expected",
    "equivalent": {"value": "-0.5", "unit": "%"},
    "mention": "m0001",
    "confidence": "high",
}
LETTER = letter(
    AMOUNT,
    RANGE,
    mention(3, "percentage", "1,24%", value={"percent": "1.24"}, basis="gdp"),
    mention(4, "date", "eind 2019", value={"start": "2019-09-01", "end": "2019-12-31", "timex": "2019", "mod": "END"}),
    mention(5, "duration", "vier à vijf jaar", value={"low": "P4Y", "high": "P5Y"}),
    mention(6, "kamerstuk", "Kamerstuk 36 000, nr. 9", value={"dossier": "36000", "number": "9"}),
    mention(7, "programme", "Plan X", value={"id": "plan-x", "name": "Plan X"}, kind="policy"),
    references=[
        mention(8, "reference", "Stb. 2017, 317", value={"year": "2017", "number": "317"}, kind="stb"),
    ],
    indicators=[INDICATOR],
)
