"""The source of the sample letter: the facts of its head, and a body in a little of Markdown."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any, NamedTuple

_MARK = re.compile(r"\[\^(\d+)\]")
_NOTE = re.compile(r"\[\^(\d+)\]: ")
_ITEM = re.compile(r"(?:-|\d+\.) ")


class Mark(NamedTuple):
    """The mark of a note in running text; a note may have several, of which one is the first."""

    number: str
    is_first: bool


Inline = tuple[str | Mark, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    content: Inline


@dataclass(frozen=True)
class Items:
    """A list, with numbers or with bullets."""

    items: tuple[Inline, ...]
    numbered: bool

    def labelled(self, bullet: str) -> list[tuple[str, Inline]]:
        """Return the items, each with its number, or with the bullet."""
        return [(f"{number}." if self.numbered else bullet, item) for number, item in enumerate(self.items, 1)]


@dataclass(frozen=True)
class Grid:
    """A table; its first row is its head."""

    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Items | Grid


@dataclass(frozen=True)
class SampleLetter:
    """The letter: what stands in its head and at its end, its body, its notes, and where its words may be broken."""

    place: str
    date: str
    issued: Day
    chamber: str
    session: str
    dossier: str
    dossier_title: str
    number: str
    heading: str
    addressee: str
    subject: str
    reference: str
    office: str
    signatory: str
    body: tuple[Part, ...]
    notes: dict[str, str]
    hyphenation: dict[str, tuple[str, ...]]

    @property
    def identifier(self) -> str:
        """Return what the official publication would be called: kst-39999-4."""
        return f"kst-{self.dossier.replace(' ', '')}-{self.number}"


def read_source(path: Path) -> SampleLetter:
    """Read the letter from its TOML file."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    chunks = [chunk for chunk in data.pop("body").strip().split("\n\n") if chunk]
    broken = data.pop("hyphenation").split()
    return SampleLetter(
        **data,
        body=tuple(_parts(chunk for chunk in chunks if not _NOTE.match(chunk))),
        notes={note[1]: _joined(chunk[note.end() :]) for chunk in chunks if (note := _NOTE.match(chunk))},
        hyphenation={word.replace("-", ""): tuple(word.split("-")) for word in broken},
    )


def _parts(chunks: Iterable[str]) -> Iterator[Part]:
    seen: set[str] = set()
    for chunk in chunks:
        if chunk.startswith("#"):
            hashes, _, title = chunk.partition(" ")
            yield Heading(title, len(hashes))
        elif chunk.startswith("|"):
            yield Grid(tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in chunk.split("\n")))
        elif _ITEM.match(chunk):
            items = tuple(_inline(_ITEM.sub("", line, count=1), seen) for line in chunk.split("\n"))
            yield Items(items, numbered=chunk[0].isdigit())
        else:
            yield Paragraph(_inline(_joined(chunk), seen))


def _inline(text: str, seen: set[str]) -> Inline:
    """Cut text at the marks of notes; `seen` are the notes that have a mark before it."""
    content: list[str | Mark] = []
    for at, piece in enumerate(_MARK.split(text)):
        if at % 2:
            content.append(Mark(piece, is_first=piece not in seen))
            seen.add(piece)
        elif piece:
            content.append(piece)
    return tuple(content)


def _joined(chunk: str) -> str:
    return " ".join(chunk.split("\n"))
