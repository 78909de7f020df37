"""Whether the words around a date speak of what is to come or of what has been."""

import re
from collections import deque
from typing import Literal, TypeAlias

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import WordsBefore, any_of

from .context import Context, Stated
from .expression import Expression, Unit
from .rules import CalendarRules

When: TypeAlias = Literal["future", "past"] | None


class Tense:
    """Reads the tense of a date off its clause."""

    def __init__(self, rules: CalendarRules) -> None:
        words, articles = rules.tense, ("het", "de")
        planned = rf"{any_of(words.planning)}(?=[^.;:]*?{any_of(words.planned)})"  # "voor juli is een tweede ronde gepland"
        self._verb = re.compile(rf"(?P<future>{planned}|{any_of(words.future)})|{any_of(words.past)}", re.IGNORECASE)
        # What was done on a day stands between it and the verb of the clause: "de op 3 mei gedane toezegging wordt".
        self._done = re.compile(r"\b(?:\w{0,6}ge\w{2,}|ver\w+|be\w+|ont\w+)(?:d|t|de|te|en)\b", re.IGNORECASE)
        self._attribute = WordsBefore(words.attribute, articles)
        self._since = WordsBefore(words.since, (*articles, "in"))
        self._addressed = re.compile(any_of(words.addressed))
        self._before = WordsBefore([*rules.bounds.before, *rules.bounds.until], articles)

    def of(self, expression: Expression, context: Context) -> When:
        """Return the tense of an expression, or None where nothing tells it."""
        before = context.clauses.before(expression.start)
        if self._since.find(before):
            return "past"
        tense = self._of_clause(*context.clauses.near(expression.start, expression.end))
        if tense is None and expression.unit is Unit.SEASON and self._before.find(before):
            return "future"  # "voor de zomer" is not said of one that is over
        return None if tense == "future" and self._attribute.find(before) else tense

    def is_of_letter(self, tense: When, near: Stated, expression: Expression, clauses: Clauses) -> bool:
        """Tell whether a date without a year is of the year of the letter, although another year is stated near it.

        It is where the clause looks ahead from further on, and where it speaks to the reader ("is u in januari aangeboden").
        """
        if tense == "future" and near.sentences > 1:
            return True
        clause = clauses.left(expression.start).rpartition(";")[2] + clauses.right(expression.end).partition(";")[0]
        return (near.sentences > 0 or near.clause) and self._addressed.search(clause) is not None

    def _of_clause(self, left: str, right: str) -> When:
        """Tell of what the nearest word of tense speaks; a verb follows a date more closely than it leads."""
        after = self._verb.search(right)
        before = deque(self._verb.finditer(left), maxlen=1)
        if after and (not before or after.start() <= len(left) - before[0].end()):
            if not after["future"]:
                return "past"
            return None if self._done.search(right, 0, after.start()) else "future"
        if not before:
            return None
        return "future" if before[0]["future"] else "past"
