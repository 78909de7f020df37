"""Whether what a figure tells is so, is expected, proposed, or a target."""

from collections.abc import Mapping

from milcoop_extract.records import Status

from .candidates import Evidence, FactDecision
from .figures import Figure
from .rules import StatusEntry
from .words import FEW, Stretch, Words

_LEAD = 4
"""The most words that stand between a budget and its figure."""


def status_lists(rules: tuple[StatusEntry, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the words of the entries by label; those with an ellipsis as their two halves."""
    lists: dict[str, tuple[str, ...]] = {}
    for entry in rules:
        lists[f"status.{entry.id}"] = tuple(word for word in entry.words if "…" not in word)
        lists[f"budgets.{entry.id}"] = entry.budgets
        lists[f"unless.{entry.id}"] = entry.unless
        for word in entry.words:
            first, ellipsis, second = word.partition("…")
            if ellipsis:
                lists[f"first.{word.replace(' ', '_')}"] = (first.strip(),)
                lists[f"second.{word.replace(' ', '_')}"] = (second.strip(),)
    return lists


class Statuses:
    """The words of the rules for what is not yet so."""

    def __init__(self, rules: tuple[StatusEntry, ...]) -> None:
        self._entries = [(entry.id, [word.replace(" ", "_") for word in entry.words if "…" in word]) for entry in rules]

    def of(
        self, figure: Figure, period: FactDecision[str | None], year: int | None, before: FactDecision[Status] | None = None
    ) -> FactDecision[Status]:
        """Return the status of a figure of a period in a letter of `year`.

        `before` is that of the figure of the same period beside which it is set; its own words count first.
        """
        timex = period.value
        ahead = bool(timex and year and int(timex[:4]) > year)
        if timex and year and int(timex[:4]) < year + figure.starts_change:  # a change begins at what is so
            return FactDecision("realised")
        words = figure.words
        pause = words.pause("breaks.clause", figure.end, figure.last)  # a verb may stand behind the next figure
        around = figure.before, (figure.after, figure.last if pause is None else pause)
        for id_, gapped in self._entries:
            if ahead and (budget := _leads_in(words, f"budgets.{id_}", figure)):
                return FactDecision(id_, Evidence("status.budget-ahead", *budget))
            found = words.find(f"status.{id_}", *around)[:1] or [
                place for word in gapped for place in _halves(figure, word, *around)
            ]
            if found and not words.has(f"unless.{id_}", *around):
                return FactDecision(id_, Evidence(f"status.{id_}", *found[0]))
        if before:
            return before.carried("status.carried")
        if ahead:
            return FactDecision("expected", period.evidence and period.evidence._replace(rule="status.year-ahead"))
        return FactDecision("realised")


def _leads_in(words: Words, label: str, figure: Figure) -> Stretch | None:
    for place in words.find(label, figure.lead):
        if len(words.text[place[1] : figure.mention.start].split()) <= _LEAD:
            return place
    return None


def _halves(figure: Figure, word: str, *around: Stretch) -> list[Stretch]:
    """Return where both halves of a word with an ellipsis stand, with a few others between them, the figure left aside."""
    return [
        (start, end)
        for start, first in figure.words.find(f"first.{word}", *around)
        for second, end in figure.words.find(f"second.{word}", *around)
        if first < second and _is_short(_between(figure, first, second))
    ]


def _between(figure: Figure, start: int, end: int) -> str:
    mention, text = figure.mention, figure.text
    if start <= mention.start and figure.after <= end:
        return text[start : mention.start] + text[figure.after : end]
    return text[start:end]


def _is_short(between: str) -> bool:
    spaced = between[:1].isspace() and between[-1:].isspace()
    return spaced and len(between.split()) <= FEW and "," not in between and ";" not in between
