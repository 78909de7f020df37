"""How fast letters become records beside spaCy's bare Dutch tokenizer on the same text, and how fast the command starts.

    python benchmarks/throughput.py [PATH...] [--runs N]

PATH is a letter or a folder with letters, else corpus/letters. Each measurement is a process of its own: its string cache is
cold, while its imports and its pipeline are ready before the clock starts. What is measured:

    record     a text that was read to its record: sections, pipeline, mentions, facts, validated record
    pipeline   the spaCy pipeline alone: tokenizer and components
    tokenizer  `spacy.blank("nl").make_doc`

They take turns, so that whatever else the machine does slows all; medians are compared.
"""

# ruff: noqa: PLC0415  # a measuring process imports what it measures, and nothing that would warm it up

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

SUBJECTS = ("record", "pipeline", "tokenizer")
LETTERS = Path(__file__).parents[1] / "corpus" / "letters"
COMMAND = Path(sys.executable).with_name("milcoop-extract")


def measure(subject: str, files: Sequence[Path]) -> float:
    """Return the words per second of one of `SUBJECTS` over all files, in this process."""
    import spacy

    import milcoop_extract as mx
    from milcoop_extract.document import Document
    from milcoop_extract.readers import read

    letters = [read(file) for file in files]
    process: Callable[[Document], object]
    if subject == "record":
        process = mx.Extractor().extract_document
    else:
        on_text = mx.load() if subject == "pipeline" else spacy.blank("nl").make_doc

        def process(letter: Document) -> object:
            return on_text(letter.text)

    start = time.perf_counter()
    for letter in letters:
        process(letter)
    elapsed = time.perf_counter() - start
    return sum(len(letter.text.split()) for letter in letters) / elapsed


def measure_apart(subject: str, files: Sequence[Path]) -> float:
    """Return what `measure` does, in a process of its own."""
    command = [sys.executable, __file__, "--measure", subject, *map(str, files)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def elapsed(*arguments: str | Path) -> float:
    """Return the seconds from the start of the command to its end."""
    start = time.perf_counter()
    subprocess.run([COMMAND, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def compare(files: Sequence[Path], runs: int) -> None:
    """Print the median speeds over `runs` runs, their ratio, and the median time of the command."""
    speeds: dict[str, list[float]] = {subject: [] for subject in SUBJECTS}
    for _ in range(runs):
        for subject, found in speeds.items():
            found.append(measure_apart(subject, files))
    record, pipeline, tokenizer = (median(found) for found in speeds.values())
    with tempfile.TemporaryDirectory() as folder:
        # Each into a folder of its own: in the same one there would be nothing to do the second time.
        letter = median(elapsed("run", files[0], "--output", Path(folder, str(number))) for number in range(runs))
    help_text = median(elapsed("--help") for _ in range(runs))
    print(f"{len(files)} letters, median of {runs} runs")
    print("                     words/s   beside the tokenizer")
    print(f"text to record    {record:10,.0f}   {record / tokenizer:.2f}")
    print(f"pipeline alone    {pipeline:10,.0f}   {pipeline / tokenizer:.2f}")
    print(f"bare tokenizer    {tokenizer:10,.0f}")
    print(f"run on {files[0].name}: {letter:.2f} s from a cold start")
    print(f"--help: {help_text:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[LETTERS], metavar="PATH")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", choices=SUBJECTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(measure(arguments.measure, arguments.paths))
        return
    from milcoop_extract.inputs import collect

    compare([Path(source.location) for source in collect(arguments.paths)], arguments.runs)


if __name__ == "__main__":
    main()
