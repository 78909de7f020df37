"""Named programmes, missions, exercises, policies and formations: the component `milcoop_programmes`."""

from bisect import bisect_right
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import ProgrammeReading
from milcoop_extract.rules import load

from .abbreviations import Behind
from .discovery import Discoverer, Discovery
from .gazetteer import Gazetteer, NameHit, longest, read_hits
from .linking import discovered
from .rules import DiscoveryRules, ProgrammeRules
from .titles import Titles
from .treaties import Treaties
from .words import NameMatcher, NameWords

GROUP = "milcoop_programmes"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Programmes":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Programmes(nlp, load(ProgrammeRules, rules), load(DiscoveryRules, rules))


class Programmes:
    """Finds the names of the gazetteer, longest first, and unlisted names by their form."""

    def __init__(self, nlp: Language, rules: ProgrammeRules, discovery: DiscoveryRules) -> None:
        self._gazetteer = Gazetteer(nlp.vocab, rules, Behind(discovery))
        self._discoverer = Discoverer(rules, discovery)
        self._titles = Titles(discovery)
        self._treaties = Treaties(discovery)
        self._exceptions = NameMatcher(nlp.vocab, (entry.text for entry in rules.exception), case=True)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(doc))

    def _find(self, doc: Doc) -> list[Found[ProgrammeReading]]:
        text = text_of(doc)
        words = NameWords(doc)
        exceptions = Ranges(self._exceptions.find_literally(words, text))
        treaties = list(self._treaties.find(text))
        unlisted = self._unlisted(text, exceptions, treaties)
        hits = self._gazetteer.find(words, text, Clauses(doc), exceptions, treaties)
        listed = read_hits(_without_parts(hits, unlisted))
        return [*listed, *discovered(words, text, unlisted, listed)]

    def _unlisted(self, text: str, exceptions: Ranges, treaties: Iterable[Discovery]) -> list[Discovery]:
        """Return what looks like a name, in order; where two overlap, one with an abbreviation goes first."""
        found = [*self._titles.find(text), *treaties, *self._discoverer.find(text)]
        no_names = {item.key for item in found if exceptions.touch(item.start, item.end)}
        names = [item for item in found if item.key not in no_names]
        abbreviated = longest(item for item in names if item.rule == "programme.abbreviated")
        taken = Ranges((item.start, item.end) for item in abbreviated)
        return longest([*abbreviated, *(item for item in names if not taken.touch(item.start, item.end))])


def _without_parts(hits: list[NameHit], unlisted: Iterable[Discovery]) -> list[NameHit]:
    """Leave out names that are only part of a longer one which the letter gives an abbreviation of its own."""
    longer = [item for item in unlisted if item.rule == "programme.abbreviated"]
    starts = [item.start for item in longer]
    return [hit for hit in hits if not (before := bisect_right(starts, hit.start)) or not _is_part(hit, longer[before - 1])]


def _is_part(hit: NameHit, longer: Discovery) -> bool:
    inside = hit.end <= longer.end and hit.end - hit.start < longer.end - longer.start
    return inside and not any(longer.key in entry.abbreviations + entry.short for entry in hit.entries)
