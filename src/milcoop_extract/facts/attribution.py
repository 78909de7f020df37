"""Owners: whose a figure is, and whether it is one of a series."""

import re
from collections.abc import Sequence
from dataclasses import replace

from milcoop_extract.records import Amount, Date, Mention, Section

from .candidates import Before, Draft, Letter
from .figures import Figure
from .measures import Measures
from .rules import SubjectRules
from .subjects import Named, Subjects

HOME = "NL"
"""Whose budget a letter to the Dutch parliament speaks of where it names nobody."""

HOME_CURRENCIES = {"EUR", "NLG"}

_ATTACHED = re.compile(r"\s|\s(?:van|in)\s(?:de\s|het\s)?|\s(?:\w+(?:e|s)\s)?")
_LISTED = re.compile(r"\s\(|\smet\s")
"""Between a subject and its figure in a list: "Spanje (1,2%)", "Spanje met 1,2%"."""

_TURNED = re.compile(r"(?:\sin\s\d{4})?\s[^\W\d]+\s(?:de\s|het\s)?")
"""Between a figure that begins its clause and the subject of that, behind the verb ("met 9 miljard is Italië")."""

_SEVERAL = ("the sentence names several subjects",)

_AND = re.compile(r",?\s(?:en|of)\s(?:de\s|het\s)?|,\s")


class Owners:
    """The rules for whose a figure is, compiled."""

    def __init__(self, rules: SubjectRules, measures: Measures) -> None:
        self._subjects = Subjects(rules)
        self._measures = measures

    def find(self, letter: Letter, fact: Draft, before: Before) -> Draft | None:
        """Add of whom a fact tells; None where it tells of several together, or of an organisation's own money."""
        figure, noun = fact.figure, fact.measured.noun
        named = self._subjects.find(letter.text, figure.first, figure.last)
        if noun and self._subjects.body_owns(letter.text, noun[1]):
            return None
        if noun and (attached := self._attached(letter, named, noun)):
            return replace(fact, subject=attached.id)
        inside = {item.id for item in named if figure.start <= item.start < figure.end}
        if self._subjects.some(figure.sentence) or (len(inside) > 1 and self._subjects.joint(figure.stretch)):
            return None
        beside = before.beside(figure)
        ahead = [item for item in named if item.start < figure.mention.start]
        for candidates in ([item for item in ahead if item.start >= figure.start], [] if beside else ahead):
            if candidates:
                return self._among(letter, fact, candidates)
        behind = [item for item in named if item.start >= figure.after]
        if behind and not ahead and _TURNED.fullmatch(letter.text, figure.after, behind[0].start):
            return replace(fact, subject=behind[0].id)
        if self._subjects.unnamed(figure.stretch if beside else figure.sentence):
            section = self._of_section(letter, figure.opening)
            if self._subjects.country(section or HOME):
                return None  # only the section of an organisation is about several countries
        if beside:
            return replace(fact, subject=beside.subject, subject_reasons=beside.subject_reasons)
        after = list(dict.fromkeys(item.id for item in named if item.start < figure.end))
        if after:
            return replace(fact, subject=after[0], subject_reasons=_SEVERAL if len(after) > 1 else ())
        return self._distant(letter, fact, before)

    def in_series(self, letter: Letter, figure: Figure, before: Before, around: Sequence[Mention]) -> bool:
        """Tell whether a figure is one of a series: a subject or a year stands before it, and nothing that says more."""
        text, end = figure.text, figure.mention.start
        beside = before.beside(figure)
        behind = beside.figure.after if beside else figure.opening
        named = self._subjects.find(letter.text, behind, end)
        if named and _LISTED.fullmatch(text, named[-1].end, end):
            return not figure.before.endswith("(") or figure.tail.startswith(")")
        for start in (behind, figure.start):
            names = [(item.start, item.end) for item in named if item.start >= start]
            year = any(isinstance(item, Date) and start <= item.start < end for item in around)
            name = names[0] if names else (start, start)
            if len(names) <= 1 and (names or year) and self._measures.goes_on(text[start : name[0]], text[name[1] : end]):
                return True
        return False

    def _attached(self, letter: Letter, named: Sequence[Named], noun: tuple[int, int]) -> Named | None:
        """Return who is named directly beside a noun ("de Belgische defensiebegroting", "het defensiebudget van België")."""
        for item in named:
            if _ATTACHED.fullmatch(letter.text[min(item.end, noun[1]) : max(item.start, noun[0])]):
                return item
        return None

    def _among(self, letter: Letter, fact: Draft, candidates: Sequence[Named]) -> Draft | None:
        """Choose among those that are named before a figure; None where they are named together."""
        ids = list(dict.fromkeys(item.id for item in candidates))
        if len(ids) == 1:
            return replace(fact, subject=ids[0])
        names = list(dict.fromkeys(item.id for item in candidates if not item.adjective))
        if _AND.fullmatch(letter.text[candidates[-2].end : candidates[-1].start]):
            return None
        return replace(fact, subject=names[0] if len(names) == 1 else ids[0], subject_reasons=_SEVERAL)

    def _distant(self, letter: Letter, fact: Draft, before: Before) -> Draft | None:
        """Add of whom a fact tells whose sentence names nobody: as the fact before it, as its section, or as a Dutch letter."""
        figure, last = fact.figure, before.last
        if last and last.figure.closing == figure.opening:
            return replace(fact, subject=last.subject, subject_reasons=last.subject_reasons)
        earlier = self._subjects.find(letter.text, figure.opening - len(before.sentence), figure.opening)
        nearby = {item.id for item in earlier}
        if section := self._of_section(letter, figure.opening):
            reasons = ("the sentence before names another subject",) if nearby - {section} else ()
            return replace(fact, subject=section, subject_reasons=reasons)
        if len(nearby) == 1:
            return replace(fact, subject=nearby.pop(), subject_reasons=("the subject is named in the sentence before only",))
        if isinstance(figure.mention, Amount) and figure.mention.value.currency not in HOME_CURRENCIES:
            return None
        return replace(fact, subject=HOME, subject_reasons=("no subject is named: that of the letter is taken",))

    def _of_section(self, letter: Letter, at: int) -> str | None:
        """Return the one subject that the heading over a place names, or the heading over that."""
        section: Section | None = letter.section(at)
        while section:
            if section.title and (subject := self._subjects.of_title(section.title)):
                return subject
            section = letter.by_id.get(section.parent or "")
        return None
