"""The command `milcoop-extract`: arguments in, calls of the package, messages and exit codes out.

Exit codes: 0 all well; 1 some documents failed, an evaluation fell below its baseline, or `rules check` found something wrong;
2 wrong usage.
What costs time to import is imported by the command that needs it, so that `--help` answers at once.
"""

# ruff: noqa: PLC0415

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import __version__, cli_fetch, cli_results
from .usage import Rules, user_errors

if TYPE_CHECKING:
    from .batch import Summary
    from .tables import Failure

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Extract amounts, percentages, dates, durations, Kamerstuk references and programmes from Dutch Kamerbrieven.",
)
rules_app = typer.Typer(no_args_is_help=True, help="Look after the rule files.")
app.add_typer(rules_app, name="rules")
app.add_typer(cli_results.app)
app.add_typer(cli_fetch.app)

Model = Annotated[str | None, typer.Option(help="An installed Dutch spaCy pipeline, by name or path, to build on.")]
Date = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Date by which 'dit jaar' and the like are read; else each letter's own.",
    ),
]


class ScoreFormat(StrEnum):
    """How an evaluation is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command."""


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

    from . import batch, inputs
    from .manifest import ManifestError
    from .parquet import MissingParquetError, require_parquet
    from .plan import Limits
    from .progress import watching
    from .publish import Format
    from .rules import RuleError
    from .settings import ModelError, Settings, SettingsError
    from .workers import WorkerError

    try:
        chosen = {Format(name.strip()) for name in formats.split(",")}
    except ValueError as error:
        raise typer.BadParameter(f"{formats!r}; the formats are {', '.join(Format)}", param_hint="--format") from error
    if not paths and not files_from:
        raise typer.BadParameter("name the letters, or a file that lists them with --files-from", param_hint="PATH")
    start = time.monotonic()
    errors = (OSError, inputs.InputError, ManifestError, MissingParquetError, ModelError, RuleError, SettingsError, WorkerError)
    try:
        with user_errors(*errors), watching(quiet=quiet) as observer:
            if Format.PARQUET in chosen:
                require_parquet()
            letters = [*(paths or []), *(inputs.read_list(files_from) if files_from else [])]
            settings = Settings.of(rules, model, date and date.date())
            limits = Limits(timeout, memory)
            with batch.team(settings, limits, jobs, scheduler) as team:
                summary = batch.run(
                    letters,
                    output,
                    settings,
                    team,
                    formats=chosen,
                    limits=limits,
                    force=force,
                    prune=prune,
                    observer=observer,
                )
    except KeyboardInterrupt:
        typer.echo("Stopped. What is done is kept; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    _print_failures(summary.failures)
    if not quiet:
        typer.echo(_describe(summary, output, time.monotonic() - start))
    if summary.failures:
        raise typer.Exit(1)


def _print_failures(failures: "Iterable[Failure]") -> None:
    for failure in failures:
        typer.echo(f"{failure.file}: {failure.reason}. {failure.remedy}", err=True)


def _describe(summary: "Summary", output: Path, seconds: float) -> str:
    mentions = ", ".join(f"{table} {count}" for table, count in sorted(summary.mentions.items())) or "no mentions"
    letters = "1 letter" if summary.letters == 1 else f"{summary.letters} letters"
    lines = [f"{letters}, {summary.extracted} new or changed: {mentions}", f"{len(summary.failures)} failed"]
    lines += [f"{file} has the same content as {first} and was left out" for file, first in summary.duplicates.items()]
    lines += [f"{letter} is gone from the input and stays in the output; --prune removes it" for letter in summary.gone]
    lines += [f"{letter} is gone from the input and was removed from the output" for letter in summary.pruned]
    return "\n".join([*lines, f"The files are in {output} ({seconds:.1f} s)"])


@app.command()
def evaluate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Letters, or folders with letters; else corpus.", metavar="PATH")
    ] = None,
    *,
    gold: Annotated[Path, typer.Option(help="Folder with the gold.")] = Path("corpus/gold"),
    baseline: Annotated[
        Path | None, typer.Option(help="Accepted evaluation: exit code 1 where a score or a mention is lost.")
    ] = None,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Accept this evaluation as the baseline.")] = False,
    format_: Annotated[ScoreFormat, typer.Option("--format", help="How to print it.")] = ScoreFormat.TABLE,
    rules: Rules = None,
    model: Model = None,
) -> None:
    """Score what is extracted against gold, and compare it with the last accepted evaluation."""
    from rich.console import Console

    from . import evaluation
    from .inputs import InputError, collect
    from .readers import ReadError
    from .rules import RuleError
    from .settings import ModelError

    if update_baseline and not baseline:
        raise typer.BadParameter("say which file with --baseline", param_hint="--update-baseline")
    with user_errors(OSError, InputError, ReadError, ModelError, RuleError, evaluation.GoldError, evaluation.BaselineError):
        letters = [source.location for source in collect(paths or [Path("corpus")])]
        # A baseline that is to be made has nothing to be compared with.
        before = evaluation.read_baseline(baseline) if baseline and (baseline.exists() or not update_baseline) else None
        result = evaluation.evaluate(letters, gold, rules, model)
        if not result.documents:
            raise InputError(f"none of the letters has gold in {gold}")
        if update_baseline and baseline:
            evaluation.write_baseline(result, baseline)
    comparison = evaluation.compare(result, before) if before else None
    match format_:
        case ScoreFormat.TABLE:
            evaluation.render(result, Console(), comparison)
        case ScoreFormat.MARKDOWN:
            typer.echo(evaluation.to_markdown(result, comparison))
        case ScoreFormat.JSON:
            found = {"evaluation": result, "comparison": comparison}
            typer.echo(json.dumps({key: value and value.model_dump(mode="json") for key, value in found.items()}, indent=2))
    if comparison and not comparison.passed and not update_baseline:
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A letter.", metavar="FILE")],
    *,
    page: Annotated[int | None, typer.Option(help="Page of a PDF to draw; with --png.", min=1)] = None,
    png: Annotated[Path | None, typer.Option(help="File to draw the page into, with the mentions as boxes.")] = None,
    rules: Rules = None,
    model: Model = None,
    date: Date = None,
) -> None:
    """Print a letter with its mentions highlighted, and a summary by section; or draw a page of a PDF."""
    from rich.console import Console

    from .extraction import extract
    from .pipeline import load
    from .readers import ReadError
    from .rules import RuleError
    from .settings import ModelError
    from .show import render

    if (page is None) != (png is None):
        raise typer.BadParameter("give --page and --png together")
    with user_errors(OSError, ReadError, ModelError, RuleError):
        extraction = extract(file, date and date.date(), nlp=load(model, rules), rules=rules)
        if page and png:
            from .picture import draw_page

            mentions = draw_page(extraction, file, page, png)
            typer.echo(f"{png}: page {page} with {mentions} mentions")
            return
    console = Console()
    for part in render(extraction):
        console.print(part)


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

    from .frames import read_table
    from .indicator_rules import INDICATORS
    from .listing import choose, render
    from .naming import Names
    from .parquet import MissingParquetError
    from .rules import RuleError

    if indicator and indicator not in INDICATORS:
        raise typer.BadParameter(f"{indicator!r}; the indicators are {', '.join(INDICATORS)}", param_hint="--indicator")
    with user_errors(OSError, ValueError, MissingParquetError, RuleError):
        table = read_table("indicators", output)
        names = Names.load(rules)
    console = Console()
    chosen = choose(table, subject=country and names.find(country), indicator=indicator, year=year, low=low)
    for part in render(chosen, names, console.width):
        console.print(part)


