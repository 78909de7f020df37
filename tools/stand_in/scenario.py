"""Which requests go wrong, how, and how often: a list in JSON.

    [{"path": "kst-33279-32[.]xml$", "times": 2, "fault": "status", "code": 503},
     {"path": "^/sru", "times": "always", "fault": "search", "page_cap": 3}]

`path` is a regular expression that is looked for in the path with its query, with %20 and the like undone. `times` is "always"
unless a number is given; `skip` lets so many requests pass first. Of the faults of a request the first in the list that is not
used up takes place; the faults of the kind "search" change the habits of the search and take place beside it. Any fault can
have "headers" to set, or with null to leave out.
"""

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from threading import Lock
from typing import Any

from .answers import Answer
from .faults import FAULTS, Asked
from .sru import Habits

_SEARCH = "search"


@dataclass
class _Entry:
    path: re.Pattern[str]
    fault: str
    options: Mapping[str, Any]
    headers: Mapping[str, str | None]
    left: float
    skip: int

    def takes_place(self, target: str) -> bool:
        if not self.path.search(target):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.left -= 1
        return self.left >= 0


@dataclass
class Scenario:
    """The faults that are to take place, and how often they still will."""

    entries: Sequence[_Entry] = ()
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def load(cls, path: Path) -> "Scenario":
        """Read a scenario; what is wrong in it is said at once, not at the first request."""
        return cls([_entry(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))])

    def habits(self, target: str) -> Habits:
        """How the search behaves for this request."""
        habits = Habits()
        with self._lock:
            for entry in self.entries:
                if entry.fault == _SEARCH and entry.takes_place(target):
                    habits = replace(habits, **entry.options)
        return habits

    def disturb(self, answer: Answer, asked: Asked, target: str) -> tuple[Answer, str | None]:
        """The answer that is sent instead, and the name of the fault."""
        with self._lock:
            entry = next((entry for entry in self.entries if entry.fault != _SEARCH and entry.takes_place(target)), None)
        if not entry:
            return answer, None
        return FAULTS[entry.fault](answer, asked, **entry.options).with_headers(entry.headers), entry.fault


def _entry(
    path: str,
    fault: str,
    times: int | str = "always",
    skip: int = 0,
    headers: Mapping[str, str | None] | None = None,
    **options: Any,
) -> _Entry:
    if fault == _SEARCH:
        if unknown := set(options) - {habit.name for habit in fields(Habits)}:
            raise ValueError(f"unknown habits of the search: {', '.join(sorted(unknown))}")
    elif fault not in FAULTS:
        raise ValueError(f"unknown fault: {fault}")
    else:
        inspect.signature(FAULTS[fault]).bind(Answer(), Asked("", ""), **options)
    return _Entry(re.compile(path), fault, options, headers or {}, float("inf") if times == "always" else int(times), skip)
