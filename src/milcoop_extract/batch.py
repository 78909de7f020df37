"""Many letters in, their records and tables out: extracts one after the other, writes what was found.

A letter that cannot be processed costs only itself: it becomes a row of the table of errors, with what can be done about it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from .extraction import Extraction, extract
from .inputs import Source
from .readers import ReadError
from .records import LetterRecord
from .writers import Failure, Stage, tables, write_record

if TYPE_CHECKING:
    from spacy.language import Language


class Format(StrEnum):
    """What a run writes: a record file per letter, tables over all of them."""

    JSON = "json"
    CSV = "csv"


@dataclass(slots=True)
class Summary:
    """What a run did: how many letters it read, how many mentions went to each table, and what failed."""

    letters: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


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
            return extract(Path(source.location), date, date_source="option", nlp=nlp, rules=rules)
        return extract(Path(source.location), source.date, date_source="manifest", nlp=nlp, rules=rules)
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
