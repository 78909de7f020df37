"""Drafts: facts on the way, what was told before them, and the letter that they are in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from spacy.tokens import Doc

from milcoop_extract.mentions.spans import token_starts
from milcoop_extract.records import Mention, Section, Status

from .figures import Figure
from .rules import IndicatorEntry, IndicatorId
from .subjects import SubjectNames
from .words import Gaps, Stretch, Vocabulary, Words


class Tie(Enum):
    """The tie between a figure and what it measures."""

    OWN = "words of its own stretch or sentence"
    BESIDE = "the figure before it in the sentence, beside which it is set"
    SAME = "what the sentence before told"
    LIKE = "the figure of another subject or year, of which it continues the series"
    FAR = "what the letter is about"
    WEAK = "what the sentence before told of another subject"


class Evidence(NamedTuple):
    """The words that decide something, and the id of the rule that reads them so."""

    rule: str
    start: int
    end: int


V_co = TypeVar("V_co", bound=str | None, covariant=True)


@dataclass(frozen=True, slots=True)
class FactDecision(Generic[V_co]):
    """The value of an attribute, its cue (None where no words tell it), and the reasons for doubt."""

    value: V_co
    evidence: Evidence | None = None
    reasons: tuple[str, ...] = ()

    def carried(self, rule: str, *reasons: str) -> "FactDecision[V_co]":
        """Return the same for the next fact, which takes it over by another rule, for further reasons."""
        evidence = self.evidence and self.evidence._replace(rule=rule)
        return replace(self, evidence=evidence, reasons=tuple(dict.fromkeys((*self.reasons, *reasons))))


@dataclass(frozen=True, slots=True)
class Measured:
    """The indicator of a figure and how that is told: by which words, where they are its own, and by which noun, if any."""

    indicator: IndicatorEntry
    tie: Tie
    noun: Stretch | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The facts told before a figure.

    The indicator of the figure before in the sentence, and that of one in the sentence before; whether that sentence, the
    paragraph, and the section or the whole letter are about what is spent on defence; whether there was a share of GDP in the
    paragraph.
    """

    in_sentence: IndicatorId | None = None
    in_paragraph: IndicatorId | None = None
    named: bool = False
    around: bool = False
    section: bool = False
    letter: bool = False
    share: bool = False

    @property
    def any(self) -> bool:
        """Whether there was a fact."""
        return bool(self.in_sentence or self.in_paragraph)


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact on the way: what the next figure can refer to."""

    figure: Figure
    measured: Measured
    indicator: FactDecision[IndicatorId]
    subject: FactDecision[str] = FactDecision("")
    period: FactDecision[str | None] = FactDecision(None)
    status: FactDecision[Status] = FactDecision("realised")


@dataclass(frozen=True, slots=True)
class Before:
    """The earlier facts that a figure can refer to.

    `last` is the fact before it, in its sentence or the one before; `share` the last fact about a share of GDP in its
    paragraph; `sentence` is where the sentence before it in the paragraph starts, `place` the nearest word before its sentence
    by which the letter is about what is spent on defence.
    """

    last: Draft | None
    share: Draft | None
    sentence: int
    place: Stretch | None

    def beside(self, figure: Figure) -> Draft | None:
        """Return the fact before a figure in the same sentence."""
        return self.last if self.last and self.last.figure.opening == figure.opening else None


@dataclass(frozen=True)
class Letter:
    """The letter around a figure; `small` is its text in small letters."""

    doc: Doc
    text: str
    small: str
    vocabulary: Vocabulary
    gaps: Gaps
    names: SubjectNames
    mentions: Sequence[Mention]
    sections: Sequence[Section]
    year: int | None

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _token_starts(self) -> list[int]:
        return token_starts(self.doc)

    def section(self, at: int) -> Section:
        """Return the section of a place."""
        return self.sections[bisect_right(self._section_starts, at) - 1]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that start between two places."""
        return self.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    def words(self, start: int, end: int) -> Words:
        """Return the words of the rules that stand between two places."""
        return self.vocabulary.words(self.doc, self.small, self._tokens(start, end))

    def gap(self, id_: str, start: int, end: int) -> bool:
        """Tell whether all that stands between two places is what a pattern asks for."""
        return start < end and self.gaps.fit(id_, self.doc, *self._tokens(start, end))

    def heading(self, section: Section) -> Stretch:
        """Return where the heading of a section stands: its first line."""
        end = self.text.find("\n", section.start, section.end)
        return section.start, end if end >= 0 else section.end

    def _tokens(self, start: int, end: int) -> Stretch:
        return bisect_left(self._token_starts, start), bisect_left(self._token_starts, end)
