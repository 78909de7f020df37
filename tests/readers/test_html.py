"""Web pages: those of the official site, now and earlier, of the Tweede Kamer, and others."""

import pytest

from milcoop_extract.document import BlockKind, Document
from milcoop_extract.readers import ReadError
from milcoop_extract.readers.html import read_html
from milcoop_extract.rules import ReadingRules

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


def test_windows_1252_is_found_out() -> None:
    data = "<html><head><meta charset='windows-1252'></head><body><p>één café</p></body></html>".encode("cp1252")
    assert read_html(data, "brief.html", RULES).text == "één café"


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<html><body><script>alert(1)</script></body></html>", b"<!DOCTYPE html>"],
)
def test_a_page_without_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^brief\.html: "):
        read_html(data, "brief.html", RULES)


@pytest.mark.parametrize("tag", ["div", "ul><li", "span", "table><tr><td"])
def test_deep_nesting_ends(tag: str) -> None:
    data = f"<html><body>{f'<{tag}>' * 50_000}Tekst.".encode()
    try:
        text = read_html(data, "brief.html", RULES).text
    except ReadError as error:
        text = error.reason
    assert text
