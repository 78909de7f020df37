"""The command: arguments, what it prints, exit codes."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeServer, answer
from typer.testing import CliRunner, Result

from milcoop_extract.cli import app
from milcoop_extract.fetch import client as clients
from milcoop_extract.fetch.corpus import opened

ID = "kst-12345-6"
TITLE = "Rapportage \x9b31m"
Command = Callable[..., Result]


def results(*numbers: int) -> bytes:
    records = "".join(
        f"<record><recordData><identifier>kst-12345-{number}</identifier><date>2020-12-18</date><title>{TITLE}</title></recordData></record>"
        for number in numbers
    )
    parts = f"<numberOfRecords>{len(numbers)}</numberOfRecords><records>{records}</records>"
    return f"<searchRetrieveResponse>{parts}</searchRetrieveResponse>".encode()


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer()
    for number in (6, 7):
        server.put(f"/kst-12345-{number}.xml", lambda number=number: answer(f"<kamerwrk><al>{number}</al></kamerwrk>".encode()))  # type: ignore[misc]
    server.put("/sru", lambda: answer(results(7, 6)))
    return server


@pytest.fixture
def fetch(server: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Give the command, which asks the server and writes into the folder `corpus`."""
    real = clients.Client
    monkeypatch.setattr(clients, "Client", lambda allows, **options: server.client(allows, wait=options["wait"]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MILCOOP_BASE_URL", "http://127.0.0.1:8000")
    yield lambda *arguments: CliRunner().invoke(app, ["fetch", *arguments])
    monkeypatch.setattr(clients, "Client", real)


def test_what_a_run_prints(fetch: Command, tmp_path: Path) -> None:
    assert fetch(ID).stdout == f"{ID}  xml\n1 fetched, 0 there already, 0 failed\n"
    result = fetch("--dossier", "12345", "kst-12345-9")
    assert result.exit_code == 1
    assert result.stdout == "kst-12345-7  xml  Rapportage \\x9b31m\n1 fetched, 1 there already, 1 failed\n"
    assert result.stderr == "kst-12345-9: there is no such document, says the server (404). Check the id.\n"
    result = fetch("--dossier", "12 345", f"https://zoek.officielebekendmakingen.nl/{ID}.html")
    assert (result.output, result.exit_code) == ("Nothing new: 2 documents are there already\n", 0)
    assert (fetch(ID).output, fetch(ID).exit_code) == ("Nothing new: 1 document is there already\n", 0)
    assert sorted(path.name for path in (tmp_path / "corpus" / "letters").iterdir()) == [f"{ID}.xml", "kst-12345-7.xml"]


def test_a_dry_run(fetch: Command, tmp_path: Path, server: FakeServer) -> None:
    result = fetch(ID, "kst-12345-8", "--dry-run", "--prefer", "pdf")
    assert (
        result.stdout == f"would fetch {ID}  pdf\nwould fetch kst-12345-8  pdf\n2 would be fetched, 0 there already, 0 failed\n"
    )
    assert server.asked == []
    result = fetch("--dossier", "12345", "--dry-run")
    assert result.stdout.splitlines()[0] == "would fetch kst-12345-7  2020-12-18  xml  Rapportage \\x9b31m"
    assert server.paths == ["/sru"]
    assert list(tmp_path.iterdir()) == []


def test_a_search_that_finds_nothing(fetch: Command, server: FakeServer, tmp_path: Path) -> None:
    server.put("/sru", lambda: answer(results()))
    result = fetch("--dossier", "12345", "--since", "2020-01-02", "--type", "Brief")
    assert (result.output, result.exit_code) == (
        "Nothing found: there are no documents of dossier 12345, since 2020-01-02, type Brief\n",
        0,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_search_that_fails(fetch: Command, server: FakeServer) -> None:
    server.put("/sru", lambda: answer(b"<html>busy</html>"))
    result = fetch("--dossier", "12345")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "the search for dossier 12345: its answer is no list of records but html. Run the same command"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name documents, or a dossier"),
        (["33279"], "is no id of a document"),
        (["../a"], "is no id of a document"),
        (["--dossier", "x1"], "is no dossier"),
        ([ID, "--since", "2020-01-01"], "among the documents"),
        (["--dossier", "33279", "--since", "2020-13-01"], "--since"),
        (["--dossier", "33279", "--since", "2020-01-02", "--until", "2020-01-01"], "is later than --until 2020-01-01"),
        ([ID, "--prefer", "odt"], "--prefer"),
        ([ID, "--wait", "-1"], "--wait"),
        ([ID, "--base-url", "ftp://a"], "is no address of a site"),
        ([ID, "-o", "file"], "file"),
        ([ID, "-o", "file", "--dry-run"], "file"),
        ([ID, "-o", "listed"], "there is no column 'file'"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, fetch: Command, server: FakeServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "listed").mkdir()
    (tmp_path / "listed" / "manifest.csv").write_bytes(b"a,b\n")
    result = fetch(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert server.asked == []
    assert not (tmp_path / "corpus").exists()


def test_a_second_run_at_once(fetch: Command, tmp_path: Path) -> None:
    with opened(tmp_path / "corpus"):
        result = fetch(ID)
    assert (result.exit_code, result.stderr) == (2, "corpus: another fetch is at work in this folder; wait for its end\n")


def test_without_httpx(fetch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "milcoop_extract.fetch.client")
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = fetch(ID)
    assert result.exit_code == 2
    assert 'pip install "httpx>=0.27"' in result.stderr


def test_ctrl_c(fetch: Command, server: FakeServer, tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    server.put(f"/{ID}.xml", stop)  # type: ignore[arg-type]
    result = fetch(ID)
    assert (result.exit_code, result.stderr) == (130, "Stopped. What has come is kept; the same command goes on from there.\n")
    assert list(tmp_path.iterdir()) == []
