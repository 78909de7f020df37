import pytest

from milcoop_extract.document import BlockKind, Footnote
from milcoop_extract.readers import read_string

PAGE_END = "\n\n1 De noot.\n vervolgt hier de zin die al begonnen was."


def anchored(source: str) -> tuple[str, list[tuple[str, str, str | None]]]:
    """Read a string; return its body, and of each note its marker, its text and up to ten characters before its anchor."""
    document = read_string(source)
    text = document.text
    body = "\n\n".join(text[block.start : block.end] for block in document.blocks if block.kind is not BlockKind.FOOTNOTE)
    return body, [(note.marker, text[note.start : note.end], before_anchor(text, note)) for note in document.footnotes]


def before_anchor(text: str, note: Footnote) -> str | None:
    return None if note.anchor is None else text[max(note.anchor - 10, 0) : note.anchor].lstrip()


@pytest.mark.parametrize(
    ("sentence", "expected", "anchor"),
    [
        ("Dit staat in meerdere beleidsstukken1 en daarom", "Dit staat in meerdere beleidsstukken en daarom", "idsstukken"),
        ("Dit is volgens de strategie van 20161 en daarom", "Dit is volgens de strategie van 2016 en daarom", "e van 2016"),
        (
            "Dat is met een stijging van 1,48%1 nog weinig, dus",
            "Dat is met een stijging van 1,48% nog weinig, dus",
            "van 1,48%",
        ),
        ("Zoals op 24 juni 2022 1 is toegezegd aan de Kamer", "Zoals op 24 juni 2022 is toegezegd aan de Kamer", "juni 2022"),
        (
            "Dat is het oordeel van de Deltacommissaris 1 en dus",
            "Dat is het oordeel van de Deltacommissaris en dus",
            "ommissaris",
        ),
        (
            "Dit heet «Europa beschermt»1 en in het vervolg ook",
            "Dit heet «Europa beschermt» en in het vervolg ook",
            "beschermt»",
        ),
        (
            "Zo staat het in het verslag.1 Daarom is het plan nu",
            "Zo staat het in het verslag. Daarom is het plan nu",
            "t verslag.",
        ),
        ("Zo staat het in de stukken[1] die u hebt ontvangen", "Zo staat het in de stukken die u hebt ontvangen", "de stukken"),
        (
            "Zo staat het in de stukken [1] die u hebt ontvangen",
            "Zo staat het in de stukken die u hebt ontvangen",
            "de stukken",
        ),
        (
            "Zo staat het in de stukken¹ die u al hebt ontvangen",
            "Zo staat het in de stukken die u al hebt ontvangen",
            "de stukken",
        ),
        (
            "De EU en haar leden: dat is voor de EU1 het eerste",
            "De EU en haar leden: dat is voor de EU het eerste",
            "voor de EU",
        ),
        (
            "De schepen varen onder de vlag van het VJFK1 en dus",
            "De schepen varen onder de vlag van het VJFK en dus",
            "n het VJFK",
        ),
        (
            "Dat vroeg het lid Jansen (ABC).1 Daarom is het plan",
            "Dat vroeg het lid Jansen (ABC). Daarom is het plan",
            "sen (ABC).",
        ),
        (
            "Dit heet «Europa beschermt».1 In het vervolg ook is",
            "Dit heet «Europa beschermt». In het vervolg ook is",
            "eschermt».",
        ),
        (
            "Dat was de oefening van 2016.1 Daarom is het plan nu",
            "Dat was de oefening van 2016. Daarom is het plan nu",
            "van 2016.",
        ),
    ],
)
def test_a_mark_is_taken_out_and_tied_to_its_note(sentence: str, expected: str, anchor: str) -> None:
    body, notes = anchored(sentence + PAGE_END)
    assert body == f"{expected} vervolgt hier de zin die al begonnen was."
    assert notes == [("1", "De noot.", anchor)]


