"""Whole runs: what is in the folder afterwards, what was asked for, what was said."""

import csv
import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from fakes import BASE, START, FakeServer, answer

from milcoop_extract.errors import CorpusError
from milcoop_extract.fetch.addresses import DocumentForm, Sites
from milcoop_extract.fetch.corpus import Corpus, opened
from milcoop_extract.fetch.fetching import Fetcher, Summary
from milcoop_extract.fetch.search import Query

ID = "kst-12345-6"
STORE = f"/frbr/officielepublicaties/kst/12345/{ID}/1"
PAGE = b"<!doctype html><html><body><div id='broodtekst'>Geachte voorzitter</div></body></html>"
PDF = b"%PDF-1.7\n%%EOF\n"
SHELL = b"<officiele-publicatie><metadata/></officiele-publicatie>"
DATES = """<metadata name="OVERHEIDop.datumBrief" content="2020-12-18"/>
    <metadata name="DC.title" content="Samenwerking; Rapportage"/>"""


def letter(identifier: str = ID) -> bytes:
    return f"<officiele-publicatie><al>Geachte voorzitter ({identifier})</al></officiele-publicatie>".encode()


def metadata(entries: str = DATES) -> bytes:
    return f"<metadata_gegevens>{entries}</metadata_gegevens>".encode()


def results(*identifiers: str) -> bytes:
    records = "".join(
        f"""<record><recordData><owmskern><identifier>{identifier}</identifier><title>Dossier; {identifier}</title></owmskern>
        <date>2020-12-01</date>
        <itemUrl manifestation="xml">https://zoek.officielebekendmakingen.nl/{identifier}.xml</itemUrl></recordData></record>"""
        for identifier in identifiers
    )
    parts = f"<numberOfRecords>{len(identifiers)}</numberOfRecords><records>{records}</records>"
    return f"<searchRetrieveResponse>{parts}</searchRetrieveResponse>".encode()


@dataclass
class Told:
    """Keeps what it is told."""

    fetched_: list[tuple[str, DocumentForm, date | None, str]] = field(default_factory=list)
    failed_: list[tuple[str, str]] = field(default_factory=list)
    noted_: list[tuple[str, str]] = field(default_factory=list)

    def fetched(self, identifier: str, form: DocumentForm, day: date | None, title: str) -> None:
        self.fetched_.append((identifier, form, day, title))

    def failed(self, what: str, reason: str, remedy: str) -> None:
        assert remedy[0].isupper()
        self.failed_.append((what, reason))

    def noted(self, what: str, message: str) -> None:
        self.noted_.append((what, message))


@pytest.fixture
def server() -> FakeServer:
    server = FakeServer()
    server.put(f"/{ID}/metadata.xml", lambda: answer(metadata()))
    server.put(f"/{ID}.xml", lambda: answer(letter()))
    return server


def run(
    server: FakeServer, folder: Path, *ids: str, dossier: str | None = None, prefer: DocumentForm = DocumentForm.XML
) -> tuple[Summary, Told]:
    told = Told()
    sites = Sites.of(BASE, None)
    fetcher = Fetcher(server.client(sites.allows), sites, told, prefer, now=lambda: START)
    with opened(folder) as corpus:
        fetcher.fetch(fetcher.find(ids, [Query(dossier)] if dossier else []), corpus)
    return fetcher.summary, told


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_document_comes_with_its_row(server: FakeServer, tmp_path: Path) -> None:
    summary, told = run(server, tmp_path / "corpus", ID)
    assert summary == Summary(fetched=1)
    assert told.fetched_ == [(ID, DocumentForm.XML, date(2020, 12, 18), "Rapportage")]
    assert files(tmp_path) == [f"corpus/letters/{ID}.xml", "corpus/manifest.csv"]
    assert not (tmp_path / "corpus" / ".fetch").exists()
    assert rows(tmp_path / "corpus") == [
        {
            "id": ID,
            "file": f"letters/{ID}.xml",
            "date": "2020-12-18",
            "title": "Rapportage",
            "dossier": "12345",
            "number": "6",
            "session": "",
            "type": "",
            "issued": "",
            "source": f"{BASE}/{ID}.xml",
            "sha256": hashlib.sha256(letter()).hexdigest(),
            "fetched": "2026-11-26T12:00:00Z",
        }
    ]
    asked = len(server.asked)
    summary, told = run(server, tmp_path / "corpus", ID)
    assert (summary, told, len(server.asked)) == (Summary(there=1), Told(), asked)


