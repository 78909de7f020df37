"""Fixtures that several test modules use."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from spacy.language import Language

from in_process import InProcess
from milcoop_extract.batch import run as batch
from milcoop_extract.evaluation import run as evaluation
from milcoop_extract.pipeline import load
from milcoop_extract.readers.rules import ReadingRules
from stand_in_process import Tripwire

ROOT = Path(__file__).parents[1]
REAL_LETTER_SHA256 = "b847ee1f02ad5cb8295e74cc00eea10b26370e4c26b2c6657b6d2318abf04134"


@pytest.fixture(scope="session")
def real_letter() -> Path:
    """The letter that the gold was made for; it is not part of the project, so a test that needs it may be skipped."""
    for folder in (ROOT / "corpus", ROOT.parent / "shared" / "corpus"):
        for path in sorted(folder.rglob("*.txt")):
            if sha256(path.read_bytes()).hexdigest() == REAL_LETTER_SHA256:
                return path
    pytest.skip("kst-33279-32.txt is neither in corpus/ nor in ../shared/corpus/")


@pytest.fixture(scope="session")
def reading_rules() -> ReadingRules:
    """The rules of the readers that come with the project."""
    return ReadingRules.load()


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline that comes with the project, loaded once; a test that changes its pipeline loads its own."""
    return load()


@pytest.fixture
def one_pipeline(monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    """Let an evaluation with the rules and the base that come with the project use the pipeline that is loaded."""

    def loaded(model: Path | str | None, rules: Path | str | None) -> Language:
        return load(model, rules) if model or rules else nlp

    monkeypatch.setattr(evaluation, "load", loaded)


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands extract in the process of the test: to begin others takes longer than a few small letters."""

    @contextmanager
    def team(*_: object) -> Iterator[InProcess]:
        yield InProcess()

    monkeypatch.setattr(batch, "team", team)


@pytest.fixture(scope="module")
def tripwire() -> Iterator[Tripwire]:
    """A server that nobody may call."""
    tripwire = Tripwire()
    yield tripwire
    assert tripwire.calls == []
    tripwire.close()
