"""Files and folders that take the place of older ones."""

import subprocess
import sys
from pathlib import Path

import pytest

from milcoop_extract.tables.atomic import replace_parts, replacing


def write_half(path: Path) -> None:
    with replacing(path) as file:
        file.write("half")
        raise KeyboardInterrupt


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_half(path)
    assert path.read_text(encoding="utf-8") == "old"
    with replacing(path) as file:
        file.write("één\r\n")
    assert path.read_bytes() == "één\r\n".encode()
    with replacing(path, "wb") as binary:
        binary.write(b"\x00")
    assert path.read_bytes() == b"\x00"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def store(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "store").mkdir()
    parts = {f"part-{number}": tmp_path / "store" / f"s{number}" for number in range(3)}
    for name, path in parts.items():
        path.write_text(name, encoding="utf-8")
    return parts


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_folder_holds_exactly_its_parts(store: dict[str, Path], tmp_path: Path) -> None:
    for wanted in (store, {"part-0": store["part-2"]}, {}):
        replace_parts(tmp_path / "set", wanted)
        assert read(tmp_path / "set") == {name: path.read_text(encoding="utf-8") for name, path in wanted.items()}
        assert {path.name for path in tmp_path.iterdir()} == {"store", "set"}


def test_parts_are_copied(store: dict[str, Path], tmp_path: Path) -> None:
    replace_parts(tmp_path / "set", store)
    (tmp_path / "set" / "part-1").write_text("damaged")
    assert store["part-1"].read_text() == "part-1"


def test_a_part_that_is_not_there_leaves_the_folder(store: dict[str, Path], tmp_path: Path) -> None:
    replace_parts(tmp_path / "set", store)
    with pytest.raises(FileNotFoundError):
        replace_parts(tmp_path / "set", {**store, "part-3": tmp_path / "nowhere"})
    assert read(tmp_path / "set").keys() == store.keys()
    assert {path.name for path in tmp_path.iterdir()} == {"store", "set"}


KILLED = """
import os, shutil, sys
from pathlib import Path
from milcoop_extract.tables.atomic import replace_parts

left = int(sys.argv[1])

def counted(call):
    def wrapper(*arguments, **options):
        global left
        if not left:
            os._exit(9)
        left -= 1
        return call(*arguments, **options)
    return wrapper

for name in ("mkdir", "rename", "unlink", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
shutil.copyfile = counted(shutil.copyfile)
folder = Path(sys.argv[2])
replace_parts(folder / "set", {f"part-{number}": folder / "store" / f"s{number}" for number in range(3)})
"""


@pytest.mark.parametrize("steps", range(9))
def test_a_second_call_repairs_what_a_kill_has_left(steps: int, store: dict[str, Path], tmp_path: Path) -> None:
    """The process is ended, without any clean-up, at each of the calls that change the file system."""
    replace_parts(tmp_path / "set", {"part-0": store["part-0"], "gone": store["part-1"]})
    killed = subprocess.run([sys.executable, "-c", KILLED, str(steps), str(tmp_path)], check=False)
    assert killed.returncode == 9
    replace_parts(tmp_path / "set", store)
    assert read(tmp_path / "set") == {name: name for name in store}
    assert {path.name for path in tmp_path.iterdir()} == {"store", "set"}


def test_the_old_folder_comes_back_before_anything_else(store: dict[str, Path], tmp_path: Path) -> None:
    replace_parts(tmp_path / ".set.old", store)
    with pytest.raises(FileNotFoundError):
        replace_parts(tmp_path / "set", {"part-3": tmp_path / "nowhere"})
    assert read(tmp_path / "set").keys() == store.keys()
