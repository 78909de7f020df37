"""The measure: the record of one letter against its gold.

A mention is correct when type and span agree, partial when it only overlaps a gold mention of its type, else spurious; gold
that nothing was matched to is missed. Ends are exclusive, so spans that touch do not overlap. A gold mention is matched at
most once, and so is an extracted one: a duplicate is spurious. Values and attributes are judged on the correct mentions.
Headings are measured like a type of mention, found by where their line starts, with the title as value and the level as
attribute, but stay out of the overall score. `docs/evaluation.md` has the truth table.
"""

import json
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from milcoop_extract.records import LetterRecord, Mention, Section

from .facts import FACT, fact_differences, found_facts, score_facts
from .gold import Gold, GoldEntry, GoldMention, GoldSection
from .results import Difference, DocumentScore
from .scores import HEADING, TYPES, Accuracy, Counts, rate


@dataclass(frozen=True, slots=True)
class _Item:
    """A mention or heading of either side; `span` is its place in the source, None where that is not known."""

    type: str
    id: str
    span: tuple[int, int] | None
    section: str | None
    text: str
    value: Mapping[str, Any]
    attributes: Mapping[str, Any]
    sentence: str | None = None
    rule: str | None = None
    in_note: bool = False

    @property
    def key(self) -> Hashable:
        """The key that a gold item and the item found for it share."""
        return self.span or (self.section, self.text)

    def overlaps(self, other: "_Item") -> bool:
        """Tell whether the two share a character of the source."""
        if self.span is None or other.span is None:
            return False
        return self.span[0] < other.span[1] and other.span[0] < self.span[1]


_Pair = tuple[_Item, _Item]


@dataclass(frozen=True, slots=True)
class _Matching:
    """The four outcomes for a type; the gold comes first in a pair."""

    correct: Sequence[_Pair]
    partial: Sequence[_Pair]
    missed: Sequence[_Item]
    spurious: Sequence[_Item]


def score(gold: Gold, record: LetterRecord, sentence_at: Callable[[int, int], str] | None = None) -> DocumentScore:
    """Measure `record` against `gold`; `sentence_at` gives the sentence around a range of the source, for what was missed.

    The record of a text file is matched by place in the source. Those of other formats have no such place: there, mentions
    with the same text under the same heading are matched in their order, those in notes under any heading, headings by their
    title, and nothing is partial.
    """
    expected, extracted = _gold_items(gold), _record_items(record)
    if any(item.span is None for item in extracted):
        expected, extracted = ([replace(item, span=None) for item in side] for side in (expected, extracted))
    matchings = {
        type_: _match([item for item in expected if item.type == type_], [item for item in extracted if item.type == type_])
        for type_ in TYPES
    }
    gold_ids = {found.id: item.id for matching in matchings.values() for item, found in (*matching.correct, *matching.partial)}
    spans = {mention.id: (mention.start, mention.end) for mention in gold.mentions}

    def sentence_of(mention: str) -> str | None:
        return sentence_at(*spans[mention]) if sentence_at else None

    derived = gold.facts is not None
    facts = gold.facts or ()
    return DocumentScore(
        id=gold.document.id,
        source=record.document.source,
        media_type=record.document.media_type,
        scores=rate({type_: _count(matching, gold_ids) for type_, matching in matchings.items()}),
        facts=score_facts(facts, record, gold_ids) if derived else None,
        found={
            **({FACT: found_facts(facts, record, gold_ids)} if derived else {}),
            **{
                type_: {item.id: item.text for item, found in matching.correct if _value_is_right(item, found)}
                for type_, matching in matchings.items()
            },
        },
        differences=(
            *(difference for matching in matchings.values() for difference in _differences(matching, gold_ids, sentence_at)),
            *(fact_differences(facts, record, gold_ids, sentence_of) if derived else ()),
        ),
    )


def _gold_items(gold: Gold) -> list[_Item]:
    starts = [section.start for section in gold.sections]
    titles = [None, *(section.text for section in gold.sections)]
    return [
        *(_gold_mention(mention, titles[bisect_right(starts, mention.start)]) for mention in gold.mentions),
        *map(_gold_heading, gold.sections),
    ]


def _gold_mention(mention: GoldMention, section: str | None) -> _Item:
    return _Item(
        type=mention.type,
        id=mention.id,
        span=(mention.start, mention.end),
        section=section,
        text=mention.text,
        value=mention.value.model_dump(mode="json", exclude_unset=True),
        attributes=mention.model_dump(mode="json", exclude={*GoldEntry.model_fields, "type", "value"}),
    )


def _gold_heading(section: GoldSection) -> _Item:
    return _Item(
        type=HEADING,
        id=section.id,
        span=(section.start, section.start),  # empty: it is found by its start alone, and overlaps nothing
        section=None,
        text=section.text,
        value={"title": section.text},
        attributes={"level": section.level},
    )


def _record_items(record: LetterRecord) -> list[_Item]:
    titles = {section.id: section.title for section in record.sections}
    notes = [(note.start, note.end) for note in record.footnotes]
    return [
        *(
            _mention(mention, titles.get(mention.section), in_note=any(start <= mention.start < end for start, end in notes))
            for mention in record.mentions
        ),
        *(_heading(section, section.title) for section in record.sections if section.title is not None),
    ]


def _mention(mention: Mention, section: str | None, *, in_note: bool) -> _Item:
    return _Item(
        type=mention.type,
        id=mention.id,
        span=None if mention.source_start is None or mention.source_end is None else (mention.source_start, mention.source_end),
        section=section,
        text=mention.text,
        value=mention.value.model_dump(mode="json"),
        attributes=mention.model_dump(mode="json", exclude={"value"}),
        sentence=mention.sentence,
        rule=mention.rule,
        in_note=in_note,
    )


