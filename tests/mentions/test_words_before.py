"""Words directly before something, and addresses."""

import pytest

from milcoop_extract.mentions.addresses import addresses
from milcoop_extract.mentions.lexicon import WordsBefore


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("Het geldt vanaf ", "vanaf"),
        ("Het geldt VANAF ", "VANAF"),
        ("Het geldt met ingang van ", "met ingang van"),
        ("Het geldt vanaf het ", "vanaf"),
        ("Het geldt vanaf het jaar ", "vanaf"),
        ("Het geldt vanaf jaar ", "vanaf"),
        ("vanaf ", "vanaf"),
        ("Het is t/m ", "t/m"),
        # words are whole, in their order, and with their spaces
        ("Het geldt lvanaf ", None),
        ("Het geldt vanaf", None),
        ("Het geldt vanafhet ", None),
        ("Het geldt vanaf jaar het ", None),
        ("Het geldt vanaf het het ", None),
        ("Het geldt vanaf een ", None),
        ("ingang van ", None),
        ("", None),
    ],
)
def test_words_before(before: str, found: str | None) -> None:
    place = WordsBefore(["vanaf", "met ingang van", "t/m"], ["het", "de"], ["jaar"]).find(before)
    assert (before[slice(*place)] if place else None) == found


@pytest.mark.parametrize(("before", "found"), [("nr. (", True), ("nr.", True), ("nr ", True), ("nr(", True), ("nr ((", False)])
def test_the_characters_between(before: str, found: bool) -> None:
    assert (WordsBefore(["nr"], gap=r"[(]?\s?\.?").find(before) is not None) is found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zie https://example.org/2020?a=1 en www.example.org/2021.",
            ["https://example.org/2020?a=1", "www.example.org/2021."],
        ),
        (
            "(http://example.org/2020).\nEn: info20@example.org, ook.",
            ["http://example.org/2020).", "info20@example.org"],
        ),
        ("a@b.nl c@d.nl", ["a@b.nl", "c@d.nl"]),
        ("Zie ftp://example.org en @ en a@ en www", []),
        ("mei 2020", []),
        ("", []),
        ("@" * 5000, []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == expected
