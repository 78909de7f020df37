"""Shared by all commands: options, and errors of the user that become messages and exit codes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from milcoop_extract.tables.rows import Failure

Rules = Annotated[Path | None, typer.Option(help="Folder with rule files, instead of those that came with the installation.")]

Model = Annotated[str | None, typer.Option(help="An installed Dutch spaCy pipeline, by name or path, to build on.")]
Date = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Date by which 'dit jaar' and the like are read; else each letter's own.",
    ),
]


@contextmanager
def user_errors(*errors: type[Exception]) -> Iterator[None]:
    """Turn errors that the user can mend into a message and exit code 2."""
    try:
        yield
    except errors as error:
        named = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        typer.echo(named, err=True)
        raise typer.Exit(2) from error


def print_failures(failures: "Iterable[Failure]") -> None:
    """Print what went wrong with each letter, and what can be done about it, to standard error."""
    for failure in failures:
        typer.echo(f"{failure.file}: {failure.reason}. {failure.remedy}", err=True)
