"""The search for letters in folders, archives and at URLs."""

import os
import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from glob import has_magic
from pathlib import Path
from urllib.parse import unquote

from milcoop_extract.errors import InputError

from .manifests import MANIFEST, ManifestDates, read_manifest
from .patterns import ARCHIVE, SUFFIXES, Pattern, hidden, split, suffix
from .printable import printable
from .sources import Archive, Folder, Remote, Source, is_url, reason

Found = Iterator[tuple[Hashable, Source]]
"""Letters, each with what tells whether it is the same as another: the file behind all links."""

_LOOKED_FOR = f"looked for {', '.join(sorted(SUFFIXES))}"

_LOCAL = frozenset({"file", "local"})
"""Names of fsspec for local files, which need no driver and are the same files as those at paths."""

_ABSENT = "there is no such file or folder; check the path and the folder that you are in"


def collect(paths: Iterable[Path | str]) -> list[Source]:
    """Find the letters at some paths, each once, sorted by id, name and location; the order of the paths does not matter.

    - A file is a letter, whatever its ending.
    - A folder is searched with everything below it, by ending; hidden names are left out, and so are links to other folders,
      and archives.
    - A glob pattern ("letters/**/*.pdf") is read as a shell would; what really has this name goes before it. Folders that match
      are searched, and so are archives.
    - A zip archive is searched in the same way.
    - A URL of fsspec is a file, folder or pattern too ("s3://bucket/letters/", "zip://*.txt::letters.zip"). It has to be a
      string: a Path has only one slash.

    A file `manifest.csv` beside the letters or above them, as far as the search goes, gives them dates; the nearest counts.

    Raises InputError where there is nothing at a path, or no letter, and where a manifest is wrong.
    """
    _folder_of_file.cache_clear()
    _dates_beside.cache_clear()
    found: dict[Hashable, Source] = {}
    for path in dict.fromkeys(os.fspath(path) for path in paths):
        for key, source in _find(path):
            found[key] = min(found[key], source, key=_rank) if key in found else source
    sources = list(found.values())
    found.clear()  # there may be hundreds of thousands
    sources.sort(key=lambda source: f"{source.id}\0{source.name}\0{source.location}")
    return sources


def _rank(source: Source) -> tuple[bool, bool, str, str, str]:
    """Choose among several ways to one file, whatever their order."""
    return source.date is None, source.issued is None, source.id, source.name, source.location


def _find(path: str) -> Found:
    if is_url(path):
        return _find_url(path)
    if os.path.isdir(path):  # noqa: PTH112
        return _some(path, _find_below(path, Pattern()), "there are no letters in this folder")
    if os.path.exists(path):  # noqa: PTH110
        if suffix(path) == ARCHIVE and os.path.isfile(path):  # noqa: PTH113
            return _some(path, _find_in_archive(_absolute(path)), "there are no letters in this archive")
        return iter([_file(path)])
    if os.path.lexists(path):
        raise InputError(f"{printable(path)}: this link leads nowhere; mend it, or name the file itself")
    if pattern := split(path):
        return _some(path, _find_below(*pattern), "no letters match this pattern")
    raise InputError(f"{printable(path)}: {_ABSENT}")


def _some(path: str, found: Found, message: str) -> Found:
    """Pass on what was found; it has to be something."""
    number = 0
    for number, item in enumerate(found, 1):  # noqa: B007
        yield item
    if not number:
        raise InputError(f"{printable(path)}: {message} ({_LOOKED_FOR})")


# Folders.


def _file(path: str) -> tuple[Hashable, Source]:
    parent, name = os.path.split(path)
    folder = _folder_of_file(parent or ".")
    real = os.path.realpath(path) if os.path.islink(path) else folder.location(name)  # noqa: PTH114
    return real, Source(folder, name, *_dates_beside(folder).get(name, ManifestDates()))


@cache
def _folder_of_file(parent: str) -> Folder:
    return Folder(os.path.realpath(parent))


@cache
def _dates_beside(folder: Folder) -> Mapping[str, ManifestDates]:
    return read_manifest(folder, MANIFEST) if os.path.exists(folder.location(MANIFEST)) else {}  # noqa: PTH110


def _absolute(path: str) -> str:
    parent, name = os.path.split(path)
    return os.path.join(os.path.realpath(parent or "."), name)  # noqa: PTH118


def _find_below(folder: str, pattern: Pattern) -> Found:
    """Search a folder; links to folders are followed only where the pattern names them, so the search always ends."""
    place = Folder(os.path.realpath(folder))
    dates: dict[str, ManifestDates] = {}
    letters: list[tuple[Hashable, str]] = []
    # The path of a folder within the place, with "/" at its end; the same without links; the states of the pattern there.
    folders = [("", place.path, pattern.start())]
    while folders:
        part, real, states = folders.pop()
        for entry in _entries(place.location(part)):
            name, link = entry.name, entry.is_symlink()
            if os.path.isdir(entry.path) if link else entry.is_dir():  # noqa: PTH112
                if following := pattern.after(states, name, link=link):
                    below = os.path.realpath(entry.path) if link else os.path.join(real, name)  # noqa: PTH118
                    folders.append((f"{part}{name}/", below, following))
            elif name == MANIFEST:
                # Those above have been read before, so the nearest counts.
                dates.update(read_manifest(place, part + name))
            elif suffix(name) == ARCHIVE and pattern.names(states, name):
                yield from _find_in_archive(_absolute(entry.path))
            elif pattern.takes(states, name):
                letters.append((os.path.realpath(entry.path) if link else os.path.join(real, name), part + name))  # noqa: PTH118
    for key, part in letters:
        yield key, Source(place, part, *dates.get(part, ManifestDates()))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{printable(folder.rstrip('/'))}: {_ABSENT}") from error
    except OSError as error:
        raise InputError(
            f"{printable(folder)}: this folder cannot be searched ({error.strerror}); allow it, or name others"
        ) from error


