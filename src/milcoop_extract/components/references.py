"""References to official sources other than Kamerstukken: the component `milcoop_references`."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise.kamerstukken import full_pages
from milcoop_extract.normalise.references import act_number, debate_identifier, questions_identifier
from milcoop_extract.records import ReferenceKind, ReferenceReading, Source
from milcoop_extract.rules import KamerstukRules, ReferenceRules, load

from .citation_forms import CLOSED, CitationForms, with_plain_spaces
from .patterns import any_of
from .spans import Found, assign, text_of

GROUP = "milcoop_references"

_NUMBER = r"\d{1,5}(?![\w]|\.\d)"
_LONG_NUMBER = r"(?:\d{1,2}[ .]\d{3}|\d{1,5})(?![\w]|\.\d)"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "References":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return References(load(ReferenceRules, rules), load(KamerstukRules, rules))


class References:
    """Finds reports of debates, written questions, numbers of the Tweede Kamer, journals and sources of the European Union."""

    def __init__(self, rules: ReferenceRules, citations: KamerstukRules) -> None:
        self._rules = rules
        self._parts = parts = CitationForms(citations)
        self._patterns = _Patterns(rules, citations, parts)

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, _apart(self._find(with_plain_spaces(text_of(doc)))))

    def _find(self, text: str) -> Iterator[Found[ReferenceReading]]:
        patterns = self._patterns
        for match in patterns.debate.finditer(text):
            if match["number"] or (match["pages"] and match["session"]):
                yield self._found(match.start(), match.end(), "handelingen", self._debate(match))
        for pattern in patterns.questions:
            for match in pattern.finditer(text):
                if match["debates"] or match["session"]:
                    yield from self._each(text, match, "aanhangsel", partial(self._questions, match))
        for match in patterns.register.finditer(text):
            source = Source(year=match["year"], number=match[0])
            yield self._found(match.start(), match.end(), "zaak" if match["kind"] == "Z" else "document", source)
        for kind, pattern in patterns.journals:
            for match in pattern.finditer(text):
                yield from self._each(text, match, kind, partial(_journal, match))
        for match in patterns.document.finditer(text):
            source = Source(year=match["year"], series=match["series"], number=match["number"])
            yield self._found(match.start(), match.end(), "eu", source)
        for match in patterns.act.finditer(text):
            year = act_number(match["number"], labelled=match["label"] is not None)
            if year and (match["before"] or match["alone"] or match["after"]):
                series = match["series"] and match["series"].lower()
                source = Source(year=year[0], series=series, number=year[1])
                yield self._found(match.start(), match.end(), "eu", source)

    def _each(
        self, text: str, match: re.Match[str], kind: ReferenceKind, read: Callable[[str], Source]
    ) -> Iterator[Found[ReferenceReading]]:
        """Yield a reference and those to the numbers that follow it: "Stb. 2016, 500 en 501"."""
        yield self._found(match.start(), match.end(), kind, read(match["number"]))
        end = match.end()
        while following := self._patterns.following.match(text, end):
            end = following.end()
            yield self._found(following.start("item"), end, kind, read(following["number"]))

    def _found(self, start: int, end: int, kind: ReferenceKind, source: Source) -> Found[ReferenceReading]:
        if source.identifier:
            source = source.model_copy(update={"url": self._rules.url.format(identifier=source.identifier)})
        return Found(start, end, f"reference.{kind}", ReferenceReading(value=source, kind=kind))

    def _debate(self, match: re.Match[str]) -> Source:
        chamber, session = self._parts.chamber_of(match["chamber"]), self._parts.session_of(match["session"])
        number, item, pages = match["number"], match["item"], full_pages(match["pages"]) if match["pages"] else None
        name = debate_identifier(
            chamber=chamber,
            session=session,
            number=number,
            item=item,
            pages=pages,
            first_items=self._rules.handelingen.items,
        )
        return Source(chamber=chamber, session=session, number=number, item=item, pages=pages, identifier=name)

    def _questions(self, match: re.Match[str], number: str) -> Source:
        chamber, session = self._parts.chamber_of(match["chamber"]), self._parts.session_of(match["session"])
        name = questions_identifier(chamber=chamber, session=session, number=number)
        return Source(chamber=chamber, session=session, number=number, identifier=name)


class _Patterns:
    """The forms of references."""

    def __init__(self, rules: ReferenceRules, citations: KamerstukRules, parts: CitationForms) -> None:
        label = rf"{parts.number_label} ?"
        chamber, session = rf"(?P<chamber>{parts.chamber})", rf"(?P<session>{parts.session})"
        debates, questions = any_of(rules.handelingen.words), any_of(rules.aanhangsel.words)
        dossier = rf"(?:,? \d\d[ .]?\d{{3}}(?: [IVX]+[A-Z]?)?(?=, {label}))"
        self.debate = re.compile(
            rf"{debates}(?: {any_of(rules.handelingen.bodies)})?(?:,? {chamber})?(?:,? {session})?{dossier}?"
            rf"(?:,? (?P<label>{label})?(?P<number>\d{{1,3}}(?![\w./])(?(label)|(?=,? item |-\d+-\d)))"
            rf"(?:(?:,? item |-)(?P<item>\d{{1,3}}(?!\w)))?)?(?P<pages>{parts.pages}|(?<=\d)-\d+)?"
        )
        self.questions = (
            re.compile(
                rf"{questions}(?: (?:van de|der|bij de|bij))?(?P<debates> {debates})?(?:,? {chamber})?(?:,? {session})?"
                rf",? (?:{label})?(?P<number>{_NUMBER})"
            ),
            re.compile(
                rf"(?:(?:(?i:{any_of(citations.words.label)})|{debates}),? )?(?:{chamber},? )?{session},? {questions}"
                rf"(?P<debates> (?:van de|der) {debates})?,? (?:{label})?(?P<number>{_NUMBER})"
            ),
        )
        self.following = re.compile(rf"(?:, | en |, en )(?P<item>(?:{label})?(?P<number>{_NUMBER}))(?={CLOSED})")
        self.register = re.compile(r"(?<!\w)(?P<year>20\d\d)(?P<kind>[ZD])\d{5}(?!\d)")
        year = r"(?P<year>(?:18|19|20)\d\d)"
        self.journals = [
            (
                entry.id,
                re.compile(
                    rf"(?:{any_of([*entry.words, *entry.short])},? (?:jaargang )?{year}(?:[,/] ?|,? (?={label}))"
                    rf"|{any_of(entry.short)} )(?:{label})?(?P<number>{_LONG_NUMBER})"
                ),
            )
            for entry in rules.journal
        ]
        marks = any_of(rules.eu.marks)
        mark = rf"\((?:{marks}(?:, ?)?)+\) "
        self.document = re.compile(
            rf"(?P<series>{any_of(rules.eu.series)}) ?[(/]?(?P<year>(?:19|20)\d\d)[)/ ] ?"
            rf"(?:{label})?(?P<number>\d{{1,5}})(?!\w)"
        )
        self.act = re.compile(
            rf"(?:(?P<series>(?i:{any_of(rules.eu.acts)})) (?P<before>{mark})?|(?P<alone>{mark}))(?P<label>(?i:nr\.?) ?)?"
            rf"(?P<number>\d{{1,4}}/\d{{1,4}})(?!\d)(?P<after>/{marks})?"
        )


def _journal(match: re.Match[str], number: str) -> Source:
    return Source(year=match["year"], number=re.sub(r"\D", "", number))


def _apart(found: Iterator[Found[ReferenceReading]]) -> Iterator[Found[ReferenceReading]]:
    """Leave out what lies within another reference: "Aanhangsel Handelingen II ..." is no report of a debate."""
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            end = item.end
            yield item
