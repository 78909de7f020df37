"""The measure of facts: the indicators of a letter against those that a person derived from its gold mentions.

A letter's gold facts stand in `<id>.indicators.jsonl` beside its gold, one a line; `mention` is the id of a gold amount or
percentage. A fact is found for the gold fact of the same mention, and correct when subject, indicator, period, value and unit
all agree; each of these, and the status, is also judged alone over the facts found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from pydantic import ValidationError

from milcoop_extract.records import DecimalString, Equivalent, Indicator, LetterRecord, Qualifier, Record, Status

from .fact_scores import JUDGED, TOGETHER, FactCounts, FactScores, rate_facts
from .results import Difference
from .scores import Accuracy

FACT = "indicator"
"""The type of a difference between facts."""


class GoldFact(Record):
    """A fact as a person derived it."""

    subject: str
    indicator: str
    period: str | None
    value: DecimalString
    unit: str
    qualifier: Qualifier | None = None
    status: Status
    equivalent: Equivalent | None = None
    mention: str


def read_facts(path: Path, mentions: AbstractSet[str]) -> tuple[GoldFact, ...]:
    """Read gold facts; `mentions` are the ids of the gold amounts and percentages of the letter.

    Raises ValueError with line and reason.
    """
    facts: list[GoldFact] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            fact = GoldFact.model_validate_json(line)
        except ValidationError as error:
            reasons = (f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors())
            raise ValueError(f"{number}: {'; '.join(reasons)}") from error
        if fact.mention not in mentions:
            raise ValueError(f"{number}: there is no amount or percentage with the id {fact.mention}")
        if any(other.mention == fact.mention for other in facts):
            raise ValueError(f"{number}: a second fact of {fact.mention}")
        facts.append(fact)
    return tuple(facts)


def score_facts(gold: Sequence[GoldFact], record: LetterRecord, gold_ids: Mapping[str, str]) -> FactScores:
    """Measure the facts of a record; `gold_ids` has the gold mention of each mention that was found."""
    high = [fact for fact in record.indicators if fact.confidence == "high"]
    return FactScores(
        all=rate_facts(_count(gold, record.indicators, gold_ids)),
        high=rate_facts(_count(gold, high, gold_ids)),
    )


def found_facts(gold: Sequence[GoldFact], record: LetterRecord, gold_ids: Mapping[str, str]) -> dict[str, str]:
    """Return the facts that are right, by the id of their gold mention."""
    return {
        wanted.mention: _shown(wanted) for wanted, found in _pairs(gold, record.indicators, gold_ids) if _right(wanted, found)
    }


def fact_differences(
    gold: Sequence[GoldFact], record: LetterRecord, gold_ids: Mapping[str, str], sentence_of: Callable[[str], str | None]
) -> Iterator[Difference]:
    """Yield where the facts differ: those that are missed, those that are wrong in a part, and those that the gold has not.

    `sentence_of` gives the sentence of a gold mention, for what was missed.
    """
    pairs = _pairs(gold, record.indicators, gold_ids)
    met = {wanted.mention for wanted, _ in pairs}
    taken = {found.id for _, found in pairs}
    places = {mention.id: mention for mention in record.mentions}
    for wanted in gold:
        if wanted.mention not in met:
            yield Difference(
                type=FACT, kind="missed", gold=wanted.mention, text=_shown(wanted), sentence=sentence_of(wanted.mention)
            )
    for wanted, found in pairs:
        place = places[found.mention]
        names = [name for name in JUDGED if getattr(wanted, name) != getattr(found, name)]
        if names:
            yield Difference(
                type=FACT,
                kind="attribute" if names == ["status"] else "value",
                attribute="status" if names == ["status"] else None,
                gold=wanted.mention,
                mention=found.mention,
                text=place.text,
                expected=_shown(wanted),
                found=f"{_shown(found)} ({found.confidence})",
                sentence=place.sentence,
            )
    for found in record.indicators:
        if found.id not in taken:
            place = places[found.mention]
            text = f"{_shown(found)} ({found.confidence})"
            yield Difference(type=FACT, kind="spurious", mention=found.mention, text=text, sentence=place.sentence)


_Pair = tuple[GoldFact, Indicator]


def _pairs(gold: Sequence[GoldFact], facts: Sequence[Indicator], gold_ids: Mapping[str, str]) -> list[_Pair]:
    by_mention = {wanted.mention: wanted for wanted in gold}
    return [(by_mention[id_], fact) for fact in facts if (id_ := gold_ids.get(fact.mention)) in by_mention]


def _count(gold: Sequence[GoldFact], facts: Sequence[Indicator], gold_ids: Mapping[str, str]) -> FactCounts:
    pairs = _pairs(gold, facts, gold_ids)
    right = [(wanted, found) for wanted, found in pairs if _right(wanted, found)]
    return FactCounts(
        gold=len(gold),
        predicted=len(facts),
        correct=len(right),
        with_status=sum(wanted.status == found.status for wanted, found in right),
        attributes={
            name: Accuracy(
                right=sum(getattr(wanted, name) == getattr(found, name) for wanted, found in pairs), total=len(pairs)
            )
            for name in JUDGED
        },
    )


def _right(wanted: GoldFact, found: Indicator) -> bool:
    return all(getattr(wanted, name) == getattr(found, name) for name in TOGETHER)


def _shown(fact: GoldFact | Indicator) -> str:
    return " ".join(str(getattr(fact, name) or "-") for name in JUDGED)
