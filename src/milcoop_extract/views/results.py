"""Output folders, read again: the letters in them and what went wrong, for what is made of the results of a run.

A letter's record is taken from `records/` where it is there, else from the results that the run keeps in `.milcoop`, so it
does not matter whether json was among the formats. The canonical text, of which the offsets in a record speak, is only in
`.milcoop`: the sources may be gone or have changed since, and to read them again costs as much as the run did. Where someone
has kept the records alone there is no text.
"""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from milcoop_extract.batch import manifest as manifests
from milcoop_extract.batch.store import Store
from milcoop_extract.errors import OutputError
from milcoop_extract.records import LetterRecord
from milcoop_extract.tables.rows import Failure


@dataclass(frozen=True, slots=True)
class LetterResult:
    """A letter of an output folder; `text` is its canonical text, None where it has not been kept."""

    record: LetterRecord
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The content of an output folder: letters in the order of their ids, and failures."""

    letters: tuple[LetterResult, ...]
    failures: tuple[Failure, ...] = field(default=())


def read(folder: Path, *, texts: bool = True) -> Results:
    """Read an output folder, without the canonical texts where they are not needed.

    Raises OutputError where there are no results in it or a record cannot be read, ManifestError, StoreError.
    """
    store, manifest = Store(folder), manifests.read(folder / manifests.NAME)
    keys = {entry.id: entry.key for entry in manifest.entries() if entry.key and entry.result.size}
    files = {file.stem: file for file in (folder / "records").glob("*.json")}
    if not manifest.lines and not files:
        raise OutputError(f"{folder}: holds no results. Name the output folder of a run; `milcoop-extract run` makes one.")
    letters = []
    for identifier in sorted(keys or files):
        key, file = keys.get(identifier, ""), files.get(identifier)
        record = _parse(file.read_bytes(), file) if file else _parse(store.read_record(key), store.letter(key))
        letters.append(LetterResult(record, store.read_text(key) if key and texts else None))
    return Results(tuple(letters), tuple(manifest.failures()))


def _parse(data: bytes, path: Path) -> LetterRecord:
    try:
        return LetterRecord.model_validate_json(data)
    except ValidationError as error:
        if any(detail["loc"] == ("schema_version",) for detail in error.errors()):
            raise OutputError(f"{path}: is a record of another version. Run the same command again.") from error
        raise OutputError(f"{path}: is not as a run writes it: {error}. Run the same command again with --force.") from error
