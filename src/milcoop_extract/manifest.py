"""`manifest.json` of an output folder: which letters are in it, from which bytes, made how, and what became of each.

It is what a later run compares with. Each letter has a line of its own, so that it can be read, searched and compared by line,
and so that a hundred thousand letters need not be in memory as objects.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .replacing import replacing
from .store import Result

NAME = "manifest.json"
VERSION = "1"

_LETTER = '{"id":'


class ManifestError(ValueError):
    """A manifest that cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter: `file` relative to what was given, SHA-256 of its bytes, `key` of what it gave.

    `key` is None where a later run should try again. `gone` says that the letter is no longer in the input.
    """

    id: str
    file: str
    sha256: str | None
    key: str | None
    result: Result
    gone: bool = False

    def to_line(self) -> str:
        """Return the entry as one line of JSON."""
        data = {"id": self.id, "file": self.file, "sha256": self.sha256, "key": self.key, **self.result.to_data()}
        return json.dumps(data | ({"gone": True} if self.gone else {}), ensure_ascii=False)

    @classmethod
    def from_line(cls, line: str) -> "Entry":
        """Return the entry that a line was made from."""
        data = json.loads(line)
        return cls(data["id"], data["file"], data["sha256"], data["key"], Result.from_data(data), data.get("gone", False))


@dataclass(frozen=True, slots=True)
class Manifest:
    """`head` is all that is not about single letters; `lines` the entries by id, as lines, in the order of the ids."""

    head: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Yield the letters one by one."""
        return map(Entry.from_line, self.lines.values())


def read(path: Path) -> Manifest:
    """Read a manifest; one that is not there is empty. Raises ManifestError for one that is damaged or of another version."""
    head: list[str] = []
    lines: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8") as file:
            for text in file:
                line = text.rstrip("\n").removesuffix(",")
                if line.startswith(_LETTER):
                    lines[Entry.from_line(line).id] = line
                else:
                    head.append(text)
        found = json.loads("".join(head))
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
    with replacing(path) as file:
        file.write(before + '"letters": [')
        separator = "\n"
        for line in manifest.lines.values():
            file.write(separator + line)
            separator = ",\n"
        file.write("\n]" + after + "\n")