@pytest.mark.parametrize(
    ("bodies", "prefer", "expected"),
    [
        ({f"/{ID}.html": PAGE, f"/{ID}.pdf": PDF}, DocumentForm.XML, f"/{ID}.xml"),
        ({f"/{ID}.html": PAGE, f"/{ID}.pdf": PDF}, DocumentForm.PDF, f"/{ID}.pdf"),
        ({f"/{ID}.xml": SHELL, f"/{ID}.pdf": PDF}, DocumentForm.XML, f"/{ID}.pdf"),
        ({f"/{ID}.xml": PAGE, f"/{ID}.html": PAGE}, DocumentForm.XML, f"/{ID}.html"),
        ({f"/{ID}.xml": b"<html>404</html>", f"{STORE}/xml/{ID}.xml": letter()}, DocumentForm.XML, f"{STORE}/xml/{ID}.xml"),
        ({f"/{ID}.xml": letter()[:-9], f"/{ID}.pdf": PDF}, DocumentForm.HTML, f"/{ID}.pdf"),
    ],
)
def test_the_first_whole_form_wins(
    bodies: dict[str, bytes], prefer: DocumentForm, expected: str, server: FakeServer, tmp_path: Path
) -> None:
    for path, data in bodies.items():
        server.put(path, lambda data=data: answer(data))  # type: ignore[misc]
    summary, _ = run(server, tmp_path, ID, prefer=prefer)
    assert summary == Summary(fetched=1)
    (row,) = rows(tmp_path)
    assert row["source"] == BASE + expected
    assert files(tmp_path) == [f"letters/{ID}.{expected[-4:].strip('.')}", "manifest.csv"]


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        (f"/{ID}.xml", b"", 404, "there is no such document"),
        (
            f"/{ID}.xml",
            b"<html><h1>404</h1></html>",
            200,
            f"what is at {BASE}/{ID}.xml is a web page, where a document in XML should be",
        ),
        (f"/{ID}.xml", SHELL, 200, "is an empty shell without the text"),
        (f"/{ID}.pdf", b"", 500, "the server answered 500 (4 tries)"),
    ],
)
def test_a_document_that_cannot_be_had(
    path: str, body: bytes, status: int, reason: str, server: FakeServer, tmp_path: Path
) -> None:
    server.put(f"/{ID}.xml", lambda: answer(status=404))
    server.put(path, lambda: answer(body, status))
    summary, told = run(server, tmp_path / "corpus", ID)
    assert summary == Summary(failed=1)
    ((what, said),) = told.failed_
    assert what == ID
    assert reason in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "status", "noted"),
    [
        (b"", 404, None),
        (b"", 500, "the server answered 500"),
        (b"<html/>", 200, "no metadata: its root is html"),
        (metadata('<metadata name="DC.identifier" content="kst-1-1"/>'), 200, "the metadata of kst-1-1"),
        (bytes(5_000_001), 200, "more than 5 MB"),
    ],
)
def test_a_document_without_metadata(body: bytes, status: int, noted: str | None, server: FakeServer, tmp_path: Path) -> None:
    server.put(f"/{ID}/metadata.xml", lambda: answer(body, status))
    summary, told = run(server, tmp_path, ID)
    assert summary == Summary(fetched=1)
    (row,) = rows(tmp_path)
    assert (row["date"], row["dossier"], row["number"]) == ("", "12345", "6")
    assert [what for what, _ in told.noted_] == ([ID] if noted else [])
    assert (noted or "") in "".join(message for _, message in told.noted_)


