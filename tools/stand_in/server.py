"""The server: which address gives what, and the log of what was asked."""

import json
import re
import sys
import time
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from . import metadata, sru
from .answers import Answer, document, page, part, send
from .documents import FORMS, IDENTIFIER, Folder
from .faults import Asked
from .scenario import Scenario

_FILE = re.compile(rf"/(?P<id>{IDENTIFIER})\.(?P<form>\w+)")
_METADATA = re.compile(rf"/(?P<id>{IDENTIFIER})/metadata\.xml")
_STORE = re.compile(
    rf"/frbr/officielepublicaties/(?P<family>\w+)/(?P<shelf>[^/]+)/(?P<id>{IDENTIFIER})/1/(?P<part>\w+)/(?P<file>[^/]+)"
)
_XML = "application/xml"


class StandIn(ThreadingHTTPServer):
    """A repository on loopback that serves a folder and goes wrong as its scenario says."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, folder: Path, scenario: Scenario, log: Path | None = None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.folder, self.scenario = Folder(folder), scenario
        self._log, self._lock = log, Lock()
        self.base = f"http://127.0.0.1:{self.server_port}"

    def note(self, **entry: object) -> None:
        """Put a line into the log, before the answer is sent."""
        if self._log:
            with self._lock, self._log.open("a", encoding="utf-8") as log:
                log.write(json.dumps({"time": time.time(), **entry}) + "\n")

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away, as it should from an endless body, is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def right_answer(self, path: str, query: str) -> Answer:
        """The answer when all goes well."""
        if path in {"/sru", "/sru/Search"}:
            parameters = dict(parse_qsl(query, keep_blank_values=True))
            habits = self.scenario.habits(_readable(path, query))
            return Answer(sru.answer(parameters, self.folder, self.base, habits), headers={"Content-Type": _XML})
        if path == "/Errors/404.htm":
            return page(200)
        if match := _FILE.fullmatch(path):
            return self._file(match["id"], match["form"])
        if (match := _METADATA.fullmatch(path)) and match["id"] in self.folder:
            return self._described(match["id"], metadata.flat(self.folder[match["id"]]))
        if match := _STORE.fullmatch(path):
            return self._stored(**match.groupdict())
        return page(404)

    def _file(self, identifier: str, form: str) -> Answer:
        path = self.folder.file(identifier, form)
        if not path:
            return page(404)
        return document(path.read_bytes(), FORMS[form], formatdate(path.stat().st_mtime, usegmt=True))

    def _described(self, identifier: str, body: bytes) -> Answer:
        issued = datetime.fromisoformat(self.folder[identifier].issued).replace(tzinfo=UTC).timestamp()
        return document(body, _XML, formatdate(issued, usegmt=True))

    def _stored(self, family: str, shelf: str, id: str, part: str, file: str) -> Answer:  # noqa: A002 - the group's name
        if id not in self.folder or (self.folder[id].family, self.folder[id].shelf) != (family, shelf):
            return page(404)
        if (part, file) == ("metadata", "metadata.xml"):
            return self._described(id, metadata.flat(self.folder[id]))
        if (part, file) == ("metadataowms", "metadata_owms.xml"):
            return self._described(id, metadata.owms(self.folder[id]))
        return self._file(id, part) if file == f"{id}.{part}" else page(404)


class _Handler(BaseHTTPRequestHandler):
    server: StandIn
    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def do_GET(self) -> None:
        """Answer a request for a path, or as a proxy for a whole address, of whatever host."""
        url = urlsplit(self.path)
        target = url.path + (f"?{url.query}" if url.query else "")
        right = self.server.right_answer(url.path, url.query)
        asked = Asked(target, self.server.base)
        answer, fault = self.server.scenario.disturb(right, asked, _readable(url.path, url.query))
        answer = part(answer, self.headers.get("Range"), self.headers.get("If-Range"))
        self.server.note(
            method=self.command,
            target=target,
            proxied=url.netloc or None,
            host=self.headers.get("Host"),
            agent=self.headers.get("User-Agent"),
            encoding=self.headers.get("Accept-Encoding"),
            range=self.headers.get("Range"),
            if_range=self.headers.get("If-Range"),
            status=answer.status,
            fault=fault,
        )
        send(self, answer)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of http.server
        """The log has its own form."""


def _readable(path: str, query: str) -> str:
    return unquote_plus(path + (f"?{query}" if query else ""))
