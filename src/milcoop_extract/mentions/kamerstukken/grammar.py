"""The forms in which parliamentary documents are cited.

A citation is found by the number of its dossier; what stands to the left of it (label, chamber, session) and to the right
(part, number, pages) tells whether it is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milcoop_extract.mentions.citation_rules import Chamber, CitationRules
from milcoop_extract.mentions.citations import AND, CLOSED, RANGE, CitationForms, full_session
from milcoop_extract.mentions.clauses import beside
from milcoop_extract.mentions.intervals import Ranges
from milcoop_extract.mentions.lexicon import any_of, trie
from milcoop_extract.mentions.rule import Rule

from .normalise import dossier_number
from .rules import KamerstukRules

_REST_OF_DOSSIER = r"\d[ .]?\d{3}(?!\d|[ .]\d{3}(?!\d))"
_DOSSIER = rf"\d{_REST_OF_DOSSIER}"
_CHAPTER = r"X{0,2}(?:IX|IV|V?I{0,3})[A-Z]?"
_SUFFIX = rf"(?:(?:,? (?i:hoofdstuk|hfd?st\.) | ?[-–] ?|[ .]|)(?:(?=[IVX]){_CHAPTER}|[A-Z]|(?<=[-–])[A-Z]{{2}})(?![\w’']|\.\d))"
_OLDEST, _NEWEST = "15", "39"
"""The first two figures of the dossiers that letters cite without a label."""

_RIJKSWET = r"(?:[ ,-]{0,2}\(?R[ .-]?\d{3,4}\)?)"
_NUMBER = r"\d{1,5}[a-z]?(?!\w|\.\d)"
_SERIES = rf"{_NUMBER}(?:{RANGE}\d{{1,5}}(?!\w))?"
_LETTERS = r"(?:[A-Z]|(?!EG|EK|EU|II|TK|VN)[A-Z]{2})(?![\w’'-])"
_YEAR = r"(?:19[89]|20[0-3])\d(?!\d)"
_ASIDE = r"(?:,? (?:van|d\.d\.) \d{1,2} [a-z]+(?: \d{4})?| \([^()\n]{1,60}\))"
"""An aside between the numbers of a series, if the next one has a label: "nr. 284 van 5 mei 2018 en nr. 279"."""


RULES = (
    Rule(
        "kamerstuk.label",
        "A word for a Kamerstuk before the number of a dossier",
        (
            "Zie [[Kamerstuk 34 512, nr. 7]].",
            "Dat staat in [[Kamerstukken II 2016/17, 34 512 X, nr. 7, blz. 3]] en elders.",
            "De brief ([[Kamerstuk 34512-7]]) is verzonden.",
        ),
        ("De bijdrage bedroeg 34 512 euro.",),
    ),
    Rule(
        "kamerstuk.bare",
        "The number of a dossier with that of a document, without a word for a Kamerstuk",
        ("Zie de motie ([[34 512, nr. 7]]).", "De brief [[34 512 X, nr. 7]] gaat daarover."),
        ("Postbus 34 512, nr. 7 is opgeheven.", "Het kost 34 512 euro, nr. 7 op de lijst."),
    ),
    Rule(
        "kamerstuk.dossier",
        "The number of a whole dossier, behind a word for one or, in brackets, behind the name of a bill",
        ("Ik verwijs naar dossier [[34 512]].", "Het wetsvoorstel toekomst havens ([[34 512]]) is aangenomen."),
        ("Het havenbedrijf (34 512 medewerkers) groeit.",),
    ),
    Rule(
        "kamerstuk.series",
        "A further number of the dossier before it, or a further dossier of the same citation",
        ("Zie Kamerstuk 34 512, nr. 7 en [[nr. 9]].", "Zie Kamerstukken 34 512 en [[34 600]]."),
        ("Zie Kamerstuk 34 512, nr. 7 en 5 moties.",),
    ),
    Rule(
        "kamerstuk.glued",
        "Dossier, part and document joined by hyphens",
        ("De geannoteerde agenda ([[21501-02-1888]]) is verstuurd.",),
        ("Bel 06-34512-1888 voor meer informatie.",),
    ),
    Rule(
        "kamerstuk.hyphen",
        "Dossier and document joined by a hyphen, behind a word for a document or in brackets",
        ("In de motie [[28676-426]] staat dat anders.", "De Kamer is geïnformeerd ([[28676-426]])."),
        ("Bel 28676-426 voor meer informatie.",),
    ),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The part that the documents of one citation share; `labelled` where the word Kamerstuk leads it."""

    labelled: bool
    chamber: Chamber | None
    session: str | None
    dossier: str
    suffix: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited, with its number and pages as written.

    `lead` is where its chamber or session starts, which stands before `start` where there is no label; `plural` tells that more
    numbers are announced ("nrs.").
    """

    start: int
    end: int
    lead: int
    form: str
    head: Head
    number: str | None
    pages: str | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """The number of a dossier with what stands before and after it, and the citation with which it shares its label."""

    text: str
    anchor: re.Match[str]
    lead: re.Match[str]
    rest: re.Match[str]
    joint: Cited | None

    @property
    def before(self) -> str:
        """The words before the number."""
        return self.text[beside(self.anchor.start()) : self.anchor.start()]


class KamerstukForms:
    """Finds the citations of a text."""

    def __init__(self, rules: KamerstukRules, citations: CitationRules) -> None:
        words, self._parts = rules.words, (parts := CitationForms(citations))
        # The first character goes first: an expression that begins with a look back is tried at every place of the text.
        self._anchor = re.compile(
            rf"[0-9C](?<![\w.].)(?<!\d[,/].)(?:(?<=\d)(?:{_REST_OF_DOSSIER}|(?P<old>\d{{3}}(?=,? {parts.number_label})))"
            rf"|(?<=C)(?P<own>[CLXVI]{{1,8}}(?=, [A-Z])))"
        )
        # A numeral by itself is no chamber.
        alone = rf"{parts.short_chamber}|{parts.chamber}(?=[ ,]{{1,3}}{parts.session})"
        preface = rf"(?:{parts.number_label}|(?i:{any_of(words.dossier)}))"
        self._lead = re.compile(
            rf"(?:(?<![^\W\d_])(?P<label>(?i:{trie(citations.label)})\.?:?,? (?:(?:met |onder )?{preface} )?))?"
            rf"(?:(?P<chamber>(?(label){parts.chamber}|(?:{alone})))[ ,]{{1,3}})?"
            rf"(?:(?P<session>{parts.session})(?:[,;:]? | ?[-–] ?))?\Z"
        )
        self._rest, self._divided_rest = (
            _rest(parts, part) for part in (r"[–-]\d{2}(?={number})", r" ?[ –-] ?\d{2}(?!\w|\.\d)")
        )
        self._divided = frozenset(rules.divided)
        self._next = re.compile(
            rf"(?P<aside>{_ASIDE})?(?:{AND}|/)(?P<item>(?P<label>{parts.number_label} ?)?(?(aside)(?(label)|(?!)))"
            rf"(?:(?P<number>{_SERIES})|(?P<letters>{_LETTERS}))(?P<pages>{parts.pages})?)(?![ .]?\d{{3}})"
        )
        self._and, self._end = re.compile(AND), re.compile(CLOSED)
        self._closed = re.compile(rf"{CLOSED}|(?:,| en) (?:{parts.number_label} ?)?\d| (?:zijn|is|waarin|over|d\.d\.)(?!\w)")
        self._letter_closed = re.compile(rf"{CLOSED}|,|{AND}(?:{_LETTERS}|\d)")
        self._dossier_word = re.compile(rf"(?i:{any_of(words.dossier)}) \Z")
        self._other = re.compile(rf"{any_of(words.other)}:? \Z")
        self._document_word = re.compile(rf"(?i:{any_of(words.document)}) \(?\Z")
        self._bill = re.compile(rf"(?i:{any_of(words.bill)})[^.;:()\n]*\(\Z")

    def find(self, text: str, taken: Ranges) -> Iterator[Cited]:
        """Yield the citations in the order of the text, none of which touches a range that is taken."""
        before: Cited | None = None
        for anchor in self._anchor.finditer(text):
            if before and anchor.start() < before.end:
                continue
            cited = self._read(text, anchor, before)
            if cited and not taken.touch(cited.start, cited.end):
                yield cited
                before = cited
                for item in self._series(text, cited):
                    yield item
                    before = item

    def _read(self, text: str, anchor: re.Match[str], before: Cited | None) -> Cited | None:
        """Read what stands around the number of a dossier; None where it is no citation."""
        floor = max(before.end if before else 0, beside(anchor.start()))
        dossier = dossier_number(anchor[0])
        after = self._divided_rest if dossier in self._divided else self._rest
        lead, rest = self._lead.search(text, floor, anchor.start()), after.match(text, anchor.end())
        if lead is None or rest is None:  # never: all of their parts may be absent
            return None
        # A second dossier of one citation shares label, chamber and session with the first; one with a chamber of its own is
        # of another session.
        joint = before if before and not lead["label"] and self._and.fullmatch(text, before.end, lead.start()) else None
        number = rest["number"] or rest["letters"] or rest["joined"] or rest["plain"]
        suffix = re.sub(r"(?i:hoofdstuk|hfd?st)|\W", "", rest["suffix"] or "") or None
        own = self._parts.chamber_of(lead["chamber"] or rest["chamber"])
        chamber = own or (joint.head.chamber if joint else None)
        if chamber == "I" and number is None and suffix and re.fullmatch(_LETTERS, suffix) and suffix not in "IVX":
            number, suffix = suffix, None
        head = Head(
            labelled=lead["label"] is not None or (joint is not None and joint.head.labelled),
            chamber=chamber,
            session=full_session(lead["session"]) or (joint.head.session if joint and not own else None),
            dossier=dossier,
            suffix=suffix,
        )
        around = _Around(text, anchor, lead, rest, joint)
        form = self._labelled(around, head) if lead["label"] else self._unlabelled(around, head)
        if form is None:
            return None
        start = lead.start() if lead["label"] else anchor.start()
        return Cited(start, rest.end(), lead.start(), form, head, number, rest["pages"], rest["plural"] is not None)

    @staticmethod
    def _labelled(around: _Around, head: Head) -> str | None:
        """Return the form; four figures are a dossier only with a session, a Roman numeral only of the Eerste Kamer."""
        if (around.anchor["old"] and not around.lead["session"]) or (around.anchor["own"] and head.chamber != "I"):
            return None
        return "label"

    def _unlabelled(self, around: _Around, head: Head) -> str | None:
        """Return the form of a citation without a label, None where the figures are none."""
        text, anchor, rest, before = around.text, around.anchor, around.rest, around.before
        if anchor["old"] or anchor["own"] or not _FREE.search(before) or self._other.search(before):
            return None
        if not _OLDEST <= anchor[0][:2] <= _NEWEST:
            return None
        if (rest["number"] or rest["letters"]) and head.chamber == "I":
            return "bare"
        if (rest["number"] or "")[:1].isdigit() or (
            (rest["plain"] or rest["joined"]) and (around.lead["chamber"] or head.labelled)
        ):
            return "bare"
        if rest["joined"]:
            return self._joined(around)
        bracketed = text.startswith(")", rest.end()) and (
            self._bill.search(before) or (_is_chapter(head.suffix) and _IN_BRACKET.search(before))
        )
        if bracketed or self._dossier_word.search(before):
            return "dossier"
        listed = head.labelled or (around.joint is not None and around.joint.form == "dossier")
        return "series" if listed and not rest["letters"] and self._end.match(text, rest.end()) else None

    def _joined(self, around: _Around) -> str | None:
        """Return the form of "21501-32-1740" and "(28676-426)"; a telephone number may look like the second."""
        text, end = around.text, around.rest.end()
        glued = re.fullmatch(r"(?:[-–](?P<part>\d+|[A-Z]+))?[-–]\d+", text[around.anchor.end() : end])
        if glued is None or not around.anchor[0].isdigit():
            return None
        if glued["part"]:
            return "glued" if glued["part"].isalpha() or around.anchor[0] in self._divided else None
        led = around.before.endswith("(") and _HYPHENED_END.match(text, end)
        listed = around.joint is not None and around.joint.form == "hyphen"
        return "hyphen" if led or listed or self._document_word.search(around.before) else None

    def _series(self, text: str, first: Cited) -> Iterator[Cited]:
        """Yield the numbers that follow one in the same dossier: "nr. 284 en nr. 279", "nr. 372 en 375", "C en D"."""
        item = first
        while item.number and (match := self._next.match(text, item.end)) and self._continues(text, first, match):
            start, end, number = match.start("item"), match.end(), match["number"] or match["letters"]
            item = Cited(start, end, start, "series", first.head, number, match["pages"])
            yield item

    def _continues(self, text: str, first: Cited, match: re.Match[str]) -> bool:
        if first.form not in {"label", "bare", "series"}:
            return False
        if match["letters"]:
            lettered = first.head.chamber == "I" or (first.number or "").isalpha()
            return lettered and (match["label"] is not None or self._letter_closed.match(text, match.end()) is not None)
        if match["label"] or first.plural:
            return True
        return re.fullmatch(_YEAR, match["number"]) is None and self._closed.match(text, match.end()) is not None


def _rest(parts: CitationForms, part: str) -> re.Pattern[str]:
    """Return the expression for what follows the number of a dossier, whose numbered parts are written like `part`."""
    number = (
        rf"(?: ?[,;:–-]? ?\(?(?:(?P<plural>{parts.numbers_label})|{parts.number_label}) ?"
        rf"(?P<number>{_SERIES}|[A-Z]{{1,3}}(?!\w))"
        rf"|,? (?P<letters>{_LETTERS})(?! ?\d)"
        rf"|[-–/](?P<joined>\d{{1,4}}[a-z]?(?![\w-]))"
        rf"|, (?P<plain>(?!{_YEAR}){_NUMBER})(?={CLOSED}|{parts.pages}))"
    )
    any_number = re.sub(r"\(\?P<\w+>", "(?:", number)
    chapter = rf"(?:, (?=[IVX]){_CHAPTER}| \((?=[IVX]){_CHAPTER}\))(?=,? {parts.number_label} ?\d)"
    suffix = rf"(?:{_SUFFIX}|{chapter}|{part.replace('{number}', any_number)})"
    more = rf"(?:(?:(?:, | en |, en | ?/ ?){_DOSSIER}{suffix}?{_RIJKSWET}?){{1,4}}(?={any_number}))?"
    chamber = rf"(?:,? (?P<chamber>{parts.short_chamber})(?=[ ,]))?"
    return re.compile(rf"(?P<suffix>{suffix})?{_RIJKSWET}?{more}{chamber}(?:{number}(?P<pages>{parts.pages})?)?")


_IN_BRACKET = re.compile(r"\((?:[^()\n]{1,40}, )?\Z")
_HYPHENED_END = re.compile(r"[),;]| en \d{5}-")

_FREE = re.compile(r"(?<![\w.,/–-])(?<![€$£] )(?<![€$£])\Z")
"""Before a citation without a label: no rest of a larger number, and no sign of a currency."""


def _is_chapter(suffix: str | None) -> bool:
    """Tell whether a suffix is a budget chapter; other single letters stand for units ("35 000 V")."""
    return suffix is not None and suffix not in set("CILMV") and re.fullmatch(_CHAPTER, suffix) is not None