def test_metadata_that_only_the_store_has(server: FakeServer, tmp_path: Path) -> None:
    found = metadata('<metadata name="OVERHEIDop.datumBrief" content="2020-12-17"/>')
    server.put(f"/{ID}/metadata.xml", lambda: answer(status=404))
    server.put(f"/frbr/officielepublicaties/kst/12345/{ID}/1/metadata/metadata.xml", lambda: answer(found))
    assert run(server, tmp_path, ID)[0] == Summary(fetched=1)
    assert [row["date"] for row in rows(tmp_path)] == ["2020-12-17"]


def test_a_search_and_ids(server: FakeServer, tmp_path: Path) -> None:
    server.put("/sru", lambda: answer(results("kst-12345-7", ID, "kst-12345-8")))
    for identifier in ("kst-12345-7", "kst-12345-8"):
        server.put(f"/{identifier}.xml", lambda identifier=identifier: answer(letter(identifier)))  # type: ignore[misc]
    summary, _ = run(server, tmp_path, ID, dossier="12345")
    assert summary == Summary(fetched=3)
    assert [(row["id"], row["title"]) for row in rows(tmp_path)] == [
        (ID, "Rapportage"),
        ("kst-12345-7", "kst-12345-7"),
        ("kst-12345-8", "kst-12345-8"),
    ]
    assert server.paths.count(f"/{ID}.xml") == 1


def test_a_search_that_fails(server: FakeServer, tmp_path: Path) -> None:
    server.put("/sru", lambda: answer(b"<html>busy</html>", 500))
    summary, told = run(server, tmp_path, ID, dossier="12345")
    assert summary == Summary(fetched=1, failed=1)
    assert told.failed_ == [("the search for dossier 12345", "the server answered 500 (4 tries)")]


def test_a_search_that_is_not_there(server: FakeServer, tmp_path: Path) -> None:
    _, told = run(server, tmp_path, dossier="12345")
    assert told.failed_ == [("the search for dossier 12345", f"there is no search at {BASE}/sru")]


def test_a_preview_asks_the_search_only(server: FakeServer, tmp_path: Path) -> None:
    server.put("/sru", lambda: answer(results(ID, "kst-12345-7")))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / f"{ID}.txt").write_bytes(b"")
    told = Told()
    fetcher = Fetcher(server.client(), Sites.of(BASE, None), told, DocumentForm.PDF)
    fetcher.preview(fetcher.find([], [Query("12345")]), Corpus(tmp_path))
    assert fetcher.summary == Summary(fetched=1, there=1)
    assert told.fetched_ == [("kst-12345-7", DocumentForm.XML, date(2020, 12, 1), "kst-12345-7")]
    assert server.paths == ["/sru"]
    assert files(tmp_path) == [f"letters/{ID}.txt"]


def test_a_server_that_fails_is_left_alone(tmp_path: Path) -> None:
    server = FakeServer()
    ids = [f"kst-12345-{number}" for number in range(1, 14)]
    for identifier in ids:
        server.put(f"/{identifier}.xml", lambda: answer(status=503))
    summary, told = run(server, tmp_path, *ids)
    assert summary == Summary(failed=11)
    assert [what for what, _ in told.failed_] == [*ids[:10], "Stopped"]
    assert told.failed_[-1][1].endswith("3 were not tried")


def test_missing_documents_do_not_stop_a_run(server: FakeServer, tmp_path: Path) -> None:
    summary, _ = run(server, tmp_path, *(f"kst-1-{number}" for number in range(1, 9)), ID)
    assert summary == Summary(fetched=1, failed=8)


