"""The commands that read an output folder: what they write, print and say."""

import json
import shutil
from pathlib import Path

import pytest

from in_process import invoke
from letters_for_reports import GERMAN, LATER, two_letters
from milcoop_extract.evaluation.gold import digest


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run over two letters."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "letters").mkdir()
    for name, text in (("eerste", GERMAN), ("tweede", LATER)):
        (folder / "letters" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert invoke("run", folder / "letters", "-o", folder / "output", "-j", "1")[0] == 0
    for letter in two_letters().letters:
        path = folder / "output" / "records" / f"{letter.record.document.id}.json"
        facts = letter.record.model_dump(mode="json")["indicators"]
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "indicators": facts}), encoding="utf-8")
    return folder / "output"


def test_report_goes_into_the_folder_or_where_it_is_told(output: Path, tmp_path: Path) -> None:
    for arguments, path in (((), output / "report.html"), (("-o", tmp_path / "here.html"), tmp_path / "here.html")):
        code, stdout, stderr = invoke("report", output, *arguments)
        size = f"{path.stat().st_size / 1e3:.0f} kB"
        assert (code, stdout, stderr) == (0, f"{path}: 2 letters, {size}. Open it in a browser.\n", "")
        assert "Duitsland gaf in 2020" in path.read_text(encoding="utf-8")


def test_a_run_leaves_the_report_alone(output: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(output, tmp_path / "output"))
    invoke("report", copy)
    assert invoke("run", output.parent / "letters", "-o", copy, "-j", "1", "--format", "csv")[0] == 0
    assert (copy / "report.html").exists()


def test_report_with_gold_has_the_scores(output: Path, tmp_path: Path) -> None:
    at = GERMAN.index("1,5%")
    gold = [
        {"type": "document", "id": "eerste", "sha256": digest(GERMAN), "date": "2020-12-18"},
        {"type": "percentage", "id": "g1", "start": at, "end": at + 4, "text": "1,5%", "value": {"percent": "1.5"}},
    ]
    (tmp_path / "eerste.jsonl").write_text("".join(json.dumps(line) + "\n" for line in gold), encoding="utf-8")
    assert invoke("report", output, "-o", tmp_path / "report.html", "--gold", tmp_path)[0] == 0
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<caption>Scores</caption>" in report
    assert "<td>percentage</td><td>0.500</td><td>1.000</td>" in report
    assert "tweede.txt" in report.partition("<caption>Skipped</caption>")[2]


def test_compare_prints_tables(output: Path) -> None:
    code, stdout, stderr = invoke("compare", output, "--part", "revisions")
    assert (code, stderr) == (0, "")
    assert "In this order: eerste, tweede" in stdout
    assert {"1.5%,", "1.4%,", "−0.1"} <= set(stdout.split())


def test_compare_as_csv_and_json(output: Path) -> None:
    csv = invoke("compare", output, "--format", "csv")[1].splitlines()
    data = json.loads(invoke("compare", output, "--format", "json")[1])
    assert csv[0].startswith("subject,indicator,period,letter,date,value,unit")
    assert len(csv) - 1 == len(data["facts"]) == 5
    assert [row["change"] for row in data["revisions"]] == ["-0.1"]
    assert json.loads(invoke("compare", output, "--format", "json", "--part", "facts")[1]) == data["facts"]


def test_compare_takes_several_folders(output: Path, tmp_path: Path) -> None:
    folders = []
    for name in ("tweede", "eerste"):
        records = tmp_path / name / "records"
        records.mkdir(parents=True)
        shutil.copy(output / "records" / f"{name}.json", records)
        folders.append(tmp_path / name)
    apart, together = (invoke("compare", *given, "--format", "json")[1] for given in (folders, [output]))
    assert json.loads(apart) == json.loads(together)


@pytest.mark.parametrize("command", ["report", "compare"])
def test_a_folder_without_results(command: str, tmp_path: Path) -> None:
    code, stdout, stderr = invoke(command, tmp_path)
    assert (code, stdout) == (2, "")
    assert "holds no results" in stderr


def test_gold_that_cannot_be_used(output: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{}\n", encoding="utf-8")
    code, _, stderr = invoke("report", output, "-o", tmp_path / "report.html", "--gold", tmp_path)
    assert (code, "x.jsonl" in stderr) == (2, True)


def test_a_report_that_cannot_be_written(output: Path, tmp_path: Path) -> None:
    code, _, stderr = invoke("report", output, "-o", tmp_path / "none" / "report.html")
    assert (code, "none" in stderr) == (2, True)
