"""The command `fetch`, which brings letters from the official repository into a folder."""

# ruff: noqa: PLC0415  # as in `cli`, what costs time to import is imported by the command that needs it

from datetime import date as Day
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import user_errors

if TYPE_CHECKING:
    from milcoop_extract.fetch.addresses import DocumentForm
    from milcoop_extract.fetch.fetching import Summary
    from milcoop_extract.fetch.search import Query

app = typer.Typer()

_DAY = ["%Y-%m-%d"]


class Preferred(StrEnum):
    """The form that is asked for first."""

    XML = "xml"
    HTML = "html"
    PDF = "pdf"


@app.command()
def fetch(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Documents: kst-33279-32, or their addresses.")] = None,
    *,
    dossier: Annotated[
        list[str] | None,
        typer.Option(metavar="D", help="All documents of a dossier: 33279, 35570-X. May be given several times."),
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=_DAY, metavar="DATE", help="Those from this day on.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, metavar="DATE", help="Those up to this day.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="Brief", help="Those of one type.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Those with these words in the title.")] = None,
    prefer: Annotated[Preferred, typer.Option(help="The form to take where there are several.")] = Preferred.XML,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder to fetch into.")] = Path("corpus"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would come.")] = False,
    base_url: Annotated[
        str | None, typer.Option(envvar="MILCOOP_BASE_URL", metavar="URL", help="Site to ask instead of the official ones.")
    ] = None,
    sru_url: Annotated[
        str | None,
        typer.Option(envvar="MILCOOP_SRU_URL", metavar="URL", help="Address of the search, instead of the official one."),
    ] = None,
    wait: Annotated[float, typer.Option(min=0, max=3600, metavar="SECONDS", help="Pause between two requests.")] = 0.5,
    timeout: Annotated[float, typer.Option(min=0.1, max=3600, metavar="SECONDS", help="How long to wait for the server.")] = 30,
) -> None:
    """Fetch letters from the official repository, by id or by dossier; those that are there already are not fetched again."""
    try:
        from milcoop_extract.fetch.client import Client
    except ImportError as error:
        typer.echo(f'fetch needs the package httpx ({error}): pip install "httpx>=0.27"', err=True)
        raise typer.Exit(2) from error
    from milcoop_extract.fetch.addresses import DocumentForm, Sites, document_id, dossier_number
    from milcoop_extract.fetch.corpus import Corpus, opened
    from milcoop_extract.fetch.fetching import Fetcher
    from milcoop_extract.fetch.search import Query

    first, last = since and since.date(), until and until.date()
    if not ids and not dossier:
        raise typer.BadParameter("name documents, or a dossier with --dossier", param_hint="ID")
    if not dossier and (since or until or type_ or title):
        raise typer.BadParameter("--since, --until, --type and --title choose among the documents of a --dossier")
    if first and last and first > last:
        raise typer.BadParameter(f"{first} is later than --until {last}", param_hint="--since")
    with user_errors():
        sites = Sites.of(base_url, sru_url)
        wanted_ids = [document_id(text, sites.hosts) for text in ids or []]
        queries = [Query(dossier_number(text), first, last, type_, title) for text in dossier or []]
    with user_errors():
        client = Client(sites.allows, wait=wait, timeout=timeout)
        fetcher = Fetcher(client, sites, _Printer(dry_run=dry_run), DocumentForm(prefer))
        try:
            if dry_run:
                corpus = Corpus(output)
                fetcher.preview(fetcher.find(wanted_ids, queries), corpus)
            else:
                with opened(output) as corpus:
                    fetcher.fetch(fetcher.find(wanted_ids, queries), corpus)
        except KeyboardInterrupt:
            typer.echo("Stopped. What has come is kept; the same command goes on from there.", err=True)
            raise typer.Exit(130) from None
        finally:
            client.close()
    typer.echo(_describe(fetcher.summary, queries, dry_run=dry_run))
    if fetcher.summary.failed:
        raise typer.Exit(1)


class _Printer:
    """Prints what a run does. Text from the server is made harmless for terminals."""

    def __init__(self, *, dry_run: bool) -> None:
        self._verb = "would fetch " if dry_run else ""

    def fetched(self, identifier: str, form: "DocumentForm", day: Day | None, title: str) -> None:
        _print(self._verb + "  ".join(filter(None, [identifier, day.isoformat() if day else "", form, title])))

    def failed(self, what: str, reason: str, remedy: str) -> None:
        _print(f"{what}: {reason}. {remedy}.", err=True)

    def noted(self, what: str, message: str) -> None:
        _print(f"{what}: {message}.", err=True)


def _print(text: str, *, err: bool = False) -> None:
    from milcoop_extract.inputs.printable import printable

    typer.echo(printable(text), err=err)


def _describe(summary: "Summary", queries: "list[Query]", *, dry_run: bool) -> str:
    """Return the last line of the output."""
    if not summary.fetched and not summary.failed:
        if not summary.there:
            return f"Nothing found: there are no documents of {'; '.join(map(str, queries))}"
        return f"Nothing new: {'1 document is' if summary.there == 1 else f'{summary.there} documents are'} there already"
    verb = "would be fetched" if dry_run else "fetched"
    return f"{summary.fetched} {verb}, {summary.there} there already, {summary.failed} failed"
