"""The folder that letters are fetched into: `letters/`, the manifest, and unfinished downloads in the hidden `.fetch`."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from milcoop_extract.errors import ContentError, CorpusError
from milcoop_extract.inputs import MANIFEST, SUFFIXES
from milcoop_extract.inputs.printable import printable

from .addresses import DocumentForm
from .content import check
from .ledger import Ledger
from .metadata import PublishedMetadata
from .partial import Part, leftovers

LETTERS = "letters"
_UNFINISHED = ".fetch"


class Corpus:
    """The folder of fetched letters: its content, and the ways to add to it."""

    def __init__(self, folder: Path) -> None:
        """Look at a folder, which need not be there. Raises InputError for a manifest that cannot be used, OSError."""
        self._letters = folder / LETTERS
        self._unfinished = folder / _UNFINISHED
        self._ledger = Ledger(folder / MANIFEST)
        self._files: dict[str, list[str]] = {}
        for path in sorted(self._letters.iterdir()) if self._letters.is_dir() else []:
            if path.suffix.lower() in SUFFIXES and path.is_file():
                self._files.setdefault(path.stem, []).append(path.name)

    def holds(self, identifier: str) -> bool:
        """Tell whether there is a file of a document, in whatever form."""
        return identifier in self._files

    def unlisted(self, identifier: str) -> DocumentForm | None:
        """Return the form of a document whose file is there without a row in the manifest; None where all is well."""
        files = self._files.get(identifier, [])
        if any(f"{LETTERS}/{name}" in self._ledger for name in files):
            return None
        return next((form for form in DocumentForm if f"{identifier}.{form}" in files), None)

    def is_whole(self, identifier: str, form: DocumentForm) -> bool:
        """Tell whether a file that is there is a whole document."""
        note = self.part(identifier, form).note
        try:
            check(self._path(identifier, form).read_bytes(), form, identifier, counted=note is not None and bool(note.fetched))
        except ContentError:
            return False
        return True

    def part(self, identifier: str, form: DocumentForm) -> Part:
        """Return the download of a form of a document."""
        return Part(self._unfinished, identifier, form)

    def take(self, identifier: str, form: DocumentForm, now: datetime) -> None:
        """Make a download that is whole the file of the document."""
        part = self.part(identifier, form)
        part.finish(_stamp(now))
        self._letters.mkdir(exist_ok=True)
        part.path.replace(self._path(identifier, form))
        name = f"{identifier}.{form}"
        for other in self._files.get(identifier, []):
            if other != name:  # this one was damaged, or it would not have been fetched again
                (self._letters / other).unlink(missing_ok=True)
        self._files[identifier] = [name]

    def enter(self, identifier: str, form: DocumentForm, metadata: PublishedMetadata) -> None:
        """Write the row of a document whose file is there, and forget its downloads."""
        path = self._path(identifier, form)
        note = self.part(identifier, form).note
        finished = note and note.fetched
        row = {
            "id": identifier,
            "file": f"{LETTERS}/{path.name}",
            "date": metadata.date.isoformat() if metadata.date else "",
            "title": printable(metadata.title),
            "dossier": printable(";".join(metadata.dossiers)),
            "number": printable(metadata.number),
            "session": printable(metadata.session),
            "type": printable(metadata.type),
            "issued": metadata.issued.isoformat() if metadata.issued else "",
            "source": printable(note.source) if note and finished else "",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "fetched": finished or _stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC)),
        }
        self._ledger.put(row)
        self.forget(identifier)

    def forget(self, identifier: str) -> None:
        """Remove the downloads of a document."""
        for form in DocumentForm:
            self.part(identifier, form).remove()

    def tidy(self) -> None:
        """Remove what a killed run has left and no run can go on with."""
        for identifier, form in leftovers(self._unfinished):
            part = self.part(identifier, form)
            if self.holds(identifier):
                if self.unlisted(identifier) is not form:
                    part.remove()
            elif not part.is_resumable and not (part.size and part.note and part.note.fetched):
                part.remove()

    def _path(self, identifier: str, form: DocumentForm) -> Path:
        return self._letters / f"{identifier}.{form}"


@contextmanager
def opened(folder: Path) -> Iterator[Corpus]:
    """Make a folder and give it to this run alone; what is empty at the end is removed.

    Raises CorpusError where another run has it, InputError for a manifest that cannot be used, OSError.
    """
    made = not folder.exists()
    with _locked(folder):
        letters, unfinished = folder / LETTERS, folder / _UNFINISHED
        made_letters = not letters.exists()
        (folder / f".{MANIFEST}.part").unlink(missing_ok=True)
        # What is not allowed shall show before anything is asked of a server.
        unfinished.mkdir(exist_ok=True)
        try:
            corpus = Corpus(folder)
            corpus.tidy()
            yield corpus
        finally:
            for path in [unfinished, *([letters] if made_letters else []), *([folder] if made else [])]:
                with suppress(OSError):
                    path.rmdir()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock the folder itself, so that no file is needed for that; the lock ends with the process."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CorpusError(
                    f"{printable(str(folder))}: another fetch is at work in this folder; wait for its end"
                ) from error
            # The run that had it before may have removed it as empty.
            if not folder.exists() or not os.path.samestat(os.fstat(descriptor), folder.stat()):
                continue
            yield
            return
        finally:
            os.close(descriptor)


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
