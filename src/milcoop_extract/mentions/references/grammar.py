"""The forms in which official sources other than Kamerstukken are cited."""

import re

from milcoop_extract.mentions.citation_rules import CitationRules
from milcoop_extract.mentions.citations import CLOSED, CitationForms
from milcoop_extract.mentions.lexicon import any_of, trie
from milcoop_extract.mentions.rule import Rule

from .rules import ReferenceRules

_NUMBER = r"\d{1,5}(?![\w]|\.\d)"
_LONG_NUMBER = r"(?:\d{1,2}[ .]\d{3}|\d{1,5})(?![\w]|\.\d)"

RULES = (
    Rule(
        "reference.handelingen",
        "A report of a debate",
        (
            "Zie [[Handelingen II 2016/17, nr. 12, item 4]].",
            "Dat zei de minister ([[Handelingen TK 2005-2006, blz. 1210-1215]]).",
        ),
        ("De handelingen van de commandant zijn onderzocht.", "Volgens de Handelingen was het debat kort."),
    ),
    Rule(
        "reference.aanhangsel",
        "Written questions with their answers",
        (
            "Zie [[Aanhangsel Handelingen II 2016/17, nr. 812]].",
            "Zie [[Aanhangsel Handelingen, vergaderjaar 2016-2017, nr. 812]] voor het antwoord.",
        ),
        ("In aanhangsel 3 staat een overzicht.",),
    ),
    Rule(
        "reference.zaak",
        "A number that the Tweede Kamer gives a case",
        ("De vragen ([[2021Z04567]]) zijn beantwoord.",),
        ("Type 2021Z045 volgt.",),
    ),
    Rule(
        "reference.document",
        "A number that the Tweede Kamer gives a document",
        ("De lijst ([[2021D04567]]) is openbaar.",),
        ("Versie 2021D045 is verouderd.",),
    ),
    Rule(
        "reference.stb",
        "The Staatsblad",
        ("De wet is bekendgemaakt ([[Stb. 2017, 317]]).", "Zie [[Staatsblad 2017, nr. 317]]."),
        ("Het Staatsblad verscheen 317 keer.",),
    ),
    Rule(
        "reference.trb",
        "The Tractatenblad",
        ("Het verdrag is gepubliceerd ([[Trb. 2017, 31]]).",),
        ("Het Tractatenblad van die maand ontbreekt.",),
    ),
    Rule(
        "reference.stcrt",
        "The Staatscourant",
        ("De regeling staat in [[Stcrt. 2017, 4321]].",),
        ("De Staatscourant is digitaal.",),
    ),
    Rule(
        "reference.eu",
        "A document of the European Commission or an act of the European Union",
        (
            "Het voorstel ([[COM (2017) 294]]) ligt voor.",
            "Dat volgt uit [[Verordening (EU) 2018/1092]].",
            "Dat volgt uit [[Richtlijn 2009/81/EG]].",
        ),
        ("De richtlijn 12/14 van de vereniging geldt niet.",),
    ),
)


class ReferenceForms:
    """The forms of references. Each begins with plain words, without a look at what precedes them: that makes them fast."""

    def __init__(self, rules: ReferenceRules, citations: CitationRules, parts: CitationForms) -> None:
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
            rf"(?:(?:(?i:{any_of(citations.label)})|{debates}),? )?(?:(?<!\w){chamber},? )?(?<!\w){session},? \Z"
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
