"""XML from outside: nothing in it is fetched or expanded.

lxml reads it: it is the parser that takes XML of any size without a network, and tells the line of an error.
"""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True}


def parse(data: bytes) -> etree._Element:
    """Return the root of a document. Raises XMLSyntaxError where it is not well-formed."""
    return etree.fromstring(data, etree.XMLParser(encoding=_encoding(data), **_SAFE))


def events(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield "start" and "end" of the elements of a document that need not fit into memory as a tree.

    Raises XMLSyntaxError where it is not well-formed.
    """
    found: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        remove_pis=True,
        encoding=_encoding(data),
        **_SAFE,
    )
    return found


def _encoding(data: bytes) -> str | None:
    """Return UTF-8 where the bytes are that, whatever the declaration says (some say US-ASCII); else leave it to that."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else "utf-8"
