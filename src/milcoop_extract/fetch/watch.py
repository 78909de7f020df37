"""A limit on the whole time of an answer. The time limits of httpx hold for each piece of it, however many there are."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakSet


class Watch:
    """Cuts the connections of a client whose answer is not there in time, be it the body or still the head."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of new connections: the extension `trace` of httpx."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._sockets.add(info["return_value"].get_extra_info("socket"))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Cut the connections when the block takes too long, and set `expired`."""
        self.expired = False
        timer = threading.Timer(self.seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.expired = True
        for connection in list(self._sockets):
            with suppress(OSError):
                # That of the class, because the method of TLS sockets forgets the TLS, and the reader would go on in the clear.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
