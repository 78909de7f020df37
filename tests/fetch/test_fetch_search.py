"""The command `fetch --dossier` against a search that goes wrong in one way at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fetching import fetch, files, invoke, rows, write_letters
from stand_in_process import Tripwire, stand_in

LETTERS = [f"kst-33279-{number}" for number in range(1, 6)]
FIRST = LETTERS[:2]
DOSSIER = ("--dossier", "33279")
TRIES = 4
PAGE = 1
DOCUMENTS = 2 * len(LETTERS)
"""The letter and its metadata."""
ELSEWHERE = "http://{tripwire}"

OTHERS = [
    {"id": "kst-33279-6", "date": "2010-01-01"},
    {"id": "kst-12345-7", "dossier": "12345"},
    {"id": "kst-33279-8", "type": "Motie"},
]
PATHS = [
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


def on(fault: str, **options: Any) -> dict[str, Any]:
    return {"path": "^/sru", "fault": fault, **options}


def habits(**options: Any) -> dict[str, Any]:
    return on("search", **options)


@dataclass(frozen=True)
class Case:
    """How the search goes wrong; which letters come, after how many requests at most, with which exit code and message."""

    fault: Mapping[str, Any] | None
    letters: Sequence[str]
    most: int
    code: int = 0
    says: str = ""
    ask: Sequence[str] = DOSSIER
    source: str = ""


CASES = {
    "nothing wrong": Case(None, LETTERS, PAGE + DOCUMENTS, source="^/frbr/"),
    "small pages": Case(habits(page_cap=2), LETTERS, 3 * PAGE + DOCUMENTS),
    "small pages, not told where to go on": Case(habits(page_cap=2, next="none"), LETTERS, 3 * PAGE + DOCUMENTS),
    "records on two pages": Case(habits(page_cap=2, overlap=1), LETTERS, 4 * PAGE + DOCUMENTS),
    "more are announced": Case(habits(more=3), LETTERS, 3 * PAGE + DOCUMENTS, 1),
    "an empty page before the end": Case(habits(page_cap=2, empty_from=3), FIRST, 3 * PAGE + 4, 1),
    "always the same page": Case(habits(page_cap=2, overlap=2), FIRST, 4 * PAGE + 4, 1),
    "500 once": Case(on("status", code=500, times=1), LETTERS, 2 * PAGE + DOCUMENTS),
    "cut once": Case(on("cut", after=700, times=1), LETTERS, 2 * PAGE + DOCUMENTS),
    "gzip": Case(on("encoded", coding="gzip"), LETTERS, PAGE + DOCUMENTS),
    "503 always": Case(on("status", code=503), [], TRIES, 1, "503"),
    "429 for an hour": Case(on("status", code=429, retry_after=3600), [], PAGE, 1, r"\d\d:\d\d|hour|minute|second"),
    "a page of HTML": Case(on("content"), [], TRIES, 1),
    "a number that is none": Case(
        on("content", text="<searchRetrieveResponse><numberOfRecords>veel</numberOfRecords></searchRetrieveResponse>"),
        [],
        TRIES,
        1,
    ),
    "half of it": Case(on("malformed"), [], TRIES, 1),
    "entities that grow": Case(on("entities"), [], TRIES, 1),
    "entities from elsewhere": Case(on("entities", address=ELSEWHERE), LETTERS, PAGE + DOCUMENTS),
    "gzip bomb": Case(on("gzip_bomb", size=4 << 30), [], TRIES, 1),
    "without an end": Case(on("endless"), [], TRIES, 1),
    "redirected elsewhere": Case(on("redirect", to=ELSEWHERE + "/sru"), [], PAGE, 1, "redirected to"),
    "a message": Case(habits(diagnostic="Verzonnen melding"), [], PAGE, 1, "Verzonnen melding"),
    "nothing there": Case(None, [], PAGE, 0, "12345", ask=("--dossier", "12345")),
    "names that are paths": Case(habits(add=PATHS), LETTERS, PAGE + DOCUMENTS, -1),
    "records that were not asked for": Case(
        habits(add=OTHERS), LETTERS, PAGE + DOCUMENTS, ask=(*DOSSIER, "--since", "2020-12-01", "--type", "Brief")
    ),
    "official addresses": Case(habits(items="official"), LETTERS, PAGE + DOCUMENTS, source="^/frbr/"),
    "addresses elsewhere": Case(habits(items=ELSEWHERE), LETTERS, PAGE + DOCUMENTS),
    "no addresses": Case(habits(items="none"), LETTERS, PAGE + DOCUMENTS),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_faults_of_the_search(case: Case, tmp_path: Path, tripwire: Tripwire) -> None:
    served = write_letters(tmp_path / "docs", LETTERS)
    fault = {name: _filled_in(value, tripwire) for name, value in case.fault.items()} if case.fault else None
    with stand_in(tmp_path / "docs", [fault] if fault else []) as server:
        run = (fetch if case.fault and case.fault["fault"] in {"gzip_bomb", "endless"} else invoke)(
            server, tmp_path / "corpus", tripwire, *case.ask
        )
        targets = server.targets
    told = f"{run.out}\n{run.err}\n" + "\n".join(targets)
    assert files(tmp_path / "corpus") == {f"letters/{letter}.xml": served[letter]["xml"] for letter in case.letters}, told
    assert run.code == case.code or (case.code == -1 and run.code in {0, 1}), told
    assert re.search(case.says, run.out + run.err), told
    assert len(targets) <= case.most, told
    assert all(
        re.match("/sru[?]|/kst-|/frbr/officielepublicaties/kst/33279/kst-33279-[1-5]/1/", target) for target in targets
    ), told
    assert tripwire.calls == []
    assert {path.name.partition(".")[0] for path in tmp_path.iterdir()} <= {"docs", "corpus", "stand-in"}
    listed = rows(tmp_path / "corpus")
    assert set(listed) == set(case.letters)
    assert all(re.search(case.source, row["source"].removeprefix(server.base)) for row in listed.values())
    assert bool(run.err) == bool(run.code), told


def _filled_in(value: Any, tripwire: Tripwire) -> Any:
    return value.replace("{tripwire}", tripwire.host) if isinstance(value, str) else value