@pytest.mark.parametrize(
    "sentence",
    [
        "De uitstoot van CO1 nam in de afgelopen jaren af en",
        "De groep heet sinds kort SNXG1 en zoals gezegd is SNXG1",
        "Het oefenterrein beslaat nu 30 km1 aan de kust, dus",
        "Het toestel van het type F-1 is vorig jaar verkocht",
        "Dat gebeurt stapsgewijs en in fase 1 is er overleg;",
        "Dat staat in artikel 1 van het verdrag en dus in de",
        "De marine levert daarvoor nu ook 1 fregat en dat is",
        "Het budget stijgt daardoor in 2021 met 1,1% en dat",
        "Het kost de krijgsmacht € 1 miljoen en dat bedrag is",
    ],
)
def test_a_number_that_is_no_mark_stays(sentence: str) -> None:
    body, notes = anchored(sentence + PAGE_END)
    assert body == f"{sentence} vervolgt hier de zin die al begonnen was."
    assert notes == [("1", "De noot.", None)]


@pytest.mark.parametrize(
    ("source", "body", "notes"),
    [
        pytest.param(
            "Eerst de nota1 en dan de visie2 die nog\n\n1 Noot een, over\ntwee regels.\n\n2 Noot twee.\n volgt op die nota.",
            "Eerst de nota en dan de visie die nog volgt op die nota.",
            [("1", "Noot een, over twee regels.", "st de nota"), ("2", "Noot twee.", "n de visie")],
            id="two notes below a page",
        ),
        pytest.param(
            "Eerst de nota1 en dan de visie2.\n\n1 Noot een.\n2 Noot twee.\n",
            "Eerst de nota en dan de visie.",
            [("1", "Noot een.", "st de nota"), ("2", "Noot twee.", "n de visie")],
            id="notes at the end of the letter, without blank lines",
        ),
        pytest.param(
            "De nota1 kwam in mei.\n\n1 Noot een.\n\f"
            "De visie2 kwam in juni.\n\n2 https://nota.example\n\f"
            "Dat is het einde van deze brief.",
            "De nota kwam in mei.\n\nDe visie kwam in juni.\n\nDat is het einde van deze brief.",
            [("1", "Noot een.", "De nota"), ("2", "https://nota.example", "De visie")],
            id="pages with form feeds",
        ),
        pytest.param(
            "De nota1 kwam in mei.\n\n1 Noot een.\n\nDe visie kwam in juni, zoals eerder gemeld.",
            "De nota kwam in mei.\n\nDe visie kwam in juni, zoals eerder gemeld.",
            [("1", "Noot een.", "De nota")],
            id="a page end that left no trace",
        ),
        pytest.param(
            "De twee doelen.\n\n1 Meer overleg.\n\n2 Meer oefenen.\n\nDat was het.",
            "De twee doelen.\n\n1 Meer overleg.\n\n2 Meer oefenen.\n\nDat was het.",
            [],
            id="a numbered list",
        ),
        pytest.param(
            "De nota2 kwam in mei.\n\n2 Noot twee.\n\fHet einde.",
            "De nota2 kwam in mei.\n\n2 Noot twee.\n\nHet einde.",
            [],
            id="a note out of sequence",
        ),
        pytest.param(
            "De ABCD1 kwam eerst en dan de visie2.\n\n1 Noot een\n2 Noot twee\n\nDe brief gaat verder.",
            "De ABCD kwam eerst en dan de visie.\n\nDe brief gaat verder.",
            [("1", "Noot een", "De ABCD"), ("2", "Noot twee", "n de visie")],
            id="an abbreviation, beside a mark that is sure",
        ),
        pytest.param(
            "De ABCD1 kwam.\n\n1 Noot een\n\nDe brief gaat verder.",
            "De ABCD1 kwam.\n\n1 Noot een\n\nDe brief gaat verder.",
            [],
            id="an abbreviation, and nothing else that tells",
        ),
        pytest.param(
            "De nota1 kwam en de wet3 ook.\n\n1 Noot een\n2 Noot twee\n3 Noot drie\n\nDe brief gaat verder.",
            "De nota kwam en de wet ook.\n\nDe brief gaat verder.",
            [("1", "Noot een", "De nota"), ("2", "Noot twee", None), ("3", "Noot drie", "en de wet")],
            id="a note without a mark among others",
        ),
        pytest.param(
            "De nota1 kwam.\n\n1 Brief van\n2 mei 2021.\n\nDe visie2 ook.\n\n2 Noot twee\n",
            "De nota kwam.\n\nDe visie ook.",
            [("1", "Brief van 2 mei 2021.", "De nota"), ("2", "Noot twee", "De visie")],
            id="a wrapped note with a number at the start of a line",
        ),
        pytest.param(
            "De nota1 kwam.\n\n1 Noot een\n\n2 Tweede kop\n\nDe brief gaat verder.",
            "De nota kwam.\n\n2 Tweede kop\n\nDe brief gaat verder.",
            [("1", "Noot een", "De nota")],
            id="a numbered heading below a note",
        ),
        pytest.param(
            "De nota1 kwam.\n\n1 Noot een\n\nDe wet kwam.\n\n2 Noot twee\n\nDe visie3 kwam.\n\n3 Noot drie\n\nHet einde.",
            "De nota kwam.\n\nDe wet kwam.\n\nDe visie kwam.\n\nHet einde.",
            [("1", "Noot een", "De nota"), ("2", "Noot twee", None), ("3", "Noot drie", "De visie")],
            id="on past a note that has no mark",
        ),
        pytest.param(
            "De wet kwam.\n\n1 Noot een\n\nDe visie2 kwam.\n\n2 Noot twee\n\nHet einde.",
            "De wet kwam.\n\n1 Noot een\n\nDe visie kwam.\n\nHet einde.",
            [("2", "Noot twee", "De visie")],
            id="on past a first note that has no mark",
        ),
        pytest.param(
            "De nota1 is nu in handen van\n\n1 Noot een\n\nde Kamer, zoals de ABCD2 nu\n\n2 Noot twee\n\nal weet.",
            "De nota is nu in handen van de Kamer, zoals de ABCD nu al weet.",
            [("1", "Noot een", "De nota"), ("2", "Noot twee", "ls de ABCD")],
            id="page ends in the middle of a sentence",
        ),
        pytest.param(
            "Een nota1 met onder-\n\n1 Noot een.\n\fdelen.",
            "Een nota met onderdelen.",
            [("1", "Noot een.", "Een nota")],
            id="a broken word",
        ),
        pytest.param(
            "De nota1 noemt drie lessen:\n\n1. meer geld;\n2. meer tijd.\n\nDe nieuwe wet2 ook.\n\n1 Noot een.\n\n2 Noot twee.",
            "De nota noemt drie lessen:\n\n1. meer geld;\n\n2. meer tijd.\n\nDe nieuwe wet ook.",
            [("1", "Noot een.", "De nota"), ("2", "Noot twee.", "nieuwe wet")],
            id="a numbered list before notes at the end",
        ),
        pytest.param(
            "De nota1 noemt drie lessen:\n\n1 Noot een.\n\n\fmeer geld en meer tijd.",
            "De nota noemt drie lessen:\n\nmeer geld en meer tijd.",
            [("1", "Noot een.", "De nota")],
            id="notes below a colon at the end of a page",
        ),
    ],
)
def test_notes(source: str, body: str, notes: list[tuple[str, str, str]]) -> None:
    assert anchored(source) == (body, notes)


def test_notes_stand_after_the_paragraph_that_their_page_ends_in() -> None:
    document = read_string("De nota1 van vorig jaar is nu\n\n1 Noot een.\n bijna af.\n\nHet einde.")
    assert document.text == "De nota van vorig jaar is nu bijna af.\n\nNoot een.\n\nHet einde."
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.PARAGRAPH]
    assert document.alignment is not None
    assert document.alignment.to_source(document.footnotes[0].start, document.footnotes[0].end) == (33, 42)
