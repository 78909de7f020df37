"""Many letters in, their records and tables out: what has to be done, who does it, what became of it.

A letter costs only itself: one that was done before is not done again, and one that cannot be processed becomes a row of the
table of errors, with what can be done about it. Whatever is done is kept in the output folder's store at once, so a run that
was interrupted goes on where it was; the files for the user are made at the end, from the store.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__
from .inputs import Source, collect
from .manifest import Entry, Manifest
from .progress import Observer, Silence
from .publish import Format, Output, publish
from .settings import Settings, digest_of
from .store import Fault, Result, Store
from .tables import Failure
from .tasks import LetterTask, StoreTask, begin, extract_letter, store_letter, unreadable
from .workers import LocalTeam, Loss, Team, spread

if TYPE_CHECKING:
    from .extraction import Extraction

_READERS = 8
"""Files that are read at once to see whether they have changed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a letter may take: `timeout` in seconds; `memory` in gigabytes for the process that works on it."""

    timeout: float = 300
    memory: float = 4

    @property
    def bytes(self) -> int:
        """The memory in bytes."""
        return int(self.memory * 1_000_000_000)


@dataclass(slots=True)
class Summary:
    """What a run did.

    `letters` are in the output; `extracted` were new or had changed; `mentions` are in each table. `failures` are those of the
    letters in the input. `duplicates` give for each file that was left out the one with the same bytes. `gone` are letters in
    the output that are no longer in the input, `pruned` those that were removed for that.
    """

    letters: int = 0
    extracted: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    duplicates: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)


@contextmanager
def team(settings: Settings, limits: Limits, jobs: int | None = None, scheduler: str | None = None) -> Iterator[Team]:
    """Give those who extract: `jobs` processes here (None: one per core), or the Dask cluster of a scheduler's address.

    Nothing is started before there is something to do. Raises ClusterError where there is no such scheduler.
    """
    if scheduler:
        from .cluster import cluster_team  # noqa: PLC0415  # an extra

        with cluster_team(scheduler, begin, settings, limits.bytes) as cluster:
            yield cluster
    else:
        with LocalTeam(begin, settings, jobs or _cores(), limits.bytes) as local:
            yield local


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Plan:
    """What is to be done: `lines` of the manifest by id for the letters that are known, `tasks` for the others."""

    lines: dict[str, str] = field(default_factory=dict)
    tasks: list[StoreTask] = field(default_factory=list)
    rejected: list[Failure] = field(default_factory=list)
    duplicates: dict[str, str] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)


def run(
    sources: Sequence[Source],
    output: Path,
    settings: Settings,
    team: Team,
    *,
    formats: Set[Format] = frozenset({Format.JSON, Format.CSV}),
    limits: Limits = Limits(),
    force: bool = False,
    prune: bool = False,
    observer: Observer | None = None,
) -> Summary:
    """Extract the letters and make the files of the folder `output`, which is made where needed.

    Letters whose bytes, settings and program have not changed are left as they are, unless `force` says otherwise. Letters that
    are in the output and no longer among the sources stay, unless `prune` says otherwise. The second of two letters with one id
    is a failure, the second of two with the same bytes is left out.

    Raises StoreError where the folder cannot be written or another run is at work there, ManifestError where its manifest
    cannot be used, WorkerError where no process can begin, and what loading the pipeline raises.
    """
    store = Store(output.absolute())  # it is spoken of in other processes and on other machines
    observer = observer or Silence()
    with store.locked():
        before = Output.of(output, store)
        if force:
            before = replace(before, trusted=False)
            store.forget_parts()
        plan = _plan(sources, before, settings, limits, force=force)
        observer.begin(len(plan.tasks))
        extracted = 0
        for entry in _extract(plan.tasks, store, limits, team):
            plan.lines[entry.id] = entry.to_line()
            extracted += bool(entry.result.size)
            observer.advance(failed=bool(entry.result.faults))
        observer.assemble()
        gone = list(_gone(sources, before.manifest, plan))
        if not prune:
            plan.lines |= {entry.id: replace(entry, gone=True).to_line() for entry in gone}
        manifest = Manifest(_head(plan, settings), dict(sorted(plan.lines.items())))
        failures = _failures(plan, manifest)
        publish(before, manifest, failures, formats, team)
    kept = set() if prune else {entry.id for entry in gone}
    return Summary(
        letters=sum(bool(entry.result.size) for entry in manifest.entries()),
        extracted=extracted,
        mentions=sum((Counter(entry.result.mentions) for entry in manifest.entries()), Counter()),
        failures=[failure for failure in failures if failure.document not in kept],
        duplicates=plan.duplicates,
        gone=sorted(kept),
        pruned=[entry.id for entry in gone] if prune else [],
    )


def _plan(sources: Iterable[Source], before: Output, settings: Settings, limits: Limits, *, force: bool) -> _Plan:
    """Tell the letters that are known from those that are to be extracted, and leave out what is there twice."""
    plan = _Plan()
    names: dict[str, str] = {}
    contents: dict[str, str] = {}
    ordered = sorted(sources, key=lambda source: (source.id, source.name, source.location))
    with ThreadPoolExecutor(_READERS) as readers:
        for source, digest in spread(readers, _digest, ordered, 8 * _READERS, ordered=True):
            if isinstance(digest, str) and digest in contents:
                plan.duplicates[source.name] = contents[digest]
                continue
            if source.id in names:
                reason = f"has the same document id as {names[source.id]}"
                fault = Fault("collect", reason, "Rename one of the two files.")
                plan.rejected.append(_failure(source.id, source.name, fault))
                continue
            names[source.id] = source.name
            if isinstance(digest, Fault):
                plan.lines[source.id] = Entry(source.id, source.name, None, None, Result(faults=(digest,))).to_line()
                continue
            contents[digest] = source.name
            plan.digests.add(digest)
            task = StoreTask(LetterTask(source, settings, digest), before.store.output, _key(source, digest, settings))
            if force:
                before.store.letter(task.key).unlink(missing_ok=True)
            known = None if force else _known(task, before, limits)
            if known:
                plan.lines[source.id] = known
            else:
                plan.tasks.append(task)
    return plan


def _digest(source: Source) -> str | Fault:
    try:
        return hashlib.sha256(source.read()).hexdigest()
    except OSError as error:
        return unreadable(error)


def _key(source: Source, digest: str, settings: Settings) -> str:
    """Return the name of the result of a letter: whatever it depends on."""
    if settings.date:
        return settings.key(source.id, source.file_name, digest, "option", settings.date.isoformat())
    return settings.key(source.id, source.file_name, digest, "manifest", source.date.isoformat() if source.date else None)


def _limited(key: str, limits: Limits) -> str:
    """Return the name of the result of a letter that goes beyond the limits: with others it may do better."""
    return digest_of([key, limits.timeout, limits.memory])


def _known(task: StoreTask, before: Output, limits: Limits) -> str | None:
    """Return the line of the manifest for a letter that was done before, None for one that was not."""
    source, digest = task.letter.source, task.letter.sha256
    keys = (task.key, _limited(task.key, limits))
    line = before.manifest.lines.get(source.id)
    if line:
        entry = Entry.from_line(line)
        if entry.key in keys and entry.file == source.name and not entry.gone and before.store.holds(entry.key):
            return line
    for key in keys:
        result = before.store.read_result(key)
        if result:
            return Entry(source.id, source.name, digest, key, result).to_line()
    return None


def _extract(tasks: Iterable[StoreTask], store: Store, limits: Limits, team: Team) -> Iterator[Entry]:
    """Yield an entry for each letter, as they get done."""
    for task, outcome in team.map(store_letter, tasks, limits.timeout):
        key: str | None = task.key
        if not isinstance(outcome, Loss):
            result = outcome
        else:
            result = Result(faults=(_lost(outcome, limits),))
            if outcome.kind != "died":
                key = _limited(task.key, limits)
                store.write_letter(key, result)
        if any(not fault.lasting for fault in result.faults):
            key = None
        source = task.letter.source
        yield Entry(source.id, source.name, task.letter.sha256, key, result)


def _lost(loss: Loss, limits: Limits) -> Fault:
    match loss.kind:
        case "timeout":
            reason, remedy = f"took longer than {limits.timeout:g} seconds", "Give it more time with --timeout."
        case "memory":
            reason, remedy = f"needs more than {limits.memory:g} GB of memory", "Give it more with --memory."
        case "died":
            reason = f"the process that worked on it was lost twice ({loss.detail})"
            remedy = "Run the same command again; if that does not help, give it more memory with --memory."
    return Fault("worker", reason, remedy, lasting=loss.kind != "died")


def _gone(sources: Iterable[Source], before: Manifest, plan: _Plan) -> Iterator[Entry]:
    """Yield the letters with a record that are no longer among the sources, under this name or another."""
    present = {source.id for source in sources}
    for identifier, line in before.lines.items():
        if identifier not in present:
            entry = Entry.from_line(line)
            if entry.result.size and entry.sha256 not in plan.digests:
                yield entry


def _head(plan: _Plan, settings: Settings) -> dict[str, Any]:
    """Return what the manifest says beside the letters."""
    return {
        "version": __version__,
        "program": settings.program,
        "rules": settings.rules_digest,
        "model": settings.model,
        "model_files": settings.model_digest,
        "date": settings.date and settings.date.isoformat(),
        "duplicates": plan.duplicates,
        "rejected": [failure.model_dump(mode="json") for failure in plan.rejected],
    }


def _failures(plan: _Plan, manifest: Manifest) -> list[Failure]:
    failures = [*plan.rejected]
    for entry in manifest.entries():
        failures += [_failure(entry.id, entry.file, fault) for fault in entry.result.faults]
    return sorted(failures, key=lambda failure: (failure.document, failure.file))


def _failure(identifier: str, file: str, fault: Fault) -> Failure:
    return Failure(document=identifier, file=file, stage=fault.stage, reason=fault.reason, remedy=fault.remedy)


class LetterError(ValueError):
    """A letter that could not be processed; `failure` says which, at which stage, why, and what can be done."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.file}: {failure.reason}. {failure.remedy}")
        self.failure = failure


