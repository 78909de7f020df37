"""One letter in, its records out: the path from a file or a string to an `Extraction`."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.dates.component import Dates
from milcoop_extract.mentions.dates.letter_date import date_in_name, infer_date
from milcoop_extract.mentions.spans import readings
from milcoop_extract.mentions.tokenizer import tokenize
from milcoop_extract.mentions.types import MentionType, mention_types
from milcoop_extract.readers.rules import ReadingRules
from milcoop_extract.readers.sections import segment

from .document import Document
from .facts import Facts
from .inputs import document_id
from .pipeline import load
from .readers import read_bytes, read_string
from .records import (
    DateSource,
    DocumentRecord,
    FootnoteRecord,
    Indicator,
    LetterRecord,
    Mention,
    Reference,
    Section,
)
from .rules import default_directory

if TYPE_CHECKING:
    import pandas as pd

_ENDLESS = re.compile(r"(\S{200})")


@dataclass(frozen=True)
class Extraction:
    """What was found in a letter: `record` is what is written, `letter` the letter as it was read, with its places on pages."""

    record: LetterRecord
    letter: Document

    @property
    def text(self) -> str:
        """The canonical text that the offsets of the records speak of."""
        return self.letter.text

    @property
    def document(self) -> DocumentRecord:
        """The letter itself: title, date, dossier, number, source."""
        return self.record.document

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in reading order; together they cover the whole text."""
        return self.record.sections

    @property
    def footnotes(self) -> tuple[FootnoteRecord, ...]:
        """The footnotes in reading order."""
        return self.record.footnotes

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of all types in the order of the text."""
        return self.record.mentions

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references to official sources that are no Kamerstukken, in the order of the text."""
        return self.record.references

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The facts that were derived from the mentions."""
        return self.record.indicators

    def to_frame(self, table: str) -> "pd.DataFrame":
        """Return one table ("amounts", "dates", ...) with the columns of its CSV file.

        Raises ValueError for a table that there is not.
        """
        from milcoop_extract.tables.frames import frame  # noqa: PLC0415  # half a second for pandas, which only users of frames should pay

        return frame(self.record, table)

    def to_json(self) -> str:
        """Return the record as it is written to its file."""
        return self.record.model_dump_json(indent=2) + "\n"


def extract(
    path: Path | str,
    date: Day | str | None = None,
    *,
    date_source: DateSource = "option",
    nlp: Language | None = None,
    rules: Path | str | None = None,
) -> Extraction:
    """Extract the letter in a file.

    `date` (a day, or ISO 8601) is the date of the letter, by which relative dates are read, and `date_source` tells where it
    was taken from; without it the letter's own head, its file name and its text are asked. `nlp` is a pipeline of `load`;
    `rules` a folder of rule files, None for those that came with the installation.

    Raises ReadError for a file that is not a letter, OSError for one that cannot be opened, RuleError for a wrong rule file.
    """
    path = Path(path)
    return extract_bytes(path.read_bytes(), path.name, date, date_source=date_source, nlp=nlp, rules=rules)


def extract_bytes(
    data: bytes,
    name: str,
    date: Day | str | None = None,
    *,
    date_source: DateSource = "option",
    issued: Day | None = None,
    nlp: Language | None = None,
    rules: Path | str | None = None,
) -> Extraction:
    """Extract the letter that a file of this name holds.

    `issued` is the day on which it was published, which counts as its date, from a manifest, where its head has none. The other
    arguments, and what it raises, are those of `extract`.
    """
    document = read_bytes(data, name, _reading_rules(_RulesFolder.of(rules)))
    return _extract(
        document,
        identifier=document_id(name),
        source=name,
        date=_day(date),
        date_source=date_source,
        issued=issued,
        nlp=nlp,
        rules=rules,
    )


def extract_text(
    text: str,
    date: Day | str | None = None,
    *,
    nlp: Language | None = None,
    rules: Path | str | None = None,
) -> Extraction:
    """Extract a string: a letter, or just a sentence. The arguments are those of `extract`."""
    document = read_string(text, _reading_rules(_RulesFolder.of(rules)))
    return _extract(document, identifier="text", source="", date=_day(date), date_source="option", nlp=nlp, rules=rules)


def _day(date: Day | str | None) -> Day | None:
    return Day.fromisoformat(date) if isinstance(date, str) else date


@dataclass(frozen=True)
class _RulesFolder:
    """A folder of rule files in one state of it, so that what was made of it serves until a file changes."""

    path: Path
    changed: tuple[int, ...]

    @classmethod
    def of(cls, rules: Path | str | None) -> Self:
        path = Path(rules or default_directory()).resolve()
        return cls(path, tuple(file.stat().st_mtime_ns for file in sorted(path.glob("*.toml"))))


@lru_cache(maxsize=4)
def _reading_rules(folder: _RulesFolder) -> ReadingRules:
    return ReadingRules.load(folder.path)


@lru_cache(maxsize=4)
def _facts(folder: _RulesFolder, nlp: Language) -> Facts:
    return Facts.load(nlp, folder.path)


@lru_cache(maxsize=4)
def _pipeline(folder: _RulesFolder) -> Language:
    return load(rules=folder.path)


def _extract(
    document: Document,
    *,
    identifier: str,
    source: str,
    date: Day | None,
    date_source: DateSource,
    issued: Day | None = None,
    nlp: Language | None,
    rules: Path | str | None,
) -> Extraction:
    folder = _RulesFolder.of(rules)
    nlp = nlp or _pipeline(folder)
    reading_rules = _reading_rules(folder)
    sections = segment(document, reading_rules.sections)
    doc = _tokenize(nlp, document.text)
    day, day_source = _date(document, source, (date, date_source), issued, nlp, doc)
    doc._.milcoop_date = day.isoformat() if day else None
    doc = nlp(doc)
    metadata = document.metadata
    clauses = Clauses(doc)
    mentions = tuple(_placed(doc, document, sections, clauses, [type_ for type_ in mention_types() if type_.is_mention], "m"))
    apart = [type_ for type_ in mention_types() if not type_.is_mention]
    record = LetterRecord(
        document=DocumentRecord(
            id=identifier,
            title=metadata.title,
            date=day,
            date_source=day_source,
            dossier=metadata.dossier,
            number=metadata.number,
            session=metadata.session,
            source=source,
            sha256=document.sha256,
            media_type=document.media_type,
            pages=document.pages,
            words=len(document.text.split()),
        ),
        sections=sections,
        footnotes=tuple(
            FootnoteRecord(id=note.id, marker=note.marker, start=note.start, end=note.end, anchor=note.anchor)
            for note in document.footnotes
        ),
        mentions=mentions,
        references=tuple(_placed(doc, document, sections, clauses, apart, "r")),
        indicators=_facts(folder, nlp).derive(doc, sections, mentions, clauses, day),
    )
    return Extraction(record, document)


def _tokenize(nlp: Language, text: str) -> Doc:
    """Tokenize a text; the time that spaCy takes for a word grows with the square of its length, so endless ones are cut."""
    if not _ENDLESS.search(text):
        return tokenize(nlp, text)
    tokens: list[tuple[str, bool]] = []
    for piece in _ENDLESS.split(text):
        if _ENDLESS.fullmatch(piece):
            tokens.append((piece, False))
        else:
            tokens += [(token.text, bool(token.whitespace_)) for token in nlp.make_doc(piece)]
    return Doc(nlp.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens])


def _date(  # noqa: PLR0917
    document: Document, source: str, given: tuple[Day | None, DateSource], issued: Day | None, nlp: Language, doc: Doc
) -> tuple[Day | None, DateSource | None]:
    """Return the date of a letter and where it is from: what was given, else head, day of publication, file name, text."""
    if given[0]:
        return given
    if document.metadata.date:
        return document.metadata.date, "header"
    if issued:
        return issued, "manifest"
    if named := date_in_name(source):
        return named, "filename"
    # A pipeline of one's own may leave dates out; then there are none that would need the date of the letter.
    inferred = infer_date(doc, cast("Dates", nlp.get_pipe("milcoop_dates")).forms) if nlp.has_pipe("milcoop_dates") else None
    return inferred, "inferred" if inferred else None


def _placed(  # noqa: PLR0917
    doc: Doc, document: Document, sections: tuple[Section, ...], clauses: Clauses, types: Iterable[MentionType], initial: str
) -> Iterator[Any]:
    """Yield what was found of some types, in the order of the text, with its place and an id that begins with `initial`."""
    models = {type_.group: type_.record for type_ in types}
    found = sorted(
        (reading["start"], -reading["end"], group, index)
        for group in models
        for index, reading in enumerate(readings(doc, group))
    )
    ids = {(group, str(index)): f"{initial}{number:04d}" for number, (*_, group, index) in enumerate(found, 1)}
    section_starts = [section.start for section in sections]
    sentences: dict[tuple[int, int], str] = {}  # most sentences with a mention have several
    for _, _, group, index in found:
        reading: dict[str, Any] = dict(readings(doc, group)[index])
        if "equivalent_to" in reading:
            reading["equivalent_to"] = ids.get((group, reading["equivalent_to"]))
        start, end = reading["start"], reading["end"]
        around = clauses.around(start, end)
        if around not in sentences:
            sentences[around] = " ".join(document.text[slice(*around)].split())
        source = document.alignment.to_source(start, end) if document.alignment else (None, None)
        yield models[group](
            id=ids[group, str(index)],
            text=document.text[start:end],
            source_start=source[0],
            source_end=source[1],
            section=sections[bisect_right(section_starts, start) - 1].id,
            page=document.page_at(start),
            sentence=sentences[around],
            **reading,
        )
