"""The measure: matching, values, attributes, headings; gold files; the way from letters to an evaluation."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from milcoop_extract.errors import GoldError
from milcoop_extract.evaluation import DocumentScore, Gold, evaluate, read_gold, read_gold_folder, score
from milcoop_extract.evaluation.gold import MODELS, GoldDocument, GoldMention, GoldSection, digest
from milcoop_extract.evaluation.results import Difference
from milcoop_extract.evaluation.scores import Accuracy, Ratios
from milcoop_extract.records import DocumentRecord, FootnoteRecord, LetterRecord, Mention, Section

VALUES: Mapping[str, dict[str, str]] = {
    "amount": {"amount": "4500000", "currency": "EUR"},
    "percentage": {"percent": "2"},
    "date": {"start": "2020-01-01", "end": "2020-12-31", "timex": "2020"},
    "duration": {"timex": "P5M"},
    "kamerstuk": {"dossier": "35570", "number": "53"},
    "programme": {"id": "pesco"},
}


def gold_mention(type_: str, start: int, end: int, **keys: Any) -> GoldMention:
    required = {"kind": "programme"} if type_ == "programme" else {}
    entry = {
        "type": type_,
        "id": f"g{start}",
        "start": start,
        "end": end,
        "text": "t",
        "value": VALUES[type_],
        **required,
        **keys,
    }
    mention: GoldMention = MODELS[type_].model_validate(entry)
    return mention


def found_mention(type_: str, start: int | None, end: int | None, id_: str = "m1", **keys: Any) -> Mention:
    required = {"kind": "programme"} if type_ == "programme" else {}
    value = VALUES[type_] | ({"name": "PESCO"} if type_ == "programme" else {})
    place = {"start": 0, "end": 1, "source_start": start, "source_end": end, "section": "s01", "sentence": "S.", "rule": "r"}
    entry = {"type": type_, "id": id_, "text": "t", **place, "value": value, **required, **keys}
    mention: Mention = TypeAdapter(Mention).validate_python(entry)
    return mention


def make_gold(*mentions: GoldMention, sections: Sequence[GoldSection] = ()) -> Gold:
    return Gold(GoldDocument(type="document", id="brief", sha256="0" * 64), tuple(sections), mentions)


def make_record(*mentions: Mention, sections: Sequence[Section] = ()) -> LetterRecord:
    document = DocumentRecord(id="brief", source="brief.txt", sha256="0" * 64, media_type="text/plain", words=1)
    return LetterRecord(document=document, sections=tuple(sections), mentions=mentions)


def heading(start: int, title: str, level: Literal[1, 2] = 1) -> GoldSection:
    return GoldSection(type="section", id=f"g{start}", start=start, end=start + len(title), text=title, level=level)


def section(id_: str, start: int | None, title: str | None, level: int = 1) -> Section:
    return Section(id=id_, level=level, title=title, start=0, end=1, source_start=start, source_end=start)


def documented_truth_table() -> list[Any]:
    """Read the rows of the truth table in the documentation."""
    text = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    lines = text.split("## Truth table")[1].split("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    return [pytest.param(*row[1:], id=row[0]) for row in rows[2:]]


def spans(cell: str) -> list[tuple[str, int, int]]:
    return [(type_, int(start), int(end)) for type_, start, end in re.findall(r"(\w+) (\d+):(\d+)", cell)]


def shown(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.6g}"


@pytest.mark.parametrize(
    ("gold", "extracted", "correct", "partial", "missed", "spurious", "precision", "recall", "f1", "overlap_f1"),
    documented_truth_table(),
)
def test_truth_table(
    gold: str,
    extracted: str,
    correct: str,
    partial: str,
    missed: str,
    spurious: str,
    precision: str,
    recall: str,
    f1: str,
    overlap_f1: str,
) -> None:
    annotation = make_gold(*(gold_mention(*span) for span in spans(gold)))
    record = make_record(*(found_mention(*span, f"m{number}") for number, span in enumerate(spans(extracted))))
    overall = score(annotation, record).scores.overall
    counts, strict = overall.counts, overall.strict
    assert [str(count) for count in (counts.correct, counts.partial, counts.missed, counts.spurious)] == [
        correct,
        partial,
        missed,
        spurious,
    ]
    assert [shown(ratio) for ratio in (strict.precision, strict.recall, strict.f1, overall.overlap.f1)] == [
        precision,
        recall,
        f1,
        overlap_f1,
    ]


def test_overall_adds_up_the_counts_of_the_types() -> None:
    gold = make_gold(gold_mention("date", 0, 4), gold_mention("date", 6, 9), gold_mention("amount", 10, 20))
    scores = score(gold, make_record(found_mention("date", 0, 4, "m1"), found_mention("amount", 10, 19, "m2"))).scores
    assert scores.types["date"].strict == Ratios(precision=1.0, recall=0.5, f1=2 / 3)
    assert scores.types["amount"].overlap == Ratios(precision=1.0, recall=1.0, f1=1.0)
    assert scores.types["duration"].strict == Ratios(precision=None, recall=None, f1=None)
    assert scores.overall.strict == Ratios(precision=0.5, recall=1 / 3, f1=0.4)


@pytest.mark.parametrize(
    ("type_", "gold_value", "found_value", "right"),
    [
        ("amount", {"amount": "1", "currency": "EUR"}, {"amount": "1", "currency": "EUR"}, True),
        ("amount", {"amount": "1", "currency": "EUR"}, {"amount": "1", "currency": "USD"}, False),
        ("amount", {"amount": "1", "currency": "EUR"}, {"low": "1", "high": "2", "currency": "EUR"}, False),
        ("amount", {"low": "1", "high": "2", "currency": "EUR"}, {"low": "1", "high": "2", "currency": "EUR"}, True),
        ("amount", {"low": "1", "high": "2", "currency": "EUR"}, {"low": "1", "high": "3", "currency": "EUR"}, False),
        ("amount", {"low": "1", "high": "2", "currency": "EUR"}, {"amount": "1", "currency": "EUR"}, False),
        ("percentage", {"low": "2", "high": "3"}, {"low": "2", "high": "3"}, True),
        ("duration", {"low": "P4Y", "high": "P5Y"}, {"timex": "P4Y"}, False),
        ("date", VALUES["date"], VALUES["date"] | {"mod": "END"}, True),
        ("date", VALUES["date"] | {"mod": None}, VALUES["date"] | {"mod": "END"}, False),
        ("date", VALUES["date"], VALUES["date"] | {"start": "2020-09-01"}, False),
        ("kamerstuk", {"dossier": "35570"}, {"dossier": "35570", "number": "53", "url": "https://example.org"}, True),
        ("kamerstuk", {"dossier": "35570", "number": None}, {"dossier": "35570", "number": "53"}, False),
        ("programme", {"id": "pesco", "name": "Permanent"}, {"id": "pesco", "name": "PESCO"}, True),
        ("programme", {"id": "edidp"}, {"id": "pesco", "name": "EDIDP"}, False),
    ],
)
def test_a_value_is_right_when_all_that_the_gold_has_agrees(
    type_: str, gold_value: dict[str, str], found_value: dict[str, str], right: bool
) -> None:
    result = score(
        make_gold(gold_mention(type_, 4, 8, value=gold_value)), make_record(found_mention(type_, 4, 8, value=found_value))
    )
    assert result.scores.types[type_].value == float(right)
    assert result.found[type_] == ({"g4": "t"} if right else {})
    assert [difference.kind for difference in result.differences] == ([] if right else ["value"])


@pytest.mark.parametrize(
    ("type_", "gold_keys", "found_keys", "wrong"),
    [
        ("amount", {}, {}, {}),
        ("amount", {"qualifier": "approx"}, {}, {"qualifier": ("approx", "null")}),
        ("amount", {}, {"role": "increase", "implicit": True}, {"role": ("level", "increase"), "implicit": ("false", "true")}),
        ("percentage", {"basis": "gdp"}, {"basis": "gdp", "points": True}, {}),
        ("percentage", {}, {"basis": "gdp"}, {"basis": ("null", "gdp")}),
        (
            "date",
            {"resolved": True, "bound": "from"},
            {"bound": "until"},
            {"resolved": ("true", "false"), "bound": ("from", "until")},
        ),
        ("duration", {}, {"qualifier": "max"}, {"qualifier": ("null", "max")}),
        ("programme", {"kind": "mission"}, {"kind": "policy", "discovered": True}, {"kind": ("mission", "policy")}),
    ],
)
def test_attributes(
    type_: str, gold_keys: dict[str, Any], found_keys: dict[str, Any], wrong: dict[str, tuple[str, str]]
) -> None:
    result = score(make_gold(gold_mention(type_, 4, 8, **gold_keys)), make_record(found_mention(type_, 4, 8, **found_keys)))
    attributes = result.scores.types[type_].attributes
    assert {name for name, share in attributes.items() if share == 0.0} == set(wrong)
    assert {difference.attribute: (difference.expected, difference.found) for difference in result.differences} == wrong


@pytest.mark.parametrize(
    ("source_span", "equivalent_to", "found"),
    [
        pytest.param((0, 9), "m7", None, id="the mention that was matched"),
        pytest.param((0, 5), "m7", None, id="the mention that was matched in part"),
        pytest.param((0, 9), None, "null", id="none"),
        pytest.param((0, 9), "m8", "g20", id="another mention that was matched"),
        pytest.param((30, 39), "m7", "m7, which is not in the gold", id="a spurious mention"),
    ],
)
def test_equivalent_to_is_compared_through_the_matched_mentions(
    source_span: tuple[int, int], equivalent_to: str | None, found: str | None
) -> None:
    gold = make_gold(
        gold_mention("amount", 0, 9), gold_mention("amount", 11, 15, equivalent_to="g0"), gold_mention("amount", 20, 24)
    )
    record = make_record(
        found_mention("amount", *source_span, "m7"),
        found_mention("amount", 11, 15, "m9", equivalent_to=equivalent_to),
        found_mention("amount", 20, 24, "m8"),
    )
    wrong = [difference for difference in score(gold, record).differences if difference.kind == "attribute"]
    assert [(difference.attribute, difference.expected, difference.found) for difference in wrong] == (
        [("equivalent_to", "g0", found)] if found else []
    )


def test_an_attribute_of_several_types_is_pooled_overall() -> None:
    gold = make_gold(gold_mention("amount", 0, 9), gold_mention("duration", 10, 14), gold_mention("date", 20, 24))
    record = make_record(
        found_mention("amount", 0, 9, "m1", qualifier="min"),
        found_mention("duration", 10, 14, "m2"),
        found_mention("date", 20, 24, "m3"),
    )
    overall = score(gold, record).scores.overall
    assert overall.counts.attributes["qualifier"] == Accuracy(right=1, total=2)
    assert overall.attributes["qualifier"] == 0.5
    assert overall.counts.attributes["bound"] == Accuracy(right=1, total=1)


@pytest.mark.parametrize(
    ("found", "outcomes", "value", "level"),
    [
        pytest.param([("s01", 10, "Inleiding", 1)], (1, 0, 0), 1.0, 1.0, id="found"),
        pytest.param([("s01", None, None, 0), ("s02", 10, "Inleiding", 1)], (1, 0, 0), 1.0, 1.0, id="no title, no heading"),
        pytest.param([("s01", 10, "Inleiding 3", 1)], (1, 0, 0), 0.0, 1.0, id="other title"),
        pytest.param([("s01", 10, "Inleiding", 2)], (1, 0, 0), 1.0, 0.0, id="other level"),
        pytest.param([("s01", 11, "Inleiding", 1)], (0, 1, 1), None, None, id="starts elsewhere"),
        pytest.param([], (0, 1, 0), None, None, id="missed"),
    ],
)
def test_headings(
    found: list[tuple[str, int | None, str | None, int]],
    outcomes: tuple[int, int, int],
    value: float | None,
    level: float | None,
) -> None:
    sections = [section(id_, 0 if title is None else start, title, depth) for id_, start, title, depth in found]
    result = score(make_gold(sections=[heading(10, "Inleiding")]), make_record(sections=sections)).scores
    counts = result.sections.counts
    assert (counts.correct, counts.missed, counts.spurious) == outcomes
    assert (result.sections.value, result.sections.attributes.get("level")) == (value, level)
    assert result.overall.counts.gold == 0


def test_without_places_in_the_source_mentions_are_matched_by_text_and_section_in_order() -> None:
    gold = make_gold(
        gold_mention("date", 10, 14, text="2020"),
        gold_mention("date", 20, 24, text="2020", bound="from"),
        gold_mention("date", 40, 44, text="2020"),
        gold_mention("date", 50, 54, text="eind 2021"),
        sections=[heading(5, "Inleiding"), heading(30, "Slot", 2)],
    )
    record = make_record(
        found_mention("date", None, None, "m1", text="2020", section="s01"),
        found_mention("date", None, None, "m2", text="2020", section="s01", bound="from"),
        found_mention("date", None, None, "m3", text="2020", section="s01"),
        found_mention("date", None, None, "m4", text="2021", section="s02"),
        sections=[section("s01", None, "Inleiding"), section("s02", None, "Slot", 2)],
    )
    result = score(gold, record)
    counts = result.scores.types["date"].counts
    assert (counts.correct, counts.partial, counts.missed, counts.spurious) == (2, 0, 2, 2)
    assert result.scores.types["date"].attributes == {"resolved": 1.0, "bound": 1.0}
    assert result.scores.sections.strict == Ratios(precision=1.0, recall=1.0, f1=1.0)
    assert [(difference.gold, difference.mention) for difference in result.differences] == [
        ("g40", None),
        ("g50", None),
        (None, "m3"),
        (None, "m4"),
    ]


def test_without_places_a_note_may_stand_under_another_heading() -> None:
    gold = make_gold(
        gold_mention("date", 40, 44, text="2020"),
        gold_mention("date", 50, 54, text="2021"),
        sections=[heading(5, "Inleiding"), heading(30, "Slot", 2)],
    )
    record = make_record(
        found_mention("date", None, None, "m1", text="2020", section="s01"),
        found_mention("date", None, None, "m2", text="2021", section="s01"),
        sections=[section("s01", None, "Inleiding"), section("s02", None, "Slot", 2)],
    )
    in_note = record.mentions[0]
    note = FootnoteRecord(id="n1", marker="1", start=in_note.start, end=in_note.end, anchor=None)
    mentions = (in_note, record.mentions[1].model_copy(update={"start": in_note.end + 1, "end": in_note.end + 5}))
    result = score(gold, record.model_copy(update={"footnotes": (note,), "mentions": mentions}))
    assert [(difference.gold, difference.mention) for difference in result.differences] == [("g50", None), (None, "m2")]


def test_differences_tell_sentence_and_rule() -> None:
    gold = make_gold(gold_mention("date", 0, 4, text="2020"), gold_mention("date", 10, 19, text="eind 2021"))
    record = make_record(
        found_mention("date", 15, 19, "m1", text="2021", sentence="Het is eind 2021.", rule="date.year"),
        found_mention("duration", 30, 39, "m2", text="een maand", sentence="Dat duurt een maand.", rule="duration.word"),
    )
    assert score(gold, record, lambda start, end: f"Zin van {start} tot {end}.").differences == (
        Difference(type="date", kind="missed", gold="g0", text="2020", sentence="Zin van 0 tot 4."),
        Difference(
            type="date",
            kind="partial",
            gold="g10",
            mention="m1",
            text="2021",
            expected="eind 2021",
            found="2021",
            sentence="Het is eind 2021.",
            rule="date.year",
        ),
        Difference(
            type="duration",
            kind="spurious",
            mention="m2",
            text="een maand",
            sentence="Dat duurt een maand.",
            rule="duration.word",
        ),
    )


def test_a_wrong_value_is_shown_part_by_part() -> None:
    gold = make_gold(gold_mention("amount", 0, 9, value={"amount": "1", "currency": "EUR"}))
    record = make_record(found_mention("amount", 0, 9, value={"low": "1", "high": "2", "currency": "EUR"}))
    [difference] = score(gold, record).differences
    assert (difference.expected, difference.found) == ("amount=1 currency=EUR", "low=1 high=2 currency=EUR")


positions = st.integers(min_value=0, max_value=60)
any_spans = st.lists(
    st.tuples(positions, st.integers(min_value=1, max_value=12)).map(lambda span: (span[0], sum(span))), max_size=8
)


def apart(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep what does not overlap with what was kept before."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(candidates):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def score_dates(gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> DocumentScore:
    record = make_record(*(found_mention("date", *span, f"m{number}") for number, span in enumerate(found)))
    return score(make_gold(*(gold_mention("date", *span) for span in gold)), record)


@given(any_spans.map(apart), any_spans)
def test_each_mention_has_exactly_one_outcome(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    counts = score_dates(gold, found).scores.types["date"].counts
    assert (counts.gold, counts.predicted) == (len(gold), len(found))
    assert counts.correct == len(set(gold) & set(found))


@given(any_spans.map(apart), any_spans.map(apart))
def test_precision_is_the_recall_of_the_other_direction(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    there, back = score_dates(gold, found).scores.overall, score_dates(found, gold).scores.overall
    assert (there.strict.precision, there.strict.f1) == (back.strict.recall, back.strict.f1)
    assert (there.overlap.precision, there.overlap.f1) == (back.overlap.recall, back.overlap.f1)


DOCUMENT = {"type": "document", "id": "brief", "sha256": "0" * 64, "date": "2021-03-05"}
DATE = {"type": "date", "id": "g1", "start": 4, "end": 8, "text": "2020", "value": VALUES["date"]}


def write_gold(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_gold_is_read_in_the_order_of_the_text(tmp_path: Path) -> None:
    title = {"type": "section", "id": "g0", "start": 0, "end": 3, "text": "Een", "level": 1}
    gold = read_gold(
        write_gold(tmp_path / "brief.jsonl", DOCUMENT, DATE | {"id": "g2", "start": 20, "end": 24}, "", DATE, title)
    )
    assert gold.document == GoldDocument.model_validate(DOCUMENT)
    assert gold.sections == (GoldSection.model_validate(title),)
    assert [(mention.id, mention.start) for mention in gold.mentions] == [("g1", 4), ("g2", 20)]


AMOUNT = {"type": "amount", "id": "g2", "start": 10, "end": 14, "text": "€ 1", "value": VALUES["amount"]}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([DATE], '1: the first line must describe the letter: "type": "document"'),
        ([], '1: the first line must describe the letter: "type": "document"'),
        ([DOCUMENT, "{"], "2: Invalid JSON: EOF while parsing an object at line 1 column 1"),
        ([DOCUMENT | {"sha256": "0"}], "1: document.sha256: String should match pattern '^[0-9a-f]{64}$'"),
        ([DOCUMENT, DATE | {"bond": "from"}], "2: date.bond: Extra inputs are not permitted"),
        ([DOCUMENT, DATE | {"bound": "form"}], "2: date.bound: Input should be 'from' or 'until'"),
        ([DOCUMENT, DATE | {"start": 8}], "2: the span 8:8 is empty"),
        ([DOCUMENT, DATE, AMOUNT | {"id": "g1"}], "2: the id g1 is given more than once"),
        ([DOCUMENT, DATE, DATE | {"id": "g3", "start": 7, "end": 9}], "3: overlaps with g1, of the same type"),
        ([DOCUMENT, DATE, AMOUNT | {"equivalent_to": "g1"}], "3: equivalent_to: there is no amount with the id g1"),
        ([DOCUMENT, DATE, DOCUMENT], "3: a letter is described on the first line only"),
    ],
)
def test_wrong_gold_is_refused_with_file_and_line(tmp_path: Path, lines: list[object], message: str) -> None:
    path = write_gold(tmp_path / "brief.jsonl", *lines)
    with pytest.raises(GoldError) as raised:
        read_gold(path)
    assert str(raised.value) == f"{path}:{message}"


def test_a_gold_folder_has_one_file_a_letter(tmp_path: Path) -> None:
    first = write_gold(tmp_path / "a.jsonl", DOCUMENT)
    assert [gold.document.id for gold in read_gold_folder(tmp_path)] == ["brief"]
    second = write_gold(tmp_path / "b.jsonl", DOCUMENT | {"id": "andere-brief"})
    with pytest.raises(GoldError) as raised:
        read_gold_folder(tmp_path)
    assert str(raised.value) == f"{second}:1: has the same sha256 as {first}"


def test_a_gold_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        read_gold_folder(tmp_path)


LETTER = """\
Den Haag, 5 maart 2021

