"""Office documents are ZIP archives of XML: their parts are read within bounds, and nothing is ever unpacked to disk."""

import io
import zipfile
import zlib

from lxml import etree

from milcoop_extract.errors import ReadError
from milcoop_extract.readers.markup.safe_xml import parse

_MAX_PART = 100_000_000
"""Bytes that a part may have; the longest letter has a few millions."""

_REMEDY = "Save it again in the word processor, or as plain text."


class Package:
    """The parts of an office document called `name`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ReadError(name, f"this archive is damaged: {error}", "Get the file again.") from error
        self.parts = frozenset(self._archive.namelist())

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; raises ReadError where it is damaged, locked, or too large to be of a letter."""
        try:
            with self._archive.open(part) as file:
                data = file.read(_MAX_PART + 1)
        except RuntimeError as error:  # zipfile's word for a password
            raise ReadError(
                self._name, f"its part {part} is locked with a password", "Save a copy without a password."
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
            raise ReadError(self._name, f"its part {part} is damaged: {error}", "Get the file again.") from error
        if len(data) > _MAX_PART:
            raise ReadError(self._name, f"its part {part} has more than {_MAX_PART:,} bytes", _REMEDY)
        return data

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part in XML, in which no entity is resolved and nothing is fetched."""
        try:
            return parse(self.read(part))
        except etree.XMLSyntaxError as error:
            raise ReadError(self._name, f"its part {part} is not well-formed XML: {error.msg}", _REMEDY) from error