def _heading(section: Section, title: str) -> _Item:
    return _Item(
        type=HEADING,
        id=section.id,
        span=None if section.source_start is None else (section.source_start, section.source_start),
        section=None,
        text=title,
        value={"title": title},
        attributes={"level": section.level},
    )


def _match(expected: Sequence[_Item], extracted: Sequence[_Item]) -> _Matching:
    """Pair what is the same, then what overlaps, each in the order of the text."""
    expected = [_in_full(item, extracted) for item in expected]
    waiting: defaultdict[Hashable, deque[_Item]] = defaultdict(deque)
    for found in extracted:
        waiting[found.key].append(found)
    correct = [(item, waiting[item.key].popleft()) for item in expected if waiting[item.key]]
    correct += _of_notes(expected, extracted, correct)
    settled = {item.id for item, _ in correct}
    taken = {found.id for _, found in correct}
    spurious = [found for found in extracted if found.id not in taken]
    partial, missed = [], []
    for item in expected:
        if item.id in settled:
            continue
        near = next(filter(item.overlaps, spurious), None)
        if near:
            partial.append((item, near))
            spurious.remove(near)
        else:
            missed.append(item)
    return _Matching(correct, partial, missed, spurious)


def _in_full(item: _Item, extracted: Iterable[_Item]) -> _Item:
    """Return a gold item whose text leaves words out ("Verdrag tussen … strijdkrachten") with the text found for it."""
    start, dots, end = item.text.partition(" … ")
    if not dots:
        return item
    texts = (found.text for found in extracted if found.text.startswith(start) and found.text.endswith(end))
    return replace(item, text=next(texts, item.text))


def _of_notes(expected: Sequence[_Item], extracted: Sequence[_Item], paired: Sequence[_Pair]) -> Iterator[_Pair]:
    """Pair what was found in a note and has no place with gold of the same text under another heading.

    The gold of a text file has a note under the heading at the foot of its page; other formats know where its mark is.
    """
    settled, taken = {item.id for item, _ in paired}, {found.id for _, found in paired}
    waiting: defaultdict[str, deque[_Item]] = defaultdict(deque)
    for found in extracted:
        if found.span is None and found.in_note and found.id not in taken:
            waiting[found.text].append(found)
    for item in expected:
        if item.id not in settled and waiting[item.text]:
            yield item, waiting[item.text].popleft()


def _value_is_right(item: _Item, found: _Item) -> bool:
    """Compare what the gold's value has; the extracted value may have more."""
    return all(found.value.get(name) == value for name, value in item.value.items())


def _wrong_attributes(item: _Item, found: _Item, gold_ids: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    """Return the attributes that differ, with what the gold has and what was extracted.

    An extracted `equivalent_to` is translated into the gold's ids: the mention that it points to must be the right one.
    """
    actual = {**found.attributes}
    target = actual.get("equivalent_to")
    if target is not None:
        actual["equivalent_to"] = gold_ids.get(target, f"{target}, which is not in the gold")
    return {name: (wanted, actual[name]) for name, wanted in item.attributes.items() if actual[name] != wanted}


def _count(matching: _Matching, gold_ids: Mapping[str, str]) -> Counts:
    judged = [
        Counts(
            correct=1,
            right_values=int(_value_is_right(item, found)),
            attributes={
                name: Accuracy(right=int(name not in wrong), total=1)
                for wrong in [_wrong_attributes(item, found, gold_ids)]
                for name in item.attributes
            },
        )
        for item, found in matching.correct
    ]
    unjudged = Counts(partial=len(matching.partial), missed=len(matching.missed), spurious=len(matching.spurious))
    return sum(judged, unjudged)


def _differences(
    matching: _Matching, gold_ids: Mapping[str, str], sentence_at: Callable[[int, int], str] | None
) -> Iterator[Difference]:
    for item in matching.missed:
        sentence = sentence_at(*item.span) if sentence_at and item.span else None
        yield Difference(type=item.type, kind="missed", gold=item.id, text=item.text, sentence=sentence)
    for item, found in matching.partial:
        yield _difference("partial", item, found, item.text, found.text)
    for found in matching.spurious:
        yield Difference(
            type=found.type,
            kind="spurious",
            mention=found.id,
            text=found.text,
            sentence=found.sentence,
            rule=found.rule,
        )
    for item, found in matching.correct:
        if not _value_is_right(item, found):
            yield _difference("value", item, found, item.value, found.value)
        for name, (wanted, actual) in _wrong_attributes(item, found, gold_ids).items():
            yield _difference("attribute", item, found, wanted, actual, attribute=name)


def _difference(
    kind: Literal["partial", "value", "attribute"],
    item: _Item,
    found: _Item,
    wanted: Any,
    actual: Any,
    *,
    attribute: str | None = None,
) -> Difference:
    return Difference(
        type=item.type,
        kind=kind,
        attribute=attribute,
        gold=item.id,
        mention=found.id,
        text=found.text,
        expected=_shown(wanted),
        found=_shown(actual),
        sentence=found.sentence,
        rule=found.rule,
    )


def _shown(value: Any) -> str:
    """Write a value for a reader: the parts of a mapping that are there, null, true and false as in JSON."""
    if isinstance(value, Mapping):
        return " ".join(f"{name}={part}" for name, part in value.items() if part is not None)
    return value if isinstance(value, str) else json.dumps(value)
