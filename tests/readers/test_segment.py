import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.errors import RuleError
from milcoop_extract.readers import read, read_string
from milcoop_extract.readers.rules import ReadingRules, SectionRules
from milcoop_extract.readers.sections import segment
from milcoop_extract.records import Section
from milcoop_extract.rules import default_directory, load

ROOT = Path(__file__).parents[2]
TEXT = "Hierover is de Kamer eerder geïnformeerd."


def letter(*paragraphs: str) -> str:
    """Put paragraphs, and a sentence for every dot, into a letter."""
    return "\n\n".join(TEXT if paragraph == "." else paragraph for paragraph in paragraphs)


def outline(rules: ReadingRules, source: str) -> list[tuple[int, str | None]]:
    return [(section.level, section.title) for section in segment(read_string(source), rules.sections)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("In 2020 kostte dat € 3 miljoen", [(0, None)], id="one line"),
        pytest.param(letter(".", "."), [(0, None)], id="no headings"),
        pytest.param(letter("Inleiding", ".", "Noorwegen", "."), [(1, "Inleiding"), (1, "Noorwegen")], id="countries"),
        pytest.param(
            letter(
                "België en Luxemburg", ".", "Het Verenigd Koninkrijk (VK)", ".", "Zweden, Finland en de Baltische Staten", "."
            ),
            [(1, "België en Luxemburg"), (1, "Het Verenigd Koninkrijk (VK)"), (1, "Zweden, Finland en de Baltische Staten")],
            id="several countries in one heading",
        ),
        pytest.param(
            letter(
                "Europese Unie",
                ".",
                "Militaire mobiliteit",
                ".",
                "EU-NAVO samenwerking",
                ".",
                "NAVO",
                "Overig",
                ".",
                "Tot slot",
                ".",
            ),
            [
                (1, "Europese Unie"),
                (2, "Militaire mobiliteit"),
                (2, "EU-NAVO samenwerking"),
                (1, "NAVO"),
                (2, "Overig"),
                (1, "Tot slot"),
            ],
            id="unknown names below organisations",
        ),
        pytest.param(
            letter("Inleiding", ".", "Cyberveiligheid", ".", "Materieel", ".", "Tot slot", "."),
            [(1, "Inleiding"), (1, "Cyberveiligheid"), (1, "Materieel"), (1, "Tot slot")],
            id="topics",
        ),
        pytest.param(
            letter("Cyberveiligheid", ".", "Materieel", "."), [(1, "Cyberveiligheid"), (1, "Materieel")], id="no known name"
        ),
        pytest.param(
            letter(
                "1. Inleiding",
                ".",
                "2 Samenwerking",
                "2.1 Duitsland",
                ".",
                "2.2. De Golfregio",
                ".",
                "3. NAVO",
                ".",
                "Cyber",
                ".",
            ),
            [
                (1, "Inleiding"),
                (1, "Samenwerking"),
                (2, "Duitsland"),
                (2, "De Golfregio"),
                (1, "NAVO"),
                (2, "Cyber"),
            ],
            id="numbered headings",
        ),
        pytest.param(
            letter("Aanleiding", ".", "Doelen", ".", "1: Minder reizen:", "- Een.", "2: Overleg", "- Twee.", "Geld", "."),
            [(1, "Aanleiding"), (1, "Doelen"), (2, "Minder reizen"), (2, "Overleg"), (1, "Geld")],
            id="numbers with a colon below a topic",
        ),
        pytest.param(
            letter("1. Personeel:", ".", "2. Materieel:", ".", "Tot slot", "."),
            [(1, "Personeel"), (1, "Materieel"), (1, "Tot slot")],
            id="a series of numbered titles with colons",
        ),
        pytest.param(
            letter("NAVO", ".", "1. Geld", ".", "2. Inzet", ".", "Verenigde Naties", ".", "1. Missies", ".", "Overig", "."),
            [(1, "NAVO"), (2, "Geld"), (2, "Inzet"), (1, "Verenigde Naties"), (2, "Missies"), (2, "Overig")],
            id="numbers that begin again below organisations",
        ),
        pytest.param(
            letter(
                "Inleiding", ".", "Geld en mensen", ".", "Somalië", ".", "Materieel", ".", "NAVO", ".", "Overige inzet", "."
            ),
            [
                (1, "Inleiding"),
                (1, "Geld en mensen"),
                (1, "Somalië"),
                (1, "Materieel"),
                (1, "NAVO"),
                (1, "Overige inzet"),
            ],
            id="partners among topics",
        ),
        pytest.param(
            letter("Dreiging", ".", "Polen", ".", "Finland", ".", "NAVO", ".", "Lasten", ".", "Tot slot", "."),
            [(1, "Dreiging"), (1, "Polen"), (1, "Finland"), (1, "NAVO"), (2, "Lasten"), (1, "Tot slot")],
            id="partners in a row after a topic",
        ),
        pytest.param(
            letter("Noorwegen", ".", "Materieel", "."), [(1, "Noorwegen"), (1, "Materieel")], id="a single partner and a topic"
        ),
        pytest.param(
            letter("NAVO", ".", "VN", ".", "Overig", ".", "Bijlage: Overzicht van uitgaven", ".", "Bijlage 2 – Namen", "."),
            [(1, "NAVO"), (1, "VN"), (2, "Overig"), (1, "Bijlage: Overzicht van uitgaven"), (1, "Bijlage 2 – Namen")],
            id="appendices with titles",
        ),
        pytest.param(
            letter("1. NAVO", ".", "Overig", ".", "Hoogachtend,", "drs. J. de Boer", "Bijlage 1: Uitgaven", "Overzicht", "."),
            [(1, "NAVO"), (2, "Overig"), (0, None), (1, "Bijlage 1: Uitgaven"), (1, "Overzicht")],
            id="an appendix with a title after the signature",
        ),
        pytest.param(
            letter("I. Inleiding", ".", "II. Partners", "België", ".", "A. Slot", "."),
            [(1, "Inleiding"), (1, "Partners"), (2, "België"), (1, "Slot")],
            id="headings numbered by letters",
        ),
        pytest.param(
            letter("2.1 Duitsland", ".", "2.2 Polen", "."), [(1, "Duitsland"), (2, "Polen")], id="the first is of level 1"
        ),
        pytest.param(
            letter("Den Haag, 3 mei 2021", "Geachte voorzitter,", ".", "Polen", ".", "De Minister van Defensie,", "J. de Boer"),
            [(0, None), (0, None), (1, "Polen"), (0, None)],
            id="preamble, untitled text and signature",
        ),
        pytest.param(
            letter("Polen", ".", "Hoogachtend,", "DE STAATSSECRETARIS VAN DEFENSIE", "drs. J. de Boer", "Bijlage 1", "."),
            [(1, "Polen"), (0, None), (1, "Bijlage 1")],
            id="an appendix",
        ),
        pytest.param(
            letter("Polen", ".", "De Minister van Defensie", "J. de Boer"),
            [(1, "Polen"), (0, None)],
            id="a signature without a comma",
        ),
        pytest.param(letter("Bronnen van dreiging", "."), [(1, "Bronnen van dreiging")], id="a word like that of a caption"),
        pytest.param(
            letter("De Minister van Defensie", "."), [(1, "De Minister van Defensie")], id="a heading that is no signature"
        ),
        pytest.param(
            "Conferentie ter voorbereiding van de volgende bijeenkomst van alle\nMinisters van Defensie van het Noorden\n\n"
            "Deze conferentie is voor het laatst gehouden in Oslo, en wel in het\nnajaar.",
            [(1, "Conferentie ter voorbereiding van de volgende bijeenkomst van alle Ministers van Defensie van het Noorden")],
            id="a heading of two lines",
        ),
    ],
)
def test_outline(reading_rules: ReadingRules, source: str, expected: list[tuple[int, str | None]]) -> None:
    assert outline(reading_rules, source) == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Dit is een zin.",),
        ("Dit vroeg het lid Jansen (ABC).5",),
        ("Dit heet «Europa beschermt».[5]",),
        ("1: Een doel:",),
        ("1. Oefenen:", "2. Trainen:"),
        ("De punten zijn:",),
        ("- Een punt zonder punt",),
        ("a) een punt",),
        ("1. Oefenen", "2. Trainen"),
        ("Tabel 2 Uitgaven per land",),
        ("Defensie € 12 miljoen",),
        ("Groei 2,5%",),
        ("2019",),
        ("en dus ook hier",),
        ("Land", "Zee", "Lucht", "Cyber"),
        ("De krijgsmacht groeit. Dat is nodig",),
        ("Woord " * 30,),
        ("Land\tUitgaven", "Polen\t€ 5 miljoen"),
    ],
    ids=lambda paragraphs: paragraphs[0][:20],
)
def test_what_is_no_heading(reading_rules: ReadingRules, paragraphs: tuple[str, ...]) -> None:
    assert outline(reading_rules, letter(".", *paragraphs, ".")) == [(0, None)]


