"""Counts and the ratios that follow from them.

Counts can be added, so that a score over several types or letters is that of the sums (micro-averaged). A ratio that would
divide by zero is None: precision where nothing was predicted, recall where there is nothing to find, F1 where both hold.
"""

from collections.abc import Iterable, Mapping

from pydantic import Field

from milcoop_extract.mentions.types import mention_types
from milcoop_extract.records import Record

MENTION_TYPES = tuple(type_.name for type_ in mention_types() if type_.judged)
"""The types of mentions that are judged against gold."""

HEADING = "section"
TYPES = (*MENTION_TYPES, HEADING)


class Accuracy(Record):
    """The number of correct mentions that have an attribute, and of those that have it right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Accuracy") -> "Accuracy":
        return Accuracy(right=self.right + other.right, total=self.total + other.total)


class Counts(Record):
    """The four outcomes of matching, and how many of the correct ones have their value and each attribute right."""

    correct: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0
    right_values: int = 0
    attributes: dict[str, Accuracy] = Field(default_factory=dict)

    @property
    def gold(self) -> int:
        """The number in the gold."""
        return self.correct + self.partial + self.missed

    @property
    def predicted(self) -> int:
        """The number extracted."""
        return self.correct + self.partial + self.spurious

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            correct=self.correct + other.correct,
            partial=self.partial + other.partial,
            missed=self.missed + other.missed,
            spurious=self.spurious + other.spurious,
            right_values=self.right_values + other.right_values,
            attributes={
                name: self.attributes.get(name, Accuracy()) + other.attributes.get(name, Accuracy())
                for name in self.attributes | other.attributes
            },
        )


class Ratios(Record):
    """Precision, recall and F1, each from 0 to 1, or None."""

    precision: float | None
    recall: float | None
    f1: float | None


class TypeScore(Record):
    """The score of a type: the counts, and the ratios that follow from them.

    `strict` takes the correct ones as found, `overlap` the partial ones too. `value` and `attributes` are the shares of the
    correct ones that have it right.
    """

    counts: Counts
    strict: Ratios
    overlap: Ratios
    value: float | None
    attributes: dict[str, float | None]


class Scores(Record):
    """The score of each type of mention, of all of these together, and of the headings."""

    types: dict[str, TypeScore]
    overall: TypeScore
    sections: TypeScore

    def counts(self) -> dict[str, Counts]:
        """Return the counts of each type, the headings among them, from which `rate` makes these scores."""
        return {**{type_: score.counts for type_, score in self.types.items()}, HEADING: self.sections.counts}


def rate(counts: Mapping[str, Counts]) -> Scores:
    """Return the scores that follow from the counts of each type; a type without counts has none of anything."""
    by_type = {type_: counts.get(type_, Counts()) for type_ in TYPES}
    return Scores(
        types={type_: _rate_type(by_type[type_]) for type_ in MENTION_TYPES},
        overall=_rate_type(sum((by_type[type_] for type_ in MENTION_TYPES), Counts())),
        sections=_rate_type(by_type[HEADING]),
    )


def pool(scores: Iterable[Scores]) -> Scores:
    """Return the scores of several letters together, by adding up their counts."""
    counts = [score.counts() for score in scores]
    return rate({type_: sum((letter[type_] for letter in counts), Counts()) for type_ in TYPES})


def _rate_type(counts: Counts) -> TypeScore:
    return TypeScore(
        counts=counts,
        strict=ratios(counts.correct, counts.predicted, counts.gold),
        overlap=ratios(counts.correct + counts.partial, counts.predicted, counts.gold),
        value=share(counts.right_values, counts.correct),
        attributes={name: share(accuracy.right, accuracy.total) for name, accuracy in counts.attributes.items()},
    )


def ratios(found: int, predicted: int, gold: int) -> Ratios:
    """Return precision, recall and F1 where `found` of `predicted` items are right and the gold has `gold` items."""
    return Ratios(precision=share(found, predicted), recall=share(found, gold), f1=share(2 * found, gold + predicted))


def share(part: int, whole: int) -> float | None:
    """Return a ratio, None where it would divide by zero."""
    return part / whole if whole else None
