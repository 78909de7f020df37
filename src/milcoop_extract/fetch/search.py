"""The search of the official repository: SRU (Search/Retrieve via URL) with queries in CQL.

Answers come in the namespaces of SRU 1.2 or 2.0; only the local names of elements are looked at.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal
from urllib.parse import urlencode

from lxml import etree

from milcoop_extract.errors import AddressError, SearchError
from milcoop_extract.readers.markup.safe_xml import parse

from .addresses import DocumentForm, document_id
from .metadata import GENERAL_TYPES, PublishedMetadata, clean, day_of, fields_of

PAGE = 100
"""Records asked for at once; the answer may have fewer, and then it goes on behind those."""

_MOST_PAGES = 1000
_VERSION = "1.2"
_CONNECTION = "officielepublicaties"


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the Kamerstukken of a dossier."""

    dossier: str
    since: Day | None = None
    until: Day | None = None
    type: str | None = None
    title: str | None = None

    def to_cql(self) -> str:
        """Return the query in the language of the search."""
        parts = ["c.product-area==officielepublicaties", f"w.dossiernummer=={self.dossier}", "w.publicatienaam=Kamerstuk"]
        if self.since:
            parts.append(f"dt.date>={self.since}")
        if self.until:
            parts.append(f"dt.date<={self.until}")
        if self.type:
            parts.append(f"(dt.type=={quoted(self.type)} OR w.subrubriek=={quoted(self.type)})")
        if self.title:
            parts.append(f"dt.title={quoted(self.title)}")
        return " AND ".join(parts)

    def __str__(self) -> str:
        """Say what is searched for."""
        parts = [f"dossier {self.dossier}"]
        parts += [f"since {self.since}"] if self.since else []
        parts += [f"until {self.until}"] if self.until else []
        parts += [f"type {self.type}"] if self.type else []
        parts += [f"title {self.title}"] if self.title else []
        return ", ".join(parts)


def quoted(text: str) -> str:
    """Return text as a string of CQL."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A document that a search has found: what is known of it, and the addresses of its forms."""

    id: str
    metadata: PublishedMetadata
    day: Day | None = None
    items: tuple[tuple[str, str], ...] = ()

    def addresses(self, form: DocumentForm | Literal["metadata"]) -> tuple[str, ...]:
        """Return the addresses that the record gives for a form, or for the metadata."""
        return tuple(address for manifestation, address in self.items if manifestation == form)

    def fits(self, query: Query) -> bool:
        """Tell whether nothing in the record contradicts the query."""
        if self.day and ((query.since and self.day < query.since) or (query.until and self.day > query.until)):
            return False
        dossiers = self.metadata.dossiers
        if dossiers and not any(_same_dossier(dossier, query.dossier, self.id) for dossier in dossiers):
            return False
        types = {text.casefold() for text in self.metadata.types}
        return not query.type or query.type.casefold() in types or types <= GENERAL_TYPES


def _same_dossier(found: str, asked: str, identifier: str) -> bool:
    """Tell whether a dossier is the one asked for, or a chapter of it, or what the chapter asked for belongs to."""
    if asked.startswith(f"{found}-"):
        return identifier.startswith(f"kst-{asked}-")
    return found == asked or found.startswith(f"{asked}-")


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the search. `faults` say which of its `received` records cannot be used."""

    total: int
    received: int
    following: int | None
    records: tuple[SearchRecord, ...]
    faults: tuple[str, ...] = ()


def read_page(data: bytes) -> Page:
    """Read an answer of the search. Raises SearchError where it is none, or says that something is wrong."""
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        raise SearchError(f"its answer is no XML ({error.msg})") from error
    records = root.findall("{*}records/{*}record")
    for diagnostic in root.iter("{*}diagnostic"):
        if not any(_name(parent) == "record" for parent in diagnostic.iterancestors()):
            raise SearchError(f"it says: {_diagnosis(diagnostic)}")
    total = _number(root.findtext("{*}numberOfRecords"))
    if _name(root) != "searchRetrieveResponse" or total is None:
        raise SearchError(f"its answer is no list of records but {_name(root)}")
    found, faults = [], []
    for record in records:
        try:
            found.append(_record(record))
        except SearchError as error:
            faults.append(str(error))
    return Page(total, len(records), _number(root.findtext("{*}nextRecordPosition")), tuple(found), tuple(faults))


def search(query: Query, address: str, read: Callable[[str], Page], fault: Callable[[str], object]) -> Iterator[SearchRecord]:
    """Yield the records that fit a query, each once, page by page; `read` gets a page from an address.

    `fault` is told of records that cannot be used. Raises SearchError where the search ends before its end, and whatever `read`
    does; what was yielded until then stands.
    """
    known: set[str] = set()
    start, faulty, ended = 1, 0, False
    for _ in range(_MOST_PAGES):
        page = read(f"{address}{'&' if '?' in address else '?'}{urlencode(_parameters(query, start))}")
        before = len(known)
        for record in page.records:
            if record.id not in known:
                known.add(record.id)
                if record.fits(query):
                    yield record
        for problem in page.faults:
            faulty += 1
            fault(problem)
        behind = start + page.received
        if behind > page.total:
            # Pages that overlap push the last records out; but there may be as many that came twice.
            if len(known) + faulty >= page.total or len(known) == before:
                return
            start, ended = len(known) + faulty + 1, True
            continue
        if ended and len(known) == before:
            return
        if not page.received:
            raise SearchError(f"it announced {page.total} records, but sent none from {start} on")
        following = behind if page.following is None or page.following > page.total else page.following
        if following <= start or (len(known) == before and not page.faults):
            raise SearchError(f"it announced {page.total} records, but sends the same ones again from {start} on")
        start = following
    raise SearchError(f"it has more than {_MOST_PAGES} pages")


def _parameters(query: Query, start: int) -> dict[str, str | int]:
    return {
        "operation": "searchRetrieve",
        "version": _VERSION,
        "x-connection": _CONNECTION,
        "query": query.to_cql(),
        "startRecord": start,
        "maximumRecords": PAGE,
    }


def _record(record: etree._Element) -> SearchRecord:
    data = record.find("{*}recordData")
    if data is None:
        raise SearchError("a record of the search has no data")
    for diagnostic in data.iter("{*}diagnostic"):
        raise SearchError(f"a record of the search says: {_diagnosis(diagnostic)}")
    fields = fields_of(data)
    metadata = PublishedMetadata.of(fields)
    try:
        identifier = document_id(metadata.identifier)
    except AddressError as error:
        raise SearchError(f"a record of the search has no id that can be used: {error}") from error
    items = [(item.get("manifestation", "").casefold(), clean(item.text or "")) for item in data.iter("{*}itemUrl")]
    day = next((day for text, _ in fields.get("date", []) if (day := day_of(text))), None)
    return SearchRecord(identifier, metadata, day, tuple(item for item in items if item[1]))


def _diagnosis(diagnostic: etree._Element) -> str:
    said = (clean(diagnostic.findtext(f"{{*}}{name}") or "") for name in ("message", "details", "uri"))
    return ": ".join(filter(None, said)) or "an error without a message"


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
