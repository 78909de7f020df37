"""Links unlisted names to one thing: the full name that the letter gives it, and the later uses of a name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.spans import Found
from milcoop_extract.records import ProgrammeName, ProgrammeReading

from .discovery import Discovery, opens_sentence
from .words import NameMatcher, NameWords

_LISTED = "programme.short"
"""The rule of an unlisted name that is the beginning of a listed one."""


def discovered(
    words: NameWords, text: str, discoveries: Iterable[Discovery], listed: list[Found[ProgrammeReading]]
) -> Iterator[Found[ProgrammeReading]]:
    """Turn the discoveries that touch no listed name into mentions, and find the later uses of them."""
    taken = Ranges((found.start, found.end) for found in listed)
    new = [item for item in discoveries if not taken.touch(item.start, item.end)]
    full = _full_names(new, [_as_discovery(found, text) for found in listed if found.rule == "programme.name"])
    new = [_identified(item, full) for item in new]
    names = {item.name: item for item in reversed(new)} | {item.key: item for item in reversed(new)}
    if names:
        own = Ranges((item.start, item.end) for item in new)
        for start, end in NameMatcher(words.doc.vocab, names, case=True).find_literally(words, text):
            name = text[start:end]
            item = names[name]
            free = not taken.touch(start, end) and not own.touch(start, end)
            ordinary = item.rule == "programme.lead" and name.isalpha() and opens_sentence(text, start)
            if free and start > item.start and not ordinary:
                new.append(replace(item, start=start, end=end))
    for item in new:
        value = ProgrammeName(id=kebab(item.key), name=item.name)
        reading = ProgrammeReading(value=value, kind=item.kind, discovered=item.rule != _LISTED)
        yield Found(item.start, item.end, item.rule, reading)


def _as_discovery(found: Found[ProgrammeReading], text: str) -> Discovery:
    value = found.reading.value
    return Discovery(found.start, found.end, _LISTED, value.id, text[found.start : found.end], found.reading.kind)


def _full_names(new: Iterable[Discovery], listed: Iterable[Discovery]) -> dict[str, Discovery | None]:
    """Return full names by each part that may stand for them, None where several may be meant.

    A name that the letter gives an abbreviation, or that is listed, is meant by each beginning of it ("Nationaal Programma");
    any name by its last word ("Grondstoffenstrategie" after "Nationale Grondstoffenstrategie").
    """
    full: dict[str, Discovery | None] = {}

    def add(part: str, item: Discovery) -> None:
        known = full.setdefault(part, item)
        if known and known.key != item.key:
            full[part] = None

    for item in new:
        words = item.name.split(" ")
        if item.rule == "programme.abbreviated":
            for count in range(1, len(words) + 1):
                add(" ".join(words[:count]), item)
    for item in listed:
        words = item.name.split(" ")
        for count in range(2, len(words)):
            add(" ".join(words[:count]), item)
    for item in new:
        if item.rule == "programme.head" and " " in item.name:
            add(item.name.rsplit(" ", 1)[1], item)
    return full


def _identified(item: Discovery, full: Mapping[str, Discovery | None]) -> Discovery:
    meant = full.get(item.name) if item.rule != "programme.abbreviation" else None
    if not meant or meant.key == item.key:
        return item
    rule = _LISTED if meant.rule == _LISTED else item.rule
    return replace(item, rule=rule, key=meant.key, name=meant.name, kind=meant.kind)


_LETTERS = str.maketrans({"Ø": "O", "ø": "o", "Æ": "Ae", "æ": "ae", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ß": "ss"})


def kebab(name: str) -> str:
    """Return an id made of a name: its letters and figures in lower case, all else hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
