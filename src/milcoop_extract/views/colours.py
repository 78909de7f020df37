"""The shades of a type's colour: each has the contrast that WCAG 2 asks for against what it stands on or behind.

A type declares one colour. For text and bars it is mixed with white or black, no more than the contrast needs, so that a new
type can be read everywhere without a choice of its own.
"""

from dataclasses import dataclass

from milcoop_extract.mentions.types import Colour

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)

_STEPS = 100

_TEXT_CONTRAST = 4.5
"""The least contrast of text to what is behind it."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of a page: of its text, and of the ground that bars stand on.

    `tint` is the contrast that text has to the tint behind a mention, `bar` that of a bar to the ground.
    """

    ink: Colour
    ground: Colour
    tint: float
    bar: float


LIGHT = Scheme(ink=(0x1B, 0x1B, 0x1B), ground=(0xF4, 0xF4, 0xF2), tint=12.5, bar=3.6)
DARK = Scheme(ink=(0xE8, 0xE6, 0xE3), ground=(0x22, 0x25, 0x2A), tint=6.5, bar=5.5)


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, from 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: Colour, scheme: Scheme) -> Colour:
    """Return the shade behind the text of a mention."""
    return _shade(colour, scheme.ink, scheme.tint)


def bar(colour: Colour, scheme: Scheme) -> Colour:
    """Return the shade of the bars in charts."""
    return _shade(colour, scheme.ground, scheme.bar)


def ink_on(colour: Colour) -> Colour:
    """Return black or white, whichever text on a colour is easier to read in; black where it is easy enough."""
    return BLACK if contrast(BLACK, colour) >= _TEXT_CONTRAST else WHITE


def in_hex(colour: Colour) -> str:
    """Return a colour as CSS writes it: "#00a03c"."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def _shade(colour: Colour, against: Colour, least: float) -> Colour:
    """Mix a colour with white or black, away from the one that it must differ from, until the contrast is at least `least`."""
    end = WHITE if luminance(against) < 0.2 else BLACK
    for step in range(_STEPS + 1):
        share = step / _STEPS
        red, green, blue = (round(part + (to - part) * share) for part, to in zip(colour, end, strict=True))
        if contrast((red, green, blue), against) >= least:
            return red, green, blue
    return end
