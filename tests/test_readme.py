"""The README and the pages of docs: every example in them runs as it stands, in order, in a copy of the checkout.

A `python` block is run, and all blocks share their names; in a `pycon` block the results are compared too. In a `console`
block each line after "$ " is a command and what follows is its output, with "..." for anything; an `sh` block is a script
that has to succeed. Other blocks are no examples. Commands of ours that need no shell, alone or at the end of a script, are
run in this process, which has loaded what each would load again.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from milcoop_extract.cli import app

ROOT = Path(__file__).parents[1]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
PLAIN = re.compile(r"milcoop-extract [^|&;<>$`\n]+")
"""A command of ours that needs no shell."""
SETS = re.compile(r"^(?:cd|export|source)\b|^\w+=|&$", re.MULTILINE)
"""What a later line of the same script may need: a folder, a variable, a process."""

# The environment is there already, and `make test` is what runs this test.
MAKE = 'make() { [ "$*" = test ] || command make -o .venv/core.stamp -o .venv/dev.stamp "$@"; }'


class Example(NamedTuple):
    """A fenced block, and the line of the file that its code starts on."""

    line: int
    language: str
    code: str


def examples(text: str) -> Iterator[Example]:
    for fence in FENCE.finditer(text):
        yield Example(text.count("\n", 0, fence.start(2)) + 1, fence[1], fence[2])


def run(example: Example, names: dict[str, Any]) -> None:
    match example.language:
        case "python":
            exec(example.code, names)
        case "pycon":
            run_session(example.code, names)
        case "console":
            for command, expected in COMMAND.findall(example.code):
                found = run_script(command)
                assert doctest.OutputChecker().check_output(expected, found, FLAGS), f"{command}\n{found}"
        case "sh":
            run_script(example.code)


def run_session(code: str, names: dict[str, Any]) -> None:
    session = doctest.DocTestParser().get_doctest(code, names, "example", None, None)
    session.globs = names
    doctest.DebugRunner(optionflags=FLAGS).run(session, clear_globs=False)


def run_script(code: str) -> str:
    lines = code.strip().splitlines()
    plain = [] if SETS.search(code) else [*takewhile(PLAIN.fullmatch, reversed(lines))][::-1]
    script = "\n".join(lines[: len(lines) - len(plain)])
    return (run_shell(script) if script else "") + "".join(map(run_command, plain))


def run_shell(code: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": "100"}
    command = ["bash", "-euo", "pipefail", "-c", f"{MAKE}\n{code}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{code}\n{done.stdout}{done.stderr}"
    return done.stdout


def run_command(line: str) -> str:
    _, *arguments = shlex.split(line)
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "100"}, catch_exceptions=False)
    assert done.exit_code == 0, f"{line}\n{done.output}"
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """Go to a copy of the checkout that uses the environment of this test."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "output", "dist"))
    (copy / ".venv").symlink_to(sys.prefix)
    with chdir(copy):
        yield copy


DRAWS = pytest.mark.skipif(find_spec("matplotlib") is None, reason="matplotlib is not installed; `make test` installs it")
PAGES = [
    "README.md",
    *(f"docs/{name}.md" for name in ("many-letters", "new-letters", "output", "report", "rules", "spacy")),
    pytest.param("docs/from-letters-to-chart.md", marks=DRAWS),
]


@pytest.mark.usefixtures("one_process", "one_pipeline")
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run(page: str, checkout: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    found = list(examples((checkout / page).read_text(encoding="utf-8")))
    assert found
    for example in found:
        try:
            run(example, names)
        except BaseException as error:
            error.add_note(f"in the example at {page}, line {example.line}")
            raise


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "x = 1 + 1\nassert x == 2\n"),
        ("pycon", ">>> 1 + 1\n2\n>>> print('a b c')\na ... c\n"),
        ("console", "$ echo a b c\na ... c\n$ echo two\ntwo\n"),
        ("console", "$ true\n$ false || true\n"),
        ("sh", "echo one\nmake test\n"),
        ("sh", "milcoop-extract --version\nmilcoop-extract rules check\n"),
        ("sh", "mkdir copied\nmilcoop-extract rules copy copied/rules\n"),
        ("console", "$ milcoop-extract --version\n0...\n"),
    ],
)
def test_a_right_example(language: str, code: str, tmp_path: Path) -> None:
    with chdir(tmp_path):
        run(Example(1, language, code), {})


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "assert 1 + 1 == 3\n"),
        ("pycon", ">>> 1 + 1\n3\n"),
        ("console", "$ echo one\none\n$ echo two\nthree\n"),
        ("console", "$ false\n"),
        ("sh", "false\necho one\n"),
        ("sh", "make run\n"),
        ("sh", "milcoop-extract run missing.txt\n"),
        ("sh", "false\nmilcoop-extract --version\n"),
        ("sh", "touch there.txt\nmilcoop-extract run missing.txt\n"),
        ("console", "$ milcoop-extract --version\nnone\n"),
    ],
)
def test_a_wrong_example(language: str, code: str, tmp_path: Path) -> None:
    with chdir(tmp_path), pytest.raises((AssertionError, doctest.DocTestFailure)):
        run(Example(1, language, code), {})


def test_names_are_shared_and_lines_are_told() -> None:
    names: dict[str, Any] = {}
    found = list(
        examples("# Title\n\n```python\nx = 1\n```\n\n```pycon\n>>> y = x + 1\n```\n\n```python\nassert y == 2\n```\n")
    )
    for example in found:
        run(example, names)
    assert [example.line for example in found] == [4, 8, 12]
    assert names["y"] == 2
