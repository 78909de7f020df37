"""References to official sources other than Kamerstukken: the component `milcoop_references`."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.citation_rules import CitationRules
from milcoop_extract.mentions.citations import CitationForms, full_pages, full_session, with_plain_spaces
from milcoop_extract.mentions.clauses import beside
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import OfficialSource, ReferenceKind, ReferenceReading
from milcoop_extract.rules import load

from .grammar import ReferenceForms
from .normalise import act_number, debate_identifier, questions_identifier
from .rules import ReferenceRules

GROUP = "milcoop_references"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "References":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return References(load(ReferenceRules, rules), load(CitationRules, rules))


class References:
    """Finds reports of debates, written questions, numbers of the Tweede Kamer, journals and sources of the European Union."""

    def __init__(self, rules: ReferenceRules, citations: CitationRules) -> None:
        self._rules = rules
        self._parts = CitationForms(citations)
        self._patterns = ReferenceForms(rules, citations, self._parts)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, _apart(self._find(with_plain_spaces(text_of(doc)))))

    def _find(self, text: str) -> Iterator[Found[ReferenceReading]]:
        patterns = self._patterns
        for match in _whole(patterns.debate, text):
            if match["number"] or (match["pages"] and match["session"]):
                yield self._found(match.start(), match.end(), "handelingen", self._debate(match))
        for match in _whole(patterns.questions, text):
            lead = patterns.session.search(text, beside(match.start()), match.start())
            if match["session"] or not lead:
                lead = match
            if match["debates"] or lead["session"]:
                start = min(lead.start(), match.start())
                yield from self._each(text, start, match, "aanhangsel", partial(self._questions, lead))
        for match in _whole(patterns.register, text):
            source = OfficialSource(year=match["year"], number=match[0])
            yield self._found(match.start(), match.end(), "zaak" if match["kind"] == "Z" else "document", source)
        for kind, pattern in patterns.journals:
            for match in _whole(pattern, text):
                yield from self._each(text, match.start(), match, kind, partial(_journal, match))
        for match in _whole(patterns.document, text):
            source = OfficialSource(year=match["year"], series=match["series"], number=match["number"])
            yield self._found(match.start(), match.end(), "eu", source)
        for match in _whole(patterns.act_number, text):
            act = patterns.act.search(text, beside(match.start()), match.start())
            if act and (act["marks"] or act["prefix"] or (act["act"] and match["mark"])):
                number = act_number(match["number"], labelled=act["label"] is not None)
                if number:
                    source = OfficialSource(year=number[0], series=act["act"] and act["act"].lower(), number=number[1])
                    yield self._found(act.start(), match.end(), "eu", source)

    def _each(
        self, text: str, start: int, match: re.Match[str], kind: ReferenceKind, read: Callable[[str], OfficialSource]
    ) -> Iterator[Found[ReferenceReading]]:
        """Yield a reference and those to the numbers that follow it: "Stb. 2016, 500 en 501"."""
        end = match.end()
        yield self._found(start, end, kind, read(match["number"]))
        while following := self._patterns.following.match(text, end):
            end = following.end()
            yield self._found(following.start("item"), end, kind, read(following["number"]))

    def _found(self, start: int, end: int, kind: ReferenceKind, source: OfficialSource) -> Found[ReferenceReading]:
        if source.identifier:
            source = source.model_copy(update={"url": self._rules.url.format(identifier=source.identifier)})
        return Found(start, end, f"reference.{kind}", ReferenceReading(value=source, kind=kind))

    def _debate(self, match: re.Match[str]) -> OfficialSource:
        chamber, session = (
            self._parts.chamber_of(match["chamber"]),
            full_session(match["session"]),
        )
        number, item, pages = match["number"], match["item"], full_pages(match["pages"]) if match["pages"] else None
        name = debate_identifier(
            chamber=chamber,
            session=session,
            number=number,
            item=item,
            pages=pages,
            first_items=self._rules.handelingen.items,
        )
        return OfficialSource(chamber=chamber, session=session, number=number, item=item, pages=pages, identifier=name)

    def _questions(self, lead: re.Match[str], number: str) -> OfficialSource:
        chamber, session = self._parts.chamber_of(lead["chamber"]), full_session(lead["session"])
        name = questions_identifier(chamber=chamber, session=session, number=number)
        return OfficialSource(chamber=chamber, session=session, number=number, identifier=name)


def _whole(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that do not begin inside a word or number."""
    return (match for match in pattern.finditer(text) if not (match.start() and text[match.start() - 1].isalnum()))


def _journal(match: re.Match[str], number: str) -> OfficialSource:
    return OfficialSource(year=match["year"], number=re.sub(r"\D", "", number))


def _apart(found: Iterator[Found[ReferenceReading]]) -> Iterator[Found[ReferenceReading]]:
    """Leave out what lies within another reference: "Aanhangsel Handelingen II ..." is no report of a debate."""
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            end = item.end
            yield item
