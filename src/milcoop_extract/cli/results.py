"""The commands that read the output folder of a run: `facts`, `report` and `compare`."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import Rules, user_errors

app = typer.Typer()

Output = Annotated[Path, typer.Argument(help="Output folder of a run.", metavar="OUTPUT")]


class CompareFormat(StrEnum):
    """The format in which a comparison is printed."""

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
    from milcoop_extract.views.report import write_report
    from milcoop_extract.views.results import read

    with user_errors():
        results = read(output)
        evaluation = None
        if gold:
            from milcoop_extract import evaluation as measuring

            with user_errors():
                evaluation = measuring.evaluate_records((letter.record for letter in results.letters), gold)
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

    from milcoop_extract.views import compare_tables as printing
    from milcoop_extract.views.compare import compare as compare_records
    from milcoop_extract.views.names import Names, programme_names
    from milcoop_extract.views.results import read

    with user_errors():
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


@app.command()
def facts(
    output: Annotated[Path, typer.Argument(help="Folder that a run has written into.", metavar="OUTPUT")] = Path("output"),
    *,
    country: Annotated[
        str | None, typer.Option(metavar="BE", help="A country or an organisation, by id or name, or the id of a programme.")
    ] = None,
    indicator: Annotated[str | None, typer.Option(metavar="defence_budget", help="What is measured.")] = None,
    year: Annotated[int | None, typer.Option(min=1000, max=9999, help="The year that they are about.")] = None,
    low: Annotated[bool, typer.Option("--all", help="Also those with low confidence, with the reason.")] = False,
    rules: Rules = None,
) -> None:
    """Print the facts that a run has derived: who, what, which year, how much, and the sentence that says so."""
    from rich.console import Console

    from milcoop_extract.facts.rules import INDICATORS
    from milcoop_extract.tables.frames import read_table
    from milcoop_extract.views.facts_table import choose, render
    from milcoop_extract.views.names import Names

    if indicator and indicator not in INDICATORS:
        raise typer.BadParameter(f"{indicator!r}; the indicators are {', '.join(INDICATORS)}", param_hint="--indicator")
    with user_errors():
        table = read_table("indicators", output)
        names = Names.load(rules)
    console = Console()
    chosen = choose(table, subject=country and names.find(country), indicator=indicator, year=year, low=low)
    for part in render(chosen, names, console.width):
        console.print(part)
