"""CONTRIBUTING.md: its worked examples run in a copy of the checkout, and each command in it is one that there is."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from test_readme import ROOT, checkout, examples, run_script

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")
BIN = Path(sys.executable).parent
COMMANDS = [found for found in CODE.findall(TEXT) if re.match(r"(make|\.venv/bin/\w[\w-]*|PYTHONPATH=tools) ", found)]

__all__ = ["checkout"]


def answer(*arguments: str) -> str:
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one_that_there_is(command: str) -> None:
    first, *rest = shlex.split(command)
    if first == "make":
        assert answer("make", "--dry-run", *rest)
    elif first.endswith("/pytest"):
        assert "::" in answer(str(BIN / "pytest"), "--collect-only", "--quiet", "-p", "no:cacheprovider", *rest)
    elif first.endswith("/milcoop-extract"):
        shown = answer(str(BIN / "milcoop-extract"), rest[0], "--help")
        assert all(option in shown for option in rest if option.startswith("--"))
    elif first.endswith("/ruff"):
        assert rest[0] in answer(str(BIN / "ruff"), "--help")
    elif first.endswith("/python"):
        assert answer(sys.executable, *rest)
    else:
        assert command == "PYTHONPATH=tools .venv/bin/python -m stand_in FOLDER"
        assert (ROOT / "tools" / "stand_in" / "__main__.py").is_file()


def test_there_are_commands_of_every_kind() -> None:
    assert {shlex.split(command)[0].rpartition("/")[2] for command in COMMANDS} == {
        "PYTHONPATH=tools",
        "make",
        "milcoop-extract",
        "pytest",
        "python",
        "ruff",
    }


@pytest.mark.parametrize("title", ["Add a currency", "Add a rule"])
def test_a_worked_example(title: str, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The case that is added fails before the rules are changed and passes afterwards."""
    monkeypatch.setenv("PYTHONPATH", str(checkout / "src"))  # the copy, as if it were the checkout that was installed
    section = TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]
    case, change = examples(section)
    run_script(case.code)
    cases = ".venv/bin/pytest --quiet tests/test_cases.py -k amount"
    with pytest.raises(AssertionError, match="1 failed"):
        run_script(cases)
    assert cases in change.code
    run_script(change.code)
