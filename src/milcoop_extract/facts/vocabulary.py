"""The vocabulary of the rules for facts: word lists and patterns under the labels by which the code asks for them.

A label is the part of the rule file and the key in it ("relation.links"), of what stands once a topic, indicator or status its
key and id ("nouns.defence"). "filler" is all that may stand between a link and its figure.
"""

from collections.abc import Iterable, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.lexicon import Lexicon
from milcoop_extract.mentions.spans import text_of
from milcoop_extract.rules import Entry

from .rules import IndicatorRules, SubjectRules
from .statuses import status_lists
from .words import Gaps, Stretch, Vocabulary, is_compound

_DEFENCE = "defence"


class DefenceWords:
    """Words by which a letter is about what is spent on defence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def places(self, doc: Doc) -> list[Stretch]:
        """Return where they stand in a document, in its order."""
        text = text_of(doc)
        return [(hit.start, hit.end) for hit in self._lexicon.find(doc) if not is_compound(text, hit.end)]


def defence_words(nlp: Language, indicators: IndicatorRules) -> DefenceWords:
    """Return the nouns and purposes of defence."""
    words = [word for topic in indicators.topic if topic.id == _DEFENCE for word in (*topic.nouns, *topic.purposes)]
    return DefenceWords(Lexicon(nlp, {_DEFENCE: words}))


def vocabulary(nlp: Language, subjects: SubjectRules, indicators: IndicatorRules, qualifiers: QualifierRules) -> Vocabulary:
    """Return the words that are looked for in the sentences of figures."""
    relation, pattern = indicators.relation, indicators.pattern
    exact = [word.lower() for entry in qualifiers.qualifier for word in (*entry.before, *entry.near)]
    lists: dict[str, Iterable[str]] = {
        **_of_entry("relation", relation, omitted={"goals"}),
        **_of_entry("breaks", indicators.breaks),
        **_of_entry("period", indicators.period, omitted={"beside"}),
        **_of_entry("unreal", indicators.unreal),
        **_of_entry("context", subjects.context),
        **status_lists(indicators.status),
        "filler": [*exact, *relation.between],
        "relation.own_noun": [*relation.between, *relation.own],
    }
    for topic in indicators.topic:
        lists |= {f"{key}.{topic.id}": getattr(topic, key) for key in ("nouns", "weak", "purposes", "field")}
    for entry in indicators.indicator:
        lists |= {f"{key}.{entry.id}": getattr(entry, key) for key in ("markers", "whole", "excludes")}
    patterns = {
        "filler": pattern.filler,
        "relation.series period.year": pattern.year,
        "years": pattern.years,
    }
    whole = [f"{key}.{topic.id}" for topic in indicators.topic for key in ("nouns", "weak", "purposes")]
    return Vocabulary(nlp, lists, patterns, whole)


def gaps(nlp: Language, subjects: SubjectRules, indicators: IndicatorRules) -> Gaps:
    """Return the patterns for what stands between two places."""
    between = subjects.between
    named = {key: getattr(between, key) for key in type(between).model_fields}
    return Gaps(nlp, {**named, "beside": indicators.period.beside})


def _of_entry(part: str, entry: Entry, omitted: Iterable[str] = ()) -> Mapping[str, Iterable[str]]:
    return {f"{part}.{key}": getattr(entry, key) for key in type(entry).model_fields if key not in omitted}
