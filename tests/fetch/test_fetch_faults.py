"""The command `fetch` against a repository that goes wrong with each letter in another way: what can be had arrives whole and
once, nothing else is written, nobody else is asked, and there is an end to the requests.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from fetching import fetch, files, invoke, rows, write_letters
from stand_in_process import Server, Tripwire, stand_in

SITE = "^/{id}[.]xml"
ANY_XML = "/{id}[.]xml"
ANY_HTML = "/{id}[.]html"
ANY_PDF = "/{id}[.]pdf"
STORE = "^/frbr/officielepublicaties/kst/33279/{id}/1/xml/{id}[.]xml"
METADATA = "/{id}/.*metadata"
ALL = "/{id}[./]"
ELSEWHERE = "http://{tripwire}"
IN_STORE = "/frbr/officielepublicaties/kst/33279/{id}/1/xml/{id}.xml"
TRIES = 4
ADDRESSES = 6
"""Three forms, at the site and in the store."""
METADATA_TRIES = 2 * TRIES
NO_VALIDATOR = {"ETag": None, "Last-Modified": None}

UTF_8, ASCII = 'encoding="UTF-8"', 'encoding="US-ASCII"'
ROOT, OLD_ROOT = "officiele-publicatie", "kamerwrk"

Fault = Mapping[str, Any]


def on(path: str, fault: str, **options: Any) -> Fault:
    return {"path": path, "fault": fault, **options}


@dataclass(frozen=True)
class Case:
    """What goes wrong with a letter, and what comes of it: the form that arrives, if any, after how many requests at most."""

    faults: Sequence[Fault]
    form: str
    most: int
    says: str = ""
    forms: str = "xml html pdf"
    source: str = ""
    sends: Sequence[str | None] = ()
    changed: tuple[str, str] = ("", "")


STATUSES = {
    "nothing wrong": Case([], "xml", 2, source=SITE),
    "500, 502, 503 in turn": Case([on(SITE, "status", code=code, times=1) for code in (500, 502, 503)], "xml", 5, source=SITE),
    "504 once": Case([on(SITE, "status", code=504, times=1)], "xml", 3, source=SITE),
    "reset always at the site": Case([on(SITE, "reset")], "xml", 2 + TRIES, source=STORE),
    "500 always at the site": Case([on(SITE, "status", code=500)], "xml", 2 + TRIES, source=STORE),
    "500 always for XML": Case([on(ANY_XML, "status", code=500)], "html", 2 + 2 * TRIES),
    "403 is not tried again": Case([on(SITE, "status", code=403)], "xml", 3, source=STORE),
    "410 is not tried again": Case([on(SITE, "status", code=410)], "xml", 3, source=STORE),
    "429 for a second": Case([on(ANY_XML, "status", code=429, retry_after=1, times=1)], "xml", 3, source=SITE),
    "429 until a moment": Case([on(ANY_XML, "status", code=429, retry_after=2, as_date=True, times=1)], "xml", 3, source=SITE),
    "503 with Retry-After": Case([on(ANY_XML, "status", code=503, retry_after=1, times=1)], "xml", 3, source=SITE),
    **{
        f"429 with Retry-After: {wrong}": Case(
            [on(ANY_XML, "status", code=429, times=1, headers={"Retry-After": wrong})], "xml", 3, source=SITE
        )
        for wrong in ("straks", "-5", "0.5", "Sun, 06 Nov 1994 08:49:37 GMT")
    },
}
CONNECTIONS = {
    "slow, but not too slow": Case([on(ANY_XML, "drip", seconds=0.02, piece=200)], "xml", 2, source=SITE),
    "cut with a length": Case([on(SITE, "cut", after=700, times=1)], "xml", 3, source=SITE, sends=[None, "bytes=700-"]),
    "cut in chunks": Case([on(SITE, "cut", after=700, framing="chunked", times=1)], "xml", 3, source=SITE),
    "cut without a length": Case([on(SITE, "cut", after=700, framing="close", times=1)], "xml", 4),
    "cut always without a length": Case([on(ANY_XML, "cut", after=700, framing="close")], "xml", 1 + TRIES),
    "cut too often without a length": Case([on(ANY_XML, "cut", after=100, framing="close")], "html", 2 + 2 * TRIES),
    "cut at each answer": Case(
        [on(SITE, "cut", after=1300)], "xml", 5, source=SITE, sends=[None, "bytes=1300-", "bytes=2600-"]
    ),
    "cut before the first byte": Case([on(SITE, "cut", after=0, times=1)], "xml", 3, source=SITE),
    "reset": Case([on(SITE, "reset", times=1)], "xml", 3, source=SITE),
    "shorter than told": Case([on(SITE, "wrong_length", by=10, times=1)], "xml", 4),
    "longer than told": Case([on(SITE, "wrong_length", by=-10, times=1)], "xml", 5),
    "the length is none": Case([on(SITE, "headers", set={"Content-Length": "veel"}, times=1)], "xml", 3),
    "the part begins early": Case(
        [on(SITE, "cut", after=700, times=1), on(SITE, "early_range", by=100, times=1)], "xml", 4, sends=[None, "bytes=700-"]
    ),
    "the part is ignored": Case(
        [on(SITE, "cut", after=700, times=1), on(SITE, "ignore_range")], "xml", 3, source=SITE, sends=[None, "bytes=700-"]
    ),
    "the part cannot be had": Case(
        [on(SITE, "cut", after=700, times=1), on(SITE, "range_416", times=1)], "xml", 4, sends=[None, "bytes=700-", None]
    ),
    "replaced meanwhile": Case(
        [on(SITE, "cut", after=1500, times=1), on(SITE, "revised", old="Kwikstaart", new="Goudvink")],
        "xml",
        4,
        changed=("Kwikstaart", "Goudvink"),
    ),
    "replaced meanwhile, only the length tells": Case(
        [
            on(SITE, "cut", after=1500, times=1, headers=NO_VALIDATOR),
            on(SITE, "revised", old="Kwikstaart", new="Goudvink", headers=NO_VALIDATOR),
        ],
        "xml",
        4,
        changed=("Kwikstaart", "Goudvink"),
    ),
    "cut, and nothing tells the version": Case(
        [on(SITE, "cut", after=700, times=1, headers=NO_VALIDATOR)], "xml", 3, source=SITE
    ),
}
CONTENT = {
    "error page with 200": Case([on(ANY_XML, "content")], "html", 4),
    "error page with 200 for XML and HTML": Case([on("/{id}[.](xml|html)$", "content")], "pdf", 7),
    "missing XML, told by a redirect": Case([on(ALL, "missing", by="redirect")], "pdf", 10, forms="pdf"),
    "missing XML, told with 200": Case([on(ALL, "missing", by="page")], "pdf", 6, forms="pdf"),
    "only HTML": Case([], "html", 4, forms="html"),
    "only PDF": Case([], "pdf", 6, forms="pdf"),
    "XML without a text": Case([on(ANY_XML, "shell")], "pdf", 6, forms="xml pdf"),
    "ASCII, it says, and is not": Case(
        [on(ANY_XML, "revised", old=UTF_8, new=ASCII)], "xml", 2, source=SITE, changed=(UTF_8, ASCII)
    ),
    "the root of old": Case([on(ANY_XML, "revised", old=ROOT, new=OLD_ROOT)], "xml", 2, source=SITE, changed=(ROOT, OLD_ROOT)),
    "with a byte order mark": Case(
        [on(ANY_XML, "revised", old="<?xml", new="\ufeff<?xml")], "xml", 2, source=SITE, changed=("<?xml", "\ufeff<?xml")
    ),
    "half of the XML": Case([on(ANY_XML, "malformed")], "html", 2 + 2 * TRIES),
    "PDF instead of XML": Case([on(ANY_XML, "content", text="%PDF-1.4 verzonnen")], "html", 4),
    "an empty file": Case([on(ANY_XML, "content", data="IA==")], "html", 2 + 2 * TRIES),
    "gzip": Case([on(ANY_XML, "encoded", coding="gzip")], "xml", 2, source=SITE),
    "deflate": Case([on(ANY_XML, "encoded", coding="deflate")], "xml", 2, source=SITE),
    "gzip twice": Case([on(ANY_XML, "encoded", coding="gzip, gzip")], "html", 2 + 2 * TRIES),
    "a coding that is not known": Case([on(ANY_XML, "encoded", coding="br")], "html", 2 + 2 * TRIES),
    "gzip that is none": Case([on(ANY_XML, "headers", set={"Content-Encoding": "gzip"})], "html", 2 + 2 * TRIES),
    "gzip bomb": Case([on(ANY_XML, "gzip_bomb", size=4 << 30)], "html", 4),
    "a body without an end": Case([on(ANY_XML, "endless")], "html", 4),
    "XML with entities that grow": Case([on(ANY_XML, "entities")], "html", 2 + 2 * TRIES),
}
METADATA_MENDED = {
    "missing": Case([on(METADATA, "status", code=404)], "xml", 3),
    "500 once": Case([on(METADATA, "status", code=500, times=1)], "xml", 3),
    "cut once": Case([on(METADATA, "cut", after=300, times=1)], "xml", 3),
}
METADATA_WRONG = {
    "error page": Case([on(METADATA, "content")], "xml", 1 + METADATA_TRIES, "metadata"),
    "half of it": Case([on(METADATA, "malformed")], "xml", 1 + METADATA_TRIES, "metadata"),
    "entities that grow": Case([on(METADATA, "entities")], "xml", 1 + METADATA_TRIES, "metadata"),
    "entities from elsewhere": Case([on(METADATA, "entities", address=ELSEWHERE)], "xml", 1 + METADATA_TRIES),
    "gzip bomb": Case([on(METADATA, "gzip_bomb", size=4 << 30)], "xml", 1 + METADATA_TRIES, "metadata"),
    "without an end": Case([on(METADATA, "endless")], "xml", 1 + METADATA_TRIES, "metadata"),
    "500 always": Case([on(METADATA, "status", code=500)], "xml", 1 + METADATA_TRIES, "metadata"),
    "elsewhere": Case([on(METADATA, "redirect", to=ELSEWHERE)], "xml", 1 + METADATA_TRIES, "metadata"),
}
REDIRECTS = {
    **{
        f"to {place}": Case([on(SITE, "redirect", to=place)], "xml", 3, source=STORE)
        for place in (
            ELSEWHERE + "/{name}",
            "//{tripwire}/{name}",
            "http://127.0.0.1@{tripwire}/{name}",
            r"http://{tripwire}\@127.0.0.1/{name}",
            "http://localhost:{port}{target}",
            "http://169.254.169.254/{name}",
            "https://zoek.officielebekendmakingen.nl/{name}",
            "file:///etc/hostname",
            "ftp://{tripwire}/{name}",
            "",
        )
    },
    # The client library takes it for a broken answer, which may be better the next time.
    "to http://[::1/": Case([on(SITE, "redirect", to="http://[::1/")], "xml", 2 + TRIES, source=STORE),
    "to where nobody answers": Case(
        [on(SITE, "redirect", to="https://127.0.0.1:{port}{target}")], "xml", 2 + TRIES, source=STORE
    ),
    "in a circle": Case([on(SITE, "loop")], "xml", 3 + 5, source=STORE),
    "without a place": Case([on(SITE, "status", code=302)], "xml", 3, source=STORE),
    **{
        f"{code} from one path to another": Case([on(SITE, "redirect", to=IN_STORE, code=code)], "xml", 3, source=STORE)
        for code in (301, 302, 303, 307, 308)
    },
}
HTML_PREFERRED = {
    "nothing wrong": Case([], "html", 2),
    "error page": Case([on(ANY_HTML, "content")], "xml", 4),
    "cut": Case([on(ANY_HTML, "cut", after=700, times=1)], "html", 3, sends=[None, "bytes=700-"]),
    "cut always without a length": Case([on(ANY_HTML, "cut", after=700, framing="close")], "html", 1 + TRIES),
    "cut too often without a length": Case([on(ANY_HTML, "cut", after=100, framing="close")], "xml", 2 + 2 * TRIES),
}
PDF_PREFERRED = {
    "nothing wrong": Case([], "pdf", 2),
    "PDF is none": Case([on(ANY_PDF, "content")], "xml", 4),
    "cut": Case([on(ANY_PDF, "cut", after=700, times=1)], "pdf", 3, sends=[None, "bytes=700-"]),
    "cut always without a length": Case([on(ANY_PDF, "cut", after=700, framing="close")], "pdf", 1 + TRIES),
    "cut too often without a length": Case([on(ANY_PDF, "cut", after=100, framing="close")], "xml", 2 + 2 * TRIES),
    "no PDF, no XML": Case([], "html", 6, forms="html"),
}
LOST = {
    "missing": Case([], "", ADDRESSES + 2, "", forms=""),
    "missing, told with 200": Case([on(ALL, "missing", by="page")], "", ADDRESSES + 2, forms=""),
    "missing, told by a redirect": Case([on(ALL, "missing", by="redirect")], "", ADDRESSES + 2, forms=""),
    "429 always": Case([on(ALL, "status", code=429)], "", (ADDRESSES + 2) * TRIES, "429"),
    "429 for an hour": Case([on(ALL, "status", code=429, retry_after=3600)], "", 3, r"\d\d:\d\d|hour|minute|second"),
    **{
        f"429 with Retry-After: {wait[:40]}": Case([on(ALL, "status", code=429, headers={"Retry-After": wait})], "", 3)
        for wait in ("9" * 400, "121", "Fri, 31 Dec 9999 23:59:59 GMT")
    },
    "reset always": Case([on(ALL, "reset")], "", (ADDRESSES + 2) * TRIES),
    "elsewhere, whatever is asked": Case([on(ALL, "redirect", to=ELSEWHERE)], "", ADDRESSES + 2, "redirected to .*official"),
    "in circles everywhere": Case([on(ALL, "loop")], "", (ADDRESSES + 2) * 6),
}


@pytest.mark.parametrize(
    ("cases", "options"),
    [
        pytest.param(STATUSES, (), id="statuses"),
        pytest.param(CONNECTIONS, (), id="connections"),
        pytest.param(CONTENT, (), id="content"),
        pytest.param(REDIRECTS, (), id="redirects"),
        pytest.param(METADATA_MENDED, (), id="metadata"),
        pytest.param(HTML_PREFERRED, ("--prefer", "html"), id="HTML preferred"),
        pytest.param(PDF_PREFERRED, ("--prefer", "pdf"), id="PDF preferred"),
        *(pytest.param({name: case}, (), id=name) for name, case in LOST.items()),
    ],
)
def test_faults_of_documents(cases: Mapping[str, Case], options: tuple[str, ...], tmp_path: Path, tripwire: Tripwire) -> None:
    code, wrong = fetched(cases, options, tmp_path, tripwire)
    assert (wrong, code) == ({}, 0 if all(case.form for case in cases.values()) else 1)


def test_documents_come_without_their_metadata(tmp_path: Path, tripwire: Tripwire) -> None:
    code, wrong = fetched(METADATA_WRONG, (), tmp_path, tripwire)
    assert wrong == {}
    assert code in {0, 1}


@pytest.mark.parametrize(
    ("timeout", "case"),
    [
        ("0.7", Case([on(SITE, "slow_start", seconds=3, times=1)], "xml", 4)),
        ("0.1", Case([on(SITE, "drip", seconds=0.04, times=1)], "xml", 6)),
    ],
)
def test_slow_answers(timeout: str, case: Case, tmp_path: Path, tripwire: Tripwire) -> None:
    assert fetched({"slow": case}, ("--timeout", timeout), tmp_path, tripwire) == (0, {})


def fetched(
    cases: Mapping[str, Case], options: Sequence[str], tmp_path: Path, tripwire: Tripwire
) -> tuple[int, dict[str, list[str]]]:
    """Fetch a letter a case, all in one run; its exit code, and of each case what is wrong, with what was said and asked."""
    names = {name: f"kst-33279-{nth}" for nth, name in enumerate(cases, 1)}
    served = {name: write_letters(tmp_path / "docs", [names[name]], case.forms)[names[name]] for name, case in cases.items()}
    scenario = [filled_in(fault, names[name], tripwire) for name, case in cases.items() for fault in case.faults]
    with stand_in(tmp_path / "docs", scenario) as server:
        run = (fetch if len(cases) > 1 else invoke)(server, tmp_path / "corpus", tripwire, *names.values(), *options)
    got, listed = files(tmp_path / "corpus"), rows(tmp_path / "corpus")
    assert tripwire.calls == []
    assert {request["host"] for request in server.requests} == {server.base.removeprefix("http://")}
    assert {path.name.partition(".")[0] for path in tmp_path.iterdir()} <= {"docs", "corpus", "stand-in"}

    wrong: dict[str, list[str]] = {}
    for name, case in cases.items():
        identifier = names[name]
        requests = [request for request in server.requests if re.search(f"/{identifier}[./]", request["target"])]
        said = [line for line in run.err.splitlines() if line.startswith(f"{identifier}: ")]
        its = {file: got.pop(file) for file in list(got) if re.search(f"{identifier}[^0-9]", file)}
        problems = [
            *_wrong_files(case, identifier, its, served[name]),
            *_wrong_row(case, identifier, its, listed.get(identifier), server),
            *_wrong_requests(case, requests),
            *([] if bool(case.form) != bool(said) or (case.form and case.says) else [f"says {said}"]),
            *([] if re.search(case.says, "".join(said)) else [f"does not say {case.says}"]),
        ]
        if problems:
            wrong[name] = [*problems, *said, *(f"{request['status']} {request['target']}" for request in requests)]
    assert got == {}
    count = sum(1 for case in cases.values() if case.form)
    if f"{count} fetched, 0 there already, {len(cases) - count} failed" not in run.out + run.err:
        wrong["summary"] = [run.out, run.err]
    return run.code, wrong


def filled_in(fault: Fault, identifier: str, tripwire: Tripwire) -> dict[str, Any]:
    return {
        name: value.replace("{tripwire}", tripwire.host).replace("{id}", identifier) if isinstance(value, str) else value
        for name, value in fault.items()
    }


def _wrong_files(case: Case, identifier: str, got: Mapping[str, bytes], served: Mapping[str, bytes]) -> Iterator[str]:
    kept = {file: data for file, data in got.items() if case.form or not file.startswith(".fetch/")}
    old, new = (word.encode() for word in case.changed)
    wanted = {f"letters/{identifier}.{case.form}": served[case.form].replace(old, new)} if case.form else {}
    if set(kept) != set(wanted):
        yield f"there are {sorted(kept)}"
    elif kept != wanted:
        yield "the bytes are others"


def _wrong_row(
    case: Case, identifier: str, got: Mapping[str, bytes], row: Mapping[str, str] | None, server: Server
) -> Iterator[str]:
    if not row:
        if case.form:
            yield "there is no row"
        return
    if row["file"] not in got or row["sha256"] != sha256(got[row["file"]]).hexdigest():
        yield f"the row has file {row['file']} with SHA-256 {row['sha256']}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", row["fetched"]):
        yield f"the row has the time {row['fetched']}"
    place = row["source"].removeprefix(server.base)
    if place == row["source"] or not re.search(case.source.replace("{id}", identifier), place):
        yield f"the row has the source {row['source']}"


def _wrong_requests(case: Case, requests: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(requests) > case.most:
        yield f"there are {len(requests)} requests, more than {case.most}"
    asked = [request["range"] for request in requests if "metadata" not in request["target"]]
    if asked[: len(case.sends)] != list(case.sends):
        yield f"it asks for the parts {asked}"
