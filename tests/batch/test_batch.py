"""Many letters in, tables out: what is done again, what stays, and what one that fails or an interruption costs."""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from in_process import InProcess, contents
from milcoop_extract.batch import run as batch
from milcoop_extract.batch.plan import Limits
from milcoop_extract.batch.publish import Format
from milcoop_extract.batch.run import RunSummary
from milcoop_extract.batch.settings import Settings
from milcoop_extract.batch.store import Store
from milcoop_extract.batch.workers import Loss
from milcoop_extract.errors import ManifestError, StoreError
from milcoop_extract.rules import default_directory
from milcoop_extract.tables.rows import TABLES

LETTER = """Den Haag, 3 februari 2022

Geachte voorzitter,

Het onderhoud kost dit jaar ongeveer € 3 miljoen. Dat is 2% meer dan vorig jaar.
"""
OTHER = LETTER.replace("3 miljoen", "4 miljoen")
THIRD = LETTER.replace("3 miljoen", "5 miljoen")


def fill(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def extract(
    letters: Path,
    output: Path,
    team: InProcess | None = None,
    *,
    day: date | None = None,
    rules: Path | None = None,
    **options: Any,
) -> RunSummary:
    return batch.run_with([letters], output, Settings.of(rules, None, day), team or InProcess(), **options)


def record(output: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((output / "records" / f"{name}.json").read_text(encoding="utf-8"))
    return content


def manifest(output: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    return content


def documents(output: Path) -> list[str]:
    return [line.partition(",")[0] for line in (output / "documents.csv").read_text(encoding="utf-8").splitlines()[1:]]


def visible(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.startswith(".milcoop")}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", {"a.txt": LETTER, "b.txt": OTHER, "c.txt": THIRD})


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("listed", "option", "expected"),
    [
        ("", None, ("2022-02-03", "header")),
        ("file,date\na.txt,2021-05-06\n", None, ("2021-05-06", "manifest")),
        ("file,date,issued\na.txt,,2021-05-06\n", None, ("2022-02-03", "header")),
        ("file,date,issued\na.txt,2021-05-06,2021-06-07\n", None, ("2021-05-06", "manifest")),
        ("file,date\na.txt,2021-05-06\n", date(2019, 1, 2), ("2019-01-02", "option")),
    ],
)
def test_where_the_date_comes_from(
    listed: str, option: date | None, expected: tuple[str, str], letters: Path, output: Path
) -> None:
    if listed:
        fill(letters, {"manifest.csv": listed})
    extract(letters, output, day=option)
    document = record(output, "a")["document"]
    assert (document["date"], document["date_source"]) == expected


def test_a_letter_that_fails_costs_only_itself(letters: Path, output: Path) -> None:
    fill(letters, {"b.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "d/c.txt": OTHER})
    summary = extract(letters, output)
    assert (summary.letters, summary.mentions["amounts"], summary.mentions["percentages"]) == (2, 2, 2)
    assert [(failure.document, failure.file, failure.stage) for failure in summary.failures] == [
        ("b", "b.txt", "read"),
        ("c", "d/c.txt", "collect"),
    ]
    assert set(contents(output / "records")) == {"a.json", "c.json"}
    errors = (output / "errors.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:3] for line in errors[1:]] == [["b", "b.txt", "read"], ["c", "d/c.txt", "collect"]]


def test_an_error_of_the_program_is_a_failure_too(letters: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("milcoop_extract.extractor.Extractor.extract", fail)
    failures = extract(letters, output).failures
    assert [(failure.stage, failure.reason) for failure in failures] == [("extract", "ZeroDivisionError: division by zero")] * 3


@pytest.mark.parametrize(
    ("loss", "reason", "again"),
    [
        (Loss("timeout"), "took longer than 300 seconds", []),
        (Loss("memory"), "needs more than 4 GB of memory", []),
        (Loss("crashed", "ended by SIGSEGV"), "the process that worked on it crashed twice (ended by SIGSEGV)", []),
        (Loss("killed", "ended by SIGKILL"), "the process that worked on it was killed twice (ended by SIGKILL)", ["b"]),
    ],
)
def test_a_letter_that_is_lost(loss: Loss, reason: str, again: list[str], letters: Path, output: Path) -> None:
    (failure,) = extract(letters, output, InProcess({"b": loss})).failures
    assert (failure.file, failure.stage, failure.reason) == ("b.txt", "worker", reason)
    team = InProcess()
    extract(letters, output, team)
    assert team.done == again


@pytest.mark.parametrize("limits", [Limits(timeout=400), Limits(memory=8)])
def test_a_letter_that_was_too_much_is_tried_again_with_other_limits(limits: Limits, letters: Path, output: Path) -> None:
    extract(letters, output, InProcess({"b": Loss("timeout")}))
    team = InProcess()
    assert not extract(letters, output, team, limits=limits).failures
    assert team.done == ["b"]


def replace_word(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def copied_rules(folder: Path) -> Path:
    shutil.copytree(default_directory(), folder / "rules")
    with (folder / "rules" / "programmes.toml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    return folder / "rules"


@pytest.mark.parametrize(
    ("change", "options", "expected"),
    [
        (lambda folder: None, {}, []),
        (lambda folder: None, {"force": True}, ["a", "b", "c"]),
        (lambda folder: replace_word(folder / "in/b.txt", "4", "6"), {}, ["b"]),
        (lambda folder: fill(folder / "in", {"d.txt": LETTER + "Meer."}), {}, ["d"]),
        (lambda folder: (folder / "in/b.txt").unlink(), {}, []),
        (lambda folder: (folder / "in/b.txt").rename(folder / "in/z.txt"), {}, ["z"]),
        (lambda folder: fill(folder / "in", {"manifest.csv": "file,date\nc.txt,2020-01-01\n"}), {}, ["c"]),
        (lambda folder: fill(folder / "in", {"manifest.csv": "file,date,issued\nc.txt,,2020-01-01\n"}), {}, ["c"]),
        (lambda folder: None, {"day": date(2020, 1, 1)}, ["a", "b", "c"]),
        (lambda folder: None, {"formats": {Format.CSV}}, []),
        (lambda folder: os.utime(folder / "in/b.txt", (0, 0)), {}, []),
        (lambda folder: shutil.rmtree(folder / "out/.milcoop/letters"), {}, ["a", "b", "c"]),
        (lambda folder: (folder / "out/manifest.json").unlink(), {}, []),
        (lambda folder: (folder / "out/records/b.json").unlink(), {}, []),
    ],
)
def test_what_is_done_again(
    change: Callable[[Path], object], options: dict[str, Any], expected: list[str], letters: Path, output: Path
) -> None:
    extract(letters, output)
    change(output.parent)
    team = InProcess()
    summary = extract(letters, output, team, **options)
    assert team.done == expected
    assert summary.extracted == len(expected)
    again = InProcess()
    extract(letters, output, again, **{key: value for key, value in options.items() if key != "force"})
    assert again.done == []


def test_other_rules_and_another_program_do_all_again(letters: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract(letters, output)
    team = InProcess()
    extract(letters, output, team, rules=copied_rules(output.parent))
    assert team.done == ["a", "b", "c"]
    monkeypatch.setattr("milcoop_extract.batch.settings.program_digest", lambda: "another")
    team = InProcess()
    extract(letters, output, team)
    assert team.done == ["a", "b", "c"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda output: (output / "records/b.json").unlink(),
        lambda output: (output / "records/b.json").write_text("{"),
        lambda output: (output / "amounts.csv").unlink(),
        lambda output: (output / "amounts.csv").write_text("document\n"),
        lambda output: (output / "datapackage.json").unlink(),
        lambda output: (output / "errors.csv").unlink(),
        lambda output: shutil.rmtree(output / "dates.parquet"),
        lambda output: (output / "dates.parquet/part-00000.parquet").write_bytes(b""),
        lambda output: (output / "manifest.json").unlink(),
        lambda output: shutil.rmtree(output / ".milcoop/parts"),
        lambda output: shutil.rmtree(output / ".milcoop/letters"),
        lambda output: shutil.rmtree(output / ".milcoop"),
        lambda output: [path.write_bytes(b"") for path in (output / ".milcoop/letters").rglob("*.gz")],
    ],
)
def test_what_was_damaged_is_mended(damage: Callable[[Path], object], letters: Path, output: Path) -> None:
    extract(letters, output, formats=set(Format))
    before = contents(output)
    damage(output)
    extract(letters, output, formats=set(Format))
    assert visible(contents(output)) == visible(before)


@pytest.mark.parametrize(
    ("prune", "expected", "gone", "pruned"), [(False, ["a", "b", "c"], ["b"], []), (True, ["a", "c"], [], ["b"])]
)
def test_a_letter_that_is_gone(
    prune: bool, expected: list[str], gone: list[str], pruned: list[str], letters: Path, output: Path
) -> None:
    extract(letters, output)
    (letters / "b.txt").unlink()
    summary = extract(letters, output, prune=prune)
    assert (summary.letters, summary.gone, summary.pruned) == (len(expected), gone, pruned)
    assert documents(output) == expected
    assert sorted(contents(output / "records")) == [f"{name}.json" for name in expected]
    assert [letter["id"] for letter in manifest(output)["letters"] if letter.get("gone")] == gone


def test_a_letter_that_comes_back_is_not_done_again(letters: Path, output: Path) -> None:
    extract(letters, output)
    text = (letters / "b.txt").read_bytes()
    before = contents(output)
    (letters / "b.txt").unlink()
    extract(letters, output)
    (letters / "b.txt").write_bytes(text)
    team = InProcess()
    summary = extract(letters, output, team)
    assert (team.done, summary.gone) == ([], [])
    assert contents(output) == before


def test_a_letter_that_failed_and_is_gone_leaves_nothing(letters: Path, output: Path) -> None:
    fill(letters, {"b.txt": ""})
    assert [failure.document for failure in extract(letters, output).failures] == ["b"]
    (letters / "b.txt").unlink()
    summary = extract(letters, output)
    assert (summary.failures, summary.gone) == ([], [])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"x.txt": LETTER}, {"x.txt": "a.txt"}),
        ({"d/a.txt": LETTER}, {"d/a.txt": "a.txt"}),
        ({"A.txt": LETTER, "0.txt": OTHER}, {"a.txt": "A.txt", "b.txt": "0.txt"}),
    ],
)
def test_letters_with_the_same_content_are_done_once(
    files: Mapping[str, str], expected: Mapping[str, str], letters: Path, output: Path
) -> None:
    team = InProcess()
    summary = extract(fill(letters, files), output, team)
    assert summary.duplicates == expected
    assert manifest(output)["duplicates"] == expected
    assert len(team.done) == 3
    assert not summary.failures


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ({Format.JSON}, {"records"}),
        ({Format.CSV}, {"datapackage.json", *(f"{table}.csv" for table in TABLES)}),
        ({Format.PARQUET}, {"datapackage.json", *(f"{table}.parquet" for table in TABLES)}),
        (
            set(Format),
            {"records", "datapackage.json", *(f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet"))},
        ),
    ],
)
@pytest.mark.parametrize("before", [set(), {Format.JSON}, set(Format)])
def test_the_output_holds_the_formats_of_the_last_run(
    before: set[Format], formats: set[Format], expected: set[str], letters: Path, output: Path
) -> None:
    if before:
        extract(letters, output, formats=before)
    extract(letters, output, formats=formats)
    assert {path.name for path in output.iterdir()} == {".milcoop", "manifest.json", *expected}


def test_the_order_of_letters_and_of_work_does_not_matter(letters: Path, output: Path, tmp_path: Path) -> None:
    found = sorted(letters.iterdir())
    batch.run_with(found, output, Settings.of(), InProcess(), formats=set(Format))
    batch.run_with(found[::-1], tmp_path / "two", Settings.of(), InProcess(backwards=True), formats=set(Format))
    assert contents(output) == contents(tmp_path / "two")
    assert len(contents(output)) > 40


@pytest.mark.parametrize("stop", range(3))
def test_an_interrupted_run_goes_on_where_it_was(stop: int, letters: Path, output: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        extract(letters, output, InProcess(stop=stop))
    team = InProcess()
    extract(letters, output, team)
    assert team.done == ["a", "b", "c"][stop:]
    extract(letters, tmp_path / "undisturbed")
    assert contents(output) == contents(tmp_path / "undisturbed")


class FullDisk:
    """Has room for some more files to be put in their places, and then for none."""

    def __init__(self, room: int) -> None:
        self.room = room

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        for name in ("replace", "rename"):
            patch.setattr(os, name, self._limited(getattr(os, name)))

    def _limited(self, function: Callable[..., None]) -> Callable[..., None]:
        def call(source: Path, target: Path) -> None:
            if not self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
            self.room -= 1
            function(source, target)

        return call


def test_what_an_interrupted_run_has_left_goes(letters: Path, output: Path) -> None:
    extract(letters, output)
    before = contents(output)
    fill(letters, {"d.txt": OTHER + "Meer.", "e.txt": THIRD + "Meer."})
    with pytest.raises(KeyboardInterrupt):
        extract(letters, output, InProcess(stop=1))
    assert contents(output) != before
    for name in ("d.txt", "e.txt"):
        (letters / name).unlink()
    extract(letters, output)
    assert contents(output) == before


def test_a_full_disk_damages_nothing(letters: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract(letters, output, formats=set(Format))
    old = contents(output)
    fill(letters, {"b.txt": OTHER + "Meer.", "d.txt": THIRD + "Meer."})
    shutil.copytree(output, tmp_path / "counted")
    with monkeypatch.context() as patch:
        counted = FullDisk(1000)
        counted.patch(patch)
        extract(letters, tmp_path / "counted", formats=set(Format))
    new = contents(tmp_path / "counted")
    assert 1000 - counted.room > 30
    for room in range(1000 - counted.room):
        copy = tmp_path / f"full after {room}"
        shutil.copytree(output, copy)
        with monkeypatch.context() as patch:
            FullDisk(room).patch(patch)
            with pytest.raises(StoreError, match=r"No space left on device\. Make room"):
                extract(letters, copy, formats=set(Format))
        left = {name: content for name, content in contents(copy).items() if not name.startswith(".")}
        # Whole files only, old or new. A data set that is being replaced may be away for a moment.
        assert [name for name, content in left.items() if content not in (old.get(name), new.get(name))] == []
        assert all(name in left for name in visible(old) if "parquet" not in name)
        extract(letters, copy, formats=set(Format))
        assert contents(copy) == new


@pytest.mark.parametrize("place", ["out", "out/.milcoop", "out/records", "out/amounts.csv"])
def test_an_output_that_cannot_be_written(place: str, letters: Path, output: Path) -> None:
    path = output.parent / place
    if place == "out/amounts.csv":
        path.mkdir(parents=True)
    else:
        fill(output.parent, {place: "a file"})
    with pytest.raises(StoreError, match=r"cannot be written: .*Make room or give write access"):
        extract(letters, output)


def test_a_second_run_is_kept_out(letters: Path, output: Path) -> None:
    with Store(output).locked(), pytest.raises(StoreError, match="out: another run is writing into this folder"):
        extract(letters, output)
    assert extract(letters, output).letters == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "Expecting property name"),
        ('{"manifest_version": "0",\n "letters": []}', "is of another version"),
        ('{"manifest_version": "1",\n "letters": [\n{"id": "a"}\n]}', "'file'"),
        ("[]", "cannot be used"),
    ],
)
def test_a_manifest_that_cannot_be_used(content: str, message: str, letters: Path, output: Path) -> None:
    fill(output, {"manifest.json": content})
    with pytest.raises(ManifestError, match=rf"manifest.json: .*{message}.*Remove it"):
        extract(letters, output)


NAMES = strategies.sampled_from(["a.txt", "b.txt", "c.txt", "d/a.txt", "d/e.txt"])
CONTENTS = strategies.sampled_from([LETTER, OTHER, THIRD, ""])
STEPS = strategies.lists(
    strategies.one_of(
        strategies.tuples(NAMES, CONTENTS),  # write a letter
        strategies.tuples(NAMES, strategies.none()),  # remove one
        strategies.tuples(strategies.just("run"), strategies.sets(strategies.sampled_from(Format), min_size=1)),
        strategies.tuples(strategies.just("stop"), strategies.integers(0, 3)),
        strategies.tuples(strategies.just("full"), strategies.integers(0, 40)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_has_happened_before_the_output_is_that_of_a_first_run(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    letters, output = fill(folder / "in", {"z.txt": LETTER + "Meer."}), folder / "out"
    for what, how in steps:
        match what:
            case "run":
                extract(letters, output, formats=how)
            case "stop":
                with contextlib.suppress(KeyboardInterrupt):
                    extract(letters, output, InProcess(stop=how))
            case "full":
                with pytest.MonkeyPatch.context() as patch, contextlib.suppress(StoreError):
                    FullDisk(how).patch(patch)
                    extract(letters, output, formats=set(Format))
            case _ if how is None:
                (letters / what).unlink(missing_ok=True)
            case _:
                fill(letters, {what: how})
    extract(letters, output, formats=set(Format), prune=True)
    extract(letters, folder / "first", formats=set(Format))
    assert contents(output) == contents(folder / "first")
