"""Sources: letters that were found and can be read, from whatever place, in whatever process."""

import errno
import hashlib
import os
import re
import stat
import zipfile
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Protocol

from .printable import printable

_MAX_BYTES = 500_000_000
"""The largest size of a letter in bytes: ten times that of the largest PDF files with pictures."""

_MAX_RATIO = 200
"""The factor by which an archive may swell beyond `_FREE_BYTES`; text swells tenfold at most, a bomb thousandfold."""

_FREE_BYTES = 10_000_000

_ID_BYTES = 200
"""The longest id: it becomes the name of a file, with an ending."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The compression of all usual archives; the others of the standard library cannot be read in bounded steps."""


class Location(Protocol):
    """Where letters are: a folder, an archive, a URL. All letters of a place share it; a part is a path within it, with "/"."""

    def name(self, part: str) -> str:
        """Return what a letter is called in messages and tables."""

    def location(self, part: str) -> str:
        """Return where a letter is, for everyone the same."""

    def read(self, part: str) -> bytes:
        """Return the bytes of a letter; raises OSError with a reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """A letter to read; it is small and can be sent to other processes, and to machines that see the same files.

    `part` is its path within `place`; a manifest says its `date` and the day on which it was `issued`.
    """

    place: Location
    part: str
    date: Day | None = None
    issued: Day | None = None

    @property
    def name(self) -> str:
        r"""Its path, with "/", within the folder, pattern or URL that was given; in an archive behind the archive's name.

        It is made for people and tables: what does not print is written as "\n" or "\udce9".
        """
        return printable(self.place.name(self.part))

    @property
    def file_name(self) -> str:
        """The last part of its name."""
        return self.name.rpartition("/")[2]

    @property
    def id(self) -> str:
        """The id of the document."""
        return document_id(self.file_name)

    @property
    def location(self) -> str:
        """Where it is: an absolute path, an archive with "!" and the name within it, or a URL. No two sources have the same."""
        return self.place.location(self.part)

    def read(self) -> bytes:
        """Return its bytes. Raises OSError, whose `strerror` gives the reason, where that cannot be done."""
        return self.place.read(self.part)


def document_id(file: PurePath | str) -> str:
    """Return the id of the letter in a file: its name without the ending, with "-" for all but letters, digits and "_."."""
    name = file.name if isinstance(file, PurePath) else file.rpartition("/")[2]
    before, _, ending = printable(name).rpartition(".")
    stem = before if before and ending else printable(name)
    identifier = re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "document"
    if len(identifier.encode()) <= _ID_BYTES:
        return identifier
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:16]
    return f"{identifier.encode()[: _ID_BYTES - 17].decode(errors='ignore')}-{digest}"


def is_url(text: str) -> bool:
    """Tell whether a path is a URL of fsspec: "s3://bucket/letters", "zip://*.txt::letters.zip"."""
    return re.match(r"(?:[A-Za-z][\w+.-]*::)*[A-Za-z][\w+.-]*://", text) is not None and not os.path.lexists(text)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that it shares; `path` is absolute."""

    path: str

    def name(self, part: str) -> str:  # noqa: D102
        return part

    def location(self, part: str) -> str:  # noqa: D102
        return os.path.join(self.path, part)  # noqa: PTH118

    def read(self, part: str) -> bytes:  # noqa: D102
        path = self.location(part)
        status = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            # To open a pipe would wait for a writer, a device has no end.
            raise OSError(errno.EINVAL, "this is no regular file but a folder, pipe, socket or device", path)
        if status.st_size > _MAX_BYTES:
            raise OSError(errno.EFBIG, f"a letter of {status.st_size:,} bytes is not read; {_MAX_BYTES:,} is the most", path)
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive, by its absolute path or URL. Nothing is unpacked: the names in it are names and no paths."""

    target: str

    def name(self, part: str) -> str:  # noqa: D102
        return f"{self.target.replace(os.sep, '/').rpartition('/')[2]}/{_with_slashes(part)}"

    def location(self, part: str) -> str:  # noqa: D102
        return f"{self.target}!{part}"

    def parts(self) -> dict[str, str]:
        """Return the names in the archive, and what each is called there. Raises OSError where it is no archive."""
        return {_with_slashes(name): name for name in self._opened().namelist() if not _with_slashes(name).endswith("/")}

    def read(self, part: str) -> bytes:  # noqa: D102
        archive, location = self._opened(), self.location(part)
        try:
            info = archive.getinfo(part)
        except KeyError as error:
            raise OSError(errno.ENOENT, "this is no longer in the archive", location) from error
        if problem := _refusal(info):
            raise OSError(errno.EFBIG, problem, location)
        try:
            with archive.open(info) as file:
                # Its length is asked for: without it a false one in the archive is found only when all has been inflated.
                data = file.read(info.file_size)
                file.read(1)  # checks the sum at the end, also of a file without bytes
        except MemoryError:
            raise
        except Exception as error:  # those of zipfile and zlib, and whatever the driver of a URL has
            problem = f"this part of the archive is damaged ({reason(error)}); get the archive again"
            raise OSError(errno.EIO, problem, location) from error
        if len(data) != info.file_size:
            raise OSError(errno.EIO, "this part of the archive is damaged: it ends too early; get the archive again", location)
        return data

    def _opened(self) -> zipfile.ZipFile:
        status: tuple[int, ...] = ()
        if not is_url(self.target):
            found = os.stat(self.target)  # noqa: PTH116
            status = (found.st_mtime_ns, found.st_size, found.st_ino)
        try:
            return _open_archive(self.target, status, os.getpid())
        except MemoryError:
            raise
        except Exception as error:  # those of zipfile, and whatever the driver of a URL has
            problem = f"this is no zip archive, or a damaged one ({reason(error)}); get it again"
            raise OSError(errno.EIO, problem, self.target) from error


@lru_cache(maxsize=2)
def _open_archive(target: str, status: tuple[int, ...], process: int) -> zipfile.ZipFile:  # noqa: ARG001
    """Open an archive once for its many letters: its table of contents is as long as the archive is.

    It is opened anew when the file has changed, and in a forked process, which would share its place in the file.
    """
    if not is_url(target):
        return zipfile.ZipFile(target)
    head, _, part = target.rpartition("/")
    return zipfile.ZipFile(Remote(f"{head}/").open(part))


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Return why a part of an archive is not inflated."""
    if info.flag_bits & 0x1:
        return "this part of the archive is encrypted; unpack it with its password"
    if info.compress_type not in _METHODS:
        return "this part of the archive is compressed in a way that is not read; make the archive anew with plain zip"
    if info.file_size > max(_FREE_BYTES, info.compress_size * _MAX_RATIO) or info.file_size > _MAX_BYTES:
        return f"this part of the archive swells from {info.compress_size:,} to {info.file_size:,} bytes, which no letter does"
    return None


