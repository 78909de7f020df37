"""Addresses on the web and of mail, in which figures and words mean nothing of their own."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"://|www\.|@")
_PIECE = re.compile(r"\S*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w.-]+")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the addresses in a text, in order."""
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() < end:
            continue
        before = text[end : mark.start()]  # the piece between spaces that has the mark in it may be an address
        start = mark.start() if before[-1:].isspace() else mark.start() - len((before.split() or [""])[-1])
        piece = _PIECE.match(text, mark.start())
        end = piece.end() if piece else mark.end()
        yield from (match.span() for match in _ADDRESS.finditer(text, start, end))