# Archives.


def _find_in_archive(target: str, pattern: Pattern = Pattern()) -> Found:  # noqa: B008
    archive = Archive(target)
    key = target if is_url(target) else os.path.realpath(target)
    try:
        parts = archive.parts()
    except OSError as error:
        raise InputError(f"{printable(target)}: {error.strerror}") from error
    dates = _dates(archive, [name for path, name in parts.items() if _is_manifest(path)])
    for path, name in parts.items():
        if pattern.takes_path(path) and posixpath.basename(path) != MANIFEST:
            yield (key, name), Source(archive, name, *dates.get(path, ManifestDates()))


def _is_manifest(path: str) -> bool:
    *folders, name = path.split("/")
    return name == MANIFEST and not any(hidden(folder) for folder in folders)


def _dates(place: Archive | Remote, manifests: Iterable[str]) -> Mapping[str, ManifestDates]:
    dates: dict[str, ManifestDates] = {}
    for manifest in sorted(manifests, key=lambda part: (part.count("/"), part)):
        dates.update(read_manifest(place, manifest))
    return dates


# URLs.


def _find_url(url: str) -> Found:
    # A chain begins with what only keeps copies ("simplecache"); then come the file system with the path, and what it lies in.
    links = url.split("::")
    first = next(number for number, link in enumerate(links) if "://" in link)
    protocol, _, rest = links[first].partition("://")
    start = "".join(f"{link}::" for link in links[:first]) + f"{protocol}://"
    chain = "".join(f"::{link}" for link in links[first + 1 :])
    if len(links) == 1 and protocol in _LOCAL:
        return _find(_local_path(rest))
    if first == 0 and chain and protocol == "zip":
        target = chain.removeprefix("::")
        if target.partition("://")[0] in _LOCAL:
            target = _local_path(target.partition("://")[2])
        if not is_url(target):
            target = _absolute(target)
        pattern = Pattern(tuple(part for part in rest.split("/") if part))
        return _some(url, _find_in_archive(target, pattern), "no letters in this archive match")
    return _some(url, _find_remote(url, start, rest, chain), "there are no letters at this URL")


def _local_path(path: str) -> str:
    """Return what "file://" stands before: the path as it is, as fsspec reads it, or percent-encoded, as RFC 8089 wants it."""
    return path if os.path.lexists(path) else unquote(path)


def _find_remote(url: str, start: str, rest: str, chain: str) -> Found:
    try:
        place, files = _list_remote(start, rest, chain)
    except ImportError as error:
        raise InputError(f"{printable(url)}: a package is missing: {error}") from error
    except FileNotFoundError as error:
        raise InputError(f"{printable(url)}: there is nothing at this URL; check it") from error
    except Exception as error:  # each driver has errors of its own
        unknown = isinstance(error, ValueError) and "rotocol not known" in str(error)
        remedy = (
            "check its spelling, or install the package of fsspec that knows it" if unknown else "check the URL and your access"
        )
        raise InputError(f"{printable(url)}: {reason(error)}; {remedy}") from error
    parts = {place.part(path): path for path in files}
    dates = _dates(place, [part for part in parts if _is_manifest(part)])
    asked = suffix(rest)
    for part, path in parts.items():
        if suffix(part) == ARCHIVE and not rest.endswith("/") and asked == ARCHIVE:
            yield from _find_in_archive(place.location(part))
        elif suffix(part) in {*SUFFIXES, asked} and not any(hidden(name) for name in part.split("/")):
            yield (place.file_system, path), Source(place, part, *dates.get(part, ManifestDates()))


def _list_remote(start: str, rest: str, chain: str) -> tuple[Remote, Iterable[str]]:
    """Return the folder where a search begins, and the files of it that the search comes upon; raises whatever a driver may."""
    whole = Remote(start + rest, chain)
    system, path = whole.file_system, whole.path("").rstrip("/") if rest.endswith("/") else whole.path("").removesuffix("/")
    system.invalidate_cache()
    folder = Remote(f"{start}{rest.rstrip('/')}/" if rest.strip("/") else start, chain)
    try:
        is_folder = rest.endswith("/") or not rest or system.info(path)["type"] == "directory"
    except FileNotFoundError:
        if not has_magic(rest):
            raise
        parts = rest.split("/")
        literal = parts[: next(number for number, part in enumerate(parts) if has_magic(part))]
        matches = system.glob(path, detail=True)
        files = [
            file
            for match, info in sorted(matches.items())
            for file in (system.find(match) if info["type"] == "directory" else [match])
        ]
        return Remote(start + "".join(f"{part}/" for part in literal), chain), files
    if is_folder:
        return folder, system.find(path)
    return Remote(start + rest[: rest.rfind("/") + 1], chain), [path]