def test_a_server_that_wants_to_be_left_alone_is_not_asked_for_other_forms(server: FakeServer, tmp_path: Path) -> None:
    server.put(f"/{ID}.xml", lambda: answer(status=429, Retry_After="86400"))
    summary, _ = run(server, tmp_path, ID)
    assert summary == Summary(failed=1)
    assert server.paths == [f"/{ID}/metadata.xml", f"/{ID}.xml"]


# Where a run was killed, the next one goes on.


@pytest.fixture
def done(server: FakeServer, tmp_path: Path) -> Path:
    """Give a folder as a run leaves it that nothing has disturbed."""
    run(server, tmp_path / "done", ID)
    server.asked.clear()
    return tmp_path / "done"


def killed(folder: Path, state: str) -> None:
    """Make a folder as a run leaves it that was killed at some moment."""
    unfinished = folder / ".fetch"
    unfinished.mkdir(parents=True)
    part = Corpus(folder).part(ID, DocumentForm.XML)
    if state == "note half written":
        (unfinished / f".{ID}.xml.json.part").write_text("{")
        return
    part.begin(f"{BASE}/{ID}.xml", f"{BASE}/{ID}.xml", {"content-length": str(len(letter())), "etag": '"a"'})
    if state == "no bytes":
        return
    part.path.write_bytes(letter() if state != "some bytes" else letter()[:20])
    if state in {"some bytes", "all bytes"}:
        return
    if state == "finished":
        part.finish("2026-11-26T12:00:00Z")
        return
    Corpus(folder).take(ID, DocumentForm.XML, START)
    if state == "manifest half written":
        (folder / ".manifest.csv.part").write_text("id,")


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ("note half written", [""]),
        ("no bytes", [""]),
        ("some bytes", ["bytes=20-"]),
        ("all bytes", []),
        ("finished", []),
        ("no row", []),
        ("manifest half written", []),
    ],
)
def test_a_killed_run(state: str, asked: list[str], done: Path, server: FakeServer, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    killed(folder, state)
    run(server, folder, ID)
    assert [ranged for path, ranged in server.asked if path == f"/{ID}.xml"] == asked
    assert rows(folder) == rows(done)
    assert files(folder) == files(done)
    assert not (folder / ".fetch").exists()


def test_what_was_left_after_the_row_was_written_goes(done: Path, server: FakeServer) -> None:
    before = rows(done)
    (done / ".fetch").mkdir()
    Corpus(done).part(ID, DocumentForm.XML).begin("a", "a", {})
    (done / ".fetch" / "kst-1-1.pdf.part").write_bytes(b"%PDF")
    assert run(server, done, ID)[0] == Summary(there=1)
    assert (rows(done), server.asked) == (before, [])
    assert not (done / ".fetch").exists()


def test_a_file_that_is_not_whole_and_has_no_row_is_fetched_again(server: FakeServer, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / f"{ID}.html").write_bytes(PAGE[:40])
    assert run(server, tmp_path, ID)[0] == Summary(fetched=1)
    assert files(tmp_path) == [f"letters/{ID}.xml", "manifest.csv"]


def test_a_whole_file_without_a_row_gets_one(server: FakeServer, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / f"{ID}.html").write_bytes(PAGE)
    assert run(server, tmp_path, ID)[0] == Summary(there=1)
    (row,) = rows(tmp_path)
    assert (row["file"], row["date"], row["source"]) == (f"letters/{ID}.html", "2020-12-18", "")
    assert server.paths == [f"/{ID}/metadata.xml"]


def test_a_file_that_was_removed_is_fetched_into_its_row(done: Path, server: FakeServer) -> None:
    (done / "letters" / f"{ID}.xml").unlink()
    assert run(server, done, ID)[0] == Summary(fetched=1)
    assert len(rows(done)) == 1


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(CorpusError, match="another fetch is at work"), opened(tmp_path):
        pass
    with opened(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
