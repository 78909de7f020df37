"""Inputs: the paths that a user gives to the letters to read.

`collect` makes a list of `Source`s of them, `read_list` reads paths from a file. A path is a file, a folder, a glob pattern
that the shell did not expand, a zip archive or a URL. Archives are read with the standard library, which lets the bounds be set
that a hostile one needs. URLs are those of fsspec, which has one interface for object stores, web servers and the rest; it is
imported only where there is a URL.
"""

from milcoop_extract.errors import InputError

from .lists import read_list
from .manifests import MANIFEST
from .patterns import SUFFIXES
from .search import collect
from .sources import Source, document_id

__all__ = ["MANIFEST", "SUFFIXES", "InputError", "Source", "collect", "document_id", "read_list"]
