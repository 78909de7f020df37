"""References to parliamentary documents: the component `milcoop_kamerstukken`."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.citation_rules import CitationRules
from milcoop_extract.mentions.citations import RANGE, full_pages, with_plain_spaces
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.spans import Found, assign, readings, take, text_of
from milcoop_extract.records import Citation, KamerstukReading
from milcoop_extract.rules import load

from .grammar import Cited, KamerstukForms
from .normalise import identifier
from .rules import KamerstukRules

GROUP = "milcoop_kamerstukken"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Kamerstukken":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Kamerstukken(load(KamerstukRules, rules), load(CitationRules, rules))


class Kamerstukken:
    """Finds citations: it goes from one number of a dossier to the next and reads what stands to the left and right of it."""

    def __init__(self, rules: KamerstukRules, citations: CitationRules) -> None:
        self._rules = rules
        self._forms = KamerstukForms(rules, citations)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group; nothing inside a reference to another official source is a Kamerstuk."""
        taken = Ranges((found["start"], found["end"]) for found in readings(doc, "milcoop_references"))
        found = list(self._forms.find(with_plain_spaces(text_of(doc)), taken))
        # Chamber and session stand before a citation without belonging to it, and are no dates.
        take(doc, GROUP, ((item.lead, item.start) for item in found if item.lead < item.start))
        return assign(doc, GROUP, (Found(item.start, item.end, f"kamerstuk.{item.form}", self._read(item)) for item in found))

    def _read(self, cited: Cited) -> KamerstukReading:
        head, number = cited.head, cited.number and re.sub(RANGE, "-", cited.number)
        # A range of numbers is no document of its own.
        name = None
        if number and "-" not in number:
            name = identifier(
                head.dossier,
                head.suffix,
                number,
                chamber=head.chamber,
                session=head.session,
                last_prefixed_session=self._rules.last_prefixed_session,
            )
        value = Citation(
            dossier=head.dossier,
            suffix=head.suffix,
            number=number,
            chamber=head.chamber,
            session=head.session,
            pages=full_pages(cited.pages) if cited.pages else None,
            identifier=name,
            url=self._rules.url.format(identifier=name) if name else None,
        )
        return KamerstukReading(value=value)
