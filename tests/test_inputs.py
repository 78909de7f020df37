"""Inputs: which letters are found at which paths, what they are called, their dates, and what hostile ones cost."""

import io
import os
import pickle
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

from milcoop_extract.errors import InputError
from milcoop_extract.inputs import Source, collect, document_id, read_list


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
        ({"manifest.csv": "file,date,issued\nd/a.txt,,2021-01-01\n"}, ".", None),
        ({".h/manifest.csv": "file,date\n../d/a.txt,2021-01-01\n"}, ".", None),
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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("brief.txt", "brief"),
        ("kst-33279-32.txt", "kst-33279-32"),
        ("Brief aan de Kamer (2).txt", "Brief-aan-de-Kamer-2"),
        ("brief.v2.txt", "brief.v2"),
        ("brié_f.txt", "brié_f"),
        ("...txt", "document"),
        ("€.txt", "document"),
        (os.fsdecode(b"caf\xe9.txt"), "caf-udce9"),
    ],
)
def test_document_id(name: str, expected: str) -> None:
    assert document_id(name) == document_id(Path(name)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "een brief.txt",
        '\'t "Hof".txt',
        "twee\nregels.txt",
        os.fsdecode(b"caf\xe9.txt"),
        "brief[1].txt",
        "*.txt",
        "a::b.txt",
        "#?%41.txt",
    ],
)
def test_names_of_all_kinds(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    by_folder, by_name = collect([tmp_path]), collect([tmp_path / name])
    assert by_folder == by_name == collect([f"{tmp_path}/*"]) == collect([f"file://{tmp_path}"])
    (source,) = by_name
    assert source.location == str(tmp_path / name)
    assert source.name.isprintable()
    assert source.name.encode()
    assert pickle.loads(pickle.dumps(source)).read() == b"x"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("*", ["a.txt", "b.pdf", "2020/c.txt", "2020/d/e.pdf", "2021/f.txt"]),
        ("**/*.pdf", ["b.pdf", "2020/d/e.pdf"]),
        ("**", ["a.txt", "b.pdf", "2020/c.txt", "2020/d/e.pdf", "2021/f.txt"]),
        ("**/**/c.*", ["2020/c.txt"]),
        ("20*", ["2020/c.txt", "2020/d/e.pdf", "2021/f.txt"]),
        ("202?/*.txt", ["2020/c.txt", "2021/f.txt"]),
        ("2020/*/", ["d/e.pdf"]),
        ("2020/**/*.pdf", ["d/e.pdf"]),
        ("**/d/*", ["2020/d/e.pdf"]),
        ("[!b-z].*", ["a.txt"]),
        ("*.md", ["README.md"]),
        (".hidden/*.txt", ["g.txt"]),
        (".h*/*.txt", [".hidden/g.txt"]),
        ("./*.t?t", ["a.txt"]),
    ],
)
def test_patterns(pattern: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = ["a.txt", "b.pdf", "README.md", "2020/c.txt", "2020/d/e.pdf", "2021/f.txt", ".hidden/g.txt", "2020/.h.txt"]
    fill(tmp_path, dict.fromkeys(files, ""))
    monkeypatch.chdir(tmp_path)
    assert sorted(names(pattern)) == sorted(expected)
    assert [source.location for source in collect([pattern])] == [
        source.location for source in collect([f"{tmp_path}/{pattern}"])
    ]


def test_a_name_goes_before_a_pattern(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(["brieven [2020]/a.txt", "brieven 2/b.txt", "a*.txt", "ab.txt"], ""))
    assert names(tmp_path / "brieven [2020]") == ["a.txt"]
    assert names(tmp_path / "brieven [2020]/*.txt") == ["a.txt"]
    assert names(tmp_path / "a*.txt") == ["a*.txt"]
    assert names(tmp_path / "a?.txt") == ["a*.txt", "ab.txt"]


def test_links(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", {"a.txt": "a", "d/b.txt": "b"})
    outside = fill(tmp_path / "out", {"c.txt": "c"})
    (folder / "d" / "up").symlink_to(folder)
    (folder / "d" / "self").symlink_to(".")
    (folder / "out").symlink_to(outside)
    (folder / "copy.txt").symlink_to("a.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    assert names(folder) == ["a.txt", "d/b.txt", "loop.txt"]
    assert names(folder / "**" / "*.txt") == ["a.txt", "d/b.txt", "loop.txt"]
    assert names(folder / "*" / "*.txt") == ["d/b.txt", "out/c.txt"]
    assert names(folder / "out") == ["c.txt"]
    assert collect([folder / "copy.txt"])[0].read() == b"a"
    with pytest.raises(InputError, match=r"loop\.txt: this link leads nowhere"):
        collect([folder / "loop.txt"])


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "gone.txt").symlink_to("nothing")
    sources = {source.name: source for source in collect([tmp_path, tmp_path / "pipe.zip", "/dev/zero"])}
    assert sources.keys() == {"pipe.txt", "pipe.zip", "gone.txt", "zero"}
    for name in ("pipe.txt", "pipe.zip", "zero"):
        with pytest.raises(OSError, match="no regular file"):
            sources[name].read()
    with pytest.raises(FileNotFoundError):
        sources["gone.txt"].read()


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(OSError, match="a letter of 1,000,000,000,000 bytes is not read"):
        collect([tmp_path])[0].read()


def test_a_manifest_that_is_a_pipe(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": ""})
    os.mkfifo(tmp_path / "manifest.csv")
    for path in (tmp_path, tmp_path / "a.txt"):
        with pytest.raises(InputError, match=r"manifest\.csv: this is no regular file"):
            collect([path])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_the_paths_does_not_matter(data: st.DataObject, tree: Path) -> None:
    arguments = [".", "a.txt", "d", "d/b.txt", "d/../a.txt", "*.txt", "**/*.txt", "d/letters.zip", "**/*.zip", "link.txt"]
    paths = data.draw(st.lists(st.sampled_from(arguments), min_size=1))
    shuffled = data.draw(st.permutations(paths))
    once = collect(tree / path for path in paths)
    assert once == collect(f"{tree}/{path}" for path in shuffled)
    assert len({source.location for source in once}) == len(once)
    assert [pickle.loads(pickle.dumps(source)) for source in once] == once


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    manifest = "file,date\nd/b.txt,2020-12-18\n"
    folder = fill(tmp_path_factory.mktemp("tree"), {"a.txt": "a", "d/b.txt": "b", "d/a.txt": "c", "manifest.csv": manifest})
    pack(folder / "d" / "letters.zip", {"a.txt": "d", "e/f.txt": "f"})
    (folder / "link.txt").symlink_to("d/b.txt")
    return folder


def test_ten_thousand_letters_are_found_fast_and_are_small(tmp_path: Path) -> None:
    for number in range(10_000):
        os.close(os.open(tmp_path / f"kst-{number // 100 + 31000}-{number % 100}-brief.txt", os.O_CREAT))
    collect([tmp_path])  # warms the caches of the system
    start = time.process_time()
    collect([tmp_path])
    assert time.process_time() - start < 5  # a fifteenth of this on a machine that does nothing else
    tracemalloc.start()
    sources = collect([tmp_path])
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(sources) < 400


def test_the_import_is_light() -> None:
    code = "import sys, milcoop_extract.inputs; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"spacy", "pandas", "fsspec", "numpy", "pydantic"} & set(modules)


# Archives.


def test_letters_in_an_archive(tmp_path: Path) -> None:
    archive = pack(
        tmp_path / "letters.ZIP",
        {
            "a.txt": "a",
            "d/b.DOCX": "b",
            "../c.txt": "c",
            "/etc/passwd.txt": "d",
            "w\\e.txt": "e",
            "README.md": "",
            ".h/f.txt": "",
            "__MACOSX/a.txt": "",
            "d/._b.txt": "",
            "inner.zip": "",
            "manifest.csv": "file,date\nd/b.DOCX,2020-12-18\n",
        },
    )
    found = {source.name: source for source in collect([archive])}
    expected = {"a.txt": b"a", "d/b.DOCX": b"b", "../c.txt": b"c", "/etc/passwd.txt": b"d", "w/e.txt": b"e"}
    assert {name: source.read() for name, source in found.items()} == {f"letters.ZIP/{name}": x for name, x in expected.items()}
    source = found["letters.ZIP/d/b.DOCX"]
    assert (source.id, source.file_name, source.date) == ("b", "b.DOCX", date(2020, 12, 18))
    assert source.location == f"{archive}!d/b.DOCX"
    assert [path.name for path in tmp_path.iterdir()] == ["letters.ZIP"]


def test_an_archive_is_searched_only_where_it_is_named(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": ""})
    archive = pack(tmp_path / "letters.zip", {"b.txt": "", "d/c.pdf": ""})
    assert names(tmp_path) == names(tmp_path / "**") == ["a.txt"]
    assert names(tmp_path / "*.zip") == names(archive) == ["letters.zip/b.txt", "letters.zip/d/c.pdf"]
    assert names(f"zip://*.txt::{archive}", tmp_path) == ["a.txt", "letters.zip/b.txt"]
    assert names(f"zip://d::{archive}") == names(f"zip://**/*.pdf::file://{archive}") == ["letters.zip/d/c.pdf"]
    assert collect([f"zip://::{archive}"]) == collect([archive])


def test_an_archive_that_is_replaced_is_opened_anew(tmp_path: Path) -> None:
    archive = pack(tmp_path / "letters.zip", {"a.txt": "old"})
    (source,) = collect([archive])
    assert source.read() == b"old"
    pack(archive, {"b.txt": "", "a.txt": "new!"})
    assert source.read() == b"new!"


def change_header(path: Path, change: Callable[[bytearray, int, int], None]) -> None:
    """Change the headers of the only part of an archive, in front of it and in the table of contents."""
    data = bytearray(path.read_bytes())
    change(data, data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02"))
    path.write_bytes(data)


def encrypt(data: bytearray, local: int, central: int) -> None:
    data[local + 6] |= 1
    data[central + 8] |= 1


def understate(data: bytearray, local: int, central: int) -> None:
    data[local + 22 : local + 26] = data[central + 24 : central + 28] = (1000).to_bytes(4, "little")


def overstate(data: bytearray, local: int, central: int) -> None:
    data[local + 22 : local + 26] = data[central + 24 : central + 28] = (5_000_000).to_bytes(4, "little")


def spoil(data: bytearray, local: int, central: int) -> None:
    middle = (local + central) // 2
    data[middle : middle + 8] = bytes(byte ^ 0xFF for byte in data[middle : middle + 8])


def displace(data: bytearray, local: int, central: int) -> None:
    data[central + 42 : central + 46] = b"\xff\xff\xff\x7f"


def advance(data: bytearray, local: int, central: int) -> None:
    place = data.index(b"PK\x05\x06") + 16  # where the table of contents begins, by the end of the archive
    data[place : place + 4] = (central + 100).to_bytes(4, "little")


def leave(data: bytearray, local: int, central: int) -> None:
    pass


@pytest.mark.parametrize(
    ("content", "method", "change", "message"),
    [
        (bytes(200_000_000), zipfile.ZIP_DEFLATED, leave, "swells from 194,4.. to 200,000,000 bytes"),
        (bytes(200_000_000), zipfile.ZIP_DEFLATED, understate, "damaged"),
        (b"letter " * 1000, zipfile.ZIP_DEFLATED, encrypt, "encrypted"),
        (b"letter " * 1000, zipfile.ZIP_DEFLATED, spoil, "damaged"),
        (b"letter " * 1000, zipfile.ZIP_STORED, spoil, "damaged"),
        (b"letter " * 1000, zipfile.ZIP_DEFLATED, overstate, "damaged: it ends too early"),
        (b"letter " * 1000, zipfile.ZIP_DEFLATED, displace, "damaged"),
        (b"letter " * 1000, zipfile.ZIP_DEFLATED, advance, "damaged"),
        (b"letter " * 1000, zipfile.ZIP_BZIP2, leave, "compressed in a way that is not read"),
    ],
)
def test_a_part_that_is_refused(
    content: bytes, method: int, change: Callable[[bytearray, int, int], None], message: str, tmp_path: Path
) -> None:
    archive = pack(tmp_path / "letters.zip", {"a.txt": content}, method)
    change_header(archive, change)
    (source,) = collect([archive])
    tracemalloc.start()
    with pytest.raises(OSError, match=message) as error:
        source.read()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.value.strerror
    assert peak < 10_000_000


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), noise=st.binary(min_size=1, max_size=8))
def test_a_damaged_archive_costs_an_error_of_its_own(place: int, noise: bytes, tmp_path: Path) -> None:
    archive = pack(tmp_path / "letters.zip", {"a.txt": "letter " * 100, "b.txt": "b"})
    data = archive.read_bytes()
    archive.write_bytes(data[:place] + noise + data[place + len(noise) :])
    try:
        sources = collect([archive])
    except InputError:
        return
    assert {type(outcome) for outcome in map(outcome_of, sources)} <= {bytes, str}


def outcome_of(source: Source) -> bytes | str | None:
    """Return the bytes of a letter or the reason why they cannot be read."""
    try:
        return source.read()
    except OSError as error:
        return error.strerror


# URLs.


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    manifest = b"file,date\nd/b.txt,2020-12-18\n"
    for name, content in {"a.txt": b"a", "d/b.txt": b"b", ".h/c.txt": b"", "README.md": b"", "manifest.csv": manifest}.items():
        system.pipe(f"/letters/{name}", content)
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("memory://letters", {"a.txt": "memory://letters/a.txt", "d/b.txt": "memory://letters/d/b.txt"}),
        ("memory://letters/", {"a.txt": "memory://letters/a.txt", "d/b.txt": "memory://letters/d/b.txt"}),
        ("memory://", {"letters/a.txt": "memory://letters/a.txt", "letters/d/b.txt": "memory://letters/d/b.txt"}),
        ("memory://letters/*.txt", {"a.txt": "memory://letters/a.txt"}),
        ("memory://letters/**/b.*", {"d/b.txt": "memory://letters/d/b.txt"}),
        ("memory://let*/d", {"letters/d/b.txt": "memory://letters/d/b.txt"}),
        ("memory://letters/README.md", {"README.md": "memory://letters/README.md"}),
        ("simplecache::memory://letters/d/*", {"b.txt": "simplecache::memory://letters/d/b.txt"}),
    ],
)
def test_urls(url: str, expected: dict[str, str], memory: fsspec.AbstractFileSystem) -> None:
    sources = collect([url])
    assert {source.name: source.location for source in sources} == expected
    for source in pickle.loads(pickle.dumps(sources)):
        with fsspec.open(source.location) as file:
            assert source.read() == file.read()


def test_manifests_in_hidden_folders_are_not_read(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    memory.pipe("/letters/.h/manifest.csv", b"no manifest")
    pack(tmp_path / "letters.zip", {"a.txt": "a", ".h/manifest.csv": "no manifest"})
    assert [len(collect([path])) for path in ("memory://letters", tmp_path / "letters.zip")] == [2, 1]


def test_the_same_at_several_urls(memory: fsspec.AbstractFileSystem) -> None:
    urls = ["memory://letters", "memory:///letters/a.txt", "memory://letters/*.txt"]
    found = collect(urls)
    assert found == collect(reversed(urls))
    assert [source.id for source in found] == ["a", "b"]
    assert found[1].date == date(2020, 12, 18)


def test_an_archive_at_a_url(memory: fsspec.AbstractFileSystem) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("d/e.txt", "e")
    memory.pipe("/letters/more.zip", content.getvalue())
    (source,) = collect(["memory://letters/more.zip", "memory://letters/*.zip", "zip://**/*.txt::memory://letters/more.zip"])
    assert (source.name, source.location) == ("more.zip/d/e.txt", "memory://letters/more.zip!d/e.txt")
    assert source.read() == b"e"


def test_another_archive_by_its_url(tmp_path: Path) -> None:
    fill(tmp_path, {"d/a.txt": "a"})
    subprocess.run(["tar", "-cf", "letters.tar", "d"], cwd=tmp_path, check=True)
    (source,) = collect([f"tar://d/*.txt::{tmp_path}/letters.tar"])
    assert (source.name, source.location, source.read()) == ("a.txt", f"tar://d/a.txt::{tmp_path}/letters.tar", b"a")


def test_a_letter_that_is_gone_from_its_url(memory: fsspec.AbstractFileSystem) -> None:
    (source,) = collect(["memory://letters/a.txt"])
    memory.rm("/letters/a.txt")
    with pytest.raises(OSError, match="FileNotFoundError"):
        source.read()


def test_file_urls(tmp_path: Path) -> None:
    fill(tmp_path, {"een brief.txt": "a"})
    assert collect([f"file://{tmp_path}/een%20brief.txt", f"local://{tmp_path}/*.txt"]) == collect([tmp_path])


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nothing://letters", "nothing://letters: .*nothing.*; check its spelling, or install"),
        ("uninstalled://letters", "uninstalled://letters: a package is missing: Install uninstalledfs"),
        ("memory://absent", "memory://absent: there is nothing at this URL"),
        ("memory://absent/*.txt", "no letters at this URL|nothing at this URL"),
        ("zip://*.txt::absent.zip", "absent.zip: No such file"),
        ("file:///absent/a.txt", "/absent/a.txt: there is no such file"),
        ("tar://*.txt::absent.tar", "absent.tar"),
        ("zip://*.txt::uninstalled://a.zip", "uninstalled://a.zip: .*Install uninstalledfs"),
    ],
)
def test_urls_that_cannot_be_used(url: str, message: str, memory: fsspec.AbstractFileSystem) -> None:
    fsspec.register_implementation("uninstalled", "uninstalledfs.System", errtxt="Install uninstalledfs", clobber=True)
    with pytest.raises(InputError, match=message):
        collect([url])


