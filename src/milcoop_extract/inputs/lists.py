"""Lists of paths in a file."""

import os
import sys
from glob import has_magic
from pathlib import Path

from milcoop_extract.errors import InputError

from .printable import printable
from .sources import is_url


def read_list(path: Path | str) -> list[str]:
    """Read the paths in a file, one a line; "-" is standard input.

    It is UTF-8, with or without a byte order mark. Empty lines and those that begin with "#" are left out. The paths are
    relative to the current folder, not to that of the list. Raises InputError where the list cannot be read, is empty, or names
    something that is not there.
    """
    name = "standard input" if str(path) == "-" else printable(str(path))
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}; check the name of the list") from error
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: this is not UTF-8 ({error.reason}); save the list as UTF-8") from error
    numbered = [(number, line.removesuffix("\r")) for number, line in enumerate(lines, 1)]
    paths = [(number, line) for number, line in numbered if line.strip() and not line.startswith("#")]
    if not paths:
        raise InputError(f"{name}: the list names no letters; write one path a line")
    for number, line in paths:
        if "\0" in line or not (os.path.lexists(line) or has_magic(line) or is_url(line)):
            raise InputError(f"{name}, line {number}: {printable(line)}: there is no such file or folder; check the path")
    return [line for _, line in paths]
