"""The search: SRU in its versions 1.2 and 2.0, over the documents of the folder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from . import cql, metadata
from .documents import FORMS, Document, session

SRU_1_2 = "http://www.loc.gov/zing/srw/"
SRU_2_0 = "http://docs.oasis-open.org/ns/search-ws/sruResponse"
_DIAGNOSTICS = {
    SRU_1_2: "http://www.loc.gov/zing/srw/diagnostic/",
    SRU_2_0: "http://docs.oasis-open.org/ns/search-ws/diagnostic",
}
_EXPLAIN = {SRU_1_2: "http://explain.z3950.org/dtd/2.0/", SRU_2_0: "http://explain.z3950.org/dtd/2.0/"}
_LARGEST_PAGE = 1000
_USUAL_PAGE = 10
_SITES = {"official": ("https://zoek.officielebekendmakingen.nl", "https://repository.overheid.nl")}


@dataclass(frozen=True)
class Habits:
    """How the search is to go wrong, and where its records say that the files are.

    - `page_cap`: never more records than this on a page, whatever is asked.
    - `overlap`: each page but the first begins that many records early.
    - `more`: so many more are announced than there are.
    - `empty_from`: pages from this record on are empty.
    - `next`: the position that is told to go on from is this, or is left out ("none").
    - `add`: records in front of the others, of documents that need not exist and may be called anything.
    - `items`: addresses of the files are at this server ("own"), at the official one ("official"), left out ("none"), or at the
      server whose address is given.
    - `answer_all`: whatever is asked, all documents are found.
    - `diagnostic`: whatever is asked, this is the message instead.
    """

    page_cap: int | None = None
    overlap: int = 0
    more: int = 0
    empty_from: int | None = None
    next: int | str | None = None
    add: Sequence[Mapping[str, str]] = ()
    items: str = "own"
    answer_all: bool = False
    diagnostic: str | None = None


@dataclass(frozen=True)
class _Page:
    records: Sequence[Document]
    first: int
    total: int
    next: int | str | None


def answer(parameters: Mapping[str, str], documents: Iterable[Document], base: str, habits: Habits) -> bytes:
    """Answer a request for a search or for an explanation; `base` is the address of this server."""
    version = parameters.get("version", "2.0")
    namespace = SRU_1_2 if version == "1.2" else SRU_2_0
    try:
        if version not in {"1.2", "2.0"}:
            raise cql.QueryError(5, "Unsupported version", version)
        operation = parameters.get("operation") or ("searchRetrieve" if "query" in parameters else "explain")
        if operation == "explain":
            return _explain(namespace, documents)
        if operation != "searchRetrieve":
            raise cql.QueryError(4, "Unsupported operation", operation)
        if habits.diagnostic:
            raise cql.QueryError(1, habits.diagnostic, "verzonnen")
        return _response(_page(parameters, documents, habits), namespace, base, habits.items)
    except cql.QueryError as error:
        return diagnosis(error, namespace)


def diagnosis(error: cql.QueryError, namespace: str = SRU_2_0) -> bytes:
    """The answer to a query that cannot be answered."""
    return f"""{metadata.HEAD}<searchRetrieveResponse xmlns="{namespace}">
<numberOfRecords>0</numberOfRecords>
<diagnostics>
<diagnostic xmlns="{_DIAGNOSTICS[namespace]}">
  <uri>info:srw/diagnostic/1/{error.code}</uri>
  <details>{escape(error.details)}</details>
  <message>{escape(error.message)}</message>
</diagnostic>
</diagnostics>
</searchRetrieveResponse>
""".encode()


def _page(parameters: Mapping[str, str], documents: Iterable[Document], habits: Habits) -> _Page:
    first = _number(parameters, "startRecord", 1, least=1)
    size = min(_number(parameters, "maximumRecords", _USUAL_PAGE, least=0), _LARGEST_PAGE, habits.page_cap or _LARGEST_PAGE)
    if not parameters.get("query"):
        raise cql.QueryError(7, "Mandatory parameter not supplied", "query")
    query = cql.parse(parameters["query"])
    found = [_made_up(**record) for record in habits.add] + query.of(documents)
    if habits.answer_all:
        found = list(documents)
    total = len(found) + habits.more
    if first > max(total, 1):
        raise cql.QueryError(61, "First record position out of range", str(first))
    if habits.empty_from and first >= habits.empty_from:
        return _Page([], first, total, None)
    begin = max(first - habits.overlap, 1) if first > 1 else 1
    records = found[begin - 1 : begin - 1 + size]
    after = begin + len(records)
    return _Page(records, begin, total, habits.next or (after if after <= total and records else None))


def _made_up(**record: str) -> Document:
    day = record.get("date", "2020-12-18")
    known: dict[str, Any] = {**record, "dossiers": tuple(record.pop("dossier", "33279").split(";"))}
    known.pop("dossier", None)
    document = Document("", (), "1", session(day), "Verzonnen", "Verzonnen dossier", "Brief", day, None, day, ("xml",))
    return replace(document, **known)


def _number(parameters: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = parameters.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise cql.QueryError(6, "Unsupported parameter value", f"{name}={text}")
    return int(text)


def _response(page: _Page, namespace: str, base: str, items: str) -> bytes:
    records = "\n".join(_record(document, page.first + nth, base, items) for nth, document in enumerate(page.records))
    going_on = f"<nextRecordPosition>{page.next}</nextRecordPosition>" if page.next and page.next != "none" else ""
    return f"""{metadata.HEAD}<searchRetrieveResponse xmlns="{namespace}">
