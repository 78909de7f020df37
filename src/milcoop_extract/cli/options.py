"""Shared by all commands: options, and errors of the user that become messages and exit codes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from milcoop_extract.errors import MilcoopError

if TYPE_CHECKING:
    from milcoop_extract.tables.rows import Failure

Rules = Annotated[Path | None, typer.Option(help="Folder with rule files that replace or add to those of the installation.")]

Model = Annotated[str | None, typer.Option(help="An installed Dutch spaCy pipeline, by name or path, to build on.")]
Date = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help="Date by which 'dit jaar' and the like are read; else each letter's own.",
    ),
]


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn errors that the user can mend into a message and exit code 2; whatever else is raised is a bug, and passes."""
    try:
        yield
    except (MilcoopError, OSError) as error:
        named = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        typer.echo(named, err=True)
        raise typer.Exit(2) from error


def print_failures(failures: "Iterable[Failure]") -> None:
    """Print what went wrong with each letter, and what can be done about it, to standard error."""
    for failure in failures:
        typer.echo(f"{failure.file}: {failure.reason}. {failure.remedy}", err=True)
