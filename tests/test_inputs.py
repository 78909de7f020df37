"""Paths to letters: which files are letters, their names and dates, and what cannot be used."""

import io
import os
import pickle
import random
import zipfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.inputs import MAX_BYTES, InputError, collect, document_id, read_list


def fill(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def pack(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


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
        (["a.txt", "b.pdf", "d/c.pdf", "d/e.txt"], ["*.pdf"], ["b.pdf"]),
        (["a.txt", "b.pdf", "d/c.pdf", "d/e.txt"], ["**/*.pdf"], ["b.pdf", "d/c.pdf"]),
        (["x/a.txt", "x/d/b.txt", "y/c.txt"], ["x/*"], ["a.txt", "d/b.txt"]),
        (["x1/a.txt", "x2/b.txt"], ["x[12]"], ["x1/a.txt", "x2/b.txt"]),
        (["x[12]/a.txt", "x1/b.txt"], ["x[12]"], ["a.txt"]),
        (["a b'c.txt", 'd"e.txt', "f\ng.txt"], ["."], ["a b'c.txt", 'd"e.txt', "f\ng.txt"]),
    ],
)
def test_what_a_path_finds(files: list[str], paths: list[str], expected: list[str], tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(files, ""))
    with chdir(tmp_path):
        assert [source.name for source in collect(paths)] == expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["b.txt", "d/a.pdf"], ["in.zip/d/a.pdf", "in.zip/b.txt"]),
        (["a.txt", "README.md", ".b.txt", "d/.e/f.txt", "__MACOSX/a.txt"], ["in.zip/a.txt"]),
        (["../a.txt", "/b.txt"], ["in.zip/../a.txt", "in.zip//b.txt"]),
        (["letter.docx", "inner.zip"], ["in.zip/letter.docx"]),
    ],
)
def test_what_an_archive_holds(members: list[str], expected: list[str], tmp_path: Path) -> None:
    pack(tmp_path / "in.zip", {name: f"text of {name}" for name in members})
    found = collect([tmp_path / "in.zip"])
    assert [source.name for source in found] == expected
    assert [source.read().decode() for source in found] == [f"text of {name.removeprefix('in.zip/')}" for name in expected]
    assert list(tmp_path.iterdir()) == [tmp_path / "in.zip"]  # nothing was unpacked


def test_an_archive_in_a_folder_is_not_looked_into_but_one_that_a_pattern_finds_is(tmp_path: Path) -> None:
    fill(tmp_path, {"b.txt": ""})
    pack(tmp_path / "in.zip", {"a.txt": ""})
    assert [source.name for source in collect([tmp_path])] == ["b.txt"]
    assert [source.name for source in collect([tmp_path / "*"])] == ["in.zip/a.txt", "b.txt"]


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    pack(tmp_path / "letter.docx", {"word/document.xml": "", "a.txt": ""})
    assert [source.name for source in collect([tmp_path / "letter.docx"])] == ["letter.docx"]


@pytest.fixture
def memory() -> fsspec.AbstractFileSystem:
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pipe({f"/b/letters/{name}": name.encode() for name in ("a.txt", "d/c.pdf", "e.md", ".f.txt")})
    system.pipe("/b/letters/manifest.csv", b"file,date\nd/c.pdf,2020-12-18\n")
    return system


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("memory://b/letters", [("a.txt", None), ("d/c.pdf", date(2020, 12, 18))]),
        ("memory://b/letters/*.txt", [("a.txt", None)]),
        ("memory://b/letters/**/*.pdf", [("d/c.pdf", date(2020, 12, 18))]),
        ("memory://b/letters/e.md", [("e.md", None)]),
    ],
)
def test_urls(url: str, expected: list[tuple[str, date | None]], memory: fsspec.AbstractFileSystem) -> None:
    found = collect([url])
    assert [(source.name, source.date) for source in found] == expected
    assert [source.read().decode() for source in found] == [name for name, _ in expected]
    assert [source.location for source in found] == [f"memory:///b/letters/{name}" for name, _ in expected]


