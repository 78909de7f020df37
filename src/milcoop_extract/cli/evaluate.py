"""The command `evaluate`: scores against gold."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from milcoop_extract.errors import InputError

from .options import Model, Rules, user_errors

app = typer.Typer()


class ScoreFormat(StrEnum):
    """The format in which an evaluation is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


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

    from milcoop_extract import evaluation
    from milcoop_extract.inputs import collect

    if update_baseline and not baseline:
        raise typer.BadParameter("say which file with --baseline", param_hint="--update-baseline")
    with user_errors():
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
