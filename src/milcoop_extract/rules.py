"""The rule files: TOML in one folder, one pydantic model a file, checked when they are loaded.

A wrong file is refused with a RuleError that names the file, the entry and the reason. The folder is the one that the user
names, else the one that came with the installation.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

Word = Annotated[str, Field(min_length=1)]


def _in_full(word: str) -> str:
    if "*" in word:
        raise ValueError(f"a name has no asterisk: {word}")
    return word


Name = Annotated[Word, AfterValidator(_in_full)]
"""A word that is given in full; an asterisk stands for any letters in cue words only."""

LowerWord = Annotated[Word, AfterValidator(str.lower)]
"""A word that is looked up in small letters, whatever it is written like in the file."""

RuleId = Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file, the entry and the reason."""


class Entry(BaseModel):
    """What all entries share: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleFile(Entry):
    """A rule file; `file` is its name in the rules folder."""

    file: ClassVar[str]


R = TypeVar("R", bound=RuleFile)

_REMEMBERED = 32
"""How many rule files are kept: those of one folder, several of which more than one component asks for."""


def default_directory() -> Path:
    """Return the rules folder that came with the installation: in the wheel, or beside the sources of a checkout."""
    installed = Path(__file__).parent / "data" / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "rules"


def load(model: type[R], directory: Path | str | None = None) -> R:
    """Read and check the rule file of `model` in `directory` (None: the folder that came with the installation).

    Raises RuleError, naming file, entry and reason.
    """
    path = Path(directory or default_directory()) / model.file
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    return cast("R", _read(model, path, changed))


@lru_cache(maxsize=_REMEMBERED)
def _read(model: type[RuleFile], path: Path, changed: int) -> RuleFile:  # noqa: ARG001  # a file that was changed is read again
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError("\n".join(f"{path}: {_describe(detail, data)}" for detail in error.errors())) from error


def _describe(detail: Any, data: dict[str, Any]) -> str:
    """Put an error of pydantic into words: which entry, which key, what is wrong."""
    location = list(detail["loc"])
    where = ".".join(map(str, location)) or "file"
    if len(location) > 1 and isinstance(location[1], int):
        entry = data[location[0]][location[1]]
        keys = ("id", "code", "word", "text", "name", "title") if isinstance(entry, dict) else ()
        name = next((str(entry[key]) for key in keys if key in entry), None)
        where = f"{location[0]} {location[1] + 1}" + (f" ({name})" if name else "") + "".join(f", {k}" for k in location[2:])
    return f"{where}: {detail['msg']}"


def refuse_duplicates(what: str, names: Iterable[str]) -> None:
    """Raise ValueError for names that are given more than once."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} given more than once: {', '.join(sorted(twice))}")
