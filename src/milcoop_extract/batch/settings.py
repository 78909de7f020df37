"""The settings of a run: all that a result depends on beside the letter, which is program, libraries, rules and model."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from milcoop_extract.rules import rule_files

_LIBRARIES = ("spacy", "lxml", "pdfplumber", "pypdfium2")
"""Other versions of these may read or tokenize a letter in another way."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of extraction. `rules` and `model` are paths or names, None for the defaults; `date` holds for all letters.

    `program`, `rules_digest` and `model_digest` are digests of what stood behind them when these settings were made.
    """

    rules: str | None
    model: str | None
    date: Day | None
    program: str
    rules_digest: str
    model_digest: str | None

    @classmethod
    def of(cls, rules: Path | None = None, model: str | None = None, date: Day | None = None) -> "Settings":
        """Return the settings with the digests of what is there now."""
        return cls(
            rules=str(rules.resolve()) if rules else None,
            model=model,
            date=date,
            program=program_digest(),
            rules_digest=digest_of([[file.name, _file_digest(file)] for file in rule_files(rules)]),
            model_digest=_model_digest(model) if model else None,
        )

    def current(self) -> "Settings":
        """Return these settings with the digests of what is there now, in this process."""
        return Settings.of(Path(self.rules) if self.rules else None, self.model, self.date)

    def key(self, *parts: str | None) -> str:
        """Return a digest of these digests and of `parts`: the name of a result that depends on just these."""
        return digest_of([self.program, self.rules_digest, self.model_digest, *parts])


def digest_of(value: object) -> str:
    """Return a digest of a value that JSON can hold: the first half of its SHA-256, which is more than enough for a name."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()[:32]


@cache
def program_digest() -> str:
    """Return a digest of the code of this package and of the versions of the libraries that results depend on.

    The code and not only its version, so that a change in a checkout counts, too.
    """
    package = Path(__file__).parents[1]
    return digest_of([_files_digest(package, package.rglob("*.py")), [version(library) for library in _LIBRARIES]])


def _model_digest(model: str) -> str | None:
    """Return a digest of the files of a pipeline; None where there is none, which the loading of it will say."""
    if Path(model).is_dir():
        folder = Path(model)
    else:
        spec = find_spec(model) if model.isidentifier() else None
        if not spec or not spec.origin:
            return None
        folder = Path(spec.origin).parent
    return _files_digest(folder, (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"))


def _files_digest(folder: Path, files: Iterable[Path]) -> str:
    return digest_of([[file.relative_to(folder).as_posix(), _file_digest(file)] for file in sorted(files)])


def _file_digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
