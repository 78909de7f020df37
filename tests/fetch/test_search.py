"""Queries, records and pages of the search."""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from milcoop_extract.errors import SearchError
from milcoop_extract.fetch.addresses import DocumentForm
from milcoop_extract.fetch.metadata import PublishedMetadata
from milcoop_extract.fetch.search import Page, Query, SearchRecord, read_page, search

NEW = 'xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"'
OLD = 'xmlns="http://www.loc.gov/zing/srw/"'
KAMERSTUK = Query("33279")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        (KAMERSTUK, "c.product-area==officielepublicaties AND w.dossiernummer==33279 AND w.publicatienaam=Kamerstuk"),
        (
            Query("35570-X", since=date(2020, 1, 2)),
            "w.dossiernummer==35570-X AND w.publicatienaam=Kamerstuk AND dt.date>=2020-01-02",
        ),
        (Query("33279", until=date(2020, 1, 2)), " AND dt.date<=2020-01-02"),
        (Query("33279", type="Brief"), ' AND (dt.type=="Brief" OR w.subrubriek=="Brief")'),
        (Query("33279", title="stand van zaken"), ' AND dt.title="stand van zaken"'),
        (Query("33279", title='de "grote" \\ x" OR 1'), r' AND dt.title="de \"grote\" \\ x\" OR 1"'),
    ],
)
def test_queries(query: Query, part: str) -> None:
    assert query.to_cql().endswith(part)


def test_a_query_in_words() -> None:
    query = Query("33279", date(2020, 1, 2), date(2021, 1, 2), "Brief", "stand van zaken")
    assert str(query) == "dossier 33279, since 2020-01-02, until 2021-01-02, type Brief, title stand van zaken"


def record(identifier: str = "kst-33279-32", more: str = "", items: str = "") -> str:
    return f"""<record><recordSchema>http://standaarden.overheid.nl/sru/</recordSchema><recordPacking>xml</recordPacking><recordData>
      <gzd xmlns="http://standaarden.overheid.nl/sru" xmlns:dcterms="http://purl.org/dc/terms/"><originalData><meta>
      <owmskern><dcterms:identifier>{identifier}</dcterms:identifier>
      <dcterms:title>Samenwerking; Rapportage</dcterms:title></owmskern>
      <owmsmantel><dcterms:date>2020-12-18</dcterms:date><dcterms:issued>2020-12-22</dcterms:issued></owmsmantel>
      <tpmeta>{more}</tpmeta></meta></originalData><enrichedData>{items}</enrichedData></gzd></recordData></record>"""


def response(*records: str, total: int | None = None, space: str = NEW, following: int | None = None) -> bytes:
    position = f"<nextRecordPosition>{following}</nextRecordPosition>" if following is not None else ""
    number = len(records) if total is None else total
    return f"""<?xml version="1.0"?><searchRetrieveResponse {space}><numberOfRecords>{number}</numberOfRecords>
      <records>{"".join(records)}</records>{position}</searchRetrieveResponse>""".encode()


@pytest.mark.parametrize("space", [NEW, OLD, ""])
def test_records(space: str) -> None:
    more = "<dossiernummer>33279</dossiernummer><ondernummer>32</ondernummer>"
    more += '<subrubriek scheme="OVERHEIDop.KamerstukTypen">Brief</subrubriek>'
    items = '<url>https://a/</url><itemUrl manifestation="xml"> https://a/1.xml </itemUrl><itemUrl manifestation="pdf">https://a/1.pdf</itemUrl>'
    page = read_page(response(record(more=more, items=items), total=40, space=space, following=2))
    assert (page.total, page.received, page.following, page.faults) == (40, 1, 2, ())
    (found,) = page.records
    assert (found.id, found.day, found.metadata.title, found.metadata.type) == (
        "kst-33279-32",
        date(2020, 12, 18),
        "Rapportage",
        "Brief",
    )
    assert (found.metadata.dossiers, found.metadata.number, found.metadata.date) == (("33279",), "32", None)
    assert [found.addresses(form) for form in DocumentForm] == [("https://a/1.xml",), (), ("https://a/1.pdf",)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><p>Service unavailable<br></html>", "no XML"),
        (b"<html><p>Service unavailable</p></html>", "no list of records but html"),
        (f"<searchRetrieveResponse {NEW}/>".encode(), "no list of records"),
        (
            f"<searchRetrieveResponse {NEW}><numberOfRecords>3</numberOfRecords><diagnostics>"
            '<diagnostic xmlns="http://docs.oasis-open.org/ns/search-ws/diagnostic"><uri>info:srw/diagnostic/1/10</uri>'
            "<details>w.dossier</details><message>Unsupported index</message></diagnostic></diagnostics>"
            "</searchRetrieveResponse>".encode(),
            "it says: Unsupported index: w.dossier: info:srw/diagnostic/1/10",
        ),
        (
            f"<searchRetrieveResponse {OLD}><diagnostics><diagnostic/></diagnostics></searchRetrieveResponse>".encode(),
            "without a message",
        ),
    ],
)
def test_what_is_no_answer(data: bytes, message: str) -> None:
    with pytest.raises(SearchError, match=message):
        read_page(data)


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        (record("../../etc/passwd"), "no id that can be used"),
        (record(""), "no id that can be used"),
        ("<record/>", "has no data"),
        ("<record><recordData><diagnostic><message>gone</message></diagnostic></recordData></record>", "says: gone"),
    ],
)
def test_a_faulty_record_costs_only_itself(faulty: str, message: str) -> None:
    page = read_page(response(faulty, record()))
    assert [found.id for found in page.records] == ["kst-33279-32"]
    assert page.received == 2
    assert len(page.faults) == 1
    assert message in page.faults[0]


