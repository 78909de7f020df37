"""Identifiers of parliamentary documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.citations import full_pages, full_session
from milcoop_extract.mentions.kamerstukken.normalise import dossier_number, identifier


@pytest.mark.parametrize("text", ["33279", "33 279", "33.279", "33\u00a0279"])
def test_dossier_number(text: str) -> None:
    assert dossier_number(text) == "33279"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-2021", "2020-2021"),
        ("2020–2021", "2020-2021"),
        ("2020/2021", "2020-2021"),
        ("2020 / 2021", "2020-2021"),
        ("2020/21", "2020-2021"),
        ("1999/00", "1999-2000"),
        ("1999-2000", "1999-2000"),
        ("2009-10", "2009-2010"),
        ("1993/94-1996/97", "1993-1997"),
        ("vergaderjaar 2020-2021", "2020-2021"),
        ("98/99", "1998-1999"),
        ("99/00", "1999-2000"),
        ("07/08", "2007-2008"),
        ("2007/'08", "2007-2008"),
        ("1985/- 86", "1985-1986"),
    ],
)
def test_full_session(text: str, expected: str) -> None:
    assert full_session(text) == expected


@given(st.integers(1900, 2098), st.sampled_from(["/", "-", "–", " - ", "--"]), st.booleans())
def test_every_session_is_read_back(first: int, dash: str, short: bool) -> None:
    last = first + 1
    assert full_session(f"{first}{dash}{last % 100:02d}" if short else f"{first}{dash}{last}") == f"{first}-{last}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", p. 4", "4"),
        ("blz. 7–8", "7-8"),
        (" pag. 7 - 8", "7-8"),
        ("p. 5/6", "5-6"),
        ("p. 8 t/m 10", "8-10"),
        ("p. 12 en 13", "12-13"),
        ("p. 12 en 15", "12, 15"),
        ("p. 40, 52 en 61", "40, 52, 61"),
        ("blz. 12, 14–16", "12, 14-16"),
        ("p. 7 en p. 9", "7, 9"),
        ("p. 9, 10, 11", "9, 10, 11"),
        (" (bijlage 4), blz. 21", "21"),
    ],
)
def test_full_pages(text: str, expected: str) -> None:
    assert full_pages(text) == expected


@pytest.mark.parametrize(
    ("suffix", "number", "chamber", "session", "expected"),
    [
        (None, "53", None, None, "kst-35570-53"),
        ("X", "53", None, None, "kst-35570-X-53"),
        ("02", "1888", "II", "2014-2015", "kst-35570-02-1888"),
        ("X", "53", "II", "2008-2009", "kst-35570-X-53"),
        ("IXB", "2", None, None, "kst-35570-IXB-2"),
        ("J", "19", None, None, "kst-35570-J-19"),
        ("02", "A", "I", "2015-2016", "kst-35570-02-A"),
        (None, "AA", "I", "2015-2016", "kst-35570-AA"),
        # Eerste Kamer: with the session, up to the last one that has it
        ("VI", "D", "I", "2008-2009", "kst-20082009-35570-VI-D"),
        (None, "D", "I", "2009-2010", "kst-20092010-35570-D"),
        (None, "D", "I", "2010-2011", "kst-35570-D"),
        ("VI", "D", "I", None, "kst-35570-VI-D"),
        (None, "188b", "I", "1995-1996", "kst-19951996-35570-188b"),
        (None, "215", "I", "1997-1998", "kst-19971998-35570-215"),
    ],
)
def test_identifier(suffix: str | None, number: str, chamber: str | None, session: str | None, expected: str) -> None:
    name = identifier("35570", suffix, number, chamber=chamber, session=session, last_prefixed_session="2009-2010")
    assert name == expected
