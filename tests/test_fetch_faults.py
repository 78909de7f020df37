"""The command `fetch` against a repository that goes wrong in one way at a time: what can be had arrives whole and once,
nothing else is written, nobody else is asked, and there is an end to the requests.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from fetching import fetch, files, rows, write_letters
from stand_in_process import Server, Tripwire, stand_in

A, B, C, D, E, F, G, H = LETTERS = [f"kst-33279-{number}" for number in range(1, 9)]
ALL = "."
SEARCH = "^/sru"
SITE = rf"^/{A}[.]xml"
ANY_XML = rf"/{A}[.]xml"
METADATA = "metadata"
STORE = rf"/frbr/officielepublicaties/kst/33279/{A}/1/xml/{A}[.]xml"
NOT_HERE = "http://{tripwire}"
TRIES = 4
EITHER = {0, 1}
ADDRESSES = 6
"""Three forms, at the site and in the store."""

Fault = Mapping[str, Any]


@pytest.fixture(scope="module")
def tripwire() -> Iterator[Tripwire]:
    tripwire = Tripwire()
    yield tripwire
    tripwire.close()


def on(path: str, fault: str, **options: Any) -> Fault:
    return {"path": path, "fault": fault, **options}


@dataclass(frozen=True)
class Case:
    """What is asked with which faults, and what comes of it: the form of each letter, and how many requests at most."""

    faults: Sequence[Fault]
    got: Mapping[str, str]
    most: int
    code: int = 0
    says: str = ""
    ask: Sequence[str] = (A,)
    forms: str = "xml html pdf"
    source: str = ""
    sends: Sequence[str | None] = ()
    changed: tuple[str, str] = ("", "")
    letters: Sequence[str] = field(default_factory=lambda: LETTERS)


XML = {A: "xml"}
NOTHING: dict[str, str] = {}
NO_VALIDATOR = {"ETag": None, "Last-Modified": None}
DOSSIER = ("--dossier", "33279")
FIRST_FIVE = LETTERS[:5]
FIVE = dict.fromkeys(FIRST_FIVE, "xml")

STATUSES = {
    "nothing wrong": Case([], XML, 2, source=SITE),
    "500, 502, 503 one after the other": Case([on(SITE, "status", code=code, times=1) for code in (500, 502, 503)], XML, 5),
    "504 once": Case([on(SITE, "status", code=504, times=1)], XML, 3, source=SITE),
    "500 always at the site": Case([on(SITE, "status", code=500)], XML, 2 + TRIES, source=STORE),
    "500 always for XML": Case([on(ANY_XML, "status", code=500)], {A: "html"}, 2 + 2 * TRIES),
    "403 is not tried again": Case([on(SITE, "status", code=403)], XML, 3, source=STORE),
    "410 is not tried again": Case([on(SITE, "status", code=410)], XML, 3, source=STORE),
    "429 always": Case([on(ALL, "status", code=429)], NOTHING, (ADDRESSES + 2) * TRIES, 1, f"{A}: "),
    "429 for a second": Case([on(ANY_XML, "status", code=429, retry_after=1, times=1)], XML, 3, source=SITE),
    "429 until a moment": Case([on(ANY_XML, "status", code=429, retry_after=2, as_date=True, times=1)], XML, 3, source=SITE),
    "503 with Retry-After": Case([on(ANY_XML, "status", code=503, retry_after=1, times=1)], XML, 3, source=SITE),
    "429 for an hour": Case([on(ALL, "status", code=429, retry_after=3600)], NOTHING, 3, 1, f"{A}: .*(hour|minute|second|:)"),
    "429 with a wrong Retry-After": Case(
        [on(ANY_XML, "status", code=429, times=1, headers={"Retry-After": "straks"})], XML, 3, source=SITE
    ),
    "429 with a negative Retry-After": Case(
        [on(ANY_XML, "status", code=429, times=1, headers={"Retry-After": "-5"})], XML, 3, source=SITE
    ),
    "five in a row": Case(
        [on(ALL, "status", code=503)], NOTHING, 5 * (ADDRESSES + 2) * TRIES, 1, "stop", ask=LETTERS, letters=LETTERS
    ),
    "eight that are missing": Case([], NOTHING, 8 * (ADDRESSES + 2), 1, f"{H}: ", ask=LETTERS, letters=["kst-1-1"]),
}

CONNECTIONS = {
    "slow first byte": Case([on(SITE, "slow_start", seconds=3, times=1)], XML, 4, ask=(A, "--timeout", "0.7")),
    "a byte now and then": Case([on(SITE, "drip", seconds=0.04, times=1)], XML, 6, ask=(A, "--timeout", "0.1")),
    "slow, but not too slow": Case([on(ANY_XML, "drip", seconds=0.02, piece=200)], XML, 2, source=SITE),
    "cut with a length": Case([on(SITE, "cut", after=700, times=1)], XML, 3, source=SITE, sends=[None, "bytes=700-"]),
    "cut in chunks": Case([on(SITE, "cut", after=700, framing="chunked", times=1)], XML, 3, source=SITE),
    "cut without a length": Case([on(SITE, "cut", after=700, framing="close", times=1)], XML, 4),
    "cut always without a length": Case([on(ANY_XML, "cut", after=700, framing="close")], {A: "html"}, 2 + 2 * TRIES),
    "cut at each answer": Case([on(SITE, "cut", after=1300)], XML, 5, source=SITE, sends=[None, "bytes=1300-", "bytes=2600-"]),
    "cut before the first byte": Case([on(SITE, "cut", after=0, times=1)], XML, 3, source=SITE),
    "reset": Case([on(SITE, "reset", times=1)], XML, 3, source=SITE),
    "reset always": Case([on(ALL, "reset")], NOTHING, (ADDRESSES + 2) * TRIES, 1, f"{A}: "),
    "longer than it is": Case([on(SITE, "wrong_length", by=10, times=1)], XML, 4),
    "shorter than it is": Case([on(SITE, "wrong_length", by=-10, times=1)], XML, 5),
    "the part is ignored": Case(
        [on(SITE, "cut", after=700, times=1), on(SITE, "ignore_range")], XML, 3, source=SITE, sends=[None, "bytes=700-"]
    ),
    "the part cannot be had": Case(
        [on(SITE, "cut", after=700, times=1), on(SITE, "range_416", times=1)], XML, 4, sends=[None, "bytes=700-", None]
    ),
    "replaced meanwhile": Case(
        [on(SITE, "cut", after=1500, times=1), on(SITE, "revised", old="Kwikstaart", new="Goudvink")],
        XML,
        4,
        changed=("Kwikstaart", "Goudvink"),
    ),
    "replaced meanwhile, nothing tells of it but the length": Case(
        [
            on(SITE, "cut", after=1500, times=1, headers=NO_VALIDATOR),
            on(SITE, "revised", old="Kwikstaart", new="Goudvink", headers=NO_VALIDATOR),
        ],
        XML,
        4,
        changed=("Kwikstaart", "Goudvink"),
    ),
    "cut, and nothing tells the version": Case(
        [on(SITE, "cut", after=700, times=1, headers=NO_VALIDATOR)], XML, 3, source=SITE
    ),
    "cut PDF": Case(
        [on("[.]pdf", "cut", after=700, times=1)], {A: "pdf"}, 3, ask=(A, "--prefer", "pdf"), sends=[None, "bytes=700-"]
    ),
    "cut PDF without a length": Case(
        [on("[.]pdf", "cut", after=700, framing="close")], XML, 2 + 2 * TRIES, ask=(A, "--prefer", "pdf")
    ),
}

CONTENT = {
    "error page with 200": Case([on(ANY_XML, "content")], {A: "html"}, 4),
    "error page with 200 for XML and HTML": Case([on(rf"{A}[.](xml|html)$", "content")], {A: "pdf"}, 7),
    "missing, told with 200": Case([on(ALL, "missing", by="page")], NOTHING, ADDRESSES + 2, 1, f"{A}: ", letters=[B]),
    "missing, told by a redirect": Case(
        [on(ALL, "missing", by="redirect")], NOTHING, 2 * (ADDRESSES + 2), 1, f"{A}: ", letters=[B]
    ),
    "missing XML, told by a redirect": Case([on(ALL, "missing", by="redirect")], {A: "pdf"}, 10, forms="pdf"),
    "missing": Case([], NOTHING, ADDRESSES + 2, 1, f"{A}: ", letters=[B]),
    "only HTML": Case([], {A: "html"}, 4, forms="html"),
    "only PDF": Case([], {A: "pdf"}, 6, forms="pdf"),
    "PDF is preferred": Case([], {A: "pdf"}, 2, ask=(A, "--prefer", "pdf")),
    "HTML is preferred": Case([], {A: "html"}, 2, ask=(A, "--prefer", "html")),
    "PDF is preferred, but is none": Case([on("[.]pdf", "content")], XML, 4, ask=(A, "--prefer", "pdf")),
    "XML without a text": Case([on(ANY_XML, "shell")], {A: "pdf"}, 6, forms="xml pdf"),
    "half of the XML": Case([on(ANY_XML, "malformed")], {A: "html"}, 2 + 2 * TRIES),
    "PDF instead of XML": Case([on(ANY_XML, "content", text="%PDF-1.4 verzonnen")], {A: "html"}, 4),
    "an empty file": Case([on(ANY_XML, "content", data="IA==")], {A: "html"}, 2 + 2 * TRIES),
    "gzip": Case([on(ANY_XML, "encoded", coding="gzip")], XML, 2, source=SITE),
    "deflate": Case([on(ANY_XML, "encoded", coding="deflate")], XML, 2, source=SITE),
    "gzip twice": Case([on(ANY_XML, "encoded", coding="gzip, gzip")], {A: "html"}, 2 + 2 * TRIES),
    "a coding that is not known": Case([on(ANY_XML, "encoded", coding="br")], {A: "html"}, 2 + 2 * TRIES),
    "gzip that is none": Case([on(ANY_XML, "headers", set={"Content-Encoding": "gzip"})], {A: "html"}, 2 + 2 * TRIES),
    "gzip bomb": Case([on(ANY_XML, "gzip_bomb", size=4 << 30)], {A: "html"}, 4),
    "a body without an end": Case([on(ANY_XML, "endless")], {A: "html"}, 4),
    "XML with entities that grow": Case([on(ANY_XML, "entities")], {A: "html"}, 2 + 2 * TRIES),
    "metadata: missing": Case([on(METADATA, "status", code=404)], XML, 3),
    "metadata: error page": Case([on(METADATA, "content")], XML, 3),
    "metadata: 500 once": Case([on(METADATA, "status", code=500, times=1)], XML, 3),
    "metadata: cut once": Case([on(METADATA, "cut", after=300, times=1)], XML, 3),
}
METADATA_WRONG = {
    "metadata: half of it": [on(METADATA, "malformed")],
    "metadata: entities that grow": [on(METADATA, "entities")],
    "metadata: entities from elsewhere": [on(METADATA, "entities", address=NOT_HERE)],
    "metadata: gzip bomb": [on(METADATA, "gzip_bomb", size=4 << 30)],
    "metadata: without an end": [on(METADATA, "endless")],
    "metadata: 500 always": [on(METADATA, "status", code=500)],
    "metadata: elsewhere": [on(METADATA, "redirect", to=NOT_HERE)],
}

_PLACES = {
    A: NOT_HERE + "/{name}",
    B: "//{tripwire}/{name}",
    C: "http://127.0.0.1@{tripwire}/{name}",
    D: "file:///etc/hostname",
    E: "http://169.254.169.254/{name}",
    F: "ftp://{tripwire}/{name}",
    G: "https://zoek.officielebekendmakingen.nl/{name}",
    H: r"http://{tripwire}\@127.0.0.1/{name}",
}
REDIRECTS = {
    "to other hosts": Case(
        [on(f"^/{letter}[.]xml", "redirect", to=place) for letter, place in _PLACES.items()],
        dict.fromkeys(LETTERS, "xml"),
        4 * len(LETTERS),
        ask=LETTERS,
    ),
    "to another host, whatever is asked": Case(
        [on(ALL, "redirect", to=NOT_HERE + "/{name}")], NOTHING, ADDRESSES + 2, 1, f"{A}: .*redirected to"
    ),
    "to another name of this host": Case(
        [on(ANY_XML, "redirect", to="http://localhost:{port}/verzonnen/{name}")], {A: "html"}, 4
    ),
    "in a circle": Case([on(SITE, "loop")], XML, 3 + 5, source=STORE),
    "in circles everywhere": Case([on(ALL, "loop")], NOTHING, (ADDRESSES + 2) * 6, 1, f"{A}: "),
    "without a place": Case([on(SITE, "status", code=302)], XML, 3, source=STORE),
    **{
        f"{code} from one path to another": Case(
            [on(SITE, "redirect", to=f"/frbr/officielepublicaties/kst/33279/{A}/1/xml/{A}.xml", code=code)],
            XML,
            3,
            source=STORE,
        )
        for code in (301, 302, 303, 307, 308)
    },
}

_CONTRADICTIONS: list[dict[str, str]] = [
    {"id": F, "date": "2010-01-01"},
    {"id": G, "dossier": "12345"},
    {"id": H, "type": "Motie"},
]
_PATHS = [
    {"id": name}
    for name in (
        "../../x",
        "/etc/passwd",
        "kst-1-1/../../y",
        "kst-33279-1/metadata",
        "..",
        "kst-1-1\nkst-1-2",
        "kst-1-1?x",
        "%2e%2e",
    )
]
SEARCHES = {
    "nothing wrong": Case([], FIVE, 1 + 2 * 5, source="^/frbr/"),
    "small pages": Case([on(SEARCH, "search", page_cap=2)], FIVE, 3 + 2 * 5),
    "small pages, and not told where to go on": Case([on(SEARCH, "search", page_cap=2, next="none")], FIVE, 3 + 2 * 5),
    "records on two pages": Case([on(SEARCH, "search", page_cap=2, overlap=1)], FIVE, 4 + 2 * 5),
    "more are announced": Case([on(SEARCH, "search", more=3)], FIVE, 3 + 2 * 5, 1),
    "an empty page before the end": Case(
        [on(SEARCH, "search", page_cap=2, empty_from=3)], dict.fromkeys([D, E], "xml"), 2 + 2 * 5, 1
    ),
    "always the same page": Case([on(SEARCH, "search", page_cap=2, overlap=2)], dict.fromkeys([D, E], "xml"), 4 + 2 * 5, 1),
    "500 once": Case([on(SEARCH, "status", code=500, times=1)], FIVE, 2 + 2 * 5),
    "cut once": Case([on(SEARCH, "cut", after=700, times=1)], FIVE, 2 + 2 * 5),
    "gzip": Case([on(SEARCH, "encoded", coding="gzip")], FIVE, 1 + 2 * 5),
    "503 always": Case([on(SEARCH, "status", code=503)], NOTHING, TRIES, 1),
    "429 for an hour": Case([on(SEARCH, "status", code=429, retry_after=3600)], NOTHING, 1, 1),
    "page of HTML": Case([on(SEARCH, "content")], NOTHING, TRIES, 1),
    "half of it": Case([on(SEARCH, "malformed")], NOTHING, TRIES, 1),
    "entities that grow": Case([on(SEARCH, "entities")], NOTHING, TRIES, 1),
    "gzip bomb": Case([on(SEARCH, "gzip_bomb", size=4 << 30)], NOTHING, TRIES, 1),
    "without an end": Case([on(SEARCH, "endless")], NOTHING, TRIES, 1),
    "elsewhere": Case([on(SEARCH, "redirect", to=NOT_HERE + "/sru")], NOTHING, 1, 1, "redirected to"),
    "diagnostics": Case([on(SEARCH, "search", diagnostic="Verzonnen melding")], NOTHING, 1, 1, "Verzonnen melding"),
    "nothing there": Case([], NOTHING, 1, 0, "12345", ask=("--dossier", "12345")),
    "names that are paths": Case([on(SEARCH, "search", add=_PATHS)], FIVE, 1 + 2 * 5, -1),
    "records that were not asked for": Case(
        [on(SEARCH, "search", add=_CONTRADICTIONS)],
        FIVE,
        1 + 2 * 5,
        ask=(*DOSSIER, "--since", "2020-12-01", "--type", "Brief"),
    ),
    "official addresses": Case(
        [on(SEARCH, "search", items="official"), on(rf"^/{A}[.]xml", "reset")], FIVE, 1 + 2 * 5, source="^/frbr/"
    ),
    "addresses elsewhere": Case([on(SEARCH, "search", items=NOT_HERE)], FIVE, 1 + 4 * 5),
    "no addresses": Case([on(SEARCH, "search", items="none")], FIVE, 1 + 2 * 5),
}


def filled_in(faults: Sequence[Fault], tripwire: Tripwire) -> list[Fault]:
    return [
        {name: value.replace("{tripwire}", tripwire.host) if isinstance(value, str) else value for name, value in fault.items()}
        for fault in faults
    ]


def check(case: Case, tmp_path: Path, tripwire: Tripwire) -> Server:
    served = write_letters(tmp_path / "docs", case.letters, case.forms)
    calls = len(tripwire.calls)
    folder = tmp_path / "corpus"
    with stand_in(tmp_path / "docs", filled_in(case.faults, tripwire)) as server:
        run = fetch(server, folder, tripwire, *case.ask)
        told = f"{run.out}\n{run.err}\n" + "\n".join(server.targets)

    got = files(folder)
    old, new = (word.encode() for word in case.changed)
    unfinished = [name for name in got if name.startswith(".fetch/")] if case.code else []
    wanted = {f"letters/{letter}.{form}": served[letter][form].replace(old, new) for letter, form in case.got.items()}
    assert {name: data for name, data in got.items() if name not in unfinished} == wanted, told
    assert run.code in (EITHER if case.code == -1 else {case.code}), told
    assert re.search(case.says, run.out + run.err), told
    assert len(server.requests) <= case.most, told
    assert tripwire.calls[calls:] == []
    assert {request["host"] for request in server.requests} == {server.base.removeprefix("http://")}
    assert {path.name.partition(".")[0] for path in tmp_path.iterdir()} <= {"docs", "corpus", "stand-in"}
    assert all(
        re.match(r"/(sru[?]|kst-[\w-]+[./]|frbr/officielepublicaties/kst/|Errors/)", target) for target in server.targets
    )

    listed = rows(folder)
    assert {letter: row["file"] for letter, row in listed.items()} == {
        letter: f"letters/{letter}.{form}" for letter, form in case.got.items()
    }
    for row in listed.values():
        assert row["sha256"] == sha256(wanted[row["file"]]).hexdigest()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", row["fetched"])
        assert row["source"].startswith(server.base + "/")
        assert re.search(case.source, row["source"].removeprefix(server.base)), row["source"]
    summary = f"{len(case.got)} fetched, 0 there already, "
    assert not case.got or summary in run.out + run.err, told
    return server


def named(cases: Mapping[str, Any]) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in cases.items()]


@pytest.mark.parametrize("case", named({**STATUSES, **CONNECTIONS, **CONTENT, **REDIRECTS}))
def test_documents(case: Case, tmp_path: Path, tripwire: Tripwire) -> None:
    server = check(case, tmp_path, tripwire)
    if case.sends:
        asked = [request["range"] for request in server.requests if METADATA not in request["target"]]
        assert asked[: len(case.sends)] == list(case.sends)


@pytest.mark.parametrize("case", named(SEARCHES))
def test_searches(case: Case, tmp_path: Path, tripwire: Tripwire) -> None:
    asked = DOSSIER if case.ask == (A,) else case.ask
    check(Case(**{**vars(case), "ask": asked, "letters": FIRST_FIVE}), tmp_path, tripwire)


@pytest.mark.parametrize("faults", named(METADATA_WRONG))
def test_a_document_comes_without_its_metadata(faults: list[Fault], tmp_path: Path, tripwire: Tripwire) -> None:
    check(Case(faults, XML, 1 + 2 * TRIES, -1), tmp_path, tripwire)
