"""Where sentences begin, and the sentence around an offset."""

from itertools import pairwise

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import BESIDE, REACH, SECTION, Clauses, words_before

NLP = spacy.blank("nl")
MARKING = spacy.blank("nl")
MARKING.add_pipe("milcoop_sentences")


def make(text: str, *, marked: bool) -> Doc:
    doc: Doc = MARKING(text) if marked else NLP(text)
    return doc


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        ["a"],
        ["Dit is een zin. ", "Dit ook! ", "En dit? ", "Ja."],
        ["Dat kost € 5. ", "€ 6 is te veel. ", "(Zie de bijlage.) ", "«Goed zo.» ", "Hij zweeg."],
        ["De heer J. de Boer komt. ", "Hij blijft."],
        ["Kosten: ca. € 5 miljoen, d.w.z. 3% van het totaal. ", "Dat is veel."],
        ["Zie Kamerstuk 33 279, nr. 32 en nr. 33 daarvan."],
        ["Op 20 november jl. ", "De Kamer vergaderde."],
        ["Kop zonder punt\n\n", "De eerste alinea.\n\n", "• een punt\n\n", "de laatste"],
        ["Het steeg met 1.500 euro. ", "In 2020 niet."],
        ["De afspraak is van 20 november jl.\n\n", "Finland kocht vliegtuigen."],
        ["Op 20 nov. 2020 kwam hij."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(sentences)
    doc = make(text, marked=True)
    starts = [sentence.start_char for sentence in doc.sents]
    assert [text[start:end] for start, end in pairwise([*starts, len(text)])] == sentences


@pytest.mark.parametrize("marked", [True, False])
def test_around(marked: bool) -> None:
    text = "Eerst dit. Dan iets.\n\nTen slotte niets meer"
    clauses = Clauses(make(text, marked=marked))
    first, second, third = (0, 11), (11, 22), (22, len(text))
    assert [clauses.sentence(at, at + 1) for at in (0, 10, 11, 21, 22, len(text) - 1)] == [
        first,
        first,
        second,
        second,
        third,
        third,
    ]
    assert clauses.sentence(3, 12) == (0, 22)
    assert clauses.sentence(0, len(text)) == (0, len(text))
    assert clauses.sentence(11, 22) == second


def test_apart() -> None:
    text = "Eerst dit. Dan kost het 5% meer. Klaar."
    clauses = Clauses(make(text, marked=True))
    assert clauses.apart(0, 6) == 0
    assert clauses.apart(6, 12) == 1
    assert clauses.apart(6, len(text) - 1) == 2


@pytest.mark.parametrize("marked", [True, False])
def test_left_and_right(marked: bool) -> None:
    text = "Eerst dit. Dan kost het 5% meer. Klaar."
    clauses = Clauses(make(text, marked=marked))
    start = text.index("5%")
    assert clauses.left(start) == "Dan kost het "
    assert clauses.right(start + 2) == " meer. "
    assert clauses.left(0) == ""
    assert clauses.right(len(text)) == ""


def test_left_and_right_go_no_further_than_their_reach() -> None:
    text = "woord " * 500
    clauses = Clauses(make(text, marked=True))
    assert clauses.left(1500) == text[1500 - REACH : 1500]
    assert clauses.right(1500) == text[1500 : 1500 + REACH]


def test_what_is_near_and_what_is_earlier() -> None:
    text = "Eerst dit.\nDan kost het 5% meer. Klaar."
    clauses = Clauses(make(text, marked=True))
    start = text.index("5%")
    assert clauses.near(start, start + 2) == ("Dan kost het ", " meer. ")
    assert clauses.earlier(start) == (0, text.index("Dan"))
    assert clauses.earlier(3) == (0, 0)
    long = "woord " * 500 + ". Dan dit."
    assert Clauses(make(long, marked=True)).earlier(len(long) - 2) == (long.index("Dan") - SECTION, long.index("Dan"))


@pytest.mark.parametrize(
    ("text", "end", "count", "floor", "words"),
    [
        ("een twee drie", 13, 2, 0, "twee drie"),
        ("een twee drie ", 14, 2, 0, "twee drie "),
        ("een twee drie", 8, 1, 0, "twee"),
        ("een twee drie", 6, 1, 0, "tw"),
        ("een twee drie", 13, 9, 0, "een twee drie"),
        ("een twee drie", 13, 3, 5, "wee drie"),
        ("een", 0, 2, 0, ""),
        ("", 0, 1, 0, ""),
        ("x" * 300, 300, 1, 0, "x" * BESIDE),
    ],
)
def test_words_before(text: str, end: int, count: int, floor: int, words: str) -> None:
    assert words_before(text, end, count, floor) == words


def test_sentences_of_the_pipeline_go_before_our_own() -> None:
    text = "Eerst dit. Dan dat"
    doc = NLP.make_doc(text)
    for token in doc:
        token.is_sent_start = token.text in {"Eerst", "dit"}
    assert Clauses(doc).sentence(6, 9) == (6, len(text))
    assert Clauses(NLP.make_doc(text)).sentence(6, 9) == (0, 11)


def test_an_empty_document(nlp: Language) -> None:
    doc = nlp("")
    assert {group: len(spans) for group, spans in doc.spans.items()} == dict.fromkeys(doc.spans, 0)
    assert len(doc.spans) == 7
