"""Web pages: those of the official site, now and earlier, of the Tweede Kamer, and others."""

import pytest

from milcoop_extract.document import BlockKind, Document
from milcoop_extract.errors import ReadError
from milcoop_extract.readers.markup.html import read_html
from milcoop_extract.readers.rules import ReadingRules

RULES = ReadingRules.load()


def read(body: str, head: str = "") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "brief.html", RULES)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


NOTE = (
    "<div id='noten'><div class='voet noot' id='supernote-note-{id}'><h5 class='note-close'><a href='#'>X</a> Noot</h5>"
    "<span class='nootnum'><a id='{id}'>1</a></span><p>De noot.</p></div></div>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<article><p>Een.</p><p>Twee <em>drie</em>.</p></article>", [("paragraph", "Een."), ("paragraph", "Twee drie.")]),
        ("<nav>Menu</nav><main><p>Een.</p></main><footer>Over</footer>", [("paragraph", "Een.")]),
        ("<article><script>x()</script><p>Een<style>p{}</style>.</p></article>", [("paragraph", "Een.")]),
        ("<article><p hidden>Weg.</p><p style='display: none'>Weg.</p><p>Een.</p></article>", [("paragraph", "Een.")]),
        ("<article><p>Een.</p><p><a href='#top'>Naar boven</a></p></article>", [("paragraph", "Een.")]),
        ("<div class='stuk'><p>Een.</p></div><p>Erbuiten.</p>", [("paragraph", "Een.")]),
        ("<article>Los.<p>Een.</p>Eind.</article>", [("paragraph", "Los."), ("paragraph", "Een."), ("paragraph", "Eind.")]),
        ("<article>Een.<br><br>Twee.</article>", [("paragraph", "Een."), ("paragraph", "Twee.")]),
        (
            "<article><ul><li><p><span class='ol'>–</span> een</p></li><li>twee</li></ul></article>",
            [("list_item", "– een"), ("list_item", "twee")],
        ),
        ("<article><h2>Kop</h2><p>Tekst.</p></article>", [("heading", "Kop"), ("paragraph", "Tekst.")]),
        (
            "<article><pre>Een regel\nen nog een.\n\nTwee.</pre></article>",
            [("paragraph", "Een regel en nog een."), ("paragraph", "Twee.")],
        ),
        ("<article><p>&euro; 5 &ndash; caf&eacute;</p></article>", [("paragraph", "€ 5 – café")]),
        ("<article><pre>Een regel<br>en nog een.</pre></article>", [("paragraph", "Een regel en nog een.")]),
        ("<article><pre>Een.\r\n \r\nTwee.</pre></article>", [("paragraph", "Een."), ("paragraph", "Twee.")]),
        ("<form><p>Een.</p><p>Twee.</p></form>", [("paragraph", "Een."), ("paragraph", "Twee.")]),
        ("<p>Een.</p><form><label>Zoeken</label><input></form>", [("paragraph", "Een.")]),
        (
            "<font><p>Een.</p><h2>Kop</h2><b><p>Twee.</p></b></font>",
            [("paragraph", "Een."), ("heading", "Kop"), ("paragraph", "Twee.")],
        ),
        ("<div>Een.<nav><ul><li>Menu</ul></nav>Twee.</div>", [("paragraph", "Een."), ("paragraph", "Twee.")]),
        (
            "<div><div>Een.<div>Twee.</div></div><div>Drie <b>vet</b>.</div></div>",
            [("paragraph", "Een."), ("paragraph", "Twee."), ("paragraph", "Drie vet.")],
        ),
        ("<ul><li><p class='labeled'><span class='ol'>a.</span>een</p></li></ul>", [("list_item", "a. een")]),
        ("<table><tr><td><p>Een.</p><p>Twee.</p></td></tr></table>", [("paragraph", "Een."), ("paragraph", "Twee.")]),
        (
            "<table><tr><td>Links.<td><table><tr><td>€ 5<td>€ 6</table></table>",
            [("paragraph", "Links."), ("table_cell", "€ 5"), ("table_cell", "€ 6")],
        ),
        (
            "<table><caption>Uitgaven</caption><tr><td>a<td>b</table>",
            [("heading", "Uitgaven"), ("table_cell", "a"), ("table_cell", "b")],
        ),
        ("<div id='broodtekst'><p>Een.</p></div><table><tr><th>Datum publicatie</th></tr></table>", [("paragraph", "Een.")]),
    ],
)
def test_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read(body)) == expected


