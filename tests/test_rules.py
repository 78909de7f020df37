"""Rule files: those that come with the project are right, and a wrong one is refused with file, entry and reason."""

import re
import shutil
from pathlib import Path

import pytest

from milcoop_extract import extract_text
from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.amounts.rules import CurrencyRules
from milcoop_extract.mentions.dates.rules import CalendarRules
from milcoop_extract.mentions.kamerstukken.rules import KamerstukRules
from milcoop_extract.mentions.programmes.rules import ProgrammeRules
from milcoop_extract.readers.rules import HyphenationRules, MonthRules, ReadingRules, SectionRules
from milcoop_extract.rules import RuleFile, default_directory, load

MODELS = {model.file: model for model in RuleFile.__subclasses__()}


def test_there_is_a_model_for_each_file_and_a_file_for_each_model() -> None:
    assert {path.name for path in default_directory().iterdir()} == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_each_file_of_the_installation_loads(name: str) -> None:
    rules = load(MODELS[name])
    assert isinstance(rules, MODELS[name])
    assert [key for key in rules.model_fields_set if not getattr(rules, key)] == []


def test_ids_and_names_are_unique() -> None:
    programmes = load(ProgrammeRules).programme
    assert len({entry.id for entry in programmes}) == len(programmes)
    names = [name.casefold() for entry in programmes for name in {entry.name, *entry.names}]
    assert len(set(names)) == len(names)
    abbreviations = [name for entry in programmes for name in entry.abbreviations]
    assert len(set(abbreviations)) == len(abbreviations)
    codes = [entry.code for entry in load(CurrencyRules).currency]
    assert len(set(codes)) == len(codes)


def test_a_programme_with_conditions_can_be_met() -> None:
    """A short form needs a full name in the same letter, so its entry must have one that is another."""
    for entry in load(ProgrammeRules).programme:
        assert not set(entry.short) & {entry.name, *entry.names, *entry.abbreviations}, entry.id
        assert all(word.strip() == word and word for word in (*entry.names, *entry.abbreviations, *entry.short, *entry.needs))


