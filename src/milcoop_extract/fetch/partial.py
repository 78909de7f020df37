"""Unfinished downloads: the bytes that are there, and what is needed to go on with them in another run."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ValidationError

from milcoop_extract.tables.atomic import replacing

from .addresses import DocumentForm

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class PartialNote(BaseModel):
    """The state of a download: the address asked for, the one that answered, and how the server tells versions apart."""

    address: str
    source: str
    etag: str = ""
    modified: str = ""
    total: int | None = None
    fetched: str = ""
    """When it was finished; empty for one that is not."""


class Part:
    """The download of one form of a document: a file of bytes, and a note beside it."""

    def __init__(self, folder: Path, identifier: str, form: DocumentForm) -> None:
        self.path = folder / f"{identifier}.{form}.part"
        self._note = folder / f"{identifier}.{form}.json"

    @property
    def size(self) -> int:
        """The number of bytes that are there."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def note(self) -> PartialNote | None:
        """The note; None where there is none that can be read."""
        try:
            return PartialNote.model_validate_json(self._note.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def headers(self, address: str) -> dict[str, str]:
        """Return the headers that ask for the rest of what is there; none where it cannot be gone on with."""
        note, size = self.note, self.size
        if not note or not size or note.address != address or not _resumable(note) or size >= (note.total or size + 1):
            return {}
        validator = note.etag or note.modified
        return {"Range": f"bytes={size}-", **({"If-Range": validator} if validator else {})}

    def is_whole(self, address: str) -> bool:
        """Tell whether all bytes are there that the server has announced."""
        note = self.note
        return (
            note is not None and note.address == address and self.size > 0 and (bool(note.fetched) or note.total == self.size)
        )

    def begin(self, address: str, source: str, headers: Mapping[str, str]) -> None:
        """Begin anew with an answer that has these headers."""
        self.remove()
        plain = headers.get("content-encoding", "identity").strip().casefold() in {"", "identity"}
        etag = headers.get("etag", "")
        length = headers.get("content-length", "")
        self._write(
            PartialNote(
                address=address,
                source=source,
                etag=etag if plain and etag.startswith('"') else "",
                modified=headers.get("last-modified", "") if plain else "",
                total=int(length) if plain and length.isascii() and length.isdigit() else None,
            )
        )

    def goes_on(self, headers: Mapping[str, str]) -> bool:
        """Tell whether an answer with these headers holds just what comes behind the bytes that are there."""
        note = self.note
        match = _RANGE.fullmatch(headers.get("content-range", "").strip())
        if not note or not match or headers.get("content-encoding", "identity").casefold() not in {"", "identity"}:
            return False
        first, last, total = map(int, match.groups())
        etag = headers.get("etag", "")
        same = not note.etag or not etag or etag == note.etag
        return same and first == self.size and first <= last < total and (note.total is None or note.total == total)

    def total(self, headers: Mapping[str, str]) -> int | None:
        """Return how many bytes there will be, by the first answer or by one with these headers; None where neither says."""
        match = _RANGE.fullmatch(headers.get("content-range", "").strip())
        note = self.note
        return (note.total if note else None) or (int(match[3]) if match else None)

    def finish(self, fetched: str) -> None:
        """PartialNote that all is there, so that a run that is killed now need not ask again."""
        if note := self.note:
            self._write(note.model_copy(update={"fetched": fetched}))

    @property
    def is_resumable(self) -> bool:
        """Whether a later run can go on with what is there."""
        note = self.note
        return note is not None and self.size > 0 and _resumable(note)

    def remove(self, address: str | None = None) -> None:
        """Remove bytes and note; with an `address`, only those that are from there."""
        note = self.note
        if address is None or note is None or note.address == address:
            self.path.unlink(missing_ok=True)
            self._note.unlink(missing_ok=True)

    def _write(self, note: PartialNote) -> None:
        self._note.parent.mkdir(exist_ok=True)
        with replacing(self._note) as file:
            file.write(note.model_dump_json())


def _resumable(note: PartialNote) -> bool:
    return bool(note.etag or note.modified or note.total)


def leftovers(folder: Path) -> list[tuple[str, DocumentForm]]:
    """Return the downloads that a folder has something of, and remove what a killed process has left of a note."""
    if not folder.is_dir():
        return []
    found: dict[tuple[str, DocumentForm], None] = {}
    for path in sorted(folder.iterdir()):
        name, ending = path.stem, path.suffix
        if path.name.startswith(".") and ending == ".part":
            path.unlink()
        elif ending in {".part", ".json"}:
            identifier, _, form = name.rpartition(".")
            with suppress(ValueError):
                found[identifier, DocumentForm(form)] = None
    return list(found)
