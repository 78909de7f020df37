"""The rule files: TOML in one folder, one pydantic model a file, checked when they are loaded.

The folder is the one that the user names, else the one that came with the installation. A folder of a user's own is an
overlay: it holds only the files that differ. `currencies.toml` stands in place of the installed file; `currencies.extra.toml`
adds to it: an entry with a new id (or code, number, text, word) is added, one with a known id replaces that, lists of words
grow, and the table `[remove]` names what is left out. Whatever is wrong is a RuleError that names file, line, entry and reason.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from milcoop_extract.errors import RuleError
from milcoop_extract.rule_messages import did_you_mean, in_words

EXTRA = ".extra.toml"
"""The ending of a file that adds to another."""

_IDENTITIES = ("id", "code", "number", "text", "word")
"""The keys by which an entry is known."""


def _as_it_stands(word: str) -> str:
    if not word.strip():
        raise ValueError("a word is empty; leave it out")
    if word != " ".join(word.split()):
        raise ValueError(f"{word!r} has a space too many; write {' '.join(word.split())!r}")
    return word


def _whole(word: str) -> str:
    if "*" in word:
        raise ValueError(f"{word!r} is matched whole, so it may have no asterisk; write each form out")
    return _literal(word)


def _literal(word: str) -> str:
    if found := re.search(r"[\[\]{}|\\^]", word):
        raise ValueError(f"{word!r} is matched letter by letter and is no expression; leave {found[0]!r} out")
    return word


def _cue(word: str) -> str:
    rest = word.removeprefix("*").removesuffix("*")
    if "*" in rest or not re.search(r"\S", rest):
        raise ValueError(f"{word!r}: an asterisk stands at the beginning or the end of a word, with letters beside it")
    return _literal(word)


def _kebab(key: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", key):
        raise ValueError(f"{key!r} is no id; write small letters and figures with hyphens between them, such as 'mine-hunting'")
    return key


Word = Annotated[str, AfterValidator(_as_it_stands)]
"""A word or a piece of one (an ending, a mark) that code puts together with others."""

Name = Annotated[Word, AfterValidator(_whole)]
"""Words that are matched whole, as they stand: a name, a currency, a unit, a month."""

LowerName = Annotated[Name, AfterValidator(str.lower)]
"""A name that is looked up in small letters, whatever it is written like in the file."""

CueWord = Annotated[Word, AfterValidator(_cue)]
"""Words that tell something of a mention beside them; an asterisk at an end stands for any letters there."""

LowerCueWord = Annotated[CueWord, AfterValidator(str.lower)]

Key = Annotated[str, AfterValidator(_kebab)]
"""An id: small letters and figures, with hyphens between them."""


class Entry(BaseModel):
    """The base of all entries: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleFile(Entry):
    """A rule file; `file` is its name in the rules folder."""

    file: ClassVar[str]


R = TypeVar("R", bound=RuleFile)

_REMEMBERED = 32
"""The number of rule files that are kept: those of one folder, several of which more than one component asks for."""


def default_directory() -> Path:
    """Return the rules folder that came with the installation: in the wheel, or beside the sources of a checkout."""
    installed = Path(__file__).parent / "data" / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "rules"


def rule_files(directory: Path | str | None = None) -> list[Path]:
    """Return the files that make the rules of a folder: its own, and those of the installation that it does not replace.

    Raises RuleError for a folder that does not exist, and for TOML files in it that are no rule files.
    """
    installed = {path.name: path for path in sorted(default_directory().glob("*.toml"))}
    if directory is None:
        return list(installed.values())
    directory = Path(directory)
    if not directory.is_dir():
        raise RuleError(f"{directory}: there is no such folder; `milcoop-extract rules copy {directory}` makes one")
    own = {path.name: path for path in sorted(directory.glob("*.toml"))}
    names = [*installed, *(name.removesuffix(".toml") + EXTRA for name in installed)]
    if unknown := [
        f"{own[name]}: no rules have this file name{did_you_mean(name, names)}" for name in own if name not in names
    ]:
        raise RuleError("\n".join(unknown))
    if not own:
        raise RuleError(f"{directory}: there are no rule files here, such as currencies.toml or currencies{EXTRA}")
    return [path for _, path in sorted((installed | own).items())]


def load(model: type[R], directory: Path | str | None = None) -> R:
    """Read and check the rule file of `model` in `directory` (None: the folder that came with the installation).

    Raises RuleError, naming file, line, entry and reason.
    """
    files = {path.name: path for path in rule_files(directory)}
    names = (model.file, model.file.removesuffix(".toml") + EXTRA)
    states = [(files[name], files[name].stat().st_mtime_ns) for name in names if name in files]
    return cast("R", _load(model, *states))


