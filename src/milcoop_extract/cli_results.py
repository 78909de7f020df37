"""The commands that read the output folder of a run: `report` and `compare`."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .usage import Rules, user_errors

app = typer.Typer()

Output = Annotated[Path, typer.Argument(help="Output folder of a run.", metavar="OUTPUT")]


class CompareFormat(StrEnum):
    """How a comparison is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ComparePart(StrEnum):
    """A table of a comparison."""

    FACTS = "facts"
    REVISIONS = "revisions"
    PROGRAMMES = "programmes"
    KAMERSTUKKEN = "kamerstukken"


@app.command()
def report(
    output: Output = Path("output"),
    *,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; else report.html in the folder.")
    ] = None,
    gold: Annotated[Path | None, typer.Option(help="Folder with gold, to score the letters that have some.")] = None,
    rules: Rules = None,
) -> None:
    """Write one HTML file that shows the letters of an output folder, with what was found in them and what follows from it."""
    from .manifest import ManifestError
    from .outputs import OutputError, read
    from .report import write_report
    from .rules import RuleError

    with user_errors(OSError, ManifestError, OutputError, RuleError):
        results = read(output)
        evaluation = None
        if gold:
            from . import evaluation as measuring

            with user_errors(measuring.GoldError):
                evaluation = measuring.evaluate_records((letter.validated() for letter in results.letters), gold)
        path = file or output / "report.html"
        write_report(results, path, evaluation, rules)
    letters = "1 letter" if len(results.letters) == 1 else f"{len(results.letters)} letters"
    size = path.stat().st_size
    room = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    typer.echo(f"{path}: {letters}, {room}. Open it in a browser.")


@app.command()
def compare(
    outputs: Annotated[list[Path], typer.Argument(help="Output folders of runs.", metavar="OUTPUT...")],
    *,
    format_: Annotated[CompareFormat, typer.Option("--format", help="How to print it.")] = CompareFormat.TABLE,
    part: Annotated[ComparePart | None, typer.Option(help="Print one table only; csv prints facts if none is named.")] = None,
    rules: Rules = None,
) -> None:
    """Set letters beside each other: what each says of the same, what has changed, what is new and what is gone."""
    from rich.console import Console

    from . import compare_writers as printing
    from .compare import compare as compare_records
    from .manifest import ManifestError
    from .naming import Names, programme_names
    from .outputs import OutputError, read
    from .rules import RuleError

    with user_errors(OSError, ManifestError, OutputError, RuleError):
        records = [letter.record for output in outputs for letter in read(output, texts=False).letters]
        names = Names.load(rules, programme_names(records))
    found = compare_records(records)
    match format_:
        case CompareFormat.TABLE:
            printing.render(found, Console(), names, part)
        case CompareFormat.CSV:
            printing.write_csv(found, part or ComparePart.FACTS, sys.stdout)
        case CompareFormat.JSON:
            typer.echo(printing.to_json(found, part))
