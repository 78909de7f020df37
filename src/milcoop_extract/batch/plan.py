"""The plan of a run: letters that are known from earlier runs, that are to be extracted, that are there twice or gone."""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from milcoop_extract.inputs import Source
from milcoop_extract.tables.rows import Failure

from .manifest import ManifestEntry, ManifestLines, failure_of
from .publish import Output
from .settings import Settings, digest_of
from .store import Fault, Result
from .tasks import LetterTask, StoreTask, unreadable
from .workers import spread

_READERS = 8
"""Files that are read at once to see whether they have changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one letter: `timeout` in seconds; `memory` in gigabytes for the process that works on it."""

    timeout: float = 300
    memory: float = 4

    @property
    def bytes(self) -> int:
        """The memory in bytes."""
        return int(self.memory * 1_000_000_000)


DEFAULT_LIMITS = Limits()


@dataclass(slots=True)
class Plan:
    """The work of a run.

    `lines` of the manifest, by id, are there for the letters that are known; the others are in `todo`, each with the SHA-256 of
    its bytes. `duplicates` give for each file that is left out the one with the same bytes. `gone` are letters of the output
    that are no longer in the input, under this name or another.

    There may be hundreds of thousands of letters, so little is kept of each, and no more than once.
    """

    lines: ManifestLines = field(default_factory=ManifestLines)
    todo: deque[tuple[Source, bytes]] = field(default_factory=deque)
    rejected: list[Failure] = field(default_factory=list)
    duplicates: dict[str, str] = field(default_factory=dict)
    gone: list[ManifestEntry] = field(default_factory=list)

    def tasks(self, output: Output, settings: Settings) -> Iterator[StoreTask]:
        """Take the letters that are to be extracted, one after the other."""
        while self.todo:
            source, digest = self.todo.popleft()
            yield StoreTask(LetterTask(source, settings, digest.hex()), output.store.output, _key(source, digest, settings))


def make_plan(sources: Sequence[Source], output: Output, settings: Settings, limits: Limits, *, force: bool) -> Plan:
    """Look at the bytes of all letters, which come in the order of their ids, and say what is to be done; with `force` all is.

    The second of two letters with one id is rejected, the second of two with the same bytes is a duplicate.
    """
    plan = Plan()
    contents: dict[bytes, Source] = {}
    last: Source | None = None
    with ThreadPoolExecutor(_READERS) as readers:
        for source, digest in spread(readers, _digest, sources, 8 * _READERS, ordered=True):
            identifier = source.id
            if isinstance(digest, bytes) and digest in contents:
                plan.duplicates[source.name] = contents[digest].name
                continue
            if last and last.id == identifier:
                fault = Fault("collect", f"has the same document id as {last.name}", "Rename one of the two files.")
                plan.rejected.append(failure_of(identifier, source.name, fault))
                continue
            last = source
            if isinstance(digest, Fault):
                plan.lines[identifier] = ManifestEntry(identifier, source.name, None, None, Result(faults=(digest,))).to_line()
                continue
            contents[digest] = source
            key = _key(source, digest, settings)
            if force:
                output.store.letter(key).unlink(missing_ok=True)
            known = None if force else _known(source, digest, (key, limited(key, limits)), output)
            if known:
                plan.lines[identifier] = known
            else:
                plan.todo.append((source, digest))
    missing = output.manifest.lines.keys() - plan.lines.keys()
    missing.difference_update(source.id for source in sources)
    for identifier in sorted(missing):
        entry = ManifestEntry.from_line(output.manifest.lines[identifier])
        if entry.result.size and bytes.fromhex(entry.sha256 or "") not in contents:
            plan.gone.append(entry)
    return plan


def _digest(source: Source) -> bytes | Fault:
    try:
        return hashlib.sha256(source.read()).digest()
    except OSError as error:
        return unreadable(error)


def _key(source: Source, digest: bytes, settings: Settings) -> str:
    """Return the name of the result of a letter: whatever it depends on."""
    if settings.date:
        return settings.key(source.id, source.file_name, digest.hex(), "option", settings.date.isoformat())
    days = (source.date, None if source.date else source.issued)
    said = [day.isoformat() if day else None for day in days]
    return settings.key(source.id, source.file_name, digest.hex(), "manifest", *said)


def limited(key: str, limits: Limits) -> str:
    """Return the name of the result of a letter that goes beyond the limits: with others it may do better."""
    return digest_of([key, limits.timeout, limits.memory])


def _known(source: Source, digest: bytes, keys: tuple[str, ...], output: Output) -> bytes | None:
    """Return the line of the manifest for a letter that was done before, under one of these keys; None for one that was not."""
    line = output.manifest.lines.get(source.id)
    if line:
        entry = ManifestEntry.from_line(line)
        if entry.key in keys and entry.file == source.name and not entry.gone and output.store.holds(entry.key):
            return line
    for key in keys:
        result = output.store.read_result(key)
        if result:
            return ManifestEntry(source.id, source.name, digest.hex(), key, result).to_line()
    return None
