"""Runs of the command `fetch` as a user starts it, in a process of its own that reaches nothing but the stand-in."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from milcoop_extract.cli import app
from stand_in.invented import write_letter
from stand_in_process import Server, Tripwire

COMMAND = [sys.executable, "-c", "from milcoop_extract.cli import app; app()", "fetch"]
MEMORY_KB = 1_500_000
"""A bomb that is unpacked whole does not fit in."""


@dataclass(frozen=True)
class Run:
    """What a run that is over has told."""

    code: int
    out: str
    err: str


def environment(tripwire: Tripwire, **more: str) -> dict[str, str]:
    """Other hosts than loopback can be reached only through a proxy, which is the tripwire."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy") and "MILCOOP" not in name}
    proxies = {"HTTP_PROXY": f"http://{tripwire.host}", "HTTPS_PROXY": f"http://{tripwire.host}", "NO_PROXY": "127.0.0.1"}
    return kept | proxies | {"COLUMNS": "300"} | more


def start(arguments: Iterable[str | Path], folder: Path, tripwire: Tripwire, **more: str) -> "subprocess.Popen[str]":
    """Start the command with little memory, and with no waiting between requests."""
    limited = ["sh", "-c", f'ulimit -v {MEMORY_KB}; exec "$@"', "sh", *COMMAND, "--wait", "0", "-o", str(folder)]
    return subprocess.Popen(
        [*limited, *map(str, arguments)],
        cwd=folder.parent,
        env=environment(tripwire, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: "subprocess.Popen[str]") -> Run:
    """Wait for the end of a run."""
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
    assert "No such command" not in err, err
    return Run(process.returncode, out, err)


def fetch(server: Server, folder: Path, tripwire: Tripwire, *arguments: str | Path) -> Run:
    """Run the command against the stand-in, to its end."""
    return end(start(["--base-url", server.base, *arguments], folder, tripwire))


def invoke(server: Server, folder: Path, tripwire: Tripwire, *arguments: str | Path) -> Run:
    """Run the command within this process, which is quicker."""
    asked = ["fetch", "--base-url", server.base, "--wait", "0", "-o", str(folder), *map(str, arguments)]
    with patch.dict(os.environ, environment(tripwire), clear=True):
        result = CliRunner().invoke(app, asked)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    assert "No such command" not in result.stderr
    return Run(result.exit_code, result.stdout, result.stderr)


def files(folder: Path) -> dict[str, bytes]:
    """All files below the folder but the manifest, with their bytes."""
    paths = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path != folder / "manifest.csv"}


def rows(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of the manifest by identifier; none occurs twice."""
    path = folder / "manifest.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row for row in found}


def write_letters(folder: Path, identifiers: Sequence[str], forms: str = "xml html pdf") -> dict[str, Mapping[str, bytes]]:
    """Letters for the stand-in to serve; the bytes of each in each form."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        identifier: write_letter(
            folder,
            identifier,
            forms,
            date=f"2020-12-{(nth - 1) % 28 + 1:02}",
            issued="2021-01-05",
            title=f"Verzonnen rapportage {nth}",
            dossier_title="Verzonnen samenwerking",
        )
        for nth, identifier in enumerate(identifiers, 1)
    }
