"""The documents that are served: files of a folder, with what is known of each or made up from its identifier."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zlib import crc32

FORMS = {
    "xml": "application/xml",
    "html": "text/html; charset=UTF-8",
    "pdf": "application/pdf",
    "odt": "application/octet-stream",
}
IDENTIFIER = r"[A-Za-z0-9]+(?:-[A-Za-z0-9.]+)+"

_KEYS = frozenset({"dossier", "number", "session", "title", "dossier_title", "type", "date", "submitted", "issued"})
_YEARS = re.compile(r"(?:19|20)\d{6}-")
_VARIANT = re.compile(r"-[nbh]\d+$")


@dataclass(frozen=True)
class Document:
    """A publication: `date` is that of the letter itself (datumBrief), `submitted` datumIndiening; either may be unknown."""

    id: str
    dossiers: tuple[str, ...]
    number: str
    session: str
    title: str
    dossier_title: str
    type: str
    date: str | None
    submitted: str | None
    issued: str
    forms: tuple[str, ...]

    @property
    def family(self) -> str:
        """The first part of the identifier: kst, blg, ah."""
        return self.id.split("-", 1)[0]

    @property
    def shelf(self) -> str:
        """The dossier with its addition, as the store that is ordered by dossiers has it in its addresses."""
        return _dossier_and_number(self.id)[0] or "-"

    @property
    def day(self) -> str:
        """The date that a search goes by."""
        return self.date or self.submitted or self.issued


class Folder:
    """The folder with the files; it is looked at anew each time, so a document may come while the server runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Document]:
        names = {path.stem for path in self._path.iterdir() if path.suffix[1:] in FORMS}
        return (self[name] for name in sorted(names))

    def __contains__(self, identifier: str) -> bool:
        return bool(self._forms(identifier))

    def __getitem__(self, identifier: str) -> Document:
        path = self._path / f"{identifier}.metadata.json"
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if unknown := set(known) - _KEYS:
            raise ValueError(f"{path}: unknown: {', '.join(sorted(unknown))}")
        return _document(identifier, known, self._forms(identifier))

    def file(self, identifier: str, form: str) -> Path | None:
        """The file of a document in that form, if there is one."""
        path = self._path / f"{identifier}.{form}"
        return path if re.fullmatch(IDENTIFIER, identifier) and form in FORMS and path.is_file() else None

    def _forms(self, identifier: str) -> tuple[str, ...]:
        return tuple(form for form in FORMS if self.file(identifier, form))


def etag(body: bytes) -> str:
    """A strong validator: the same for the same bytes."""
    return f'"{sha256(body).hexdigest()[:16]}"'


def session(day: str) -> str:
    """The parliamentary year of a date; it begins in September."""
    year = int(day[:4]) - (int(day[5:7]) < 9)
    return f"{year}-{year + 1}"


def _document(identifier: str, known: dict[str, str | None], forms: tuple[str, ...]) -> Document:
    dossier, number = _dossier_and_number(identifier)
    made_up = (date(1996, 1, 8) + timedelta(days=crc32(identifier.encode()) % 10_000)).isoformat()
    day = known.get("date", made_up)
    issued = known.get("issued") or (date.fromisoformat(day or made_up) + timedelta(days=3)).isoformat()
    return Document(
        id=identifier,
        dossiers=tuple(part for part in (known.get("dossier") or dossier).split(";") if part),
        number=known.get("number") or number,
        session=known.get("session") or session(day or issued),
        title=known.get("title") or f"Verzonnen brief {identifier}, alleen om mee te proberen",
        dossier_title=known.get("dossier_title") or "Verzonnen dossier",
        type=known.get("type") or "Brief",
        date=day,
        submitted=known.get("submitted"),
        issued=issued,
        forms=forms,
    )


def _dossier_and_number(identifier: str) -> tuple[str, str]:
    _, _, rest = identifier.partition("-")
    dossier, _, number = _VARIANT.sub("", _YEARS.sub("", rest)).rpartition("-")
    return dossier, number
