"""Figures: the mentions that can tell a fact, each with the stretch of its sentence that speaks of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.records import Amount, Mention, Money, Percent, Percentage

from .words import Stretch, Words

_MARK = re.compile(r"[,;:](?=\s)")
_REMARK = re.compile(r"\([^()]{40,}\)")


@dataclass(frozen=True)
class Figure:
    """An amount or percentage in its sentence.

    `words` are those of its sentence. `opening` to `closing` is the sentence, `first` to `last` as much of it as is looked at,
    `start` to `end` the stretch of that which speaks of this figure and no other. `after` is where the figure ends, with its
    conversion in brackets.
    """

    mention: Amount | Percentage
    words: Words
    opening: int
    closing: int
    first: int
    last: int
    start: int
    end: int
    after: int
    conversion: Amount | None = None

    @property
    def text(self) -> str:
        """The letter in small letters."""
        return self.words.text

    @property
    def lead(self) -> Stretch:
        """The stretch before the figure."""
        return self.start, self.mention.start

    @property
    def tail(self) -> Stretch:
        """The stretch after the figure."""
        return self.after, self.end

    @property
    def before(self) -> Stretch:
        """The sentence before the figure."""
        return self.first, self.mention.start

    @property
    def sentence(self) -> Stretch:
        """The whole sentence."""
        return self.first, self.last

    @cached_property
    def stretch(self) -> tuple[Stretch, ...]:
        """The stretch around the figure, without remarks in brackets that the figure is not in."""
        return (*self._without_remarks(*self.lead), *self._without_remarks(*self.tail))

    def _without_remarks(self, start: int, end: int) -> Iterator[Stretch]:
        for remark in _REMARK.finditer(self.text, start, end):
            yield start, remark.start()
            start = remark.end()
        yield start, end

    @cached_property
    def starts_change(self) -> bool:
        """Whether the figure is where a change begins ("van 3 tot 4 miljard")."""
        led_in = any(start >= self.start for start in self.words.back({self.mention.start}, "relation.of"))
        return led_in and bool(self.words.on({self.end}, "breaks.onward"))

    @property
    def compares(self) -> bool:
        """Whether the figure is by how much something is more or less than something else."""
        return any(end < self.end for end in self.words.on({self.after}, "relation.compares"))

    @property
    def is_part(self) -> bool:
        """Whether "van" follows the figure."""
        return any(end < self.end for end in self.words.on({self.after}, "relation.of"))


def signed(mention: Amount | Percentage) -> str:
    """Return the value of a mention that is no range; a decrease is negative."""
    value = mention.value
    number = value.amount if isinstance(value, Money) else value.percent if isinstance(value, Percent) else ""
    return f"-{number}" if mention.role == "decrease" and not number.startswith("-") else number


def lowered(text: str) -> str:
    """Return a text in small letters, with all offsets as they were."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def figures(mentions: Sequence[Mention], clauses: Clauses, words: Callable[[int, int], Words]) -> Iterator[list[Figure]]:
    """Yield the figures of each sentence that has some; ranges are none, and conversions belong to what they convert.

    `words` gives the words of a sentence.
    """
    conversions = {item.equivalent_to: item for item in mentions if isinstance(item, Amount) and item.equivalent_to}
    group: list[Amount | Percentage] = []
    around = (0, 0)
    for mention in mentions:
        if not isinstance(mention, Amount | Percentage) or (isinstance(mention, Amount) and mention.equivalent_to):
            continue
        range_ = clauses.sentence(mention.start, mention.end)
        if group and range_ != around:
            yield list(_divide(words(*around), group, around, clauses, conversions))
            group = []
        around = range_
        group.append(mention)
    if group:
        yield list(_divide(words(*around), group, around, clauses, conversions))


def _divide(
    words: Words,
    group: Sequence[Amount | Percentage],
    sentence: Stretch,
    clauses: Clauses,
    conversions: dict[str, Amount],
) -> Iterator[Figure]:
    """Divide a sentence among its figures: at the first strong break between two, else at the last weak one."""
    opening, closing = sentence
    start = opening
    for mention, following in zip(group, [*group[1:], None], strict=True):
        conversion = conversions.get(mention.id)
        after, limit = mention.end, following.start if following else closing
        if conversion and mention.end <= conversion.start < limit:
            after = _closed(words.text, mention.end, conversion, limit)
        end = _break(words, after, following.start) if following else closing
        if isinstance(mention.value, Money | Percent):
            first, last = clauses.around(mention.start, mention.end)
            stretch = max(start, first), max(min(end, last), after)
            yield Figure(mention, words, opening, closing, first, max(last, after), *stretch, after, conversion)
        start = end


def _closed(text: str, start: int, conversion: Amount, limit: int) -> int:
    """Return where a conversion ends, with the bracket that it stands in."""
    bracket = text.find(")", conversion.end, limit)
    return bracket + 1 if bracket >= 0 and "(" in text[start : conversion.start] else conversion.end


def _break(words: Words, start: int, end: int) -> int:
    marks = _MARK.search(words.text, start, end)
    strong = [mark.start() for mark in [marks] if mark] + words.spaced("breaks.strong", start, end)
    if strong:
        return min(strong)
    return max(words.spaced("breaks.weak", start, end), default=end)
