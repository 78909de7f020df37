"""The client, against answers that are right, late, cut, wrong, or lead elsewhere. No test waits."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fakes import BASE, FakeServer, answer

from milcoop_extract import __version__
from milcoop_extract.errors import (
    ContentError,
    FetchError,
    LaterError,
    MissingError,
    RefusedError,
    UnreachableError,
    UnwellError,
)
from milcoop_extract.fetch.addresses import DocumentForm
from milcoop_extract.fetch.client import Client, retry_after
from milcoop_extract.fetch.content import Expected
from milcoop_extract.fetch.partial import Part

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF\n"
NOW = datetime(2026, 11, 26, 12, 0, 0, tzinfo=UTC)
ADDRESS = f"{BASE}/kst-1-2.pdf"
ETAG = '"one"'


def refuse_connection() -> httpx.Response:
    raise httpx.ConnectError("refused")


def time_out() -> httpx.Response:
    raise httpx.ReadTimeout("")


def ok() -> httpx.Response:
    return answer(b"ok")


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return Part(tmp_path / ".fetch", "kst-1-2", DocumentForm.PDF)


def read(server: FakeServer, path: str = "/a", limit: int = 1000) -> bytes:
    return server.client().read(f"{BASE}{path}", limit, bytes)


def download(server: FakeServer, part: Part, limit: int = 10**6) -> bytes:
    server.client().download(ADDRESS, part, limit, Expected(DocumentForm.PDF, "kst-1-2"))
    return part.path.read_bytes()


@pytest.mark.parametrize(
    ("failures", "slept"),
    [
        ([], []),
        ([refuse_connection], [2]),
        ([time_out, time_out, time_out], [2, 4, 8]),
        ([lambda: answer(status=500), lambda: answer(status=502), lambda: answer(status=503)], [2, 4, 8]),
        ([lambda: answer(status=504), lambda: answer(status=429)], [2, 4]),
        ([lambda: answer(status=429, Retry_After="7")], [7]),
        ([lambda: answer(status=503, Retry_After="1")], [2]),
        ([lambda: answer(status=503, Retry_After="Thu, 26 Nov 2026 12:00:30 GMT")], [30]),
        ([lambda: answer(b"ok", cut=1)], [2]),
        ([lambda: answer(gzip.compress(b"ok")[:-3], Content_Encoding="gzip")], [2]),
    ],
)
def test_what_passes_is_tried_again(
    failures: list[Callable[[], httpx.Response]], slept: list[float], server: FakeServer
) -> None:
    server.put("/a", *failures, ok)
    assert read(server) == b"ok"
    assert server.time.slept == slept


@pytest.mark.parametrize(
    ("last", "error", "requests", "message"),
    [
        (lambda: answer(status=503), UnwellError, 4, "the server answered 503 (4 tries). Run the same command again later"),
        (refuse_connection, UnreachableError, 4, "there is no connection to the server (refused) (4 tries)"),
        (time_out, UnwellError, 4, "did not answer in time"),
        (lambda: answer(b"ok", cut=1), UnwellError, 4, "the connection was cut"),
        (lambda: answer(status=404), MissingError, 1, "no such document"),
        (lambda: answer(status=403), MissingError, 1, "(403)"),
        (lambda: answer(status=410), MissingError, 1, "(410)"),
        (lambda: answer(status=418), UnwellError, 1, "the server answered 418"),
        (lambda: answer(b"o", status=206), UnwellError, 1, "the server answered 206"),
        (lambda: answer(status=429, Retry_After="3600"), LaterError, 1, "again after 2026-11-26 13:00:00 UTC"),
        (lambda: answer(bytes(1001)), RefusedError, 1, "more than 0 MB"),
        (lambda: answer(gzip.compress(bytes(10**6)), Content_Encoding="gzip"), RefusedError, 1, "more than"),
        (lambda: answer(b"ok", Content_Encoding="br"), RefusedError, 1, "encoding 'br'"),
        (
            lambda: answer(status=302, Location="http://example.org/a"),
            RefusedError,
            1,
            "redirected to http://example.org/a, which is no",
        ),
        (lambda: answer(status=302), RefusedError, 1, "redirected to "),
        (lambda: answer(status=302, Location="http://[/"), RefusedError, 1, "redirected to "),
        (lambda: answer(status=301, Location="/Errors/404.htm"), MissingError, 1, "no such document"),
        (lambda: answer(status=307, Location="/a"), RefusedError, 6, "more than 5 times"),
    ],
)
def test_what_does_not_pass(
    last: Callable[[], httpx.Response], error: type[FetchError], requests: int, message: str, server: FakeServer
) -> None:
    server.put("/a", last)
    with pytest.raises(error) as caught:
        read(server)
    assert type(caught.value) is error
    assert message in str(caught.value)
    assert len(server.asked) == requests


def test_redirects_within_the_hosts_are_followed(server: FakeServer) -> None:
    server.put("/a", lambda: answer(status=301, Location="b/c?d=1#e"))
    server.put("/b/c", ok)
    assert read(server) == b"ok"
    assert server.time.slept == [1]


def test_requests_keep_their_distance(server: FakeServer) -> None:
    server.put("/a", ok)
    client = server.client(wait=3)
    for pause in (0, 1, 4):
        server.time.seconds += pause
        client.read(f"{BASE}/a", 10, bytes)
    assert server.times == [0, 3, 7]


def test_a_retry_after_holds_for_the_next_document_too(server: FakeServer) -> None:
    server.put("/a", lambda: answer(status=429, Retry_After="50"))
    server.put("/b", ok)
    client = server.client()
    with pytest.raises(UnwellError):
        client.read(f"{BASE}/a", 10, bytes)
    client.read(f"{BASE}/b", 10, bytes)
    assert server.times == [0, 50, 100, 150, 200]


def test_what_the_client_says_of_itself(server: FakeServer) -> None:
    seen: list[httpx.Headers] = []

    def keep(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return answer(b"ok")

    server.answers["/a"] = [keep]
    read(server)
    assert seen[0]["user-agent"].startswith(f"milcoop-extract/{__version__} (+")
    assert seen[0]["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 0),
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 5 "}, 5),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "1.5"}, 0),
        ({"retry-after": "9" * 400}, 365 * 86400),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT", "date": "Thu, 01 Jan 1970 00:00:00 GMT"}, 365 * 86400),
        ({"retry-after": "Thu, 26 Nov 2026 12:01:00 +99999999999999999999"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "Thu, 26 Nov 2026 12:01:00 GMT"}, 60),
        ({"retry-after": "Thursday, 26-Nov-26 12:01:00 GMT"}, 60),
        ({"retry-after": "Thu Nov 26 12:01:00 2026"}, 60),
        ({"retry-after": "Thu, 26 Nov 2026 11:00:00 GMT"}, 0),
        # by the clock of the server
        ({"retry-after": "Thu, 26 Nov 2026 09:01:00 GMT", "date": "Thu, 26 Nov 2026 09:00:00 GMT"}, 60),
    ],
)
def test_retry_after(headers: dict[str, str], expected: float) -> None:
    assert retry_after(headers, NOW) == expected


def rest(
    request: httpx.Request,
    data: bytes = PDF,
    headers: Mapping[str, str] | None = None,
    *,
    cut: int | None = None,
    **more: str,
) -> httpx.Response:
    """Answer as a server does that knows ranges."""
    start = int(request.headers["range"].removeprefix("bytes=").removesuffix("-"))
    span = f"bytes {start}-{len(data) - 1}/{len(data)}"
    return answer(data[start:], 206, {"Content_Range": span, **(headers or {}), **more}, cut=cut)


VALIDATORS = [
    ({"ETag": ETAG}, ETAG),
    ({"Last_Modified": "Thu, 26 Nov 2026 11:00:00 GMT"}, "Thu, 26 Nov 2026 11:00:00 GMT"),
    ({"ETag": 'W/"one"', "Last_Modified": "Thu, 26 Nov 2026 11:00:00 GMT"}, "Thu, 26 Nov 2026 11:00:00 GMT"),
    ({"ETag": 'W/"one"'}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "validator"), VALIDATORS)
def test_a_cut_download_goes_on(headers: dict[str, str], validator: str | None, server: FakeServer, part: Part) -> None:
    requests: list[httpx.Request] = []

    def go_on(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return rest(request, headers=headers)

    server.answers["/kst-1-2.pdf"] = [lambda _: answer(PDF, 200, headers, cut=4000), go_on]
    assert download(server, part) == PDF
    assert [ranged for _, ranged in server.asked] == ["", "bytes=4000-"]
    assert requests[0].headers.get("if-range") == validator
    assert requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "second",
    [
        lambda request: answer(PDF),
        lambda request: answer(status=416),
        lambda request: rest(request, ETag='"two"'),
        lambda request: rest(request, Content_Range="bytes 0-99/10255"),
        lambda request: rest(request, Content_Range="bytes 4000-10254/20000"),
        lambda request: rest(request, Content_Range="bytes 4000-10254/*"),
        lambda request: rest(request, Content_Encoding="gzip"),
        lambda request: rest(request, data=PDF.replace(b"\x00", b"x")[:-6] + b"      "),
    ],
)
def test_what_has_changed_is_fetched_anew(
    second: Callable[[httpx.Request], httpx.Response], server: FakeServer, part: Part
) -> None:
    server.answers["/kst-1-2.pdf"] = [lambda _: answer(PDF, cut=4000, ETag=ETAG), second, lambda _: answer(PDF, ETag=ETAG)]
    assert len(PDF) == 10255
    assert download(server, part).startswith(PDF[:4000])
    assert len(part.path.read_bytes()) == len(PDF)


def test_a_download_goes_on_in_another_run(server: FakeServer, part: Part) -> None:
    server.answers["/kst-1-2.pdf"] = [
        lambda _: answer(PDF, cut=1000, ETag=ETAG),
        *[lambda request: rest(request, cut=1000)] * 3,
        rest,
    ]
    with pytest.raises(UnwellError, match=r"the connection was cut.*\(4 tries\)"):
        download(server, part)
    assert part.size == 4000
    assert download(server, part) == PDF
    assert server.asked[-1] == ("/kst-1-2.pdf", "bytes=4000-")


def test_a_download_that_was_whole_when_the_run_ended_is_not_asked_for(server: FakeServer, part: Part) -> None:
    part.begin(ADDRESS, ADDRESS, {"content-length": str(len(PDF))})
    part.path.write_bytes(PDF)
    assert download(server, part) == PDF
    assert server.asked == []


def test_an_unfinished_download_from_elsewhere_is_not_gone_on_with(server: FakeServer, part: Part) -> None:
    part.begin(f"{BASE}/other.pdf", f"{BASE}/other.pdf", {"etag": ETAG})
    part.path.write_bytes(b"%PDF-other")
    server.put("/kst-1-2.pdf", lambda: answer(PDF))
    assert download(server, part) == PDF
    assert server.asked == [("/kst-1-2.pdf", "")]


@pytest.mark.parametrize(
    "make",
    [
        lambda: answer(b"<html><h1>404</h1></html>"),
        lambda: answer(b""),
        lambda: answer(b"<!doctype html><p>" + b"x" * 10**5),
        lambda: answer(b"<html><h1>404</h1></html>", counted=False),
    ],
)
def test_what_is_no_document_is_not_kept(make: Callable[[], httpx.Response], server: FakeServer, part: Part) -> None:
    server.put("/kst-1-2.pdf", make)
    with pytest.raises(ContentError):
        download(server, part)
    assert len(server.asked) == 1
    assert list(part.path.parent.iterdir()) == []


def test_a_body_without_a_length_that_ends_too_early_is_fetched_again(server: FakeServer, part: Part) -> None:
    server.put(
        "/kst-1-2.pdf",
        *[lambda length=length: answer(PDF[:length], counted=False) for length in (3, 500)],
        lambda: answer(PDF, counted=False),
    )
    assert download(server, part) == PDF
    assert [ranged for _, ranged in server.asked] == ["", "", ""]


def test_a_document_that_is_too_large_is_not_read(server: FakeServer, part: Part) -> None:
    server.put("/kst-1-2.pdf", lambda: answer(PDF))
    with pytest.raises(RefusedError, match="more than"):
        download(server, part, limit=len(PDF) - 1)
    assert list(part.path.parent.iterdir()) == []


@pytest.fixture
def dripping() -> Iterator[Callable[[bytes], str]]:
    """Give a function that starts a server which sends some bytes and then one more now and then, and returns its address."""
    stop = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def serve(start: bytes) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(start)
            while not stop.wait(0.02):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    def begin(start: bytes) -> str:
        threads.append(threading.Thread(target=serve, args=(start,)))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/a"

    yield begin
    stop.set()
    for thread in threads:
        thread.join()
    listener.close()


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_a_byte_now_and_then_is_too_slow(
    start: bytes, dripping: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("milcoop_extract.fetch.client._TIMES_TIMEOUT", 1)
    client = Client(lambda _: True, wait=0, timeout=0.5)
    with pytest.raises(UnwellError, match="was not there after 0 seconds"):
        client.read(dripping(start), 10**6, bytes)
    client.close()