@rules_app.command()
def check(rules: Rules = None) -> None:
    """Check every rule file; say file, entry and reason where one is wrong."""
    from . import indicator_rules  # noqa: F401  # its models count among those of RuleFile
    from .rules import RuleError, RuleFile, default_directory, load

    directory = rules or default_directory()
    models = {model.file: model for model in RuleFile.__subclasses__()}
    problems = [f"{path}: no rules have this file name" for path in sorted(directory.glob("*.toml")) if path.name not in models]
    for model in models.values():
        try:
            load(model, directory)
        except RuleError as error:
            problems.append(str(error))
    if problems:
        typer.echo("\n".join(problems), err=True)
        raise typer.Exit(1)
    typer.echo(f"{len(models)} rule files in {directory} are right")


@rules_app.command()
def suggest(
    paths: Annotated[list[str], typer.Argument(help="Letters, or folders with letters.", metavar="PATH")],
    *,
    min_count: Annotated[int, typer.Option(min=1, help="Leave out names that occur less often.")] = 1,
    rules: Rules = None,
    model: Model = None,
) -> None:
    """Print names that are not in programmes.toml but look like names of programmes, as entries for it."""
    from .batch import extract_many
    from .inputs import InputError
    from .rules import ProgrammeRules, RuleError
    from .rules import load as load_rules
    from .settings import ModelError
    from .suggest import suggest as suggest_entries

    failures: list[Failure] = []
    with user_errors(OSError, InputError, ModelError, RuleError):
        listed = load_rules(ProgrammeRules, rules)
        found = extract_many(paths, rules=rules, model=model, on_failure=failures.append)
        letters = sorted(((letter.document.source, letter.mentions) for letter in found), key=lambda letter: letter[0])
    _print_failures(failures)
    entries = suggest_entries(letters, listed, min_count)
    if entries:
        typer.echo("\n\n".join(entry.to_toml() for entry in entries))
    if failures:
        raise typer.Exit(1)
