"""The manifest of a corpus: one row a letter. The rows and columns of others stay byte by byte as they are."""

import csv
import io
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from milcoop_extract.errors import InputError
from milcoop_extract.inputs.printable import printable
from milcoop_extract.tables.atomic import replacing
from milcoop_extract.tables.csv_injection import guard

COLUMNS = ("id", "file", "date", "title", "dossier", "number", "session", "type", "issued", "source", "sha256", "fetched")
_MARK = "\ufeff"


class Ledger:
    """The rows of a manifest, read once and written anew for each row that is put into it.

    What it is made of is kept as text, so that not even the quoting of other rows changes.
    """

    def __init__(self, path: Path) -> None:
        """Read the manifest; one that is not there is empty. Raises InputError where it cannot be used, OSError."""
        self._path = path
        try:
            text = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            text = ""
        except UnicodeDecodeError as error:
            raise InputError(f"{printable(str(path))}: this is not UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
        self._mark = _MARK if text.startswith(_MARK) else ""
        try:
            records = list(_records(text.removeprefix(_MARK)))
        except csv.Error as error:
            raise InputError(f"{printable(str(path))}: {error}; save it as CSV in UTF-8") from error
        self._end = "\r\n" if records and records[0][0].endswith("\r\n") else "\n"
        head, header = (records or [("", [])])[0]
        if records and "file" not in header:
            raise InputError(f"{printable(str(path))}: there is no column 'file'; its columns are file and date")
        self._columns = [*header, *(name for name in COLUMNS if name not in header)]
        added = self._columns[len(header) :]
        self._head = ",".join([head.rstrip("\r\n"), *added] if header else added) + self._end
        # The text of each record, with its line end; and where in these the row of a file is, and what it holds.
        self._lines: list[str] = []
        self._rows: dict[str, tuple[int, list[str]]] = {}
        for raw, cells in records[1:]:
            body = raw.rstrip("\r\n")
            if cells:
                named = dict(zip(header, cells, strict=False)).get("file", "")
                self._rows.setdefault(posixpath.normpath(named), (len(self._lines), cells))
                body += "," * (len(self._columns) - len(cells))
            self._lines.append(body + (raw[len(raw.rstrip("\r\n")) :] or self._end))

    def __contains__(self, file: str) -> bool:
        """Tell whether a file, by its path relative to the manifest, has a row."""
        return file in self._rows

    def put(self, row: Mapping[str, str]) -> None:
        """Write the row of a file: a new one at the end, or into the one that it has, whose other columns stay."""
        at, before = self._rows.get(row["file"], (len(self._lines), []))
        old = dict(zip(self._columns, before, strict=False))
        cells = [guard(row.get(name, "")) or old.get(name, "") for name in self._columns]
        self._rows[row["file"]] = at, cells
        self._lines[at : at + 1] = [self._line(cells)]
        with replacing(self._path) as file:
            file.write(self._mark + self._head)
            file.writelines(self._lines)

    def _line(self, cells: list[str]) -> str:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator=self._end).writerow(cells)
        return line.getvalue()


def _records(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each record of a CSV file as it stands, with its line end, and its cells."""
    consumed: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            consumed.append(line)
            yield line

    for cells in csv.reader(lines(), strict=True):
        yield "".join(consumed), cells
        consumed.clear()