def test_sections_are_a_tree_over_the_text(reading_rules: ReadingRules) -> None:
    source = " 1. Polen\n\nEen.\n\n1.1 Overig\n\nTwee.\n\nHoogachtend,\n\nJ. de Boer\n"
    assert segment(read_string(source), reading_rules.sections) == (
        Section(id="s01", level=1, title="Polen", start=0, end=16, source_start=1, source_end=17),
        Section(id="s02", level=2, title="Overig", parent="s01", start=16, end=35, source_start=17, source_end=36),
        Section(id="s03", kind="signature", level=0, start=35, end=59, source_start=36, source_end=60),
    )


def test_a_section_holds_the_notes_of_its_page_in_the_source(reading_rules: ReadingRules) -> None:
    source = "Polen\n\nEen nota1 die dit\n\n1 Noot.\n jaar kwam.\n\nFinland\n\nTwee."
    polen, finland = segment(read_string(source), reading_rules.sections)
    assert source[polen.source_start : polen.source_end] == "Polen\n\nEen nota1 die dit\n\n1 Noot.\n jaar kwam.\n\n"
    assert source[finland.source_start : finland.source_end] == "Finland\n\nTwee."


@given(
    st.lists(
        st.sampled_from(["Polen", "NAVO", "Overig", "2.1 Cyber", TEXT, "Geachte heer,", "Hoogachtend,", "- punt", "\f"]),
        max_size=12,
    )
)
def test_every_character_is_in_one_section(paragraphs: list[str]) -> None:
    document = read_string("\n\n".join(paragraphs))
    sections = segment(document, RULES.sections)
    assert [section.start for section in sections[:1]] == [0] * bool(document.text)
    assert all(before.end == after.start < after.end for before, after in pairwise(sections))
    assert [section.end for section in sections[-1:]] == [len(document.text)] * bool(document.text)
    levels = {section.id: section.level for section in sections}
    assert all(levels[section.parent] == 1 if section.parent else section.level < 2 for section in sections)


RULES = ReadingRules.load()


def test_headings_of_the_real_letter(reading_rules: ReadingRules, real_letter: Path) -> None:
    lines = (ROOT / "corpus" / "gold" / "kst-33279-32.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [(entry["start"], entry["level"], entry["text"]) for entry in map(json.loads, lines) if entry["type"] == "section"]
    sections = segment(read(real_letter), reading_rules.sections)
    assert [(section.source_start, section.level, section.title) for section in sections if section.title] == gold
    assert len(gold) == 26
    assert [section.kind for section in sections if not section.title] == ["signature"]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"Slotwoord"', '"Polen"', "names given more than once: polen"),
        ('kind = "frame"', 'kind = "part"', "name 1, kind: is 'part', but must be 'partner' or 'frame'"),
        (r"'kst-[\w-]+'", "'kst-[', 'kst'", r"running.lines: 'kst-\[' is not a regular expression: unterminated"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, before: str, after: str, message: str) -> None:
    source = (default_directory() / "sections.toml").read_text(encoding="utf-8")
    (tmp_path / "sections.toml").write_text(source.replace(before, after), encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        load(SectionRules, tmp_path)
