"""Records to files: columns, rows, frames, cells, and what stays when writing fails."""

import csv
import json
import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.records import LetterRecord
from milcoop_extract.writers import TABLES, Failure, fields, frame, rows, tables, write_record

SCHEMA = json.loads(files("milcoop_extract").joinpath("data/schemas/record.schema.json").read_text(encoding="utf-8"))

FAILURE = Failure(document="b", file="b.txt", stage="read", reason="not text", remedy="Save it as text.")


def mention(number: int, type_: str, text: str, **attributes: Any) -> dict[str, Any]:
    place = {"start": 10 * number, "end": 10 * number + len(text), "section": "s02", "page": 1}
    about = {"sentence": f"Het gaat om {text}.", "rule": f"{type_}.test"}
    return {"id": f"m{number:04}", "type": type_, "text": text, **place, **about, **attributes}


def letter(*mentions: dict[str, Any], id_: str = "a", title: str = "België", **parts: Any) -> LetterRecord:
    document = {
        "id": id_,
        "source": f"{id_}.txt",
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "words": 12,
        "date": "2020-12-18",
    }
    sections = [
        {"id": "s01", "kind": "preamble", "level": 0, "start": 0, "end": 9},
        {"id": "s02", "level": 1, "title": title, "start": 9, "end": 99, "source_start": 9, "source_end": 100, "page": 1},
    ]
    return LetterRecord.model_validate({"document": document, "sections": sections, "mentions": mentions, **parts})


AMOUNT = mention(
    1, "amount", "€ 2 miljoen", value={"amount": "2000000", "currency": "EUR"}, qualifier="approx", source_start=11
)
RANGE = mention(2, "amount", "3 à 4 miljoen", value={"low": "3000000", "high": "4000000", "currency": "EUR"}, implicit=True)
INDICATOR = {
    "id": "i0001",
    "subject": "BE",
    "indicator": "defence_budget",
    "period": "2020",
    "value": "2000000",
    "unit": "EUR",
    "status": "expected",
    "equivalent": {"value": "-0.5", "unit": "%"},
    "mention": "m0001",
}
LETTER = letter(
    AMOUNT,
    RANGE,
    mention(3, "percentage", "1,24%", value={"percent": "1.24"}, basis="gdp"),
    mention(4, "date", "eind 2019", value={"start": "2019-09-01", "end": "2019-12-31", "timex": "2019", "mod": "END"}),
    mention(5, "duration", "vier à vijf jaar", value={"low": "P4Y", "high": "P5Y"}),
    mention(6, "kamerstuk", "Kamerstuk 36 000, nr. 9", value={"dossier": "36000", "number": "9"}),
    mention(7, "programme", "Plan X", value={"id": "plan-x", "name": "Plan X"}, kind="policy"),
    references=[
        mention(8, "reference", "Stb. 2017, 317", value={"year": "2017", "number": "317"}, kind="stb"),
    ],
    indicators=[INDICATOR],
)


CONTEXT = "document section section_title page:integer text sentence rule id"
PLACE = f"{CONTEXT} type start:integer end:integer source_start:integer source_end:integer"
SUM = "value_amount:number value_currency value_low:number value_high:number"
INTERVAL = "value_start:date value_end:date value_timex value_mod"
FACT = "subject indicator period value:number unit qualifier status equivalent_value:number equivalent_unit mention"
EXTENT = "start:integer end:integer source_start:integer source_end:integer page:integer"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("sections", f"document id kind level:integer title parent {EXTENT}"),
        ("amounts", f"{PLACE} {SUM} qualifier role equivalent_to implicit:boolean"),
        ("dates", f"{PLACE} {INTERVAL} resolved:boolean bound"),
        ("durations", f"{PLACE} value_timex value_low value_high qualifier"),
        ("indicators", f"{CONTEXT} {FACT}"),
        ("errors", "document file stage reason remedy"),
    ],
)
def test_columns_are_read_off_the_models(table: str, expected: str) -> None:
    found = " ".join(f"{field['name']}:{field['type']}" for field in fields(table))
    assert found.replace(":string", "") == expected


def test_allowed_values_are_told() -> None:
    role = next(field for field in fields("amounts") if field["name"] == "role")
    assert role["constraints"] == {"enum": ["level", "increase", "decrease"]}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("documents", [{"document": "a", "id": "a", "date": "2020-12-18", "words": 12}]),
        ("sections", [{"document": "a", "id": "s01", "title": None}, {"document": "a", "id": "s02", "title": "België"}]),
        (
            "amounts",
            [
                {
                    "section_title": "België",
                    "value_amount": "2000000",
                    "value_low": None,
                    "qualifier": "approx",
                    "implicit": False,
                },
                {"section_title": "België", "value_amount": None, "value_low": "3000000", "qualifier": None, "implicit": True},
            ],
        ),
        ("percentages", [{"text": "1,24%", "value_percent": "1.24", "value_low": None, "basis": "gdp"}]),
        ("dates", [{"value_start": "2019-09-01", "value_end": "2019-12-31", "value_mod": "END"}]),
        ("durations", [{"value_timex": None, "value_low": "P4Y", "value_high": "P5Y"}]),
        ("kamerstukken", [{"value_dossier": "36000", "value_suffix": None, "value_number": "9"}]),
        ("programmes", [{"value_id": "plan-x", "kind": "policy", "discovered": False}]),
        ("references", [{"kind": "stb", "value_year": "2017", "value_number": "317", "value_identifier": None}]),
        (
            "indicators",
            [
                {
                    "id": "i0001",
                    "sentence": "Het gaat om € 2 miljoen.",
                    "qualifier": None,
                    "value": "2000000",
                    "equivalent_value": "-0.5",
                }
            ],
        ),
        ("errors", []),
    ],
)
def test_rows(table: str, expected: list[dict[str, Any]]) -> None:
    found = rows(LETTER, table)
    assert [{key: row[key] for key in want} for row, want in zip(found, expected, strict=True)] == expected
    assert all(list(row) == [field["name"] for field in fields(table)] for row in found)


