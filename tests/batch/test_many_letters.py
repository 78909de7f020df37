"""The letters that runs are measured with: the same every time, each another, and much like the samples they are made of."""

import random
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest
from spacy.language import Language

import many_letters
from milcoop_extract import Extraction, extract, extract_text

COUNT = 60


@pytest.fixture(scope="module")
def letters() -> list[str]:
    return [many_letters.make(index) for index in range(COUNT)]


@pytest.fixture(scope="module")
def extractions(letters: list[str], nlp: Language) -> list[Extraction]:
    return [extract_text(letter, nlp=nlp) for letter in letters]


def test_the_parts_of_a_sample_are_the_whole_sample() -> None:
    files = sorted(many_letters.SAMPLES.glob("*.txt"))
    for file, sample in zip(files, many_letters.samples(), strict=True):
        parts = (sample.head, *sample.sections, sample.closing)
        assert "\n\n".join(part.text for part in parts) == file.read_text(encoding="utf-8")
        assert len(sample.sections) > 5
    assert sorted(file.stem for file, sample in zip(files, many_letters.samples(), strict=True) if sample.wrapped) == [
        "voorbeeld-defensie-2008",
        "voorbeeld-defensie-2021",
    ]


def test_a_letter_depends_on_its_number_alone(letters: list[str], tmp_path: Path) -> None:
    files = many_letters.write(range(40, 50), tmp_path)
    assert [file.name for file in files] == [many_letters.name(index) for index in range(40, 50)]
    assert [file.read_text(encoding="utf-8") for file in files] == letters[40:50]


def test_letters_differ_in_their_figures_and_words(letters: list[str]) -> None:
    assert len(set(letters)) == COUNT
    words = [set(letter.split()) for letter in letters]
    assert max(len(one & other) / len(one | other) for one, other in combinations(words, 2)) < 0.9


def test_the_vocabulary_keeps_growing(letters: list[str]) -> None:
    seen: set[str] = set()
    new = []
    for letter in letters:
        words = {word for word in letter.split() if word.isalpha() and len(word) >= many_letters.LONG_WORD}
        new.append(len(words - seen))
        seen |= words
    last = range(COUNT // 2, COUNT)
    assert mean(new[index] for index in last) > mean(len(letters[index].split()) for index in last) / 300


def test_lengths_vary_as_those_of_letters_do(letters: list[str]) -> None:
    usual = mean(sample.words for sample in many_letters.samples())
    lengths = [len(letter.split()) / usual for letter in letters]
    assert 0.2 < min(lengths) < 0.5
    assert 1.6 < max(lengths) < 2.4
    assert mean(lengths) == pytest.approx(1, abs=0.15)


def test_as_much_is_found_as_in_the_samples(extractions: list[Extraction]) -> None:
    samples = [extract(file) for file in sorted(many_letters.SAMPLES.glob("*.txt"))]
    for type_ in ("amount", "percentage", "date", "duration", "kamerstuk", "programme"):

        def found(among: list[Extraction], of: str = type_) -> float:
            return mean(sum(mention.type == of for mention in extraction.mentions) for extraction in among)

        assert found(extractions) == pytest.approx(found(samples), rel=0.2), type_


def test_letters_have_the_dates_of_many_years(extractions: list[Extraction]) -> None:
    dates = [extraction.letter.metadata.date for extraction in extractions]
    assert None not in dates
    assert len({date.year for date in dates if date}) > 15


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("in 2020/21 en 2021", "in 2010/11 en 2011"),
        ("vergaderjaar 1999–2000", "vergaderjaar 1989–1990"),
        ("€ 10 tot 12,5 mln. en 1.250 man", "€ 20 tot 25,0 mln. en 2.500 man"),
        ("F-35, resolutie 1325 en 36045", "F-35, resolutie 1325 en 36045"),
        ("een post van € 0,0 en 5%", "een post van € 0,1 en 10%"),
    ],
)
def test_figures(text: str, changed: str) -> None:
    class Doubled(random.Random):
        def uniform(self, a: float, b: float) -> float:
            return 2.0

    assert many_letters._refigured(text, -10, Doubled(0)) == changed
