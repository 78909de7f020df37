"""Paths of the user to letters to read: files, folders, patterns, zip archives and URLs, with the dates of manifests.

Archives are read by the standard library, member by member, and never unpacked, so a member's name is only a name. URLs go
through fsspec, which knows the object stores and takes a package for each kind ("s3://" needs s3fs). Paths are strings here, as
there may be hundreds of thousands of them.
"""

import csv
import errno
import hashlib
import os
import posixpath
import re
import stat
import sys
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from glob import glob, has_magic
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any

SUFFIXES = frozenset({".txt", ".pdf", ".xml", ".html", ".htm", ".docx", ".odt"})
"""By these a letter is recognised in a folder or an archive; a file that is named itself may have any."""

MANIFEST = "manifest.csv"
"""Gives dates to letters: the columns `file`, relative to the manifest's own folder, and `date`, ISO 8601 or empty."""

MAX_BYTES = 200_000_000
"""What a member of an archive or a file behind a URL may have, both of which are in memory as a whole."""

_ID_BYTES = 200
"""How long an id may be: it becomes the name of a file."""


class InputError(ValueError):
    """The paths that were given hold no letters, or a list or manifest cannot be used; the message says which and why."""


def document_id(name: str) -> str:
    """Return the id of the letter in a file: its name without the ending, with "-" for all but letters, figures and "_."."""
    identifier = re.sub(r"[^\w.-]+", "-", PurePosixPath(name).stem).strip("-.") or "document"
    if len(identifier.encode()) <= _ID_BYTES:
        return identifier
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:16]
    return f"{identifier.encode()[: _ID_BYTES - 17].decode(errors='ignore')}-{digest}"


@dataclass(frozen=True, slots=True)
class Source(ABC):
    """A letter to read. `name` is its path within the folder that was given, `date` what a manifest says of it."""

    name: str
    date: Day | None

    @property
    def file_name(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]

    @property
    def id(self) -> str:
        """The id that the letter gets."""
        return document_id(self.file_name)

    @property
    @abstractmethod
    def location(self) -> str:
        """Where the letter is, in full."""

    @abstractmethod
    def read(self) -> bytes:
        """Return its bytes. Raises OSError where that is not possible."""

    def digest(self) -> str:
        """Return the SHA-256 of its bytes, in hexadecimal figures. Raises OSError where they cannot be read."""
        return hashlib.sha256(self.read()).hexdigest()


