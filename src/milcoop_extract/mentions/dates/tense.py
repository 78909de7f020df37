"""Whether the words around a date speak of what is to come or of what has been."""

import re
from collections import deque
from typing import Literal, TypeAlias

from milcoop_extract.mentions.lexicon import any_of

from .context import Context, Stated
from .expression import Expression, Unit
from .rules import CalendarRules

When: TypeAlias = Literal["future", "past"] | None

_CLAUSE = 60
"""How many characters beside a date are searched for a verb that tells its tense."""


class Tense:
    """Reads the tense of a date off its clause."""

    def __init__(self, rules: CalendarRules) -> None:
        words, flags = rules.tense, re.IGNORECASE
        planned = rf"\bis\b(?=[^.;:]{{0,50}}?{any_of(words.planned)})"  # "voor juli is een tweede ronde gepland"
        self._verb = re.compile(rf"(?P<future>{planned}|{any_of(words.future)})|{any_of(words.past)}", flags)
        # What was done on a day stands between it and the verb of the clause: "de op 3 mei gedane toezegging wordt".
        self._done = re.compile(r"\b(?:\w{0,6}ge\w{2,}|ver\w+|be\w+|ont\w+)(?:d|t|de|te|en)\b", flags)
        # "het debat van 3 mei" has been, whatever the clause says of it.
        self._attribute = re.compile(r"\b(?:van|d\.d\.|dd\.|uit) (?:de |het )?$", flags)
        self._since = re.compile(rf"{any_of(words.since)} (?:het |de |in )?$", flags)
        self._addressed = re.compile(any_of(words.addressed))
        self._before = re.compile(rf"{any_of([*rules.bounds.before, *rules.bounds.until])} (?:het |de )?$", flags)

    def of(self, expression: Expression, context: Context) -> When:
        """Return the tense of an expression, or None where nothing tells it."""
        before = context.before(expression)
        if self._since.search(before):
            return "past"
        tense = self._of_clause(*context.sides(expression))
        if tense is None and expression.unit is Unit.SEASON and self._before.search(before):
            return "future"  # "voor de zomer" is not said of one that is over
        return None if tense == "future" and self._attribute.search(before) else tense

    def is_of_letter(self, tense: When, near: Stated, left: str, right: str) -> bool:
        """Tell whether a date without a year is of the year of the letter, although another year is stated near it.

        It is where the clause looks ahead from further on, and where it speaks to the reader ("is u in januari aangeboden").
        """
        if tense == "future" and near.sentences > 1:
            return True
        clause = left.rpartition(";")[2] + right.partition(";")[0]
        return (near.sentences > 0 or near.clause) and self._addressed.search(clause) is not None

    def _of_clause(self, left: str, right: str) -> When:
        """Tell of what the nearest word of tense speaks; a verb follows a date more closely than it leads."""
        left, right = left[-_CLAUSE:], right[:_CLAUSE]
        after = self._verb.search(right)
        before = deque(self._verb.finditer(left), maxlen=1)
        if after and (not before or after.start() <= len(left) - before[0].end()):
            if not after["future"]:
                return "past"
            return None if self._done.search(right, 0, after.start()) else "future"
        if not before:
            return None
        return "future" if before[0]["future"] else "past"
