"""Editions ("EDIDP2020") and abbreviations in brackets behind a name."""

import re

from milcoop_extract.mentions.clauses import long_form
from milcoop_extract.mentions.lexicon import any_of

from .rules import DiscoveryRules


class Behind:
    """The expressions for what may stand behind a name.

    `edition` is the year or number of an edition ("EDIDP2020", "Joint Warrior 19-2", "Allied Spirit VIII"). `abbreviated` is
    an abbreviation in brackets, with an edition before it or without; its groups are `edition`, `letters`, and `all`, which
    has an edition inside the brackets, too.
    """

    def __init__(self, rules: DiscoveryRules) -> None:
        edition = (
            r"(?:[ -]?(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d|\d))?| ?[’']?\d\d(?:[-/]\d)?| [IVX]{1,5})"
            rf"(?![\w%]|[.,/]\d| {any_of(rules.units)})"
        )
        bracket = (
            rf"\((?:{any_of(rules.hereafter)} )?(?P<all>(?P<letters>[A-Za-z][\w&/.-]{{1,14}})(?: [IVX]{{1,4}}| \d{{4}})?)\)"
        )
        self.edition = re.compile(edition)
        self._bracket = re.compile(bracket)
        self.abbreviated = re.compile(rf"(?P<edition>{edition})?\s?{bracket}")

    def definition(self, text: str, bracket: int) -> tuple[int, str] | None:
        """Return where the long form ends that a bracket gives an abbreviation, and that one; None for another bracket."""
        match = self._bracket.match(text, bracket)
        if not match or not is_abbreviation(match["letters"]):
            return None
        end = bracket - text[bracket - 1 : bracket].isspace()
        found = long_form_start(long_form(text, end), match["letters"])
        return None if found is None else (end, match["all"])


def is_abbreviation(text: str) -> bool:
    """Tell whether a word looks like an abbreviation: at least two capitals, and no fewer than half of its letters."""
    capitals = sum(letter.isupper() for letter in text)
    return capitals >= 2 and capitals * 2 >= sum(letter.isalpha() for letter in text)


def long_form_start(name: str, abbreviation: str) -> int | None:
    """Return where the long form of an abbreviation begins in `name`, or None where the letters do not match.

    The method is that of Schwartz and Hearst (2003): the letters of the abbreviation are sought from right to left, the
    first of them at the beginning of a word.
    """
    position = len(name)
    letters = [letter.lower() for letter in abbreviation if letter.isalnum()]
    lowered = name.lower()
    for index in range(len(letters) - 1, -1, -1):
        position = lowered.rfind(letters[index], 0, position)
        while index == 0 and position > 0 and lowered[position - 1].isalnum():
            position = lowered.rfind(letters[0], 0, position)
        if position < 0:
            return None
    return position
