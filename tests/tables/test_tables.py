"""Records to rows: columns, and what stands in them."""

import json
import subprocess
import sys
from typing import Any

import pytest

from milcoop_extract.tables.rows import TABLES, Failure, cells, fields, names, rows
from records_of_letters import LETTER

CONTEXT = "document section section_title page:integer text sentence rule id"
PLACE = f"{CONTEXT} type start:integer end:integer source_start:integer source_end:integer cues"
SUM = "value_amount:number value_currency value_low:number value_high:number"
INTERVAL = "value_start:date value_end:date value_timex value_mod"
FACT = (
    "subject indicator period value:number unit qualifier status "
    "equivalent_value:number equivalent_unit mention confidence reason cues"
)
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
    found = rows(LETTER.model_dump(mode="json"), table)
    assert [{key: row[key] for key in want} for row, want in zip(found, expected, strict=True)] == expected
    assert all(list(row) == [field["name"] for field in fields(table)] for row in found)


def test_unknown_table() -> None:
    with pytest.raises(ValueError, match="there is no table 'amount'; the tables are documents, sections, amounts,"):
        rows(LETTER.model_dump(mode="json"), "amount")


def test_cells_of_all_tables_are_those_of_the_rows_of_each() -> None:
    data = json.loads(LETTER.model_dump_json())
    found = cells(data)
    assert found.keys() == TABLES.keys()
    assert all(found[table] == [tuple(row.values()) for row in rows(data, table)] for table in TABLES)
    assert sum(map(len, found.values())) == 1 + 2 + len(LETTER.mentions) + len(LETTER.references) + 1


def test_rows_leave_the_record_as_it_is() -> None:
    data = LETTER.model_dump(mode="json")
    cells(data)
    assert data == LETTER.model_dump(mode="json")


def test_a_failure_has_the_columns_of_its_table() -> None:
    assert tuple(Failure.model_fields) == names("errors")


def test_importing_the_tables_is_cheap() -> None:
    code = "import sys, milcoop_extract.tables.rows; print(*sys.modules.keys() & {'pandas', 'numpy', 'pyarrow', 'spacy'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
