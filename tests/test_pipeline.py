"""The spaCy pipeline: each component alone in anyone's pipeline, and all of them on any Dutch base."""

import json
import random
import socket
import tomllib
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from milcoop_extract import extract_text
from milcoop_extract.errors import ModelError, RuleError
from milcoop_extract.mentions.spans import readings
from milcoop_extract.mentions.types import mention_types
from milcoop_extract.pipeline import COMPONENTS, load

TEXT = "De EDIDP kost ongeveer € 5,5 miljoen (10%) in vijf maanden van 2021 (Kamerstuk 33 279, nr. 32; Stb. 2017, 317)."

READINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "milcoop_programmes": (
        "EDIDP",
        {
            "start": 3,
            "end": 8,
            "rule": "programme.abbreviation",
            "value": {"id": "edidp", "name": "European Defence Industrial Development Programme"},
            "kind": "programme",
            "discovered": False,
            "cues": [],
        },
    ),
    "milcoop_references": (
        "Stb. 2017, 317",
        {
            "start": 95,
            "end": 109,
            "rule": "reference.stb",
            "value": {
                "chamber": None,
                "session": None,
                "year": "2017",
                "series": None,
                "number": "317",
                "item": None,
                "pages": None,
                "identifier": None,
                "url": None,
            },
            "kind": "stb",
            "cues": [],
        },
    ),
    "milcoop_kamerstukken": (
        "Kamerstuk 33 279, nr. 32",
        {
            "start": 69,
            "end": 93,
            "rule": "kamerstuk.label",
            "value": {
                "dossier": "33279",
                "suffix": None,
                "number": "32",
                "chamber": None,
                "session": None,
                "pages": None,
                "identifier": "kst-33279-32",
                "url": "https://zoek.officielebekendmakingen.nl/kst-33279-32.html",
            },
            "cues": [],
        },
    ),
    "milcoop_amounts": (
        "€ 5,5 miljoen",
        {
            "start": 23,
            "end": 36,
            "rule": "amount.sign-first",
            "value": {"amount": "5500000", "currency": "EUR"},
            "qualifier": "approx",
            "role": "level",
            "equivalent_to": None,
            "implicit": False,
            "cues": [
                {
                    "attribute": "qualifier",
                    "value": "approx",
                    "rule": "qualifier.before",
                    "text": "ongeveer",
                    "start": 14,
                    "end": 22,
                }
            ],
        },
    ),
    "milcoop_percentages": (
        "10%",
        {
            "start": 38,
            "end": 41,
            "rule": "percentage.sign",
            "value": {"percent": "10"},
            "qualifier": None,
            "role": "level",
            "basis": None,
            "points": False,
            "cues": [],
        },
    ),
    "milcoop_dates": (
        "2021",
        {
            "start": 63,
            "end": 67,
            "rule": "date.year",
            "value": {"start": "2021-01-01", "end": "2021-12-31", "timex": "2021", "mod": None},
            "resolved": False,
            "bound": None,
            "cues": [],
        },
    ),
    "milcoop_durations": (
        "vijf maanden",
        {"start": 46, "end": 58, "rule": "duration.number-unit", "value": {"timex": "P5M"}, "qualifier": None, "cues": []},
    ),
}


def everything(doc: Doc) -> dict[str, list[tuple[str, str, str, Any]]]:
    """What our components wrote to a document: the text, label, id and reading of every span."""
    return {name: [(span.text, span.label_, span.id_, span._.milcoop) for span in doc.spans[name]] for name in COMPONENTS}


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_alone(name: str) -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert list(doc.spans) == [name]
    text, reading = READINGS[name]
    assert [(span.text, span.label_, span.id_, span._.milcoop) for span in doc.spans[name]] == [(text, name, "0", reading)]


def test_all_components(nlp: Language) -> None:
    assert everything(nlp(TEXT)) == {name: [(text, name, "0", reading)] for name, (text, reading) in READINGS.items()}


def test_a_span_of_a_mention_inside_a_token_has_the_exact_range(nlp: Language) -> None:
    doc = nlp("De 2%-norm.")
    (span,) = doc.spans["milcoop_percentages"]
    assert doc.text[span._.milcoop["start"] : span._.milcoop["end"]] == "2%"


def test_sentences_alone() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("milcoop_sentences")
    assert [sentence.text for sentence in nlp("Dat is zo. Dit niet.").sents] == ["Dat is zo.", "Dit niet."]


def test_the_entry_points_are_those_of_the_types() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = {f'{name} = "{place}"' for name, place in project["entry-points"]["spacy_factories"].items()}
    wanted = {f'{type_.group} = "{type_.entry_point}"' for type_ in mention_types()}
    wanted.add('milcoop_sentences = "milcoop_extract.mentions.sentences:factory"')
    missing, unknown = sorted(wanted - written), sorted(written - wanted)
    assert not missing, "pyproject.toml needs, under [project.entry-points.spacy_factories]:\n" + "\n".join(missing)
    assert not unknown, "pyproject.toml names what there is not:\n" + "\n".join(unknown)


