"""`rules suggest`: discovered names as entries that can be added to programmes.toml."""

import shutil
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from milcoop_extract import extract_text
from milcoop_extract.cli import app
from milcoop_extract.mentions.programmes.rules import ProgrammeRules
from milcoop_extract.mentions.programmes.suggest import Suggestion, suggest
from milcoop_extract.records import Mention, Programme
from milcoop_extract.rules import default_directory, load

pytestmark = pytest.mark.usefixtures("one_process")

RULES = load(ProgrammeRules)

LETTERS = {
    "a.txt": "Het Turf Monitoring Initiative (TMI) begint. De TMI meet veen.\n\nDe oefening Zwarte Aarde is voorbij.",
    "b.txt": (
        "Aan de TMI deed niemand mee. In de Turf Monitoring Initiative ging veel om. MINUSMA niet.\n\n"
        'De nota “Wij "graven" door \\ vooruit” en operatie Zwarte Aarde.'
    ),
    "c/d.txt": "Oefening ZWARTE AARDE 24 en het project Turfkist 'Noord'.",
}


def write(folder: Path, names: Sequence[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTERS[name], encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["rules", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def found(texts: dict[str, str], rules: Path | None = None) -> list[tuple[str, bool]]:
    return [
        (mention.text, mention.discovered)
        for text in texts.values()
        for mention in extract_text(text, rules=rules).mentions
        if isinstance(mention, Programme)
    ]


def test_the_entries_can_be_added_as_they_are(tmp_path: Path) -> None:
    code, entries, _ = run("suggest", write(tmp_path / "letters", list(LETTERS)))
    assert code == 0
    rules = tmp_path / "rules"
    shutil.copytree(default_directory(), rules)
    with (rules / "programmes.toml").open("a", encoding="utf-8") as file:
        file.write(entries)
    assert run("check", "--rules", rules)[0] == 0
    before, after = found(LETTERS), found(LETTERS, rules)
    # All that was found is found, and where only the abbreviation stands it is, too.
    assert Counter(text for text, _ in after) - Counter(text for text, _ in before) == {"TMI": 1}
    assert Counter(text for text, _ in before) <= Counter(text for text, _ in after)
    assert len([text for text, discovered in before if discovered]) > 6
    assert not any(discovered for _, discovered in after)
    assert run("suggest", tmp_path / "letters", "--rules", rules) == (0, "", "")


def test_letters_are_merged_and_the_most_frequent_comes_first(tmp_path: Path) -> None:
    _, entries, _ = run("suggest", write(tmp_path, ["a.txt", "b.txt"]))
    first = entries.strip().split("\n\n")[0]
    assert first == (
        "# 4 mentions in a.txt, b.txt\n"
        "#   Het Turf Monitoring Initiative (TMI) begint.\n"
        "#   De TMI meet veen.\n"
        "#   In de Turf Monitoring Initiative ging veel om.\n"
        "[[programme]]\n"
        'id = "tmi"\n'
        'name = "Turf Monitoring Initiative"\n'
        'kind = "programme"\n'
        'abbreviations = ["TMI"]'
    )


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, list(LETTERS))
    paths = [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c"]
    assert run("suggest", *paths) == run("suggest", *reversed(paths))


@pytest.mark.parametrize(("count", "expected"), [(1, {"tmi", "zwarte-aarde"}), (3, {"tmi"}), (9, set())])
def test_names_that_are_rare_are_left_out(tmp_path: Path, count: int, expected: set[str]) -> None:
    _, entries, _ = run("suggest", write(tmp_path, ["a.txt"]), "--min-count", str(count))
    assert {entry["id"] for entry in tomllib.loads(entries).get("programme", [])} == expected


def test_a_letter_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    write(tmp_path, ["a.txt"])
    (tmp_path / "leeg.txt").touch()
    code, entries, errors = run("suggest", tmp_path)
    assert code == 1
    assert errors.startswith("leeg.txt: ")
    assert "tmi" in entries


def test_wrong_usage(tmp_path: Path) -> None:
    assert run("suggest", tmp_path / "nowhere")[0] == 2
    assert run("suggest", tmp_path)[0] == 2
    assert run("suggest", write(tmp_path, ["a.txt"]), "--min-count", "0")[0] == 2


def mentions(text: str) -> tuple[Mention, ...]:
    return extract_text(text).mentions


def test_an_id_that_is_taken_gets_a_number() -> None:
    (entry,) = suggest([("x", mentions("Het Data Programma Onderwater (DPO) loopt."))], RULES)
    assert entry.id == "dpo-2"
    assert entry.name == "Data Programma Onderwater"
    assert entry.abbreviations == ()  # another thing has it


def test_names_are_told_apart_by_more_than_their_case() -> None:
    (entry,) = suggest(
        [("x", mentions("De oefening Zwarte Aarde en oefening ZWARTE AARDE. De oefening ZWARTE AARDE is om."))], RULES
    )
    assert (entry.name, entry.names) == ("ZWARTE AARDE", ())
    assert entry.count == 3


def test_what_the_rules_have_is_no_suggestion() -> None:
    assert suggest([("x", mentions("Aan MINUSMA en het Europees Defensiefonds werd bijgedragen."))], RULES) == []


@given(st.text(min_size=1), st.text(min_size=1), st.text())
def test_everything_is_escaped(name: str, abbreviation: str, sentence: str) -> None:
    entry = Suggestion("x", name, "programme", (name,), (abbreviation,), 1, (sentence,), (sentence, sentence))
    assert tomllib.loads(entry.to_toml()) == {
        "programme": [{"id": "x", "name": name, "kind": "programme", "names": [name], "abbreviations": [abbreviation]}]
    }
