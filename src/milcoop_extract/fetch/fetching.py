"""A run: from ids and queries to files and rows, one document after the other, each in a state that can be gone on from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import date as Day
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from milcoop_extract.errors import (
    ContentError,
    FetchError,
    LaterError,
    MetadataError,
    MissingError,
    RefusedError,
    SearchError,
    UnreachableError,
)

from .addresses import DocumentForm, Sites, parts_of_id
from .client import Client
from .content import Expected
from .corpus import Corpus
from .metadata import PublishedMetadata, read_metadata
from .search import Page, Query, SearchRecord, read_page, search

_DOCUMENT_BYTES = 100_000_000
_METADATA_BYTES = 5_000_000
_SEARCH_BYTES = 50_000_000
_MOST_UNWELL = 10
"""So many documents in a row may fail because the server does; then the run stops."""


class FetchObserver(Protocol):
    """Is told what a run does."""

    def fetched(self, identifier: str, form: DocumentForm, day: Day | None, title: str) -> None:
        """A document has come, or would come."""

    def failed(self, what: str, reason: str, remedy: str) -> None:
        """A document, or a search, has failed."""

    def noted(self, what: str, message: str) -> None:
        """Something is not as it should be, but nothing has failed."""


@dataclass(slots=True)
class Summary:
    """The number of documents that were fetched, were there already, and failed; a search that fails counts as one."""

    fetched: int = 0
    there: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches documents, with a client from some sites, in a preferred form."""

    client: Client
    sites: Sites
    observer: FetchObserver
    prefer: DocumentForm = DocumentForm.XML
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    summary: Summary = field(default_factory=Summary)

    def find(self, ids: Iterable[str], queries: Iterable[Query]) -> dict[str, SearchRecord | None]:
        """Return the documents that are asked for, each once, with its record where a search has found it: the newest first."""
        found: dict[str, SearchRecord | None] = dict.fromkeys(ids)
        for query in queries:
            what = f"the search for {query}"
            fault = partial(self._fail, what, remedy="It is left out; look for it on the site")
            records: dict[str, SearchRecord] = {}  # what came before an error counts
            try:
                for record in search(query, self.sites.search, self._read_page, fault):
                    records[record.id] = record
            except SearchError as error:
                self._fail(
                    what, str(error), "Run the same command again later; if that does not help, name the documents by id"
                )
            except MissingError:
                self._fail(what, f"there is no search at {self.sites.search}", "Say with --sru-url where it is")
            except FetchError as error:
                self._fail(what, error.reason, error.remedy)
            else:
                if not records and found:
                    self.observer.noted(what, "there are no such documents")
            for record in sorted(records.values(), key=lambda record: record.day or Day.min, reverse=True):
                found[record.id] = found.get(record.id) or record
        return found

    def fetch(self, wanted: dict[str, SearchRecord | None], corpus: Corpus) -> None:
        """Bring documents into a corpus; those that are there already are left alone. Raises OSError."""
        unwell = 0
        for number, (identifier, record) in enumerate(wanted.items(), 1):
            try:
                self._bring(identifier, record, corpus)
            except FetchError as error:
                self._fail(identifier, error.reason, error.remedy)
                unwell = unwell + 1 if error.unwell else 0
            else:
                unwell = 0
            left = len(wanted) - number
            if unwell == _MOST_UNWELL and left:
                reason = f"{unwell} documents in a row failed because the server does not answer rightly; {left} were not tried"
                self._fail("Stopped", reason, "Run the same command again later")
                return

    def preview(self, wanted: dict[str, SearchRecord | None], corpus: Corpus) -> None:
        """Tell of the documents that `fetch` would ask for; nothing is asked for or written."""
        for identifier, record in wanted.items():
            if corpus.holds(identifier):
                self.summary.there += 1
                continue
            form = next((form for form in self.prefer.preference if record and record.addresses(form)), self.prefer)
            known = record.metadata if record else PublishedMetadata()
            day = known.date or (record and record.day) or known.issued
            self.observer.fetched(identifier, form, day, known.title)
            self.summary.fetched += 1

    def _fail(self, what: str, reason: str, remedy: str) -> None:
        self.summary.failed += 1
        self.observer.failed(what, reason, remedy)

    def _read_page(self, address: str) -> Page:
        return self.client.read(address, _SEARCH_BYTES, read_page)

    def _bring(self, identifier: str, record: SearchRecord | None, corpus: Corpus) -> None:
        if corpus.holds(identifier):
            form = corpus.unlisted(identifier)
            if form is None:
                self.summary.there += 1
                return
            if corpus.is_whole(identifier, form):
                corpus.enter(identifier, form, self._metadata(identifier, record))
                self.summary.there += 1
                return
        metadata = self._metadata(identifier, record)
        form = self._download(identifier, record, metadata, corpus)
        corpus.take(identifier, form, self.now())
        corpus.enter(identifier, form, metadata)
        self.summary.fetched += 1
        self.observer.fetched(identifier, form, metadata.date or metadata.issued, metadata.title)

    def _metadata(self, identifier: str, record: SearchRecord | None) -> PublishedMetadata:
        """Return what is known of a document: by metadata.xml, else its record, else its id. Raises FetchError."""
        dossier, number = parts_of_id(identifier)
        known = PublishedMetadata(dossiers=(dossier,) if dossier else (), number=number)
        known = record.metadata.filled_from(known) if record else known
        interpret = partial(read_metadata, identifier=identifier)
        problem = ""
        for address in self.sites.metadata(identifier, record.addresses("metadata") if record else (), dossier):
            try:
                return self.client.read(address, _METADATA_BYTES, interpret).filled_from(known)
            except MissingError:
                continue
            except MetadataError as error:
                problem = problem or f"what should be its metadata is {error}"
            except (LaterError, UnreachableError):
                raise
            except FetchError as error:
                problem = f"its metadata are not to be had ({error.reason})"
                break
        if problem:
            self.observer.noted(identifier, f"{problem}; the row has only what is known without")
        return known

    def _download(
        self, identifier: str, record: SearchRecord | None, metadata: PublishedMetadata, corpus: Corpus
    ) -> DocumentForm:
        """Fetch the first form of a document that can be had whole, and return which one it is. Raises FetchError."""
        problems: list[FetchError] = []
        unreachable: set[str] = set()
        dossier = parts_of_id(identifier)[0] or next(iter(metadata.dossiers), "")
        for form in self.prefer.preference:
            part = corpus.part(identifier, form)
            items = record.addresses(form) if record else ()
            expected = Expected(form, identifier)
            for address in self.sites.addresses(identifier, form, items, dossier):
                host = urlsplit(address).netloc
                if host in unreachable:
                    continue
                try:
                    self.client.download(address, part, _DOCUMENT_BYTES, expected)
                except LaterError:
                    raise
                except ContentError as error:
                    remedy = "Look at it in a browser; there may be no more of this document"
                    problems.append(RefusedError(f"what is at {address} is {error}", remedy))
                except FetchError as error:
                    problems.append(error)
                    if isinstance(error, UnreachableError):
                        unreachable.add(host)
                else:
                    return form
        raise max(problems, key=_weight)


def _weight(problem: FetchError) -> int:
    """Return how much a problem tells of why there is no document."""
    return 2 if problem.unwell else 0 if isinstance(problem, MissingError) else 1
