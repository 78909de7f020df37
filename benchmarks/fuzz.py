"""Reads damaged letters until the time is up, and keeps each that a reader does not bear.

    python benchmarks/fuzz.py [PATH...] [--minutes N] [--seed N] [--keep DIR]

PATH is a letter or a folder with letters, else corpus/formats and corpus/letters. Of each in turn a copy is damaged: bytes are
changed, cut out, doubled or zeroed, in a ZIP archive also within its files. A process of its own reads the copies, in an empty
folder and with limits of time and memory, so that the crash of a library in C is seen. A letter must be read or refused with a
ReadError; anything else is reported, and the copy is kept in DIR. The same seed gives the same copies in the same order.
"""

# ruff: noqa: PLC0415  # the process that reads imports the readers, the one that damages does not

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

CORPUS = Path(__file__).parents[1] / "corpus"
SUFFIXES = {".txt", ".pdf", ".xml", ".html", ".docx", ".odt"}
SECONDS_A_FILE = 10.0
MEMORY = 2 << 30
MAX_CHANGES = 12
MAX_STRETCH = 400


@dataclass(frozen=True)
class Finding:
    """A copy that a reader failed on: what happened ("crashed", "hung", "raised ..."), and its name and bytes."""

    what: str
    name: str
    data: bytes


@dataclass
class Tally:
    """How many copies were read, and how many refused."""

    read: int = 0
    refused: int = 0


def damage(data: bytes, chooser: random.Random) -> bytes:
    """Return a damaged copy."""
    if data.startswith(b"PK") and chooser.random() < 0.8:
        return _damage_within(data, chooser)
    damaged = bytearray(data)
    for _ in range(chooser.randint(1, MAX_CHANGES)):
        if not damaged:
            break
        start = chooser.randrange(len(damaged))
        end = min(start + chooser.randint(1, MAX_STRETCH), len(damaged))
        match chooser.choice(("bit", "byte", "bytes", "cut", "double", "zero", "move", "end")):
            case "bit":
                damaged[start] ^= 1 << chooser.randrange(8)
            case "byte":
                damaged[start] = chooser.randrange(256)
            case "bytes":
                damaged[start:end] = chooser.randbytes(end - start)
            case "cut":
                del damaged[start:end]
            case "double":
                damaged[start:start] = damaged[start:end] * chooser.choice((1, 1, 50))
            case "zero":
                damaged[start:end] = bytes(end - start)
            case "move":
                place = chooser.randrange(len(damaged))
                damaged[place:place] = damaged[start:end]
            case "end" if chooser.random() < 0.1:
                del damaged[start:]
    return bytes(damaged)


def _damage_within(data: bytes, chooser: random.Random) -> bytes:
    """Return a right archive with a damaged file in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        names = source.namelist()
        chosen = chooser.choice([name for name in names if source.getinfo(name).file_size])
        for name in names:
            content = source.read(name)
            target.writestr(zipfile.ZipInfo(name), damage(content, chooser) if name == chosen else content)
    return packed.getvalue()


@dataclass
class Worker:
    """The process that reads, started anew when it has died."""

    folder: Path
    _process: subprocess.Popen[str] | None = None
    _answers: Queue[str] = field(default_factory=Queue)

    def read(self, file: Path) -> str:
        """Read a file; return "read", "refused", "crashed", "hung" or "raised ..."."""
        process = self._running()
        assert process.stdin
        process.stdin.write(f"{file}\n")
        process.stdin.flush()
        try:
            answer = self._answers.get(timeout=SECONDS_A_FILE)
        except Empty:
            self.stop()
            return "hung"
        if answer:
            return answer.strip()
        code = process.wait()
        self.stop()
        return f"crashed ({code})"

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = [sys.executable, "-B", __file__, "--read"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                command, cwd=self.folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
            )
            self._answers = Queue()
            Thread(target=_pass_on, args=(self._process.stdout, self._answers), daemon=True).start()
            self._answers.get()  # it is ready
        return self._process

    def stop(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _pass_on(lines: Any, answers: Queue[str]) -> None:
    """Pass on lines, and at their end an empty one."""
    for line in lines:
        answers.put(line)
    answers.put("")


def fuzz(files: Sequence[Path], seconds: float, seed: int, tally: Tally) -> Iterator[Finding]:
    """Yield the copies that a reader fails on, for so many seconds."""
    with tempfile.TemporaryDirectory() as name:
        copies, empty = Path(name, "copies"), Path(name, "empty")
        copies.mkdir()
        empty.mkdir()
        worker = Worker(empty)
        deadline = time.monotonic() + seconds
        try:
            for copy in _copies(files, seed, copies):
                what = worker.read(copy)
                if what == "read":
                    tally.read += 1
                elif what == "refused":
                    tally.refused += 1
                else:
                    yield Finding(what, copy.name, copy.read_bytes())
                copy.unlink()
                if time.monotonic() > deadline:
                    break
        finally:
            worker.stop()
        written = [path.name for path in (*empty.iterdir(), *copies.iterdir())]
        if written:
            yield Finding(f"wrote {', '.join(written)}", "nothing", b"")


def _copies(files: Sequence[Path], seed: int, folder: Path) -> Iterator[Path]:
    """Write damaged copies into a folder, without end."""
    sources = [(file, file.read_bytes()) for file in files]
    for number, (file, data) in enumerate(cycle(sources)):
        copy = folder / f"{file.stem}-{seed}-{number}{file.suffix}"
        copy.write_bytes(damage(data, random.Random(f"{seed} {number}")))
        yield copy


def read_on_demand() -> None:
    """Read the files that are named on standard input, and answer each with a line."""
    import resource

    from milcoop_extract.errors import ReadError
    from milcoop_extract.readers import read
    from milcoop_extract.readers.rules import ReadingRules

    rules = ReadingRules.load()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            read(Path(line.strip()), rules)
            answer = "read"
        except ReadError:
            answer = "refused"
        except BaseException as error:  # whatever it is, it is to be reported
            frame = error.__traceback__
            while frame and frame.tb_next:
                frame = frame.tb_next
            place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "nowhere"
            answer = f"raised {type(error).__name__} at {place}: {' '.join(str(error).split())[:200]}"
        print(answer, flush=True)


def letters(paths: Sequence[Path]) -> list[Path]:
    """Return the letters among files and in folders."""
    found = (sorted(path.iterdir()) if path.is_dir() else [path] for path in paths)
    return [file for files in found for file in files if file.suffix in SUFFIXES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS / "formats", CORPUS / "letters"], metavar="PATH")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), metavar="DIR")
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read_on_demand()
        return
    tally, count = Tally(), 0
    for finding in fuzz(letters(arguments.paths), 60 * arguments.minutes, arguments.seed, tally):
        count += 1
        arguments.keep.mkdir(parents=True, exist_ok=True)
        (arguments.keep / finding.name).write_bytes(finding.data)
        print(f"{finding.what}: {arguments.keep / finding.name}", flush=True)
    print(f"{tally.read} copies read, {tally.refused} refused, {count} failed")
    sys.exit(1 if count else os.EX_OK)


if __name__ == "__main__":
    main()
