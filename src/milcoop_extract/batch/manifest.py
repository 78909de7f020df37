"""`manifest.json` of an output folder: which letters are in it, from which bytes, made how, and what became of each.

It is what a later run compares with. Each letter has a line of its own, so that it can be read, searched and compared by line,
and so that a hundred thousand letters need not be in memory as objects.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from milcoop_extract.errors import ManifestError
from milcoop_extract.tables.atomic import replacing
from milcoop_extract.tables.rows import Failure

from .store import Fault, Result

NAME = "manifest.json"
VERSION = "1"

_IN_MEMORY = 1 << 18
"""Bytes of lines that are no file yet."""

_LETTER = b'{"id":'


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A letter: `file` relative to what was given, SHA-256 of its bytes, `key` of what it gave.

    `key` is None where a later run should try again. `gone` says that the letter is no longer in the input.
    """

    id: str
    file: str
    sha256: str | None
    key: str | None
    result: Result
    gone: bool = False

    def to_line(self) -> bytes:
        """Return the entry as one line of JSON, in UTF-8."""
        data = {"id": self.id, "file": self.file, "sha256": self.sha256, "key": self.key, **self.result.to_data()}
        return json.dumps(data | ({"gone": True} if self.gone else {}), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_line(cls, line: bytes) -> "ManifestEntry":
        """Return the entry that a line was made from."""
        data = json.loads(line)
        return cls(data["id"], data["file"], data["sha256"], data["key"], Result.from_data(data), data.get("gone", False))


class ManifestLines(Mapping[str, bytes]):
    """Lines of a manifest by the ids of their letters. They are in a temporary file, as there may be hundreds of thousands."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed below
        self._places: dict[str, int] = {}

    def __del__(self) -> None:
        self._file.close()

    def __setitem__(self, identifier: str, line: bytes) -> None:
        self._places[identifier] = self._file.seek(0, SEEK_END)
        self._file.write(line + b"\n")

    def __getitem__(self, identifier: str) -> bytes:
        self._file.seek(self._places[identifier])
        return self._file.readline().removesuffix(b"\n")

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def sort(self) -> None:
        """Put them in the order of the ids."""
        self._places = dict(sorted(self._places.items()))

    def same_as(self, other: "ManifestLines") -> bool:
        """Whether the lines of the other are these, in this order."""
        return len(self) == len(other) and all(one == two for one, two in zip(self.items(), other.items(), strict=True))


@dataclass(frozen=True, slots=True)
class Manifest:
    """`head` is all that is not about single letters; `lines` are the entries, in the order of the ids."""

    head: Mapping[str, Any] = field(default_factory=dict)
    lines: ManifestLines = field(default_factory=ManifestLines)

    def entries(self) -> Iterator[ManifestEntry]:
        """Yield the letters one by one."""
        return map(ManifestEntry.from_line, self.lines.values())

    def failures(self) -> list[Failure]:
        """Return all that went wrong, in the order of the table of errors."""
        failures = [Failure(**failure) for failure in self.head.get("rejected", ())]
        for entry in self.entries():
            failures += [failure_of(entry.id, entry.file, fault) for fault in entry.result.faults]
        return sorted(failures, key=lambda failure: (failure.document, failure.file))


def failure_of(identifier: str, file: str, fault: Fault) -> Failure:
    """Return a fault as a row of the table of errors."""
    return Failure(document=identifier, file=file, stage=fault.stage, reason=fault.reason, remedy=fault.remedy)


def read(path: Path) -> Manifest:
    """Read a manifest; one that is not there is empty. Raises ManifestError for one that is damaged or of another version."""
    head: list[bytes] = []
    lines = ManifestLines()
    try:
        with path.open("rb") as file:
            for text in file:
                line = text.rstrip(b"\n").removesuffix(b",")
                if line.startswith(_LETTER):
                    lines[ManifestEntry.from_line(line).id] = line
                else:
                    head.append(text)
        found = json.loads(b"".join(head))
        version = found.pop("manifest_version")
        del found["letters"]
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(f"{path}: cannot be used: {error}. Remove it; the next run makes it anew.") from error
    if version != VERSION:
        raise ManifestError(f"{path}: is of another version. Remove it; the next run makes it anew.")
    return Manifest(found, lines)


def write(path: Path, manifest: Manifest) -> None:
    """Write a manifest in one step. Raises OSError where that is not possible."""
    head = {"manifest_version": VERSION, **manifest.head, "letters": "@"}
    before, _, after = json.dumps(head, ensure_ascii=False, indent=1).partition('"letters": "@"')
    with replacing(path, "wb") as file:
        file.write(f'{before}"letters": ['.encode())
        separator = b"\n"
        for line in manifest.lines.values():
            file.write(separator + line)
            separator = b",\n"
        file.write(f"\n]{after}\n".encode())
