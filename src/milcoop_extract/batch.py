"""Many letters in, their records and tables out: finds the letters, extracts one after the other, writes what was found.

A letter that cannot be processed costs only itself: it becomes a row of the table of errors, with what can be done about it.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from .extraction import Extraction, document_id, extract
from .readers import ReadError
from .records import LetterRecord
from .writers import Failure, Stage, tables, write_record

if TYPE_CHECKING:
    from spacy.language import Language


class Format(StrEnum):
    """What a run writes: a record file per letter, tables over all of them."""

    JSON = "json"
    CSV = "csv"


SUFFIXES = frozenset({".txt", ".pdf", ".xml", ".html", ".htm", ".docx", ".odt"})
"""By these a letter is recognised in a folder; a file that is named itself may have any."""

MANIFEST = "manifest.csv"
"""Gives dates to letters: the columns `file`, relative to the manifest's own folder, and `date`, ISO 8601 or empty."""


class InputError(ValueError):
    """The paths that were given hold no letters, or a manifest cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A letter to read. `name` is its path within the folder that was given, `date` what the manifest says of it."""

    path: Path
    name: str
    id: str
    date: Day | None = None


@dataclass(slots=True)
class Summary:
    """What a run did: how many letters it read, how many mentions went to each table, and what failed."""

    letters: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


def collect(paths: Iterable[Path]) -> list[Source]:
    """Find the letters: a file as it is, in a folder every letter below it that is not hidden, each once.

    They are sorted by id, then by name. Raises InputError where a path does not exist or holds no letter, or where a manifest
    is wrong.
    """
    sources: dict[Path, Source] = {}
    for path in paths:
        if path.is_dir():
            folder, files, manifests = path, _letters(path), path.rglob(MANIFEST)
        else:
            folder, files, manifests = path.parent, [path], path.parent.glob(MANIFEST)
        if not all(file.exists() for file in files):
            raise InputError(f"{path}: there is no such file or folder")
        if not files:
            raise InputError(f"{path}: there are no letters in this folder (looked for {', '.join(sorted(SUFFIXES))})")
        dates = _manifest_dates(manifests)
        for file in files:
            name = file.relative_to(folder).as_posix()
            sources.setdefault(file.resolve(), Source(file, name, document_id(file), dates.get(file)))
    return sorted(sources.values(), key=lambda source: (source.id, source.name))


def _letters(folder: Path) -> list[Path]:
    return [
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]


def _manifest_dates(manifests: Iterable[Path]) -> Mapping[Path, Day]:
    """Read dates by file; a manifest nearer to the file goes before one above it."""
    dates: dict[Path, Day] = {}
    for manifest in sorted(manifests, key=lambda path: len(path.parts)):
        with manifest.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            try:
                dates |= {manifest.parent / row["file"]: Day.fromisoformat(row["date"]) for row in reader if row["date"]}
            except KeyError as error:
                raise InputError(f"{manifest}: there is no column {error}") from error
            except (ValueError, csv.Error) as error:
                raise InputError(f"{manifest}, line {reader.line_num}: {error}; write dates as 2022-10-14") from error
    return dates


def run(
    sources: Sequence[Source],
    output: Path,
    *,
    formats: Set[Format] = frozenset(Format),
    date: Day | None = None,
    nlp: "Language | None" = None,
    rules: Path | None = None,
) -> Summary:
    """Extract the letters and write records and tables into the folder `output`, which is made where needed.

    `date` is the date of every letter; without it each letter's own is found. `nlp` is a pipeline of `load`, None the default;
    `rules` a folder of rule files, None for those that came with the installation.
    The second of two letters with one id is a failure. Raises OSError where `output` cannot be written.
    """
    records = output / "records"
    (records if Format.JSON in formats else output).mkdir(parents=True, exist_ok=True)
    summary = Summary()
    firsts: dict[str, Source] = {}
    with ExitStack() as stack:
        add = stack.enter_context(tables(output)) if Format.CSV in formats else None
        for source in sources:
            first = firsts.setdefault(source.id, source)
            outcome = (
                process(source, date, nlp, rules)
                if first is source
                else _failure(source, "collect", f"has the same document id as {first.name}", "Rename one of the two files.")
            )
            failures = [outcome] if isinstance(outcome, Failure) else list(_unread(source, outcome.letter.unread))
            summary.failures += failures
            results: list[LetterRecord | Failure] = [*failures]
            if isinstance(outcome, Extraction):
                summary.letters += 1
                summary.mentions.update(mention.table for mention in outcome.mentions)
                results.append(outcome.record)
                if Format.JSON in formats:
                    write_record(outcome.record, records)
            if add:
                for result in results:
                    add(result)
    return summary


def process(
    source: Source, date: Day | None = None, nlp: "Language | None" = None, rules: Path | None = None
) -> Extraction | Failure:
    """Extract one letter; whatever goes wrong becomes a failure."""
    try:
        if date:
            return extract(source.path, date, date_source="option", nlp=nlp, rules=rules)
        return extract(source.path, source.date, date_source="manifest", nlp=nlp, rules=rules)
    except ReadError as error:
        return _failure(source, "read", error.reason, error.remedy)
    except OSError as error:
        return _failure(source, "read", error.strerror or str(error), "Check that the file is there and that you may read it.")
    except Exception as error:  # whatever it is, the other letters go on
        reason = f"{type(error).__name__}: {error}"
        return _failure(source, "extract", reason, "Report this as an error of milcoop-extract, if you can with the letter.")


def _unread(source: Source, pages: Sequence[int]) -> Iterator[Failure]:
    """Yield a failure for the pages of a letter that have no text layer; the others were read."""
    if pages:
        named = f"page {pages[0]} has" if len(pages) == 1 else f"pages {', '.join(map(str, pages))} have"
        yield _failure(
            source, "read", f"{named} no text layer, so nothing of it was read", "Make the file searchable with OCR."
        )


def _failure(source: Source, stage: Stage, reason: str, remedy: str) -> Failure:
    return Failure(document=source.id, file=source.name, stage=stage, reason=reason, remedy=remedy)
