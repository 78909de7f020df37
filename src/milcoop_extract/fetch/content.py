"""Recognises a fetched body by its first bytes, not by its address or what the server calls it; tells whether it is whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

from milcoop_extract.errors import ContentError, CutError
from milcoop_extract.readers.markup.koop_xml import ROOTS
from milcoop_extract.readers.markup.safe_xml import events

from .addresses import DocumentForm

HEAD_BYTES = 2000
"""The number of bytes of a body in which its kind is sought."""

_TAIL_BYTES = 4096
_LONG_TEXT = 1000
"""A page with so many characters of text is no message."""

_BEFORE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
_HTML = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rf"<(?:{'|'.join(sorted(ROOTS))})[\s/>]".encode())
_HTML_END = re.compile(rb"</html\s*>", re.IGNORECASE)

_HEADS = frozenset(
    {"metadata", "kamerstukkop", "kamervraagkop", "dossier", "dossiernummer", "stuknr", "ondernummer", "titel"}
    | {"frontm", "versie", "ordernr", "vergjaar", "ltrlabel", "nummer", "officiele-inhoudsopgave"}
)
"""Elements that also a publication has of which only the PDF holds the text."""

_TEXT_CONTAINERS = "//*[@id='broodtekst' or contains(concat(' ', normalize-space(@class), ' '), ' stuk ')]"
_PARTS_OF_PAGES = "//article | //main | //*[@id='main-column' or @id='content' or @role='main']"
_HEADLINES = "//title | //h1"
_ERRORS = re.compile(
    r"\b(?:403|404|410|500|502|503|504|error|not found|niet gevonden|niet beschikbaar|foutmelding|unavailable)\b",
    re.IGNORECASE,
)


def form_of(head: bytes) -> DocumentForm | None:
    """Return the form of a document by its first bytes; None for what is none."""
    head = head[:HEAD_BYTES]
    if head.startswith(b"%PDF"):
        return DocumentForm.PDF
    if _HTML.match(head):
        return DocumentForm.HTML
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and _XML.search(head):
        return DocumentForm.XML
    return None


def check_head(head: bytes, form: DocumentForm) -> None:
    """Raise ContentError where the first bytes are not those of a document of this form."""
    found = form_of(head)
    if found is form:
        return
    if not head:
        raise ContentError("an empty file")
    if found is DocumentForm.HTML or (found is None and b"<html" in head[:HEAD_BYTES].lower()):
        raise ContentError(f"a web page, where a document in {form.upper()} should be")
    raise ContentError(f"no document in {form.upper()} by its first bytes")


def check(data: bytes, form: DocumentForm, identifier: str, *, counted: bool) -> None:
    """Raise ContentError where a body is not a whole document of this form.

    `counted` tells that the server has said how many bytes it has and all are there; else its end has to show that. A web page
    has to hold a text, or to name the document: servers send pages that say that something is wrong with the status 200.
    """
    try:
        check_head(data, form)
    except ContentError as error:
        if counted or form_of(data) or _HTML_END.search(data):
            raise
        raise CutError(str(error)) from error
    match form:
        case DocumentForm.XML:
            if not _has_text(data):
                raise ContentError("an empty shell without the text")
        case DocumentForm.HTML:
            if not counted and not _HTML_END.search(data[-_TAIL_BYTES:]):
                raise CutError("a web page that ends too early")
            _check_page(data, identifier)
        case DocumentForm.PDF:
            if not counted and b"%%EOF" not in data[-_TAIL_BYTES:]:
                raise CutError("a PDF that ends too early")


@dataclass(frozen=True, slots=True)
class Expected:
    """A form of a document that is expected at an address."""

    form: DocumentForm
    identifier: str

    def check_head(self, head: bytes) -> None:
        """Raise ContentError where the first bytes are of something else."""
        check_head(head, self.form)

    def check(self, data: bytes, *, counted: bool) -> None:
        """Raise ContentError where all bytes are not a whole document."""
        check(data, self.form, self.identifier, counted=counted)


def _has_text(data: bytes) -> bool:
    """Tell whether there is text outside the head of a publication. Raises ContentError for XML that is not well-formed."""
    try:
        # The whole is read, because only then it is known to be whole.
        return sum(bool(text.strip()) for text in _texts(data)) > 0
    except etree.XMLSyntaxError as error:
        raise CutError(f"XML that is not well-formed ({error.msg}), or ends too early") from error


def _texts(data: bytes) -> Iterator[str]:
    """Yield the pieces of text outside the head, and forget the elements behind the reader."""
    heads = 0
    for event, element in events(data):
        heads += (element.tag in _HEADS) * (1 if event == "start" else -1)
        if event == "end":
            if not heads and element.tag not in _HEADS:
                yield element.text or ""
                yield from (child.tail or "" for child in element)
            element.clear(keep_tail=True)
            parent = element.getparent()
            while parent is not None and (before := element.getprevious()) is not None:
                if not heads:
                    yield before.tail or ""
                parent.remove(before)


def _check_page(data: bytes, identifier: str) -> None:
    try:
        page = lxml.html.document_fromstring(data)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ContentError("a web page without content") from error
    containers = page.xpath(_TEXT_CONTAINERS)
    if any("".join(map(str, part.itertext())).strip() for part in containers):
        return
    if containers:
        raise ContentError("an empty shell without the text")
    headlines = " ".join("".join(map(str, line.itertext())) for line in page.xpath(_HEADLINES))
    if _ERRORS.search(headlines):
        raise ContentError("a page that says that something is wrong")
    named = bool(page.xpath(_PARTS_OF_PAGES)) or identifier.casefold().encode() in data.lower()
    if not named and len(" ".join(page.text_content().split())) < _LONG_TEXT:
        raise ContentError("a web page that does not hold the document")