def _with_slashes(part: str) -> str:
    """Mend the names that some programs for Windows write."""
    return part.replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder of a file system that fsspec knows: the URL `head`, which ends in "/", and what a chain has behind the part."""

    head: str
    chain: str = ""

    def name(self, part: str) -> str:  # noqa: D102
        return part

    def location(self, part: str) -> str:  # noqa: D102
        return f"{self.head}{part}{self.chain}"

    def path(self, part: str) -> str:
        """Return what the file system itself calls a part."""
        base: str = _file_system(self.head, self.chain, os.getpid())[1]
        return f"{base.rstrip('/')}/{part}" if base else part

    def part(self, path: str) -> str:
        """Return what is a part of the file system's path."""
        base: str = _file_system(self.head, self.chain, os.getpid())[1]
        return path.removeprefix(base.rstrip("/")).lstrip("/")

    @property
    def file_system(self) -> Any:
        """The file system; raises whatever a driver may."""
        return _file_system(self.head, self.chain, os.getpid())[0]

    def open(self, part: str) -> Any:
        """Open a part for reading; raises whatever a driver may."""
        return self.file_system.open(self.path(part), "rb")

    def read(self, part: str) -> bytes:  # noqa: D102
        try:
            data: bytes = self.file_system.cat_file(self.path(part))
        except Exception as error:  # each driver has errors of its own
            raise OSError(errno.EIO, f"this cannot be fetched ({reason(error)})", self.location(part)) from error
        return data


def reason(error: Exception) -> str:
    """Say what went wrong in a driver."""
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


@lru_cache(maxsize=8)
def _file_system(head: str, chain: str, process: int) -> tuple[Any, str]:  # noqa: ARG001
    """Return the file system of a URL and the path in it; a forked process needs connections of its own."""
    from fsspec.core import url_to_fs  # noqa: PLC0415

    return url_to_fs(head + chain)  # type: ignore[no-any-return]
