"""One letter in, its records out: the path from a file or a string to an `Extraction`."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.dates.component import Dates
from milcoop_extract.mentions.dates.letter_date import date_in_name, infer_date
from milcoop_extract.mentions.spans import readings
from milcoop_extract.mentions.tokenizer import tokenize
from milcoop_extract.mentions.types import MentionType, mention_types
from milcoop_extract.readers.head import as_day
from milcoop_extract.readers.rules import ReadingRules
from milcoop_extract.readers.sections import segment

from .document import Document
from .errors import InputError, ModelError
from .facts import Facts
from .inputs import collect, document_id
from .inputs.sources import is_url
from .pipeline import COMPONENTS, load
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
from .rules import default_directory, rule_files

if TYPE_CHECKING:
    import pandas as pd

    from milcoop_extract.tables.rows import Failure

_ENDLESS = re.compile(r"(\S{200})")


@dataclass(frozen=True)
class Extraction:
    """The result for one letter: `record` is written to files, `letter` is the letter as it was read, with places on pages."""

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


Date = Day | str | None
"""A day, a datetime or pandas Timestamp, or a string: "2023-02-03", "3-2-2023" or "3 februari 2023"."""


class Extractor:
    """Reads letters with one pipeline and one set of rules, which are loaded once, when it is made.

    `model` is an installed Dutch spaCy pipeline, by name or path, or one that `load` has returned; None is a blank Dutch one.
    `rules` is a folder of rule files; None is the one that came with the installation. A pipeline that was loaded
    before has its own rules for mentions; then `rules` says only how letters are read and which facts are derived.

    Raises ModelError for a model that is missing, not Dutch, or without any component of this package; RuleError for a wrong
    rule file.

    >>> from milcoop_extract import Extractor
    >>> extractor = Extractor()
    >>> [mention.text for mention in extractor.extract_text("Dat kost € 5 miljoen, dit jaar.", "2023-02-03").mentions]
    ['€ 5 miljoen', 'dit jaar']
    """

    def __init__(self, model: str | Path | Language | None = None, rules: Path | str | None = None) -> None:
        self._model, self._rules = model, rules
        self.nlp: Language = model if isinstance(model, Language) else load(model, rules)
        """The spaCy pipeline, with a component for each type of mention."""
        if not set(COMPONENTS) & set(self.nlp.pipe_names):
            raise ModelError("this pipeline has none of our components, so nothing is found; make it with milcoop_extract.load")
        self._reading_rules = ReadingRules.load(rules)
        self._facts = Facts.load(self.nlp, rules)

    def extract(
        self,
        source: Path | str | bytes | BinaryIO,
        date: Date = None,
        *,
        name: str | None = None,
        date_source: DateSource = "option",
        issued: Day | None = None,
    ) -> Extraction:
        """Extract one letter.

        `source` is a path, a URL that fsspec knows, the bytes of a file, or a file opened in binary mode. `date` is the date of
        the letter, by which relative dates are read, and `date_source` tells where it was taken from; without it the letter's
        own head, its file name and its text are asked. `name` is the name of the file, which gives the record its id; needed
        for bytes only. `issued` is the day on which it was published, which counts where its head has no date.

        Raises ReadError for a file that is not a letter, OSError for one that cannot be opened, InputError for a URL that does
        not lead to one letter, DateError for a date that cannot be read.

        >>> from milcoop_extract import Extractor
        >>> Extractor().extract(b"Dat kost 2% meer.", name="brief.txt").mentions[0].text
        '2%'
        """
        day = as_day(date, self._reading_rules.months)
        if isinstance(source, str) and is_url(source):
            found = collect([source])
            if len(found) != 1:
                raise InputError(f"{source}: there are {len(found)} letters here; extract_many reads them")
            letter = found[0]
            data, given = letter.read(), letter.file_name
            if day is None and letter.date:
                day, date_source = letter.date, "manifest"
            issued = issued or letter.issued
        elif isinstance(source, str | Path):
            path = Path(source)
            data, given = path.read_bytes(), path.name
        elif isinstance(source, bytes | bytearray | memoryview):
            data, given = bytes(source), ""
        elif hasattr(source, "read"):
            data, given = source.read(), Path(str(getattr(source, "name", ""))).name
        else:
            raise InputError(f"{source!r} is not a letter; give a path, a URL, bytes, or a file opened in binary mode")
        if not isinstance(data, bytes):
            raise InputError(f"{given or 'the file'} is open for text; open it in binary mode, or use extract_text")
        name = given if name is None else name
        return self.extract_document(
            read_bytes(data, name, self._reading_rules),
            identifier=document_id(name),
            source=name,
            date=day,
            date_source=date_source,
            issued=issued,
        )

    def extract_text(self, text: str, date: Date = None) -> Extraction:
        """Extract a string: a letter, or just a sentence. `date` is as for `extract`. Raises DateError.

        >>> from milcoop_extract import Extractor
        >>> Extractor().extract_text("Dat is 2% meer.").mentions[0].value.percent
        '2'
        """
        return self.extract_document(read_string(text, self._reading_rules), date=as_day(date, self._reading_rules.months))

    def extract_many(
        self,
        paths: Path | str | Iterable[Path | str],
        jobs: int | None = None,
        *,
        date: Date = None,
        on_failure: "Callable[[Failure], object] | None" = None,
    ) -> "Iterator[Extraction]":
        """Yield the extraction of each letter at some paths, with the model and the rules of this extractor.

        The arguments, the order and the errors are those of the function `extract_many`. Other processes do the work, which
        load the model anew: where it was given as a loaded pipeline, this raises ModelError.
        """
        from milcoop_extract.batch.run import extract_many  # noqa: PLC0415  # processes are started by those who want them

        if isinstance(self._model, Language):
            raise ModelError("a loaded pipeline cannot go to other processes; give its name or path, or call extract by letter")
        model = str(self._model) if self._model else None
        return extract_many(paths, jobs, date=date, rules=self._rules, model=model, on_failure=on_failure)

    def extract_document(
        self,
        document: Document,
        *,
        identifier: str = "text",
        source: str = "",
        date: Day | None = None,
        date_source: DateSource = "option",
        issued: Day | None = None,
    ) -> Extraction:
        """Extract a letter that `readers.read` has read; `identifier` and `source` are its id and the name of its file."""
        nlp = self.nlp
        sections = segment(document, self._reading_rules.sections)
        doc = _tokenize(nlp, document.text)
        day, day_source = _date(document, source, (date, date_source), issued, nlp, doc)
        doc._.milcoop_date = day.isoformat() if day else None
        doc = nlp(doc)
        metadata = document.metadata
        clauses = Clauses(doc)
        mentions = tuple(
            _placed(doc, document, sections, clauses, [type_ for type_ in mention_types() if type_.is_mention], "m")
        )
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
            indicators=self._facts.derive(doc, sections, mentions, clauses, day),
        )
        return Extraction(record, document)


def extract(
    source: Path | str | bytes | BinaryIO,
    date: Date = None,
    *,
    name: str | None = None,
    date_source: DateSource = "option",
    nlp: Language | None = None,
    rules: Path | str | None = None,
) -> Extraction:
    r"""Extract one letter: a path, a URL, the bytes of a file (with its `name`), or a file opened in binary mode.

    `date` is the date of the letter, by which relative dates are read: a day, "2023-02-03", "3-2-2023" or "3 februari 2023".
    `date_source` tells where it was taken from; without a date the letter's own head, its file name and its text are asked.
    `nlp` is a pipeline of `load`; `rules` a folder of rule files, None for those that came with the installation.

    Raises ReadError for a file that is not a letter, OSError for one that cannot be opened, InputError for a URL that does not
    lead to one letter, DateError, RuleError for a wrong rule file, ModelError for a pipeline without our components.

    >>> from milcoop_extract import extract
    >>> extraction = extract("Den Haag, 3 februari 2023\n\nDat kost € 5 miljoen.".encode(), name="brief.txt")
    >>> extraction.document.id, [mention.text for mention in extraction.mentions]
    ('brief', ['3 februari 2023', '€ 5 miljoen'])
    """
    return _extractor(nlp, _RulesFolder.of(rules)).extract(source, date, name=name, date_source=date_source)


def extract_text(
    text: str,
    date: Date = None,
    *,
    nlp: Language | None = None,
    rules: Path | str | None = None,
) -> Extraction:
    """Extract a string: a letter, or just a sentence. The arguments, and what it raises, are those of `extract`.

    >>> from milcoop_extract import extract_text
    >>> (amount,) = extract_text("Dat kost ruim € 5 miljoen.").mentions
    >>> amount.value.amount, amount.value.currency, amount.qualifier
    ('5000000', 'EUR', 'over')
    """
    return _extractor(nlp, _RulesFolder.of(rules)).extract_text(text, date)


@dataclass(frozen=True)
class _RulesFolder:
    """A folder of rule files in one state of it, so that what was made of it serves until a file changes."""

    path: Path
    changed: tuple[tuple[Path, int], ...]

    @classmethod
    def of(cls, rules: Path | str | None) -> Self:
        files = rule_files(rules)
        return cls(Path(rules or default_directory()).resolve(), tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=4)
def _extractor(nlp: Language | None, folder: _RulesFolder) -> Extractor:
    return Extractor(nlp, folder.path)


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
