"""Manifests: tables that give letters their dates."""

import csv
import io
import posixpath
from collections.abc import Mapping
from datetime import date as Day
from typing import NamedTuple

from milcoop_extract.errors import InputError

from .printable import printable
from .sources import Location

MANIFEST = "manifest.csv"
"""Gives dates to letters: the columns `file`, relative to the manifest's own folder, and `date`, ISO 8601 or empty.

It may have a column `issued`, too, when a letter was published, and others, which are for people.
"""


class ManifestDates(NamedTuple):
    """The dates that a manifest gives for a letter: that of the letter itself, and the day on which it was published."""

    date: Day | None = None
    issued: Day | None = None


def read_manifest(place: Location, part: str) -> Mapping[str, ManifestDates]:
    """Read a manifest of a place: dates by path within that place. Raises InputError where it is wrong."""
    where = printable(place.location(part))
    folder = posixpath.dirname(part)
    try:
        text = place.read(part).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{where}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: this is not UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        return {
            posixpath.normpath(posixpath.join(folder, row["file"])): ManifestDates(_day(row["date"]), _day(row.get("issued")))
            for row in reader
            if row["date"] or row.get("issued")
        }
    except KeyError as error:
        raise InputError(f"{where}: there is no column {error}; its columns are file and date") from error
    except (ValueError, csv.Error) as error:
        raise InputError(f"{where}, line {reader.line_num}: {error}; write dates as 2022-10-14") from error


def _day(text: str | None) -> Day | None:
    return Day.fromisoformat(text) if text else None
