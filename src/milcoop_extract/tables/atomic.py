"""Files and folders that take the place of older ones when they are whole, so that a reader never sees half of one.

What is not finished stands beside its final name, under a name that follows from it: what a killed process has left is
overwritten by the next.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO, overload


@overload
def replacing(path: Path, mode: Literal["w"] = "w") -> AbstractContextManager[TextIO]: ...
@overload
def replacing(path: Path, mode: Literal["wb"]) -> AbstractContextManager[BinaryIO]: ...
def replacing(path: Path, mode: Literal["w", "wb"] = "w") -> AbstractContextManager[IO[Any]]:
    """Open a file, UTF-8 text or binary, that takes the place of `path` when the block ends well, else is removed."""
    return _replacing(path, mode)


@contextmanager
def _replacing(path: Path, mode: str) -> Iterator[IO[Any]]:
    part = path.with_name(f".{path.name}.part")
    text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        with part.open(mode, **text) as file:  # type: ignore[call-overload]  # text and binary in one
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """Make an empty folder that takes the place of `folder` when the block ends well, else is removed.

    There is a moment in which neither is there under its name. A call after a process was killed in it first puts the old one
    back.
    """
    new, old = (folder.with_name(f".{folder.name}.{state}") for state in ("new", "old"))
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    new.mkdir()
    try:
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            with suppress(OSError):
                old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        raise
    if old.exists():
        shutil.rmtree(old)


def replace_parts(folder: Path, parts: Mapping[str, Path]) -> None:
    """Make a folder hold exactly copies of these files, each given with its name in the folder.

    They are no links, so whatever is done to the copies leaves the files as they are. Raises OSError where that is not
    possible; the folder is then as it was.
    """
    with replacing_folder(folder) as new:
        for name, part in parts.items():
            shutil.copyfile(part, new / name)
