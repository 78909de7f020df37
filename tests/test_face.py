"""The public face: what can be seen and called, the errors, the dates."""

import doctest
import io
import pkgutil
import subprocess
import sys
from datetime import date, datetime
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pandas as pd
import pytest
import spacy

import milcoop_extract as mx
from milcoop_extract import errors

DAY = date(2023, 2, 3)


def test_dir_and_help_show_the_face() -> None:
    assert dir(mx) == sorted(mx.__all__)
    assert all(getattr(mx, name).__doc__ for name in mx.__all__ if name != "__version__")
    command = [sys.executable, "-c", "import milcoop_extract; help(milcoop_extract)"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert [name for name in mx.__all__ if name not in shown and name != "__version__"] == []


def test_every_error_is_a_milcoop_error_and_exported() -> None:
    names = [module.name for module in pkgutil.walk_packages(mx.__path__, "milcoop_extract.")]
    found = {
        error
        for name in names
        for _, error in getmembers(import_module(name), isclass)
        if issubclass(error, BaseException) and error.__module__.startswith("milcoop_extract")
    }
    assert len(found) > 25
    assert [error for error in found if not issubclass(error, mx.MilcoopError)] == []
    declared = {error.__name__ for error in found if error.__module__ == errors.__name__}
    assert {error.__name__ for error in found} - declared == {"_PassingError"}
    assert declared <= set(mx.__all__)


@pytest.mark.parametrize(
    "given",
    [
        DAY,
        datetime(2023, 2, 3, 23, 59),
        pd.Timestamp("2023-02-03"),
        "2023-02-03",
        " 2023-02-03 ",
        "2023-02-03T10:00",
        "20230203",
        "3-2-2023",
        "03/02/2023",
        "3.2.2023",
        "3 februari 2023",
        "3 Februari 2023",
    ],
)
def test_dates(given: date | str) -> None:
    assert mx.extract_text("Dit jaar.", given).document.date == DAY


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("gisteren", "'gisteren' is not a date; write it as 2023-02-03, 3-2-2023 or 3 februari 2023"),
        ("", "'' is not a date; write it as 2023-02-03, 3-2-2023 or 3 februari 2023"),
        ("3 febuari 2023", "'3 febuari 2023' is not a date; write it as 2023-02-03, 3-2-2023 or 3 februari 2023"),
        ("2020-13-01", "'2020-13-01' is not a day of the calendar: month must be in 1..12"),
        ("31 april 2023", "'31 april 2023' is not a day of the calendar: day is out of range for month"),
        (2023, "2023 is not a date; give a day, or a string such as 2023-02-03"),
    ],
)
def test_wrong_dates(given: str, message: str) -> None:
    with pytest.raises(mx.DateError) as caught:
        mx.extract_text("Dit jaar.", given)
    assert str(caught.value) == message


def test_all_kinds_of_sources_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes("Dat kost € 5 miljoen.".encode())
    record = mx.extract(path).record
    assert [mention.text for mention in record.mentions] == ["€ 5 miljoen"]
    assert mx.extract(str(path)).record == record
    assert mx.extract(path.read_bytes(), name="brief.txt").record == record
    assert mx.extract(path.as_uri()).record == record
    with path.open("rb") as file:
        assert mx.Extractor().extract(file).record == record
    assert mx.extract(io.BytesIO(path.read_bytes()), name="brief.txt").record == record


def test_a_file_that_is_open_for_text(tmp_path: Path) -> None:
    with pytest.raises(mx.InputError, match="open it in binary mode"):
        mx.extract(io.StringIO("Dat kost € 5 miljoen."))  # type: ignore[arg-type]


def test_a_string_is_one_path(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Dat kost € 5 miljoen.", encoding="utf-8")
    for paths in (str(tmp_path), tmp_path, [tmp_path]):
        assert [extraction.document.id for extraction in mx.extract_many(paths, 1)] == ["brief"]


def test_a_pipeline_without_our_components() -> None:
    with pytest.raises(mx.ModelError, match="none of our components"):
        mx.extract_text("Dat kost € 5 miljoen.", nlp=spacy.blank("nl"))


@pytest.mark.parametrize(
    "name", ["", "errors", "extractor", "rules", "rule_messages", "batch.run", "views.rule_list", "mentions.rule"]
)
def test_the_examples_of_docstrings_run(name: str) -> None:
    module = import_module(f"milcoop_extract.{name}".rstrip("."))
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
