"""The tasks of worker processes: extract a letter, make the parts of tables. Results go into the store."""

import gc
import hashlib
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from pydantic_core import from_json

from milcoop_extract.errors import ReadError, SettingsError
from milcoop_extract.inputs import Source
from milcoop_extract.tables.writers import TableFormat, write_csv_parts, write_parquet_parts

from .settings import Settings
from .store import Fault, Result, Store

if TYPE_CHECKING:
    from milcoop_extract.extractor import Extraction, Extractor


@dataclass(frozen=True, slots=True)
class LetterTask:
    """A letter to extract. `sha256`, when given, is what its bytes should have."""

    source: Source
    settings: Settings
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class StoreTask:
    """A letter whose result shall be in the store of the folder `output` under `key`."""

    letter: LetterTask
    output: Path
    key: str


@dataclass(frozen=True, slots=True)
class PartsTask:
    """The results `letters`, whose rows shall be in the store of the folder `output` under `key`."""

    format: TableFormat
    letters: tuple[str, ...]
    output: Path
    key: str


def begin(settings: Settings) -> None:
    """Load the pipeline. Raises ModelError or RuleError where that fails, SettingsError where it is not that of the run."""
    if settings.current() != settings:
        raise SettingsError(
            "a worker has another version of the program, of a library, of the rules or of the model than this run. "
            "Install the same on all machines, and do not change the rules during a run."
        )
    gc.disable()  # while modules and rules load, there is no garbage
    _import_spacy()
    _extractor(settings)
    # Rules and pipeline stay, and what a letter leaves behind goes by reference counts: the collector has little to find.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _import_spacy() -> None:
    """Import spaCy without its command line, which it imports with itself: a third of the time, for what no letter needs.

    Whoever needs the command line later imports it as usual; only `spacy.info` is missing.
    """
    if "spacy" in sys.modules:
        return
    left_out = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    left_out["spacy.cli.info"].__dict__["info"] = None
    sys.modules |= left_out
    import_module("spacy")
    for name in left_out:
        del sys.modules[name]


@lru_cache(maxsize=1)
def _extractor(settings: Settings) -> "Extractor":
    from milcoop_extract.extractor import Extractor  # noqa: PLC0415  # the process that gives the tasks needs no spaCy

    return Extractor(settings.model, settings.rules)


def extract_letter(task: LetterTask) -> "Extraction | Fault":
    """Extract a letter; whatever goes wrong becomes a fault, but for MemoryError, which is raised."""
    source, settings = task.source, task.settings
    try:
        data = source.read()
    except OSError as error:
        return unreadable(error)
    if task.sha256 and hashlib.sha256(data).hexdigest() != task.sha256:
        return Fault("read", "the file has changed during the run", "Run the same command again.", lasting=False)
    try:
        return _extractor(settings).extract(
            data,
            settings.date or source.date,
            date_source="option" if settings.date else "manifest",
            issued=source.issued,
            name=source.file_name,
        )
    except ReadError as error:
        return Fault("read", error.reason, error.remedy)
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, the other letters go on
        reason = f"{type(error).__name__}: {error}"
        return Fault("extract", reason, "Report this as an error of milcoop-extract, if you can with the letter.")


def unreadable(error: OSError) -> Fault:
    """Return the fault of a file that cannot be opened."""
    return Fault("read", error.strerror or str(error), "Check that the file is there and that you may read it.", lasting=False)


def store_letter(task: StoreTask) -> Result:
    """Extract a letter into the store, unless it is there or only a fault came out that may pass.

    Raises StoreError where the store cannot be written, MemoryError.
    """
    store = Store(task.output)
    known = store.read_result(task.key)
    if known:  # by a worker of a cluster that was lost before it could say so
        return known
    outcome = extract_letter(task.letter)
    if isinstance(outcome, Fault):
        result = Result(faults=(outcome,))
        if outcome.lasting:
            store.write_letter(task.key, result)
        return result
    record = outcome.to_json()
    mentions = Counter(mention.table for mention in outcome.record.found)
    faults = tuple(_unread(outcome.letter.unread))
    result = Result(len(record.encode()), dict(sorted(mentions.items())), faults)
    store.write_letter(task.key, result, outcome.text, record)
    return result


def _unread(pages: tuple[int, ...]) -> list[Fault]:
    """Return the fault of a letter in which some pages have no text layer; the others were read."""
    if not pages:
        return []
    named = f"page {pages[0]} has" if len(pages) == 1 else f"pages {', '.join(map(str, pages))} have"
    return [Fault("read", f"{named} no text layer, so nothing of it was read", "Make the file searchable with OCR.")]


def store_parts(task: PartsTask) -> None:
    """Write the rows of some letters into the store. Raises StoreError."""
    store = Store(task.output)
    write = write_csv_parts if task.format is TableFormat.CSV else write_parquet_parts
    with store.new_parts(task.key) as folder:
        write((from_json(store.read_record(key)) for key in task.letters), folder)
