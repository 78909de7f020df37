"""A server without a network, and a clock that runs only when somebody sleeps."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from milcoop_extract.fetch.client import Client, Clock

BASE = "http://127.0.0.1:8000"
START = datetime(2026, 11, 26, 12, 0, 0, tzinfo=UTC)


class Stream(httpx.SyncByteStream):
    """A body that comes in pieces; where it is cut, the connection ends before the body does."""

    def __init__(self, pieces: Iterable[bytes], *, cut: bool = False) -> None:
        self._pieces = pieces
        self._cut = cut

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if self._cut:
            raise httpx.RemoteProtocolError("peer closed connection")


def answer(
    body: bytes = b"",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    cut: int | None = None,
    counted: bool = True,
    **more: str,
) -> httpx.Response:
    """Return an answer; `cut` is how many bytes of the body come, `counted` whether it says how many there are."""
    named = {name.replace("_", "-"): value for name, value in {**(headers or {}), **more}.items()}
    if counted:
        named.setdefault("content-length", str(len(body)))
    pieces = [body if cut is None else body[:cut]]
    return httpx.Response(status, headers=named, stream=Stream(pieces, cut=cut is not None and counted))


@dataclass
class FakeTime:
    """Time that passes by sleeping only."""

    seconds: float = 0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    @property
    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
            now=lambda: START + timedelta(seconds=self.seconds),
            jitter=lambda: 0,
        )


@dataclass
class FakeServer:
    """Answers by path; one answer after the other, the last of them for ever. What it does not know is missing."""

    answers: dict[str, list[Callable[[httpx.Request], httpx.Response]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    time: FakeTime = field(default_factory=FakeTime)

    def put(self, path: str, *answers: Callable[[], httpx.Response]) -> None:
        self.answers[path] = [lambda _, make=make: make() for make in answers]  # type: ignore[misc]

    def handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((path, request.headers.get("range", "")))
        self.times.append(self.time.seconds)
        waiting = self.answers.get(path)
        if not waiting:
            return answer(b"<html><title>404</title></html>", 404)
        return (waiting.pop(0) if len(waiting) > 1 else waiting[0])(request)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def client(self, allows: Callable[[str], bool] = lambda address: address.startswith(BASE), wait: float = 1) -> Client:
        return Client(allows, wait=wait, timeout=30, clock=self.time.clock, transport=httpx.MockTransport(self.handle))
