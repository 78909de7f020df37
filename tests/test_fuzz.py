"""Damaged letters: each is read or refused with a clear error, soon, and no reader takes the process down with it."""

import random
from pathlib import Path

import pytest

import fuzz

SECONDS = 8.0
FILES = fuzz.letters([fuzz.CORPUS / "formats", fuzz.CORPUS / "letters"])


def test_damaged_letters_are_read_or_refused() -> None:
    """`make fuzz` does this for an hour, and keeps what it finds."""
    tally = fuzz.Tally()
    findings = [(finding.what, finding.name) for finding in fuzz.fuzz(FILES, SECONDS, 2024, tally)]
    assert findings == []
    assert min(tally.read, tally.refused) > len(FILES)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("import os; os.abort()", "crashed (-6)"),
        ("while True: pass", "hung"),
        ("raise KeyError('x')", "raised KeyError at __init__.py"),
        ("bytearray(4 << 30)", "raised MemoryError at __init__.py"),
        ("open('left', 'w').close()", "wrote left"),
    ],
)
def test_what_a_reader_does_wrong_is_seen(body: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that do it stand in for ours in the process that reads."""
    package = tmp_path / "milcoop_extract"
    (package / "readers").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "readers" / "rules.py").write_text("class ReadingRules:\n    load = staticmethod(dict)\n")
    (package / "errors.py").write_text("class ReadError(Exception): ...\n")
    (package / "readers" / "__init__.py").write_text(f"def read(path, rules):\n    {body}\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(fuzz, "SECONDS_A_FILE", 1.0)
    letter = tmp_path / "brief.txt"
    letter.write_text("Een brief.")
    findings = list(fuzz.fuzz([letter], 0.01, 1, fuzz.Tally()))
    assert findings[0].what.startswith(what)


def test_damage_is_the_same_for_the_same_seed() -> None:
    for file in FILES:
        data = file.read_bytes()
        copies = [fuzz.damage(data, random.Random(f"1 {number}")) for number in range(20)]
        assert copies == [fuzz.damage(data, random.Random(f"1 {number}")) for number in range(20)]
        assert sum(copy != data for copy in copies) > 15
