"""Owners: whose a figure is, and whether it is one of a series."""

from collections.abc import Sequence
from dataclasses import replace

from milcoop_extract.records import Amount, Date, Mention, Section

from .candidates import Before, Draft, Evidence, FactDecision, Letter
from .figures import Figure
from .measures import goes_on
from .subjects import Named, Subjects, some_only
from .words import Stretch

HOME = "NL"
"""The subject of a letter to the Dutch parliament that names nobody."""

HOME_CURRENCIES = {"EUR", "NLG"}

_SEVERAL = ("the sentence names several subjects",)


class Owners:
    """The rules for whose a figure is."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects

    def find(self, letter: Letter, fact: Draft, before: Before) -> Draft | None:
        """Add of whom a fact tells; None where it tells of several together, or of an organisation's own money."""
        subject = self._subject(letter, fact, before)
        return replace(fact, subject=subject) if subject else None

    def in_series(self, letter: Letter, figure: Figure, before: Before, around: Sequence[Mention]) -> bool:
        """Tell whether a figure is one of a series: a subject or a year stands before it, and nothing that says more."""
        end = figure.mention.start
        beside = before.beside(figure)
        behind = beside.figure.after if beside else figure.opening
        named = self._subjects.find(letter.names, figure.words, behind, end)
        if named and letter.gap("listed", named[-1].end, end):
            bracket = figure.text.endswith("(", figure.first, end)
            return not bracket or figure.text.startswith(")", figure.after)
        for start in (behind, figure.start):
            names = [(item.start, item.end) for item in named if item.start >= start]
            year = any(isinstance(item, Date) and start <= item.start < end for item in around)
            name = names[0] if names else (start, start)
            if len(names) > 1 or not (names or year):
                continue
            if goes_on(figure.words, start, name[0]) and goes_on(figure.words, name[1], end):
                return True
        return False

    def _subject(self, letter: Letter, fact: Draft, before: Before) -> FactDecision[str] | None:
        figure, noun = fact.figure, fact.measured.noun
        words = figure.words
        named = self._subjects.find(letter.names, words, figure.first, figure.last)
        if noun and self._subjects.body_owns(letter.names, words, noun[1]):
            return None
        if noun and (attached := _attached(letter, named, noun)):
            return _by_name(attached)
        inside = {item.id for item in named if figure.start <= item.start < figure.end}
        if some_only(words, figure.sentence) or (len(inside) > 1 and words.has("context.joint", *figure.stretch)):
            return None
        beside = before.beside(figure)
        ahead = [item for item in named if item.start < figure.mention.start]
        for candidates in ([item for item in ahead if item.start >= figure.start], [] if beside else ahead):
            if candidates:
                return _among(letter, candidates)
        behind = [item for item in named if item.start >= figure.after]
        if behind and not ahead and letter.gap("turned", figure.after, behind[0].start):
            return _by_name(behind[0])
        if words.has("context.unnamed", *(figure.stretch if beside else (figure.sentence,))):
            section = self._of_section(letter, figure.opening)
            if self._subjects.country(section.id if section else HOME):
                return None  # only the section of an organisation is about several countries
        if beside:
            return beside.subject.carried("subject.carried")
        after = [item for item in named if item.start < figure.end]
        if after:
            return _by_name(after[0], _SEVERAL if len({item.id for item in after}) > 1 else ())
        return self._distant(letter, figure, before)

    def _distant(self, letter: Letter, figure: Figure, before: Before) -> FactDecision[str] | None:
        """Tell whose a figure is whose sentence names nobody: as the fact before it, as its section, or as a Dutch letter."""
        last = before.last
        if last and last.figure.closing == figure.opening:
            return last.subject.carried("subject.carried")
        earlier: list[Named] = []
        if letter.names.within(before.sentence, figure.opening):
            words = letter.words(before.sentence, figure.opening)
            earlier = self._subjects.find(letter.names, words, before.sentence, figure.opening)
        nearby = {item.id for item in earlier}
        if section := self._of_section(letter, figure.opening):
            reasons = ("the sentence before names another subject",) if nearby - {section.id} else ()
            return FactDecision(section.id, Evidence("subject.heading", section.start, section.end), reasons)
        if len(nearby) == 1:
            place = Evidence("subject.sentence-before", earlier[0].start, earlier[0].end)
            return FactDecision(earlier[0].id, place, ("the subject is named in the sentence before only",))
        if isinstance(figure.mention, Amount) and figure.mention.value.currency not in HOME_CURRENCIES:
            return None
        return FactDecision(HOME, reasons=("no subject is named: that of the letter is taken",))

    def _of_section(self, letter: Letter, at: int) -> Named | None:
        """Return the one subject that the heading over a place names, or the heading over that."""
        section: Section | None = letter.section(at)
        while section:
            if section.title and (subject := self._subjects.of_heading(letter.names, *letter.heading(section))):
                return subject
            section = letter.by_id.get(section.parent or "")
        return None


def _by_name(named: Named, reasons: tuple[str, ...] = ()) -> FactDecision[str]:
    return FactDecision(named.id, Evidence(f"subject.{named.kind}", named.start, named.end), reasons)


def _attached(letter: Letter, named: Sequence[Named], noun: Stretch) -> Named | None:
    """Return who is named directly beside a noun ("de Belgische defensiebegroting", "het defensiebudget van België")."""
    for item in named:
        start, end = min(item.end, noun[1]), max(item.start, noun[0])
        if letter.small[start:end].isspace() or letter.gap("attached", start, end):
            return item
    return None


def _among(letter: Letter, candidates: Sequence[Named]) -> FactDecision[str] | None:
    """Choose among those that are named before a figure; None where they are named together."""
    first = {item.id: item for item in reversed(candidates)}
    if len(first) == 1:
        return _by_name(candidates[0])
    names = list(dict.fromkeys(item.id for item in candidates if item.kind != "adjective"))
    if letter.gap("joined", candidates[-2].end, candidates[-1].start):
        return None
    return _by_name(first[names[0]] if len(names) == 1 else candidates[0], _SEVERAL)