def extract_many(
    paths: Iterable[Path | str],
    jobs: int | None = None,
    *,
    date: Day | str | None = None,
    rules: Path | str | None = None,
    model: str | None = None,
    limits: Limits = Limits(),
    on_failure: Callable[[Failure], object] | None = None,
) -> Iterator["Extraction"]:
    """Yield the extraction of each letter, in the order of `paths` and, within a folder or archive, of the ids.

    `paths` are what the command takes: letters, folders, patterns, zip archives, URLs. `jobs` processes work at once (None: one
    per core), a little ahead of what is taken. The other arguments are those of `extract` and of the command. A letter that
    cannot be processed is handed to `on_failure` and left out; without that it raises LetterError.

    Raises InputError for a path that holds no letters, ModelError, RuleError.
    """
    day = Day.fromisoformat(date) if isinstance(date, str) else date
    settings = Settings.of(Path(rules) if rules else None, model, day)
    tasks = (LetterTask(source, settings) for path in paths for source in collect([path]))
    with team(settings, limits, jobs) as workers:
        for task, outcome in workers.map(extract_letter, tasks, limits.timeout, ordered=True):
            if not isinstance(outcome, Fault | Loss):
                yield outcome
                continue
            fault = _lost(outcome, limits) if isinstance(outcome, Loss) else outcome
            failure = _failure(task.source.id, task.source.name, fault)
            if not on_failure:
                raise LetterError(failure)
            on_failure(failure)
