"""One letter in, its records out: what holds for every text, and where the date of the letter comes from."""

import json
import re
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milcoop_extract import Extraction, Extractor, extract, extract_text
from milcoop_extract.readers import read_string
from milcoop_extract.records import LetterRecord

ROOT = Path(__file__).parents[1]
LETTERS = sorted((ROOT / "corpus" / "letters").glob("*.txt"))

FIXED = [
    "€ 4,5 miljoen",
    "€ 12 miljard ($ 14 miljard)",
    "£ 3 mln. (circa € 3,5 mln.)",
    "€\u00a07,5\u202fmiljoen",
    "€ 250 mil\u00adjoen",
    "ruim 40 miljoen euro",
    "800 miljoen euro, waarvan 250 miljoen voor onderhoud",
    "10 tot 15 miljoen euro",
    "2,1% van het bbp",
    "ten minste 4 procent",
    "een stijging van 7%",
    "op 3 mei 2021",
    "in september 2020",
    "medio maart 2019",
    "van 2016 tot en met 2018",
    "de zomer van 2020",
    "vijf maanden",
    "vier à vijf jaar",
    "(Kamerstuk 33 279, nr. 32 en nr. 33)",
    "het EDIDP",
    "PESCO-projecten",
    "het European Defence Fund (EDF)",
    "de NATO Response Force",
]
"""Pieces of a letter that say the same wherever they stand."""

RELATIVE = ["dit jaar", "op 20 november jl.", "in mei", "vorige maand", "ongeveer 5 miljoen", "de zomer"]
FILLING = [
    "De minister", "verhoogt", "de defensie-uitgaven", "met", "Daarnaast", "is", "gedaald", "naar", "tot", "en", "België",
    "(bijv.)", "cafe\u0301", "samenwerking¹", "in 2016²", "5%3", "«Samen»",
]  # fmt: skip
ENDS = [". ", ", ", "; ", ": ", "! "]
BREAKS = ["\n", "\n\n", "-\n", "\r\n", "\u00ad\n", "\n\n\n• ", "\n\n1 Dit is een noot.\n\n", "\f"]
SEPARATORS = [" "] * 6 + ENDS + BREAKS

TEXTS = st.lists(st.tuples(st.sampled_from(FIXED + RELATIVE + FILLING), st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda pieces: "".join(piece + separator for piece, separator in pieces)
)
PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(FIXED + FILLING), st.sampled_from([" ", " ", ", ", ". "])), min_size=1, max_size=8
).map(
    lambda pieces: "Daarbij komt " + "".join(piece + separator for piece, separator in pieces).rstrip(" .,") + " en zo voorts."
)


def squeeze(text: str) -> str:
    """Leave out all that differs between the text and its source: white space, hyphens, marks of notes, composed letters."""
    return re.sub(r"[\s\u00ad\u202f¹²³-]", "", text.replace("e\u0301", "é"))


def check(extraction: Extraction, decoded: str | None) -> None:
    """Check what must hold for every extraction of a text."""
    mentions = extraction.mentions
    assert [mention.id for mention in mentions] == [f"m{number:04d}" for number in range(1, len(mentions) + 1)]
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    sections = {section.id: section for section in extraction.sections}
    ends: dict[str, int] = {}
    for mention in mentions:
        assert extraction.text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip() != ""
        assert mention.start >= ends.get(mention.type, 0), "two mentions of a type overlap"
        ends[mention.type] = mention.end
        section = sections[mention.section]
        assert section.start <= mention.start < mention.end <= section.end
        assert " ".join(mention.text.split()) in mention.sentence
        if decoded is not None:
            assert squeeze(decoded[mention.source_start : mention.source_end]) == squeeze(mention.text)
        if mention.type == "amount" and mention.equivalent_to is not None:
            other = next(item for item in mentions if item.id == mention.equivalent_to)
            assert other.type == "amount"
            assert other.end <= mention.start
    assert LetterRecord.model_validate_json(extraction.to_json()) == extraction.record


