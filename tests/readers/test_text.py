import codecs
import json
import re
import time
import unicodedata
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.document import Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers import read, read_string
from milcoop_extract.readers.rules import ReadingRules
from milcoop_extract.readers.text import read_string as read_with
from milcoop_extract.readers.text import read_text

ROOT = Path(__file__).parents[2]
RULES = ReadingRules.load()

LETTER = """\
Den Haag, 3 mei 2021

Finland

Vorig jaar kocht Finland voor € 9,4 miljard aan nieuwe gevechts-
vliegtuigen. De defensie-uitgaven zijn daarmee hoger dan ooit en de
Finse regering heeft de Raad daarover geïnformeerd. Dat is één van
de redenen voor nauwer overleg met de «Noordse» buurlanden in 2022.

De Minister van Defensie,
J. de Boer
"""


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("In 2020 bedroeg het budget € 4 miljard", "In 2020 bedroeg het budget € 4 miljard"),
        ("België", "België"),
        ("2,1% van het bbp", "2,1% van het bbp"),
        ("", ""),
        (" \n\n \t\n", ""),
        # lines that were wrapped
        ("De uitgaven bedroegen in 2020 ongeveer\n€ 5 miljard.", "De uitgaven bedroegen in 2020 ongeveer € 5 miljard."),
        ("Dit zijn de grote investe-\nringen.", "Dit zijn de grote investeringen."),
        ("Wij zijn daarover ge-\ninformeerd.", "Wij zijn daarover geïnformeerd."),
        ("Er komt een VN-\nmissie.", "Er komt een VN-missie."),
        ("Nieuwe lucht-\nen landstrijdkrachten.", "Nieuwe lucht- en landstrijdkrachten."),
        ("In EU-, NAVO- en\nVN-verband.", "In EU-, NAVO- en VN-verband."),
        ("Dat geldt van 2021–\n2027.", "Dat geldt van 2021–2027."),
        ("Het gaat om land- en/\nof zeemacht.", "Het gaat om land- en/of zeemacht."),
        ("Dit is - zoals gezegd -\neen begin.", "Dit is - zoals gezegd - een begin."),
        # characters
        ("€\u00a05\u202fmiljard,  \tdus", "€ 5 miljard, dus"),
        ("inves\u00adtering\u200b", "investering"),
        ("inves\u00ad\nteringen", "investeringen"),
        ("inves¬\n teringen", "investeringen"),
        ("e\u0301e\u0301n reu\u0308nie", "één reünie"),
        ("een F\u201135 en ﬁnanciën", "een F-35 en financiën"),
        ("‘zo’ “en” «zo»", "‘zo’ “en” «zo»"),
    ],
)
def test_text(source: str, expected: str) -> None:
    assert read_string(source).text == expected


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Dit zijn de grote investe-\nringen van 2020.", {"investeringen": "investe-\nringen", "2020": "2020"}),
        ("Wij zijn daarover ge-\ninformeerd.", {"geïnformeerd": "ge-\ninformeerd", "ï": "-\ni", "nformeerd": "nformeerd"}),
        ("Er komt een VN-\n missie.", {"VN": "VN", "VN-": "VN-", "missie": "missie", "VN-missie": "VN-\n missie"}),
        ("Een lucht- \n en landmacht.", {"lucht-": "lucht-", "lucht- en": "lucht- \n en", "en": "en"}),
        ("Voor €\u00a0 5 miljard\u00ad.", {"€ 5": "€\u00a0 5", "miljard": "miljard", ".": "."}),
        (
            "Belgie\u0308 heeft ﬁnancie\u0308n.",
            {"België": "Belgie\u0308", "financiën": "ﬁnancie\u0308n", "fi": "ﬁ", "n.": "n."},
        ),
    ],
)
def test_every_character_knows_its_source(source: str, words: dict[str, str]) -> None:
    document = read_string(source)
    assert document.alignment is not None
    assert document.decoded == source
    for word, origin in words.items():
        start = document.text.index(word)
        first, last = document.alignment.to_source(start, start + len(word))
        assert source[first:last] == origin


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        LETTER.encode("utf-8-sig"),
        LETTER.encode("utf-16"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", LETTER).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-bom", "cp1252", "crlf", "cr", "nfd"],
)
def test_encodings_and_line_ends(reading_rules: ReadingRules, data: bytes) -> None:
    document = read_text(data, "brief.txt", reading_rules)
    assert document.decoded is not None
    assert unicodedata.normalize("NFC", document.decoded) == LETTER
    assert document.text == read_string(LETTER).text
    assert blocks(document)[2][1].endswith("de redenen voor nauwer overleg met de «Noordse» buurlanden in 2022.")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04...", "brief.txt: this archive is damaged"),
        (b"\x89PNG\r\n\x1a\n", "brief.txt: by its first bytes this is an image"),
        (b"\n <!DOCTYPE html><html>", "brief.txt: there is no text in this file"),
        (
            b"Brief\x00 met nul",
            r"brief.txt: this is not a text file: the control character U\+0000 at byte 5\. Save the letter as plain text",
        ),
        ("één\x01".encode(), r"brief.txt: this is not a text file: the control character U\+0001 at byte 5\. Save"),
        ("één\x02".encode("utf-16"), r"the control character U\+0002 at byte 8\. Save"),
        ("één één".encode()[:-2], r"bytes that are not UTF-8 at byte 8\. Save"),
        ("één ".encode() + b"\xe9\xe9n", r"bytes that are not UTF-8 at byte 6\. Save"),
        (b"\xe9\xe9n \x81", r"bytes that are neither UTF-8 nor Windows-1252 at byte 4\. Save"),
        (codecs.BOM_UTF16_LE + b"a\x00b", r"bytes that are not UTF-16-LE at byte 4\. Save"),
        (b"", r"brief.txt: there is no text in this file\. Check"),
        (b"\xef\xbb\xbf \n\n", r"brief.txt: there is no text in this file\. Check"),
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "brief.txt").write_bytes(data)
    with pytest.raises(ReadError, match=message):
        read(tmp_path / "brief.txt")


