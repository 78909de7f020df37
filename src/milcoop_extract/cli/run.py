"""The command `run`: letters in, records and tables out."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Date, Model, Rules, print_failures, user_errors

if TYPE_CHECKING:
    from milcoop_extract.batch.run import RunSummary

app = typer.Typer()


@app.command()
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Letters, folders, patterns such as 'letters/**/*.pdf', zip archives, URLs.", metavar="PATH"),
    ] = None,
    *,
    files_from: Annotated[
        str | None, typer.Option(metavar="FILE", help="A file with one PATH a line; - is standard input.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write into.")] = Path("output"),
    formats: Annotated[
        str, typer.Option("--format", help="One or more of json (a record per letter), csv and parquet (tables).")
    ] = "json,csv",
    rules: Rules = None,
    model: Model = None,
    date: Date = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Letters to work on at once; else one per core.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds that a letter may take.")] = 300,
    memory: Annotated[float, typer.Option(min=0.1, help="Gigabytes of memory that a letter may take.")] = 4,
    force: Annotated[bool, typer.Option("--force", help="Do letters again that have not changed.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove letters from the output that are gone from the input.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Scheduler of a Dask cluster that shall do the work, tcp://host:8786.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")] = False,
) -> None:
    """Extract letters into records and tables; those that have not changed since the last run are not done again."""
    import time

    from milcoop_extract import inputs
    from milcoop_extract.batch import run as batch
    from milcoop_extract.batch.plan import Limits
    from milcoop_extract.batch.progress import watching
    from milcoop_extract.batch.publish import Format

    try:
        chosen = {Format(name.strip()) for name in formats.split(",")}
    except ValueError as error:
        raise typer.BadParameter(f"{formats!r}; the formats are {', '.join(Format)}", param_hint="--format") from error
    if not paths and not files_from:
        raise typer.BadParameter("name the letters, or a file that lists them with --files-from", param_hint="PATH")
    start = time.monotonic()
    try:
        with user_errors(), watching(quiet=quiet) as observer:
            letters = [*(paths or []), *(inputs.read_list(files_from) if files_from else [])]
            summary = batch.run(
                letters,
                output,
                formats=chosen,
                date=date,
                rules=rules,
                model=model,
                jobs=jobs,
                limits=Limits(timeout, memory),
                force=force,
                prune=prune,
                scheduler=scheduler,
                observer=observer,
            )
    except KeyboardInterrupt:
        typer.echo("Stopped. What is done is kept; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    print_failures(summary.failures)
    if not quiet:
        typer.echo(_describe(summary, output, time.monotonic() - start))
    if summary.failures:
        raise typer.Exit(1)


def _describe(summary: "RunSummary", output: Path, seconds: float) -> str:
    mentions = ", ".join(f"{table} {count}" for table, count in sorted(summary.mentions.items())) or "no mentions"
    letters = "1 letter" if summary.letters == 1 else f"{summary.letters} letters"
    lines = [f"{letters}, {summary.extracted} new or changed: {mentions}", f"{len(summary.failures)} failed"]
    lines += [f"{file} has the same content as {first} and was left out" for file, first in summary.duplicates.items()]
    lines += [f"{letter} is gone from the input and stays in the output; --prune removes it" for letter in summary.gone]
    lines += [f"{letter} is gone from the input and was removed from the output" for letter in summary.pruned]
    return "\n".join([*lines, f"The files are in {output} ({seconds:.1f} s)"])
