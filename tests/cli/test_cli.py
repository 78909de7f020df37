"""The command: its exit codes, what it says, and that it imports only what it needs."""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from rich.text import Text

from in_process import invoke
from milcoop_extract import __version__
from milcoop_extract.extractor import extract_text
from milcoop_extract.rules import default_directory
from milcoop_extract.views.terminal import render

LETTER = """Den Haag, 3 februari 2022

Geachte voorzitter,

Onderhoud

Het onderhoud kost dit jaar ongeveer € 3 miljoen. Dat is 2% meer dan vorig jaar.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_version() -> None:
    assert invoke("--version") == (0, f"{__version__}\n", "")


def test_run_says_what_it_did_and_where(letter: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    for new in (1, 0):
        code, stdout, stderr = invoke("run", letter, "-o", output)
        expected = f"1 letter, {new} new or changed: amounts 1, dates 3, percentages 1\n0 failed\nThe files are in {output} ("
        assert (code, stdout.startswith(expected), stderr) == (0, True, "")
    assert (output / "records" / "brief.json").exists()


@pytest.mark.usefixtures("one_process")
def test_run_tells_what_is_twice_and_what_is_gone(letter: Path, tmp_path: Path) -> None:
    letters, output = tmp_path / "in", tmp_path / "out"
    letters.mkdir()
    for name, text in (("a.txt", LETTER), ("b.txt", LETTER), ("c.txt", LETTER.replace("3", "4"))):
        (letters / name).write_text(text, encoding="utf-8")
    assert "\nb.txt has the same content as a.txt and was left out\n" in invoke("run", letters, "-o", output)[1]
    (letters / "c.txt").unlink()
    stays = "\nc is gone from the input and stays in the output; --prune removes it\n"
    assert stays in invoke("run", letters, "-o", output)[1]
    assert "\nc is gone from the input and was removed from the output\n" in invoke("run", letters, "-o", output, "--prune")[1]


@pytest.mark.usefixtures("one_process")
def test_run_takes_a_list_of_paths(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list").write_text("# letters\n\nbrief.txt\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert invoke("run", "--files-from", "list", "-o", "out", "-q")[0] == 0
    assert (tmp_path / "out" / "records" / "brief.json").exists()


def test_run_keeps_to_its_limits(letter: Path, tmp_path: Path) -> None:
    """A letter that takes about ten seconds is given one; the other is done."""
    (tmp_path / "lang.txt").write_text("€ " * 3_000_000, encoding="utf-8")
    code, _, stderr = invoke("run", letter, tmp_path / "lang.txt", "-o", tmp_path / "out", "-q", "--timeout", "1")
    assert (code, stderr) == (1, "lang.txt: took longer than 1 seconds. Give it more time with --timeout.\n")
    assert [path.name for path in (tmp_path / "out" / "records").iterdir()] == ["brief.json"]
    code, _, stderr = invoke("run", letter, tmp_path / "lang.txt", "-o", tmp_path / "out", "-q", "--memory", "0.5")
    assert (code, stderr) == (1, "lang.txt: needs more than 0.5 GB of memory. Give it more with --memory.\n")


def test_parquet_without_pyarrow(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, stderr = invoke("run", letter, "-o", tmp_path / "out", "--format", "parquet")
    assert (code, 'pip install "milcoop-extract[parquet]"' in stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    letters = tmp_path / "in"
    letters.mkdir()
    for number in range(40):
        (letters / f"{number:02}.txt").write_text(LETTER.replace("3", str(number)) * 20, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from milcoop_extract.cli import app; app()",
        "run",
        str(letters),
        "-o",
        str(tmp_path / "out"),
    ]
    # Whoever starts the tests in the background has Ctrl-C ignored, which would be inherited.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    while len(list(tmp_path.glob("out/.milcoop/letters/*/*.gz"))) < 3:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert stderr.endswith("Stopped. What is done is kept; the same command goes on from there.\n")  # after the progress
    kept = len(list(tmp_path.glob("out/.milcoop/letters/*/*.gz")))
    assert f"40 letters, {40 - kept} new or changed" in invoke("run", letters, "-o", tmp_path / "out")[1]


@pytest.mark.usefixtures("one_process")
def test_run_with_a_failure(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "kapot.txt").write_bytes(bytes(range(256)))
    code, stdout, stderr = invoke("run", tmp_path, "-o", tmp_path / "out")
    assert code == 1
    assert "1 letter, 1 new or changed" in stdout
    assert "\n1 failed\n" in stdout
    assert stderr.startswith("kapot.txt: ")


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize("broken", [False, True])
def test_quiet_prints_failures_only(letter: Path, tmp_path: Path, broken: bool) -> None:
    if broken:
        letter.write_bytes(bytes(range(256)))
    code, stdout, stderr = invoke("run", letter, "-o", tmp_path / "out", "--quiet")
    assert (code, stdout, bool(stderr)) == (int(broken), "", broken)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "name the letters, or a file that lists them with --files-from"),
        (["run", "--files-from", "missing"], "missing: No such file or directory"),
        (["run", "brief.txt", "--jobs", "0"], "Input should be greater than or equal to"),
        (["run", "brief.txt", "--scheduler", "nowhere"], "nowhere: no scheduler answers"),
        (["run", "missing.txt"], "missing.txt: there is no such file or folder"),
        (["run", "brief.txt", "--format", "json,exe"], "'json,exe'; the formats are json, csv, parquet"),
        (["run", "brief.txt", "--date", "31-4-2020"], "'31-4-2020' is not a day of the calendar"),
        (["run", "brief.txt", "-o", "brief.txt"], "brief.txt"),
        (["run", "brief.txt", "--rules", "missing"], "missing"),
        (["run", "brief.txt", "--model", "nl_core_news_xxl"], "nl_core_news_xxl"),
        (["show", "missing.txt"], "missing.txt"),
        (["show", "."], "directory"),
        (["show", "kapot.txt"], "kapot.txt"),
        (["evaluate", "brief.txt", "--gold", "missing"], "missing"),
        (["evaluate", "brief.txt", "--gold", "gold"], "none of the letters has gold in gold"),
        (["evaluate", "brief.txt", "--gold", "gold", "--update-baseline"], "say which file with --baseline"),
        (["evaluate", "brief.txt", "--gold", "gold", "--baseline", "missing.json"], "missing.json"),
        (["unknown"], "No such command 'unknown'"),
    ],
)
def test_wrong_usage(
    arguments: Sequence[str], message: str, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kapot.txt").write_bytes(bytes(range(256)))
    (tmp_path / "gold").mkdir()
    about = {"type": "document", "id": "ander", "sha256": "0" * 64, "date": "2020-12-18"}
    (tmp_path / "gold" / "ander.jsonl").write_text(json.dumps(about) + "\n", encoding="utf-8")
    monkeypatch.chdir(letter.parent)
    monkeypatch.setenv("COLUMNS", "200")
    code, stdout, stderr = invoke(*arguments)
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert "Traceback" not in stderr


def test_rules_check_accepts_the_rules_that_came_with_the_installation() -> None:
    assert invoke("rules", "check")[0] == 0


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("programmes.toml", "[[programme]]\nid = 'x'\n", "programmes.toml, line 1: programme 1 (x), name: is missing\n"),
        ("programmes.toml", "[[programme", "programmes.toml: not valid TOML: "),
        ("programes.toml", "", "programes.toml: no rules have this file name; did you mean programmes.toml?\n"),
    ],
)
def test_rules_check_names_file_entry_and_reason(file: str, text: str, message: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(default_directory(), rules)
    (rules / file).write_text(text, encoding="utf-8")
    code, stdout, stderr = invoke("rules", "check", "--rules", rules)
    assert (code, stdout) == (1, "")
    assert message in stderr


def test_rules_copy_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    assert invoke("rules", "copy", folder)[0] == 0
    assert {path.name for path in folder.iterdir()} == {path.name for path in default_directory().glob("*.toml")}
    code, _, stderr = invoke("rules", "copy", folder)
    assert (code, "calendar.toml" in stderr, stderr.endswith("would be overwritten; name another folder\n")) == (2, True, True)


def test_rules_check_tells_what_an_overlay_changes(tmp_path: Path) -> None:
    (tmp_path / "currencies.extra.toml").write_text('[[currency]]\ncode = "XDU"\n[remove]\ncurrency = ["HUF"]\n')
    code, stdout, stderr = invoke("rules", "check", "--rules", tmp_path)
    assert (code, stderr) == (0, "")
    assert stdout == f"currencies.extra.toml: adds or replaces 1, removes 1\n16 rule files in {tmp_path} are right\n"


def annotate(folder: Path, letter: Path, amount: str) -> None:
    """Write gold for the letter: its sum of money, with the value `amount`."""
    text = letter.read_text(encoding="utf-8")
    start = text.index("€ 3 miljoen")
    document = {"type": "document", "id": "brief", "sha256": sha256(text.encode()).hexdigest(), "date": "2022-02-03"}
    span = {"id": "g1", "start": start, "end": start + len("€ 3 miljoen"), "text": "€ 3 miljoen"}
    mention = {"type": "amount", **span, "value": {"amount": amount, "currency": "EUR"}, "qualifier": "approx"}
    folder.mkdir(exist_ok=True)
    (folder / "brief.jsonl").write_text(f"{json.dumps(document)}\n{json.dumps(mention)}\n", encoding="utf-8")


@pytest.mark.usefixtures("one_pipeline")
def test_evaluate_fails_where_it_fell_below_its_baseline(letter: Path, tmp_path: Path) -> None:
    gold, baseline = tmp_path / "gold", tmp_path / "baseline.json"
    evaluate = ("evaluate", letter, "--gold", gold, "--baseline", baseline, "--format", "json")
    annotate(gold, letter, "3000000")
    assert invoke(*evaluate, "--update-baseline")[0] == 0
    assert invoke(*evaluate)[0] == 0
    annotate(gold, letter, "4000000")
    code, stdout, _ = invoke(*evaluate)
    assert code == 1
    assert [change["text"] for change in json.loads(stdout)["comparison"]["lost"]] == ["€ 3 miljoen"]
    assert invoke(*evaluate, "--update-baseline")[0] == 0
    assert invoke(*evaluate)[0] == 0


@pytest.mark.usefixtures("one_pipeline")
@pytest.mark.parametrize(
    ("format_", "expected"), [("table", "│ amount"), ("markdown", "\n| amount | 1 | 1 |"), ("json", '"f1": 1.0')]
)
def test_evaluate_prints(format_: str, expected: str, letter: Path, tmp_path: Path) -> None:
    annotate(tmp_path / "gold", letter, "3000000")
    code, stdout, _ = invoke("evaluate", letter, "--gold", tmp_path / "gold", "--format", format_)
    assert code == 0
    assert expected in stdout


def test_show(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, stdout, _ = invoke("show", letter)
    stdout = stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert code == 0
    assert stdout.startswith(" amounts 1   percentages 1   dates 3 \n")
    assert "Het onderhoud kost dit jaar ongeveer € 3 miljoen." in stdout
    assert re.search(r"│ preamble +│ +│ dates 1 +│ +│", stdout)
    assert re.search(r"│ Onderhoud +│ +│ amounts 1, percentages 1, dates 2 +│ € 3 miljoen +│", stdout)


def test_show_highlights_exactly_the_mentions() -> None:
    extraction = extract_text(LETTER)
    highlighted = list(render(extraction))[1]
    assert isinstance(highlighted, Text)
    assert [highlighted.plain[span.start : span.end] for span in highlighted.spans] == [
        mention.text for mention in extraction.mentions
    ]
    assert [mention.text for mention in extraction.mentions] == [
        "3 februari 2022",
        "dit jaar",
        "€ 3 miljoen",
        "2%",
        "vorig jaar",
    ]


def test_show_highlights_references_too() -> None:
    legend, highlighted, *_ = render(extract_text("Zie Kamerstuk 33 279, nr. 32, en Stb. 2017, 317."))
    assert isinstance(highlighted, Text)
    found = [highlighted.plain[span.start : span.end] for span in highlighted.spans]
    assert found == ["Kamerstuk 33 279, nr. 32", "Stb. 2017, 317"]
    assert "references" in str(legend)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; from milcoop_extract.cli import app; app({arguments}, standalone_mode=False); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "milcoop_extract.cli" in modules
    assert not {"spacy", "pandas", "numpy", "httpx", "lxml"} & set(modules)
