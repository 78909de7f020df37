"""The commands that look after the rule files: `rules check` and `rules suggest`."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

from typing import TYPE_CHECKING, Annotated

import typer

from .options import Model, Rules, print_failures, user_errors

if TYPE_CHECKING:
    from milcoop_extract.tables.rows import Failure

app = typer.Typer(no_args_is_help=True, help="Look after the rule files.")


@app.command()
def check(rules: Rules = None) -> None:
    """Check every rule file; say file, entry and reason where one is wrong."""
    from milcoop_extract import pipeline  # noqa: F401  # importing it defines the models of all rule files
    from milcoop_extract.errors import RuleError
    from milcoop_extract.facts import rules as fact_rules  # noqa: F401
    from milcoop_extract.readers import rules as reading_rules  # noqa: F401
    from milcoop_extract.rules import RuleFile, default_directory, load

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


@app.command()
def suggest(
    paths: Annotated[list[str], typer.Argument(help="Letters, or folders with letters.", metavar="PATH")],
    *,
    min_count: Annotated[int, typer.Option(min=1, help="Leave out names that occur less often.")] = 1,
    rules: Rules = None,
    model: Model = None,
) -> None:
    """Print names that are not in programmes.toml but look like names of programmes, as entries for it."""
    from milcoop_extract.batch.run import extract_many
    from milcoop_extract.errors import InputError, ModelError, RuleError
    from milcoop_extract.mentions.programmes.rules import ProgrammeRules
    from milcoop_extract.mentions.programmes.suggest import suggest as suggest_entries
    from milcoop_extract.rules import load as load_rules

    failures: list[Failure] = []
    with user_errors(OSError, InputError, ModelError, RuleError):
        listed = load_rules(ProgrammeRules, rules)
        found = extract_many(paths, rules=rules, model=model, on_failure=failures.append)
        letters = sorted(((letter.document.source, letter.mentions) for letter in found), key=lambda letter: letter[0])
    print_failures(failures)
    entries = suggest_entries(letters, listed, min_count)
    if entries:
        typer.echo("\n\n".join(entry.to_toml() for entry in entries))
    if failures:
        raise typer.Exit(1)
