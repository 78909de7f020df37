"""The command `fetch` from run to run: what it writes and says, what it leaves alone, how it goes on after it was killed, and
whom it asks.
"""

import os
import random
import re
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from fetching import end, environment, fetch, files, invoke, rows, start, write_letters
from milcoop_extract.cli import app
from milcoop_extract.tables.csv_injection import unguard
from stand_in.invented import write_letter
from stand_in_process import Server, Tripwire, stand_in

A, B, C, *_ = LETTERS = [f"kst-33279-{number}" for number in range(1, 7)]
DOSSIER = ("--dossier", "33279")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A stand-in that several tests may ask."""
    path = tmp_path_factory.mktemp("ready")
    served(path, [*LETTERS, "kst-35570-X-53", "kst-21501-02-1888"])
    with stand_in(path / "docs") as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def served(tmp_path: Path, letters: list[str] = LETTERS) -> dict[str, bytes]:
    """Let the letters be served; the files that are to come."""
    return {f"letters/{letter}.xml": forms["xml"] for letter, forms in write_letters(tmp_path / "docs", letters).items()}


def without_time(folder: Path) -> dict[str, dict[str, str]]:
    return {letter: {**row, "fetched": ""} for letter, row in rows(folder).items()}


def documents(server: Server) -> list[str]:
    return [target for target in server.targets if re.search("[.](xml|html|pdf)$", target) and "metadata" not in target]


KNOWN: list[tuple[dict[str, str | None], dict[str, str]]] = [
    (
        {"date": "2020-12-18", "issued": "2021-01-05", "title": "Verzonnen stand", "dossier": "33279;28676"},
        {"date": "2020-12-18", "issued": "2021-01-05", "title": "Verzonnen stand", "dossier": "33279;28676"},
    ),
    ({}, {"dossier": "33279", "number": "2", "type": "Brief"}),
    ({"date": "2020-08-31"}, {"session": "2019-2020"}),
    ({"type": "Lijst van vragen", "number": "1;A"}, {"type": "Lijst van vragen", "number": "1;A"}),
    ({"date": None, "submitted": "2020-12-17"}, {"date": "2020-12-17"}),
    ({"date": "2020-12-18", "submitted": "2020-12-17"}, {"date": "2020-12-18"}),
    ({"date": None, "issued": "2021-01-05"}, {"date": "", "issued": "2021-01-05"}),
    ({"title": "Verzonnen <b> & \"co\", 'x'; y"}, {"title": "Verzonnen <b> & \"co\", 'x'; y"}),
]


def test_the_manifest_says_what_the_metadata_say(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    (tmp_path / "docs").mkdir()
    letters = {f"kst-33279-{nth}": known for nth, known in enumerate(KNOWN, 1)}
    for letter, (known, _) in letters.items():
        write_letter(tmp_path / "docs", letter, "xml", 20, **known)
    with stand_in(tmp_path / "docs") as server:
        assert invoke(server, folder, tripwire, *letters).code == 0
    listed = rows(folder)
    assert {letter: {name: listed[letter][name] for name in expected} for letter, (_, expected) in letters.items()} == {
        letter: expected for letter, (_, expected) in letters.items()
    }
    columns = "id file date title dossier number session type issued source sha256 fetched"
    assert list(listed[A]) == columns.split()


def test_titles_do_no_harm(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    title = '=HYPERLINK("http://verzonnen.invalid";"x")\x9b31m\u2028rood'
    (tmp_path / "docs").mkdir()
    write_letter(tmp_path / "docs", A, title=title, date="2020-12-18")
    with stand_in(tmp_path / "docs") as server:
        runs = [invoke(server, folder, tripwire, *DOSSIER, "--dry-run"), invoke(server, folder, tripwire, *DOSSIER)]
    for run in runs:
        assert run.code == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", run.out + run.err)
        assert "HYPERLINK" in run.out
    cell = rows(folder)[A]["title"]
    assert not cell.startswith("=")
    assert unguard(cell).startswith("=HYPERLINK")


def test_a_dry_run_only_searches(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    served(tmp_path)
    with stand_in(tmp_path / "docs") as server:
        by_search = invoke(server, folder, tripwire, *DOSSIER, "--since", "2020-12-03", "--until", "2020-12-04", "--dry-run")
        assert [target.partition("?")[0] for target in server.targets] == ["/sru"]
        by_name = invoke(server, folder, tripwire, A, B, "--dry-run")
        assert len(server.requests) == 1
    assert (by_search.code, by_name.code) == (0, 0)
    assert re.findall("would fetch.*?(kst-[0-9-]+)|(kst-[0-9-]+).*would fetch", by_search.out).__len__() == 2
    assert all(letter in by_name.out for letter in (A, B))
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "letters"),
    [
        ((*DOSSIER, "--since", "2020-12-05"), {"kst-33279-5", "kst-33279-6"}),
        ((*DOSSIER, "--until", "2020-12-01"), {A}),
        ((*DOSSIER, "--title", "rapportage 3"), {C}),
        ((*DOSSIER, "--title", 'een "verzonnen" titel'), set()),
        ((*DOSSIER, "--type", "Brief"), set(LETTERS)),
        ((*DOSSIER, "--type", "Motie"), set()),
        (("--dossier", "33 279", "--title", "rapportage 2"), {B}),
        (("--dossier", "35570-X"), {"kst-35570-X-53"}),
        (("--dossier", "21501-02", "--dossier", "35570-X"), {"kst-35570-X-53", "kst-21501-02-1888"}),
        (("https://zoek.officielebekendmakingen.nl/kst-33279-2.html",), {B}),
        (("KST-33279-2",), {B}),
        (("kst-35570-x-53",), {"kst-35570-X-53"}),
        (("kst-35570-X-53", "kst-35570-X-53"), {"kst-35570-X-53"}),
    ],
)
def test_what_is_asked_for(
    arguments: tuple[str, ...], letters: set[str], ready: Server, folder: Path, tripwire: Tripwire
) -> None:
    run = invoke(ready, folder, tripwire, *arguments, "--dry-run")
    assert (run.code, set(re.findall(r"kst-[\w-]+-\d+", run.out))) == (0, letters)


def test_the_run_stops_when_the_server_is_down(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    names = [f"kst-33279-{number}" for number in range(10, 24)]
    served(tmp_path, names)
    with stand_in(tmp_path / "docs", [{"path": ".", "fault": "status", "code": 503}]) as server:
        run = invoke(server, folder, tripwire, *names)
        assert [name for name in names if any(name in target for target in server.targets)] == names[:10]
        assert len(server.requests) <= 10 * 8 * 4
    assert (run.code, files(folder), rows(folder)) == (1, {}, {})
    assert re.search("stop", run.err, re.IGNORECASE)


def test_missing_documents_do_not_stop_the_run(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path, ["kst-33279-8"])
    with stand_in(tmp_path / "docs") as server:
        run = invoke(server, folder, tripwire, *(f"kst-33279-{number}" for number in range(1, 9)))
    assert (run.code, files(folder)) == (1, wanted)
    assert "1 fetched, 0 there already, 7 failed" in run.out + run.err


def test_many_pages(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    letters = [f"kst-33279-{number}" for number in range(1, 251)]
    served(tmp_path, letters)
    with stand_in(tmp_path / "docs") as server:
        run = invoke(server, folder, tripwire, *DOSSIER, "--dry-run")
        assert len(server.requests) == 3
    assert sorted(re.findall(r"kst-33279-\d+", run.out)) == sorted(letters)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["../../etc/passwd"],
        ["kst-33279-1/../../x"],
        ["kst-33279-1.xml?x"],
        ["kst 33279 1"],
        ["kst-33279-é"],
        ["http://zoek.officielebekendmakingen.nl.verzonnen.invalid/kst-33279-1.xml"],
        [A, "--since", "gisteren"],
        [*DOSSIER, "--since", "2020-13-01"],
        [*DOSSIER, "--since", "2021-01-01", "--until", "2020-01-01"],
        ["--dossier", '33279" OR dt.type="Brief'],
        [A, "--prefer", "docx"],
    ],
)
def test_wrong_usage(arguments: list[str], ready: Server, folder: Path, tripwire: Tripwire) -> None:
    asked = len(ready.requests)
    run = invoke(ready, folder, tripwire, *arguments)
    assert (run.code, run.out, ready.requests[asked:]) == (2, "", [])
    assert run.err
    assert files(folder) == {}


def test_a_folder_that_cannot_be_written(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    served(tmp_path, [A])
    folder.write_text("a file")
    with stand_in(tmp_path / "docs") as server:
        run = invoke(server, folder, tripwire, A)
        assert (run.code, server.requests) == (2, [])
    assert folder.read_text() == "a file"


def test_what_is_there_is_not_fetched_again(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path)
    with stand_in(tmp_path / "docs") as server:
        assert invoke(server, folder, tripwire, *DOSSIER).code == 0
        before, asked = {**files(folder), **rows(folder)}, len(server.requests)
        run = invoke(server, folder, tripwire, *LETTERS)
        assert (run.code, run.out, run.err) == (0, "Nothing new: 6 documents are there already\n", "")
        assert len(server.requests) == asked
        run = invoke(server, folder, tripwire, *DOSSIER)
        assert (run.code, run.out, run.err) == (0, "Nothing new: 6 documents are there already\n", "")
        assert [target.partition("?")[0] for target in server.targets[asked:]] == ["/sru"]
        assert {**files(folder), **rows(folder)} == before

        new = served(tmp_path, [*LETTERS, "kst-33279-7"])
        run = invoke(server, folder, tripwire, *DOSSIER)
        assert (run.code, "1 fetched, 6 there already, 0 failed" in run.out + run.err) == (0, True)
    assert files(folder) == new
    assert wanted.items() < new.items()


def test_files_that_are_there_without_a_row(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path)
    letters = folder / "letters"
    letters.mkdir(parents=True)
    (letters / f"{A}.xml").write_bytes(wanted[f"letters/{A}.xml"])
    (letters / f"{B}.html").write_bytes((tmp_path / "docs" / f"{B}.html").read_bytes())
    (letters / f"{C}.xml").write_bytes(wanted[f"letters/{C}.xml"][:1500])
    with stand_in(tmp_path / "docs") as server:
        assert invoke(server, folder, tripwire, A, B, C).code == 0
        assert all(C in target for target in documents(server))
    assert {letter: row["file"] for letter, row in rows(folder).items()} == {
        A: f"letters/{A}.xml",
        B: f"letters/{B}.html",
        C: f"letters/{C}.xml",
    }
    assert files(folder)[f"letters/{C}.xml"] == wanted[f"letters/{C}.xml"]
    assert rows(folder)[A]["date"] == "2020-12-01"


def test_the_manifest_of_others_stays(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path, [A])
    (folder / "letters").mkdir(parents=True)
    (folder / "letters" / "eigen.txt").write_text("Verzonnen.")
    own = 'eigen,letters/eigen.txt,2021-12-17,true,"Verzonnen, met een komma"'
    (folder / "manifest.csv").write_text(f"id,file,date,invented,description\n{own}\n")
    with stand_in(tmp_path / "docs") as server:
        assert invoke(server, folder, tripwire, A).code == 0
    assert files(folder) == wanted | {"letters/eigen.txt": b"Verzonnen."}
    listed = rows(folder)
    assert {name: listed["eigen"][name] for name in ("id", "file", "date", "invented", "description")} == {
        "id": "eigen",
        "file": "letters/eigen.txt",
        "date": "2021-12-17",
        "invented": "true",
        "description": "Verzonnen, met een komma",
    }
    assert (listed[A]["file"], listed[A]["invented"]) == (f"letters/{A}.xml", "")


def test_killed_at_any_moment(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path)
    slowly = [{"path": "[.]xml$", "fault": "drip", "piece": 400, "seconds": 0.02}]
    moments, kills = random.Random(1), 0
    with stand_in(tmp_path / "docs", slowly) as server:
        fetch(server, tmp_path / "undisturbed", tripwire, *DOSSIER)
        for _ in range(6):
            process = start(["--base-url", server.base, *DOSSIER], folder, tripwire)
            time.sleep(moments.uniform(0.25, 1.0))
            process.kill()
            process.communicate()
            kills += process.returncode == -signal.SIGKILL
            whole = {name: data for name, data in files(folder).items() if name in wanted}
            assert whole.items() <= wanted.items()
            assert set(rows(folder)) <= set(LETTERS)
        assert fetch(server, folder, tripwire, *DOSSIER).code == 0
    assert kills
    assert files(folder) == files(tmp_path / "undisturbed") == wanted
    assert without_time(folder) == without_time(tmp_path / "undisturbed")


def test_a_document_that_was_replaced_while_nothing_ran(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    (tmp_path / "docs").mkdir()
    write_letter(tmp_path / "docs", A, "xml", 10_000)
    slowly = [{"path": f"{A}[.]xml$", "fault": "drip", "piece": 50_000, "seconds": 0.1, "times": 1}]
    with stand_in(tmp_path / "docs", slowly) as server:
        process = start(["--base-url", server.base, A], folder, tripwire)
        while not documents(server):
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.6)
        process.kill()
        process.communicate()
        path = tmp_path / "docs" / f"{A}.xml"
        path.write_bytes(path.read_bytes().replace(b"Kwikstaart", b"Goudvinken"))
        assert invoke(server, folder, tripwire, A).code == 0
        assert re.search("bytes=[1-9]", f"{[request['range'] for request in server.requests]}")
    assert files(folder) == {f"letters/{A}.xml": path.read_bytes()}


def test_a_run_goes_on_where_one_before_failed(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path, [A])
    (tmp_path / "docs" / f"{A}.html").unlink()
    (tmp_path / "docs" / f"{A}.pdf").unlink()
    with stand_in(tmp_path / "docs", [{"path": f"{A}[.]xml$", "fault": "cut", "after": 300}]) as server:
        assert invoke(server, folder, tripwire, A).code == 1
        assert not [name for name in files(folder) if not name.startswith(".fetch/")]
    with stand_in(tmp_path / "docs") as server:
        assert invoke(server, folder, tripwire, A).code == 0
    assert files(folder) == wanted
    assert len(rows(folder)) == 1


def test_two_runs_at_once(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path, [A])
    slowly = [{"path": "[.]xml$", "fault": "slow_start", "seconds": 1.5, "times": 1}]
    with stand_in(tmp_path / "docs", slowly) as server, stand_in(tmp_path / "docs", name="other") as other:
        first = start(["--base-url", server.base, A], folder, tripwire)
        while not server.requests:
            assert first.poll() is None
            time.sleep(0.01)
        second = invoke(other, folder, tripwire, A)
        assert (second.code, second.out, other.requests) == (2, "", [])
        assert re.search("another|already|busy|running", second.err)
        assert end(first).code == 0
    assert files(folder) == wanted


def test_requests_are_not_in_a_hurry(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    served(tmp_path, [A, B])
    with stand_in(tmp_path / "docs", [{"path": f"{A}[.]xml", "fault": "status", "code": 503, "times": 2}]) as server:
        assert fetch(server, folder, tripwire, A, B, "--wait", "0.15").code == 0
        times = [request["time"] for request in server.requests]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert min(gaps) > 0.14
        failed = [nth for nth, request in enumerate(server.requests) if request["status"] == 503]
        assert [gaps[nth] > wait for nth, wait in zip(failed, (0.29, 0.59), strict=True)] == [True, True]
        assert {re.match("milcoop-extract/[0-9.]+ [(].+[)]$", request["agent"]) is not None for request in server.requests} == {
            True
        }


def test_all_faults_at_once(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    elsewhere = f"http://{tripwire.host}/x"
    faults: list[dict[str, object]] = [
        {"fault": "status", "code": 503},
        {"fault": "status", "code": 429, "retry_after": 1, "skip": 1},
        {"fault": "drip", "piece": 300, "seconds": 0.01},
        {"fault": "cut", "after": 700},
        {"fault": "cut", "after": 700, "framing": "chunked"},
        {"fault": "cut", "after": 700, "framing": "close"},
        {"fault": "reset"},
        {"fault": "content"},
        {"fault": "shell"},
        {"fault": "redirect", "to": elsewhere},
        {"fault": "redirect", "to": "file:///etc/hostname"},
        {"fault": "loop"},
        {"fault": "gzip_bomb", "size": 1 << 30},
        {"fault": "encoded", "coding": "gzip"},
        {"fault": "encoded", "coding": "br"},
        {"fault": "wrong_length", "by": 10},
        {"fault": "wrong_length", "by": -10},
        {"fault": "malformed"},
        {"fault": "entities"},
    ]
    letters = [f"kst-33279-{number}" for number in range(1, 41)]
    wanted = served(tmp_path, letters)
    scenario = [{"path": f"/{letter}[.]xml", "times": 1, **faults[nth % len(faults)]} for nth, letter in enumerate(letters)]
    search = [
        {"path": "^/sru", "fault": "search", "page_cap": 9, "overlap": 1},
        {"path": "^/sru", "fault": "reset", "times": 2},
    ]
    with stand_in(tmp_path / "docs", [*search, *scenario]) as server:
        run = fetch(server, folder, tripwire, *DOSSIER)
        assert (run.code, "40 fetched, 0 there already, 0 failed" in run.out + run.err) == (0, True), run
        assert len(server.requests) <= 7 + 40 * 4
    assert files(folder) == wanted
    assert {letter: row["file"] for letter, row in rows(folder).items()} == {
        letter: f"letters/{letter}.xml" for letter in letters
    }


def test_proxies_of_the_environment(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path)
    with stand_in(tmp_path / "docs") as server:
        arguments = ["--base-url", "http://repository.invalid", *DOSSIER]
        run = end(start(arguments, folder, tripwire, HTTP_PROXY=server.base, NO_PROXY=""))
        assert {request["proxied"] for request in server.requests} == {"repository.invalid"}
    assert (run.code, files(folder)) == (0, wanted)


def test_addresses_from_the_environment(tmp_path: Path, folder: Path, tripwire: Tripwire) -> None:
    wanted = served(tmp_path)
    with stand_in(tmp_path / "docs") as site, stand_in(tmp_path / "docs", name="other") as search:
        more = {"MILCOOP_BASE_URL": site.base, "MILCOOP_SRU_URL": search.url("/sru/Search")}
        run = end(start(DOSSIER, folder, tripwire, **more))
        assert [target.partition("?")[0] for target in search.targets if "sru" in target] == ["/sru/Search"]
        assert not [target for target in site.targets if "sru" in target]
    assert (run.code, files(folder)) == (0, wanted)


def test_without_another_address_only_the_official_hosts_are_asked(tmp_path: Path, folder: Path) -> None:
    tripwire = Tripwire()
    run = end(start([A], folder, tripwire))
    searched = end(start(DOSSIER, folder, tripwire))
    tripwire.close()
    assert (run.code, searched.code, files(folder)) == (1, 1, {})
    assert set(tripwire.calls) == {
        f"CONNECT {host}:443 HTTP/1.1" for host in ("zoek.officielebekendmakingen.nl", "repository.overheid.nl")
    }
    assert len(tripwire.calls) <= 8 * 4 + 4


SAMPLE = Path(__file__).parents[2] / "corpus" / "formats" / "voorbeeld-samenwerking-2022-publicatie.xml"


def three_commands(letter: Path, country: str, tmp_path: Path, tripwire: Tripwire, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the last of the three commands of the README prints, from an empty folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kst-33279-32.xml").write_bytes(letter.read_bytes())
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with stand_in(tmp_path / "docs") as server, patch.dict(os.environ, environment(tripwire, MILCOOP_BASE_URL=server.base)):
        for command in (["fetch", "--dossier", "33279", "--wait", "0"], ["run", "corpus"], ["facts", "--country", country]):
            result = CliRunner().invoke(app, command)
            assert result.exit_code == 0, result.stderr
    assert tripwire.calls == []
    return result.stdout


@pytest.mark.usefixtures("one_process")
def test_three_commands(tmp_path: Path, tripwire: Tripwire, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = three_commands(SAMPLE, "DE", tmp_path, tripwire, monkeypatch)
    assert "defence_gdp_share" in printed
    assert "1.4%" in printed


@pytest.mark.usefixtures("one_process")
def test_three_commands_and_the_real_letter(
    real_letter: Path, tmp_path: Path, tripwire: Tripwire, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = real_letter.with_suffix(".xml")
    if not letter.exists():
        pytest.skip(f"there is no {letter.name} beside the text")
    printed = three_commands(letter, "BE", tmp_path, tripwire, monkeypatch)
    assert "about EUR 4,760 million" in printed
    assert "In 2020 bedroeg" in printed
