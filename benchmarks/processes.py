"""Looks at the command while it runs: its worker processes, and the processor time and memory that it and they take."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

COMMAND = Path(sys.executable).with_name("milcoop-extract")
INTERVAL = 0.05
HELPERS = ("resource_tracker", "forkserver")
"""Processes that Python starts for itself, by what stands in their command lines; they do no work of ours."""


def workers(parent: psutil.Process) -> list[psutil.Process]:
    """Return the processes that work for the parent, or for one that does."""
    found = []
    with suppress(psutil.NoSuchProcess):
        for child in parent.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if not any(helper in part for part in child.cmdline() for helper in HELPERS):
                    found.append(child)
    return found


@dataclass(frozen=True, slots=True)
class Sample:
    """A process at one moment: seconds of processor time so far, and bytes of memory (resident set)."""

    cpu: float
    memory: int


@dataclass(slots=True)
class Usage:
    """What a command took: seconds by the clock, seconds of processor time and peaks of memory in bytes."""

    wall: float = 0.0
    parent_cpu: float = 0.0
    workers_cpu: float = 0.0
    parent_memory: int = 0
    worker_memory: int = 0
    together_memory: int = 0
    _seen: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        """The processor time of all processes."""
        return self.parent_cpu + self.workers_cpu

    def take(self, parent: Sample | None, children: Iterable[tuple[int, Sample]]) -> None:
        """Take in what the processes look like at a moment; children come with their process ids."""
        children = list(children)
        if parent:
            self.parent_memory = max(self.parent_memory, parent.memory)
        self.worker_memory = max(self.worker_memory, *(child.memory for _, child in children), 0)
        together = sum(child.memory for _, child in children) + (parent.memory if parent else 0)
        self.together_memory = max(self.together_memory, together)
        self._seen |= {pid: child.cpu for pid, child in children}

    def finish(self, wall: float, parent: float, reaped: float) -> None:
        """Close with the times of the parent and of the children it has waited for.

        Those that it has not waited for are known only as they were last seen, so the larger figure is nearer to the truth.
        """
        self.wall, self.parent_cpu, self.workers_cpu = wall, parent, max(reaped, sum(self._seen.values()))


def measure(command: Sequence[str | Path]) -> Usage:
    """Run a command to its end and return what it took. Raises CalledProcessError where it fails."""
    usage = Usage()
    start = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=errors) as process,
    ):
        parent = psutil.Process(process.pid)
        # WNOWAIT leaves the ended process in place, whose times and those of its children can then be read.
        while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            children = ((child.pid, sample) for child in workers(parent) if (sample := _sample(child)))
            usage.take(_sample(parent), children)
            time.sleep(INTERVAL)
        wall = time.perf_counter() - start
        times = parent.cpu_times()
        usage.finish(wall, times.user + times.system, times.children_user + times.children_system)
        if process.wait():
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, process.args, stderr=errors.read())
    return usage


def _sample(process: psutil.Process) -> Sample | None:
    """Return what a process takes now, or None where it has ended."""
    with suppress(psutil.NoSuchProcess), process.oneshot():
        times = process.cpu_times()
        return Sample(times.user + times.system, process.memory_info().rss)
    return None
