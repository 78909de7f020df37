"""The client: asks politely, follows redirects only to allowed hosts, tries again within bounds, never reads without end."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urljoin

import httpx

from milcoop_extract import __version__
from milcoop_extract.errors import (
    ContentError,
    CutBodyError,
    CutError,
    FetchError,
    LaterError,
    MilcoopError,
    MissingError,
    ProxyError,
    RefusedError,
    UnreachableError,
    UnwellError,
)

from .addresses import is_not_there
from .bodies import body, too_large
from .content import HEAD_BYTES, Expected
from .partial import Part
from .watch import Watch

USER_AGENT = f"milcoop-extract/{__version__} (+fetches letters to the Dutch parliament, to extract figures)"
TRIES = 4
MAX_REDIRECTS = 5
LONGEST_WAIT = 120.0
"""Seconds of Retry-After that are waited for."""

_TIMES_TIMEOUT = 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MISSING = frozenset({403, 404, 410})
_PASSING = frozenset({429, 500, 502, 503, 504})
_PARTIAL = frozenset({206, 416})
_JITTER = 0.25
_YEAR = 365 * 86400.0
_LATER = "Run the same command again later"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, which tests make pass without waiting."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    jitter: Callable[[], float] = random.random


class _PassingError(MilcoopError):
    """A failure that may be over at the next try."""

    def __init__(self, reason: str, pause: float = 0, *, unreachable: bool = False) -> None:
        super().__init__(reason)
        self.pause = pause
        self.unreachable = unreachable


class Client:
    """A client for a few hosts; one request at a time, never two within `wait` seconds."""

    def __init__(
        self,
        allows: Callable[[str], bool],
        *,
        wait: float,
        timeout: float,
        clock: Clock | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._allows = allows
        self._wait = wait
        self._clock = clock or Clock()
        self._watch = Watch(_TIMES_TIMEOUT * timeout)
        self._next = -float("inf")
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        try:
            self._http = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False, transport=transport)
        except (ImportError, ValueError) as error:
            raise ProxyError(f"the proxy that the environment names cannot be used: {error}") from error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def read(self, address: str, limit: int, interpret: Callable[[bytes], T]) -> T:
        """Return what `interpret` makes of the body at an address. Raises FetchError, and the ValueError of `interpret`.

        Where the server has not said how long the body is, a ValueError may mean that it was cut, and it is asked for again.
        """

        def once() -> T:
            with self._answer(address, {"Accept-Encoding": "gzip, deflate"}) as response:
                data = b"".join(self._body(response, limit))
            try:
                return interpret(data)
            except ValueError as error:
                if _is_counted(response):
                    raise
                raise _PassingError(f"its answer is damaged: {error}") from error

        return self._try(once)

    def download(self, address: str, part: Part, limit: int, expected: Expected) -> None:
        """Fetch what is at an address, or what is still missing of it.

        Raises FetchError, and ContentError where it is not what is expected; then nothing of it is left but what the next run
        can go on with.
        """
        try:
            self._try(lambda: self._download(address, part, limit, expected))
        except ContentError:
            part.remove(address)
            raise
        except FetchError as error:
            if not error.unwell or not part.is_resumable:
                part.remove(address)
            raise

    def _download(self, address: str, part: Part, limit: int, expected: Expected) -> None:
        if part.is_whole(address):
            try:
                expected.check(part.path.read_bytes(), counted=True)
            except ContentError:
                part.remove()
            else:
                return
        rest = part.headers(address)
        counted = self._append(address, part, rest, limit, expected)
        try:
            expected.check(part.path.read_bytes(), counted=counted)
        except ContentError as error:
            if rest:
                part.remove()
            elif counted or not isinstance(error, CutError):
                raise
            raise _PassingError(f"it was cut, or is damaged: {error}") from error

    def _append(self, address: str, part: Part, rest: Mapping[str, str], limit: int, expected: Expected) -> bool:
        """Write the bytes of an answer, and return whether the server has said how many there are.

        `rest` are the headers that ask for what is still missing.
        """
        headers = {"Accept-Encoding": "identity", **rest}
        with self._answer(address, headers, also=_PARTIAL if rest else frozenset()) as response:
            if response.status_code == 416 or (response.status_code == 206 and not part.goes_on(response.headers)):
                part.remove()
                raise _PassingError("it has changed since a part of it was fetched")
            if response.status_code == 200:
                part.begin(address, str(response.url), response.headers)
            total = part.total(response.headers)
            if total is not None and total > limit:
                raise too_large(limit)
            self._write(response, part, limit, expected)
            if total is not None and part.size != total:
                raise _PassingError(f"the connection was cut after {part.size} of {total} bytes")
            return _is_counted(response)

    def _write(self, response: httpx.Response, part: Part, limit: int, expected: Expected) -> None:
        """Append a body to what is there, and look at its first bytes as soon as they are there."""
        with part.path.open("a+b") as file:
            file.seek(0)
            head = file.read(HEAD_BYTES)
            for data in self._body(response, limit - part.size):
                file.write(data)
                if len(head) < HEAD_BYTES:
                    head = (head + data)[:HEAD_BYTES]
                    if len(head) == HEAD_BYTES:
                        expected.check_head(head)

    def _try(self, once: Callable[[], T]) -> T:
        """Return what a function returns, which may fail a few times for reasons that pass."""
        for number in range(1, TRIES + 1):
            try:
                return once()
            except _PassingError as problem:
                pause = problem.pause
                if number == TRIES:
                    self._put_off(pause)
                    error = UnreachableError if problem.unreachable else UnwellError
                    raise error(f"{problem} ({TRIES} tries)", _LATER) from problem
                self._put_off(max(pause, self._wait * 2**number * (1 + _JITTER * self._clock.jitter())))
        raise AssertionError("unreachable")

    @contextmanager
    def _answer(self, address: str, headers: Mapping[str, str], also: frozenset[int] = frozenset()) -> Iterator[httpx.Response]:
        """Give the answer of an address, redirects followed; its status is 200 or one of `also`."""
        for hop in range(MAX_REDIRECTS + 1):
            with self._asked(address, headers, redirected=hop > 0) as response:
                if response.status_code not in _REDIRECTS:
                    self._check_status(response, also)
                    yield response
                    return
                address = self._redirected(response)
        raise RefusedError(f"redirected more than {MAX_REDIRECTS} times", _LATER)

    @contextmanager
    def _asked(self, address: str, headers: Mapping[str, str], *, redirected: bool) -> Iterator[httpx.Response]:
        """Give the answer to one request; what goes wrong, also while it is read, becomes an error of this module.

        Where a redirect leads to nowhere, the server that sent it can still be reached.
        """
        if (pause := self._next - self._clock.monotonic()) > 0:
            self._clock.sleep(pause)
        try:
            with (
                self._watch.running(),
                self._http.stream("GET", address, headers=headers, extensions={"trace": self._watch.trace}) as response,
            ):
                yield response
                if self._watch.expired:  # to a body that ends with the connection this looks like its end
                    raise CutBodyError
        except (httpx.TransportError, CutBodyError) as error:
            if self._watch.expired:
                raise UnwellError(f"its answer was not there after {self._watch.seconds:.0f} seconds", _LATER) from error
            unreachable = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)
            raise _PassingError(_describe(error), unreachable=unreachable and not redirected) from error
        except httpx.InvalidURL as error:
            raise RefusedError(f"{address!r} cannot be asked for: {error}", _LATER) from error
        finally:
            self._put_off(self._wait)

    def _put_off(self, seconds: float) -> None:
        """Let no request begin before so many seconds have passed."""
        self._next = max(self._next, self._clock.monotonic() + seconds)

    def _body(self, response: httpx.Response, limit: int) -> Iterator[bytes]:
        return body(response.iter_raw(), response.headers.get("content-encoding", ""), limit)

    def _redirected(self, response: httpx.Response) -> str:
        location = response.headers.get("location", "")
        try:
            address = str(urljoin(str(response.url), location)).partition("#")[0]
        except ValueError:
            address = location
        if is_not_there(address):
            raise MissingError("there is no such document", "Check the id")
        if not location or not self._allows(address):
            raise RefusedError(
                f"redirected to {address or 'nowhere'}, which is not an official host",
                "Look at it in a browser; if the site has moved, say where with --base-url",
            )
        return address

    def _check_status(self, response: httpx.Response, also: frozenset[int]) -> None:
        status = response.status_code
        if status == 200 or status in also:
            return
        if status in _MISSING:
            raise MissingError(f"there is no such document, says the server ({status})", "Check the id")
        if status not in _PASSING:
            raise UnwellError(f"the server answered {status}", _LATER)
        now = self._clock.now()
        pause = retry_after(response.headers, now)
        if pause > LONGEST_WAIT:
            then = (now + timedelta(seconds=pause)).astimezone(UTC)
            raise LaterError(
                f"the server answered {status} and wants to be asked again in {pause:.0f} seconds",
                f"Run the same command again after {then:%Y-%m-%d %H:%M:%S} UTC",
            )
        raise _PassingError(f"the server answered {status}", pause)


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds that the header Retry-After asks to wait, given as such or as a date; 0 where it does not say.

    A date is compared with that of the answer, so that the clock of this machine need not be right.
    """
    value = headers.get("retry-after", "").strip()
    seconds = 0.0
    if value.isascii() and value.isdigit():
        seconds = float(value[:10])
    elif then := _http_date(value):
        seconds = (then - (_http_date(headers.get("date", "")) or now)).total_seconds()
    return min(max(seconds, 0.0), _YEAR)


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_counted(response: httpx.Response) -> bool:
    """Tell whether the end of a body that came without an error is its real end."""
    headers = response.headers
    return any(name in headers for name in ("content-length", "transfer-encoding", "content-range")) or headers.get(
        "content-encoding", "identity"
    ) not in {"", "identity"}


def _describe(error: Exception) -> str:
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return f"there is no connection to the server ({error or type(error).__name__})"
        case httpx.TimeoutException():
            return "the server did not answer in time"
        case CutBodyError():
            return str(error)
        case _:
            return f"the connection was cut ({error or type(error).__name__})"
