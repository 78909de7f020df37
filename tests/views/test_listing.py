"""The command `facts`: what it chooses and prints of what a run has written."""

from pathlib import Path

import pytest

from in_process import invoke

LETTER = """Den Haag, 18 december 2020

Geachte voorzitter,

België

Voor 2020 is de Belgische defensiebegroting ongeveer € 4,76 miljard groot, ofwel 1,1% van het bbp. Brussel
wil dat de defensie-uitgaven in 2025 op 1,24% van het bbp uitkomen. Het budget van het Europees
Defensiefonds bedraagt voor de periode 2021-2027 € 7,9 miljard.

Noorwegen

De defensiebegroting bedraagt 61 miljard NOK.
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "brief.txt").write_text(LETTER, encoding="utf-8")
    assert invoke("run", folder / "brief.txt", "-q", "-o", folder / "out")[0] == 0
    return folder / "out"


BUDGET, SHARE, GOAL, FUND = "about EUR 4,760 million", "1.1%", "1.24%", "EUR 7,900 million"


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        ((), [BUDGET, SHARE, GOAL, FUND, "4 facts", "Voor 2020 is de Belgische"], ["NOK"]),
        (("--country", "be"), [BUDGET, SHARE, GOAL, "3 facts"], [FUND]),
        (("--country", "belgium"), ["Belgium (BE)", "3 facts"], [FUND]),
        (("--country", "België"), ["3 facts"], [FUND]),
        (("--country", "edf"), [FUND, "2021/2027", "1 fact"], [BUDGET]),
        (("--indicator", "defence_gdp_share"), [SHARE, GOAL, "target"], [BUDGET]),
        (("--year", "2020"), [BUDGET, SHARE, "2 facts"], [GOAL, FUND]),
        (("--year", "2024"), [FUND, "1 fact"], [GOAL]),
        (("--country", "NO"), ["no facts"], ["NOK"]),
        (("--country", "NO", "--all"), ["NOK 61,000 million", "low: the period is the year of the letter"], [BUDGET]),
    ],
)
def test_facts(
    options: tuple[str, ...], shown: list[str], hidden: list[str], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    code, stdout, stderr = invoke("facts", output, *options)
    assert (code, stderr) == (0, "")
    assert [text for text in shown if text not in stdout] == []
    assert [text for text in hidden if text in stdout] == []


def test_narrow_lines_have_a_list(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, stdout, _ = invoke("facts", output, "--country", "NO", "--all")
    assert code == 0
    assert stdout.splitlines() == [
        "Norway (NO), defence_budget, 2020: NOK 61,000 million, realised (low: the period",
        "is the year of the letter)",
        "    brief: De defensiebegroting bedraagt 61 miljard NOK.                        ",
        "1 fact",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing"], "there are no tables in this folder"),
        ([".", "--indicator", "welvaart"], "the indicators are defence_budget"),
        ([".", "--year", "20"], "--year"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    code, stdout, stderr = invoke("facts", *arguments)
    assert (code, stdout) == (2, "")
    assert message in stderr