def test_urls_of_files_and_archives(tmp_path: Path) -> None:
    pack(fill(tmp_path, {"a.txt": "A"}) / "in.zip", {"b.txt": "B"})
    found = collect([f"file://{tmp_path}/*.txt", f"zip://*.txt::file://{tmp_path}/in.zip"])
    assert [(source.name, pickle.loads(pickle.dumps(source)).read()) for source in found] == [("a.txt", b"A"), ("b.txt", b"B")]


@pytest.mark.parametrize(
    ("manifests", "path", "expected"),
    [
        ({}, ".", None),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\n./d/a.txt,2020-12-18\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\na.txt,2020-12-18\n"}, ".", None),
        ({"manifest.csv": "\ufefftitle,date,file\nJaarbrief,2020-12-18,d/a.txt\n"}, ".", date(2020, 12, 18)),
        ({"manifest.csv": "file,date\nd/a.txt,\n"}, ".", None),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, ".", date(2021, 1, 1)),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, "d/a.txt", date(2021, 1, 1)),
        ({"d/manifest.csv": "file,date\na.txt,2021-01-01\n"}, "*/*.txt", date(2021, 1, 1)),
        (
            {"manifest.csv": "file,date\nd/a.txt,2020-12-18\n", "d/manifest.csv": "file,date\na.txt,2021-01-01\n"},
            ".",
            date(2021, 1, 1),
        ),
        ({"manifest.csv": "file,date\nd/a.txt,2020-12-18\n"}, "d", None),
    ],
)
def test_dates_of_a_manifest(manifests: dict[str, str], path: str, expected: date | None, tmp_path: Path) -> None:
    files = {"d/a.txt": "", **manifests}
    fill(tmp_path, files)
    with chdir(tmp_path):
        assert [source.date for source in collect([path])] == [expected]
    if path == ".":
        assert [source.date for source in collect([pack(tmp_path / "in.zip", files)])] == [expected]


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({}, "nothing", "nothing: there is no such file or folder"),
        ({"a.md": ""}, ".", r"there are no letters here \(looked for \.docx, \.htm,"),
        ({"a.md": ""}, "*.pdf", r"\*\.pdf: there are no letters here"),
        ({"a.txt": "", "manifest.csv": "name,date\na.txt,2020-12-18\n"}, ".", "manifest.csv: there is no column 'file'"),
        ({"a.txt": "", "manifest.csv": "file,date\na.txt,18-12-2020\n"}, ".", "manifest.csv, line 2: .*'18-12-2020'"),
        ({}, "nope://b/a.txt", "nope://b/a.txt: cannot be opened: Protocol not known"),
        ({}, "s3://b/a.txt", "s3://b/a.txt: cannot be opened: Install s3fs"),
        ({}, "memory://b/nothing/a.txt", "memory://b/nothing/a.txt: there are no letters here"),
    ],
)
def test_input_that_cannot_be_used(files: dict[str, str], path: str, message: str, tmp_path: Path) -> None:
    fill(tmp_path, files)
    with chdir(tmp_path), pytest.raises(InputError, match=message):
        collect([path])


def damaged(path: Path) -> None:
    data = pack(path, {"a.txt": "text" * 100}).read_bytes()
    path.write_bytes(data.replace(b"texttext", b"textTEXT"))


def encrypted(path: Path) -> None:
    data = bytearray(pack(path, {"a.txt": "text"}).read_bytes())
    data[6] |= 1  # the flag of the member ...
    data[data.index(b"PK\x01\x02") + 8] |= 1  # ... and that in the list of members
    path.write_bytes(data)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(MAX_BYTES // 10_000_000 + 1):
            member.write(bytes(10_000_000))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (damaged, "it cannot be taken out of the archive: Bad CRC-32"),
        (encrypted, "it cannot be taken out of the archive: .*password"),
        (bomb, "it has 210,000,000 bytes, more than the 200,000,000 that are read"),
    ],
)
def test_a_member_that_cannot_be_read(make: Callable[[Path], None], message: str, tmp_path: Path) -> None:
    make(tmp_path / "in.zip")
    (source,) = collect([tmp_path / "in.zip"])
    with pytest.raises(OSError, match=message):
        source.read()


