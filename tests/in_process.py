"""The program in the process of the test: commands, and a team that does its tasks at once, or loses or interrupts them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import CliRunner

from milcoop_extract.batch.tasks import StoreTask
from milcoop_extract.batch.workers import Loss
from milcoop_extract.cli import app

T = TypeVar("T")
R = TypeVar("R")


class InProcess:
    """Does tasks in this process and keeps the ids of the letters that it did.

    `losses` are the letters that come to nothing, by id. After `stop` letters it raises KeyboardInterrupt, as Ctrl-C does.
    """

    def __init__(self, losses: Mapping[str, Loss] | None = None, stop: int | None = None, *, backwards: bool = False) -> None:
        self.done: list[str] = []
        self._losses = losses or {}
        self._stop = stop
        self._backwards = backwards

    def map(
        self, function: Callable[[T], R], arguments: Iterable[T], timeout: float | None = None, *, ordered: bool = False
    ) -> Iterator[tuple[T, R | Loss]]:
        tasks = list(arguments)
        for task in reversed(tasks) if self._backwards and not ordered else tasks:
            if isinstance(task, StoreTask):
                if len(self.done) == self._stop:
                    raise KeyboardInterrupt
                self.done.append(task.letter.source.id)
                loss = self._losses.get(task.letter.source.id)
                if loss:
                    yield task, loss
                    continue
            yield task, function(task)


def contents(folder: Any) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones too, by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def invoke(*arguments: str | Path) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error; an error of the program is raised."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr
