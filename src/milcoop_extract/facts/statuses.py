"""Whether what a figure tells is so, is expected, proposed, or a target."""

import re
from collections.abc import Iterable

from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import Status

from .figures import Figure
from .rules import StatusEntry


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for any of the words, of which some have a gap."""
    whole = [word for word in words if "…" not in word]
    gapped = [r"\s(?:[^,;]{0,40}\s)?".join(any_of([part.strip()]) for part in word.split("…")) for word in words if "…" in word]
    return re.compile("|".join([any_of(whole), *gapped]))


class Statuses:
    """The words of the rules for what is not yet so."""

    def __init__(self, rules: tuple[StatusEntry, ...]) -> None:
        self._rules = [
            (
                entry.id,
                _any_of(entry.words),
                re.compile(rf"{any_of(entry.budgets)}(?:\s\S+){{0,4}}\s$") if entry.budgets else None,
                re.compile(any_of(entry.unless)) if entry.unless else None,
            )
            for entry in rules
        ]

    def of(self, figure: Figure, period: str | None, year: int | None, before: Status | None = None) -> Status:
        """Return the status of a figure of `period` in a letter of `year`.

        `before` is that of the figure of the same period beside which it is set; its own words count first.
        """
        ahead = bool(period and year and int(period[:4]) > year)
        if period and year and int(period[:4]) < year + figure.starts_change:  # a change begins at what is so
            return "realised"
        around = figure.before + " | " + figure.text[figure.after : self._reach(figure)]
        for status, words, budgets, unless in self._rules:
            if ahead and budgets and budgets.search(figure.lead):
                return status
            if words.search(around) and not (unless and unless.search(around)):
                return status
        return before or ("expected" if ahead else "realised")

    def _reach(self, figure: Figure) -> int:
        """The end of the clause: a verb may stand behind the next figure ("van 3 tot 64 miljard voorgesteld")."""
        match = _PAUSE.search(figure.text, figure.end, figure.last)
        return match.start() if match else figure.last


_PAUSE = re.compile(r"[,;]\s|\sen\s|\smaar\s|\sterwijl\s")
