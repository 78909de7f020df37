"""How far words belong together."""

import pytest
import spacy

from milcoop_extract.mentions.clauses import NEAR, REACH, Clauses

NLP = spacy.blank("nl")


def of(text: str) -> Clauses:
    return Clauses(NLP.make_doc(text))


def place(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eerst dit. Dan komt HIER iets na. Daarna niets.", ("Dan komt ", " iets na. ")),
        ("HIER is het.", ("", " is het.")),
        ("Dat is HIER", ("Dat is ", "")),
        (f"{'woord ' * 20}HIER{' ander' * 20}", (("woord " * 20)[-NEAR:], (" ander" * 20)[:NEAR])),
    ],
)
def test_near(text: str, expected: tuple[str, str]) -> None:
    assert of(text).near(*place(text, "HIER")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een\nBetreft: het jaar HIER\nTwee", "Betreft: het jaar "),
        ("Een. Twee HIER", "Een. Twee "),
        ("Een\nHIER", ""),
        ("a" * 500 + "HIER", "a" * REACH),
    ],
)
def test_opening(text: str, expected: str) -> None:
    assert of(text).opening(place(text, "HIER")[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het gaat om:\nHIER", "Het gaat om:"),
        ("Het gaat om:\neen;\ntwee; \nHIER.", "Het gaat om:"),
        ("Het gaat om:\n\neen;\n\nHIER", "Het gaat om:"),
        # the list that a colon begins last
        ("Het gaat om:\neen;\nen ook:\ntwee;\nHIER", "en ook:"),
        # what ends in a full stop ends the list
        ("Het gaat om:\neen.\nHIER", None),
        ("Het gaat om:\neen;\ntwee.\n\nHIER", None),
        ("Het gaat om: HIER", None),
        ("HIER", None),
    ],
)
def test_introduction(text: str, expected: str | None) -> None:
    found = of(text).introduction(place(text, "HIER")[0])
    assert (text[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("HIER", "HIER"), ("Een\nHIER is het\nTwee", "HIER is het"), ("Een\n\nHIER", "HIER"), ("HIER\n", "HIER")],
)
def test_paragraph(text: str, expected: str) -> None:
    assert text[slice(*of(text).paragraph(place(text, "HIER")[0]))] == expected


def test_the_sentences_that_a_pipeline_marked() -> None:
    doc = NLP.make_doc("een twee drie vier")
    doc[0].is_sent_start = doc[2].is_sent_start = True
    doc[1].is_sent_start = doc[3].is_sent_start = False
    assert [Clauses(doc).sentence(at, at + 1) for at in (0, 4, 9, 14)] == [(0, 9), (0, 9), (9, 18), (9, 18)]
