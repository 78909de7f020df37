"""The comparison of what two revisions extract."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "benchmarks" / "diff_extract.py"


@pytest.fixture(scope="module")
def diff_extract() -> Any:
    spec = importlib.util.spec_from_file_location("diff_extract", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["diff_extract"] = module
    spec.loader.exec_module(module)
    return module


def mention(start: int, text: str, value: dict[str, str], **others: object) -> dict[str, object]:
    places = {"start": start, "end": start + len(text), "source_start": start + 5, "source_end": start + 5 + len(text)}
    return {"type": "amount", "text": text, "value": value, "rule": "amount.test", "sentence": "Zin."} | places | others


FIVE = mention(10, "€ 5", {"amount": "5", "currency": "EUR"})
SIX = mention(30, "€ 6", {"amount": "6", "currency": "EUR"})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([FIVE], [FIVE], []),
        ([FIVE], [FIVE, SIX], [("gained", "€ 6")]),
        ([FIVE, SIX], [SIX], [("lost", "€ 5")]),
        ([FIVE], [FIVE | {"qualifier": "approx"}], [("changed", "€ 5")]),
        ([FIVE], [FIVE | {"rule": "amount.other", "id": "m9", "sentence": "Een zin."}], []),
        # The cleaning of the text has changed, the place in the source has not.
        ([FIVE], [FIVE | {"start": 8, "end": 11}], []),
        # A format without offsets into its source.
        ([FIVE | {"source_start": None}], [FIVE | {"source_start": None, "source_end": None}], []),
        ([SIX], [FIVE], [("gained", "€ 5"), ("lost", "€ 6")]),
    ],
)
def test_changes(diff_extract: Any, before: list[Any], after: list[Any], expected: list[tuple[str, str]]) -> None:
    changes = list(diff_extract.compare({"a": before}, {"a": after}))
    assert [(change.kind, change.item["text"]) for change in changes] == expected


def test_a_letter_that_only_one_revision_reads(diff_extract: Any) -> None:
    changes = list(diff_extract.compare({"a": [FIVE]}, {"a": [FIVE], "b": [SIX]}))
    assert [(change.letter, change.kind) for change in changes] == [("b", "gained")]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ([], [SIX], """+ amount '€ 6' {"amount": "6", "currency": "EUR"} [amount.test]"""),
        ([SIX], [], """- amount '€ 6' {"amount": "6", "currency": "EUR"} [amount.test]"""),
        ([SIX], [SIX | {"role": "level"}], """~ amount '€ 6' role null -> "level" [amount.test]"""),
    ],
)
def test_a_change_is_told(diff_extract: Any, before: list[Any], after: list[Any], line: str) -> None:
    (change,) = diff_extract.compare({"a": before}, {"a": after})
    assert diff_extract.describe(change) == f"{line}\n    Zin."


def test_a_revision_is_run_with_its_own_rules(tmp_path: Path) -> None:
    """A sum is lost where the rules no longer know its currency."""
    copy = tmp_path / "copy"
    for folder in ("benchmarks", "rules", "src"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    git = ["git", "-C", str(copy), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "now"]):
        subprocess.run([*git, *arguments], check=True)
    currencies = copy / "rules" / "currencies.toml"
    currencies.write_text(currencies.read_text().replace('"£"', '"£££"'))
    letter = tmp_path / "brief.txt"
    letter.write_text("Een kaart kost £ 5,50 ofwel € 6,20.\n")
    command = [sys.executable, "benchmarks/diff_extract.py", "HEAD", str(letter), "--runs", "1"]
    run = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True)
    assert "- amount '£ 5,50'" in run.stdout
    assert "gained      0\nlost        1  amount 1\nchanged     0\n" in run.stdout


def test_an_unknown_revision_is_named() -> None:
    run = subprocess.run([sys.executable, str(SCRIPT), "no-such-revision"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "no-such-revision" in run.stderr or "not a git repository" in run.stderr
