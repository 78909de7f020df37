"""The manifest: our rows come in, those of others stay."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.errors import InputError
from milcoop_extract.fetch.ledger import COLUMNS, Ledger
from milcoop_extract.inputs import collect

FILE = "letters/kst-33279-32.xml"
ROW = {**dict.fromkeys(COLUMNS, ""), "id": "kst-33279-32", "file": FILE, "date": "2020-12-18", "title": 'A, "b"'}
LINE = 'kst-33279-32,letters/kst-33279-32.xml,2020-12-18,"A, ""b""",,,,,,,,'
OTHERS = """file,"mine"
b.txt,"x"
"""
WITH_OTHERS = """file,"mine",id,date,title,dossier,number,session,type,issued,source,sha256,fetched
b.txt,"x",,,,,,,,,,,
letters/kst-33279-32.xml,,kst-33279-32,2020-12-18,"A, ""b""\",,,,,,,,
"""


def write(path: Path, text: str) -> Ledger:
    path.write_text(text, encoding="utf-8", newline="")
    return Ledger(path)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"{','.join(COLUMNS)}\n{LINE}\n"),
        (f"{','.join(COLUMNS)}\n", f"{','.join(COLUMNS)}\n{LINE}\n"),
        (OTHERS, WITH_OTHERS),
        (
            f"\ufeff{','.join(COLUMNS)}\r\na,a.txt\r\n\r\nb,b.txt,,x,,,,,,,,",
            f"\ufeff{','.join(COLUMNS)}\r\na,a.txt,,,,,,,,,,\r\n\r\nb,b.txt,,x,,,,,,,,\r\n{LINE}\r\n",
        ),
    ],
)
def test_a_new_row(before: str, after: str, tmp_path: Path) -> None:
    ledger = write(tmp_path / "manifest.csv", before)
    assert FILE not in ledger
    ledger.put(ROW)
    assert FILE in ledger
    assert read(tmp_path / "manifest.csv") == after
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.csv"]


def test_the_row_of_a_file_is_written_anew(tmp_path: Path) -> None:
    ledger = write(tmp_path / "manifest.csv", 'date,mine,file\n2001-01-01,x,./letters/kst-33279-32.xml\n,"y\nz",b.txt\n')
    assert FILE in ledger
    ledger.put({**ROW, "date": "", "title": "new"})
    ledger.put({**ROW, "date": "", "title": "newer"})
    with (tmp_path / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["date"], row["mine"], row["file"], row["title"]) for row in rows] == [
        ("2001-01-01", "x", FILE, "newer"),
        ("", "y\nz", "b.txt", ""),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"name,date\na,b\n", "there is no column 'file'"),
        (b"\nfile,date\n", "there is no column 'file'"),
        (b"file,date\ncaf\xe9.txt,\n", "this is not UTF-8"),
        (b'file,date\n"a.txt,\n', "unexpected end of data"),
    ],
)
def test_a_manifest_that_cannot_be_used(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(data)
    with pytest.raises(InputError, match=message):
        Ledger(tmp_path / "manifest.csv")


def test_titles_are_no_formulas(tmp_path: Path) -> None:
    Ledger(tmp_path / "manifest.csv").put({**ROW, "title": "=1+1"})
    assert "'=1+1" in read(tmp_path / "manifest.csv")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4)


@given(TABLES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_rows_of_others_stay(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], quoted: bool, end: str) -> None:
    path = tmp_path_factory.mktemp("ledger") / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
            [["mine", "file", "title"], *table]
        )
    lines = read(path)
    Ledger(path).put(ROW)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:3] == ["mine", "file", "title"]
    assert [row[:3] for row in rows] == [*table, ["", FILE, ROW["title"]]]
    assert all(part in read(path) for part in lines.split(end)[1:-1])


def test_run_reads_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / FILE).write_bytes(b"")
    (tmp_path / ".fetch").mkdir()
    (tmp_path / ".fetch" / "kst-1-2.xml").write_bytes(b"")
    Ledger(tmp_path / "manifest.csv").put({**ROW, "issued": "2020-12-22"})
    (source,) = collect([tmp_path])
    assert (source.id, str(source.date), str(source.issued)) == ("kst-33279-32", "2020-12-18", "2020-12-22")
