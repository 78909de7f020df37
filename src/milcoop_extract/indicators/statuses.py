"""Whether what a figure tells is so, is expected, proposed, or a target."""

import re

from milcoop_extract.components.patterns import any_of
from milcoop_extract.indicator_rules import StatusEntry
from milcoop_extract.records import Status

from .figures import Figure


class Statuses:
    """The words of the rules for what is not yet so."""

    def __init__(self, rules: tuple[StatusEntry, ...]) -> None:
        self._rules = [
            (
                entry.id,
                re.compile(any_of(entry.words)),
                re.compile(any_of(entry.budgets)) if entry.budgets else None,
                re.compile(any_of(entry.unless)) if entry.unless else None,
            )
            for entry in rules
        ]

    def of(self, figure: Figure, period: str | None, year: int | None) -> Status:
        """Return the status of a figure of `period` in a letter of `year`."""
        ahead = bool(period and year and int(period[:4]) > year)
        start = figure.lead.endswith("van ") and _ONWARD.match(figure.text, figure.end)
        if period and year and int(period[:4]) < year + bool(start):  # a change begins at what is so
            return "realised"
        around = figure.before + " | " + figure.text[figure.after : self._reach(figure)]
        for status, words, _, unless in self._rules:
            if words.search(around) and not (unless and unless.search(around)):
                return status
        planned = (status for status, _, budgets, _ in self._rules if budgets and budgets.search(around))
        return next(planned, "expected") if ahead else "realised"

    def _reach(self, figure: Figure) -> int:
        """The end of the clause: a verb may stand behind the next figure ("van 3 tot 64 miljard voorgesteld")."""
        match = _PAUSE.search(figure.text, figure.end, figure.last)
        return match.start() if match else figure.last


_ONWARD = re.compile(r"\s(?:tot|naar)\b")
_PAUSE = re.compile(r"[,;]\s|\sen\s|\smaar\s|\sterwijl\s")
