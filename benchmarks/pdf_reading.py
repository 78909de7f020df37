"""How fast letters in PDF are read beside pdfplumber's `extract_text` on the same files, and how much memory long ones take.

    python benchmarks/pdf_reading.py [PATH...] [--runs N] [--rounds N]

PATH is a PDF or a folder with PDFs, else corpus/formats. Each measurement is a process of its own, in which each file is read
once before the clock starts, and then as many times as there are rounds. The two take turns, so that whatever else the machine
does slows both; medians are compared. PDFs of nothing but first pages are measured apart: the sample letters are short
and have a table, in which pdfplumber finds the cells. For the memory, PDFs of 20 and of 200 pages are made of the first file.
"""

# ruff: noqa: PLC0415  # a measuring process imports what it measures, and nothing that would make it larger

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

FORMATS = Path(__file__).parents[1] / "corpus" / "formats"
READERS = ("milcoop-extract", "pdfplumber")
LENGTHS = (20, 200)


def read(reader: str, file: Path) -> int:
    """Read a file; return how many pages it has."""
    if reader == "milcoop-extract":
        from milcoop_extract.readers import read as read_letter

        return read_letter(file).pages or 0
    import pdfplumber

    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def measure(reader: str, files: Sequence[Path], rounds: int) -> tuple[float, float]:
    """Return the pages per second over all files, and the peak of memory in megabytes, of this process."""
    if rounds:
        for file in files:
            read(reader, file)
    start = time.perf_counter()
    pages = sum(read(reader, file) for file in files for _ in range(rounds or 1))
    elapsed = time.perf_counter() - start
    return pages / elapsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(reader: str, files: Sequence[Path], rounds: int) -> tuple[float, float]:
    """Return what `measure` does, in a process of its own."""
    command = [sys.executable, __file__, "--measure", reader, "--rounds", str(rounds), *map(str, files)]
    speed, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(speed), float(memory)


def make(file: Path, pages: int, target: Path, of: int | None = None) -> Path:
    """Write a PDF of so many pages, the first `of` (else all) of `file` over and over."""
    import pypdfium2 as pdfium

    source, made = pdfium.PdfDocument(file), pdfium.PdfDocument.new()
    made.import_pages(source, [page % (of or len(source)) for page in range(pages)])
    made.save(target)
    return target


def compare(what: str, files: Sequence[Path], runs: int, rounds: int) -> None:
    """Print the median speeds over `runs` runs and their ratio."""
    speeds: dict[str, list[float]] = {reader: [] for reader in READERS}
    for _ in range(runs):
        for reader, found in speeds.items():
            found.append(measure_apart(reader, files, rounds)[0])
    ours, theirs = (median(found) for found in speeds.values())
    print(f"{what}, median of {runs} runs")
    print(f"milcoop-extract     {ours:9.1f} pages/s")
    print(f"pdfplumber          {theirs:9.1f} pages/s")
    print(f"ratio               {ours / theirs:9.1f}")


def report(files: Sequence[Path], runs: int, rounds: int) -> None:
    """Print the speeds over whole files and over their first pages, and the memory by number of pages."""
    with tempfile.TemporaryDirectory() as folder:
        compare(f"{len(files)} files", files, runs, rounds)
        first_pages = [make(file, LENGTHS[0], Path(folder, file.name), of=1) for file in files]
        compare(f"{LENGTHS[0]} times their first pages", first_pages, runs, 1)
        for pages in LENGTHS:
            long_file = make(files[0], pages, Path(folder, f"{pages}.pdf"))
            peaks = "   ".join(f"{reader} {measure_apart(reader, [long_file], 0)[1]:.0f} MB" for reader in READERS)
            print(f"peak of memory, {pages:>3} pages: {peaks}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[FORMATS], metavar="PATH")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", choices=READERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(*measure(arguments.measure, arguments.paths, arguments.rounds))
        return
    files = [file for path in arguments.paths for file in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    if not files:
        parser.error(f"there are no PDFs in {', '.join(map(str, arguments.paths))}")
    report(files, arguments.runs, arguments.rounds)


if __name__ == "__main__":
    main()