@pytest.mark.parametrize(
    ("query", "dossiers", "types", "expected"),
    [
        (KAMERSTUK, (), (), True),
        (KAMERSTUK, ("33279",), (), True),
        (KAMERSTUK, ("17050", "33279"), (), True),
        (KAMERSTUK, ("33279-X",), (), True),
        (KAMERSTUK, ("17050",), (), False),
        (KAMERSTUK, ("332790",), (), False),
        (Query("33279-X"), ("33279-VI",), (), False),
        (Query("33279-X"), ("33279",), (), False),
        (Query("33279-32"), ("33279",), (), False),
        (Query("33279", since=date(2020, 12, 18), until=date(2020, 12, 18)), (), (), True),
        (Query("33279", since=date(2020, 12, 19)), (), (), False),
        (Query("33279", until=date(2020, 12, 17)), (), (), False),
        (Query("33279", type="brief"), (), ("Brief", "Kamerstuk"), True),
        (Query("33279", type="Brief"), (), ("Kamerstuk", "officiële publicatie"), True),
        (Query("33279", type="Brief"), (), ("Motie", "Kamerstuk"), False),
        (Query("33279", type="Brief"), (), (), True),
    ],
)
def test_records_that_contradict_the_query(
    query: Query, dossiers: tuple[str, ...], types: tuple[str, ...], expected: bool
) -> None:
    found = SearchRecord("kst-33279-32", PublishedMetadata(dossiers=dossiers, types=types), date(2020, 12, 18))
    assert found.fits(query) is expected


def pages(
    total: int, *numbers: list[int], following: Callable[[int, int], int | None] = lambda start, received: None
) -> Callable[[str], Page]:
    """Return a reader that gives these pages one after the other."""
    waiting = [[SearchRecord(f"kst-33279-{number}", PublishedMetadata()) for number in page] for page in numbers]

    def read(address: str) -> Page:
        start = int(parse_qs(urlsplit(address).query)["startRecord"][0])
        found = waiting.pop(0)
        starts.append(start)
        return Page(total, len(found), following(start, len(found)), tuple(found))

    starts: list[int] = []
    read.starts = starts  # type: ignore[attr-defined]
    return read


@pytest.mark.parametrize(
    ("total", "numbers", "starts"),
    [
        (0, [[]], [1]),
        (2, [[1, 2]], [1]),
        (5, [[1, 2, 3], [4, 5]], [1, 4]),
        (5, [[1, 2], [2, 3], [4], []], [1, 3, 5, 5]),
        (5, [[1, 2], [2, 3], [4], [4]], [1, 3, 5, 5]),
        (5, [[1, 2], [2, 3], [4], [4, 5]], [1, 3, 5, 5]),
    ],
)
def test_paging_goes_on_by_what_was_received(total: int, numbers: list[list[int]], starts: list[int]) -> None:
    read = pages(total, *numbers)
    found = [record.id for record in search(KAMERSTUK, "http://a/sru", read, print)]
    assert found == [f"kst-33279-{number}" for number in sorted({number for page in numbers for number in page})]
    assert read.starts == starts  # type: ignore[attr-defined]


@pytest.mark.parametrize(("following", "starts"), [(4, [1, 4]), (9, [1, 3])])
def test_paging_goes_on_where_the_server_says(following: int, starts: list[int]) -> None:
    read = pages(5, [1, 2], [3, 4, 5], following=lambda *_: following)
    assert len(list(search(KAMERSTUK, "http://a/sru?x=1", read, print))) == 5
    assert read.starts == starts  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("read", "message", "expected"),
    [
        (pages(5, [1, 2], []), "announced 5 records, but sent none from 3 on", 2),
        (pages(5, []), "announced 5 records, but sent none from 1 on", 0),
        (pages(5, [1, 2], [1, 2]), "sends the same ones again from 3 on", 2),
        (pages(5, [1, 2], following=lambda start, _: start), "sends the same ones again from 1 on", 2),
        (pages(10**6, *([number] for number in range(1000))), "more than 1000 pages", 1000),
    ],
)
def test_a_search_that_does_not_come_to_its_end(read: Callable[[str], Page], message: str, expected: int) -> None:
    found: list[SearchRecord] = []
    with pytest.raises(SearchError, match=message):
        found.extend(search(KAMERSTUK, "http://a/sru", read, print))
    assert len(found) == expected  # those before the error count
