"""Names that were recognised by their form only, as entries for programmes.toml: the command `rules suggest`."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from milcoop_extract.records import Mention, Programme, ProgrammeKind

from .abbreviations import is_abbreviation
from .rules import ProgrammeRules

SENTENCES = 3
"""The number of sentences that show what a name stands for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that programmes.toml could have, and what speaks for it: letters and sentences in the order of the letters."""

    id: str
    name: str
    kind: ProgrammeKind
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    count: int
    letters: tuple[str, ...]
    sentences: tuple[str, ...]

    def to_toml(self) -> str:
        """Return the entry as it can stand in programmes.toml, the evidence above it as comments."""
        keys: dict[str, str | tuple[str, ...]] = {"id": self.id, "name": self.name, "kind": self.kind}
        keys |= {key: words for key in ("names", "abbreviations") if (words := getattr(self, key))}
        where = ", ".join(self.letters)
        mentions = "1 mention" if self.count == 1 else f"{self.count} mentions"
        comments = [f"{mentions} in {where}", *(f"  {sentence}" for sentence in self.sentences)]
        lines = [f"# {_printable(comment)}" for comment in comments]
        return "\n".join([*lines, "[[programme]]", *(f"{key} = {_value(value)}" for key, value in keys.items())])


def suggest(letters: Iterable[tuple[str, Iterable[Mention]]], rules: ProgrammeRules, min_count: int = 1) -> list[Suggestion]:
    """Return entries for the discovered names among the mentions of the letters, the most frequent first.

    Each letter is its name and its mentions. Names that share an id or a spelling, in whatever letters, become one entry. What
    `rules` has already is left out, and an id that it has for something else is not given again, so that the entries can be
    added to the file as they are.
    """
    found = [
        (letter, mention)
        for letter, mentions in letters
        for mention in mentions
        if isinstance(mention, Programme) and mention.discovered
    ]
    groups = [group for group in _same_things(found) if len(group) >= min_count]
    groups.sort(key=lambda group: (-len(group), group[0][1].value.id))
    ids = {entry.id for entry in rules.programme}
    listed = {name.casefold() for entry in rules.programme for name in (entry.name, *entry.names)}
    listed_abbreviations = {name for entry in rules.programme for name in entry.abbreviations}
    suggestions = []
    for group in groups:
        suggestion = _suggestion(group, ids, listed, listed_abbreviations)
        if suggestion:
            ids.add(suggestion.id)
            suggestions.append(suggestion)
    return suggestions


_Group = list[tuple[str, Programme]]


def _same_things(found: _Group) -> Iterator[_Group]:
    """Group the mentions that have an id or a spelling in common, be it by way of others."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while parents.setdefault(key, key) != key:
            parents[key] = key = parents[parents[key]]
        return key

    for _, mention in found:
        for spelling in (mention.value.name, mention.text):
            parents[root(f"name {spelling.casefold()}")] = root(f"id {mention.value.id}")
    groups: dict[str, _Group] = {}
    for item in found:
        groups.setdefault(root(f"id {item[1].value.id}"), []).append(item)
    yield from groups.values()


def _suggestion(
    group: _Group, ids: Collection[str], listed: Collection[str], listed_abbreviations: Collection[str]
) -> Suggestion | None:
    mentions = [mention for _, mention in group]
    full = _by_frequency(mention.value.name for mention in mentions)
    texts = [text for text in _by_frequency(mention.text for mention in mentions) if text not in full]
    spellings = {name.casefold(): name for name in reversed([*full, *(text for text in texts if not is_abbreviation(text))])}
    names = [name for key, name in reversed(spellings.items()) if key not in listed]
    if not names:
        return None
    return Suggestion(
        id=_free(_by_frequency(mention.value.id for mention in mentions)[0], ids),
        name=names[0],
        kind=Counter(mention.kind for mention in sorted(mentions, key=lambda mention: mention.kind)).most_common(1)[0][0],
        names=tuple(names[1:]),
        abbreviations=tuple(text for text in texts if is_abbreviation(text) and text not in listed_abbreviations),
        count=len(group),
        letters=tuple(dict.fromkeys(letter for letter, _ in group)),
        sentences=tuple(dict.fromkeys(mention.sentence for mention in mentions))[:SENTENCES],
    )


def _by_frequency(items: Iterable[str]) -> list[str]:
    counts = Counter(items)
    return sorted(counts, key=lambda item: (-counts[item], item))


def _free(wanted: str, taken: Collection[str]) -> str:
    """Return the id, with a number behind it where another thing has it."""
    return next(id_ for id_ in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if id_ not in taken)


def _printable(text: str) -> str:
    """Return a text as one line that a TOML comment may hold."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _value(value: str | Sequence[str]) -> str:
    """Return a string, or a list of them, in TOML: JSON but for the one control character that only TOML escapes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
