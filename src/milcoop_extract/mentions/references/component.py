"""References to official sources other than Kamerstukken: the component `milcoop_references`."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.mentions.citations import CLOSED, CitationForms, with_plain_spaces
from milcoop_extract.mentions.kamerstukken.normalise import full_pages
from milcoop_extract.mentions.kamerstukken.rules import KamerstukRules
from milcoop_extract.mentions.lexicon import any_of, trie
from milcoop_extract.mentions.spans import Found, assign, text_of
from milcoop_extract.records import ReferenceKind, ReferenceReading, Source
from milcoop_extract.rules import load

from .normalise import act_number, debate_identifier, questions_identifier
from .rules import ReferenceRules

GROUP = "milcoop_references"

_LEAD = 90
"""How many characters before a reference are searched for what it begins with."""

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
        for match in _whole(patterns.debate, text):
            if match["number"] or (match["pages"] and match["session"]):
                yield self._found(match.start(), match.end(), "handelingen", self._debate(match))
        for match in _whole(patterns.questions, text):
            lead = patterns.session.search(text, max(0, match.start() - _LEAD), match.start())
            if match["session"] or not lead:
                lead = match
            if match["debates"] or lead["session"]:
                start = min(lead.start(), match.start())
                yield from self._each(text, start, match, "aanhangsel", partial(self._questions, lead))
        for match in _whole(patterns.register, text):
            source = Source(year=match["year"], number=match[0])
            yield self._found(match.start(), match.end(), "zaak" if match["kind"] == "Z" else "document", source)
        for kind, pattern in patterns.journals:
            for match in _whole(pattern, text):
                yield from self._each(text, match.start(), match, kind, partial(_journal, match))
        for match in _whole(patterns.document, text):
            source = Source(year=match["year"], series=match["series"], number=match["number"])
            yield self._found(match.start(), match.end(), "eu", source)
        for match in _whole(patterns.act_number, text):
            act = patterns.act.search(text, max(0, match.start() - _LEAD), match.start())
            if act and (act["marks"] or act["prefix"] or (act["act"] and match["mark"])):
                number = act_number(match["number"], labelled=act["label"] is not None)
                if number:
                    source = Source(year=number[0], series=act["act"] and act["act"].lower(), number=number[1])
                    yield self._found(act.start(), match.end(), "eu", source)

    def _each(
        self, text: str, start: int, match: re.Match[str], kind: ReferenceKind, read: Callable[[str], Source]
    ) -> Iterator[Found[ReferenceReading]]:
        """Yield a reference and those to the numbers that follow it: "Stb. 2016, 500 en 501"."""
        end = match.end()
        yield self._found(start, end, kind, read(match["number"]))
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

    def _questions(self, lead: re.Match[str], number: str) -> Source:
        chamber, session = self._parts.chamber_of(lead["chamber"]), self._parts.session_of(lead["session"])
        name = questions_identifier(chamber=chamber, session=session, number=number)
        return Source(chamber=chamber, session=session, number=number, identifier=name)


class _Patterns:
    """The forms of references. Each begins with plain words, without a look at what precedes them: that makes them fast."""

    def __init__(self, rules: ReferenceRules, citations: KamerstukRules, parts: CitationForms) -> None:
        label = rf"{parts.number_label} ?"
        chamber, session = rf"(?P<chamber>{parts.chamber})", rf"(?P<session>{parts.session})"
        debates = trie(rules.handelingen.words)
        dossier = rf"(?:,? \d\d[ .]?\d{{3}}(?: [IVX]+[A-Z]?)?(?=, {label}))"
        self.debate = re.compile(
            rf"{debates}(?: {any_of(rules.handelingen.bodies)})?(?:,? {chamber})?(?:,? {session})?{dossier}?"
            rf"(?:,? (?P<label>{label})?(?P<number>\d{{1,3}}(?![\w./])(?(label)|(?=,? item |-\d+-\d)))"
            rf"(?:(?:,? item |-)(?P<item>\d{{1,3}}(?!\w)))?)?(?P<pages>{parts.pages}|(?<=\d)-\d+)?"
        )
        of_debates = rf"(?: (?:van de|der|bij de|bij))?(?P<debates> {debates})?"
        self.questions = re.compile(
            rf"{trie(rules.aanhangsel.words)}{of_debates}(?:,? {chamber})?(?:,? {session})?,? (?:{label})?(?P<number>{_NUMBER})"
        )
        self.session = re.compile(
            rf"(?:(?:(?i:{any_of(citations.words.label)})|{debates}),? )?(?:(?<!\w){chamber},? )?(?<!\w){session},? \Z"
        )
        self.following = re.compile(rf"(?:, | en |, en )(?P<item>(?:{label})?(?P<number>{_NUMBER}))(?={CLOSED}|,(?! ?\d))")
        self.register = re.compile(r"(?P<year>20\d\d)(?P<kind>[ZD])\d{5}(?!\d)")
        self.journals = [
            (
                entry.id,
                re.compile(
                    rf"(?:{trie([*entry.words, *entry.short])},? (?:jaargang )?(?P<year>(?:18|19|20)\d\d)"
                    rf"(?:[,/] ?|,? (?={label}))|{trie(entry.short)} )(?:{label})?(?P<number>{_LONG_NUMBER})"
                ),
            )
            for entry in rules.journal
        ]
        self.document = re.compile(
            rf"(?P<series>{trie(rules.eu.series)}|C(?=\()) ?[(/]?(?P<year>(?:19|20)\d\d)[)/ ] ?"
            rf"(?:{label})?(?P<number>\d{{1,5}})(?!\w)"
        )
        marks = any_of(rules.eu.marks)
        self.act_number = re.compile(rf"(?P<number>\d{{1,4}}/\d{{1,4}})(?!\d)(?P<mark>/{marks})?")
        self.act = re.compile(
            rf"(?:(?P<prefix>{marks}-)?(?i:(?P<act>{any_of(rules.eu.acts)})) )?(?P<marks>\((?:{marks}(?:, ?)?)+\) )?"
            rf"(?P<label>(?i:nr\.?) ?)?\Z"
        )


def _whole(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that do not begin inside a word or number."""
    return (match for match in pattern.finditer(text) if not (match.start() and text[match.start() - 1].isalnum()))


def _journal(match: re.Match[str], number: str) -> Source:
    return Source(year=match["year"], number=re.sub(r"\D", "", number))


def _apart(found: Iterator[Found[ReferenceReading]]) -> Iterator[Found[ReferenceReading]]:
    """Leave out what lies within another reference: "Aanhangsel Handelingen II ..." is no report of a debate."""
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            end = item.end
            yield item
