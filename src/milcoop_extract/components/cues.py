"""What the words around a figure say of it: how exact it is, whether it is a change, whether it is a share of GDP."""

import re
from typing import get_args

from milcoop_extract.records import Qualifier, Role
from milcoop_extract.rules import QualifierRules, RoleEntry

from .patterns import any_of

_REACH = 160
"""How many characters before and after a figure are looked at; a clause is rarely longer."""

_NEAR = 60
"""How many of them are looked at for words that stand directly before it."""

_QUALIFIERS = get_args(Qualifier)


class FigureCues:
    """Reads qualifier and role of a figure off its sentence."""

    def __init__(self, rules: QualifierRules) -> None:
        entries = rules.qualifier
        before = [f"(?P<{entry.id}>{any_of(entry.before)})" for entry in entries]
        near = [f"(?P<near_{entry.id}>{any_of(entry.near)})" for entry in entries if entry.near]
        words = [word for entry in entries for word in entry.before]
        self._lead = rf"(?:\s*(?:{any_of(words)}|{any_of(['een', 'de', 'het', 'nog', 'slechts', 'zeker'])}))*\s*$"
        self._before = re.compile(rf"(?:{'|'.join(before)})(?:\s+(?:een|de|het))?\s*$", re.IGNORECASE)
        self._near = re.compile(rf"(?:{'|'.join(near)})(?:\s+[^\W\d]+){{0,4}}\s*$", re.IGNORECASE)
        self._limit = re.compile(rf"{any_of(['tot'])}{self._lead}", re.IGNORECASE)
        self._goal = re.compile(any_of(rules.goal.words), re.IGNORECASE)
        self._end_point = re.compile(rf"{any_of(rules.level.before)}{self._lead}", re.IGNORECASE)
        self._start_point = re.compile(rf"\s+(?:\([^)]*\)\s+)?(?:in \d{{4}}\s+)?{any_of(rules.level.after)}", re.IGNORECASE)
        self._changes = [_Change(entry, self._lead) for entry in rules.role]

    def qualifier(self, left: str) -> Qualifier | None:
        """Return how exact the figure after `left` is; `left` is the part of its sentence before it."""
        left = left[-_REACH:]
        match = self._before.search(left[-_NEAR:])
        if match:
            return self._named(match.lastgroup)
        match = self._near.search(left[-_NEAR:])
        if match:
            return self._named((match.lastgroup or "").removeprefix("near_"))
        return "max" if self._limit.search(left[-_NEAR:]) and not self.is_goal(left) else None

    def is_goal(self, left: str) -> bool:
        """Tell whether the figure after `left` is where a change ends ("een groeipad tot")."""
        left = left[-_REACH:]
        end_point = self._end_point.search(left, max(0, len(left) - _NEAR))
        return end_point is not None and self._goal.search(left, 0, end_point.start()) is not None

    @staticmethod
    def _named(group: str | None) -> Qualifier | None:
        return next((name for name in _QUALIFIERS if name == group), None)

    def role(self, left: str, right: str) -> Role:
        """Return whether the figure between `left` and `right`, the parts of its sentence, is a level or a change."""
        left, right = left[-_REACH:], right[:_REACH]
        for change in self._changes:
            if change.after(right):
                return change.role
        if self._end_point.search(left[-_NEAR:]):
            return "level"
        found = [(at, change.role) for change in self._changes if (at := change.before(left, right)) is not None]
        if not found or self._start_point.match(right):
            return "level"
        return max(found)[1]


class _Change:
    """The cues of one direction of change."""

    def __init__(self, entry: RoleEntry, lead: str) -> None:
        self.role = entry.id
        noun, verb = any_of(entry.nouns), any_of(entry.verbs)
        flags = re.IGNORECASE
        remark = r"(?:\s*\([^)]*\))?"
        self._after = re.compile(
            rf"{remark}\s*(?:{any_of(entry.after)})(?! dan de helft)|\s*\(\s*(?:een )?{noun} van|\s*-?(?:reële )?{noun}", flags
        )
        directly = [any_of(entry.before)] if entry.before else []
        gap = r"(?:(?!\b(?:tot|naar|waarvan|binnen)\b)[^\d,;:.()€£$%])"
        self._noun = re.compile(
            rf"{noun}{gap}{{0,70}}?\b(?:van|met|ad|ter hoogte van|ter grootte van){lead}|{noun}:?\s*$", flags
        )
        self._directly = re.compile(rf"(?:{'|'.join(directly)}){lead}", flags) if directly else None
        self._with = re.compile(rf"\b(?:met|[Mm]et){lead}", flags)
        self._verb = re.compile(verb, flags)
        self._takes = re.compile(any_of(entry.takes), flags) if entry.takes else None

    def after(self, right: str) -> bool:
        """Tell whether a cue stands directly after the figure."""
        return self._after.match(right) is not None

    def before(self, left: str, right: str) -> int | None:
        """Return where the nearest cue for a change stands in `left`, or None where there is none."""
        for pattern in (self._noun, self._directly):
            match = pattern.search(left) if pattern else None
            if match:
                return match.start()
        if self._with.search(left[-_NEAR:]):
            match = _last(self._verb, left)
            if match:
                return match.start()
            if self._verb.search(right):
                return len(left)
        if self._takes and (_last(self._takes, left[-60:]) or self._takes.search(right[:80])):
            return 0
        return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


class GdpCues:
    """Reads off a sentence whether a percentage is a share of gross domestic product."""

    def __init__(self, rules: QualifierRules) -> None:
        gdp = rules.gdp
        product = any_of(gdp.of)
        determiner = r"(?:(?:het|zijn|haar|hun|ons|de|het totale)\s+)?"
        self._of = re.compile(rf"\s*(?:van|aan)\s+{determiner}(?:[^\W\d]+\s+){{0,2}}{product}", re.IGNORECASE)
        self._after = re.compile(rf"\s?{any_of(gdp.after)}", re.IGNORECASE)
        self._before = re.compile(rf"(?:{any_of(gdp.before)})\s*(?:[^\W\d]+\s+){{0,2}}$", re.IGNORECASE)
        self._other = re.compile(r"\s*van\s", re.IGNORECASE)
        self._carry = re.compile(any_of(gdp.carry), re.IGNORECASE)
        self._stop = re.compile(any_of(gdp.stop), re.IGNORECASE)
        self._own_noun = re.compile(r"(?:quote|aandeel|percentage|deel)\s+van\s*$", re.IGNORECASE)

    def explicit(self, left: str, right: str) -> bool:
        """Tell whether the words beside the percentage name GDP or the NATO norm."""
        return bool(self._of.match(right) or self._after.match(right) or self._before.search(left))

    def carried(self, between: str, left: str, right: str) -> bool:
        """Tell whether a percentage takes over the basis of the one before it, from which the text `between` parts it."""
        if self._other.match(right) or self._own_noun.search(left) or self._stop.search(between):
            return False
        return self._carry.search(between) is not None
