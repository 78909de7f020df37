"""The sample letter of corpus/formats in every format that is read, made from one source."""

from collections.abc import Callable
from pathlib import Path

from . import markup, opendocument, pdf, plain, word
from .source import SampleLetter, read_source

FOLDER = Path(__file__).parents[2] / "corpus" / "formats"
SOURCE = FOLDER / "voorbeeld-samenwerking-2022.toml"

FORMATS: dict[str, Callable[[SampleLetter], bytes]] = {
    "tekst.txt": plain.make,
    "kamerstuk.pdf": pdf.make_printed,
    "ministerie.pdf": pdf.make_sent,
    "publicatie.xml": markup.make_xml,
    "site.html": markup.make_html,
    "word.docx": word.make,
    "opendocument.odt": opendocument.make,
}
"""How the letter is made in each format, by the ending of the name of its file; the stems differ, because they are ids."""


def make_all() -> dict[str, bytes]:
    """Return the letter in every format, by the name of the file."""
    letter = read_source(SOURCE)
    return {f"{SOURCE.stem}-{ending}": make(letter) for ending, make in FORMATS.items()}