def told(extraction: Extraction, start: int = 0, end: int | None = None) -> list[dict[str, Any]]:
    """Return the mentions in a range of the text, without what depends on its place."""
    within = [
        mention for mention in extraction.mentions if start <= mention.start and mention.end <= (end or len(extraction.text))
    ]
    places = {mention.id: number for number, mention in enumerate(within)}
    result = []
    for mention in within:
        item = mention.model_dump(mode="json", exclude={"id", "section", "source_start", "source_end", "page", "cues"})
        item |= {"start": mention.start - start, "end": mention.end - start}
        if item.get("equivalent_to"):
            item["equivalent_to"] = places[item["equivalent_to"]]
        result.append(item)
    return result


# Short strings.


def test_a_sentence() -> None:
    text = "Finland verhoogt de uitgaven met ruim € 2 miljoen."
    assert json.loads(extract_text(text).to_json()) == {
        "schema_version": "1",
        "document": {
            "id": "text",
            "title": None,
            "date": None,
            "date_source": None,
            "dossier": None,
            "number": None,
            "session": None,
            "source": "",
            "sha256": sha256(text.encode()).hexdigest(),
            "media_type": "text/plain",
            "pages": None,
            "words": 9,
        },
        "sections": [
            {
                "id": "s01",
                "kind": "body",
                "level": 0,
                "title": None,
                "parent": None,
                "start": 0,
                "end": 50,
                "source_start": 0,
                "source_end": 50,
                "page": None,
            }
        ],
        "footnotes": [],
        "mentions": [
            {
                "id": "m0001",
                "type": "amount",
                "text": "€ 2 miljoen",
                "start": 38,
                "end": 49,
                "source_start": 38,
                "source_end": 49,
                "page": None,
                "section": "s01",
                "sentence": text,
                "rule": "amount.sign-first",
                "cues": [
                    {
                        "attribute": "role",
                        "value": "increase",
                        "rule": "role.verb-met",
                        "text": "verhoogt",
                        "start": 8,
                        "end": 16,
                    },
                    {
                        "attribute": "qualifier",
                        "value": "over",
                        "rule": "qualifier.before",
                        "text": "ruim",
                        "start": 33,
                        "end": 37,
                    },
                ],
                "value": {"amount": "2000000", "currency": "EUR"},
                "qualifier": "over",
                "role": "increase",
                "equivalent_to": None,
                "implicit": False,
            }
        ],
        "references": [],
        "indicators": [],
    }


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Niets.", "\ufeff", "\u00ad", "€", "%", "-", "(", "1", "Kamerstuk"])
def test_nothing_to_find(text: str) -> None:
    assert extract_text(text).mentions == ()


def test_a_string_that_is_no_unicode_text() -> None:
    assert [mention.text for mention in extract_text("Dat is \ud800 5%.").mentions] == ["5%"]


# What holds for every text.


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_every_text(text: str) -> None:
    check(extract_text(text, "2021-06-03"), read_string(text).decoded)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_text_without_a_date(text: str) -> None:
    check(extract_text(text), read_string(text).decoded)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_every_letter_of_the_corpus(letter: Path) -> None:
    decoded = letter.read_text(encoding="utf-8")
    extraction = extract(letter)
    check(extraction, decoded)
    assert len(extraction.mentions) > 100
    assert {mention.type for mention in extraction.mentions} == {
        "amount", "percentage", "date", "duration", "kamerstuk", "programme",
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.lists(PARAGRAPHS, max_size=2), st.lists(PARAGRAPHS, max_size=2))
def test_paragraphs_around_do_not_change_the_mentions(paragraph: str, before: Sequence[str], after: Sequence[str]) -> None:
    alone = extract_text(paragraph)
    together = extract_text("\n\n".join([*before, paragraph, *after]))
    start = sum(len(extract_text(other).text) + 2 for other in before)
    assert together.text[start : start + len(alone.text)] == alone.text
    assert told(together, start, start + len(alone.text)) == told(alone)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert extract_text(text).to_json() == extract_text(text).to_json()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FIXED), min_size=2, max_size=10))
