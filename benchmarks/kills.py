"""Kills runs at any moment, runs them again, and compares what they leave with what undisturbed runs leave, byte by byte.

    PYTHONPATH=tools python benchmarks/kills.py [--kills N] [--letters N] [--jobs N] [--format LIST] [--seed N] [--keep DIR]

Each time a run is started over an empty output folder, or over a finished one: with --force, or after a letter was changed,
added or removed. After a random delay the parent or one of its workers gets SIGKILL. A run that lost a worker must end well
all the same. One that was killed itself is started again, half of the time at once, while its workers may still be there. In
the end every file in the output folder, hidden ones too, must be what the same run leaves when nothing disturbs it; and what
one sees of that must be what a run over an empty folder leaves. The first difference is printed in full, and with --keep both
folders stay. The same seed makes the same choices, though the machine decides what a process is doing at that moment. The
sources and rules of the program must not change meanwhile: they are part of what makes a result valid.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import psutil

import many_letters
from processes import COMMAND, workers

SITUATIONS: dict[str, Sequence[str]] = {
    "empty": (),
    "forced": ("--force",),
    "changed": (),
    "added": (),
    "removed": ("--prune",),
}
"""What a run finds: an empty output folder, or one of a finished run; and the options that it is then given."""

LATE = 0.8
"""After this share of the length of a run its last files are written."""

OFTEN_LATE = 0.3
"""The share of the kills that fall in that last part at least."""

LONGEST_DIFFERENCE = 60


class FailedError(Exception):
    """A run or a comparison did not go as it must; the message says what happened."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the letters and the output folders are, and how the command is called."""

    folder: Path
    count: int
    jobs: int
    formats: str

    @property
    def letters(self) -> Path:
        """The folder that every run reads; its path never changes, since it may stand in the output."""
        return self.folder / "letters"

    def prepare(self, situation: str, output: Path) -> None:
        """Make the letters and the output folder what a run in that situation finds."""
        shutil.rmtree(self.letters, ignore_errors=True)
        shutil.rmtree(output, ignore_errors=True)
        many_letters.write(range(self.count), self.letters)
        spot = self.letters / many_letters.name(self.count // 2)
        match situation:
            case "changed":
                spot.write_text(many_letters.make(self.count), encoding="utf-8")
            case "added":
                many_letters.write([self.count], self.letters)
            case "removed":
                spot.unlink()
        if situation != "empty":
            shutil.copytree(self.reference("empty"), output)

    def reference(self, situation: str) -> Path:
        """The output folder of the undisturbed run in that situation."""
        return self.folder / f"undisturbed-{situation}"

    def start(self, output: Path, options: Sequence[str]) -> subprocess.Popen[str]:
        """Start a run over the letters."""
        arguments = ["--format", self.formats, "--jobs", str(self.jobs), "--quiet", *options]
        command = [str(COMMAND), "run", str(self.letters), "-o", str(output), *arguments]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self, output: Path, options: Sequence[str], what: str) -> float:
        """Run over the letters to the end; return how long that took."""
        start = time.perf_counter()
        end_well(self.start(output, options), what)
        return time.perf_counter() - start


def end_well(process: subprocess.Popen[str], what: str, seconds: float = 300) -> None:
    """Wait for a run to end by itself without an error."""
    try:
        _, error = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        for running in (*workers(psutil.Process(process.pid)), process):
            with suppress(psutil.NoSuchProcess):
                running.kill()
        raise FailedError(f"{what} did not end within {seconds} s") from late
    if process.returncode:
        raise FailedError(f"{what} ended with exit code {process.returncode}: {error}")


def contents(folder: Path, *, hidden: bool = True) -> dict[str, bytes]:
    """Return the bytes of every file in a folder by its path, without the hidden ones if so asked."""
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in paths.items()
        if hidden or not any(part.startswith(".") for part in name.parts)
    }


def difference(expected: Mapping[str, bytes], found: Mapping[str, bytes]) -> str:
    """Return the first difference between two folders as text, "" where there is none.

    >>> difference({"a": b"1"}, {"a": b"1", "b": b""})
    'b is there too (0 bytes)'
    """
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            return f"{name} is missing ({len(expected[name])} bytes)"
        if name not in expected:
            return f"{name} is there too ({len(found[name])} bytes)"
        if expected[name] != found[name]:
            return f"{name} differs:\n" + "\n".join(_lines(expected[name], found[name]))
    return ""


def _lines(expected: bytes, found: bytes) -> Iterator[str]:
    try:
        before, after = expected.decode().splitlines(), found.decode().splitlines()
    except UnicodeDecodeError:
        pairs = enumerate(zip(expected, found, strict=False))
        place = next((place for place, (one, other) in pairs if one != other), min(len(expected), len(found)))
        yield f"from byte {place} on, of {len(expected)} and {len(found)} bytes:"
        yield from (f"{sign} {data[place : place + 64]!r}" for sign, data in (("-", expected), ("+", found)))
        return
    for number, line in enumerate(unified_diff(before, after, "undisturbed", "disturbed", lineterm="")):
        if number == LONGEST_DIFFERENCE:
            yield "..."
            return
        yield line[:300]


