"""Letters that try to be more than text in a report."""

from typing import Any

from letters_for_reports import letter
from milcoop_extract.records import LetterRecord
from milcoop_extract.tables.rows import Failure
from milcoop_extract.views.results import LetterResult, Results

SCRIPT = "<script>document.title='taken'</script>"
IMAGE = "\"'><img src=x onerror=\"document.title='taken'\">"
RIGHT_TO_LEFT = "مرحبا بالعالم"
ENDLESS = "Zeerlangwoord" * 400

TEXT = f"""Den Haag, 18 december 2020

Geachte voorzitter,

Kop {SCRIPT} {IMAGE}

De uitgaven {SCRIPT} waren 1,5% van het bbp </mark></p></section>{IMAGE} in 2020. {RIGHT_TO_LEFT} kost € 3 miljoen.

{ENDLESS} duurt drie jaar. {{{{ 7 * 7 }}}} {{% raw %}} </style><!-- </script> ]]>

Hoogachtend,
"""


def hostile() -> Results:
    """Return a letter with markup in its text, its values, its facts and its metadata, and a failure with some in it."""
    fact = {"of": "1,5%", "value": "1.5", "subject": SCRIPT, "indicator": IMAGE, "period": SCRIPT, "unit": SCRIPT}
    about = {"title": SCRIPT, "source": SCRIPT, "dossier": IMAGE, "number": SCRIPT}
    found = letter(TEXT, fact, {"of": "1,5%", "value": "1.5"}, id_=IMAGE, **about)
    record = found.record.model_dump(mode="json")
    for section in record["sections"]:
        section["title"] = section["title"] and f"{section['title']} {SCRIPT}"
    for mention in record["mentions"]:
        mention["rule"] += IMAGE
    found = LetterResult(LetterRecord.model_validate(record), found.text)
    failure = Failure(document=SCRIPT, file=IMAGE, stage="read", reason=SCRIPT, remedy=IMAGE)
    return Results((found, letter("Het kost € 5 miljoen.", id_="tweede", sha256="0")), (failure,))


def many_mentions(count: int = 5000) -> LetterResult:
    """Return a letter with very many mentions, each in the one before."""
    text = "x" * (2 * count)
    place: dict[str, Any] = {"section": "s01", "sentence": "x", "rule": "r", "type": "duration", "value": {"timex": "P1Y"}}
    mentions = [{**place, "id": f"m{n:04}", "start": n, "end": n + 3, "text": "xxx"} for n in range(count)]
    base = letter("x").record.model_dump(mode="json")
    section = {**base["sections"][0], "start": 0, "end": len(text)}
    return LetterResult(LetterRecord.model_validate({**base, "sections": [section], "mentions": mentions}), text)
