"""The stand-in for the official repository in its own process, and a listener that nobody should call."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote_plus

TOOLS = Path(__file__).parents[1] / "tools"


@dataclass(frozen=True)
class Server:
    """A running stand-in: its address, and what it was asked for so far."""

    base: str
    log: Path

    @property
    def requests(self) -> list[dict[str, Any]]:
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def targets(self) -> list[str]:
        """The paths that were asked for, readable."""
        return [unquote_plus(request["target"]) for request in self.requests]

    def url(self, path: str) -> str:
        return self.base + path


@contextmanager
def stand_in(folder: Path, scenario: Sequence[Mapping[str, Any]] = (), name: str = "stand-in") -> Iterator[Server]:
    """Serve the folder; scenario and log are kept beside it."""
    script, log = folder.with_name(f"{name}.scenario.json"), folder.with_name(f"{name}.log")
    script.write_text(json.dumps(scenario), encoding="utf-8")
    command = [sys.executable, "-m", "stand_in", "--scenario", str(script), "--log", str(log), str(folder)]
    with subprocess.Popen(command, cwd=TOOLS, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Server(process.stdout.readline().strip(), log)
        finally:
            process.terminate()


class Tripwire:
    """Another server, which notes who calls and says nothing but 503."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.calls: list[str] = []
        Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.settimeout(5)
                self.calls.append("a connection")
                self.calls[-1] = connection.recv(1000).decode(errors="replace").partition("\r\n")[0]
                connection.sendall(b"HTTP/1.1 503 Verzonnen\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