def test_each_piece_of_a_letter_is_found(pieces: Sequence[str]) -> None:
    """Each in a sentence of its own: nothing is lost, and nothing found twice."""
    expected = [told(extract_text(f"Er was {piece} of iets.")) for piece in pieces]
    text = " ".join(f"Er was {piece} of iets." for piece in pieces)
    found = [(item["type"], item["text"], item["value"]) for item in told(extract_text(text))]
    assert found == [(item["type"], item["text"], item["value"]) for items in expected for item in items]
    assert all(expected)


@pytest.mark.parametrize("text", ["een groei van 3 à 5% tot 7%", "tussen de 3 en 5 procent tot 7 procent"])
def test_ranges_do_not_overlap(text: str) -> None:
    check(extract_text(text), text)


def test_conversions_point_to_the_amount_before_them() -> None:
    found = extract_text(
        "Dat is £ 4 miljoen (€ 5 miljoen) en 6 mln. dollar (ongeveer € 5,5 mln.), en ook € 7 miljoen."
    ).mentions
    amounts = [(item.text, item.equivalent_to) for item in found if item.type == "amount"]
    assert amounts == [
        ("£ 4 miljoen", None),
        ("€ 5 miljoen", "m0001"),
        ("6 mln. dollar", None),
        ("€ 5,5 mln.", "m0003"),
        ("€ 7 miljoen", None),
    ]


def test_ids_are_in_the_order_of_the_text_whatever_the_type() -> None:
    found = extract_text("In 2020 kostte het EDIDP € 5 miljoen (2%), vijf jaar lang (Kamerstuk 33 279, nr. 32).").mentions
    assert [(item.id, item.type) for item in found] == [
        ("m0001", "date"),
        ("m0002", "programme"),
        ("m0003", "amount"),
        ("m0004", "percentage"),
        ("m0005", "duration"),
        ("m0006", "kamerstuk"),
    ]


@pytest.mark.parametrize(
    ("source", "text", "sliced"),
    [
        ("Dat kost € 5\nmiljoen.", "€ 5 miljoen", "€ 5\nmiljoen"),
        ("Dat kost € 5 mil-\njoen.", "€ 5 miljoen", "€ 5 mil-\njoen"),
        ("Dat kost € 5 mil\u00adjoen.", "€ 5 miljoen", "€ 5 mil\u00adjoen"),
        ("Dat kost €\u00a05  miljoen.", "€ 5 miljoen", "€\u00a05  miljoen"),
        ("Dat kost\r\n€ 5\r\nmiljoen.", "€ 5 miljoen", "€ 5\nmiljoen"),
        ("Er is financie\u0308le hulp van € 5 miljoen.", "€ 5 miljoen", "€ 5 miljoen"),
        ("Dat is 1,48%1 meer.\n\n1 Een noot.", "1,48%", "1,48%"),
    ],
)
def test_source_offsets(source: str, text: str, sliced: str) -> None:
    (mention,) = extract_text(source).mentions
    assert mention.text == text
    decoded = read_string(source).decoded
    assert decoded is not None
    assert decoded[mention.source_start : mention.source_end] == sliced


