"""Worker processes: what they return, and what becomes of a task that hangs, dies or eats memory."""

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

import pytest

from milcoop_extract.batch import workers
from milcoop_extract.batch.workers import Crew, LocalTeam, Loss, spread
from milcoop_extract.errors import WorkerError

MEMORY = 1_000_000_000


@pytest.fixture
def crew() -> Iterator[Crew[str]]:
    """One process at a time, begun with a function that does nothing."""
    crew = Crew(len, "", MEMORY)
    yield crew
    crew.dismiss()


def die_once(mark: str) -> str:
    """Source of a task that ends its process the first time."""
    return f"""
import os, pathlib
mark = pathlib.Path({mark!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize(
    ("function", "argument", "expected"),
    [
        (math.sqrt, 4.0, 2.0),
        (str.upper, "één", "ÉÉN"),
        (print, "goes to standard error", None),
        (os._exit, 3, Loss("crashed", "ended with exit code 3")),
        (signal.raise_signal, signal.SIGKILL, Loss("killed", "ended by SIGKILL")),
        (signal.raise_signal, signal.SIGSEGV, Loss("crashed", "ended by SIGSEGV")),
        (bytearray, 2 * MEMORY, Loss("memory")),
        (time.sleep, 60, Loss("timeout")),
    ],
)
def test_what_a_task_gives(function: Callable[[Any], Any], argument: Any, expected: Any, crew: Crew[str]) -> None:
    assert crew.call(function, argument, 1) == expected
    assert crew.call(math.sqrt, 9.0) == 3  # and the next task is done as if nothing had been


@pytest.mark.parametrize(("argument", "error", "message"), [(-1.0, ValueError, "."), ("x", TypeError, "must be real number")])
def test_an_error_of_the_task_is_raised(argument: Any, error: type[Exception], message: str, crew: Crew[str]) -> None:
    with pytest.raises(error, match=message):
        crew.call(math.sqrt, argument)


def test_a_result_that_cannot_be_sent_is_an_error(crew: Crew[str]) -> None:
    with pytest.raises(RuntimeError, match="generator"):
        crew.call(eval, "(x for x in ())")


def test_a_task_whose_process_dies_is_tried_once_more(tmp_path: Path, crew: Crew[str]) -> None:
    assert crew.call(exec, die_once(str(tmp_path / "mark"))) is None
    assert (tmp_path / "mark").exists()


def test_a_process_that_dies_between_two_tasks_is_replaced(crew: Crew[str]) -> None:
    process = crew.call(eval, "__import__('os').getpid()")
    assert isinstance(process, int)
    os.kill(process, signal.SIGKILL)
    assert crew.call(math.sqrt, 4.0) == 2


@pytest.mark.parametrize(
    ("begin", "setting", "message"),
    [(os._exit, 1, "ended with exit code 1"), (bytearray, 2 * MEMORY, "the memory that it may take is too little")],
)
def test_a_process_that_cannot_begin(begin: Callable[[Any], object], setting: Any, message: str) -> None:
    with LocalTeam(begin, setting, 1, MEMORY) as team, pytest.raises(WorkerError, match=message):
        list(team.map(math.sqrt, [4.0]))


def test_an_error_at_the_beginning_is_raised() -> None:
    with LocalTeam(int, "x", 1) as team, pytest.raises(ValueError, match="invalid literal"):
        list(team.map(math.sqrt, [4.0]))


def test_dismissal_ends_a_task() -> None:
    crew = Crew(len, "")
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(crew.call, time.sleep, 60)
        time.sleep(0.5)  # whether the task has begun by then or not, it must end
        crew.dismiss()
        with pytest.raises(CancelledError):
            future.result(10)
    with pytest.raises(CancelledError):
        crew.call(math.sqrt, 4.0)


def test_dismissal_wakes_those_who_wait_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def late(pipe: IO[bytes], timeout: float) -> bool:
        """Wait as `_soon` does, but be so slow to hear of the end that the pipe could be closed by then."""
        begun.set()
        time.sleep(0.5)
        return soon(pipe, timeout)

    soon = workers._soon
    monkeypatch.setattr(workers, "_soon", late)
    crew = Crew(len, "")
    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(crew.call, time.sleep, 60, 30)
        assert begun.wait(30)
        crew.dismiss()
        with pytest.raises(CancelledError):
            future.result(10)


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_team_does_every_task_once(ordered: bool, jobs: int) -> None:
    with LocalTeam(len, "", jobs) as team:
        found = list(team.map(math.sqrt, map(float, range(40)), ordered=ordered))
    assert sorted(found) == [(number, math.sqrt(number)) for number in range(40)]
    assert not ordered or found == sorted(found)


def test_arguments_are_taken_only_a_little_ahead() -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as threads:
        for done, (_, _) in enumerate(spread(threads, str, numbers(), 8, ordered=True), 1):
            assert len(taken) <= done + 8
    assert len(taken) == 1000


def test_workers_end_when_their_parent_is_killed() -> None:
    source = """
import threading
import time
from milcoop_extract.batch.workers import Crew
crew = Crew(len, "")
print(crew.call(eval, "__import__('os').getpid()"), flush=True)
crew.call(time.sleep, 60)
"""
    parent = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{worker}").exists()
    parent.stdout.close()
