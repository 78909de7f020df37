import pytest

from milcoop_extract.document import Document
from milcoop_extract.readers import read_string

FULL = "Deze regel is helemaal vol en loopt daarom op de volgende door"


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(f"{FULL}\nzonder een witregel.", [f"{FULL} zonder een witregel."], id="a wrapped paragraph"),
        pytest.param(
            f"{FULL}\nNAVO en zo.\n\n{FULL}\nVerder.",
            [f"{FULL} NAVO en zo.", f"{FULL} Verder."],
            id="a blank line between paragraphs",
        ),
        pytest.param(
            f"{FULL}\nkort einde.\nEen nieuwe alinea.", [f"{FULL} kort einde.", "Een nieuwe alinea."], id="a short last line"
        ),
        pytest.param(
            f"{FULL}.\nFrankrijk\nDe Franse regering is gevallen.",
            [f"{FULL}.", "Frankrijk", "De Franse regering is gevallen."],
            id="a heading",
        ),
        pytest.param(
            f"{FULL}.\nFrankrijk gaat verder\n{FULL}",
            [f"{FULL}.", "Frankrijk gaat verder", FULL],
            id="a heading after a full line",
        ),
        pytest.param(f"{FULL}\n\f en verder.", [f"{FULL} en verder."], id="a form feed within a paragraph"),
        pytest.param(f"{FULL}\n\n\fen verder.", [f"{FULL} en verder."], id="a form feed and a blank line within a paragraph"),
        pytest.param(f"{FULL}\n en verder.", [f"{FULL} en verder."], id="a space for a page break"),
        pytest.param(f"{FULL}.\n\n\fEn verder.", [f"{FULL}.", "En verder."], id="a form feed between paragraphs"),
        pytest.param(
            f"{FULL}.\n Frankrijk\n\n{FULL}.", [f"{FULL}.", "Frankrijk", f"{FULL}."], id="a heading at the top of a page"
        ),
        pytest.param(
            f"{FULL}\n\nTweede Kamer, vergaderjaar 2020–2021, 33 279, nr. 32\n\n7\n\nen verder.",
            [f"{FULL} en verder."],
            id="a foot line and a page number within a paragraph",
        ),
        pytest.param(
            f"{FULL}\nTweede Kamer, vergaderjaar 2020–2021, 33 279, nr. 32) is dat gemeld.",
            [f"{FULL} Tweede Kamer, vergaderjaar 2020–2021, 33 279, nr. 32) is dat gemeld."],
            id="a wrapped citation that looks like a foot line",
        ),
        pytest.param(f"{FULL}\n\nPagina 1 van 9\n\nen verder.", [f"{FULL} en verder."], id="the page number of a ministry"),
        pytest.param(
            f"{FULL}\nkst-33279-32\nISSN 0921 - 7371\n’s-Gravenhage 2020\nen verder.",
            [f"{FULL} en verder."],
            id="the imprint of a print",
        ),
        pytest.param(
            f"{FULL} met deze punten:\n- het eerste punt, dat een lange regel is en door-\nloopt;\n- het tweede.\n\n{FULL}",
            [
                f"{FULL} met deze punten:",
                "- het eerste punt, dat een lange regel is en doorloopt;",
                "- het tweede.",
                FULL,
            ],
            id="a list",
        ),
        pytest.param(
            "Er zijn:\n1. Eén.\n2. Twee.\n3. Drie.", ["Er zijn:", "1. Eén.", "2. Twee.", "3. Drie."], id="a numbered list"
        ),
        pytest.param("Er zijn:\na) een\nb) twee", ["Er zijn:", "a) een", "b) twee"], id="a lettered list"),
        pytest.param("\uf0b7 Eén.\n\uf0b7 Twee.", ["• Eén.", "• Twee."], id="bullets of the Symbol font"),
        pytest.param(f"{FULL}\n– zoals gezegd – en verder.", [f"{FULL} – zoals gezegd – en verder."], id="a dash is no bullet"),
        pytest.param(f"{FULL} nr.\n32. Voorts.", [f"{FULL} nr. 32. Voorts."], id="a number out of sequence is no item"),
        pytest.param(
            f"Ministerie van Defensie\nPostbus 20701\n\n{FULL}.",
            ["Ministerie van Defensie", "Postbus 20701", f"{FULL}."],
            id="short lines",
        ),
        pytest.param(
            f"{FULL * 3}.\n{FULL * 4}.\nTot slot\n{FULL * 5}.",
            [f"{FULL * 3}.", f"{FULL * 4}.", "Tot slot", f"{FULL * 5}."],
            id="one line a paragraph",
        ),
        pytest.param(
            f"{FULL * 3}\n\f{FULL.lower() * 3}.",
            [f"{FULL * 3} {FULL.lower() * 3}."],
            id="one line a paragraph, and a page break in it",
        ),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert texts(read_string(source)) == expected


@pytest.mark.parametrize(
    ("source", "pages"),
    [("Een.\n\nTwee.", [None, None]), ("Een.\n\n\fTwee.\n\nDrie.\n\n\f\n\fVier.\n\f", [1, 2, 2, 4])],
)
def test_form_feeds_count_pages(source: str, pages: list[int | None]) -> None:
    document = read_string(source)
    assert [block.page for block in document.blocks] == pages
    assert document.pages == pages[-1]
