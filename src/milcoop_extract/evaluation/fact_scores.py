"""Counts of facts and the ratios that follow from them. They can be added, as those of mentions can."""

from collections.abc import Iterable

from pydantic import Field

from milcoop_extract.records import Record

from .scores import Accuracy, Ratios, ratios, share

TOGETHER = ("subject", "indicator", "period", "value", "unit")
"""The attributes that must agree for a fact to be right."""

JUDGED = (*TOGETHER, "status")
"""The attributes that are judged alone, too."""


class FactCounts(Record):
    """The number of facts in the gold, of those derived, of those that are right, and right with their status."""

    gold: int = 0
    predicted: int = 0
    correct: int = 0
    with_status: int = 0
    attributes: dict[str, Accuracy] = Field(default_factory=dict)

    def __add__(self, other: "FactCounts") -> "FactCounts":
        return FactCounts(
            gold=self.gold + other.gold,
            predicted=self.predicted + other.predicted,
            correct=self.correct + other.correct,
            with_status=self.with_status + other.with_status,
            attributes={
                name: self.attributes.get(name, Accuracy()) + other.attributes.get(name, Accuracy()) for name in JUDGED
            },
        )


class FactScore(Record):
    """The counts of facts, and the ratios that follow from them; `with_status` are those where the status must agree, too."""

    counts: FactCounts
    ratios: Ratios
    with_status: Ratios
    attributes: dict[str, float | None]


class FactScores(Record):
    """The score of all facts, and of those with high confidence against the same gold."""

    all: FactScore
    high: FactScore


def pool_facts(scores: Iterable[FactScores | None]) -> FactScores | None:
    """Return the scores of several letters together; None where no letter has gold facts."""
    scored = [score for score in scores if score]
    if not scored:
        return None
    return FactScores(
        all=rate_facts(sum((score.all.counts for score in scored), FactCounts())),
        high=rate_facts(sum((score.high.counts for score in scored), FactCounts())),
    )


def rate_facts(counts: FactCounts) -> FactScore:
    """Return the score that follows from counts."""
    return FactScore(
        counts=counts,
        ratios=ratios(counts.correct, counts.predicted, counts.gold),
        with_status=ratios(counts.with_status, counts.predicted, counts.gold),
        attributes={name: share(accuracy.right, accuracy.total) for name, accuracy in counts.attributes.items()},
    )