@dataclass(frozen=True, slots=True)
class _File(Source):
    path: str

    @property
    def location(self) -> str:
        return self.path

    def read(self) -> bytes:
        self._check()
        return Path(self.path).read_bytes()

    def digest(self) -> str:
        self._check()
        with Path(self.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _check(self) -> None:
        """Raise OSError for what is no file: to open a pipe may wait for ever."""
        if not stat.S_ISREG(os.stat(self.path).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", self.path)


@dataclass(frozen=True, slots=True)
class _Member(Source):
    archive: str
    member: str

    @property
    def location(self) -> str:
        return f"{self.archive}!{self.member}"

    def read(self) -> bytes:
        try:
            archive = _archive(self.archive, os.stat(self.archive).st_mtime_ns)
            return _at_most(archive.getinfo(self.member).file_size, lambda: archive.read(self.member))
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            # RuntimeError: a password is needed; NotImplementedError: a way of packing that is not known
            raise OSError(errno.EIO, f"it cannot be taken out of the archive: {error}", self.location) from error


@dataclass(frozen=True, slots=True)
class _Remote(Source):
    system: Any
    path: str

    @property
    def location(self) -> str:
        return str(self.system.unstrip_protocol(self.path))

    def read(self) -> bytes:
        try:
            return _at_most(self.system.size(self.path) or 0, lambda: self.system.cat_file(self.path))
        except OSError:
            raise
        except Exception as error:  # each file system has errors of its own
            raise OSError(errno.EIO, f"it cannot be fetched: {error}", self.location) from error


def _at_most(size: int, read: Callable[[], bytes]) -> bytes:
    if size > MAX_BYTES:
        raise OSError(errno.EFBIG, f"it has {size:,} bytes, more than the {MAX_BYTES:,} that are read")
    return read()


@lru_cache(maxsize=8)
def _archive(path: str, changed: int) -> zipfile.ZipFile:  # noqa: ARG001  # `changed` makes it another one
    """Return an archive, open: to read the list of its members for each one would take far longer than the reading."""
    return zipfile.ZipFile(path)


def collect(paths: Iterable[Path | str]) -> list[Source]:
    """Find the letters, each once, sorted by id, name and place, whatever the order of the paths.

    A path is a file, whatever its ending; a folder, with every letter below it that is not hidden; a pattern
    ("letters/**/*.pdf"), for what it finds; a zip archive, with every letter in it; or a URL of fsspec, of a file, a folder or
    a pattern. An archive that lies in a folder is not looked into.

    Raises InputError where a path does not exist or holds no letter, or where a manifest is wrong.
    """
    found = sorted(
        (source for path in paths for source in _at(path)), key=lambda source: (source.id, source.name, source.location)
    )
    once: dict[str, Source] = {}
    for source in found:
        once.setdefault(source.location, source)
    return list(once.values())


def read_list(file: Path | str) -> list[str]:
    """Read a list of paths, one a line, "-" for standard input; lines that are empty or begin with "#" are left out.

    Raises InputError for a list that is not UTF-8, OSError for one that cannot be opened.
    """
    data = sys.stdin.buffer.read() if str(file) == "-" else Path(file).read_bytes()
    paths = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            text = line.decode().strip()
        except UnicodeDecodeError as error:
            raise InputError(f"{file}, line {number}: not UTF-8. Save the list in UTF-8.") from error
        if text and not text.startswith("#"):
            paths.append(text)
    return paths


def _at(path: Path | str) -> Iterator[Source]:
    """Yield the letters of one path."""
    text = str(path)
    if "://" in text:
        return _remote(text)
    if os.path.isdir(text):
        return _folder(text, _below(text), text)
    if os.path.lexists(text):
        if text.lower().endswith(".zip") and zipfile.is_zipfile(text):
            return _members(text)
        return _folder(os.path.dirname(text), [os.path.basename(text)], text)
    if has_magic(text):
        return _matches(text)
    raise InputError(f"{text}: there is no such file or folder")


def _below(folder: str) -> list[str]:
    """Return the names of the letters below a folder, relative to it."""
    names = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(place, folder)
        names += [
            name if inside == "." else f"{inside}/{name}"
            for name in files
            if _is_letter(name) and os.path.isfile(os.path.join(place, name))
        ]
    return names


def _is_letter(name: str) -> bool:
    return not name.startswith(".") and posixpath.splitext(name)[1].lower() in SUFFIXES


def _folder(folder: str, names: Iterable[str], given: str) -> Iterator[Source]:
    """Yield files of a folder by their names in it."""
    names = list(names)
    _need(names, given)

    def read(name: str) -> bytes | None:
        path = Path(folder, name)
        return path.read_bytes() if path.is_file() else None

    dates = _dates(names, read, folder)
    for name in names:
        path = os.path.realpath(os.path.join(folder, name))
        yield _File(_printable(name), dates.get(name), path)


def _printable(name: str) -> str:
    """Return a name that can be written as UTF-8: what in a file name is none becomes "�"."""
    return name.replace(os.sep, "/").encode(errors="surrogateescape").decode(errors="replace")


def _need(names: Iterable[str], given: str) -> None:
    if not names:
        raise InputError(f"{given}: there are no letters here (looked for {', '.join(sorted(SUFFIXES))})")


def _matches(pattern: str) -> Iterator[Source]:
    """Yield what a pattern finds, named from the fixed part of the pattern on."""
    root = os.path.dirname(pattern)
    while has_magic(root):
        root = os.path.dirname(root)
    files: list[str] = []
    archives: list[str] = []
    for match in glob(pattern, recursive=True):
        if os.path.isdir(match):
            files += [os.path.join(match, name) for name in _below(match)]
        elif match.lower().endswith(".zip") and zipfile.is_zipfile(match):
            archives.append(match)
        elif os.path.isfile(match):
            files.append(match)
    _need([*files, *archives], pattern)
    for archive in archives:
        yield from _members(archive)
    if files:
        yield from _folder(root, {os.path.relpath(file, root or ".") for file in files}, pattern)


def _members(path: str) -> Iterator[Source]:
    """Yield the letters in a zip archive, named with that of the archive before theirs."""
    place = os.path.realpath(path)
    try:
        archive = _archive(place, os.stat(place).st_mtime_ns)
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: is no whole zip archive ({error}). Make it again, or name the letters.") from error
    inside = {info.filename for info in archive.infolist() if not info.is_dir()}
    names = [name for name in inside if _is_letter(posixpath.basename(name)) and not _is_hidden(name)]
    _need(names, path)
    dates = _dates(names, lambda name: archive.read(name) if name in inside else None, path)
    for name in names:
        yield _Member(_printable(f"{os.path.basename(path)}/{name}"), dates.get(name), place, name)


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/"))


def _remote(url: str) -> Iterator[Source]:
    """Yield the letters at a URL of fsspec, named from the folder or the fixed part of the pattern on."""
    import fsspec  # noqa: PLC0415  # for those who have URLs

    try:
        system, path = fsspec.core.url_to_fs(url)
        if has_magic(path):
            root = posixpath.dirname(path[: re.search(r"[*?\[]", path).start()])  # type: ignore[union-attr]  # it has magic
            files = [file for file in system.glob(path) if not system.isdir(file)]
        elif system.isdir(path):
            root, files = path, [file for file in system.find(path) if _is_letter(posixpath.basename(file))]
        else:
            root, files = posixpath.dirname(path), [path] if system.exists(path) else []
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{url}: cannot be opened: {error}") from error
    names = {file.removeprefix(root).lstrip("/"): file for file in files}
    names = {name: file for name, file in names.items() if not _is_hidden(name)}
    _need(names, url)

    def read(name: str) -> bytes | None:
        file = posixpath.join(root, name)
        found: bytes | None = system.cat_file(file) if system.exists(file) else None
        return found

    dates = _dates(names, read, url)
    for name, file in names.items():
        yield _Remote(name, dates.get(name), system, file)


def _dates(names: Iterable[str], read: Callable[[str], bytes | None], given: str) -> Mapping[str, Day]:
    """Return the dates that manifests in the folders of the letters, and above, give them; a nearer one goes first.

    `read` gives the content of a manifest by its name, None where there is none.
    """
    folders = {""}
    for name in names:
        folder = posixpath.dirname(name)
        while folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    dates: dict[str, Day] = {}
    for folder in sorted(folders, key=lambda folder: (folder.count("/") + bool(folder), folder)):
        data = read(posixpath.join(folder, MANIFEST))
        if data is not None:
            dates |= _manifest(data, folder, posixpath.join(given, folder, MANIFEST))
    return dates


def _manifest(data: bytes, folder: str, name: str) -> dict[str, Day]:
    """Read a manifest; the files in it are named relative to its own folder."""
    dates: dict[str, Day] = {}
    try:
        reader = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
        for row in reader:
            if row["date"]:
                dates[posixpath.normpath(posixpath.join(folder, row["file"]))] = Day.fromisoformat(row["date"])
    except KeyError as error:
        raise InputError(f"{name}: there is no column {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8. Save it in UTF-8.") from error
    except (ValueError, csv.Error) as error:
        raise InputError(f"{name}, line {reader.line_num}: {error}; write dates as 2022-10-14") from error
    return dates