@given(st.text(alphabet=st.sampled_from("Aa1é€ \n\n\f-–.,:\u00a0\u00ade\u0301\u0327ﬁ\t%[]²")))
def test_text_and_map_hold_for_any_string(source: str) -> None:
    document = read_string(source)
    assert unicodedata.is_normalized("NFC", document.text)
    assert document.text == document.text.strip()
    assert not set(document.text) & set("\f\t\u00a0\u00ad")
    assert all(document.text[before.end : after.start] == "\n\n" for before, after in pairwise(document.blocks))
    assert "\n" not in "".join(text for _, text in blocks(document))
    assert document.alignment is not None
    assert document.decoded == source
    for at, character in enumerate(document.text):
        first, last = document.alignment.to_source(at, at + 1)
        origin = source[first:last]
        if character.isspace():
            assert origin.lstrip("\u00ad")[0].isspace()
        else:
            assert unicodedata.normalize("NFKD", character)[0] in unicodedata.normalize("NFKD", origin)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ReadError):
        assert read_text(data, "brief.txt", RULES).text


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        ",",
        "€ ",
        "a",
        "\n",
        "-\n",
        "a-\n",
        "a\u00ad",
        "e\u0301",
        "\u0327\u0301",
        "1 a\n\n",
        "1 A\n2 B\n\n2 C\n\n3 D\n\n",
        "ABC1 en\n\n1 A\n2 B\n\n",
        "woord1 is\n\n1 noot.\n\n",
        "Titel\n\n",
        "\f1\n",
        "- a\n",
    ],
)
def test_time_is_linear_in_size(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        read_with(text, RULES)
        return time.process_time() - start

    # Four times as much takes four times as long, and sixteen times where the work grows with the square. The rest is room for
    # a busy machine.
    assert seconds(160_000) < 1 + 10 * seconds(40_000)


def origins(document: Document) -> dict[int, int]:
    """Return which character of the text each character of the source became."""
    assert document.alignment is not None
    return {document.alignment.to_source(at, at + 1)[0]: at for at in range(len(document.text))}


def test_mentions_of_the_real_letter_are_found_back(real_letter: Path) -> None:
    """Every annotation has its readable form in the text, and that stands for just the annotated range of the source."""
    document = read(real_letter)
    places = origins(document)
    assert document.alignment is not None
    lines = (ROOT / "corpus" / "gold" / "kst-33279-32.jsonl").read_text(encoding="utf-8").splitlines()
    for entry in map(json.loads, lines[1:]):
        begins, dots, ends = entry["text"].partition(" … ")
        start = places[entry["start"]]
        end = places[entry["end"] - 1] + 1
        found = document.text[start:end]
        assert found == entry["text"] if not dots else (found.startswith(begins) and found.endswith(ends))
        assert document.alignment.to_source(start, end) == (entry["start"], entry["end"])


def test_broken_words_of_the_real_letter(real_letter: Path) -> None:
    document = read(real_letter)
    places = origins(document)
    assert document.decoded is not None
    hyphens = [match.start() for match in re.finditer(r"(?<=\w)-(?= *\n)", document.decoded)]
    kept = [document.text[places[hyphen] - 8 : places[hyphen] + 9] for hyphen in hyphens if hyphen in places]
    assert len(hyphens) == 49
    assert kept == ["defensie-uitgaven", "defensie-uitgaven"]


def test_footnotes_of_the_real_letter(real_letter: Path) -> None:
    document = read(real_letter)
    anchors = [(note.marker, document.text[(note.anchor or 0) - 14 : note.anchor]) for note in document.footnotes]
    assert anchors == [("1", "beleidsstukken"), ("2", "ategy van 2016"), ("3", "tage van 1,48%")]
    assert all(document.text[note.end - 1] == "." for note in document.footnotes)


@pytest.mark.parametrize(
    "start", ["<script>alert(1)</script> is geen opdracht.", "<naam> is nog niet ingevuld.", "> Retouradres"]
)
def test_angle_brackets_do_not_make_a_page(tmp_path: Path, start: str) -> None:
    (tmp_path / "brief.txt").write_text(f"{start}\n\nTekst.\n", encoding="utf-8")
    document = read(tmp_path / "brief.txt")
    assert (document.media_type, document.text) == ("text/plain", f"{start}\n\nTekst.")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("<officiele-publicatie><al>Tekst.</al></officiele-publicatie>", "application/xml"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><body><p>Tekst.</p></body></html>", "text/html"),
        ("<div><p>Tekst.</p></div>", "text/html"),
    ],
)
def test_the_format_is_told_by_the_content(tmp_path: Path, content: str, media_type: str) -> None:
    (tmp_path / "brief.txt").write_text(content, encoding="utf-8")
    document = read(tmp_path / "brief.txt")
    assert (document.media_type, document.text) == (media_type, "Tekst.")
