"""An answer, and the manner in which it is sent: whole and at once, or slowly, cut off, in chunks, without an end."""

import re
import socket
import struct
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Literal

from .documents import etag

ERROR_PAGE = b"""<!DOCTYPE html>
<html lang="nl">
<head><title>Niet gevonden</title></head>
<body><main><h1>Helaas</h1><p>Verzonnen foutpagina: dit stuk is er niet.</p></main></body>
</html>
"""

HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True)
class Answer:
    """What is sent. `more` follows the body and may be without end; `ranges` says that a part of the body may be asked for, and
    `early` by how much that part begins before what was asked.

    `delay` is waited before the first byte, `pause` after each `piece`; the connection is cut after `cut` bytes of the body,
    and reset without any answer where `reset` is set.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Iterable[bytes] = ()
    framing: Literal["length", "chunked", "close"] = "length"
    ranges: bool = False
    early: int = 0
    delay: float = 0
    piece: int = 1 << 16
    pause: float = 0
    cut: int | None = None
    reset: bool = False

    def with_headers(self, headers: Mapping[str, str | None]) -> "Answer":
        """With these headers in place of those of the same name; None takes one away."""
        changed = {name.lower() for name in headers}
        kept = {name: value for name, value in self.headers.items() if name.lower() not in changed}
        return replace(self, headers=kept | {name: value for name, value in headers.items() if value is not None})


def document(body: bytes, media_type: str, modified: str) -> Answer:
    """A file as it is served when all goes well."""
    headers = {"Content-Type": media_type, "ETag": etag(body), "Last-Modified": modified, "Accept-Ranges": "bytes"}
    return Answer(body, headers=headers, ranges=True)


def page(status: int, body: bytes = ERROR_PAGE) -> Answer:
    """A page of HTML, such as comes with an error."""
    return Answer(body, status, {"Content-Type": HTML})


def part(answer: Answer, wanted: str | None, condition: str | None) -> Answer:
    """The part of the answer that a Range asks for, if the answer is still that of the condition (If-Range)."""
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted or "")
    if not answer.ranges or answer.status != 200 or not match or match[0] == "bytes=-":
        return answer
    if condition and condition not in {answer.headers.get("ETag"), answer.headers.get("Last-Modified")}:
        return answer
    length = len(answer.body)
    begin, end = (
        (max(int(match[1]) - answer.early, 0), int(match[2] or length))
        if match[1]
        else (max(length - int(match[2]), 0), length)
    )
    if begin >= length or end < begin:
        return replace(answer, status=416, body=b"").with_headers({"Content-Range": f"bytes */{length}"})
    body = answer.body[begin : end + 1]
    told = {"Content-Range": f"bytes {begin}-{begin + len(body) - 1}/{length}"}
    return replace(answer, status=206, body=body).with_headers(told)


def send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send the answer, or what of it is to arrive."""
    time.sleep(answer.delay)
    if answer.reset:
        _reset(handler.connection)
        handler.close_connection = True
        return
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    if answer.framing == "chunked":
        handler.send_header("Transfer-Encoding", "chunked")
    elif answer.framing == "length" and "content-length" not in {name.lower() for name in answer.headers}:
        handler.send_header("Content-Length", str(len(answer.body)))
    if answer.framing == "close":
        handler.send_header("Connection", "close")
    handler.end_headers()
    if handler.command != "HEAD":
        for data in _pieces(answer):
            handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n" if answer.framing == "chunked" else data)
            time.sleep(answer.pause)
        if answer.framing == "chunked" and answer.cut is None:
            handler.wfile.write(b"0\r\n\r\n")
    if answer.cut is not None or "Content-Length" in answer.headers:
        handler.close_connection = True


def _pieces(answer: Answer) -> Iterator[bytes]:
    body = answer.body if answer.cut is None else answer.body[: answer.cut]
    yield from (body[begin : begin + answer.piece] for begin in range(0, len(body), answer.piece))
    if answer.cut is None:
        yield from answer.more


def _reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN: what a server does that is out of connections, or a firewall on the way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