def change(path: Path, file: str, old: str, new: str) -> Path:
    """Copy a rule file of the installation into the folder `path`, with one line of it changed."""
    text = (default_directory() / file).read_text(encoding="utf-8")
    changed, count = re.subn(rf"^{old}", lambda _: new, text, count=1, flags=re.MULTILINE)
    assert count == 1, f"{file} has no line {old}"
    (path / file).write_text(changed, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        # keys
        ("programmes.toml", 'kind = "policy"', "", "programme 1 (defensienota), kind: Field required"),
        ("programmes.toml", "editions = true", "edities = true", "programme 1 (defensienota), edities: Extra inputs"),
        ("programmes.toml", r"\[\[exception\]\]", "[[uitzondering]]", "uitzondering: Extra inputs are not permitted"),
        ("calendar.toml", r"\[bounds\]", "[bound]", "bounds: Field required"),
        ("calendar.toml", r"\[bounds\]", "[bound]", "bound: Extra inputs are not permitted"),
        ("qualifiers.toml", r"\[goal\]", "[goal]\nwoorden = []", "goal.woorden: Extra inputs are not permitted"),
        ("kamerstukken.toml", 'url = ".*"', "", "url: Field required"),
        # types and values
        (
            "programmes.toml",
            'kind = "policy"',
            'kind = "beleid"',
            "programme 1 (defensienota), kind: Input should be 'programme'",
        ),
        (
            "programmes.toml",
            'id = "defensienota"',
            'id = "Defensie Nota"',
            "programme 1 (Defensie Nota), id: String should match",
        ),
        (
            "programmes.toml",
            'name = "Defensienota"',
            'name = "D"',
            "programme 1 (defensienota), name: String should have at least 2",
        ),
        (
            "programmes.toml",
            "names = .*",
            'names = "Defensie Nota"',
            "programme 1 (defensienota), names: Input should be a valid",
        ),
        (
            "programmes.toml",
            "names = .*",
            "names = [3]",
            "programme 1 (defensienota), names, 0: Input should be a valid string",
        ),
        ("programmes.toml", "names = .*", 'names = [""]', "programme 1 (defensienota), names"),
        (
            "programmes.toml",
            "editions = true",
            'editions = "ja"',
            "programme 1 (defensienota), editions: Input should be a valid",
        ),
        ("discovery.toml", 'operatie = "mission"', 'operatie = "missie"', "leads.operatie: Input should be 'programme'"),
        ("kamerstukken.toml", "divided = .*", "divided = 3", "divided: Input should be a valid tuple"),
        (
            "hyphenation.toml",
            r"conjunctions = \[",
            "conjunctions = [3,",
            "conjunctions 1: Input should be",
        ),
        ("qualifiers.toml", r"\[lead\]\nwords = \[", '[lead]\nwords = ["",', "lead.words"),
        ("numbers.toml", "factor = 1000", "factor = 1", "magnitude 1, factor: Input should be greater than 1"),
        ("numbers.toml", "words = .*", "words = []", "magnitude 1, words: Tuple should have at least 1 item"),
        ("currencies.toml", 'code = "EUR"', 'code = "euro"', "currency 1 (euro), code: String should match pattern"),
        ("months.toml", "number = 12", "number = 13", "month 12, number: Input should be less than or equal to 12"),
        ("calendar.toml", 'timex = "WI"', 'timex = "W"', "season 4, timex: Input should be 'SP', 'SU', 'FA' or 'WI'"),
        ("calendar.toml", 'designator = "D"', 'designator = "d"', "unit 9, designator: Input should be 'Y'"),
        ("kamerstukken.toml", 'url = ".*"', 'url = "https://example.org"', "url: String should match pattern"),
        (
            "kamerstukken.toml",
            "last_prefixed_session = .*",
            'last_prefixed_session = "2009/10"',
            "last_prefixed_session: String",
        ),
        ("kamerstukken.toml", 'id = "II"', 'id = "III"', "chamber 1 (III), id: Input should be 'I' or 'II'"),
        ("references.toml", 'id = "stb"', 'id = "staatsblad"', "journal 1 (staatsblad), id: Input should be 'stb'"),
        ("references.toml", 'items = ".*"', 'items = "2011"', "handelingen.items: String should match pattern"),
        ("kamerstukken.toml", "label = .*", "label = []", "words.label: Tuple should have at least 1 item"),
        ("qualifiers.toml", 'id = "approx"', 'id = "circa"', "qualifier 1 (circa), id: Input should be 'approx'"),
        ("sections.toml", 'kind = "frame"', 'kind = "kop"', "name 1, kind: Input should be 'partner' or 'frame'"),
        ("sections.toml", r"lines = \[", "lines = ['(',", "running.lines: Value error, '(' is not a regular expression"),
        # what is given twice
        ("programmes.toml", 'id = "defensienota"', 'id = "benesam"', "ids given more than once: benesam"),
        ("programmes.toml", 'names = \\["Defensie Nota"\\]', 'names = ["benesam"]', "names given more than once: benesam"),
        ("programmes.toml", "names = .*", 'abbreviations = ["CSOCC"]', "abbreviations given more than once: CSOCC"),
        ("numbers.toml", 'words = \\["miljoen"', 'words = ["duizend"', "words given more than once: duizend"),
        ("currencies.toml", 'code = "CAD"', 'code = "USD"', "codes given more than once: USD"),
        ("currencies.toml", 'signs = \\["C\\$"', 'signs = ["$"', "signs given more than once: $"),
        ("currencies.toml", 'words = \\["pond sterling"', 'words = ["Euro"', "words given more than once: euro"),
        ("currencies.toml", 'alone = \\["mark"', 'alone = ["pond"', "units alone given more than once: pond"),
        ("currencies.toml", 'alone = \\["mark"', 'alone = ["daalder"', "alone of DEM has no such unit: daalder"),
        ("months.toml", "number = 12", "number = 11", "every month must be given exactly once"),
        ("calendar.toml", 'words = \\["dag"', 'words = ["week"', "words given more than once: week"),
        ("hyphenation.toml", 'text = "oud"', 'text = "non"', "prefixes given more than once: non"),
        ("qualifiers.toml", 'id = "approx"', 'id = "min"', "ids given more than once: min"),
        ("qualifiers.toml", 'id = "decrease"', 'id = "increase"', "ids given more than once: increase"),
        ("sections.toml", "names = \\[", 'names = ["Slot",', "names given more than once: slot"),
        # other
        ("hyphenation.toml", "hyphenated_words = \\[", 'hyphenated_words = ["adjunct",', "'adjunct' has no hyphen in it"),
        ("programmes.toml", r"\[\[programme\]\]", "[[programme]", "not valid TOML: Expected ']]'"),
        ("programmes.toml", 'kind = "policy"', "kind = policy", "not valid TOML"),
        ("numbers.toml", "factor = 1000", "factor = 1000\nfactor = 10", "not valid TOML: Cannot overwrite a value"),
    ],
)
def test_a_wrong_file(file: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(MODELS[file], change(tmp_path, file, old, new))
    lines = str(caught.value).splitlines()
    assert [line for line in lines if not line.startswith(f"{tmp_path / file}: ")] == []
    assert any(message in line for line in lines), lines


def test_all_that_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    change(tmp_path, "programmes.toml", 'kind = "policy"\n', "")
    text = (tmp_path / "programmes.toml").read_text(encoding="utf-8")
    (tmp_path / "programmes.toml").write_text(text.replace("exact = true", "exact = 7", 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(ProgrammeRules, tmp_path)
    assert [line.rpartition(": ")[0] for line in str(caught.value).splitlines()] == [
        f"{tmp_path / 'programmes.toml'}: programme 1 (defensienota), kind",
        f"{tmp_path / 'programmes.toml'}: programme 3 (strategische-visie), exact",
    ]


@pytest.mark.parametrize("model", [HyphenationRules, SectionRules, CalendarRules])
def test_a_missing_file(model: type[RuleFile], tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=f"{model.file}: cannot be read: .*No such file"):
        load(model, tmp_path)
    with pytest.raises(RuleError, match=f"{model.file}: cannot be read: .*No such file"):
        load(model, tmp_path / "nothing")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "kamerstukken.toml").write_bytes(b'url = "\xff"')
    with pytest.raises(RuleError, match=r"kamerstukken\.toml: cannot be read: .*codec can't decode"):
        load(KamerstukRules, tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "kamerstukken.toml").write_text("", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(KamerstukRules, tmp_path)
    required = [line.partition("toml: ")[2] for line in str(caught.value).splitlines()]
    assert required == [f"{key}: Field required" for key in ("words", "url", "divided", "last_prefixed_session", "chamber")]


def test_reading_rules_need_their_three_files_only(tmp_path: Path) -> None:
    for model in (HyphenationRules, SectionRules, MonthRules):
        shutil.copy(default_directory() / model.file, tmp_path)
    assert ReadingRules.load(tmp_path) == ReadingRules.load()


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    shutil.copytree(default_directory(), tmp_path / "rules")
    return tmp_path / "rules"


def test_own_rules_are_used(own_rules: Path) -> None:
    text = "De zilveren draak kost 5 miljoen dukaten."
    assert extract_text(text, rules=own_rules).mentions == ()
    with (own_rules / "currencies.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[currency]]\ncode = "XDU"\nwords = ["dukaten"]\n')
    (amount,) = extract_text(text, rules=str(own_rules)).mentions
    assert (amount.text, amount.value.model_dump()) == ("5 miljoen dukaten", {"amount": "5000000", "currency": "XDU"})
    assert extract_text(text).mentions == ()


def test_words_are_looked_up_in_small_letters(own_rules: Path) -> None:
    def read(text: str) -> list[dict[str, object]]:
        return [mention.model_dump() for mention in extract_text(text, "2020-12-18", rules=own_rules).mentions]

    text = (
        "Begin januari 2020, 3 jan. 2020, ultimo 2020, deze zomer, vandaag en dit schooljaar, in de jaren negentig, in 2019."
        " Dat kost 5 miljoen euro, vier maanden lang."
    )
    before = read(text)
    assert len(before) == 10
    changes = {
        "calendar.toml": [
            "begin",
            "ultimo",
            "zomer",
            "dit",
            "deze",
            "vandaag",
            "schooljaar",
            "negentig",
            "in",
            "maanden",
        ],
        "months.toml": ["januari", "jan."],
        "numbers.toml": ["miljoen"],
    }
    for file, words in changes.items():
        path = own_rules / file
        content = path.read_text(encoding="utf-8")
        for word in words:
            assert f'"{word}"' in content
            content = content.replace(f'"{word}"', f'"{word.capitalize()}"')
        path.write_text(content, encoding="utf-8")
    assert read(text) == before
