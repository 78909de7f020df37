"""What is shown while a run goes on: a bar on a terminal, lines elsewhere, nothing when it shall be quiet."""

import io

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from milcoop_extract.batch.progress import Bar, Lines, Observer, watching


class Clock:
    """Goes on by some seconds with each letter."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def go_through(observer: Observer, clock: Clock, letters: int, seconds: float, failing: frozenset[int] = frozenset()) -> None:
    observer.begin(letters)
    for letter in range(letters):
        clock.now += seconds
        observer.advance(failed=letter in failing)
    observer.assemble()


@pytest.mark.parametrize(
    ("letters", "seconds", "expected"),
    [
        (0, 1.0, []),
        (4, 1.0, []),
        (
            6,
            4.0,
            [
                "3 of 6 letters, 0.2 a second, 12 s left, 1 failed",
                "6 of 6 letters, 0.2 a second, 0 s left, 1 failed",
                "6 of 6 letters, 1 failed; making the files",
            ],
        ),
        (100, 0.125, ["80 of 100 letters, 8.0 a second, 2 s left, 1 failed", "100 of 100 letters, 1 failed; making the files"]),
    ],
)
def test_lines(letters: int, seconds: float, expected: list[str]) -> None:
    clock, lines = Clock(), list[str]()
    go_through(Lines(lines.append, clock), clock, letters, seconds, frozenset({1}))
    assert lines == expected


def test_a_bar_has_count_rate_and_failures() -> None:
    clock, console = Clock(), Console(file=io.StringIO(), force_terminal=True, width=100)
    columns = [
        TextColumn(f"{{task.{name}}}") for name in ("description", "completed", "total", "fields[rate]", "fields[failed]")
    ]
    progress = Progress(*columns, console=console, auto_refresh=False)
    go_through(Bar(progress, clock), clock, 20, 0.5, frozenset({3, 4}))
    console.print(progress)
    assert isinstance(console.file, io.StringIO)
    assert "Making the files 20 20 2.0/s 2 failed" in " ".join(console.file.getvalue().split())


@pytest.mark.parametrize(("quiet", "terminal", "expected"), [(True, True, ""), (True, False, ""), (False, True, "3/3")])
def test_what_a_person_sees(
    quiet: bool, terminal: bool, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR" if terminal else "NO_COLOR", "1")
    clock = Clock()
    with watching(quiet=quiet) as observer:
        go_through(observer, clock, 3, 1.0)
    stdout, stderr = capsys.readouterr()
    assert stdout == ""
    assert expected in stderr if expected else stderr == ""
