"""What can go wrong with an answer. A fault is a function from the right answer to the one that is sent; its keywords are what
the scenario says of it.

The bodies that grow are never held in memory: they are made while they are sent.
"""

import base64
import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate
from itertools import pairwise, repeat
from time import time
from typing import Literal

from .answers import ERROR_PAGE, HTML, Answer, page
from .documents import etag

MEGABYTE = 1 << 20
EMPTY_SHELL = b"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata/><!-- verzonnen: zonder tekst --></officiele-publicatie>
"""


@dataclass(frozen=True)
class Asked:
    """What a fault may want to know of the request: its path with query, and the address of this server."""

    target: str
    base: str


Fault = Callable[..., Answer]


def status(_answer: Answer, _: Asked, code: int, retry_after: int | None = None, as_date: bool = False) -> Answer:
    """An error with a page of HTML; `retry_after` in seconds, `as_date` tells it as the moment in time."""
    if retry_after is None:
        return page(code)
    told = formatdate(time() + retry_after, usegmt=True) if as_date else str(retry_after)
    return page(code).with_headers({"Retry-After": told})


def missing(answer: Answer, asked: Asked, by: Literal["page", "redirect"]) -> Answer:
    """What is not there is told with status 200 and a page of HTML, or with a redirect to one."""
    if answer.status != 404:
        return answer
    return page(200) if by == "page" else redirect(answer, asked, "/Errors/404.htm")


def slow_start(answer: Answer, _: Asked, seconds: float) -> Answer:
    """The answer begins late."""
    return replace(answer, delay=seconds)


def drip(answer: Answer, _: Asked, seconds: float, piece: int = 1) -> Answer:
    """The body comes in small pieces, with a pause after each."""
    return replace(answer, piece=piece, pause=seconds)


def cut(answer: Answer, _: Asked, after: int, framing: Literal["length", "chunked", "close"] = "length") -> Answer:
    """The connection ends after so many bytes of the body. Without a length or chunks ("close") that looks like the end."""
    return replace(answer, cut=after, framing=framing)


def reset(answer: Answer, _: Asked) -> Answer:
    """The connection is reset instead of an answer."""
    return replace(answer, reset=True)


def content(answer: Answer, _: Asked, text: str | None = None, data: str = "", media_type: str | None = None) -> Answer:
    """Something else instead of the document, with status 200: the error page, or a text, or data in base64."""
    body = ERROR_PAGE if text is None and not data else text.encode() if text else base64.b64decode(data)
    headers = {"Content-Type": media_type or (HTML if body == ERROR_PAGE else answer.headers.get("Content-Type", HTML))}
    return Answer(body, headers=headers | {"ETag": etag(body)}, ranges=True)


def shell(_answer: Answer, _: Asked) -> Answer:
    """XML without a text, as there is for many old documents and attachments."""
    return Answer(EMPTY_SHELL, headers={"Content-Type": "application/xml", "ETag": etag(EMPTY_SHELL)}, ranges=True)


def redirect(_answer: Answer, asked: Asked, to: str, code: int = 302) -> Answer:
    """A redirect; `{port}`, `{target}` and `{name}` (the last part of the path) stand for those of the request."""
    name = asked.target.partition("?")[0].rpartition("/")[2]
    place = to.replace("{port}", asked.base.rpartition(":")[2]).replace("{target}", asked.target).replace("{name}", name)
    return page(code).with_headers({"Location": place})


def loop(answer: Answer, asked: Asked) -> Answer:
    """A redirect to the same document, each time under another query, so that it is not seen to be the same."""
    path, _, query = asked.target.partition("?")
    return redirect(answer, asked, f"{path}?again={int('0' + re.sub(r'[^0-9]', '', query)) + 1}")


def gzip_bomb(answer: Answer, _: Asked, size: int, keep: int = 400) -> Answer:
    """The beginning of the body, then blanks up to `size`, all packed with gzip: a thousandth of that goes over the line."""
    return replace(answer, body=b"", more=_packed(answer.body[:keep], size), framing="chunked", ranges=False).with_headers(
        {"Content-Encoding": "gzip", "ETag": None}
    )


def endless(answer: Answer, _: Asked, keep: int = 400) -> Answer:
    """The beginning of the body, then blanks for as long as somebody listens."""
    return replace(answer, body=answer.body[:keep], more=repeat(b" " * (1 << 16)), framing="chunked", ranges=False)


def encoded(answer: Answer, _: Asked, coding: str) -> Answer:
    """The body is packed as it says, honestly: gzip, deflate, several with commas; for others only the name is told."""
    packers = {"gzip": lambda body: gzip.compress(body, mtime=0), "deflate": zlib.compress}
    body = answer.body
    for name in coding.split(","):
        body = packers.get(name.strip(), bytes)(body)
    return replace(answer, body=body, ranges=False).with_headers({"Content-Encoding": coding})


def wrong_length(answer: Answer, _: Asked, by: int) -> Answer:
    """Content-Length is off by so much."""
    return answer.with_headers({"Content-Length": str(len(answer.body) + by)})


def ignore_range(answer: Answer, _: Asked) -> Answer:
    """The whole comes, whatever part is asked for."""
    return replace(answer, ranges=False)


def early_range(answer: Answer, _: Asked, by: int) -> Answer:
    """A part begins earlier than was asked, and says so."""
    return replace(answer, early=by)


def range_416(answer: Answer, _: Asked) -> Answer:
    """No part can be had."""
    return replace(answer, status=416, body=b"", ranges=False).with_headers({"Content-Range": f"bytes */{len(answer.body)}"})


def revised(answer: Answer, _: Asked, old: str, new: str) -> Answer:
    """The document is a later version, in which one word is replaced."""
    body = answer.body.replace(old.encode(), new.encode())
    return replace(answer, body=body).with_headers({"ETag": etag(body), "Last-Modified": formatdate(usegmt=True)})


def malformed(answer: Answer, _: Asked, at: float = 0.5) -> Answer:
    """Only the first part of the body, and it says that this is all."""
    body = answer.body[: int(len(answer.body) * at)]
    return replace(answer, body=body).with_headers({"ETag": etag(body)})


def entities(answer: Answer, _: Asked, address: str | None = None) -> Answer:
    """XML whose text would grow to gigabytes, or with an address, whose reader would ask there for a DTD and an entity."""
    names = [f"e{nth}" for nth in range(10)]
    grow = [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    inside = [f'<!ENTITY e9 SYSTEM "{address}/entity">'] if address else ['<!ENTITY e0 "verzonnen ">', *grow]
    outside = f' SYSTEM "{address}/dtd"' if address else ""
    head, root, rest = re.split(rb"(<(?![?!])[\w:-]+)", answer.body, maxsplit=1)
    declared = f"<!DOCTYPE {root[1:].decode()}{outside} [{''.join(inside)}]>\n".encode()
    used = re.sub(rb"(<dcterms:title>|<al>)" if address else rb'(<dcterms:title>|<al>|content=")', rb"\1&e9;", rest)
    return replace(answer, body=head + declared + root + used, ranges=False).with_headers({"ETag": None})


def headers(answer: Answer, _: Asked, set: Mapping[str, str | None]) -> Answer:  # noqa: A002 - so it is called in scenarios
    """Other headers; null takes one away. It can be told of any other fault as well, under "headers"."""
    return answer.with_headers(set)


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        *(status, missing, slow_start, drip, cut, reset, content, shell, redirect, loop, gzip_bomb, endless, encoded),
        *(wrong_length, ignore_range, early_range, range_416, revised, malformed, entities, headers),
    )
}


def _packed(head: bytes, size: int) -> Iterator[bytes]:
    """A gzip file of that size when unpacked. A block after a full flush refers to nothing before it, so it can be repeated."""
    block = b" " * MEGABYTE
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    blocks = max((size - len(head)) // MEGABYTE, 0)
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + first
    checksum = zlib.crc32(head)
    for _ in range(blocks):
        yield again
        checksum = zlib.crc32(block, checksum)
    length = len(head) + blocks * MEGABYTE
    yield packer.flush(zlib.Z_FINISH) + checksum.to_bytes(4, "little") + (length & 0xFFFFFFFF).to_bytes(4, "little")