def test_entry_points() -> None:
    found = {point.name: point for point in entry_points(group="spacy_factories") if point.name.startswith("milcoop_")}
    assert set(found) == {*COMPONENTS, "milcoop_sentences"}
    nlp = spacy.blank("nl")
    for name, point in found.items():
        assert callable(point.load())
        nlp.add_pipe(name)
    assert set(nlp.pipe_names) == set(found)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_says_what_it_assigns(name: str, nlp: Language) -> None:
    assert nlp.get_pipe_meta(name).assigns == ["doc.spans", "span._.milcoop"]


def test_the_default_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    nlp = load()
    assert nlp.lang == "nl"
    assert nlp.pipe_names == ["milcoop_sentences", *COMPONENTS]
    assert everything(nlp(TEXT)) == {name: [(text, name, "0", reading)] for name, (text, reading) in READINGS.items()}


def test_components_run_in_any_order() -> None:
    nlp = spacy.blank("nl")
    for name in reversed(COMPONENTS):
        nlp.add_pipe(name)
    assert everything(nlp(TEXT)) == {name: [(text, name, "0", reading)] for name, (text, reading) in READINGS.items()}


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Aan de oefening Zomer 2021 doet Nederland mee.", "milcoop_programmes"),
        ("Zie Kamerstuk vergaderjaar 2020-2021, 35 570, nr. 5.", "milcoop_kamerstukken"),
        ("Zie Tweede Kamer, vergaderjaar 2020-2021, 35 570, nr. 5.", "milcoop_kamerstukken"),
        ("Zie Handelingen II, vergaderjaar 2020-2021, nr. 5, item 2.", "milcoop_references"),
    ],
)
def test_dates_leave_out_what_names_and_references_cover(text: str, before: str) -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("milcoop_dates")
    assert len(nlp(text).spans["milcoop_dates"]) == 1
    nlp.add_pipe(before, first=True)
    doc = nlp(text)
    assert [len(doc.spans[before]), len(doc.spans["milcoop_dates"])] == [1, 0]


# The date of the letter.


@pytest.mark.parametrize(
    ("date", "text", "value", "resolved"),
    [
        ("2020-12-18", "dit jaar", {"start": "2020-01-01", "end": "2020-12-31", "timex": "2020", "mod": None}, True),
        ("2020-12-18", "volgend jaar", {"start": "2021-01-01", "end": "2021-12-31", "timex": "2021", "mod": None}, True),
        (
            "2021-01-02",
            "20 november jl.",
            {"start": "2020-11-20", "end": "2020-11-20", "timex": "2020-11-20", "mod": None},
            True,
        ),
        (None, "dit jaar", {"start": None, "end": None, "timex": "XXXX", "mod": None}, True),
        (None, "20 november jl.", {"start": None, "end": None, "timex": "XXXX-11-20", "mod": None}, True),
        (None, "20 november 2020", {"start": "2020-11-20", "end": "2020-11-20", "timex": "2020-11-20", "mod": None}, False),
    ],
)
def test_the_date_of_the_letter(date: str | None, text: str, value: dict[str, Any], resolved: bool, nlp: Language) -> None:
    doc = nlp.make_doc(f"Het begint {text}")
    if date:
        doc._.milcoop_date = date
    (span,) = nlp(doc).spans["milcoop_dates"]
    assert span.text == text
    assert span._.milcoop["value"] == value
    assert span._.milcoop["resolved"] is resolved


def test_documents_do_not_share_their_date(nlp: Language) -> None:
    docs = [nlp.make_doc("Het begint dit jaar") for _ in range(3)]
    docs[0]._.milcoop_date, docs[1]._.milcoop_date = "2019-05-05", "2022-05-05"
    values = [doc.spans["milcoop_dates"][0]._.milcoop["value"]["timex"] for doc in nlp.pipe(docs)]
    assert values == ["2019", "2022", "XXXX"]


# Documents that are stored or sent to other processes.


def test_a_document_can_be_stored(nlp: Language) -> None:
    doc = nlp.make_doc(f"{TEXT} Dit jaar € 5 miljoen ($ 6 miljoen).")
    doc._.milcoop_date = "2020-12-18"
    doc = nlp(doc)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert everything(again) == everything(doc)
    assert again._.milcoop_date == "2020-12-18"
    assert list(again.sents)[1].text == "Dit jaar € 5 miljoen ($ 6 miljoen)."


