"""Letters beside each other: what each says about the same thing, what a later one says otherwise, what is new and gone.

Letters are compared in the order of their dates (those without one come first, then by id). The functions are pure.

Terms. A *statement* is what one letter says about a subject, an indicator and a period. A *revision* is a change of the value
between a letter's statement and that of the last earlier letter that speaks of the same, in the same unit; both must be of
high confidence. What is (`realised`, `expected`) and what is aimed at (`proposed`, `target`) are never set against each other:
to miss a target is no revision of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from milcoop_extract.records import Kamerstuk, LetterRecord, Programme

_GOALS = frozenset({"proposed", "target"})
_UNDATED = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of a letter about a subject, an indicator and a period; the value is a decimal string.

    `change` is what a revision adds to the value of the earlier letter `changed_from`; both are None where nothing changed.
    """

    subject: str
    indicator: str
    period: str | None
    letter: str
    date: str | None
    value: str
    unit: str
    equivalent_value: str | None
    equivalent_unit: str | None
    qualifier: str | None
    status: str
    confidence: str
    reason: str | None
    mention: str
    section: str | None
    text: str
    sentence: str
    change: str | None = None
    changed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """The same thing said otherwise by a later letter: `change` is the later value less the earlier one."""

    subject: str
    indicator: str
    period: str | None
    unit: str
    earlier_letter: str
    earlier_value: str
    earlier_status: str
    earlier_mention: str
    later_letter: str
    later_value: str
    later_status: str
    later_mention: str
    change: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """A programme or a Kamerstuk that is new in a letter (no earlier one names it), or gone (the one before names it).

    `mention` is the first mention of it: in this letter where it is new, in `other` where it is gone.
    """

    kind: str
    change: str
    id: str
    name: str
    letter: str
    date: str | None
    other: str
    mention: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of several letters; `letters` are their ids, in the order in which they are compared."""

    letters: tuple[str, ...]
    facts: tuple[Statement, ...]
    revisions: tuple[Revision, ...]
    programmes: tuple[Novelty, ...]
    kamerstukken: tuple[Novelty, ...]


def compare(records: Iterable[LetterRecord]) -> Comparison:
    """Compare letters; of those with the same bytes only the first counts."""
    letters = in_order(records)
    stated = [statement for record in letters for statement in statements(record)]
    found = tuple(_revisions(stated))
    return Comparison(
        letters=tuple(record.document.id for record in letters),
        facts=tuple(sorted(_with_changes(stated, found), key=_topic)),
        revisions=found,
        programmes=tuple(novelties(letters, Programme, gone=True)),
        kamerstukken=tuple(novelties(letters, Kamerstuk, gone=False)),
    )


def in_order(records: Iterable[LetterRecord]) -> list[LetterRecord]:
    """Return the letters in the order of their dates, each once."""
    once = {record.document.sha256: record for record in reversed(list(records))}
    return sorted(once.values(), key=lambda record: (_day(record) or _UNDATED, record.document.id))


def _day(record: LetterRecord) -> str | None:
    return record.document.date.isoformat() if record.document.date else None


def statements(record: LetterRecord) -> Iterator[Statement]:
    """Yield the facts of a letter with the sentence that says so, in the order of the letter."""
    mentions = {mention.id: mention for mention in record.mentions}
    titles = {section.id: section.title for section in record.sections}
    for indicator in record.indicators:
        mention = mentions[indicator.mention]
        equivalent = indicator.equivalent
        yield Statement(
            subject=indicator.subject,
            indicator=indicator.indicator,
            period=indicator.period,
            letter=record.document.id,
            date=_day(record),
            value=indicator.value,
            unit=indicator.unit,
            equivalent_value=equivalent.value if equivalent else None,
            equivalent_unit=equivalent.unit if equivalent else None,
            qualifier=indicator.qualifier,
            status=indicator.status,
            confidence=indicator.confidence,
            reason=indicator.reason,
            mention=mention.id,
            section=titles[mention.section],
            text=mention.text,
            sentence=mention.sentence,
        )


def _topic(statement: Statement) -> tuple[str, str, str]:
    return statement.subject, statement.indicator, statement.period or _UNDATED


def _comparable(statement: Statement) -> tuple[str, str, str, str, bool]:
    return *_topic(statement), statement.unit, statement.status in _GOALS


def _revisions(stated: Iterable[Statement]) -> Iterator[Revision]:
    """Yield the revisions, by topic; `stated` is in the order of the letters.

    A letter may give several values for the same (a budget before and after an addition). It then confirms an earlier letter
    where it repeats any of that one's values; else its first value is set against the last one of that letter.
    """
    sure = sorted((each for each in stated if each.confidence == "high" and each.period), key=_comparable)
    for _, same in groupby(sure, _comparable):
        earlier: Sequence[Statement] = ()
        for _, group in groupby(same, lambda each: each.letter):
            later = tuple(group)
            if earlier and not {Decimal(each.value) for each in earlier} & {Decimal(each.value) for each in later}:
                yield _revision(earlier[-1], later[0])
            earlier = later


def _revision(earlier: Statement, later: Statement) -> Revision:
    return Revision(
        subject=later.subject,
        indicator=later.indicator,
        period=later.period,
        unit=later.unit,
        earlier_letter=earlier.letter,
        earlier_value=earlier.value,
        earlier_status=earlier.status,
        earlier_mention=earlier.mention,
        later_letter=later.letter,
        later_value=later.value,
        later_status=later.status,
        later_mention=later.mention,
        change=f"{Decimal(later.value) - Decimal(earlier.value):f}",
    )


def _with_changes(stated: Iterable[Statement], revisions: Iterable[Revision]) -> Iterator[Statement]:
    changes = {(each.later_letter, each.later_mention, each.indicator, each.subject, each.period): each for each in revisions}
    for each in stated:
        change = changes.get((each.letter, each.mention, each.indicator, each.subject, each.period))
        yield replace(each, change=change.change, changed_from=change.earlier_letter) if change else each


_Named = Programme | Kamerstuk


def novelties(letters: Sequence[LetterRecord], type_: type[_Named], *, gone: bool) -> Iterator[Novelty]:
    """Yield what of a type is new in each letter but the first, and where asked for what is gone, by name; letters in order."""
    known: set[str] = set()
    previous: dict[str, _Named] = {}
    for number, record in enumerate(letters):
        named = _named(record, type_)
        if number:
            before = letters[number - 1]
            new = [_novelty("new", named[key], record, before) for key in named.keys() - known]
            lost = [_novelty("gone", previous[key], record, before) for key in previous.keys() - named.keys()] if gone else []
            yield from sorted([*new, *lost], key=lambda each: (each.change, each.name.casefold(), each.id))
        known |= named.keys()
        previous = named


def _named(record: LetterRecord, type_: type[_Named]) -> dict[str, _Named]:
    """Return the first mention of each thing of a type that a letter names, by its id."""
    first: dict[str, _Named] = {}
    for mention in record.mentions:
        if isinstance(mention, type_):
            first.setdefault(_identity(mention)[0], mention)
    return first


def _identity(mention: _Named) -> tuple[str, str]:
    """Return the id and the name of what a mention is of."""
    if isinstance(mention, Programme):
        return mention.value.id, mention.value.name
    value = mention.value
    name = value.identifier or "-".join(filter(None, ("kst", value.dossier, value.suffix, value.number)))
    return name, name


def _novelty(change: str, mention: _Named, record: LetterRecord, before: LetterRecord) -> Novelty:
    identifier, name = _identity(mention)
    return Novelty(
        kind=mention.type,
        change=change,
        id=identifier,
        name=name,
        letter=record.document.id,
        date=_day(record),
        other=before.document.id,
        mention=mention.id,
        sentence=mention.sentence,
    )
