"""Processes that work for this one: each has one task at a time, is ended when that takes too long, is replaced when it dies.

A letter may make a library hang, take all memory or bring its process down, so letters are extracted in processes of their own.
The pools of the standard library and of loky are lost as a whole when one process dies; in pebble's, processes share locks, and
one that is killed while it holds a lock stops the others. Here every process has two pipes to itself and nothing is shared.
They are started as programs and not by `multiprocessing`: so a script that calls the library needs no
`if __name__ == "__main__"`, and the workers of a Dask cluster, which may have no children of that kind, can have these.
"""

import contextlib
import itertools
import os
import pickle
import queue
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import IO, Any, Generic, Literal, Protocol, Self, TypeVar

from milcoop_extract.errors import WorkerError

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")

_SIZE_BYTES = 8
_GRACE = 10
"""Seconds after the end of its time in which a process is ended by the one that it works for; later it ends itself."""

_TURN = 2000
"""Tasks after which a process is replaced. spaCy keeps every word that it has met; so that does not add up."""

_STARTS = 3
_ATTEMPTS = 2

_FROM_OUTSIDE = frozenset({"SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"})
"""Signals that say nothing about the task: a person sent them, or a system that was short of memory."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A task that gave no result; `detail` may say more.

    It took too long or too much memory, its process crashed, or someone or something ended that from outside ("killed").
    """

    kind: Literal["timeout", "memory", "crashed", "killed"]
    detail: str = ""


class Team(Protocol):
    """Those who do tasks, in this machine or elsewhere."""

    def map(
        self, function: Callable[[T], R], arguments: Iterable[T], timeout: float | None = None, *, ordered: bool = False
    ) -> Iterator[tuple[T, R | Loss]]:
        """Yield every argument with what `function` makes of it, as they come or in the order of the arguments.

        Each may take `timeout` seconds. Arguments are taken only a little ahead of the results. Raises what a call raises.
        """
        ...


class LocalTeam(Generic[S]):
    """`jobs` processes of this machine with `memory` bytes of data each, begun with `begin(setting)`; a context manager.

    The first begins at once, while this process still looks for tasks; the others when there are tasks for them.
    """

    def __init__(self, begin: Callable[[S], object], setting: S, jobs: int, memory: int | None = None) -> None:
        self._crew = Crew(begin, setting, memory)
        self._threads = ThreadPoolExecutor(jobs)
        self._window = 4 * jobs

    def map(
        self, function: Callable[[T], R], arguments: Iterable[T], timeout: float | None = None, *, ordered: bool = False
    ) -> Iterator[tuple[T, R | Loss]]:
        """Do as `Team.map` says."""

        def call(argument: T) -> R | Loss:
            return self._crew.call(function, argument, timeout)

        return spread(self._threads, call, arguments, self._window, ordered=ordered)

    def __enter__(self) -> Self:
        self._crew.begin_ahead()
        return self

    def __exit__(self, *_: object) -> None:
        self._crew.dismiss()
        self._threads.shutdown(cancel_futures=True)


def spread(
    executor: Executor, function: Callable[[T], R], arguments: Iterable[T], window: int, *, ordered: bool = False
) -> Iterator[tuple[T, R]]:
    """Yield every argument with what `function` returns for it in `executor`, with at most `window` of them on the way."""
    waiting = iter(arguments)
    under_way: dict[Future[R], T] = {}
    while True:
        for argument in itertools.islice(waiting, window - len(under_way)):
            under_way[executor.submit(function, argument)] = argument
        if not under_way:
            return
        done = [next(iter(under_way))] if ordered else wait(under_way, return_when=FIRST_COMPLETED).done
        for future in done:
            yield under_way.pop(future), future.result()


