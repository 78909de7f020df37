"""Figures: the mentions that can tell a fact, each with the stretch of its sentence that speaks of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from milcoop_extract.mentions.clauses import REACH, Clauses
from milcoop_extract.records import Amount, Mention, Money, Percent, Percentage

_STRONG = re.compile(r"[,;:](?=\s)|\s(?=(?:terwijl|maar|waarvan|tegen)\b)")
_WEAK = re.compile(r"\s(?=(?:en|tot|naar|of)\b)")
_MORE_THAN = re.compile(r"\s(?:meer|minder|hoger|lager)\s(?:dan|boven)\s")
_ONWARD = re.compile(r"\s(?:tot|naar)\b")
_REMARK = re.compile(r"\([^()]{40,}\)")


@dataclass(frozen=True)
class Figure:
    """An amount or percentage in its sentence.

    `text` is the letter in small letters. `opening` to `closing` is the sentence, `first` to `last` as much of it as is looked
    at, `start` to `end` the stretch of that which speaks of this figure and no other. `after` is where the figure ends, with
    its conversion in brackets.
    """

    mention: Amount | Percentage
    text: str
    opening: int
    closing: int
    first: int
    last: int
    start: int
    end: int
    after: int
    conversion: Amount | None = None

    @cached_property
    def lead(self) -> str:
        """The stretch before the figure."""
        return self.text[self.start : self.mention.start]

    @cached_property
    def tail(self) -> str:
        """The stretch after the figure."""
        return self.text[self.after : self.end]

    @cached_property
    def starts_change(self) -> bool:
        """Whether the figure is where a change begins ("van 3 tot 4 miljard")."""
        return self.lead.endswith("van ") and _ONWARD.match(self.text, self.end) is not None

    @property
    def compares(self) -> bool:
        """Whether the figure is by how much something is more or less than something else."""
        return _MORE_THAN.match(self.tail) is not None

    @cached_property
    def before(self) -> str:
        """The sentence before the figure."""
        return self.text[self.first : self.mention.start]

    @cached_property
    def stretch(self) -> str:
        """The stretch around the figure, without remarks in brackets that the figure is not in."""
        return _REMARK.sub(" ", self.lead) + " | " + _REMARK.sub(" ", self.tail)

    @cached_property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.text[self.first : self.last]


def signed(mention: Amount | Percentage) -> str:
    """Return the value of a mention that is no range; a decrease is negative."""
    value = mention.value
    number = value.amount if isinstance(value, Money) else value.percent if isinstance(value, Percent) else ""
    return f"-{number}" if mention.role == "decrease" and not number.startswith("-") else number


def lowered(text: str) -> str:
    """Return a text in small letters, with all offsets as they were."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def figures(text: str, mentions: Sequence[Mention], clauses: Clauses) -> Iterator[list[Figure]]:
    """Yield the figures of each sentence that has some; ranges are none, and conversions belong to what they convert."""
    conversions = {item.equivalent_to: item for item in mentions if isinstance(item, Amount) and item.equivalent_to}
    group: list[Amount | Percentage] = []
    around = (0, 0)
    for mention in mentions:
        if not isinstance(mention, Amount | Percentage) or (isinstance(mention, Amount) and mention.equivalent_to):
            continue
        range_ = clauses.sentence(mention.start, mention.end)
        if group and range_ != around:
            yield _divide(text, group, around, conversions)
            group = []
        around = range_
        group.append(mention)
    if group:
        yield _divide(text, group, around, conversions)


def _divide(
    text: str, group: Sequence[Amount | Percentage], around: tuple[int, int], conversions: dict[str, Amount]
) -> list[Figure]:
    """Divide a sentence among its figures: at the first strong break between two, else at the last weak one."""
    opening, closing = around
    found, start = [], opening
    for mention, following in zip(group, [*group[1:], None], strict=True):
        conversion = conversions.get(mention.id)
        after = mention.end
        if conversion and conversion.start >= mention.end and conversion.start < (following.start if following else closing):
            bracket = text.find(")", conversion.end, conversion.end + 60)
            after = bracket + 1 if bracket >= 0 else conversion.end
        end = _break(text, after, following.start) if following else closing
        if isinstance(mention.value, Money | Percent):
            first, last = max(opening, mention.start - REACH), min(closing, mention.end + REACH)
            stretch = max(start, first), max(min(end, last), after)
            found.append(Figure(mention, text, opening, closing, first, max(last, after), *stretch, after, conversion))
        start = end
    return found


def _break(text: str, start: int, end: int) -> int:
    if match := _STRONG.search(text, start, end):
        return match.start()
    return max((match.start() for match in _WEAK.finditer(text, start, end)), default=end)