@lru_cache(maxsize=_REMEMBERED)
def _load(model: type[RuleFile], file: tuple[Path, int], overlay: tuple[Path, int] | None = None) -> RuleFile:
    """Read a file and its overlay, each with the time of its last change: what was changed is read again."""
    path = file[0]
    data, text = _read(path)
    found = _validated(model, data, {}, path, text, data)
    if overlay is None:
        return found
    extra = overlay[0]
    added, text = _read(extra)
    try:
        merged = overlaid(data, added)
    except ValueError as error:
        raise RuleError(f"{extra}: {error}") from error
    return _validated(model, merged, added, extra, text, added)


def _read(path: Path) -> tuple[dict[str, Any], str]:
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), text
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error


def _validated(  # noqa: PLR0917
    model: type[R], data: dict[str, Any], added: dict[str, Any], path: Path, text: str, shown: dict[str, Any]
) -> R:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = [{**detail, "loc": _place(detail["loc"], data, added)} for detail in error.errors()]
        raise RuleError("\n".join(f"{path}{in_words(detail, shown, text, model)}" for detail in details)) from error


def _place(location: tuple[str | int, ...], data: dict[str, Any], added: dict[str, Any]) -> tuple[str | int, ...]:
    """Return where what is at a place of the merged data stands in the file that was added to it."""
    if len(location) > 1 and isinstance(location[1], int) and isinstance(added.get(str(location[0])), list):
        item = data[str(location[0])][location[1]]
        number = next((number for number, other in enumerate(added[str(location[0])]) if other is item), location[1])
        return (location[0], number, *location[2:])
    return location


def overlaid(data: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a rule file with those of its overlay. Raises ValueError for what cannot be removed.

    >>> overlaid({"lead": {"words": ["a", "b"]}}, {"lead": {"words": ["c"]}, "remove": {"lead": {"words": ["a"]}}})
    {'lead': {'words': ['b', 'c']}}
    """
    kept = _without(data, added.get("remove", {}), "remove")
    merged: dict[str, Any] = _merged(kept, {key: value for key, value in added.items() if key != "remove"})
    return merged


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: _merged(old[key], value) if key in old else value for key, value in new.items()}
    if isinstance(old, list) and isinstance(new, list):
        names = {name: item for item in new if (name := identity(item)) is not None}
        kept = [names.pop(name) if (name := identity(item)) in names else item for item in old]
        return kept + [item for item in new if not any(item is other for other in kept) and item not in old]
    return new


def identity(entry: Any) -> Any:
    """Return what an entry is known by: its id, code, number, text or word; a word of a list is known by itself."""
    if isinstance(entry, dict):
        return next((entry[key] for key in _IDENTITIES if key in entry), None)
    return entry


def _without(data: Any, removed: Any, where: str) -> Any:
    if isinstance(data, dict) and isinstance(removed, dict):
        if unknown := [key for key in removed if key not in data]:
            raise ValueError(f"{where}: there is no {unknown[0]}{did_you_mean(unknown[0], data)}")
        return data | {key: _without(data[key], value, f"{where}.{key}") for key, value in removed.items()}
    known = [key if isinstance(data, dict) else identity(key) for key in data] if isinstance(data, dict | list) else []
    if not isinstance(removed, list) or not known:
        raise ValueError(f"{where} must be a list of what is left out")
    if unknown := [name for name in removed if name not in known]:
        raise ValueError(f"{where}: there is no {unknown[0]!r}{did_you_mean(str(unknown[0]), map(str, known))}")
    if isinstance(data, dict):
        return {key: value for key, value in data.items() if key not in removed}
    return [item for item in data if identity(item) not in removed]


def described_changes(directory: Path | str) -> list[str]:
    """Return a line for each file of a folder that changes something: in place of the installed one, or what it adds."""
    lines = []
    for path in rule_files(directory):
        if path.parent == default_directory():
            continue
        if not path.name.endswith(EXTRA):
            if path.read_bytes() == (default_directory() / path.name).read_bytes():
                continue
            lines.append(f"{path.name}: in place of the installed one")
            continue
        added = _read(path)[0]
        removed = _leaves(added.pop("remove", {}))
        lines.append(f"{path.name}: adds or replaces {_leaves(added)}, removes {removed}")
    return lines


def _leaves(data: Any) -> int:
    """Return how many entries and words there are."""
    if isinstance(data, dict):
        return sum(_leaves(value) for value in data.values())
    return len(data) if isinstance(data, list) else 1


def refuse_duplicates(what: str, names: Iterable[str]) -> None:
    """Raise ValueError for names that are given more than once."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} given more than once: {', '.join(sorted(twice))}")