def test_the_official_page() -> None:
    document = read(
        "<main><table><tr><th>Datum publicatie</th><th>Vergaderjaar</th></tr>"
        "<tr><td>11-01-2021</td><td>2020-2021</td></tr></table>"
        "<article><div id='broodtekst'><h1 class='dossiertitel'><span>39 999</span> Voorbeelden</h1>"
        "<h1 class='stuktitel'><span>Nr. 4</span> BRIEF VAN DE MINISTER</h1><p>Den Haag, 3 mei 2021</p>"
        "<h2 class='tussenkop'>Inleiding</h2><p>Het woord<sup><a class='nootnum' href='#ID-1'>1</a></sup> telt.</p>"
        "<h3 class='tussenkop'>Details</h3><p>Tekst.</p></div>" + NOTE.format(id="ID-1") + "</article></main>"
    )
    metadata = document.metadata
    assert (metadata.dossier, metadata.number, metadata.session, str(metadata.date)) == (
        "39999",
        "4",
        "2020-2021",
        "2021-05-03",
    )
    assert [block.level for block in document.blocks if block.kind is BlockKind.HEADING] == [2, 3]
    assert [(note.marker, document.text[note.start : note.end]) for note in document.footnotes] == [("1", "De noot.")]
    assert "Het woord telt." in document.text
    assert "Noot" not in document.text


def test_numbers_of_the_head_are_words_of_their_own() -> None:
    document = read(
        "<div class='stuk'><h1 class='dossiertitel'><span class='dossiernummer'>39 999</span>Voorbeelden</h1>"
        "<h1 class='dossiertitel'><span class='dossiernummer'>38 888</span>Andere</h1>"
        "<h2 class='stuktitel'><span class='stuknummer'>Nr. 4</span>BRIEF</h2><p>Tekst.</p></div>"
    )
    assert (document.metadata.title, document.metadata.dossier, document.metadata.number) == ("Voorbeelden", "39999", "4")


@pytest.mark.parametrize(
    "page",
    [
        "<pre>{}\n\nTekst.</pre>".format(
            "Brief regering : Oefeningen\n39 999 Voorbeelden\nNr. 89\nBRIEF VAN DE MINISTER VAN DEFENSIE\nDen Haag, 3 mei 2021"
        ),
        "<h1>Brief regering : Oefeningen</h1><p>39 999 Voorbeelden</p><p>Nr. 89</p><p>Den Haag, 3 mei 2021</p><p>Tekst.</p>",
        "<p>Brief regering : Oefeningen<br>39 999 Voorbeelden<br>Nr. 89<br>BRIEF<br>Den Haag, 3 mei 2021</p><p>Tekst.</p>",
    ],
)
def test_the_page_of_the_tweede_kamer(page: str) -> None:
    document = read(f"<main>{page}</main>")
    metadata = document.metadata
    assert (metadata.dossier, metadata.number, str(metadata.date)) == ("39999", "89", "2021-05-03")
    assert blocks(document)[-1] == ("paragraph", "Tekst.")
    assert ("head", "Nr. 89") in blocks(document)


def test_notes_of_other_pages() -> None:
    document = read(
        "<article><p>Het woord<sup id='r1'><a href='#fn1'>1</a></sup> telt.</p>"
        "<ol><li id='fn1'>De noot. <a href='#r1'>↩</a></li></ol></article>"
    )
    (note,) = document.footnotes
    assert (note.marker, document.text[note.start : note.end], document.text[: note.anchor]) == ("1", "De noot.", "Het woord")


def test_cells() -> None:
    document = read(
        "<article><table><tr><th colspan='2'>Breed</th><th>c</th></tr><tr><td rowspan='2'>hoog</td><td>b</td><td>c2</td></tr>"
        "<tr><td>b3</td><td>c3</td></tr></table></article>"
    )
    cells = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert cells == {(1, 1): "Breed", (1, 3): "c", (2, 1): "hoog", (2, 2): "b", (2, 3): "c2", (3, 2): "b3", (3, 3): "c3"}


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-16"),
        ("rot13", "cp1252"),
    ],
)
def test_the_encoding_is_found_out(charset: str, encoding: str) -> None:
    data = f"<html><head><meta charset='{charset}'></head><body><p>één café, € 5</p></body></html>".encode(encoding)
    assert read_html(data, "brief.html", RULES).text == "één café, € 5"


def test_one_damaged_byte_spoils_no_other_letter() -> None:
    data = "<html><body><p>één café, € 5</p>".encode() + b"<p>t\xff</p>"
    assert read_html(data, "brief.html", RULES).text.startswith("één café, € 5")


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<html><body><script>alert(1)</script></body></html>", b"<!DOCTYPE html>"],
)
def test_a_page_without_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^brief\.html: "):
        read_html(data, "brief.html", RULES)


@pytest.mark.parametrize("cell", ["<td colspan=1000>x", "<td rowspan=1000 colspan=1000>x"])
def test_false_spans_cost_nothing(cell: str) -> None:
    # If they were believed, this would not end.
    document = read(f"<table><tr>{cell * 20_000}<tr><td>eind</table>")
    assert document.text.endswith("eind")


@pytest.mark.parametrize("tag", ["div", "ul><li", "span", "table><tr><td"])
def test_deep_nesting_ends(tag: str) -> None:
    data = f"<html><body>{f'<{tag}>' * 50_000}Tekst.".encode()
    try:
        text = read_html(data, "brief.html", RULES).text
    except ReadError as error:
        text = error.reason
    assert text