Inleiding

Het ministerie trekt dit jaar € 4,5 miljoen uit voor
onderzoek. Het plan loopt zeker vijf maanden door.
"""


def test_letters_find_their_gold_by_their_text(tmp_path: Path) -> None:
    def annotation(type_: str, text: str, **keys: object) -> dict[str, object]:
        start = LETTER.index(text)
        return {"type": type_, "id": f"g{start}", "start": start, "end": start + len(text), "text": text, **keys}

    gold = tmp_path / "gold"
    gold.mkdir()
    write_gold(
        gold / "brief.jsonl",
        {"type": "document", "id": "brief", "sha256": digest(LETTER), "date": "2019-03-05"},
        annotation("section", "Inleiding", level=1),
        annotation("date", "5 maart 2021", value={"start": "2021-03-05", "end": "2021-03-05", "timex": "2021-03-05"}),
        annotation("date", "dit jaar", value={"start": "2019-01-01", "end": "2019-12-31", "timex": "2019"}, resolved=True),
        annotation("amount", "€ 4,5 miljoen", value=VALUES["amount"]),
        annotation("amount", "onderzoek", value=VALUES["amount"]),
        annotation("duration", "vijf maanden", value=VALUES["duration"]),
    )
    renamed, copy, other = tmp_path / "x.txt", tmp_path / "y.txt", tmp_path / "brief.txt"
    renamed.write_bytes(LETTER.replace("\n", "\r\n").encode("utf-16"))
    copy.write_text(LETTER, encoding="utf-8")
    other.write_text("Een brief zonder goud.\n", encoding="utf-8")
    evaluation = evaluate([renamed, copy, other], gold)
    [document] = evaluation.documents
    assert (document.id, document.source, document.media_type) == ("brief", "x.txt", "text/plain")
    assert {type_: list(texts.values()) for type_, texts in document.found.items() if texts} == {
        "amount": ["€ 4,5 miljoen"],
        "date": ["5 maart 2021", "dit jaar"],
        "duration": ["vijf maanden"],
        "section": ["Inleiding"],
    }
    assert [(difference.text, difference.sentence) for difference in document.differences] == [
        ("onderzoek", "Het ministerie trekt dit jaar € 4,5 miljoen uit voor onderzoek.")
    ]
    assert evaluation.scores == document.scores
    assert [(file.source, file.reason) for file in evaluation.skipped] == [
        ("y.txt", "it is the same letter as x.txt"),
        ("brief.txt", "there is no gold for it"),
    ]