def test_unknown_table() -> None:
    with pytest.raises(ValueError, match="there is no table 'amount'; the tables are documents, sections, amounts,"):
        rows(LETTER, "amount")


def test_frame_keeps_numbers_exact_and_missing_ones_comparable() -> None:
    amounts = frame(LETTER, "amounts")
    assert amounts["value_amount"][0] == Decimal(2000000)
    assert math.isnan(amounts["value_amount"][1])
    assert (amounts["value_amount"] > 1).tolist() == [True, False]
    assert amounts["value_amount"].sum() == Decimal(2000000)
    assert amounts["source_start"].tolist() == [11, pd.NA]
    assert amounts["implicit"].tolist() == [False, True]


def test_frame_of_days() -> None:
    assert frame(LETTER, "dates")["value_end"].tolist() == [pd.Timestamp(2019, 12, 31)]


@pytest.mark.parametrize("table", TABLES)
def test_frame_without_rows_has_the_same_columns_and_types(table: str) -> None:
    assert frame(letter(), table).dtypes.to_dict() == frame(LETTER, table).dtypes.to_dict()


def write(folder: Path, outcomes: Iterable[LetterRecord | Failure]) -> dict[str, list[dict[str, str]]]:
    """Write the tables and read them again with the standard library."""
    with tables(folder) as add:
        for outcome in outcomes:
            add(outcome)
    read: dict[str, list[dict[str, str]]] = {}
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            read[table] = list(csv.DictReader(file))
    return read


def test_tables_hold_all_documents_and_failures(tmp_path: Path) -> None:
    read = write(tmp_path, [LETTER, FAILURE, letter(AMOUNT, id_="c")])
    assert {table: [row["document"] for row in found] for table, found in read.items()} == {
        "documents": ["a", "c"],
        "sections": ["a", "a", "c", "c"],
        "amounts": ["a", "a", "c"],
        "percentages": ["a"],
        "dates": ["a"],
        "durations": ["a"],
        "kamerstukken": ["a"],
        "programmes": ["a"],
        "references": ["a"],
        "indicators": ["a"],
        "errors": ["b"],
    }
    assert read["errors"] == [FAILURE.model_dump()]
    assert [row["implicit"] for row in read["amounts"]] == ["false", "true", "false"]
    assert [row["value_amount"] for row in read["amounts"]] == ["2000000", "", "2000000"]


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+31 70", "'+31 70"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-0.5\n=1", "'-0.5\n=1"),
        ("-0.5", "-0.5"),
        ("-12", "-12"),
        ("'=1", "'=1"),
        ("2 = 2", "2 = 2"),
        ("België – «€ 5»; \"Ja\", 'nee'", "België – «€ 5»; \"Ja\", 'nee'"),
    ],
)
def test_cells_that_a_spreadsheet_would_run(tmp_path: Path, title: str, cell: str) -> None:
    assert write(tmp_path, [letter(title=title)])["sections"][1]["title"] == cell


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    assert pd.read_csv(tmp_path / "indicators.csv")["equivalent_value"].tolist() == [-0.5]


# U+0000 has no place in a CSV file, and surrogates have none in UTF-8.
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_no_text_starts_a_formula_or_is_lost(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    cell = write(tmp_path_factory.mktemp("tables"), [letter(title=title)])["sections"][1]["title"]
    assert cell in {title, f"'{title}"}
    assert cell[:1] not in {"=", "+", "@", "\t", "\r"}


def test_the_package_describes_each_table(tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [f"{table}.csv" for table in TABLES]
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["missingValues"] == [""]
        assert {field["type"] for field in resource["schema"]["fields"]} <= {"string", "integer", "number", "boolean", "date"}


def test_output_is_the_same_from_run_to_run(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, [LETTER, FAILURE])
        write_record(LETTER, tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert one.keys() == {"a.json", "datapackage.json", *(f"{table}.csv" for table in TABLES)}


def test_a_record_is_read_back_and_validates(tmp_path: Path) -> None:
    write_record(LETTER, tmp_path)
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert LetterRecord.model_validate_json(text) == LETTER
    assert text.startswith('{\n  "schema_version": "1",\n  "document": {\n    "id": "a",')
    assert text.endswith("}\n")
    assert "€ 2 miljoen" in text
    jsonschema.validate(json.loads(text), SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_refuses_what_is_no_record() -> None:
    broken = LETTER.model_dump(mode="json") | {"schema_version": "0"}
    with pytest.raises(jsonschema.ValidationError, match="'1' was expected"):
        jsonschema.validate(broken, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_that_of_the_models() -> None:
    assert LetterRecord.model_json_schema(mode="serialization") == SCHEMA, "run `make schema`"


def test_tables_of_a_run_that_broke_off_leave_the_old_ones(tmp_path: Path) -> None:
    write(tmp_path, [LETTER])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def interrupted() -> Iterator[LetterRecord]:
        yield letter(AMOUNT, id_="c")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, interrupted())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_record(LETTER, tmp_path / "nowhere")
