"""What all commands share: options, and errors of the user that become messages and exit codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Rules = Annotated[Path | None, typer.Option(help="Folder with rule files, instead of those that came with the installation.")]


@contextmanager
def user_errors(*errors: type[Exception]) -> Iterator[None]:
    """Turn errors that the user can mend into a message and exit code 2."""
    try:
        yield
    except errors as error:
        named = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        typer.echo(named, err=True)
        raise typer.Exit(2) from error
