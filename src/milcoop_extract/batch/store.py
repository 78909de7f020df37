"""The hidden folder `.milcoop` of an output folder: what has been made so far, each result under the name of all it depends on.

    letters/<key>.json.gz    what one letter gave: a line that sums it up, a line with its canonical text, then its record as it
                             is written for the user
    parts/<key>/             the rows that a run of letters gives to each table
    publishing.json          there while output files are replaced: the manifest that they will belong to
    lock                     held by the run that writes

A key is a digest (`Settings.key`), so a result is either there, whole and right, or not; what a run that was killed has left is
good for the next one, and two processes that make the same result write the same bytes. Any number of processes may add
results; only the holder of the lock removes any.
"""

import gzip
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from milcoop_extract.errors import StoreError
from milcoop_extract.tables.rows import Stage


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure of a letter: its stage, reason and remedy. A lasting one would come again."""

    stage: Stage
    reason: str
    remedy: str
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a letter in short: `size` of its record in bytes, 0 without one; mentions by table; faults."""

    size: int = 0
    mentions: dict[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        faults = [{"stage": fault.stage, "reason": fault.reason, "remedy": fault.remedy} for fault in self.faults]
        return {"bytes": self.size, "mentions": self.mentions, "faults": faults}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Result":
        """Return what `to_data` was made from."""
        return cls(data["bytes"], data["mentions"], tuple(Fault(**fault) for fault in data["faults"]))


class Store:
    """The results in the output folder `output`, which is made where needed. Raises StoreError where it cannot be written."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output / ".milcoop"
        self.publishing = self.folder / "publishing.json"
        self._letters = self.folder / "letters"
        self._parts = self.folder / "parts"
        self.drafts = self.folder / "drafts"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out. Raises StoreError where one is at work in this folder."""
        with writing(self.folder):
            for folder in (self._letters, self._parts, self.drafts):
                folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=0, preserve_lock_file=True, fallback_to_soft=False)
            try:
                lock.acquire()
            except Timeout:
                raise StoreError(
                    f"{self.folder.parent}: another run is writing into this folder. "
                    "Wait until it has ended, or name another folder with --output."
                ) from None
        try:
            yield
        finally:
            with suppress(OSError):  # drafts of others may be in it
                self.drafts.rmdir()
            lock.release()

    def letter(self, key: str) -> Path:
        """Return the file of what a letter gave."""
        return self._letters / key[:2] / f"{key}.json.gz"

    def parts(self, key: str) -> Path:
        """Return the folder of the parts that a run of letters gave."""
        return self._parts / key

    def holds(self, key: str) -> bool:
        """Whether it is known what a letter gave; without a look into the file."""
        try:
            return self.letter(key).stat().st_size > 0
        except FileNotFoundError:
            return False

    def read_result(self, key: str) -> Result | None:
        """Return what a letter gave, None where that is not known."""
        try:
            with gzip.open(self.letter(key)) as file:
                return Result.from_data(json.loads(file.readline()))
        except (OSError, EOFError, zlib.error, ValueError, KeyError):
            return None  # never made, or damaged from outside

    def read_record(self, key: str) -> bytes:
        """Return the record file that a letter gave. Raises StoreError where the result has been damaged from outside."""
        try:
            return gzip.decompress(self.letter(key).read_bytes()).split(b"\n", 2)[2]
        except (OSError, EOFError, IndexError, zlib.error) as error:
            raise StoreError(f"{self.letter(key)}: is damaged: {error}. Run the same command again with --force.") from error

    def read_text(self, key: str) -> str | None:
        """Return the canonical text of a letter, None where it is not there or not whole."""
        try:
            with gzip.open(self.letter(key)) as file:
                file.readline()
                text = json.loads(file.readline())
        except (OSError, EOFError, zlib.error, ValueError):
            return None
        return text if isinstance(text, str) else None

    def write_letter(self, key: str, result: Result, text: str = "", record: str = "") -> None:
        """Keep what a letter gave. Raises StoreError where that is not possible.

        The canonical text is in no output file, yet what is made of an output folder may need it, long after the sources are
        gone: a report, which shows the letters as a whole.
        """
        path = self.letter(key)
        head, body = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (result.to_data(), text))
        data = gzip.compress(f"{head}\n{body}\n{record}".encode(), compresslevel=1, mtime=0)
        with writing(self.folder):
            path.parent.mkdir(exist_ok=True)
            descriptor, draft = tempfile.mkstemp(dir=self.drafts)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(draft).replace(path)

    @contextmanager
    def new_parts(self, key: str) -> Iterator[Path]:
        """Give a folder to write parts into, which becomes that of `key` when the block ends well."""
        with writing(self.folder):
            draft = Path(tempfile.mkdtemp(dir=self.drafts))
            yield draft
            try:
                draft.rename(self.parts(key))
            except OSError:
                if not self.parts(key).is_dir():
                    raise
                shutil.rmtree(draft)  # another process was faster, with the same parts

    def forget_parts(self) -> None:
        """Remove all parts of tables."""
        with writing(self.folder):
            shutil.rmtree(self._parts)
            self._parts.mkdir()

    def clean_letters(self, keys: Iterable[str | None]) -> None:
        """Remove what all letters but these gave, and what processes that were killed have left."""
        kept = {key for key in keys if key}
        with writing(self.folder):
            shutil.rmtree(self.drafts)
            for folder in self._letters.iterdir():
                files = list(folder.iterdir())
                gone = [file for file in files if file.name.partition(".")[0] not in kept]
                for file in gone:
                    file.unlink()
                if len(gone) == len(files):
                    folder.rmdir()

    def clean_parts(self, keys: Collection[str]) -> None:
        """Remove all parts but these."""
        with writing(self.folder):
            for folder in self._parts.iterdir():
                if folder.name not in keys:
                    shutil.rmtree(folder)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn an error of the file system into a StoreError that says what to do; nothing that was there is damaged by it."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        where = error.filename or folder
        raise StoreError(
            f"{where}: cannot be written: {error.strerror or error}. "
            "Make room or give write access and run the same command again; what is done is kept."
        ) from error
