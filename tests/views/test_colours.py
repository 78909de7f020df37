"""The shades of the types' colours, and of any colour that a new type may have."""

import pytest
from rich.text import Text

from milcoop_extract.extractor import extract_text
from milcoop_extract.mentions.types import Colour, by_name, mention_types
from milcoop_extract.views.colours import BLACK, DARK, LIGHT, WHITE, Scheme, bar, contrast, in_hex, ink_on, tint
from milcoop_extract.views.terminal import render, style

COLOURS = [*(type_.colour for type_ in mention_types()), BLACK, WHITE, (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]


@pytest.mark.parametrize(
    ("one", "other", "expected"), [(BLACK, WHITE, 21), (WHITE, BLACK, 21), (WHITE, WHITE, 1), ((119, 119, 119), WHITE, 4.48)]
)
def test_contrast(one: Colour, other: Colour, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("colour", COLOURS)
def test_text_can_be_read_and_bars_be_seen(colour: Colour, scheme: Scheme) -> None:
    assert contrast(scheme.ink, tint(colour, scheme)) >= 4.5
    assert contrast(scheme.ground, bar(colour, scheme)) >= 3
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize(
    ("colour", "scheme", "behind", "beside"),
    [
        ((0, 160, 60), LIGHT, "#bde6cc", "#009337"),
        ((0, 160, 60), DARK, "#005d23", "#2eb15f"),
        (WHITE, LIGHT, "#ffffff", "#7d7d7d"),
        (BLACK, DARK, "#000000", "#9c9c9c"),
    ],
)
def test_shades(colour: Colour, scheme: Scheme, behind: str, beside: str) -> None:
    assert (in_hex(tint(colour, scheme)), in_hex(bar(colour, scheme))) == (behind, beside)


@pytest.mark.parametrize(("type_", "ink"), [("amount", BLACK), ("kamerstuk", WHITE)])
def test_ink(type_: str, ink: Colour) -> None:
    assert ink_on(by_name()[type_].colour) == ink


def test_the_terminal_shows_each_mention_in_the_colour_of_its_type() -> None:
    _, text, *_ = render(extract_text("Dit kost € 3 miljoen, zie Stb. 2017, 317."))
    assert isinstance(text, Text)
    spans = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert spans == {"€ 3 miljoen": style(by_name()["amount"]), "Stb. 2017, 317": style(by_name()["reference"])}
