"""The result of an evaluation: scores, and the differences that explain them."""

from typing import Literal

from milcoop_extract.records import Record

from .fact_scores import FactScores
from .scores import Scores


class Difference(Record):
    """Where a letter and its gold differ.

    `gold` and `mention` are the ids on either side, None where there is nothing on that side. `expected` and `found` are the
    two texts of a partial match, the two values, or the two values of `attribute`. `sentence` is the one around the mention,
    taken from the source where nothing was found; `rule` is the rule that found it.
    """

    type: str
    kind: Literal["missed", "partial", "spurious", "value", "attribute"]
    attribute: str | None = None
    gold: str | None = None
    mention: str | None = None
    text: str
    expected: str | None = None
    found: str | None = None
    sentence: str | None = None
    rule: str | None = None


class DocumentScore(Record):
    """The score of one letter in one format; `found` has by type the id and text of the gold found with its value right.

    `facts` is the score of its indicators, None where there is no gold for them.
    """

    id: str
    source: str
    media_type: str
    scores: Scores
    facts: FactScores | None = None
    found: dict[str, dict[str, str]]
    differences: tuple[Difference, ...]

    @property
    def name(self) -> str:
        """The letter and its format, which tell it from all others in an evaluation."""
        return f"{self.id} ({self.media_type})"


class Skipped(Record):
    """A file that was not evaluated, and why."""

    source: str
    reason: str


class Evaluation(Record):
    """The scores over all letters together, those of each letter, and the files that were left out."""

    scores: Scores
    facts: FactScores | None = None
    documents: tuple[DocumentScore, ...]
    skipped: tuple[Skipped, ...] = ()
