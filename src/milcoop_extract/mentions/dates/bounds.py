"""Reads the words around a date: whether it is the first or the last day of a stretch, or one end of a range."""

import re

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import WordsBefore, any_of
from milcoop_extract.mentions.rule import Cue, Rule
from milcoop_extract.records import Bound

from .expression import Expression, Unit
from .rules import CalendarRules

RULES = (
    Rule(
        "bound.from",
        "A word before a date with which a stretch begins",
        ("Het besluit geldt vanaf [[1 mei 2021]].", "Dat is sinds het jaar [[2019]] zo."),
        ("Dat was in 2019 zo.",),
    ),
    Rule(
        "bound.onward",
        "Words after a date with which a stretch begins",
        ("Dat geldt in [[2020]] en verder.",),
        ("Dat geldt in 2020 en eerder.",),
    ),
    Rule(
        "bound.until",
        "A word before a date with which a stretch ends",
        ("Het besluit geldt tot [[1 mei 2021]].", "Zij reageren uiterlijk in [[juni 2021]]."),
        ("Dat was in 2019 zo.",),
    ),
    Rule(
        "bound.before",
        'The word "voor" where it means before: a day, a season, a part of a year, or what is to be achieved',
        ("Zij reageren voor [[1 mei 2021]].", "Het werk moet voor [[2030]] zijn afgerond."),
        ("Het budget voor 2021 is vastgesteld.", "Het debat is gepland voor 1 mei 2021."),
    ),
)


_GAP = r"\n?\s"
"""A page can end between a word and its date, which are paragraphs of their own then."""


class Bounds:
    """Reads off the words around a date whether a stretch begins or ends with it, and joins two dates to a range."""

    def __init__(self, rules: CalendarRules) -> None:
        bounds = rules.bounds
        between = (("in", "op", "aan"), ("het", "de"), bounds.nouns)
        self._from = WordsBefore(bounds.from_, *between, gap=_GAP)
        self._until = WordsBefore(bounds.until, *between, gap=_GAP)
        self._before = WordsBefore(bounds.before, *between, gap=_GAP)
        self._meant = WordsBefore(bounds.meant)
        self._onward = re.compile(rf",? ({any_of(bounds.onward)})", re.IGNORECASE)
        self._achieved = re.compile(any_of(bounds.achieved), re.IGNORECASE)
        self._joint = re.compile(rf"\s?[-–]\s?| {any_of(bounds.joint)}(?: in)? (?:het |de )?", re.IGNORECASE)
        self._and = re.compile(r" en (?:het |de )?", re.IGNORECASE)
        self._between = WordsBefore(bounds.between, ("het", "de"), gap=_GAP)

    def read(self, expression: Expression, clauses: Clauses) -> tuple[Bound, Cue] | None:
        """Return the bound that the words around an expression give it, and these words; None where there are none."""
        before = clauses.before(expression.start)
        first = expression.start - len(before)
        if word := self._until.find(before):
            return _cue("until", "bound.until", before, word, first)
        if word := self._from.find(before):
            return _cue("from", "bound.from", before, word, first)
        after = clauses.after(expression.end)
        if match := self._onward.match(after):
            return _cue("from", "bound.onward", after, match.span(1), expression.end)
        word = self._before.find(before)
        if not word or self._meant.find(before[: word[0]]):
            return None
        early = expression.unit in {Unit.DAY, Unit.SEASON} or expression.mod is not None or expression.edge is not None
        if early or self._achieved.search(clauses.rest_of_clause(expression.end)):
            return _cue("until", "bound.before", before, word, first)
        return None

    def is_range(self, first: Expression, last: Expression, text: str, clauses: Clauses) -> bool:
        """Tell whether two expressions are the ends of one range."""
        if first.last_year or last.last_year or first.last or last.last:
            return False
        if self._joint.fullmatch(text, first.end, last.start):
            return True
        if not self._and.fullmatch(text, first.end, last.start):
            return False
        return self._between.find(clauses.before(first.start)) is not None


def _cue(bound: Bound, rule: str, text: str, word: tuple[int, int], offset: int) -> tuple[Bound, Cue]:
    """Return a bound with the cue of the word at a range of `text`, which begins at `offset` in the document."""
    start, end = word
    return bound, Cue(attribute="bound", value=bound, rule=rule, text=text[start:end], start=offset + start, end=offset + end)