def test_mentions_in_sections_and_footnotes() -> None:
    text = """Geachte voorzitter,

Hierbij de brief van 3 mei 2021.

Finland

Finland gaf € 5 miljoen1 uit aan de grensbewaking in het noorden van het land.

Zweden

Zweden gaf € 6 miljoen uit.

1 Dat is 2% van het bbp.

De Minister van Defensie,
A. de Vries
"""
    extraction = extract_text(text)
    titles = {section.id: section.title for section in extraction.sections}
    assert [(item.text, titles[item.section]) for item in extraction.mentions] == [
        ("3 mei 2021", None),
        ("€ 5 miljoen", "Finland"),
        ("€ 6 miljoen", "Zweden"),
        ("2%", "Zweden"),
    ]
    (note,) = extraction.footnotes
    amount = extraction.mentions[1]
    assert (note.marker, note.anchor) == ("1", amount.end)
    assert extraction.text[note.start : note.end] == "Dat is 2% van het bbp."


def test_sections_cover_the_text() -> None:
    for letter in LETTERS:
        extraction = extract(letter)
        starts = [section.start for section in extraction.sections]
        assert [0, *(section.end for section in extraction.sections)] == [*starts, len(extraction.text)]
        assert all(first < second for first, second in pairwise(starts))


# Words without an end.


@pytest.mark.parametrize("length", [199, 200, 201, 400, 401, 1000])
def test_an_endless_word_changes_nothing_around_it(length: int) -> None:
    text = f"Dat kost € 5 miljoen {'x' * length} in 2020."
    extraction = extract_text(text)
    assert extraction.text == text
    assert [mention.text for mention in extraction.mentions] == ["€ 5 miljoen", "2020"]


# The date of the letter.

HEAD = "Den Haag, 3 februari 2022\n\nGeachte voorzitter,\n\n"
MANY = "In 2019 was het zo. " * 5


@pytest.mark.parametrize(
    ("name", "text", "option", "expected", "source"),
    [
        ("brief.txt", "Dit jaar.", None, None, None),
        ("brief.txt", MANY, None, date(2019, 12, 31), "inferred"),
        ("2023-02-03-brief.txt", MANY, None, date(2023, 2, 3), "filename"),
        ("2023-02-03-brief.txt", HEAD + MANY, None, date(2022, 2, 3), "header"),
        ("2023-02-03-brief.txt", HEAD + MANY, "2020-12-18", date(2020, 12, 18), "option"),
        ("2023-02-03-brief.txt", HEAD + MANY, date(2020, 12, 18), date(2020, 12, 18), "option"),
        ("20230231-brief.txt", MANY, None, date(2019, 12, 31), "inferred"),
    ],
)
def test_date_of_a_letter(
    name: str, text: str, option: date | str | None, expected: date | None, source: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(f"{text} Dit jaar.", encoding="utf-8")
    extraction = extract(path, option)
    assert (extraction.document.date, extraction.document.date_source) == (expected, source)
    last = extraction.mentions[-1]
    assert last.text == "Dit jaar"
    assert last.type == "date"
    assert last.value.timex == (str(expected.year) if expected else "XXXX")


def test_the_date_of_a_manifest(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text(HEAD + "Dit jaar.", encoding="utf-8")
    document = extract(path, "2020-12-18", date_source="manifest").document
    assert (document.date, document.date_source) == (date(2020, 12, 18), "manifest")
    # a date that there is not was taken from nowhere
    document = extract(path, None, date_source="manifest").document
    assert (document.date, document.date_source) == (date(2022, 2, 3), "header")


@pytest.mark.parametrize(
    ("name", "text", "option", "expected", "source"),
    [
        ("brief.txt", "Dit jaar.", None, date(2021, 5, 6), "manifest"),
        ("2023-02-03-brief.txt", MANY, None, date(2021, 5, 6), "manifest"),
        ("brief.txt", HEAD, None, date(2022, 2, 3), "header"),
        ("brief.txt", HEAD, date(2020, 12, 18), date(2020, 12, 18), "option"),
    ],
)
def test_the_day_of_publication_counts_where_the_head_has_no_date(
    name: str, text: str, option: date | None, expected: date, source: str
) -> None:
    document = Extractor().extract(text.encode(), option, name=name, issued=date(2021, 5, 6)).document
    assert (document.date, document.date_source) == (expected, source)
