"""Results in the store to the files of an output folder: records, tables, data package, manifest.

The tables are put together from parts. A part holds the rows of a *shard*, a run of letters in the order of their ids that ends
before each id whose digest is divisible by `SHARD`: so where shards begin depends on the ids alone, a new letter changes one
shard, and all others are copied as they are (content-defined chunking, as rsync and backup programs do it).

All that takes time or much room is done before the first file is replaced. `publishing.json` is there while files are replaced,
and tells a later run that it must not trust them.
"""

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from gzip import BadGzipFile
from pathlib import Path
from typing import Self

from milcoop_extract.errors import StoreError, WorkerError
from milcoop_extract.tables.atomic import replace_parts, replacing
from milcoop_extract.tables.rows import TABLES, Failure
from milcoop_extract.tables.writers import PACKAGE, TableFormat, join_csv, write_errors, write_package

from . import manifest as manifests
from .manifest import Manifest, ManifestEntry
from .settings import digest_of, program_digest
from .store import Store, writing
from .tasks import PartsTask, store_parts
from .workers import Loss, Team

SHARD = 256
"""The mean number of letters of a shard."""


class Format(StrEnum):
    """The formats of a run: a record file per letter; tables over all of them as CSV files, or as Parquet data sets."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder, its store, and the manifest of what is in it; `trusted` says that its files are as they should be."""

    folder: Path
    store: Store
    manifest: Manifest
    trusted: bool

    @classmethod
    def of(cls, folder: Path, store: Store) -> "Output":
        """Return the folder as it is. Raises ManifestError where its manifest cannot be used."""
        return cls(folder, store, manifests.read(folder / manifests.NAME), not store.publishing.exists())


def publish(output: Output, new: Manifest, failures: Sequence[Failure], formats: Set[Format], team: Team) -> None:
    """Make the files of a folder those of the manifest `new`; nothing is done where they are that already.

    Raises StoreError where a file cannot be written.
    """
    folder, store, old = output.folder, output.store, output.manifest
    head = {**new.head, "formats": sorted(formats)}
    if output.trusted and new.lines.same_as(old.lines) and head == _without_files(old.head) and _is_complete(folder, old):
        store.clean_letters(entry.key for entry in new.entries())
        return
    with writing(folder):
        parts = {format_: _make_parts(store, new, format_, team) for format_ in TableFormat if Format(format_) in formats}
        tables = _join(store, parts[TableFormat.CSV]) if TableFormat.CSV in parts else {}
        before = _Before.of(output)
        before.note(store.publishing, new, formats)
        # From here on files are replaced.
        kept = _write_records(output, new) if Format.JSON in formats else frozenset()
        _remove_records(folder / "records", before.letters - kept)
        for name, draft in tables.items():
            draft.replace(folder / name)
        if TableFormat.PARQUET in parts:
            _collect_parquet(folder, store, parts[TableFormat.PARQUET])
        for format_ in parts:
            write_errors(failures, folder, format_)
        if parts:
            write_package(folder, parts)
        _remove_tables(folder, before.formats - formats, package=not parts)
        manifests.write(folder / manifests.NAME, Manifest({**head, "files": _sizes(folder, parts)}, new.lines))
        store.clean_letters(entry.key for entry in new.entries())
        store.clean_parts({key for keys in parts.values() for key in keys})
        store.publishing.unlink()


def _without_files(head: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in head.items() if key != "files"}


def _is_complete(folder: Path, manifest: Manifest) -> bool:
    """Whether the files that a manifest speaks of are there, each with its size."""
    sizes = _file_sizes(folder / "records") if Format.JSON in manifest.head["formats"] else {}
    tables: Mapping[str, int] = manifest.head["files"]
    return all(_size(folder / name) == size for name, size in tables.items()) and all(
        Format.JSON not in manifest.head["formats"] or sizes.get(f"{entry.id}.json", 0) == entry.result.size
        for entry in manifest.entries()
    )


def _sizes(folder: Path, formats: Iterable[TableFormat]) -> dict[str, int]:
    """Return the size in bytes of each table and of the data package, by its path in the folder."""
    files = [file for format_ in formats for table in TABLES for file in _table_files(folder, table, format_)]
    if files:
        files.append(folder / PACKAGE)
    return {file.relative_to(folder).as_posix(): file.stat().st_size for file in sorted(files)}


def _table_files(folder: Path, table: str, format_: TableFormat) -> list[Path]:
    path = folder / f"{table}.{format_}"
    return sorted(path.iterdir()) if format_ is TableFormat.PARQUET else [path]


