"""What the words around a date make of it: the first or the last day of a stretch, or one end of a range."""

import re

from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import Bound

from .expression import Expression, Unit
from .rules import CalendarRules


class Bounds:
    """Reads off the words before a date whether a stretch begins or ends with it, and joins two dates to a range."""

    def __init__(self, rules: CalendarRules) -> None:
        article = r"\s(?:(?:in|op|aan)\s)?(?:(?:het|de)\s)?(?:jaren\s|jaar\s|begrotingsjaar\s|maand\s)?$"
        flags = re.IGNORECASE
        self._from = re.compile(any_of(rules.bounds.from_) + article, flags)
        self._onward = re.compile(rf",? {any_of(rules.bounds.onward)}", flags)
        self._until = re.compile(any_of(rules.bounds.until) + article, flags)
        self._before = re.compile(rf"(?P<meant>{any_of(rules.bounds.meant)} )?{any_of(rules.bounds.before)}{article}", flags)
        self._achieved = re.compile(rf"[^.;:\n]{{0,60}}?{any_of(rules.bounds.achieved)}", flags)
        self._joint = re.compile(
            r"\s?[-–]\s?| tot en met (?:het |de )?| t/m | tot(?: aan| uiterlijk)?(?: in)? (?:het |de )?| à ", flags
        )
        self._and = re.compile(r" en (?:het |de )?", flags)
        self._between = re.compile(r"\btussen\s(?:het\s|de\s)?$", flags)

    def read(self, text: str, expression: Expression) -> Bound | None:
        """Return the bound that the words before an expression give it."""
        before = text[max(0, expression.start - 40) : expression.start]
        if self._until.search(before):
            return "until"
        if self._from.search(before) or self._onward.match(text, expression.end):
            return "from"
        match = self._before.search(before)
        if not match or match["meant"]:
            return None
        early = expression.unit in {Unit.DAY, Unit.SEASON} or expression.mod is not None or expression.edge is not None
        return "until" if early or self._achieved.match(text, expression.end) else None

    def is_range(self, text: str, first: Expression, last: Expression) -> bool:
        """Tell whether two expressions are the ends of one range."""
        if first.last_year or last.last_year or first.last or last.last:
            return False
        if self._joint.fullmatch(text, first.end, last.start):
            return True
        before = text[max(0, first.start - 20) : first.start]
        return self._between.search(before) is not None and self._and.fullmatch(text, first.end, last.start) is not None
