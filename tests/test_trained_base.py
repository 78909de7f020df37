"""A base that tags, lemmatises and parses, trained on a slice of a treebank with the label scheme of nl_core_news."""

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from milcoop_extract import Extractor, extract
from milcoop_extract.pipeline import load
from trained_pipeline import train

ROOT = Path(__file__).parents[1]
TREEBANK = ROOT.parent / "shared" / "treebank"
LETTERS = sorted((ROOT / "corpus" / "letters").glob("*.txt"))

pytestmark = pytest.mark.skipif(
    not TREEBANK.is_dir(), reason="no Dutch treebank beside the checkout: it is not part of the project"
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("model")
    train(TREEBANK, count=120, epochs=2).to_disk(folder)
    return load(folder)


def told(extraction: Any) -> list[tuple[str, str, Any]]:
    return [(mention.type, mention.text, mention.value) for mention in extraction.mentions]


def test_it_annotates_and_our_components_run_behind_it(trained: Language) -> None:
    doc = trained("Het kabinet verhoogt de uitgaven met 10%.")
    assert doc.has_annotation("POS")
    assert doc.has_annotation("LEMMA")
    assert doc.has_annotation("DEP")
    assert [span.text for span in doc.spans["milcoop_percentages"]] == ["10%"]


def test_its_parser_keeps_to_our_sentences(trained: Language) -> None:
    """A parser that was trained on sentences one by one sees none of the borders between headings and paragraphs."""
    text = "De missie\n\nDe missie duurt vijf maanden. Zij begint in mei 2021.\n\nDe kosten zijn € 5 miljoen."
    assert [sentence.text for sentence in trained(text).sents] == [sentence.text for sentence in load()(text).sents]


@pytest.mark.parametrize("letter", LETTERS[:3], ids=lambda path: path.stem)
def test_mentions_and_facts_do_not_depend_on_it(letter: Path, trained: Language) -> None:
    found, expected = Extractor(trained).extract(letter), extract(letter)
    assert told(found) == told(expected)
    assert [(fact.subject, fact.indicator, fact.period, fact.value) for fact in found.indicators] == [
        (fact.subject, fact.indicator, fact.period, fact.value) for fact in expected.indicators
    ]
