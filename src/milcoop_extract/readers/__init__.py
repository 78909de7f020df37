"""Readers: a file to a `Document`. There is one module per format; `read` picks it by the content of the file."""

# ruff: noqa: PLC0415  # a library is imported when a letter needs it

import re
from pathlib import Path

from milcoop_extract.document import Document
from milcoop_extract.errors import ReadError

from . import text as text_reader
from .rules import ReadingRules

__all__ = ["ReadError", "read", "read_bytes", "read_string"]

_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip archive",
}
_XML_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)?<([\w:-]+)",
    re.DOTALL,
)
_HEAD_BYTES = 4096
_XML_ROOTS = (b"officiele-publicatie", b"kamerwrk")
_HTML_ROOTS = frozenset({b"html", b"head", b"body", b"div", b"article", b"main", b"section", b"table", b"p", b"h1", b"h2"})
"""The elements that a saved page may begin with; other words in angle brackets are text."""


def read(path: Path, rules: ReadingRules | None = None) -> Document:
    """Read the letter in a file; without `rules` by those that came with the installation.

    Raises ReadError for a file that is no letter or cannot be read as one, OSError for one that cannot be opened.
    """
    return read_bytes(path.read_bytes(), path.name, rules)


def read_bytes(data: bytes, name: str, rules: ReadingRules | None = None) -> Document:
    """Read the letter that a file holds, `name` being the file's; `rules` as for `read`. Raises ReadError."""
    rules = rules or ReadingRules.load()
    if b"%PDF-" in data[:1024]:
        from .pdf import read_pdf

        return read_pdf(data, name, rules)
    if data.startswith(b"PK\x03\x04"):
        return _read_archive(data, name, rules)
    root = _XML_ROOT.search(data[:_HEAD_BYTES])
    is_html = root is not None and root[1].lower() in _HTML_ROOTS
    if not is_html and (data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") or (root and root[1] in _XML_ROOTS)):
        from milcoop_extract.readers.markup.koop_xml import read_koop_xml

        return read_koop_xml(data, name, rules)
    if is_html or data[:_HEAD_BYTES].lstrip().lower().startswith(b"<!doctype html"):
        from milcoop_extract.readers.markup.html import read_html

        return read_html(data, name, rules)
    found = next((kind for start, kind in _NOT_READ.items() if data.startswith(start)), None)
    if found:
        raise ReadError(
            name, f"by its first bytes this is {found}, which is not read yet", "Save the letter as plain text in UTF-8."
        )
    return text_reader.read_text(data, name, rules)


def _read_archive(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read an office document, by the parts that are in the archive."""
    from milcoop_extract.readers.office.archive import Package
    from milcoop_extract.readers.office.docx import MAIN_PART, read_docx
    from milcoop_extract.readers.office.odt import read_odt

    parts = Package(data, name).parts
    return read_docx(data, name, rules) if MAIN_PART in parts else read_odt(data, name, rules)


def read_string(text: str, rules: ReadingRules | None = None) -> Document:
    """Read a letter that is a string, or a piece of one; `rules` as for `read`."""
    return text_reader.read_string(text, rules or ReadingRules.load())