def test_readings_are_plain_json(nlp: Language) -> None:
    doc = nlp(f"{TEXT} Dit jaar € 5 tot 6 miljoen.")
    for name in COMPONENTS:
        found = [dict(reading) for reading in readings(doc, name)]
        assert found
        assert json.loads(json.dumps(found)) == found


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_two_processes(nlp: Language) -> None:
    texts = [TEXT, "Niets.", "", "In 2019 kostte het € 3 miljard."]
    expected = [everything(nlp(text)) for text in texts]
    assert [everything(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == expected


def test_a_pipeline_can_be_saved_and_loaded_with_spacy(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert everything(spacy.load(tmp_path)(TEXT)) == everything(nlp(TEXT))


# Other bases.

SENTENCES = [
    "De kosten zijn hoog .",
    "In 2020 bedroeg het budget € 5 miljoen .",
    "Dat is ongeveer 2% van het bbp .",
    "Finland verhoogt de uitgaven met 10% .",
    "De missie duurt vijf maanden .",
]
LETTER = (
    "De missie duurt vijf maanden. In 2020 bedroeg het budget ongeveer € 5 miljoen. Finland verhoogt de uitgaven met 10%. "
    "Dat is ongeveer 2% van het bbp."
)


def train(path: Path) -> Path:
    """Train a tiny Dutch pipeline, with a tagger and a sentence recogniser, and save it."""
    fix_random_seed(0)
    nlp = spacy.blank("nl")
    chooser = random.Random(0)
    examples = []
    for _ in range(12):
        chosen = [sentence.split() for sentence in chooser.sample(SENTENCES, 3)]
        words = [word for sentence in chosen for word in sentence]
        starts = [index == 0 for sentence in chosen for index in range(len(sentence))]
        tags = ["NUM" if any(map(str.isdigit, word)) else "LET" if word == "." else "X" for word in words]
        reference = Doc(nlp.vocab, words=words, sent_starts=starts, tags=tags)  # type: ignore[arg-type]
        examples.append(Example(Doc(nlp.vocab, words=words), reference))
    nlp.add_pipe("tagger")
    nlp.add_pipe("senter")
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(15):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(path)
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(tmp_path_factory.mktemp("model"))


def test_a_trained_base(trained: Path, nlp: Language) -> None:
    on_trained = load(str(trained))
    assert on_trained.pipe_names == ["milcoop_sentences", "tagger", "senter", *COMPONENTS]
    doc, expected = on_trained(LETTER), nlp(LETTER)
    assert {token.tag_ for token in doc} == {"NUM", "LET", "X"}
    assert [sentence.text for sentence in doc.sents] == [sentence.text for sentence in expected.sents]
    assert everything(doc) == everything(expected)
    assert [len(spans) for spans in everything(doc).values()] == [1, 2, 0, 0, 1, 0, 1]


def test_a_trained_base_keeps_to_the_ends_of_blocks(trained: Path, nlp: Language) -> None:
    """A sentence recogniser that never saw a letter runs blocks together; the rules for sentences go before it."""
    text = "De missie duurt vijf maanden\n\nFinland verhoogt de uitgaven met 10%"
    assert [sentence.text for sentence in load(trained)(text).sents] == [sentence.text for sentence in nlp(text).sents]


def test_sentences_that_another_component_marks_are_used(trained: Path) -> None:
    """Cues are sought in the sentence of a figure: another boundary gives another role."""
    nlp = load(trained)
    text = "Het budget is met 10% gedaald."
    assert everything(nlp(text))["milcoop_percentages"][0][-1]["role"] == "decrease"

    @Language.component("test_splitter")
    def split(doc: Doc) -> Doc:
        for token in doc:
            token.is_sent_start = token.i == 0 or token.text == "gedaald"
        return doc

    nlp.add_pipe("test_splitter", before=COMPONENTS[0])
    assert everything(nlp(text))["milcoop_percentages"][0][-1]["role"] == "level"


def test_extract_text_on_a_trained_base(trained: Path) -> None:
    on_trained, default = extract_text(LETTER, nlp=load(trained)), extract_text(LETTER)
    assert len(default.mentions) == 5
    assert on_trained.to_json() == default.to_json()


def save_english(path: Path) -> str:
    spacy.blank("en").to_disk(path)
    return str(path)


def save_file(path: Path) -> str:
    file = path / "model.txt"
    file.write_text("geen model", encoding="utf-8")
    return str(file)


def save_broken(path: Path) -> str:
    spacy.blank("nl").to_disk(path)
    (path / "config.cfg").write_text("[nlp]\nlang = ", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: "nl_core_news_xx", "nl_core_news_xx: no such pipeline"),
        (lambda path: str(path / "nothing"), "nothing: no such pipeline"),
        (str, "no such pipeline"),
        (save_file, "model.txt: no such pipeline"),
        (save_broken, "no such pipeline"),
        (save_english, "a pipeline for 'en', not for Dutch"),
    ],
)
def test_a_base_that_cannot_be_used(make: Callable[[Path], str], message: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=message):
        load(make(tmp_path))


def test_our_own_pipeline_as_a_base(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert everything(load(tmp_path)(TEXT)) == everything(nlp(TEXT))


def test_rules_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="there are no rule files here, such as "):
        load(rules=tmp_path)
