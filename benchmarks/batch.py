"""What a run over many letters costs beside one over few, beside bare extraction, with two workers, and when nothing is new.

    PYTHONPATH=tools python benchmarks/batch.py [--part PART...] [--letters N] [--small N] [--middle N] [--runs N]
                                                [--format LIST]

The parts:

    size      N letters beside few of them: letters per second, processor time, memory (resident set, looked at 20 times
              a second)
    again     a second run over the N letters in which nothing is new, and one after one letter was added
    overhead  a run with one worker beside bare extraction of the same letters in one process, by processor time
    workers   two workers beside one, by the clock; and two processes of bare extraction: what the machine has to give

The letters are made of the samples by tools/many_letters. The start of the processes is measured as a run over one letter for
each, and taken off where that is said; bare extraction has met one letter before its clock starts. What is compared takes
turns, so that whatever else the machine does slows both, and medians are compared. Letters differ in length, so costs are told
per 1,000 words.
"""

# ruff: noqa: PLC0415  # only the process that extracts imports what it measures

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

import many_letters
from processes import COMMAND, Usage, measure

MEGABYTE = 1 << 20
SECOND_RUNS = 3


@dataclass
class Bench:
    """Runs the command over letters in a folder of its own."""

    folder: Path
    formats: str
    _numbers: "count[int]" = field(default_factory=count)

    def letters(self, total: int) -> Path:
        """Return a folder with so many letters."""
        letters = self.folder / f"letters-{total}"
        if not letters.exists():
            many_letters.write(range(total), letters)
        return letters

    def output(self) -> Path:
        """Return a folder that nothing was written into."""
        return self.folder / f"output-{next(self._numbers)}"

    def run(self, letters: Path, jobs: int, output: Path | None = None) -> Usage:
        """Run over a folder of letters, into an empty folder where no other is given."""
        target = output or self.output()
        return measure([COMMAND, "run", letters, "-o", target, "--format", self.formats, "--jobs", str(jobs), "--quiet"])


def words(letters: Path) -> int:
    """Return how many words the letters of a folder have."""
    return sum(len(file.read_text(encoding="utf-8").split()) for file in letters.iterdir())


def bare(letters: Path, processes: int = 1) -> tuple[float, float]:
    """Return the seconds by the clock and of processor time that bare extraction takes in so many processes, each a part."""
    command = [sys.executable, __file__, "--extract", str(letters), str(processes)]
    running = [subprocess.Popen([*command, str(part)], stdout=subprocess.PIPE, text=True) for part in range(processes)]
    results = [process.communicate()[0].split() for process in running]
    return max(float(wall) for wall, _ in results), sum(float(cpu) for _, cpu in results)


def extract(letters: Path, processes: int, part: int) -> tuple[float, float]:
    """Extract every so many-th letter of a folder, after the first; return the seconds by the clock and of processor time."""
    import milcoop_extract as mx

    first, *files = sorted(letters.iterdir())
    nlp = mx.load()
    mx.extract(first, nlp=nlp)
    wall, cpu = time.perf_counter(), time.process_time()
    for file in files[part::processes]:
        mx.extract(file, nlp=nlp)
    return time.perf_counter() - wall, time.process_time() - cpu


def middle(usages: Sequence[Usage], value: Callable[[Usage], float]) -> float:
    """Return the median of a figure over several runs."""
    return median(value(usage) for usage in usages)


def line(what: str, *figures: str) -> None:
    """Print a row of a table."""
    print(f"  {what:<42}" + "".join(f"{figure:>12}" for figure in figures), flush=True)