# Inputs that hold no letters.


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("*.pdf", r"\*.pdf: no letters match this pattern \(looked for .docx"),
        ("absent/*.txt", "absent: there is no such file or folder"),
        ("empty.zip", "empty.zip: there are no letters in this archive"),
        ("damaged.zip", "damaged.zip: this is no zip archive, or a damaged one"),
        ("zip://*.pdf::empty.zip", "no letters in this archive match"),
        ("a.txt/", "a.txt/: there is no such file"),
        ("nul\0.txt", r"nul\\x00.txt: there is no such file"),
        ("", ": there is no such file"),
    ],
)
def test_paths_that_cannot_be_used(path: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"a.txt": "", "damaged.zip": "PK"})
    pack(tmp_path / "empty.zip", {"README.md": ""})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=message):
        collect([path])


def test_a_folder_that_may_not_be_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=r"this folder cannot be searched \(Permission denied\)"):
        collect([tmp_path])


def test_a_manifest_that_is_not_utf_8(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": ""})
    (tmp_path / "manifest.csv").write_bytes(b"file,date\ncaf\xe9.txt,2020-01-01\n")
    with pytest.raises(InputError, match=r"manifest\.csv: this is not UTF-8"):
        collect([tmp_path])


# Lists.


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a.txt\nb.txt\n", ["a.txt", "b.txt"]),
        (b"\xef\xbb\xbfa.txt\r\n\r\n  \r\n# b.txt\r\nb.txt", ["a.txt", "b.txt"]),
        (b"a.txt\n**/*.pdf\ns3://bucket/letters/\n", ["a.txt", "**/*.pdf", "s3://bucket/letters/"]),
        ("een brief\u2028.txt\n".encode(), ["een brief\u2028.txt"]),
    ],
)
def test_a_list(content: bytes, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, dict.fromkeys(["a.txt", "b.txt", "een brief\u2028.txt"], ""))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_bytes(content)
    assert read_list("list") == read_list(tmp_path / "list") == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert read_list("-") == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "list: No such file or directory; check the name of the list"),
        (b"\n# nothing\n", "list: the list names no letters"),
        (b"a.txt\n\nabsent.txt\n", "list, line 3: absent.txt: there is no such file or folder"),
        (b"a.txt\ncaf\xe9.txt\n", "list, line 2: this is not UTF-8"),
        ("a.txt\n".encode("utf-16"), "list, line 1: this is not UTF-8"),
        (b"a.txt\na\0.txt\n", r"list, line 2: a\\x00.txt"),
    ],
)
def test_a_list_that_cannot_be_used(
    content: bytes | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, {"a.txt": ""})
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "list").write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_list("list")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_an_id_is_the_name_of_a_file(name: str) -> None:
    identifier = document_id(name)
    assert identifier
    assert len(f".{identifier}.json.part".encode()) <= 255
    assert not set(identifier) & set("/\0 ")
    assert document_id(f"{identifier}.txt") == identifier


@pytest.mark.parametrize(("length", "expected"), [(200, "a" * 200), (201, "a" * 183 + "-")])
def test_a_long_name_gives_a_shorter_id(length: int, expected: str) -> None:
    assert document_id("a" * length + ".txt").startswith(expected)
    assert document_id("a" * length + "b.txt") != document_id("a" * length + "c.txt")
