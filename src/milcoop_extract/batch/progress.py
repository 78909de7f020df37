"""Progress of a run, for the person who waits: a bar on a terminal, lines elsewhere, both on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_EVERY = 10
"""Seconds between two lines."""


class Observer(Protocol):
    """Is told how a run gets on."""

    def begin(self, letters: int) -> None:
        """Take the number of letters that are to be extracted."""

    def advance(self, *, failed: bool) -> None:
        """Take note of a letter that is done."""

    def assemble(self) -> None:
        """Take note that the letters are done and the files are being made."""


class Silence:
    """Shows nothing."""

    def begin(self, letters: int) -> None:
        """Do nothing."""

    def advance(self, *, failed: bool) -> None:
        """Do nothing."""

    def assemble(self) -> None:
        """Do nothing."""


class _Tally:
    """Counts the letters that are done and those that failed, and knows how fast that goes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._start = clock()
        self.total = self.done = self.failed = 0

    def begin(self, letters: int) -> None:
        self._start = self._clock()
        self.total = letters

    def advance(self, *, failed: bool) -> None:
        self.done += 1
        self.failed += failed

    @property
    def rate(self) -> float:
        """Letters per second so far."""
        return self.done / max(self._clock() - self._start, 0.001)


class Lines:
    """Writes a line every ten seconds, with the count, the letters per second, the time left and the failures."""

    def __init__(self, write: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._tally = _Tally(clock)
        self._last = clock()
        self._said = False

    def begin(self, letters: int) -> None:
        """Take the number of letters that are to be extracted."""
        self._tally.begin(letters)
        self._last = self._clock()

    def advance(self, *, failed: bool) -> None:
        """Take note of a letter that is done."""
        tally = self._tally
        tally.advance(failed=failed)
        if self._clock() - self._last >= _EVERY:
            self._last = self._clock()
            self._said = True
            left = (tally.total - tally.done) / tally.rate
            self._write(
                f"{tally.done} of {tally.total} letters, {tally.rate:.1f} a second, {left:.0f} s left, {tally.failed} failed"
            )

    def assemble(self) -> None:
        """Take note that the letters are done and the files are being made; of a run that was soon over nothing is said."""
        if self._clock() - self._last >= _EVERY or self._said:
            self._write(f"{self._tally.done} of {self._tally.total} letters, {self._tally.failed} failed; making the files")


class Bar:
    """Moves a bar on a terminal, with the same figures."""

    def __init__(self, progress: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        self._progress = progress
        self._tally = _Tally(clock)
        self._task = progress.add_task("Letters", total=None, rate="", failed="")

    def begin(self, letters: int) -> None:
        """Take the number of letters that are to be extracted."""
        self._tally.begin(letters)
        self._progress.update(self._task, total=letters)

    def advance(self, *, failed: bool) -> None:
        """Take note of a letter that is done."""
        self._tally.advance(failed=failed)
        tally = self._tally
        self._progress.update(self._task, completed=tally.done, rate=f"{tally.rate:.1f}/s", failed=f"{tally.failed} failed")

    def assemble(self) -> None:
        """Take note that the letters are done and the files are being made."""
        self._progress.update(self._task, description="Making the files")


@contextmanager
def watching(*, quiet: bool) -> Iterator[Observer]:
    """Give what shows the progress where standard error goes: nothing when `quiet`, a bar on a terminal, else lines."""
    console = Console(stderr=True)
    if quiet:
        yield Silence()
    elif console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            yield Bar(progress)
    else:
        yield Lines(lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True))
