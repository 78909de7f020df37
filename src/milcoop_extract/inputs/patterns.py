"""Glob patterns, hidden names and endings: tells the letters below a folder from its other files."""

import os
from collections.abc import Sequence, Set
from dataclasses import dataclass
from fnmatch import fnmatch
from glob import has_magic

SUFFIXES = frozenset({".txt", ".pdf", ".xml", ".html", ".htm", ".docx", ".odt"})
"""By these a letter is recognised in a folder or an archive; a file that is named itself may have any."""

ARCHIVE = ".zip"
"""The ending of an archive of letters. (An office document is one too, but it is a letter.)"""

_RECURSIVE = "**"

States = Set[int]
"""The number of parts of a pattern that a path may have used up."""


def suffix(name: str) -> str:
    """Return the ending of a file name, in small letters."""
    return os.path.splitext(name)[1].lower()  # noqa: PTH122  # ten thousand paths would cost a second


def hidden(name: str) -> bool:
    """Tell whether a name is left out of a search; the second is what macOS adds to its archives."""
    return (name.startswith(".") and name not in {".", ".."}) or name == "__MACOSX"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob pattern, part by part: "*", "?" and "[...]" within a part, "**" for any number of folders.

    What matches is taken with everything below it, so that the pattern without parts takes a whole folder. As in a shell a
    wildcard matches no hidden name, and links to folders are followed by a part of its own but not by "**". With a "/" at its
    end (`only_folders`) it matches only folders.
    """

    parts: Sequence[str] = ()
    only_folders: bool = False

    def start(self) -> States:
        """Return the states of the folder where the pattern begins."""
        return self._skipping({0})

    def after(self, states: States, name: str, *, link: bool = False) -> States:
        """Return the states of what has this name in a folder; none where the pattern cannot match it or anything below it."""
        following: set[int] = set()
        for state in states:
            if state == len(self.parts) or self.parts[state] == _RECURSIVE:
                if not hidden(name) and not link:
                    following.add(state)
            elif self._matches(state, name):
                following.add(state + 1)
        return self._skipping(following)

    def takes(self, states: States, name: str) -> bool:
        """Tell whether a file in a folder is a letter: by its ending, or because the pattern asks for that ending itself."""
        if self.only_folders and len(self.parts) not in states:
            return False
        return len(self.parts) in self.after(states, name) and (
            suffix(name) in SUFFIXES or (self.names(states, name) and suffix(name) == suffix(self.parts[-1]))
        )

    def names(self, states: States, name: str) -> bool:
        """Tell whether the last part of the pattern matches a file itself, not only a folder above it."""
        last = len(self.parts) - 1
        return last in states and not self.only_folders and self.parts[last] != _RECURSIVE and self._matches(last, name)

    def takes_path(self, path: str) -> bool:
        """Tell the same of a path with "/"."""
        *folders, name = path.split("/")
        states = self.start()
        for folder in folders:
            states = self.after(states, folder)
        return self.takes(states, name)

    def _matches(self, state: int, name: str) -> bool:
        part = self.parts[state]
        return name == part or (fnmatch(name, part) and (part.startswith(".") or not hidden(name)))

    def _skipping(self, states: set[int]) -> States:
        """Add the states in which a "**" stands for no folder at all."""
        for state in sorted(states):
            following = state
            while following < len(self.parts) and self.parts[following] == _RECURSIVE:
                following += 1
                states.add(following)
        return states


def split(pattern: str) -> tuple[str, Pattern] | None:
    """Split a pattern into the folder that it begins in and the rest; None for a path without wildcards.

    A folder whose name really has such characters is taken by its name.
    """
    parts = pattern.replace(os.sep, "/").split("/")
    for number, part in enumerate(parts):
        if has_magic(part) and not os.path.lexists("/".join(parts[: number + 1])):
            folder = "/".join(parts[:number]) or ("/" if number else ".")
            return folder, Pattern(tuple(part for part in parts[number:] if part not in {"", "."}), pattern.endswith("/"))
    return None
