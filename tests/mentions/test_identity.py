"""Which thing an unlisted name stands for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.extractor import extract_text
from milcoop_extract.mentions.programmes.linking import kebab


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("JSTI", "jsti"),
        ("Blauwe Haai 24", "blauwe-haai-24"),
        ("Één & ander", "een-ander"),
        ("Straße Øst", "strasse-ost"),
        ("C-IED", "c-ied"),
    ],
)
def test_kebab(name: str, id_: str) -> None:
    assert kebab(name) == id_


@given(st.from_regex(r"[A-ZÀ-ÖØ-Ý][\w ’'/-]{0,20}", fullmatch=True))
def test_every_name_has_an_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kebab(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the beginning of a name with an abbreviation, and of a listed one
        ("Het Nationaal Programma Turf (NPT) loopt. Het Nationaal Programma telt.", ["npt", "npt", "npt"]),
        ("Het Nationaal Programma Onderwijs loopt. Het Nationaal Programma telt.", ["np-onderwijs", "np-onderwijs"]),
        # the end of a name
        ("De Nationale Turfstrategie is af. De regels in de Turfstrategie gelden.", ["nationale-turfstrategie"] * 2),
        # of two that may be meant none is
        (
            "Het Nationaal Programma Turf (NPT) en het Nationaal Programma Klei (NPK). Het Nationaal Programma telt.",
            ["npt", "npt", "npk", "npk", "nationaal-programma"],
        ),
        # an ordinary word at the start of a sentence
        ("Het project Zand loopt. Zand is schaars.", ["zand"]),
        ("Het project Zand loopt. Aan Zand doen drie landen mee.", ["zand", "zand"]),
    ],
)
def test_names_for_one_thing(text: str, expected: list[str]) -> None:
    assert [mention.value.id for mention in extract_text(text).mentions if mention.type == "programme"] == expected
