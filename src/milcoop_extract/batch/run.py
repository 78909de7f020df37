"""Many letters in, their records and tables out: what has to be done, who does it, what became of it.

A letter costs only itself: one that was done before is not done again, and one that cannot be processed becomes a row of the
table of errors, with what can be done about it. Whatever is done is kept in the output folder's store at once, so a run that
was interrupted goes on where it was; the files for the user are made at the end, from the store.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING, Any

from milcoop_extract import __version__
from milcoop_extract.errors import LetterError
from milcoop_extract.inputs import collect
from milcoop_extract.readers.head import as_day
from milcoop_extract.readers.rules import MonthRules
from milcoop_extract.rules import load
from milcoop_extract.tables.parquet import require_parquet
from milcoop_extract.tables.rows import Failure

from .manifest import Manifest, ManifestEntry, failure_of
from .plan import DEFAULT_LIMITS, Limits, Plan, limited, make_plan
from .progress import Observer, Silence
from .publish import Format, Output, publish
from .settings import Settings
from .store import Fault, Result, Store
from .tasks import LetterTask, StoreTask, begin, extract_letter, store_letter
from .workers import LocalTeam, Loss, Team

if TYPE_CHECKING:
    from milcoop_extract.extractor import Extraction


@dataclass(slots=True)
class RunSummary:
    """The outcome of a run.

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

    Of the processes here one begins at once, the others when there is something to do for them. Raises ClusterError where
    there is no such scheduler.
    """
    if scheduler:
        from .dask import cluster_team  # noqa: PLC0415  # an extra

        with cluster_team(scheduler, begin, settings, limits.bytes) as cluster:
            yield cluster
    else:
        with LocalTeam(begin, settings, jobs or _cores(), limits.bytes) as local:
            yield local


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    paths: Path | str | Iterable[Path | str],
    output: Path | str = "output",
    *,
    formats: Iterable[str] = ("json", "csv"),
    date: Day | str | None = None,
    rules: Path | str | None = None,
    model: str | None = None,
    jobs: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
    force: bool = False,
    prune: bool = False,
    scheduler: str | None = None,
    observer: Observer | None = None,
) -> RunSummary:
    """Extract letters into the files of an output folder, as the command `run` does, and return what came of it.

    `paths` and `jobs` are those of `extract_many`; `formats` are one or more of json, csv and parquet. Letters that have not
    changed since the last run are not done again unless `force` says so; those that are gone from the input stay unless `prune`
    says otherwise. `scheduler` is the address of a Dask cluster, `observer` is told how far the run is.

    Raises InputError where a path holds no letters, StoreError where the folder cannot be written or is in use, ManifestError,
    MissingParquetError, WorkerError, DateError, ModelError, RuleError, ValueError for an unknown format. A letter that cannot
    be processed is among the `failures` of the summary.

    >>> from milcoop_extract import run
    >>> summary = run("letters", "output")  # doctest: +SKIP
    >>> summary.letters, summary.mentions["amounts"]  # doctest: +SKIP
    (12, 340)
    """
    chosen = {Format(name) for name in formats}
    if Format.PARQUET in chosen:
        require_parquet()
    settings = Settings.of(Path(rules) if rules else None, model, as_day(date, load(MonthRules, rules)))
    listed = [paths] if isinstance(paths, str | Path) else paths
    with team(settings, limits, jobs, scheduler) as workers:
        return run_with(
            listed,
            Path(output),
            settings,
            workers,
            formats=chosen,
            limits=limits,
            force=force,
            prune=prune,
            observer=observer,
        )


def run_with(
    paths: Iterable[Path | str],
    output: Path,
    settings: Settings,
    team: Team,
    *,
    formats: Set[Format] = frozenset({Format.JSON, Format.CSV}),
    limits: Limits = DEFAULT_LIMITS,
    force: bool = False,
    prune: bool = False,
    observer: Observer | None = None,
) -> RunSummary:
    """Extract the letters at some paths with a team, and make the files of the folder `output`, which is made where needed.

    Letters whose bytes, settings and program have not changed are left as they are, unless `force` says otherwise. Letters that
    are in the output and no longer at the paths stay, unless `prune` says otherwise. The second of two letters with one id
    is a failure, the second of two with the same bytes is left out.

    Raises InputError where a path holds no letters, StoreError where the folder cannot be written or another run is at work
    there, ManifestError where its manifest cannot be used, WorkerError where no process can begin, and what loading the
    pipeline raises.
    """
    store = Store(output.absolute())  # it is spoken of in other processes and on other machines
    observer = observer or Silence()
    with store.locked():
        before = Output.of(output, store)
        if force:
            before = replace(before, trusted=False)
            store.forget_parts()
        plan = make_plan(collect(paths), before, settings, limits, force=force)
        observer.begin(len(plan.todo))
        extracted = 0
        for entry in _extract(plan.tasks(before, settings), store, limits, team):
            plan.lines[entry.id] = entry.to_line()
            extracted += bool(entry.result.size)
            observer.advance(failed=bool(entry.result.faults))
        observer.assemble()
        if not prune:
            for entry in plan.gone:
                plan.lines[entry.id] = replace(entry, gone=True).to_line()
        plan.lines.sort()
        manifest = Manifest(_head(plan, settings), plan.lines)
        failures = manifest.failures()
        publish(before, manifest, failures, formats, team)
    gone = sorted(entry.id for entry in plan.gone)
    summary = RunSummary(
        extracted=extracted, duplicates=plan.duplicates, gone=[] if prune else gone, pruned=gone if prune else []
    )
    summary.failures = [failure for failure in failures if failure.document not in summary.gone]
    for entry in manifest.entries():
        summary.letters += bool(entry.result.size)
        summary.mentions.update(entry.result.mentions)
    return summary


def _extract(tasks: Iterable[StoreTask], store: Store, limits: Limits, team: Team) -> Iterator[ManifestEntry]:
    """Yield an entry for each letter, as they get done."""
    for task, outcome in team.map(store_letter, tasks, limits.timeout):
        key: str | None = task.key
        if not isinstance(outcome, Loss):
            result = outcome
        else:
            result = Result(faults=(_lost(outcome, limits),))
            if outcome.kind != "killed":
                key = limited(task.key, limits)
                store.write_letter(key, result)
        if any(not fault.lasting for fault in result.faults):
            key = None
        source = task.letter.source
        yield ManifestEntry(source.id, source.name, task.letter.sha256, key, result)


def _lost(loss: Loss, limits: Limits) -> Fault:
    match loss.kind:
        case "timeout":
            reason, remedy = f"took longer than {limits.timeout:g} seconds", "Give it more time with --timeout."
        case "memory":
            reason, remedy = f"needs more than {limits.memory:g} GB of memory", "Give it more with --memory."
        case "crashed":
            reason = f"the process that worked on it crashed twice ({loss.detail})"
            remedy = "Give it more memory with --memory; if that does not help, report it, if you can with the letter."
        case "killed":
            reason = f"the process that worked on it was killed twice ({loss.detail})"
            remedy = "Run the same command again, with fewer --jobs where memory is short."
    return Fault("worker", reason, remedy, lasting=loss.kind != "killed")


def _head(plan: Plan, settings: Settings) -> dict[str, Any]:
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


def extract_many(
    paths: Path | str | Iterable[Path | str],
    jobs: int | None = None,
    *,
    date: Day | str | None = None,
    rules: Path | str | None = None,
    model: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_failure: Callable[[Failure], object] | None = None,
) -> Iterator["Extraction"]:
    """Yield the extraction of each letter, in the order of `paths` and, within a folder or archive, of the ids.

    `paths` is one path or several, of all that the command takes: letters, folders, patterns, zip archives, URLs. `jobs`
    processes work at once (None: one per core), a little ahead of what is taken. The other arguments are those of `extract`
    and of the command. A letter that cannot be processed is handed to `on_failure` and left out; without that it raises
    LetterError.

    Raises InputError for a path that holds no letters, DateError, ModelError, RuleError.

    >>> from milcoop_extract import extract_many
    >>> for extraction in extract_many("letters"):  # doctest: +SKIP
    ...     print(extraction.document.title, len(extraction.mentions))
    """
    settings = Settings.of(Path(rules) if rules else None, model, as_day(date, load(MonthRules, rules)))
    listed = [paths] if isinstance(paths, str | Path) else paths
    tasks = (LetterTask(source, settings) for path in listed for source in collect([path]))
    with team(settings, limits, jobs) as workers:
        for task, outcome in workers.map(extract_letter, tasks, limits.timeout, ordered=True):
            if not isinstance(outcome, Fault | Loss):
                yield outcome
                continue
            fault = _lost(outcome, limits) if isinstance(outcome, Loss) else outcome
            failure = failure_of(task.source.id, task.source.name, fault)
            if not on_failure:
                raise LetterError(failure)
            on_failure(failure)
