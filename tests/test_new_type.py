"""A new type of mention: what stands in `toy_type` is all that has to be written, and everything else follows from it.

`toy_type/headcounts` is the folder of the type in `mentions/`, `headcounts.toml` its file in `rules/`, `records.txt` what
`records.py` gets before the line of `Mention`, in whose union the new model stands last. It is the worked example of
CONTRIBUTING.md.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html

TOY = Path(__file__).parent / "toy_type"
PROJECT = Path(__file__).parents[1]

LETTER = """Den Haag, 3 februari 2022

Geachte voorzitter,

In Mali zijn 270 militairen gelegerd. Dat kost € 3 miljoen. Verder zijn er twaalf soldaten op 270 meter van de grens.
"""
GOLD = [
    {"type": "document", "id": "brief", "sha256": sha256(LETTER.encode()).hexdigest(), "date": "2022-02-03"},
    {"id": "g1", "type": "headcount", "start": 61, "end": 75, "text": "270 militairen", "value": {"number": "270"}},
    {"id": "g2", "type": "headcount", "start": 123, "end": 138, "text": "twaalf soldaten", "value": {"number": "13"}},
]
COMMANDS = {
    "rules": ["rules", "check"],
    "run": ["run", "brief.txt", "-o", "output", "-j", "1"],
    "report": ["report", "output"],
    "show": ["show", "brief.txt"],
    "evaluate": ["evaluate", "brief.txt", "--gold", "gold", "--format", "json"],
}
PROGRAM = """
import json, sys
from typer.testing import CliRunner
from milcoop_extract.cli import app

if __name__ == "__main__":
    results = {name: CliRunner().invoke(app, words) for name, words in json.loads(sys.argv[1]).items()}
    print(json.dumps({name: [result.exit_code, result.stdout, result.stderr] for name, result in results.items()}))
"""


def add_toy_type(project: Path) -> None:
    """Copy the sources and the rules into a folder, and add the toy type to them."""
    shutil.copytree(PROJECT / "src", project / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "rules", project / "rules")
    package = project / "src" / "milcoop_extract"
    shutil.copytree(TOY / "headcounts", package / "mentions" / "headcounts")
    shutil.copy(TOY / "headcounts.toml", project / "rules")
    records = package / "records.py"
    before, union, after = records.read_text(encoding="utf-8").partition("Mention = Annotated[")
    models, end, rest = after.partition(", Field(discriminator=")
    assert union
    assert end
    added = (TOY / "records.txt").read_text(encoding="utf-8")
    records.write_text(f"{before}{added}{union}{models} | Headcount{end}{rest}", encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands ran; `results.json` has the exit code and the output of each."""
    folder = tmp_path_factory.mktemp("toy")
    add_toy_type(folder / "project")
    (folder / "brief.txt").write_text(LETTER, encoding="utf-8")
    (folder / "gold").mkdir()
    (folder / "gold" / "brief.jsonl").write_text("\n".join(map(json.dumps, GOLD)), encoding="utf-8")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder / "project" / "src"), "COLUMNS": "120"}
    result = subprocess.run(
        [sys.executable, "program.py", json.dumps(COMMANDS)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    (folder / "results.json").write_text(result.stdout, encoding="utf-8")
    return folder


def output_of(folder: Path, command: str) -> str:
    code, stdout, stderr = json.loads((folder / "results.json").read_text(encoding="utf-8"))[command]
    assert code == 0, stderr
    return str(stdout)


def test_its_rules_are_checked(folder: Path) -> None:
    files = len(list((PROJECT / "rules").glob("*.toml"))) + 1
    assert output_of(folder, "rules") == f"{files} rule files in {folder / 'project' / 'rules'} are right\n"


def test_a_run_counts_it(folder: Path) -> None:
    assert "1 letter, 1 new or changed: amounts 1, dates 1, headcounts 2" in output_of(folder, "run")


def test_it_has_a_table(folder: Path) -> None:
    with (folder / "output" / "headcounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("document", "text", "value_number", "qualifier", "rule")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("brief", "270 militairen", "270", "", "headcount.uniformed"),
        ("brief", "twaalf soldaten", "12", "", "headcount.uniformed"),
    ]


def test_the_data_package_describes_it(folder: Path) -> None:
    package = json.loads((folder / "output" / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (each for each in package["resources"] if each["name"] == "headcounts")
    assert resource["description"] == "A number of people in uniform in a letter."
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["value_number"] == {"name": "value_number", "type": "number", "description": "How many people."}


def test_the_report_shows_it(folder: Path) -> None:
    output_of(folder, "report")
    page = html.parse(folder / "output" / "report.html").getroot()
    marks = page.xpath("//mark[@class='headcount']")
    assert [(mark.text_content(), mark.get("title"), mark.get("data-n")) for mark in marks] == [
        ("270 militairen", "270 persons", "270"),
        ("twaalf soldaten", "12 persons", "12"),
    ]
    assert page.xpath("string(//fieldset[@id='types']//label[input/@value='headcount'])").strip() == "Headcount"
    assert "Headcount: 2" in page.xpath("//*[local-name()='rect'][@class='headcount']//text()")
    assert "mark.headcount, .key.headcount { background: var(--headcount); }" in page.xpath("string(//style)")


def test_the_terminal_shows_it(folder: Path) -> None:
    legend, *_ = output_of(folder, "show").splitlines()
    assert "headcounts\N{NO-BREAK SPACE}2" in legend


def test_it_is_scored(folder: Path) -> None:
    scores: dict[str, Any] = json.loads(output_of(folder, "evaluate"))["evaluation"]["scores"]["types"]["headcount"]
    assert (scores["counts"]["correct"], scores["strict"]["f1"], scores["value"]) == (2, 1.0, 0.5)
    assert scores["attributes"] == {"qualifier": 1.0}