def test_an_archive_that_is_cut_off_is_a_file(tmp_path: Path) -> None:
    """It is no archive any more, so its reader will say what it is."""
    path = pack(tmp_path / "in.zip", {"a.txt": "text" * 100})
    path.write_bytes(path.read_bytes()[:-30])
    assert [source.name for source in collect([path])] == ["in.zip"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (source,) = collect([tmp_path / "pipe.txt"])
    for read in (source.read, source.digest):
        with pytest.raises(OSError, match="it is no regular file"):
            read()
    fill(tmp_path, {"a.txt": ""})
    assert [source.name for source in collect([tmp_path])] == ["a.txt"]


def test_links(tmp_path: Path) -> None:
    fill(tmp_path, {"d/a.txt": "A"})
    (tmp_path / "d" / "loop").symlink_to(tmp_path / "d")
    (tmp_path / "d" / "broken.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "d" / "b.txt").symlink_to(tmp_path / "d" / "a.txt")
    assert [source.name for source in collect([tmp_path / "d"])] == ["a.txt"]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/brief-\xff.txt")).write_text("A")
    (source,) = collect([tmp_path])
    assert (source.name, source.id, source.read()) == ("brief-\ufffd.txt", "brief", b"A")


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_paths_does_not_matter(tmp_path_factory: pytest.TempPathFactory, shuffled: random.Random) -> None:
    folder = tmp_path_factory.getbasetemp() / "order"
    if not folder.exists():
        fill(folder, dict.fromkeys(["a.txt", "d/a.txt", "d/b.txt", "e/b.txt"], ""))
        pack(folder / "in.zip", {"a.txt": "", "c.txt": ""})
    paths: list[Path | str] = [
        folder,
        folder / "d",
        folder / "d" / "a.txt",
        folder / "e",
        folder / "in.zip",
        f"{folder}/**/*.txt",
    ]
    expected = collect(paths)
    shuffled.shuffle(paths)
    assert collect(paths) == expected
    assert len({source.location for source in expected}) == len(expected) == 6


@given(st.text(min_size=1))
def test_an_id_is_the_name_of_a_file(name: str) -> None:
    identifier = document_id(name)
    assert identifier
    assert len(f".{identifier}.json.part".encode(errors="replace")) <= 255
    assert not set(identifier) & set("/\0 ")
    assert document_id(f"{identifier}.txt") == identifier


@pytest.mark.parametrize(("length", "expected"), [(200, "a" * 200), (201, "a" * 183 + "-")])
def test_a_long_name_gives_a_shorter_id(length: int, expected: str) -> None:
    assert document_id("a" * length + ".txt").startswith(expected)
    assert document_id("a" * length + "b.txt") != document_id("a" * length + "c.txt")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a.txt\nb c.pdf\n", ["a.txt", "b c.pdf"]),
        (b"\xef\xbb\xbfa.txt\r\n\r\n# no letter\r\n  b.txt  \r\n", ["a.txt", "b.txt"]),
        ("één.txt".encode(), ["één.txt"]),
        (b"", []),
    ],
)
def test_a_list_of_paths(content: bytes, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list").write_bytes(content)
    assert read_list(tmp_path / "list") == expected
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert read_list("-") == expected


def test_a_list_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"a.txt\n\xe9.txt\n")
    with pytest.raises(InputError, match=r"list, line 2: not UTF-8\. Save the list in UTF-8\."):
        read_list(tmp_path / "list")
