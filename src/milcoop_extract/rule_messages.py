"""Messages about rule files, in words: the line, the entry, the reason, and what may have been meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

Path = Sequence[str | int]
"""The keys and numbers that lead to something in a file."""

_TYPES = {
    "string_type": "must be text, in quotation marks",
    "tuple_type": 'must be a list: ["...", "..."]',
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "missing": "is missing",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question about the most similar known word, "" where none is similar.

    >>> did_you_mean("curencies.toml", ["currencies.toml", "months.toml"])
    '; did you mean currencies.toml?'
    """
    close = get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def in_words(detail: Mapping[str, Any], data: Mapping[str, Any], text: str, model: type[BaseModel]) -> str:
    """Return the rest of a message behind the name of the file, for an error of pydantic."""
    location = detail["loc"]
    line = line_of(text, location, detail["input"])
    return f"{f', line {line}' if line else ''}: {_entry(location, data)}{_reason(detail, model)}"


def _entry(location: Path, data: Mapping[str, Any]) -> str:
    if len(location) > 1 and isinstance(location[1], int):
        listed = data.get(str(location[0]))
        entry = listed[location[1]] if isinstance(listed, list) and location[1] < len(listed) else None
        keys = ("id", "code", "word", "text", "name", "title") if isinstance(entry, dict) else ()
        name = next((str(entry[key]) for key in keys if key in entry), None) if entry is not None else None
        rest = "".join(f", {key + 1 if isinstance(key, int) else key}" for key in location[2:])
        return f"{location[0]} {location[1] + 1}{f' ({name})' if name else ''}{rest}: "
    return f"{'.'.join(str(key + 1 if isinstance(key, int) else key) for key in location)}: " if location else ""


def _reason(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return f"there is no such key{did_you_mean(str(detail['loc'][-1]), _keys(model, detail['loc'][:-1]))}"
        case "literal_error":
            given, expected = str(detail["input"]), str(context["expected"])
            meant = did_you_mean(given, re.findall(r"[\w-]+", expected))
            return f"is {given!r}, but must be {expected}{meant}"
        case "string_pattern_mismatch":
            return f"{detail['input']!r} does not have the form {context['pattern']}"
        case "value_error":
            return str(context["error"])
        case "too_short":
            return f"needs {context['min_length']} or more"
        case "string_too_short":
            return f"must have {context['min_length']} letters or more"
        case "greater_than":
            return f"must be more than {context['gt']}"
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case kind:
            return _TYPES.get(kind) or str(detail["msg"])


def _keys(model: type[BaseModel], location: Path) -> list[str]:
    """Return the keys that the table at a place may have."""
    for key in location:
        if isinstance(key, int):
            continue
        names = {field.alias or name: field for name, field in model.model_fields.items()}
        field = names.get(key)
        inner = field.annotation if field else None
        found = next((one for one in (inner, *get_args(inner)) if isinstance(one, type) and issubclass(one, BaseModel)), None)
        if found is None:
            return []
        model = found
    return [field.alias or name for name, field in model.model_fields.items()]


def line_of(text: str, location: Path, value: object = None) -> int | None:
    r"""Return the number of the line on which something stands, or on which its entry begins; None for the file as a whole.

    >>> line_of('[[unit]]\nwords = []\n[[unit]]\nwords = ["uur",\n"dag*"]', ("unit", 1, "words", 1), "dag*")
    5
    """
    best, depth = None, 0
    counts: dict[str, int] = {}
    here: list[str | int] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if match := re.match(r"\s*\[\[\s*([\w.-]+)\s*\]\]", line):
            counts[match[1]] = counts.get(match[1], -1) + 1
            here = [match[1], counts[match[1]]]
            key: list[str | int] = here
        elif match := re.match(r"\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$", line):
            here = list(match[1].split("."))
            key = here
        elif match := re.match(r"\s*[\"']?([^\"'=\[\]#,]+?)[\"']?\s*=", line):
            key = [*here, match[1]]
        else:
            continue
        if len(key) > depth and list(location[: len(key)]) == key:
            best, depth = number, len(key)
    if best and isinstance(value, str) and depth < len(location):
        return next((number for number in range(best, len(lines) + 1) if f'"{value}"' in lines[number - 1]), best)
    return best
