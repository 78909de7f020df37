"""A run on a real Dask cluster on this machine: a scheduler and workers, each a process, one of which may be killed."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from in_process import InProcess, contents
from milcoop_extract.batch import run as batch
from milcoop_extract.batch.plan import Limits
from milcoop_extract.batch.publish import Format
from milcoop_extract.batch.settings import Settings
from milcoop_extract.errors import WorkerError

pytest.importorskip("distributed", reason="the extra milcoop-extract[dask] is not installed")

LETTERS = 60


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(LETTERS):
        text = f"Den Haag, 3 februari 2022\n\nHet onderhoud kost ongeveer € {number + 2} miljoen.\n" * 40
        (tmp_path / "in" / f"brief-{number:03d}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def undisturbed(letters: Path, tmp_path: Path) -> dict[str, bytes]:
    batch.run_with([letters], tmp_path / "undisturbed", Settings.of(), InProcess(), formats=set(Format))
    return contents(tmp_path / "undisturbed")


class Cluster:
    """The processes of a scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        self._processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        return subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def add_worker(self) -> "subprocess.Popen[bytes]":
        arguments = ("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        self._processes.append(self._start(*arguments))
        return self._processes[-1]

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


def start(letters: Path, output: Path, cluster: Cluster) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from milcoop_extract.cli import app; app()", "run", str(letters), "-o", str(output)]
    command += ["--scheduler", cluster.address, "--format", "json,csv,parquet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_letters(output: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(output.glob(".milcoop/letters/*/*.json.gz"))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_worker_that_is_killed_loses_nothing(
    letters: Path, undisturbed: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    doomed, _ = cluster.add_worker(), cluster.add_worker()
    run = start(letters, tmp_path / "out", cluster)
    wait_for_letters(tmp_path / "out", 5)
    doomed.kill()
    output, errors = run.communicate(timeout=120)
    assert run.returncode == 0, errors
    assert f"{LETTERS} letters, {LETTERS} new or changed: amounts {40 * LETTERS}" in output
    assert contents(tmp_path / "out") == undisturbed


def test_a_client_that_is_killed_can_be_started_again(
    letters: Path, undisturbed: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    cluster.add_worker()
    run = start(letters, tmp_path / "out", cluster)
    wait_for_letters(tmp_path / "out", 5)
    run.kill()
    run.communicate()
    again = start(letters, tmp_path / "out", cluster)
    output, errors = again.communicate(timeout=120)
    assert again.returncode == 0, errors
    extracted = re.search(r", (\d+) new or changed", output)
    assert extracted
    assert int(extracted[1]) <= LETTERS - 5
    assert contents(tmp_path / "out") == undisturbed


def test_a_scheduler_that_is_not_there(letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milcoop_extract.batch.dask._CONNECT", 1)
    team = batch.team(Settings.of(), Limits(), scheduler="tcp://127.0.0.1:1")
    with pytest.raises(WorkerError, match=r"tcp://127.0.0.1:1: no scheduler answers .*Start one with: dask scheduler"), team:
        pass