<numberOfRecords>{page.total}</numberOfRecords>
<records>
{records}
</records>
{going_on}
</searchRetrieveResponse>
""".encode()


def _record(document: Document, position: int, base: str, items: str) -> str:
    """One record; the titles and names in it are not the server's to trust, so all are escaped."""
    site, store = (
        ("https://zoek.officielebekendmakingen.nl", "https://repository.overheid.nl") if items == "official" else (base, base)
    )
    work = f"{store}/frbr/officielepublicaties/{document.family}/{document.shelf}/{document.id}/1"
    files = [(form, f"{work}/{form}/{document.id}.{form}") for form in FORMS if form in document.forms]
    files = [("metadata", f"{work}/metadata/metadata.xml"), ("metadataowms", f"{work}/metadataowms/metadata_owms.xml"), *files]
    urls = [f"<itemUrl manifestation={quoteattr(form)}>{escape(url)}</itemUrl>" for form, url in files if items != "none"]
    dossiers = [
        f"<overheidwetgeving:dossiernummer>{escape(dossier)}</overheidwetgeving:dossiernummer>" for dossier in document.dossiers
    ]
    new_line = "\n"
    return f"""<record>
<recordSchema>http://standaarden.overheid.nl/sru/</recordSchema>
<recordPacking>xml</recordPacking>
<recordData>
<gzd xmlns="http://standaarden.overheid.nl/sru" xmlns:c="http://standaarden.overheid.nl/collectie/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/">
<originalData><meta>
{metadata.kern(document)}
{metadata.mantel(document)}
<tpmeta>
<c:product-area>officielepublicaties</c:product-area>
<c:content-area>officielepublicaties</c:content-area>
{new_line.join(dossiers)}
<overheidwetgeving:ondernummer>{escape(document.number)}</overheidwetgeving:ondernummer>
<overheidwetgeving:publicatienaam>Kamerstuk</overheidwetgeving:publicatienaam>
<overheidwetgeving:vergaderjaar>{escape(document.session)}</overheidwetgeving:vergaderjaar>
<overheidwetgeving:documentstatus>Opgemaakt</overheidwetgeving:documentstatus>
<overheidwetgeving:subrubriek scheme="OVERHEIDop.KamerstukTypen">{escape(document.type)}</overheidwetgeving:subrubriek>
<overheidwetgeving:organisatietype>staten generaal</overheidwetgeving:organisatietype>
</tpmeta>
</meta></originalData>
<enrichedData>
<url>{escape(f"{site}/{document.id}")}</url>
<preferredUrl>{escape(f"{site}/{document.id}.html")}</preferredUrl>
{new_line.join(urls)}
<timestamp>{document.issued}T06:00:00Z</timestamp>
</enrichedData>
</gzd>
</recordData>
<recordPosition>{position}</recordPosition>
</record>"""


def _explain(namespace: str, documents: Iterable[Document]) -> bytes:
    indexes = "\n".join(f'<index><map><name set="{name.split(".")[0]}">{name}</name></map></index>' for name in cql.INDEXES)
    return f"""{metadata.HEAD}<explainResponse xmlns="{namespace}">
<record>
<recordSchema>{_EXPLAIN[namespace]}</recordSchema>
<recordPacking>xml</recordPacking>
<recordData>
<explain xmlns="{_EXPLAIN[namespace]}">
<databaseInfo><title>Stand-in met verzonnen stukken</title><extent>{sum(1 for _ in documents)}</extent></databaseInfo>
<indexInfo>
{indexes}
</indexInfo>
</explain>
</recordData>
</record>
</explainResponse>
""".encode()
