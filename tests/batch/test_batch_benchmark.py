"""What the benchmarks of runs over many letters see of processes and of differences between folders; no time is tested."""

import subprocess
import sys
from pathlib import Path

import pytest

import kills
from processes import Sample, Usage, measure

BURN = "import time\nwhile time.process_time() < 0.5: pass"


def test_peaks_are_those_of_one_moment() -> None:
    usage = Usage()
    usage.take(Sample(0.1, 50), [(1, Sample(0, 100)), (2, Sample(0, 120))])
    usage.take(Sample(0.2, 60), [(1, Sample(0, 130))])
    usage.take(None, [])
    assert (usage.parent_memory, usage.worker_memory, usage.together_memory) == (60, 130, 270)


@pytest.mark.parametrize(("reaped", "counted"), [(9.0, 9.0), (0.0, 7.0)])
def test_workers_that_nobody_waited_for_count_as_last_seen(reaped: float, counted: float) -> None:
    usage = Usage()
    usage.take(Sample(0, 1), [(1, Sample(2, 1)), (2, Sample(3, 1))])
    usage.take(Sample(0, 1), [(2, Sample(5, 1))])
    usage.finish(1.0, 0.5, reaped)
    assert usage.workers_cpu == counted
    assert usage.cpu == counted + 0.5


def test_processes_are_told_apart() -> None:
    usage = measure([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"])
    assert usage.workers_cpu > 0.4
    assert usage.parent_cpu < usage.workers_cpu
    assert usage.worker_memory > 0
    assert max(usage.parent_memory, usage.worker_memory) < usage.together_memory


def test_a_command_that_fails_tells_why() -> None:
    with pytest.raises(subprocess.CalledProcessError) as raised:
        measure([sys.executable, "-c", "raise SystemExit('no letters')"])
    assert raised.value.stderr == "no letters\n"


@pytest.mark.parametrize(
    ("expected", "found", "told"),
    [
        ({"a": b"1"}, {"a": b"1"}, []),
        ({"a": b"1", "b": b"22"}, {"a": b"1"}, ["b is missing (2 bytes)"]),
        ({"a": b"1"}, {"a": b"2", "0": b""}, ["0 is there too (0 bytes)"]),
        (
            {"a": b"x\n1\n"},
            {"a": b"x\n2\n"},
            ["a differs:", "--- undisturbed", "+++ disturbed", "@@ -1,2 +1,2 @@", " x", "-1", "+2"],
        ),
        ({"a": b"\xff1"}, {"a": b"\xff"}, ["a differs:", "from byte 1 on, of 2 and 1 bytes:", "- b'1'", "+ b''"]),
    ],
)
def test_the_first_difference_is_told(expected: dict[str, bytes], found: dict[str, bytes], told: list[str]) -> None:
    assert kills.difference(expected, found).splitlines() == told


def test_hidden_files_count_unless_they_are_left_out(tmp_path: Path) -> None:
    for name in ("seen/a", ".hidden/b", "seen/.c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert set(kills.contents(tmp_path)) == {"seen/a", ".hidden/b", "seen/.c"}
    assert set(kills.contents(tmp_path, hidden=False)) == {"seen/a"}


def test_folders_that_differ_are_a_failure(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.csv").write_text("1")
    kills.compare(tmp_path / "one", tmp_path / "other", "here")
    (tmp_path / "other" / ".b").write_text("")
    with pytest.raises(kills.FailedError, match=r"^here: \.b is there too"):
        kills.compare(tmp_path / "one", tmp_path / "other", "here")
