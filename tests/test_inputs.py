"""Inputs: which letters are found at which paths, what they are called, their dates, and what hostile ones cost."""

import io
import json
import os
import pickle
import stat
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import fsspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milcoop_extract.inputs import InputError, Source, collect, document_id, read_list


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def pack(path: Path, files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def names(*paths: Path | str) -> list[str]:
    return [source.name for source in collect(paths)]


# Files and folders.


@pytest.mark.parametrize(
    ("files", "paths", "expected"),
    [
        (["b.txt", "a.txt"], ["."], ["a.txt", "b.txt"]),
        (["letters/a.TXT", "README.md", "manifest.csv", "gold/a.jsonl"], ["."], ["letters/a.TXT"]),
        (["a.txt", ".b.txt", ".venv/c.txt", "d/.e/f.txt"], ["."], ["a.txt"]),
        (["d/a.txt", "b.txt"], ["d"], ["a.txt"]),
        (["a.txt", "b.txt"], ["b.txt"], ["b.txt"]),
        (["a.txt", "b.txt"], ["b.txt", ".", "a.txt"], ["a.txt", "b.txt"]),
        (["letter.unknown"], ["letter.unknown"], ["letter.unknown"]),
    ],
)
def test_collect(files: list[str], paths: list[str], expected: list[str], tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(files, ""))
    assert [source.name for source in collect(tmp_path / path for path in paths)] == expected


@pytest.mark.parametrize(
    ("manifests", "path", "expected"),
    [
        ({}, ".", None),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\na.txt,2020-12-18\n"}, ".", None),
        ({"manifest.csv": "\ufefftitle,date,file\nJaarbrief,2020-12-18,d/a.txt\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\nd/a.txt,\n"}, ".", None),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, ".", date(2021, 1, 1)),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, "d/a.txt", date(2021, 1, 1)),
        (
            {"manifest.csv": "file,date\nd/a.txt,2020-12-18\n", "d/manifest.csv": "file,date\na.txt,2021-01-01\n"},
            ".",
            date(2021, 1, 1),
        ),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, "d", None),
    ],
)
def test_dates_of_a_manifest(manifests: dict[str, str], path: str, expected: date | None, tmp_path: Path) -> None:
    fill(tmp_path, {"d/a.txt": "", **manifests})
    assert [source.date for source in collect([tmp_path / path])] == [expected]


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({}, "nothing", "nothing: there is no such file or folder"),
        ({"a.md": ""}, ".", r"there are no letters in this folder \(looked for \.docx, \.htm,"),
        ({"a.txt": "", "manifest.csv": "name,date\na.txt,2020-12-18\n"}, ".", "manifest.csv: there is no column 'file'"),
        ({"a.txt": "", "manifest.csv": "file,date\na.txt,18-12-2020\n"}, ".", "manifest.csv, line 2: .*'18-12-2020'"),
    ],
)
def test_input_that_cannot_be_used(files: dict[str, str], path: str, message: str, tmp_path: Path) -> None:
    fill(tmp_path, files)
    with pytest.raises(InputError, match=message):
        collect([tmp_path / path])