def compare(expected: Path, found: Path, what: str, *, hidden: bool = True) -> None:
    """Raise FailedError where two folders are not the same."""
    if different := difference(contents(expected, hidden=hidden), contents(found, hidden=hidden)):
        raise FailedError(f"{what}: {different}")


def run_undisturbed(bench: Bench) -> dict[str, float]:
    """Make the reference of every situation, and return how long that took; check that a run twice gives the same."""
    lengths = {}
    for situation, options in SITUATIONS.items():
        output = bench.reference(situation)
        bench.prepare(situation, output)
        lengths[situation] = bench.finish(output, options, f"the undisturbed run, {situation}")
        fresh = bench.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        bench.finish(fresh, (), "a fresh run")
        compare(fresh, output, f"{situation}, beside a run over an empty folder", hidden=situation == "empty")
    return lengths


def disturb(bench: Bench, situation: str, length: float, output: Path, rng: random.Random) -> str:
    """Kill a run that would take so long, let it come to its end, and compare; return what was killed."""
    options = SITUATIONS[situation]
    bench.prepare(situation, output)
    victim, at_once = rng.choice(("parent", "worker")), rng.random() < 0.5
    delay = length * (rng.uniform(LATE, 1) if rng.random() < OFTEN_LATE else rng.random())
    process = bench.start(output, options)
    time.sleep(delay)
    parent = psutil.Process(process.pid)
    children = workers(parent)
    what = f"{situation}, {victim} killed after {delay:.3f} of {length:.3f} s"
    if victim == "worker" and children:
        with suppress(psutil.NoSuchProcess):
            rng.choice(children).send_signal(signal.SIGKILL)
        end_well(process, f"{what}, the run")
        compare(bench.reference(situation), output, what)
    elif process.poll() is None:
        victim = "parent"
        process.send_signal(signal.SIGKILL)
        process.communicate()
    else:
        end_well(process, f"{what} in vain, the run")
        victim = "nothing"
    if not at_once:
        _wait_for(children, what)
    bench.finish(output, options, f"{what}, the run after it")
    _wait_for(children, what)
    compare(bench.reference(situation), output, f"{what}, after another run{' at once' * at_once}")
    return victim


def _wait_for(children: Sequence[psutil.Process], what: str) -> None:
    """Wait for the workers of a run that is no more: each has to see that by itself."""
    _, alive = psutil.wait_procs(children, timeout=60)
    for child in alive:
        child.kill()
    if alive:
        raise FailedError(f"{what}: {len(alive)} workers did not end")


def kill(bench: Bench, times: int, seed: int, keep: Path | None) -> bool:
    """Kill so many runs and print what came of it; return whether all was well."""
    rng = random.Random(seed)
    output = bench.folder / "disturbed"
    lengths = run_undisturbed(bench)
    print("undisturbed: " + ", ".join(f"{situation} {length:.2f} s" for situation, length in lengths.items()), flush=True)
    counts: Counter[tuple[str, str]] = Counter()
    failures = 0
    for number in range(1, times + 1):
        situation = "empty" if rng.random() < 0.5 else rng.choice([name for name in SITUATIONS if name != "empty"])
        try:
            counts[situation, disturb(bench, situation, lengths[situation], output, rng)] += 1
        except FailedError as error:
            failures += 1
            counts[situation, "failed"] += 1
            # The first is told in full, of the others a line.
            print(f"{number}: {error if failures == 1 else str(error).partition(chr(10))[0]}", flush=True)
            if keep and failures == 1:
                shutil.copytree(bench.reference(situation), keep / "undisturbed", dirs_exist_ok=True)
                shutil.copytree(output, keep / "disturbed", dirs_exist_ok=True)
    columns = ("parent", "worker", "nothing", "failed")
    print(f"{'killed':<12}" + "".join(f"{column:>10}" for column in columns))
    for situation in SITUATIONS:
        print(f"{situation:<12}" + "".join(f"{counts[situation, column]:>10}" for column in columns))
    print(f"{times} runs, {failures} that did not leave what they should")
    return not failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--letters", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", dest="formats", default="json,csv,parquet", help="as of the command")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the folders of the first failure here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), arguments.letters, arguments.jobs, arguments.formats)
        try:
            good = kill(bench, arguments.kills, arguments.seed, arguments.keep)
        except FailedError as error:
            sys.exit(str(error))
    if not good:
        sys.exit(1)


if __name__ == "__main__":
    main()
