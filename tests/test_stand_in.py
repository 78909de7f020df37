"""The stand-in for the official repository: its addresses, its search, and that each fault is what it says."""

import gzip
import http.client
import json
import re
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest

from stand_in import cql
from stand_in.documents import Folder
from stand_in.invented import NOTICE, write_letter
from stand_in.scenario import Scenario
from stand_in_process import Server, Tripwire, stand_in

LETTER = "kst-33279-32"
XML = f"/{LETTER}.xml"
PRODUCT = "c.product-area==officielepublicaties"


def serve(tmp_path: Path, scenario: list[dict[str, object]]) -> Iterator[Server]:
    folder = tmp_path / "docs"
    folder.mkdir()
    write_letter(
        folder,
        LETTER,
        "xml html pdf",
        date="2020-12-18",
        dossier="33279;28676",
        title="Verzonnen stand van zaken",
        type="Brief",
    )
    write_letter(folder, "kst-33279-9", "xml", date="2013-05-01", title='Verzonnen "lijst" <b>', type="Lijst van vragen")
    write_letter(folder, "kst-35570-X-53", "pdf", date="2020-10-01")
    write_letter(folder, "kst-20082009-32024-C", "html", date="2009-03-02")
    with stand_in(folder, scenario) as server:
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serve(tmp_path_factory.mktemp("plain"), [])


def connection_to(server: Server, timeout: float = 10) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(server.base).netloc, timeout=timeout)


