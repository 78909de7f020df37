"""The XML of the official site: blocks, levels, notes, metadata; and XML that is hostile or something else."""

from pathlib import Path

import pytest

from milcoop_extract.document import BlockKind, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.markup.koop_xml import read_koop_xml
from milcoop_extract.readers.rules import ReadingRules

RULES = ReadingRules.load()
HEAD = """<kamerstukkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2021–2022</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>39 999</dossiernr><begrotingshoofdstuk>X</begrotingshoofdstuk></dossiernummer>
<titel>Voorbeelden van samenwerking</titel></dossier>"""


def publication(body: str, head: str = "", before: str = "") -> bytes:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}<officiele-publicatie><metadata><meta name='a' content='weg'/>"
        f"</metadata><kamerstuk>{head}<stuk><stuknr>Nr. <ondernummer kamer='2'>4</ondernummer></stuknr>"
        "<titel>BRIEF VAN DE MINISTER</titel>"
        f"<algemeen><vrije-tekst><tekst>{body}</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"
    ).encode()


def read(body: str, head: str = "", before: str = "") -> Document:
    return read_koop_xml(publication(body, head, before), "brief.xml", RULES)


def blocks(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of the blocks below the number of the document."""
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks[1:]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<al>Een alinea.</al><al-groep><al>Nog een.</al></al-groep>",
            [("paragraph", "Een alinea."), ("paragraph", "Nog een.")],
        ),
        ("<al>Met <nadruk type='vet'>nadruk</nadruk> en CO<inf>2</inf>.</al>", [("paragraph", "Met nadruk en CO2.")]),
        ("<al>Een <extref doc='kst-1'>verwijzing</extref>.</al>", [("paragraph", "Een verwijzing.")]),
        ("<al>Deze b<?xpp afbreken?>rief.</al>", [("paragraph", "Deze brief.")]),
        ("<al>Eén regel<br/>en twee.</al>", [("paragraph", "Eén regel en twee.")]),
        (
            "<lijst><li><li.nr>–</li.nr><al>een</al><lijst><li><li.nr>a.</li.nr><al>diep</al></li></lijst></li></lijst>",
            [("list_item", "– een"), ("list_item", "a. diep")],
        ),
        (
            "<lijst><li><li.nr>1.</li.nr><al>een</al><al>vervolg</al></li></lijst>",
            [("list_item", "1. een"), ("list_item", "vervolg")],
        ),
        (
            "<lijst><li><li.nr>a.</li.nr>tekst <nadruk>vet</nadruk> slot</li><li>los</li></lijst>",
            [("list_item", "a. tekst vet slot"), ("list_item", "los")],
        ),
        (
            (
                "<lijst><li><li.nr>1.</li.nr><al>x</al><table><tgroup><tbody><row><entry>a</entry><entry>b</entry></row>"
                "</tbody></tgroup></table></li></lijst>"
            ),
            [("list_item", "1. x"), ("table_cell", "a"), ("table_cell", "b")],
        ),
        (
            (
                "<table><tgroup><tbody><row><entry><al>Zie:</al><lijst><li><li.nr>–</li.nr><al>x</al></li></lijst></entry>"
                "</row></tbody></tgroup></table>"
            ),
            [("table_cell", "Zie: – x")],
        ),
        (
            (
                "<kamervraagkop><kamervraagnummer>2021Z01234</kamervraagnummer>"
                "<kamervraagonderwerp>Over oefeningen</kamervraagonderwerp></kamervraagkop><vraag><al>Waarom?</al></vraag>"
            ),
            [("paragraph", "2021Z01234"), ("heading", "Over oefeningen"), ("paragraph", "Waarom?")],
        ),
        (
            "<vraag nr='1'><nr>1</nr><al>Waarom?</al></vraag><antwoord><al>Daarom.</al></antwoord>",
            [("paragraph", "1"), ("paragraph", "Waarom?"), ("paragraph", "Daarom.")],
        ),
        ("<al>Tekst.</al><plaatje><illustratie naam='x.png'/></plaatje>", [("paragraph", "Tekst.")]),
        (
            (
                "<al>Slot.</al><ondertekening><functie>De Minister van Voorbeelden,</functie>"
                "<naam><voornaam>A.B.</voornaam><voorvoegsels>van</voorvoegsels><achternaam>Verzonnen</achternaam></naam>"
                "</ondertekening>"
            ),
            [("paragraph", "Slot."), ("signature", "De Minister van Voorbeelden,"), ("signature", "A.B. van Verzonnen")],
        ),
    ],
)
def test_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read(body)) == expected


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("<tussenkop kopopmaak='vet'>A</tussenkop><al>t.</al><tussenkop kopopmaak='cur'>B</tussenkop><al>t.</al>", [1, 3]),
        ("<tussenkop kopopmaak='vet'>A</tussenkop><al>t.</al><tussenkop kopopmaak='vetcur'>B</tussenkop><al>t.</al>", [1, 2]),
        (
            (
                "<divisie><kop><nr>1</nr><titel>A</titel></kop><al>t.</al><divisie><kop><nr>1.1</nr><titel>B</titel></kop><al>t.</al>"
                "<tussenkop kopopmaak='cur'>C</tussenkop><al>t.</al></divisie></divisie>"
            ),
            [10, 20, 23],
        ),
    ],
)
def test_levels(body: str, levels: list[int]) -> None:
    assert [block.level for block in read(body).blocks if block.kind is BlockKind.HEADING] == levels


def test_notes() -> None:
    document = read(
        "<tussenkop kopopmaak='vet'>Kop<noot id='n1'><noot.nr>1</noot.nr><noot.al>Bij de kop.</noot.al></noot></tussenkop>"
        "<al>Het woord<noot id='n2'><noot.nr>2</noot.nr><noot.al>Een.</noot.al><noot.al>Twee.</noot.al></noot>, en"
        " weer<nootref refid='n2'>2</nootref>.</al>"
    )
    assert [
        (note.marker, document.text[note.start : note.end], document.text[: note.anchor].split()[-1])
        for note in document.footnotes
    ] == [("1", "Bij de kop.", "Kop"), ("2", "Een. Twee.", "woord")]
    assert "Het woord, en weer." in document.text


def test_cells() -> None:
    document = read(
        "<table><title>Uitgaven</title><tgroup cols='3'><colspec colname='c1'/><colspec colname='c2'/><colspec colname='c3'/>"
        "<tbody>"
        "<row><entry namest='c1' nameend='c2'><al>Breed</al></entry><entry colname='c3'><al>2022</al></entry></row>"
        "<row><entry><al>a</al></entry><entry><al>b</al></entry><entry><al>c</al></entry></row></tbody></tgroup></table>"
    )
    cells = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert cells == {(1, 1): "Breed", (1, 3): "2022", (2, 1): "a", (2, 2): "b", (2, 3): "c"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<row><entry morerows='1'>a</entry><entry>b</entry></row><row><entry>c</entry></row>", {(1, 1), (1, 2), (2, 2)}),
        ("<row><entry morerows='x'>a</entry></row><row><entry>b</entry></row>", {(1, 1), (2, 1)}),
        ("<row><entry namest='onbekend' nameend='ook'>a</entry><entry>b</entry></row>", {(1, 1), (1, 2)}),
    ],
)
def test_places_of_cells(rows: str, expected: set[tuple[int, int]]) -> None:
    document = read(f"<table><tgroup cols='2'><tbody>{rows}</tbody></tgroup></table>")
    assert {(b.cell.row, b.cell.column) for b in document.blocks if b.cell} == expected


def test_columns_are_counted_in_each_group() -> None:
    group = (
        "<tgroup><colspec colname='c1'/><colspec colname='c2'/><tbody><row><entry colname='c2'>b</entry></row></tbody></tgroup>"
    )
    document = read(f"<table>{group}{group}</table>")
    assert [(b.cell.row, b.cell.column) for b in document.blocks if b.cell] == [(1, 2), (2, 2)]


def test_lists_in_notes() -> None:
    (note,) = (
        document := read(
            "<al>A<noot id='n'><noot.nr>1</noot.nr><noot.al>Zie:</noot.al><noot.lijst><noot.li><li.nr>a.</li.nr>"
            "<noot.al>een.</noot.al></noot.li></noot.lijst></noot>.</al>"
        )
    ).footnotes
    assert document.text[note.start : note.end] == "Zie: a. een."


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<!DOCTYPE a SYSTEM 'op.dtd'>", "België en ."),
        ("<!DOCTYPE a [<!ENTITY euml '&#235;'><!ENTITY spanje ' Spanje'>]>", "België en Spanje."),
        ("<!DOCTYPE a [<!ENTITY euml '&#235;'><!ENTITY spanje '<b/>'>]>", "België en ."),
        (f"<!DOCTYPE a [<!ENTITY euml '&#235;'><!ENTITY spanje '{'x' * 1000}'>]>", "België en ."),
    ],
)
def test_entities(before: str, expected: str) -> None:
    document = read("<al>Belgi&euml; en&spanje;.</al>", HEAD.replace("Voorbeelden", "Belgi&euml;:"), before)
    assert document.text.rpartition("\n\n")[2] == expected
    assert document.metadata.title == "België: van samenwerking"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("US-ASCII", "utf-8"),
        ("ISO-8859-1", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("windows-1252", "cp1252"),
        ("UTF-16", "utf-16"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    data = publication("<al>België betaalt € 5.</al>").decode().replace("UTF-8", declared).encode(encoding)
    assert "België betaalt € 5." in read_koop_xml(data, "brief.xml", RULES).text


def test_the_date_is_that_of_the_element_and_notes_stand_in_titles() -> None:
    data = publication("<al>Tekst.</al>").decode()
    data = data.replace("MINISTER<", "MINISTER<noot id='t'><noot.nr>1</noot.nr><noot.al>Herdruk.</noot.al></noot><")
    data = data.replace(
        "<algemeen>", "<datumtekst>Ontvangen <datum isodatum='2021-02-03'>3 februari</datum></datumtekst><algemeen>"
    )
    document = read_koop_xml(data.encode(), "brief.xml", RULES)
    (note,) = document.footnotes
    assert str(document.metadata.date) == "2021-02-03"
    assert document.text[: note.anchor].endswith("BRIEF VAN DE MINISTER")


def test_the_first_of_two_dossiers_is_that_of_the_letter() -> None:
    document = read("<al>Tekst.</al>", HEAD + HEAD.replace("39 999", "38 888"))
    assert document.metadata.dossier == "39999-X"
    assert "38 888" in document.text


def test_metadata() -> None:
    metadata = read("<al>Den Haag, 3 mei 2022</al><al>Tekst.</al>", HEAD).metadata
    assert (metadata.dossier, metadata.number, metadata.session) == ("39999-X", "4", "2021-2022")
    assert (metadata.title, str(metadata.date)) == ("Voorbeelden van samenwerking", "2022-05-03")


def test_the_older_root() -> None:
    data = (
        "<kamerwrk><frontm><ordernr>weg</ordernr><vergjaar>Vergaderjaar 1999–2000</vergjaar>"
        "<onderw><nummer>26 999</nummer><naam>Voorbeelden</naam></onderw></frontm>"
        "<body><stuk><nummer>Nr. 3</nummer><titel>BRIEF</titel><al>Den Haag, 4 mei 2000</al>"
        "<tuskop letat='vet'>Inleiding</tuskop>"
        "<al>Tekst<voetref refid='v1'/>.</al><voetnoot id='v1' nr='1'><al>Een noot.</al></voetnoot></stuk></body></kamerwrk>"
    ).encode()
    document = read_koop_xml(data, "brief.xml", RULES)
    assert document.metadata.session == "1999-2000"
    assert [block.kind.value for block in document.blocks[-3:]] == ["heading", "paragraph", "footnote"]
    assert [(note.marker, document.text[: note.anchor].split()[-1]) for note in document.footnotes] == [("1", "Tekst")]


BOMB = (
    "<!DOCTYPE a [<!ENTITY a '"
    + "x" * 1000
    + "'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 50}'>" for i in range(8))
    + "]>"
)


def test_an_entity_bomb_does_not_go_off() -> None:
    with pytest.raises(ReadError, match="amplification"):
        read("<al>Tekst &i;.</al>", before=BOMB)


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM")
    document = read("<al>Tekst &s;.</al>", before=f"<!DOCTYPE a [<!ENTITY s SYSTEM '{secret.as_uri()}'>]>")
    assert "GEHEIM" not in document.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><rss><channel/></rss>", "its root is rss"),
        (b"<?xml version='1.0'?><metadata_gegevens/>", "its root is metadata_gegevens"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "its root is .*svg"),
        (publication("<al>Belgi\u00eb</al>").decode().encode("cp1252"), "not well-formed"),
        (publication("<al>Tekst.</al>")[:200], "not well-formed"),
        (b"<?xml version='1.0'?><officiele-publicatie>" + b"<al>" * 100_000, "not well-formed"),
        (publication(""), None),
        (b"<?xml version='1.0'?><officiele-publicatie/>", "there is no text"),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str | None) -> None:
    if reason is None:
        assert read_koop_xml(data, "brief.xml", RULES).text == "Nr. 4 BRIEF VAN DE MINISTER"
        return
    with pytest.raises(ReadError, match=reason) as caught:
        read_koop_xml(data, "brief.xml", RULES)
    assert str(caught.value).startswith("brief.xml: ")
    assert caught.value.remedy
