"""References to parliamentary documents: the component `milcoop_kamerstukken`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from ..normalise.kamerstukken import dossier_number, full_session, identifier
from ..records import Citation, KamerstukReading
from ..rules import KamerstukRules, load
from .patterns import any_of
from .spans import Found, assign, text_of

GROUP = "milcoop_kamerstukken"

_DOSSIER = r"\d{2}[ .]?\d{3}(?!\d)"
_SUFFIX = r"(?:(?:,? hoofdstuk |\s?[-–]\s?|[ .]|)(?:[IVXLC]{1,5}[A-Z]?|[A-Z]{1,2}|(?<=[-–])\d{2})(?![\w.]))"
_RIJKSWET = r"(?: ?\(R ?\d{3,4}\))"
_NUMBER = r"\d{1,5}[a-z]?(?!\w)"
_PAGES = r"(?:,? (?:pp?\.|pag\.|pagina(?:'s|’s)?|blz\.|bladzijden?) ?\d+(?:\s?[-–]\s?\d+)?(?:(?:, | en )\d+(?![ .]?\d))*)"
_LABEL_OF_NUMBER = r"(?:nrs?\.?|nummers?|no\.)"
_SESSION = r"\d{4}\s?[/–-]{1,2}\s?\d{2,4}(?:\s?[-–]\s?\d{4}/\d{2,4})?"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans"])
def factory(nlp: Language, name: str, rules: str | None) -> "Kamerstukken":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Kamerstukken(load(KamerstukRules, rules))


@dataclass(frozen=True, slots=True)
class _Head:
    """What a series of numbers shares: chamber, session, dossier and suffix."""

    chamber: str | None
    session: str | None
    dossier: str
    suffix: str | None


class Kamerstukken:
    """Finds citations with a label ("Kamerstuk 33 279, nr. 32") and without one ("29 521, nr. 291", "21501-32-1740")."""

    def __init__(self, rules: KamerstukRules) -> None:
        self._rules = rules
        self._chambers = {word: entry.id for entry in rules.chamber for word in entry.words}
        chamber = any_of(self._chambers)
        number = (
            rf"(?:,? {_LABEL_OF_NUMBER} ?(?P<number>{_NUMBER}|[A-Z]{{1,3}}(?!\w))(?P<range>\s?[-–]\s?\d{{1,5}}(?!\w))?"
            rf"|,? (?P<letter>[A-Z]{{1,2}}(?!\w))(?! ?\d))"
        )
        more = rf"(?:(?:, | en |, en ){_DOSSIER}{_SUFFIX}?(?=[^;()]{{0,40}}?,? {_LABEL_OF_NUMBER}))*"
        self._pattern = re.compile(
            rf"(?P<label>\b[Kk]amerstuk(?:ken|nummer)?\.?:? |(?<=\()(?=(?:TK|EK)\b))"
            rf"(?:(?P<chamber>{chamber})[ ,]{{1,2}})?(?:(?:vergaderjaar |zitting )?(?P<session>{_SESSION}),? )?"
            rf"(?P<dossier>{_DOSSIER})(?P<suffix>{_SUFFIX})?{_RIJKSWET}?{more}(?:{number}(?P<pages>{_PAGES})?)?"
            rf"|(?<![\w.,/-])(?P<bare_dossier>\d{{2}} ?\d{{3}})(?P<bare_suffix>{_SUFFIX})?{_RIJKSWET}?"
            rf",? nr\.? ?(?P<bare_number>{_NUMBER})(?P<bare_pages>{_PAGES})?"
            rf"|(?<![\w.,/-])(?P<glued_dossier>\d{{5}})-(?P<glued_suffix>\d\d|[IVXLC]{{1,5}}[A-Z]?)-(?P<glued_number>\d{{1,5}})(?![\w-])"
        )
        self._next = re.compile(
            rf"(?:, | en |, en |; )(?P<mention>(?P<label>{_LABEL_OF_NUMBER} ?)?(?P<number>{_NUMBER})(?P<pages>{_PAGES})?)"
            rf"(?![ .]?\d{{3}})"
        )
        self._closed = re.compile(rf"\s*(?:[).;»”]|$)|(?:,| en) (?:{_LABEL_OF_NUMBER} ?)?\d")

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(text_of(doc)))

    def _find(self, text: str) -> Iterator[Found[KamerstukReading]]:
        for match in self._pattern.finditer(text):
            if match["glued_dossier"]:
                head = _Head(None, None, match["glued_dossier"], match["glued_suffix"])
                yield self._found(match.start(), match.end(), "kamerstuk.glued", head, match["glued_number"], None)
                continue
            bare = match["bare_dossier"] is not None
            prefix = "bare_" if bare else ""
            number = match[f"{prefix}number"] or (None if bare else match["letter"])
            head, number = self._head(match, prefix, number)
            if number and not bare and match["range"]:
                number += re.sub(r"\s?[-–]\s?", "-", match["range"])
            yield self._found(
                match.start(),
                match.end(),
                "kamerstuk.bare" if bare else "kamerstuk.label",
                head,
                number,
                match[f"{prefix}pages"],
            )
            if number:
                yield from self._series(text, match.end(), head)

    def _head(self, match: re.Match[str], prefix: str, number: str | None) -> tuple[_Head, str | None]:
        """Read what comes before the number; letters after a dossier are a number where no other follows and it is no chapter."""
        dossier = dossier_number(match[f"{prefix}dossier"])
        suffix = re.sub(r"hoofdstuk|[^\w]", "", match[f"{prefix}suffix"] or "") or None
        labelled = not prefix
        chamber = self._chambers.get(match["chamber"]) if labelled and match["chamber"] else None
        session = full_session(match["session"]) if labelled and match["session"] else None
        return _Head(chamber, session, dossier, suffix), number

    def _series(self, text: str, end: int, head: _Head) -> Iterator[Found[KamerstukReading]]:
        """Yield the numbers that follow one in the same dossier: "nr. 284 en nr. 279", "nr. 372 en 375"."""
        while match := self._next.match(text, end):
            if not match["label"] and not self._closed.match(text, match.end()):
                return
            end = match.end()
            yield self._found(match.start("mention"), end, "kamerstuk.series", head, match["number"], match["pages"])

    def _found(
        self, start: int, end: int, rule: str, head: _Head, number: str | None, pages: str | None
    ) -> Found[KamerstukReading]:
        single = number is not None and "-" not in number
        name = (
            identifier(
                head.dossier,
                head.suffix,
                number,
                chamber=head.chamber,
                session=head.session,
                last_prefixed_session=self._rules.last_prefixed_session,
            )
            if number and single
            else None
        )
        value = Citation(
            dossier=head.dossier,
            suffix=head.suffix,
            number=number,
            chamber=head.chamber,  # type: ignore[arg-type]
            session=head.session,
            pages=re.sub(r"^\D+", "", pages).replace("–", "-") if pages else None,
            identifier=name,
            url=self._rules.url.format(identifier=name) if name else None,
        )
        return Found(start, end, rule, KamerstukReading(value=value))
