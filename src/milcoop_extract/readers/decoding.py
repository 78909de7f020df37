"""Bytes of a text file to characters: finds the encoding and refuses what is no text."""

import codecs
import re

from milcoop_extract.errors import ReadError

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL_CHARACTER = re.compile(r"[^\t\n\v\f\r\x20-\x7e\x85\xa0-\U0010ffff]")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?(iso-8859-15|windows-125[0-8])\b""", re.IGNORECASE)
_CHARSET_BYTES = 2048
_REMEDY = "Save the letter as plain text in UTF-8."


def decode(data: bytes, name: str) -> str:
    """Return the characters of a text file, without byte order mark and with line feeds as line ends.

    The encoding is UTF-8, UTF-16 or Windows-1252. Raises ReadError, which says at which byte the file, called `name`, stops
    being text.
    """
    mark, encoding = _encoding(data)
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or not body[: error.start].isascii():
            raise _no_text(name, f"bytes that are not {encoding.upper()}", len(mark) + error.start) from error
        encoding = "cp1252"
        text = _decode_windows(body, name)
    if control := _CONTROL_CHARACTER.search(text):
        place = len(mark) + len(text[: control.start()].encode(encoding))
        raise _no_text(name, f"the control character U+{ord(control[0]):04X}", place)
    return with_line_feeds(text)


def decode_page(data: bytes) -> str:
    """Return the characters of a web page, in which some bytes may be damaged.

    The bytes count for more than what the page says of itself; Latin-1 is read as Windows-1252, as browsers do.
    """
    mark, encoding = _encoding(data)
    body = data[len(mark) :]
    text = body.decode(encoding, "replace")
    faults = text.count("\ufffd")
    if encoding != "utf-8" or not faults or sum(not character.isascii() for character in text) > 2 * faults:
        return text
    charset = _CHARSET.search(body[:_CHARSET_BYTES])
    return body.decode(charset[1].decode("ascii") if charset else "cp1252", "replace")


def with_line_feeds(text: str) -> str:
    """Return the text with line feeds as line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark and the encoding that it, or the zero bytes of UTF-16, tell."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, encoding
    sample = data[:1024]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 > len(sample) and min(even, odd) == 0:
        return b"", "utf-16-le" if odd else "utf-16-be"
    return b"", "utf-8"


def _decode_windows(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _no_text(name, "bytes that are neither UTF-8 nor Windows-1252", error.start) from error


def _no_text(name: str, found: str, place: int) -> ReadError:
    return ReadError(name, f"this is not a text file: {found} at byte {place}", _REMEDY)
