"""The form of a length of time: a number before a unit of time."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.lexicon import Lexicon
from milcoop_extract.mentions.rule import Rule
from milcoop_extract.mentions.spans import text_of
from milcoop_extract.mentions.time_units import UnitEntry, UnitRules

from .rules import DurationRules

RULES = (
    Rule(
        "duration.number-unit",
        "A number, or a range of two, before a unit of time",
        (
            "Het werk vergt [[vier maanden]] in totaal.",
            "De proef duurt [[twee jaar en drie maanden]].",
            "Dat kost [[zes maanden tot twee jaar]].",
            "De opleiding duurt [[10 tot 15 volle dagen]].",
            "De rente op een [[10-jaars]] lening stijgt.",
            "Na [[een half jaar]] is er een evaluatie.",
        ),
        (
            "Kinderen van 12 jaar mogen meedoen.",
            "De bijeenkomst begint om 10 uur.",
            "Het is een jaar van hoop.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A unit of time in a text, at `start`:`end` with what must stand between it and its number.

    It is a `whole` one by an adjective: "een vol jaar".
    """

    start: int
    end: int
    unit: UnitEntry
    whole: bool = False


class UnitAnchors:
    """Finds the units of time of a document that a number can stand before."""

    def __init__(self, nlp: Language, units: UnitRules, rules: DurationRules) -> None:
        self._units = units.by_word()
        self._year = next(unit for unit in units.unit if (unit.designator, unit.count) == ("Y", 1))
        glued = [f"*{ending}" for ending in rules.glued]
        self._lexicon = Lexicon(nlp, {"unit": self._units, "adjective": rules.adjectives, "glued": glued})

    def find(self, doc: Doc) -> Iterator[Anchor]:
        """Yield the units in the order of the text, the longest where several stand at a place."""
        text, hits, last = text_of(doc), self._lexicon.find(doc), 0
        adjectives = {hit.end: hit.start for hit in hits if hit.label == "adjective"}
        for hit in hits:
            if hit.label == "adjective" or hit.start < last or text[hit.end : hit.end + 1].isalnum():
                continue
            start = hit.start - 1
            if hit.label == "glued":
                last = hit.end
                yield Anchor(start if text[start : start + 1] == "-" else hit.start, hit.end, self._year)
            elif text[max(start, 0) : hit.start] == " " and not _goes_on(text, hit.end):
                last, adjective = hit.end, adjectives.get(start, 0)
                whole = text[adjective - 1 : adjective] == " "
                yield Anchor(adjective - 1 if whole else start, hit.end, self._units[text[hit.start : hit.end].lower()], whole)


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a unit is the first part of a compound: "jaar-" in "jaar-op-jaar"."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
