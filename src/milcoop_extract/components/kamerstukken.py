"""References to parliamentary documents: the component `milcoop_kamerstukken`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.normalise.kamerstukken import dossier_number, full_session, identifier
from milcoop_extract.records import Citation, KamerstukReading
from milcoop_extract.rules import KamerstukRules, load

from .patterns import any_of
from .spans import Found, assign, text_of

GROUP = "milcoop_kamerstukken"

_DOSSIER = r"\d{2}[ .]?\d{3}(?!\d)"
_SUFFIX = r"(?:(?:,? hoofdstuk |\s?[-–]\s?|[ .]|)(?:[IVXLC]{1,5}[A-Z]?|[A-Z]{1,2}|(?<=[-–])\d{2})(?!\w|\.\d))"
_RIJKSWET = r"(?: ?\(R ?\d{3,4}\))"
_NUMBER = r"\d{1,5}[a-z]?(?!\w|\.\d)"
_PAGES = r"(?:,? (?:pp?\.|pag\.|pagina(?:'s|’s)?|blz\.|bladzijden?) ?\d+(?:\s?[-–]\s?\d+)?(?:(?:, | en )\d+(?![ .]?\d))*)"
_LABEL_OF_NUMBER = r"(?:[Nn]rs?\.?|[Nn]ummers?|[Nn]o\.)"
_AND = r"(?:, | en |, en |; | resp\. | respectievelijk | alsmede | evenals | alsook | of | & )"
_SESSION = r"\d{4}\s?[/–-]{1,2}\s?\d{2,4}(?:\s?[-–]\s?\d{4}/\d{2,4})?"


@Language.factory(GROUP, default_config={"rules": None}, assigns=["doc.spans", "span._.milcoop"])
def factory(nlp: Language, name: str, rules: str | None) -> "Kamerstukken":  # noqa: ARG001
    """Make the component; `rules` is the folder of the rule files, None for the one of the installation."""
    return Kamerstukken(load(KamerstukRules, rules))


_FORMS = ("label", "bare", "hyphen", "glued")


@dataclass(frozen=True, slots=True)
class _Head:
    """What a series of numbers shares: chamber, session, dossier and suffix."""

    chamber: Literal["I", "II"] | None
    session: str | None
    dossier: str
    suffix: str | None


class Kamerstukken:
    """Finds citations with a label ("Kamerstuk 33 279, nr. 32") and without one ("29 521, nr. 291", "21501-32-1740")."""

    def __init__(self, rules: KamerstukRules) -> None:
        self._rules = rules
        self._chambers = {word: entry.id for entry in rules.chamber for word in entry.words}
        number = (
            rf"(?:,? {_LABEL_OF_NUMBER} ?(?P<label_number>{_NUMBER}|[A-Z]{{1,3}}(?!\w))"
            rf"(?P<label_range>(?:\s?[-–]\s?| t/m | tot en met )\d{{1,5}}(?!\w))?"
            rf"|,? (?P<label_letters>[A-Z]{{1,2}}(?!\w))(?! ?\d))"
        )
        divided = "|".join(rf"(?:(?<={part} )|(?<={part[:2]} {part[2:]} ))\d{{2}}(?!\w|\.\d)" for part in rules.divided)
        suffix = rf"(?:{_SUFFIX}|[ ]?(?:{divided}))"
        more = rf"(?:(?:, | en |, en ){_DOSSIER}{_SUFFIX}?(?=[^;()]{{0,40}}?,? {_LABEL_OF_NUMBER}))*"
        self._pattern = re.compile(
            rf"(?:(?P<word>\b[Kk]amerstuk(?:ken|nummer)?\.?:? )|(?<=\()(?=(?:TK|EK)\b))"
            rf"(?:(?P<label_chamber>{any_of(self._chambers)})[ ,]{{1,2}})?"
            rf"(?:(?:vergaderjaar |zitting )?(?P<label_session>{_SESSION}),? )?"
            rf"(?P<label_dossier>{_DOSSIER})(?P<label_suffix>{suffix})?{_RIJKSWET}?{more}(?:{number}(?P<label_pages>{_PAGES})?)?"
            rf"|(?<![\w.,/-])(?<![€$£] )(?P<bare_dossier>(?:1[5-9]|[23]\d) ?\d{{3}})(?P<bare_suffix>{suffix})?{_RIJKSWET}?"
            rf",? [Nn]rs?\.? ?(?P<bare_number>{_NUMBER})(?P<bare_pages>{_PAGES})?"
            r"|(?<=\()(?P<hyphen_dossier>[123]\d{4})(?P<hyphen_suffix>)-(?P<hyphen_number>\d{1,4})(?=\))"
            r"|(?<![\w.,/-])(?P<glued_dossier>\d{5})-(?P<glued_suffix>\d\d|[IVXLC]{1,5}[A-Z]?)-(?P<glued_number>\d{1,5})(?![\w-])"
        )
        self._next = re.compile(
            rf"{_AND}(?P<mention>(?P<label>{_LABEL_OF_NUMBER} ?)?(?P<number>{_NUMBER})(?P<pages>{_PAGES})?)"
            rf"(?![ .]?\d{{3}})"
        )
        self._closed = re.compile(rf"\s*(?:[).;»”]|$)|(?:,| en) (?:{_LABEL_OF_NUMBER} ?)?\d")

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group."""
        return assign(doc, GROUP, self._find(text_of(doc)))

    def _find(self, text: str) -> Iterator[Found[KamerstukReading]]:
        for match in self._pattern.finditer(text):
            form = next(name for name in _FORMS if match[f"{name}_dossier"])
            part = {name.removeprefix(f"{form}_"): value for name, value in match.groupdict().items() if name.startswith(form)}
            head = self._head(part)
            number = part["number"] or part.get("letters")
            if number and part.get("range"):
                number += re.sub(r"\s?[-–]\s?| t/m | tot en met ", "-", part["range"])
            start = match.start() if match["word"] else match.start(f"{form}_dossier")
            yield Found(start, match.end(), f"kamerstuk.{form}", self._reading(head, number, part.get("pages")))
            if number and form in {"label", "bare"}:
                yield from self._series(text, match.end(), head)

    def _head(self, part: dict[str, str | None]) -> _Head:
        chamber, session = part.get("chamber"), part.get("session")
        return _Head(
            self._chambers[chamber] if chamber else None,
            full_session(session) if session else None,
            dossier_number(part["dossier"] or ""),
            re.sub(r"hoofdstuk|\W", "", part["suffix"] or "") or None,
        )

    def _series(self, text: str, end: int, head: _Head) -> Iterator[Found[KamerstukReading]]:
        """Yield the numbers that follow one in the same dossier: "nr. 284 en nr. 279", "nr. 372 en 375"."""
        while match := self._next.match(text, end):
            if not match["label"] and not self._closed.match(text, match.end()):
                return
            end = match.end()
            reading = self._reading(head, match["number"], match["pages"])
            yield Found(match.start("mention"), end, "kamerstuk.series", reading)

    def _reading(self, head: _Head, number: str | None, pages: str | None) -> KamerstukReading:
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
            pages=re.sub(r"^\D+", "", pages).replace("–", "-") if pages else None,
            identifier=name,
            url=self._rules.url.format(identifier=name) if name else None,
        )
        return KamerstukReading(value=value)