def _file_sizes(folder: Path) -> dict[str, int]:
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as files:
        return {file.name: file.stat().st_size for file in files}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class _Before:
    """The content that an output folder may have from before: letters with a record, formats of tables and records."""

    letters: frozenset[str]
    formats: frozenset[str]

    @classmethod
    def of(cls, output: Output) -> Self:
        letters, formats = [*output.manifest.lines], [*output.manifest.head.get("formats", ())]
        if output.store.publishing.exists():
            noted = json.loads(output.store.publishing.read_bytes())
            letters += noted["letters"]
            formats += noted["formats"]
        return cls(frozenset(letters), frozenset(formats))

    def note(self, path: Path, new: Manifest, formats: Set[Format]) -> None:
        """Note in a file what will be in the folder while it is changed: what was and what comes."""
        noted = {"letters": sorted({*self.letters, *new.lines}), "formats": sorted({*self.formats, *formats})}
        with replacing(path) as file:
            json.dump(noted, file, ensure_ascii=False, indent=1)


def _make_parts(store: Store, manifest: Manifest, format_: TableFormat, team: Team) -> list[str]:
    """Make the parts that are not in the store yet; return the keys of all in the order of their letters."""
    tasks, keys = [], []
    for letters in _shards(manifest):
        key = digest_of([program_digest(), format_, *letters])
        keys.append(key)
        if not store.parts(key).is_dir():
            tasks.append(PartsTask(format_, letters, store.output, key))
    for _, outcome in team.map(store_parts, tasks):
        if isinstance(outcome, Loss):
            raise WorkerError(f"the tables could not be made: the process that made them {outcome}")
    return keys


def _shards(manifest: Manifest) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the letters with a record, shard by shard; without any letter there is one empty shard."""
    shards = 0
    shard: list[str] = []
    for entry in manifest.entries():
        if shard and _begins_shard(entry.id):
            yield tuple(shard)
            shards += 1
            shard = []
        if entry.result.size and entry.key:
            shard.append(entry.key)
    if shard or not shards:
        yield tuple(shard)


def _begins_shard(identifier: str) -> bool:
    return int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:4]) % SHARD == 0


def _join(store: Store, keys: Sequence[str]) -> dict[str, Path]:
    """Put the CSV tables together among the drafts; return the draft of each file."""
    drafts = {}
    for table in TABLES:
        if table != "errors":
            name = f"{table}.{TableFormat.CSV}"
            drafts[name] = store.drafts / name
            try:
                join_csv((store.parts(key) / f"{name}.gz" for key in keys), drafts[name], table)
            except (EOFError, BadGzipFile, zlib.error) as error:
                raise StoreError(f"{store.folder}: is damaged: {error}. Run the same command again with --force.") from error
    return drafts


def _collect_parquet(folder: Path, store: Store, keys: Sequence[str]) -> None:
    for table in TABLES:
        if table != "errors":
            name = f"{table}.{TableFormat.PARQUET}"
            # Numbered, so that whoever reads the files by name gets the letters in the order of their ids.
            parts = {f"part-{number:05d}.parquet": store.parts(key) / name for number, key in enumerate(keys)}
            replace_parts(folder / name, parts)


def _write_records(output: Output, new: Manifest) -> frozenset[str]:
    """Write the records that are not there yet as they should be; return the ids of the letters that have one."""
    folder = output.folder / "records"
    folder.mkdir(exist_ok=True)
    sizes = _file_sizes(folder) if output.trusted else {}
    written = set()
    for entry in new.entries():
        if not entry.key or not entry.result.size:
            continue
        written.add(entry.id)
        name = f"{entry.id}.json"
        line = output.manifest.lines.get(entry.id)
        if not line or sizes.get(name) != entry.result.size or ManifestEntry.from_line(line).key != entry.key:
            with replacing(folder / name, "wb") as file:
                file.write(output.store.read_record(entry.key))
    return frozenset(written)


def _remove_records(folder: Path, letters: Iterable[str]) -> None:
    for letter in letters:
        (folder / f"{letter}.json").unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _remove_tables(folder: Path, formats: Set[str], *, package: bool) -> None:
    """Remove the tables of formats that are no longer wanted, and the data package when there are none left."""
    for table in TABLES:
        if TableFormat.CSV in formats:
            (folder / f"{table}.{TableFormat.CSV}").unlink(missing_ok=True)
        if TableFormat.PARQUET in formats:
            shutil.rmtree(folder / f"{table}.{TableFormat.PARQUET}", ignore_errors=True)
    if package and formats:
        (folder / PACKAGE).unlink(missing_ok=True)
