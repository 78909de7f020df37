"""Facts in letters: what headings, the sentence before and the date give. Single sentences: tests/cases."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from milcoop_extract import extract_text
from milcoop_extract.errors import RuleError
from milcoop_extract.facts.rules import IndicatorRules, SubjectRules
from milcoop_extract.facts.subjects import Subjects
from milcoop_extract.facts.vocabulary import vocabulary
from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.tokenizer import fit_tokenizer
from milcoop_extract.rules import default_directory, load

YEAR_OF_LETTER = "the period is the year of the letter"
TOLD_BEFORE = "what is measured is told before its sentence only"

BELGIUM = "België\n\nIn 2020 bedroeg het Belgische defensiebudget € 4 miljard. "


def facts(text: str, date: str | None = "2020-12-18") -> list[str]:
    """Write the facts of a text shortly; those with low confidence end in their reason."""
    found = extract_text(text, date).indicators
    return [
        f"{fact.subject} {fact.indicator} {fact.period or '-'} {fact.value} {fact.status}"
        + (f" ({fact.reason})" if fact.confidence == "low" else "")
        for fact in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Zweden\n\nHet defensiebudget bedraagt in 2020 € 6 miljard.",
            ["SE defence_budget 2020 6000000000 realised"],
            id="the subject of the section",
        ),
        pytest.param(
            "Zweden en Finland\n\nHet defensiebudget bedraagt in 2020 € 6 miljard.",
            ["NL defence_budget 2020 6000000000 realised (no subject is named: that of the letter is taken)"],
            id="a section about two countries tells no subject",
        ),
        pytest.param(
            "Zweden\n\nHet Finse defensiebudget bedraagt in 2020 € 3 miljard.",
            ["FI defence_budget 2020 3000000000 realised"],
            id="the sentence comes before the section",
        ),
        pytest.param(
            BELGIUM + "Dat komt neer op 1,1% van het bbp.",
            ["BE defence_budget 2020 4000000000 realised", "BE defence_gdp_share 2020 1.1 realised"],
            id="a sentence that goes on takes subject and period",
        ),
        pytest.param(
            BELGIUM + "De regering streeft naar een groei tot 1,3% van het bbp in 2025.",
            ["BE defence_budget 2020 4000000000 realised", "BE defence_gdp_share 2025 1.3 target"],
            id="a sentence with a time of its own takes the subject",
        ),
        pytest.param(
            BELGIUM + "Dat is een stijging van 2%.",
            ["BE defence_budget 2020 4000000000 realised", "BE defence_budget_growth 2020 2 realised"],
            id="a growth of what was told before",
        ),
        pytest.param(
            BELGIUM + "\n\nDat is een stijging van 2%.",
            ["BE defence_budget 2020 4000000000 realised"],
            id="a new paragraph refers to nothing",
        ),
        pytest.param(
            BELGIUM + "Dat is € 200 miljoen meer dan de regering had beloofd.",
            ["BE defence_budget 2020 4000000000 realised"],
            id="more than something else is no change",
        ),
        pytest.param(
            BELGIUM + "Duitsland besteedt 1,4% van het bbp.",
            [
                "BE defence_budget 2020 4000000000 realised",
                f"DE defence_gdp_share 2020 1.4 realised ({YEAR_OF_LETTER})",
            ],
            id="a share of the product after a fact about another subject",
        ),
        pytest.param(
            "Duitsland\n\nDuitsland verhoogt zijn uitgaven aan defensie.\n\nHet Duitse budget bedraagt in 2020 € 45 miljard.",
            [f"DE defence_budget 2020 45000000000 realised ({TOLD_BEFORE})"],
            id="what the budget is for is told in the section only",
        ),
        pytest.param(
            "Duitsland\n\nDuitsland geeft meer uit aan defensie.\n\nHet budget van het agentschap is in 2020 € 45 miljoen.",
            [],
            id="the budget of another",
        ),
        pytest.param(
            "Het defensiebudget van de NAVO bedraagt in 2020 € 3 miljard.",
            [],
            id="the own budget of an organisation",
        ),
        pytest.param(
            "Italië\n\nHet huidige defensiebudget bedraagt € 20 miljard.",
            ["IT defence_budget 2020 20000000000 realised"],
            id="the present is the year of the letter",
        ),
        pytest.param(
            "Italië\n\nHet defensiebudget bedraagt € 20 miljard.",
            [f"IT defence_budget 2020 20000000000 realised ({YEAR_OF_LETTER})"],
            id="the year of the letter is a guess without a word for the present",
        ),
        pytest.param(
            "Europese Unie\n\nDe lidstaten gaven in 2019 samen € 180 miljard uit aan defensie.",
            ["EU defence_budget 2019 180000000000 realised"],
            id="the members in the section of an organisation",
        ),
        pytest.param(
            "Spanje\n\nAndere landen gaven in 2019 samen € 180 miljard uit aan defensie.",
            [],
            id="others in the section of a country",
        ),
        pytest.param("Frankrijk\n\nHet bedrag is in 2020 € 3 miljoen, of 4% daarvan.", [], id="nothing about defence"),
        pytest.param("", [], id="no text"),
    ],
)
def test_facts_in_their_letter(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


def test_a_letter_without_a_date() -> None:
    assert facts("Italië\n\nHet defensiebudget bedraagt € 20 miljard.", None) == [
        f"IT defence_budget - 20000000000 realised ({YEAR_OF_LETTER})"
    ]


def test_a_fact_names_its_mention() -> None:
    extraction = extract_text("In 2020 was het Noorse defensiebudget 61 miljard NOK (€ 6 miljard).", "2020-12-18")
    (fact,) = extraction.indicators
    (place,) = (mention for mention in extraction.mentions if mention.id == fact.mention)
    assert (fact.id, place.text) == ("i0001", "61 miljard NOK")
    assert fact.equivalent is not None
    assert (fact.equivalent.value, fact.equivalent.unit) == ("6000000000", "EUR")


def test_facts_as_a_frame() -> None:
    frame = extract_text(BELGIUM, "2020-12-18").to_frame("indicators")
    assert frame[["subject", "indicator", "period", "confidence"]].to_numpy().tolist() == [
        ["BE", "defence_budget", "2020", "high"]
    ]
    assert frame["sentence"].tolist() == ["In 2020 bedroeg het Belgische defensiebudget € 4 miljard."]


def fitted() -> Language:
    nlp = spacy.blank("nl")
    fit_tokenizer(nlp)
    return nlp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Belgische en Deense", ["BE", "DK"]),
        ("de Verenigde Staten van Amerika", ["US"]),
        ("volgens Duitsland geeft Frankrijk", ["FR"]),
        ("meer dan Duitsland", []),
        ("Noord-Macedonië", ["MK"]),
        ("Wit-Rusland", ["BY"]),
        ("Latijns-Amerika", []),
        ("de NAVO-norm", []),
        ("de NAVO-bondgenoten", ["NATO"]),
        ("de Europese bondgenoten", ["NATO-EUROPE"]),
        ("van de NAVO", []),
        ("Het kabinet", ["NL"]),
        ("Guyana", []),
        ("België’s leger", ["BE"]),
        ("de VS.", ["US"]),
    ],
)
def test_subjects(text: str, expected: list[str]) -> None:
    nlp = fitted()
    doc = nlp.make_doc(text)
    rules = load(SubjectRules)
    subjects = Subjects(nlp, rules)
    words = vocabulary(nlp, rules, load(IndicatorRules), load(QualifierRules)).words(doc, text.lower(), (0, len(doc)))
    found = subjects.find(subjects.names(doc, text), words, 0, len(text))
    assert [named.id for named in found] == expected


def test_every_country_of_europe_and_every_ally_is_a_subject() -> None:
    europe = (
        "AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT "
        "RO RS RU SE SI SK SM TR UA VA XK"
    )
    allies = "CA US AU NZ JP KR"
    assert {*europe.split(), *allies.split()} <= {entry.id for entry in load(SubjectRules).subject}


@pytest.mark.parametrize(
    ("model", "old", "new", "message"),
    [
        (SubjectRules, 'names = ["België"]', 'names = ["Nederland"]', "names given more than once: Nederland"),
        (SubjectRules, 'english = "Belgium"', 'english = "Netherlands"', "English names given more than once: Netherlands"),
        (SubjectRules, 'english = "Belgium"\n', "", "subject 2 (BE), english: is missing"),
        (SubjectRules, 'id = "BE"', 'id = "Be"', "subject 2 (Be), id: 'Be' does not have the form"),
        (IndicatorRules, 'id = "investment"\nname', 'id = "spending"\nname', "(spending), id: is 'spending', but must be"),
        (
            IndicatorRules,
            '{ LOWER = "volgens" }',
            '{ LOWR = "volgens" }',
            "pattern.filler.7: [pattern -> 0 -> LOWR]",
        ),
        (IndicatorRules, 'figure = "amount"', 'figure = "percentage"', "the unit of an amount is its currency"),
    ],
)
def test_wrong_rules(
    model: type[SubjectRules] | type[IndicatorRules], old: str, new: str, message: str, tmp_path: Path
) -> None:
    text = (default_directory() / model.file).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / model.file
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as raised:
        load(model, path.parent)
    assert message in str(raised.value)
