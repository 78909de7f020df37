"""Rule files: those that come with the project are right, and a wrong one is refused with file, entry and reason."""

import re
import shutil
from pathlib import Path

import pytest

from milcoop_extract import extract_text
from milcoop_extract.batch.settings import Settings
from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.amounts.rules import CurrencyRules
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.kamerstukken.rules import KamerstukRules
from milcoop_extract.mentions.programmes.rules import ProgrammeRules
from milcoop_extract.mentions.time_units import UnitRules
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
        ("programmes.toml", 'kind = "policy"', "", ", line N: programme 1 (defensienota), kind: is missing"),
        (
            "programmes.toml",
            "editions = true",
            "edities = true",
            ", line N: programme 1 (defensienota), edities: there is no such key; did you mean editions?",
        ),
        ("programmes.toml", r"\[\[exception\]\]", "[[uitzondering]]", ": uitzondering: there is no such key"),
        ("calendar.toml", r"\[bounds\]", "[bound]", ": bounds: is missing"),
        ("calendar.toml", r"\[bounds\]", "[bound]", ", line N: bound: there is no such key; did you mean bounds?"),
        (
            "qualifiers.toml",
            r"\[goal\]",
            "[goal]\nwoorden = []",
            ", line N: goal.woorden: there is no such key; did you mean words?",
        ),
        ("kamerstukken.toml", 'url = ".*"', "", ": url: is missing"),
        # types and values
        (
            "programmes.toml",
            'kind = "policy"',
            'kind = "beleid"',
            ", line N: programme 1 (defensienota), kind: is 'beleid', but must be 'programme', 'mission', 'exercise', 'policy' or 'formation'",
        ),
        (
            "programmes.toml",
            'id = "defensienota"',
            'id = "Defensie Nota"',
            ", line N: programme 1 (Defensie Nota), id: 'Defensie Nota' is no id; write small letters and figures with hyphens between them, such as 'mine-hunting'",
        ),
        (
            "programmes.toml",
            'name = "Defensienota"',
            'name = "D"',
            ", line N: programme 1 (defensienota), name: must have 2 letters or more",
        ),
        (
            "programmes.toml",
            "names = .*",
            'names = "Defensie Nota"',
            ', line N: programme 1 (defensienota), names: must be a list: ["...", "..."]',
        ),
        (
            "programmes.toml",
            "names = .*",
            "names = [3]",
            ", line N: programme 1 (defensienota), names, 1: must be text, in quotation marks",
        ),
        (
            "programmes.toml",
            "names = .*",
            'names = [""]',
            ", line N: programme 1 (defensienota), names, 1: a word is empty; leave it out",
        ),
        (
            "programmes.toml",
            "editions = true",
            'editions = "ja"',
            ", line N: programme 1 (defensienota), editions: must be true or false",
        ),
        (
            "discovery.toml",
            'operatie = "mission"',
            'operatie = "missie"',
            ", line N: leads.operatie: is 'missie', but must be 'programme', 'mission', 'exercise', 'policy' or 'formation'; did you mean mission?",
        ),
        ("kamerstukken.toml", "divided = .*", "divided = 3", ', line N: divided: must be a list: ["...", "..."]'),
        (
            "hyphenation.toml",
            r"conjunctions = \[",
            "conjunctions = [3,",
            ", line N: conjunctions 1: must be text, in quotation marks",
        ),
        (
            "qualifiers.toml",
            r"\[lead\]\nwords = \[",
            '[lead]\nwords = ["",',
            ", line N: lead.words.1: a word is empty; leave it out",
        ),
        ("numbers.toml", "factor = 1000", "factor = 1", ", line N: magnitude 1, factor: must be more than 1"),
        ("numbers.toml", "words = .*", "words = []", ", line N: magnitude 1, words: needs 1 or more"),
        (
            "currencies.toml",
            'code = "EUR"',
            'code = "euro"',
            ", line N: currency 1 (euro), code: 'euro' does not have the form ^[A-Z]{3}$",
        ),
        ("months.toml", "number = 12", "number = 13", ", line N: month 12, number: must be 12 or less"),
        (
            "calendar.toml",
            'timex = "WI"',
            'timex = "W"',
            ", line N: season 4, timex: is 'W', but must be 'SP', 'SU', 'FA' or 'WI'; did you mean WI?",
        ),
        (
            "units.toml",
            'designator = "D"',
            'designator = "d"',
            ", line N: unit 9, designator: is 'd', but must be 'Y', 'M', 'W', 'D', 'TH', 'TM' or 'TS'",
        ),
        (
            "kamerstukken.toml",
            'url = ".*"',
            'url = "https://example.org"',
            ", line N: url: 'https://example.org' does not have the form \\{identifier\\}",
        ),
        ("durations.toml", r"who = \[", "whoever = [", ", line N: whoever: there is no such key; did you mean who?"),
        (
            "kamerstukken.toml",
            "last_prefixed_session = .*",
            'last_prefixed_session = "2009/10"',
            ", line N: last_prefixed_session: '2009/10' does not have the form ^\\d{4}-\\d{4}$",
        ),
        (
            "citations.toml",
            'id = "II"',
            'id = "III"',
            ", line N: chamber 1 (III), id: is 'III', but must be 'I' or 'II'; did you mean II?",
        ),
        (
            "references.toml",
            'id = "stb"',
            'id = "staatsblad"',
            ", line N: journal 1 (staatsblad), id: is 'staatsblad', but must be 'stb', 'trb' or 'stcrt'",
        ),
        (
            "references.toml",
            'items = ".*"',
            'items = "2011"',
            ", line N: handelingen.items: '2011' does not have the form ^\\d{4}-\\d{4}$",
        ),
        ("citations.toml", "label = .*", "label = []", ", line N: label: needs 1 or more"),
        (
            "qualifiers.toml",
            'id = "approx"',
            'id = "circa"',
            ", line N: qualifier 1 (circa), id: is 'circa', but must be 'approx', 'min', 'max', 'over' or 'under'",
        ),
        (
            "sections.toml",
            'kind = "frame"',
            'kind = "kop"',
            ", line N: name 1, kind: is 'kop', but must be 'partner' or 'frame'",
        ),
        (
            "sections.toml",
            r"lines = \[",
            "lines = ['(',",
            ", line N: running.lines: '(' is not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        # what is given twice
        ("programmes.toml", 'id = "defensienota"', 'id = "benesam"', ": ids given more than once: benesam"),
        ("programmes.toml", 'names = \\["Defensie Nota"\\]', 'names = ["benesam"]', ": names given more than once: benesam"),
        ("programmes.toml", "names = .*", 'abbreviations = ["CSOCC"]', ": abbreviations given more than once: CSOCC"),
        ("numbers.toml", 'words = \\["miljoen"', 'words = ["duizend"', ": words given more than once: duizend"),
        ("currencies.toml", 'code = "CAD"', 'code = "USD"', ": codes given more than once: USD"),
        ("currencies.toml", 'signs = \\["C\\$"', 'signs = ["$"', ": signs given more than once: $"),
        ("currencies.toml", 'words = \\["pond sterling"', 'words = ["Euro"', ": words given more than once: euro"),
        ("currencies.toml", 'alone = \\["mark"', 'alone = ["pond"', ": units alone given more than once: pond"),
        ("currencies.toml", 'alone = \\["mark"', 'alone = ["daalder"', ": alone of DEM has no such unit: daalder"),
        ("months.toml", "number = 12", "number = 11", ": every month must be given exactly once"),
        ("units.toml", 'words = \\["dag"', 'words = ["week"', ": words given more than once: week"),
        ("hyphenation.toml", 'text = "oud"', 'text = "non"', ": prefixes given more than once: non"),
        ("qualifiers.toml", 'id = "approx"', 'id = "min"', ": ids given more than once: min"),
        ("qualifiers.toml", 'id = "decrease"', 'id = "increase"', ": ids given more than once: increase"),
        ("sections.toml", "names = \\[", 'names = ["Slot",', ": names given more than once: slot"),
        ("numbers.toml", 'until = "tot"', 'until = "naar"', ", line N: range: until is none of the joints: naar"),
        ("calendar.toml", "number = 7", "number = 6", ": every day of the week must be given exactly once"),
        # other
        (
            "hyphenation.toml",
            "hyphenated_words = \\[",
            'hyphenated_words = ["adjunct",',
            ": hyphenated_words: 'adjunct' has no hyphen in it",
        ),
        (
            "programmes.toml",
            r"\[\[programme\]\]",
            "[[programme]",
            ": not valid TOML: Expected ']]' at the end of an array declaration (at line N, column N)",
        ),
        ("programmes.toml", 'kind = "policy"', "kind = policy", ": not valid TOML: Invalid value (at line N, column N)"),
        (
            "numbers.toml",
            "factor = 1000",
            "factor = 1000\nfactor = 10",
            ": not valid TOML: Cannot overwrite a value (at line N, column N)",
        ),
    ],
)
def test_a_wrong_file(file: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(MODELS[file], change(tmp_path, file, old, new))
    # Numbers of lines change with every edit of the installed files; test_wrong_words_in_an_overlay has exact ones.
    lines = re.sub(r"\b(line|column) [1-9]\d*", r"\1 N", str(caught.value)).splitlines()
    assert f"{tmp_path / file}{message}" in lines
    assert [line for line in lines if not line.startswith(f"{tmp_path / file}")] == []


def test_all_that_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    change(tmp_path, "programmes.toml", 'kind = "policy"\n', "")
    text = (tmp_path / "programmes.toml").read_text(encoding="utf-8")
    (tmp_path / "programmes.toml").write_text(text.replace("exact = true", "exact = 7", 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(ProgrammeRules, tmp_path)
    assert [line.rpartition(": ")[0] for line in str(caught.value).splitlines()] == [
        f"{tmp_path / 'programmes.toml'}, line 24: programme 1 (defensienota), kind",
        f"{tmp_path / 'programmes.toml'}, line 41: programme 3 (strategische-visie), exact",
    ]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    with pytest.raises(RuleError) as caught:
        load(SectionRules, folder)
    assert str(caught.value) == f"{folder}: there is no such folder; `milcoop-extract rules copy {folder}` makes one"


def test_a_folder_without_rules(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(SectionRules, tmp_path)
    assert str(caught.value) == f"{tmp_path}: there are no rule files here, such as currencies.toml or currencies.extra.toml"


@pytest.mark.parametrize("name", ["curencies.toml", "currencies.extras.toml", "sections.extra.extra.toml"])
def test_a_file_with_another_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"{name}: no rules have this file name; did you mean [a-z.]+\?"):
        load(SectionRules, tmp_path)


# Words.


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        (
            CurrencyRules,
            '[[currency]]\ncode = "XDU"\nwords = ["greenback*"]\n',
            ", line 3: currency 1 (XDU), words, 1: 'greenback*' is matched whole, so it may have no asterisk; write each form out",
        ),
        (
            UnitRules,
            '[[unit]]\ndesignator = "Y"\ncount = 1\nwords = [\n  "eeuwjaar",\n  "jaar*",\n]\n',
            ", line 6: unit 1, words, 2: 'jaar*' is matched whole, so it may have no asterisk; write each form out",
        ),
        (
            CurrencyRules,
            '[[currency]]\ncode = "XDU"\nunits = [" dukaat"]\n',
            ", line 3: currency 1 (XDU), units, 1: ' dukaat' has a space too many; write 'dukaat'",
        ),
        (
            CurrencyRules,
            '[[currency]]\ncode = "XDU"\nunits = ["dukaat|dukaten"]\n',
            ", line 3: currency 1 (XDU), units, 1: 'dukaat|dukaten' is matched letter by letter and is no expression; leave '|' out",
        ),
        (
            QualifierRules,
            '[lead]\nwords = ["zo*n"]\n',
            ", line 2: lead.words.77: 'zo*n': an asterisk stands at the beginning or the end of a word, with letters beside it",
        ),
        (
            QualifierRules,
            '[lead]\nwords = ["*"]\n',
            ", line 2: lead.words.77: '*': an asterisk stands at the beginning or the end of a word, with letters beside it",
        ),
        (CurrencyRules, '[remove]\ncurrency = ["HUFF"]\n', ": remove.currency: there is no 'HUFF'; did you mean HUF?"),
        (CurrencyRules, '[remove]\ncurency = ["HUF"]\n', ": remove: there is no curency; did you mean currency?"),
    ],
)
def test_wrong_words_in_an_overlay(model: type[RuleFile], text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / model.file.replace(".toml", ".extra.toml")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(model, tmp_path)
    assert re.sub(r"words\.\d+", "words.77", str(caught.value)) == f"{path}{message}"


def test_an_overlay_adds_replaces_and_removes(tmp_path: Path) -> None:
    (tmp_path / "currencies.extra.toml").write_text(
        '[[currency]]\ncode = "XDU"\nwords = ["dukaten"]\n[[currency]]\ncode = "CHF"\nwords = ["zwitsers"]\n'
        '[implicit]\nmoney = ["schatkist"]\n[remove]\ncurrency = ["HUF"]\n',
        encoding="utf-8",
    )
    before, after = load(CurrencyRules), load(CurrencyRules, tmp_path)
    assert [entry.code for entry in after.currency] == [entry.code for entry in before.currency if entry.code != "HUF"] + [
        "XDU"
    ]
    assert next(entry for entry in after.currency if entry.code == "CHF").words == ("zwitsers",)
    assert after.implicit.money == (*before.implicit.money, "schatkist")
    found = extract_text("De draak kost 5 miljoen dukaten.", rules=tmp_path).mentions
    assert [mention.text for mention in found] == ["5 miljoen dukaten"]


def test_settings_see_an_overlay(tmp_path: Path) -> None:
    path = tmp_path / "currencies.extra.toml"
    path.write_text('[[currency]]\ncode = "XDU"\n', encoding="utf-8")
    first = Settings.of(tmp_path).rules_digest
    path.write_text('[[currency]]\ncode = "XDV"\n', encoding="utf-8")
    assert len({first, Settings.of(tmp_path).rules_digest, Settings.of().rules_digest}) == 3


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "kamerstukken.toml").write_bytes(b'url = "\xff"')
    with pytest.raises(RuleError, match=r"kamerstukken\.toml: cannot be read: .*codec can't decode"):
        load(KamerstukRules, tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "kamerstukken.toml").write_text("", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(KamerstukRules, tmp_path)
    required = [line.partition("toml: ")[2] for line in str(caught.value).splitlines()]
    assert required == [f"{key}: is missing" for key in ("url", "divided", "last_prefixed_session", "words")]


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
            "jaren",
        ],
        "units.toml": ["maanden"],
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