def compare_sizes(bench: Bench, large: int, small: int, runs: int, output: Path) -> Usage:
    """Print what the run over all letters into `output` takes beside runs over few before and after it; return what it took."""
    begin, few, all_letters = bench.letters(2), bench.letters(small), bench.letters(large)
    starts, smalls = [], []

    def run_small(times: int) -> None:
        for _ in range(times):
            starts.append(bench.run(begin, 2))
            smalls.append(bench.run(few, 2))

    run_small(runs - runs // 2)
    whole = bench.run(all_letters, 2, output)
    run_small(runs // 2)
    start = middle(starts, lambda usage: usage.cpu)
    texts = words(few) / 1000, words(all_letters) / 1000
    rests = texts[0] - words(begin) / 1000, texts[1] - words(begin) / 1000

    def row(what: str, value: Callable[[Usage], float], digits: int = 1, scale: tuple[float, float] = (1, 1)) -> None:
        figures = middle(smalls, value) / scale[0], value(whole) / scale[1]
        line(what, *(f"{figure:,.{digits}f}" for figure in figures), f"{figures[1] / max(figures[0], 1e-9):.2f}")

    print("size, two workers", flush=True)
    line("", f"{small:,}", f"{large:,}", "ratio")
    row("seconds by the clock", lambda usage: usage.wall)
    row("letters per second", lambda usage: 1 / usage.wall, scale=(1 / small, 1 / large))
    row("processor seconds, all", lambda usage: usage.cpu)
    row("processor seconds, parent", lambda usage: usage.parent_cpu, 2)
    row("processor seconds, workers", lambda usage: usage.workers_cpu)
    row("processor ms per 1,000 words", lambda usage: usage.cpu * 1000, scale=texts)
    row(f"  the start ({start:.1f} s) taken off", lambda usage: (usage.cpu - start) * 1000, scale=rests)
    row("peak memory of the parent, MB", lambda usage: usage.parent_memory / MEGABYTE)
    row("peak memory of the largest worker, MB", lambda usage: usage.worker_memory / MEGABYTE)
    row("peak memory of all together, MB", lambda usage: usage.together_memory / MEGABYTE)
    return whole


def compare_again(bench: Bench, large: int, first: Usage, output: Path) -> None:
    """Print what runs take after the first one, `first`, into `output`."""
    letters = bench.letters(large)
    seconds = [bench.run(letters, 2, output) for _ in range(SECOND_RUNS)]
    many_letters.write([large], letters)
    more = bench.run(letters, 2, output)
    print(f"again, {large:,} letters, two workers")
    line("", "seconds", "first run /", "parent, MB")
    line("first run", f"{first.wall:.2f}", "", f"{first.parent_memory / MEGABYTE:.1f}")
    for what, usages in (("nothing new", seconds), ("one letter more", [more])):
        wall, memory = middle(usages, lambda usage: usage.wall), middle(usages, lambda usage: usage.parent_memory)
        line(what, f"{wall:.2f}", f"{first.wall / wall:.0f}", f"{memory / MEGABYTE:.1f}")


def compare_overhead(bench: Bench, total: int, runs: int) -> None:
    """Print the processor time of a run with one worker beside that of bare extraction."""
    letters, one = bench.letters(total), bench.letters(1)
    batch, start, alone = [], [], []
    for _ in range(runs):
        alone.append(bare(letters)[1])
        start.append(bench.run(one, 1).cpu)
        batch.append(bench.run(letters, 1).cpu)
    net = [whole - begun for whole, begun in zip(batch, start, strict=True)]
    ratio = median(run / extraction for run, extraction in zip(net, alone, strict=True))
    print(f"overhead, {total:,} letters, one worker, {bench.formats}, median of {runs} runs")
    line("", "CPU s", "ms a letter")
    line("run over one letter, taken off below", f"{median(start):.2f}")
    line("run", f"{median(net):.2f}", f"{median(net) / (total - 1) * 1000:.1f}")
    line("bare extraction", f"{median(alone):.2f}", f"{median(alone) / (total - 1) * 1000:.1f}")
    line("overhead", f"{(ratio - 1) * 100:.1f}%")


def compare_workers(bench: Bench, total: int, runs: int) -> None:
    """Print how much faster two workers are than one."""
    letters = bench.letters(total)
    whole, net, machine = [], [], []
    for _ in range(runs):
        (single, single_start), (double, double_start) = (
            (bench.run(letters, jobs).wall, bench.run(bench.letters(jobs), jobs).wall) for jobs in (1, 2)
        )
        whole.append(single / double)
        net.append((single - single_start) / (double - double_start))
        machine.append(bare(letters)[0] / bare(letters, 2)[0])
    print(f"workers, {total:,} letters, by the clock, median of {runs} runs")
    line("two workers over one", f"{median(whole):.2f}")
    line("  the start taken off", f"{median(net):.2f}")
    line("two bare processes over one", f"{median(machine):.2f}")


def report(bench: Bench, arguments: argparse.Namespace) -> None:
    """Print the parts that are asked for."""
    if "overhead" in arguments.parts:
        compare_overhead(bench, arguments.middle, arguments.runs)
    if "workers" in arguments.parts:
        compare_workers(bench, arguments.middle, arguments.runs)
    large, output = arguments.letters, bench.output()
    if "size" in arguments.parts:
        first = compare_sizes(bench, large, arguments.small, arguments.runs, output)
    elif "again" in arguments.parts:
        first = bench.run(bench.letters(large), 2, output)
    if "again" in arguments.parts:
        compare_again(bench, large, first, output)


PARTS = ("size", "again", "overhead", "workers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", dest="parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--letters", type=int, default=10_000, help="for size and again")
    parser.add_argument("--small", type=int, default=100, help="for size")
    parser.add_argument("--middle", type=int, default=400, help="for overhead and workers")
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--format", dest="formats", default="json,csv", help="as of the command")
    parser.add_argument("--extract", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.extract:
        letters, processes, part = arguments.extract
        print(*extract(Path(letters), int(processes), int(part)))
        return
    with tempfile.TemporaryDirectory() as folder:
        report(Bench(Path(folder), arguments.formats), arguments)


if __name__ == "__main__":
    main()
