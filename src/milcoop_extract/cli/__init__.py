"""The command `milcoop-extract`: arguments in, calls of the package, messages and exit codes out.

Exit codes: 0 all well; 1 some documents failed, an evaluation fell below its baseline, or `rules check` found something wrong;
2 wrong usage.
What costs time to import is imported by the command that needs it, so that `--help` answers at once.
"""

from typing import Annotated

import typer

from milcoop_extract import __version__

from . import evaluate, fetch, results, rules, run, schema, show

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Extract amounts, percentages, dates, durations, Kamerstuk references and programmes from Dutch Kamerbrieven.",
)
for command in (run, evaluate, show, results, fetch, schema):
    app.add_typer(command.app)
app.add_typer(rules.app, name="rules")


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
