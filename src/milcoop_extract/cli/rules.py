"""The commands that look after the rules: `rules check`, `rules copy`, `rules list` and `rules suggest`."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import shutil
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milcoop_extract.errors import RuleError

from .options import Model, Rules, print_failures, user_errors

if TYPE_CHECKING:
    from milcoop_extract.tables.rows import Failure

app = typer.Typer(no_args_is_help=True, help="Look after the rule files.")


class ListFormat(StrEnum):
    """The format in which rules are printed."""

    TABLE = "table"
    MARKDOWN = "markdown"


@app.command()
def check(rules: Rules = None) -> None:
    """Check every rule file, and that letters can be extracted by them; say file, line, entry and reason where not."""
    from milcoop_extract.extractor import Extractor
    from milcoop_extract.rules import RuleFile, default_directory, described_changes, load

    directory = rules or default_directory()
    models = {model.file: model for model in RuleFile.__subclasses__()}
    problems: list[str] = []
    for model in models.values():
        try:
            load(model, rules)
        except RuleError as error:
            problems += str(error).splitlines()
    if not problems:
        try:
            Extractor(rules=rules).extract_text("Dat kost € 5 miljoen, 2% meer dan in mei 2020.")
        except RuleError as error:
            problems += str(error).splitlines()
    if problems:
        typer.echo("\n".join(dict.fromkeys(problems)), err=True)
        raise typer.Exit(1)
    for line in described_changes(directory):
        typer.echo(line)
    typer.echo(f"{len(models)} rule files in {directory} are right")


@app.command()
def copy(folder: Annotated[Path, typer.Argument(help="Folder to copy into; made where needed.", metavar="DIR")]) -> None:
    """Copy the rule files that came with the installation, to change them. Nothing is overwritten."""
    from milcoop_extract.rules import rule_files

    with user_errors():
        files = rule_files()
        if there := [file.name for file in files if (folder / file.name).exists()]:
            raise RuleError(f"{folder}: {', '.join(there)} would be overwritten; name another folder")
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(file, folder / file.name)
    typer.echo(f"{len(files)} rule files copied into {folder}; remove those that you do not change")


@app.command(name="list")
def list_(
    *,
    type_: Annotated[str | None, typer.Option("--type", metavar="dates", help="Rules of one type or attribute only.")] = None,
    format_: Annotated[ListFormat, typer.Option("--format", help="How to print it.")] = ListFormat.TABLE,
) -> None:
    """Print every rule: id, type and first example."""
    from milcoop_extract.views.rule_list import all_rules, to_markdown

    rules = all_rules()
    if type_:
        known = sorted({name for name, _ in rules})
        rules = [(name, rule) for name, rule in rules if name == type_]
        if not rules:
            raise typer.BadParameter(f"{type_!r}; there are rules of {', '.join(known) or 'no type'}", param_hint="--type")
    if format_ is ListFormat.MARKDOWN:
        typer.echo(to_markdown(rules), nl=False)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("rule", "type", "example")
    for name, rule in rules:
        table.add_row(rule.id, name, Text.from_markup(rule.examples[0].replace("[[", "[bold]").replace("]]", "[/bold]")))
    Console().print(table)


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
    from milcoop_extract.mentions.programmes.rules import ProgrammeRules
    from milcoop_extract.mentions.programmes.suggest import suggest as suggest_entries
    from milcoop_extract.rules import load as load_rules

    failures: list[Failure] = []
    with user_errors():
        listed = load_rules(ProgrammeRules, rules)
        found = extract_many(paths, rules=rules, model=model, on_failure=failures.append)
        letters = sorted(((letter.document.source, letter.mentions) for letter in found), key=lambda letter: letter[0])
    print_failures(failures)
    entries = suggest_entries(letters, listed, min_count)
    if entries:
        typer.echo("\n\n".join(entry.to_toml() for entry in entries))
    if failures:
        raise typer.Exit(1)
