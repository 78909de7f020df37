"""Drafts: facts on the way, what was told before them, and the letter that they are in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from milcoop_extract.records import Mention, Section, Status

from .figures import Figure
from .rules import IndicatorEntry, IndicatorId


class Tie(Enum):
    """How a figure is tied to what it measures."""

    OWN = "words of its own stretch or sentence"
    BESIDE = "the figure before it in the sentence, beside which it is set"
    SAME = "what the sentence before told"
    LIKE = "the figure of another subject or year, of which it continues the series"
    FAR = "what the letter is about"
    WEAK = "what the sentence before told of another subject"


@dataclass(frozen=True, slots=True)
class Measured:
    """The indicator of a figure, how that is told, and where the noun for it stands, if there is one."""

    indicator: IndicatorEntry
    tie: Tie
    noun: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was told before.

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
    subject: str = ""
    period: str | None = None
    subject_reasons: tuple[str, ...] = ()
    period_reasons: tuple[str, ...] = ()
    status: Status = "realised"


@dataclass(frozen=True, slots=True)
class Before:
    """What a figure can refer to.

    `last` is the fact before it, in its sentence or the one before; `share` the last fact about a share of GDP in its
    paragraph; `sentence` the sentence before it in the paragraph.
    """

    last: Draft | None
    share: Draft | None
    sentence: str

    def beside(self, figure: Figure) -> Draft | None:
        """Return the fact before a figure in the same sentence."""
        return self.last if self.last and self.last.figure.opening == figure.opening else None


@dataclass(frozen=True)
class Letter:
    """What is looked up around a figure."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    sections: Sequence[Section]
    year: int | None

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def section_starts(self) -> list[int]:
        """Where the sections start."""
        return [section.start for section in self.sections]

    def section(self, at: int) -> Section:
        """Return the section of a place."""
        return self.sections[bisect_right(self.section_starts, at) - 1]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that start between two places."""
        return self.mentions[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]
