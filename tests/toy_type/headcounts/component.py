"""Headcounts: the component `milcoop_headcounts`."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from milcoop_extract.mentions.numbers import parse, plain
from milcoop_extract.mentions.spans import Found, assign
from milcoop_extract.records import HeadcountReading, People
from milcoop_extract.rules import load

from .rules import HeadcountRules

GROUP = "milcoop_headcounts"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Headcounts":
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Headcounts(nlp, load(HeadcountRules, rules))


class Headcounts:
    """Finds a number before a word for people in uniform."""

    def __init__(self, nlp: Language, rules: HeadcountRules) -> None:
        self._matcher = Matcher(nlp.vocab)
        for entry in rules.headcount:
            self._matcher.add(f"headcount.{entry.id}", [entry.pattern])

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> Iterator[Found[HeadcountReading]]:
        for span in self._matcher(doc, as_spans=True):
            try:
                value = People(number=plain(parse(span[0].text)))
            except ValueError:  # spaCy takes more for a number: "derde", "miljoen"
                continue
            yield Found(span.start_char, span.end_char, span.label_, HeadcountReading(value=value))
