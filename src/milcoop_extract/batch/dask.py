"""The work of a run on a Dask cluster: letters go out in chunks, each is extracted in a process of its own as on one machine.

The machines share the output folder and write what they find into its store themselves; only what became of each letter comes
back. A chunk whose machine is lost goes to another one; what was done of it is in the store and is not done again.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import islice
from typing import Generic, TypeVar

from milcoop_extract.errors import WorkerError

from .workers import Crew, Loss, Team, spread

try:
    from distributed import Client, KilledWorker
    from distributed.comm.core import CommClosedError
except ImportError as error:
    raise WorkerError("a cluster needs Dask. Install it with: pip install 'milcoop-extract[dask]'") from error

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")

CHUNK = 16
"""Letters that go out together: about a second of work, against some milliseconds that a task costs the scheduler."""

_UNDER_WAY = 512
"""Chunks that the scheduler has at a time; enough for two hundred cores."""

_ONE_AT_A_TIME = threading.Lock()

_CONNECT = 30
"""Seconds within which the scheduler must answer."""


class ClusterTeam(Generic[S]):
    """The workers of a cluster; each of their threads has a process for the letters, as those of a `LocalTeam` have."""

    def __init__(self, client: Client, begin: Callable[[S], object], setting: S, memory: int) -> None:
        self._client = client
        self._call_all = partial(_call_all, begin, setting, memory)

    def map(
        self, function: Callable[[T], R], arguments: Iterable[T], timeout: float | None = None, *, ordered: bool = False
    ) -> Iterator[tuple[T, R | Loss]]:
        """Do as `Team.map` says."""
        executor = self._client.get_executor(pure=False)
        call: Callable[[list[T]], list[R | Loss]] = partial(self._call_all, function, timeout)
        try:
            for chunk, outcomes in spread(executor, call, _chunks(arguments), _UNDER_WAY, ordered=ordered):
                yield from zip(chunk, outcomes, strict=True)
        except KilledWorker as error:
            raise WorkerError(
                "the same letters lost their worker four times. What is done is kept: run the same command again."
            ) from error
        except (CancelledError, CommClosedError) as error:
            raise WorkerError(
                "the scheduler of the cluster has gone. What is done is kept: start it again and run the same command."
            ) from error
        finally:
            executor.shutdown(wait=False)


def _chunks(arguments: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(arguments)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _call_all(  # noqa: PLR0917  # it is bound argument by argument
    begin: Callable[[S], object],
    setting: S,
    memory: int,
    function: Callable[[T], R],
    timeout: float | None,
    arguments: list[T],
) -> list[R | Loss]:
    """Do the tasks of a chunk, in a worker of the cluster."""
    with _ONE_AT_A_TIME:  # else threads that begin together would make a crew each
        crew = _crew(begin, setting, memory)
    return [crew.call(function, argument, timeout) for argument in arguments]


@lru_cache(maxsize=1)
def _crew(begin: Callable[[S], object], setting: S, memory: int) -> Crew[S]:
    """Return the processes of this worker, which wait for the next chunk; with another run come others."""
    return Crew(begin, setting, memory)


def _dismiss(begin: Callable[[S], object], setting: S, memory: int) -> None:
    """End the processes of this worker."""
    _crew(begin, setting, memory).dismiss()
    _crew.cache_clear()


@contextmanager
def cluster_team(address: str, begin: Callable[[S], object], setting: S, memory: int) -> Iterator[Team]:
    """Connect with the scheduler at an address; its workers' processes are ended when the block ends.

    Raises WorkerError where no scheduler answers.
    """
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkerError(f"{address}: no scheduler answers ({error}). Start one with: dask scheduler") from error
    try:
        yield ClusterTeam(client, begin, setting, memory)
    finally:
        with suppress(Exception):  # where workers or the scheduler have gone, there is nothing to end
            client.run(_dismiss, begin, setting, memory)
        client.close(timeout=_CONNECT)