def get(server: Server, target: str, headers: dict[str, str] | None = None, timeout: float = 10) -> tuple[HTTPResponse, bytes]:
    connection = connection_to(server, timeout)
    try:
        connection.request("GET", target, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def search(server: Server, query: str | None, **parameters: object) -> ET.Element:
    asked = {"operation": "searchRetrieve", "query": query, **parameters}
    _, body = get(server, "/sru?" + urlencode({name: value for name, value in asked.items() if value is not None}))
    return ET.fromstring(body)


def found(answer: ET.Element) -> list[str]:
    return [element.text or "" for element in answer.iter("{http://purl.org/dc/terms/}identifier")]


def message(answer: ET.Element) -> list[str]:
    return [element.text or "" for element in answer.iter() if element.tag.endswith("}message")]


def number(answer: ET.Element) -> int:
    return next(int(element.text or "") for element in answer.iter() if element.tag.endswith("}numberOfRecords"))


@pytest.mark.parametrize(
    ("target", "status", "media_type", "beginning"),
    [
        (XML, 200, "application/xml", b"<?xml"),
        (f"/{LETTER}.html", 200, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (f"/{LETTER}.pdf", 200, "application/pdf", b"%PDF-1.4"),
        (f"/{LETTER}.odt", 404, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        ("/kst-33279-33.xml", 404, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        (f"/{LETTER}/metadata.xml", 200, "application/xml", b"<?xml"),
        (f"/frbr/officielepublicaties/kst/33279/{LETTER}/1/xml/{LETTER}.xml", 200, "application/xml", b"<?xml"),
        (f"/frbr/officielepublicaties/kst/28676/{LETTER}/1/xml/{LETTER}.xml", 404, "text/html; charset=UTF-8", b"<!DOCTYPE"),
        ("/frbr/officielepublicaties/kst/35570-X/kst-35570-X-53/1/pdf/kst-35570-X-53.pdf", 200, "application/pdf", b"%PDF"),
        (
            "/frbr/officielepublicaties/kst/32024/kst-20082009-32024-C/1/metadata/metadata.xml",
            200,
            "application/xml",
            b"<?xml",
        ),
        (f"/frbr/officielepublicaties/kst/33279/{LETTER}/1/metadataowms/metadata_owms.xml", 200, "application/xml", b"<?xml"),
        ("/../../etc/passwd", 404, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
        ("/Errors/404.htm", 200, "text/html; charset=UTF-8", b"<!DOCTYPE html>"),
    ],
)
def test_addresses(server: Server, target: str, status: int, media_type: str, beginning: bytes) -> None:
    response, body = get(server, target)
    assert (response.status, response.headers["Content-Type"]) == (status, media_type)
    assert body.startswith(beginning)


def test_every_form_says_that_it_is_invented(server: Server) -> None:
    for form, coding in (("xml", "utf-8"), ("html", "utf-8"), ("pdf", "cp1252")):
        assert NOTICE.encode(coding) in get(server, f"/{LETTER}.{form}")[1]


def test_metadata(server: Server) -> None:
    root = ET.fromstring(get(server, f"/{LETTER}/metadata.xml")[1])
    told = {(entry.attrib["name"], entry.attrib["content"]) for entry in root}
    assert root.tag == "metadata_gegevens"
    assert told >= {
        ("DC.title", "Verzonnen dossier; Verzonnen stand van zaken"),
        ("DC.type", "Brief"),
        ("OVERHEIDop.dossiernummer", "33279;28676"),
        ("OVERHEIDop.ondernummer", "32"),
        ("OVERHEIDop.vergaderjaar", "2020-2021"),
        ("OVERHEIDop.datumBrief", "2020-12-18"),
        ("DCTERMS.issued", "2020-12-21"),
    }


@pytest.mark.parametrize(
    ("headers", "status", "begin", "end"),
    [
        ({"Range": "bytes=100-"}, 206, 100, None),
        ({"Range": "bytes=100-199"}, 206, 100, 200),
        ({"Range": "bytes=-50"}, 206, -50, None),
        ({"Range": "bytes=100-", "If-Range": "{etag}"}, 206, 100, None),
        ({"Range": "bytes=100-", "If-Range": "{modified}"}, 206, 100, None),
        ({"Range": "bytes=100-", "If-Range": '"other"'}, 200, 0, None),
        ({"Range": "lines=1-"}, 200, 0, None),
    ],
)
def test_parts(server: Server, headers: dict[str, str], status: int, begin: int, end: int | None) -> None:
    whole, body = get(server, XML)
    known = {"etag": whole.headers["ETag"], "modified": whole.headers["Last-Modified"]}
    response, part = get(server, XML, {name: value.format(**known) for name, value in headers.items()})
    assert (response.status, part) == (status, body[begin:end])
    if status == 206:
        first = body.index(part)
        assert response.headers["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(body)}"


def test_a_part_after_the_end(server: Server) -> None:
    size = len(get(server, XML)[1])
    response, _ = get(server, XML, {"Range": f"bytes={size}-"})
    assert (response.status, response.headers["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    ("query", "identifiers"),
    [
        ("w.dossiernummer==33279", ["kst-33279-32", "kst-33279-9"]),
        ("w.dossiernummer==28676", ["kst-33279-32"]),
        ("w.dossiernummer==3327", []),
        ("w.dossiernummer==35570-X AND w.publicatienaam=Kamerstuk", ["kst-35570-X-53"]),
        ("dt.identifier==kst-33279-9", ["kst-33279-9"]),
        ('dt.title="STAND van zaken"', ["kst-33279-32"]),
        ('dt.title="stand zaken"', []),
        ('dt.title=="Verzonnen dossier; Verzonnen stand van zaken"', ["kst-33279-32"]),
        (r'w.documenttitel=="Verzonnen \"lijst\" <b>"', ["kst-33279-9"]),
        ("dt.date>=2020-01-01 AND dt.date<=2020-10-01", ["kst-35570-X-53"]),
        ("dt.date >= 2020-01-01 sortBy dt.date/sort.descending", ["kst-33279-32", "kst-35570-X-53"]),
        ("dt.date>=2020-01-01 sortBy dt.date", ["kst-35570-X-53", "kst-33279-32"]),
        ('w.dossiernummer==33279 and (dt.type=="Brief" OR w.subrubriek=="Brief")', ["kst-33279-32"]),
        ("w.dossiernummer==33279 NOT dt.type==Brief", ["kst-33279-9"]),
        ("dt.type=Brief OR dt.type=Lijst NOT w.dossiernummer==33279", ["kst-20082009-32024-C", "kst-35570-X-53"]),
        ("dt.type=Brief AND (dt.date<=2010 OR (dt.date>=2020-12))", ["kst-20082009-32024-C", "kst-33279-32"]),
        ("cql.textAndIndexes=lijst", ["kst-33279-9"]),
    ],
)
def test_search(server: Server, query: str, identifiers: list[str]) -> None:
    answer = search(server, f"{PRODUCT} AND ({query})" if "sortBy" not in query else f"{PRODUCT} AND {query}")
    assert (found(answer), number(answer), message(answer)) == (identifiers, len(identifiers), [])


@pytest.mark.parametrize(
    ("query", "parameters", "wrong"),
    [
        ("w.dossier==1", {}, "Unsupported index"),
        ("w.dossiernummer<>1", {}, "Unsupported relation"),
        ("w.dossiernummer>=1", {}, "Unsupported relation"),
        ("dt.date>=gisteren", {}, "Term in invalid format for index or relation"),
        ("(dt.type=Brief", {}, "Query syntax error"),
        ("dt.type=Brief)", {}, "Query syntax error"),
        ("dt.type=Brief AND", {}, "Query syntax error"),
        ("dt.type=", {}, "Query syntax error"),
        ('dt.title="stand', {}, "Query syntax error"),
        ("dt.type=Brief sortBy", {}, "Query syntax error"),
        ("dt.type=Brief sortBy dt.onbekend", {}, "Unsupported index"),
        (None, {}, "Mandatory parameter not supplied"),
        ("dt.type=Brief", {"startRecord": 0}, "Unsupported parameter value"),
        ("dt.type=Brief", {"startRecord": 4}, "First record position out of range"),
        ("dt.type=Brief", {"maximumRecords": "veel"}, "Unsupported parameter value"),
        ("dt.type=Brief", {"version": "3.0"}, "Unsupported version"),
        ("dt.type=Brief", {"operation": "scan"}, "Unsupported operation"),
    ],
)
def test_wrong_searches(server: Server, query: str | None, parameters: dict[str, object], wrong: str) -> None:
    answer = search(server, query, **parameters)
    assert (message(answer), found(answer), number(answer)) == ([wrong], [], 0)


@pytest.mark.parametrize(
    ("version", "namespace"),
    [
        ("1.2", "http://www.loc.gov/zing/srw/"),
        ("2.0", "http://docs.oasis-open.org/ns/search-ws/sruResponse"),
        (None, "http://docs.oasis-open.org/ns/search-ws/sruResponse"),
    ],
)
def test_versions(server: Server, version: str | None, namespace: str) -> None:
    assert search(server, PRODUCT, version=version).tag == f"{{{namespace}}}searchRetrieveResponse"
    assert search(server, None, operation="explain", version=version).tag == f"{{{namespace}}}explainResponse"


def test_pages(server: Server) -> None:
    pages = [search(server, PRODUCT, startRecord=start, maximumRecords=3) for start in (1, 4)]
    assert [len(found(page)) for page in pages] == [3, 1]
    texts = [{element.tag.rpartition("}")[2]: element.text for element in page.iter()} for page in pages]
    assert [text.get("nextRecordPosition") for text in texts] == ["4", None]
    assert [text["recordPosition"] for text in texts] == ["3", "4"]
    assert [text["numberOfRecords"] for text in texts] == ["4", "4"]


def test_files_that_a_record_names_are_there(server: Server) -> None:
    answer = search(server, f"{PRODUCT} AND dt.identifier=={LETTER}")
    urls = {element.get("manifestation"): element.text or "" for element in answer.iter() if element.tag.endswith("}itemUrl")}
    assert set(urls) == {"xml", "html", "pdf", "metadata", "metadataowms"}
    assert {get(server, url.removeprefix(server.base))[0].status for url in urls.values()} == {200}


def test_as_a_proxy_it_answers_for_any_host(server: Server) -> None:
    assert get(server, f"http://repository.invalid{XML}")[1] == get(server, XML)[1]
    assert [request["proxied"] for request in server.requests[-2:]] == ["repository.invalid", None]


def disturbed(tmp_path: Path, fault: str, path: str = XML, **options: object) -> Iterator[Server]:
    yield from serve(tmp_path, [{"path": re.escape(path), "fault": fault, **options}])


@pytest.fixture
def faulty(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    yield from disturbed(tmp_path, **request.param)


def case(fault: str, **options: object) -> dict[str, object]:
    return {"fault": fault, **options}


@pytest.mark.parametrize("faulty", [case("status", code=503, times=2, skip=1)], indirect=True)
def test_a_fault_happens_so_many_times(faulty: Server) -> None:
    assert [get(faulty, XML)[0].status for _ in range(4)] == [200, 503, 503, 200]
    assert [request["fault"] for request in faulty.requests] == [None, "status", "status", None]


@pytest.mark.parametrize("faulty", [case("status", code=429, retry_after=30)], indirect=True)
def test_retry_after(faulty: Server) -> None:
    response, body = get(faulty, XML)
    assert (response.status, response.headers["Retry-After"], body[:9]) == (429, "30", b"<!DOCTYPE")


@pytest.mark.parametrize("faulty", [case("status", code=429, retry_after=30, as_date=True)], indirect=True)
def test_retry_after_as_a_date(faulty: Server) -> None:
    until = parsedate_to_datetime(get(faulty, XML)[0].headers["Retry-After"]).timestamp()
    assert 25 < until - time.time() <= 30


@pytest.mark.parametrize(
    "faulty", [case("missing", path="odt", by="page"), case("missing", path="odt", by="redirect")], indirect=True
)
def test_missing(faulty: Server) -> None:
    response, _ = get(faulty, f"/{LETTER}.odt")
    assert (response.status, response.headers["Location"]) in {(200, None), (302, "/Errors/404.htm")}


@pytest.mark.parametrize("faulty", [case("slow_start", seconds=0.3)], indirect=True)
def test_slow_start(faulty: Server) -> None:
    with pytest.raises(TimeoutError):
        get(faulty, XML, timeout=0.1)
    assert get(faulty, XML)[0].status == 200


@pytest.mark.parametrize("faulty", [case("drip", seconds=0.01, piece=300)], indirect=True)
def test_drip(faulty: Server) -> None:
    begun = time.monotonic()
    _, body = get(faulty, XML)
    assert time.monotonic() - begun > 0.01 * (len(body) // 300)


@pytest.mark.parametrize(
    "faulty",
    [case("cut", after=700), case("cut", after=700, framing="chunked"), case("cut", after=700, framing="close")],
    indirect=True,
)
def test_cut(faulty: Server, tmp_path: Path) -> None:
    whole = (tmp_path / "docs" / XML[1:]).read_bytes()
    try:
        response, body = get(faulty, XML)
        assert not {"Content-Length", "Transfer-Encoding"} & set(response.headers)
    except http.client.IncompleteRead as error:
        body = error.partial
    assert body == whole[:700]


@pytest.mark.parametrize("faulty", [case("reset", times=1)], indirect=True)
def test_reset(faulty: Server) -> None:
    with pytest.raises(ConnectionResetError):
        get(faulty, XML)
    assert get(faulty, XML)[0].status == 200


@pytest.mark.parametrize(
    ("faulty", "beginning"),
    [
        (case("content"), b"<!DOCTYPE html>"),
        (case("content", text="verzonnen"), b"verzonnen"),
        (case("content", data="UEsDBA=="), b"PK\x03\x04"),
        (case("shell"), b"<?xml"),
    ],
    indirect=["faulty"],
)
def test_other_content(faulty: Server, beginning: bytes) -> None:
    response, body = get(faulty, XML)
    assert response.status == 200
    assert body.startswith(beginning)
    assert len(body) < 700


def test_redirects(tmp_path: Path) -> None:
    scenario: list[dict[str, object]] = [
        {"path": "[.]pdf$", "fault": "redirect", "to": "http://example.invalid/{name}?{target}", "code": 301},
        {"path": "[.]xml", "fault": "loop"},
    ]
    for server in serve(tmp_path, scenario):
        response, _ = get(server, f"/{LETTER}.pdf")
        assert (response.status, response.headers["Location"]) == (301, f"http://example.invalid/{LETTER}.pdf?/{LETTER}.pdf")
        assert get(server, XML)[0].headers["Location"] == f"{XML}?again=1"
        assert get(server, f"{XML}?again=7")[0].headers["Location"] == f"{XML}?again=8"


@pytest.mark.parametrize("faulty", [case("gzip_bomb", size=30 << 20)], indirect=True)
def test_gzip_bomb(faulty: Server) -> None:
    response, packed = get(faulty, XML)
    body = gzip.decompress(packed)
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(body) / 500
    assert (len(body) >> 20, body[:5], body[-1:]) == (30 - 1, b"<?xml", b" ")


@pytest.mark.parametrize("faulty", [case("endless")], indirect=True)
def test_endless(faulty: Server) -> None:
    connection = connection_to(faulty)
    connection.request("GET", XML)
    body = connection.getresponse().read(5 << 20)
    connection.close()
    assert (len(body), body[:5]) == (5 << 20, b"<?xml")


@pytest.mark.parametrize("faulty", [case("encoded", coding="gzip, gzip")], indirect=True)
def test_encoded(faulty: Server, tmp_path: Path) -> None:
    response, body = get(faulty, XML)
    assert response.headers["Content-Encoding"] == "gzip, gzip"
    assert gzip.decompress(gzip.decompress(body)) == (tmp_path / "docs" / XML[1:]).read_bytes()


@pytest.mark.parametrize("faulty", [case("wrong_length", by=5)], indirect=True)
def test_wrong_length(faulty: Server) -> None:
    with pytest.raises(http.client.IncompleteRead, match="5 more expected"):
        get(faulty, XML)


def test_other_ranges_and_versions(tmp_path: Path) -> None:
    scenario: list[dict[str, object]] = [
        {"path": "[.]pdf$", "times": 1, "fault": "ignore_range"},
        {"path": "[.]pdf$", "fault": "early_range", "by": 7},
        {"path": "[.]html$", "fault": "range_416"},
        {"path": "[.]xml$", "skip": 1, "fault": "revised", "old": "Kwikstaart", "new": "Goudvink"},
    ]
    for server in serve(tmp_path, scenario):
        assert get(server, f"/{LETTER}.pdf", {"Range": "bytes=10-"})[0].status == 200
        early, body = get(server, f"/{LETTER}.pdf", {"Range": "bytes=10-"})
        assert (early.status, early.headers["Content-Range"][:10], body[:5]) == (206, "bytes 3-23", b"F-1.4")
        assert get(server, f"/{LETTER}.html", {"Range": "bytes=10-"})[0].status == 416
        first, old = get(server, XML)
        second, new = get(server, XML, {"Range": "bytes=10-", "If-Range": first.headers["ETag"]})
        assert (second.status, new) == (200, old.replace(b"Kwikstaart", b"Goudvink"))
        assert first.headers["ETag"] != second.headers["ETag"]


@pytest.mark.parametrize(
    "faulty", [case("reset", headers={"ETag": None}), case("headers", set={"ETag": 'W/"a"'})], indirect=True
)
def test_headers(faulty: Server) -> None:
    try:
        assert get(faulty, XML)[0].headers["ETag"] == 'W/"a"'
    except ConnectionResetError:
        assert faulty.requests[0]["fault"] == "reset"


@pytest.mark.parametrize("target", ["/sru?" + urlencode({"query": PRODUCT}), f"/{LETTER}/metadata.xml", XML])
def test_broken_xml(tmp_path: Path, target: str) -> None:
    tripwire = Tripwire()
    scenario: list[dict[str, object]] = [
        {"path": ".", "times": 1, "fault": "malformed"},
        {"path": ".", "times": 1, "fault": "entities"},
        {"path": ".", "times": 1, "fault": "entities", "address": f"http://{tripwire.host}"},
    ]
    for server in serve(tmp_path, scenario):
        with pytest.raises(ET.ParseError):
            ET.fromstring(get(server, target)[1])
        growing, outside = get(server, target)[1], get(server, target)[1]
        assert (growing.count(b"<!ENTITY"), outside.count(b"<!ENTITY")) == (10, 1)
        assert b"&e9;" in growing
        assert f'SYSTEM "http://{tripwire.host}/dtd"'.encode() in outside
        with pytest.raises(ET.ParseError, match=r"amplification|undefined entity"):
            ET.fromstring(growing)
    assert tripwire.calls == []
    tripwire.close()


@pytest.mark.parametrize(
    ("habits", "pages"),
    [
        ({"page_cap": 2}, [(["-C", "-32"], 4, "3"), (["-9", "-53"], 4, None)]),
        ({"page_cap": 2, "next": "none"}, [(["-C", "-32"], 4, None), (["-9", "-53"], 4, None)]),
        ({"page_cap": 2, "next": 1}, [(["-C", "-32"], 4, "1"), (["-9", "-53"], 4, "1")]),
        ({"page_cap": 2, "overlap": 1}, [(["-C", "-32"], 4, "3"), (["-32", "-9"], 4, "4")]),
        ({"more": 3}, [(["-C", "-32", "-9", "-53"], 7, "5"), (["-9", "-53"], 7, "5")]),
        ({"page_cap": 2, "empty_from": 3}, [(["-C", "-32"], 4, "3"), ([], 4, None)]),
        (
            {"add": [{"id": "../../x", "title": "=1+1"}]},
            [(["/x", "-C", "-32", "-9", "-53"], 5, None), (["-32", "-9", "-53"], 5, None)],
        ),
    ],
)
def test_habits_of_the_search(tmp_path: Path, habits: dict[str, object], pages: list[object]) -> None:
    for server in serve(tmp_path, [{"path": "^/sru", "fault": "search", **habits}]):
        seen = []
        for start in (1, 3):
            answer = search(server, PRODUCT, startRecord=start)
            texts = {element.tag.rpartition("}")[2]: element.text for element in answer.iter()}
            ends = [re.search(r"[-/][^-/]+$", identifier) for identifier in found(answer)]
            seen.append(([end[0] for end in ends if end], number(answer), texts.get("nextRecordPosition")))
        assert seen == pages


def test_a_search_that_fails(tmp_path: Path) -> None:
    for server in serve(tmp_path, [{"path": "^/sru", "fault": "search", "diagnostic": "Verzonnen <melding>"}]):
        answer = search(server, PRODUCT)
        assert (message(answer), found(answer)) == (["Verzonnen <melding>"], [])


def test_official_addresses_in_records(tmp_path: Path) -> None:
    for server in serve(tmp_path, [{"path": "^/sru", "fault": "search", "items": "official"}]):
        _, body = get(server, "/sru?" + urlencode({"query": PRODUCT}))
        assert server.base.encode() not in body
        assert body.count(b">https://repository.overheid.nl/frbr/officielepublicaties/kst/") == 14


def test_two_faults_of_one_request_follow_each_other(tmp_path: Path) -> None:
    scenario: list[dict[str, object]] = [
        {"path": "[.]xml$", "times": 1, "fault": "cut", "after": 700},
        {"path": "[.]xml$", "times": 1, "fault": "reset"},
    ]
    for server in serve(tmp_path, scenario):
        for error in (HTTPException, OSError):
            with pytest.raises(error):
                get(server, XML)
        assert get(server, XML)[0].status == 200


@pytest.mark.parametrize(
    "entry",
    [
        {"path": "x", "fault": "unknown"},
        {"path": "x", "fault": "search", "unknown": 1},
        {"path": "x", "fault": "cut"},
        {"path": "x", "fault": "cut", "after": 1, "unknown": 1},
        {"path": "x"},
    ],
)
def test_a_wrong_scenario_is_refused(tmp_path: Path, entry: dict[str, object]) -> None:
    (tmp_path / "scenario.json").write_text(json.dumps([entry]))
    with pytest.raises((ValueError, TypeError)):
        Scenario.load(tmp_path / "scenario.json")


@pytest.mark.parametrize(
    ("identifier", "dossiers", "shelf", "number"),
    [
        ("kst-33279-32", ("33279",), "33279", "32"),
        ("kst-35570-X-53", ("35570-X",), "35570-X", "53"),
        ("kst-21501-02-1888", ("21501-02",), "21501-02", "1888"),
        ("kst-35925-E", ("35925",), "35925", "E"),
        ("kst-20082009-31700-VI-D", ("31700-VI",), "31700-VI", "D"),
        ("kst-19951996-23700-188b", ("23700",), "23700", "188b"),
        ("kst-17050-261-b1", ("17050",), "17050", "261"),
        ("kst-1071718", (), "-", "1071718"),
    ],
)
def test_what_an_identifier_tells(tmp_path: Path, identifier: str, dossiers: tuple[str, ...], shelf: str, number: str) -> None:
    write_letter(tmp_path, identifier)
    document = Folder(tmp_path)[identifier]
    assert (document.dossiers, document.shelf, document.number) == (dossiers, shelf, number)
    assert [made.id for made in Folder(tmp_path)] == [identifier]


def test_a_query_names_its_order() -> None:
    query = cql.parse("dt.type=Brief sortBy dt.date/sort.descending")
    assert (query.descending, query.sort_by) == (True, cql.INDEXES["dt.date"])