class Crew(Generic[S]):
    """A process for each thread that calls, begun with `begin(setting)` and kept until `dismiss`."""

    def __init__(self, begin: Callable[[S], object], setting: S, memory: int | None = None) -> None:
        self._begin = begin
        self._setting = setting
        self._memory = memory
        self._own = threading.local()
        self._workers: set[_Worker] = set()
        self._ahead: list[_Worker] = []
        self._lock = threading.Lock()
        self._dismissed = False

    def begin_ahead(self) -> None:
        """Let a process begin that the first thread to call will have."""
        self._ahead.append(self._begin_one())

    def call(self, function: Callable[[T], R], argument: T, timeout: float | None = None) -> R | Loss:
        """Return what `function` makes of `argument` in the process of this thread; raise what it raises.

        Both go there by pickle; a function is found there by its name. When the process dies, the task is tried once more in a
        new one. Raises WorkerError where no process can begin, CancelledError after `dismiss`.
        """
        for _ in range(_ATTEMPTS):
            worker = self._worker()
            outcome = worker.call(function, argument, timeout)
            if isinstance(outcome, Loss) or worker.tasks >= _TURN:
                self._lose(worker)
            if not isinstance(outcome, Loss) or outcome.kind in ("timeout", "memory"):
                break
        return outcome

    def dismiss(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._dismissed = True
            workers, self._workers = self._workers, set()
        for worker in workers:
            worker.end()

    def _worker(self) -> "_Worker":
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker:
            return worker
        reason = ""
        for _ in range(_STARTS):
            with self._lock:
                worker = self._ahead.pop() if self._ahead else None
            worker = worker or self._begin_one()
            begun = worker.answer()
            if not isinstance(begun, Loss):
                self._own.worker = worker
                return worker
            reason = begun.detail or "the memory that it may take is too little to begin with"
            self._lose(worker)
        raise WorkerError(f"a process that works on the letters cannot begin: {reason}")

    def _begin_one(self) -> "_Worker":
        with self._lock:
            if self._dismissed:
                raise CancelledError
            worker = _Worker(self._memory)
            self._workers.add(worker)
        worker.ask(self._begin, self._setting)
        return worker

    def _lose(self, worker: "_Worker") -> None:
        self._own.worker = None
        worker.end()
        with self._lock:
            self._workers.discard(worker)


class _Worker:
    """One process that does tasks, one after the other."""

    def __init__(self, memory: int | None) -> None:
        self.tasks = 0
        self._in_use = threading.Lock()
        # In a session of its own it gets no Ctrl-C from a terminal: the parent decides.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {__name__} import serve; serve({memory!r})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def call(self, function: Callable[[T], R], argument: T, timeout: float | None) -> R | Loss:
        with self._in_use:
            self._ask(function, argument, timeout)
            found: R | Loss = self._answer(timeout)
            return found

    def ask(self, function: Callable[[T], object], argument: T) -> None:
        """Give it a task; `answer` must be called before the next one."""
        with self._in_use:
            self._ask(function, argument, None)

    def answer(self) -> Any:
        """Return what the task that it was given by `ask` returned, or a Loss; raise what it raised."""
        with self._in_use:
            return self._answer(None)

    def _ask(self, function: Callable[[T], object], argument: T, timeout: float | None) -> None:
        assert self._process.stdin
        self.tasks += 1
        with contextlib.suppress(BrokenPipeError):  # it has died, which the answer will tell
            _send(self._process.stdin, pickle.dumps((function, argument, timeout)))

    def _answer(self, timeout: float | None) -> Any:
        assert self._process.stdout
        try:
            if timeout and not _soon(self._process.stdout, timeout):
                return Loss("timeout")
            returned, result = pickle.loads(_receive(self._process.stdout))
        except (EOFError, OSError):
            return _how_it_ended(self._process.wait())
        if isinstance(result, MemoryError):
            return Loss("memory")
        if not returned:
            raise result
        return result

    def end(self) -> None:
        """End the process, and then, in whatever thread, a call that waits for it."""
        self._process.kill()
        self._process.wait()
        # A thread that waits for a pipe would never hear that another one has closed it.
        with self._in_use:
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what was never taken from it
                    if pipe:
                        pipe.close()


def _soon(pipe: IO[bytes], timeout: float) -> bool:
    """Whether something comes out of a pipe, or its end, within some seconds; its buffer is empty, answers are read whole."""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        return bool(selector.select(timeout))


def _how_it_ended(code: int) -> Loss:
    if code >= 0:
        return Loss("crashed", f"ended with exit code {code}")
    name = signal.Signals(-code).name
    return Loss("killed" if name in _FROM_OUTSIDE else "crashed", f"ended by {name}")


def serve(memory: int | None) -> None:
    """Be a worker: do the tasks that come in on standard input and write what they return to standard output.

    What a task itself prints goes to standard error. When standard input is closed, or the process that gave the tasks is gone,
    this one ends at once.
    """
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if memory:
        _limit_memory(memory)
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        function, argument, timeout = pickle.loads(tasks.get())
        # A backstop: with its parent gone, a task in which no other thread gets a turn would go on for ever.
        _set_alarm(int(timeout + _GRACE) if timeout else 0)
        reply: tuple[bool, Any]
        try:
            reply = True, function(argument)
        except Exception as error:
            reply = False, error
        try:
            message = pickle.dumps(reply)
        except Exception:
            message = pickle.dumps((False, RuntimeError(repr(reply[1]))))
        _send(results, message)


def _listen(tasks: IO[bytes], inbox: "queue.SimpleQueue[bytes]") -> None:
    while True:
        try:
            inbox.put(_receive(tasks))
        except EOFError:
            os._exit(0)


def _limit_memory(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415  # not on Windows, where memory has no limit
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_SIZE_BYTES) + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """Return the next message. Raises EOFError where the other side has gone, in the middle of a message or between two."""
    size = pipe.read(_SIZE_BYTES)
    if len(size) < _SIZE_BYTES:
        raise EOFError
    message = pipe.read(int.from_bytes(size))
    if len(message) < int.from_bytes(size):
        raise EOFError
    return message
