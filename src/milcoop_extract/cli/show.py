"""The command `show`: one letter on the terminal, or a page of it as a picture."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

import sys
from pathlib import Path
from typing import Annotated

import typer

from .options import Date, Model, Rules, user_errors

app = typer.Typer()


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="A letter: a file, a URL, or - for standard input.", metavar="FILE")],
    *,
    page: Annotated[int | None, typer.Option(help="Page of a PDF to draw; with --png.", min=1)] = None,
    png: Annotated[Path | None, typer.Option(help="File to draw the page into, with the mentions as boxes.")] = None,
    rules: Rules = None,
    model: Model = None,
    date: Date = None,
) -> None:
    """Print a letter with its mentions highlighted, and a summary by section; or draw a page of a PDF."""
    from rich.console import Console

    from milcoop_extract.extractor import Extractor
    from milcoop_extract.views.terminal import render

    if (page is None) != (png is None):
        raise typer.BadParameter("give --page and --png together")
    with user_errors():
        extraction = Extractor(model, rules).extract(sys.stdin.buffer if file == "-" else file, date)
        if page and png:
            from milcoop_extract.views.page_image import draw_page

            mentions = draw_page(extraction, Path(file), page, png)
            typer.echo(f"{png}: page {page} with {mentions} mentions")
            return
    console = Console()
    for part in render(extraction):
        console.print(part)
