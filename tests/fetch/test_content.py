"""What a body is, by its bytes."""

import pytest

from milcoop_extract.errors import ContentError, CutError
from milcoop_extract.fetch.addresses import DocumentForm
from milcoop_extract.fetch.content import check, form_of

ID = "kst-12345-6"
HEAD = "<metadata><meta name='a' content='b'/></metadata><kamerstuk><dossier><titel>Titel</titel></dossier>"
BODY = "<stuk><titel>BRIEF</titel><al>Geachte voorzitter</al></stuk>"
XML = f"<?xml version='1.0'?><officiele-publicatie>{HEAD}{BODY}</kamerstuk></officiele-publicatie>".encode()
LEGACY = b"<kamerwrk><frontm><vergjaar>2004</vergjaar></frontm><body><stuk><al>Tekst<br/></al></stuk></body></kamerwrk>"
PAGE = "<!DOCTYPE html>\n<html><head><title>{title}</title></head><body>{body}</body></html>"
PDF = b"%PDF-1.7\nbody\n%%EOF\n"


def page(body: str, title: str = "Kamerstuk") -> bytes:
    return PAGE.format(title=title, body=body).encode()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (PDF, DocumentForm.PDF),
        (XML, DocumentForm.XML),
        (LEGACY, DocumentForm.XML),
        (b"\xef\xbb\xbf" + XML, DocumentForm.XML),
        (b"\n <!-- a --><officiele-publicatie/>", DocumentForm.XML),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><!DOCTYPE kamerwrk SYSTEM 'a.dtd'><kamerwrk>", DocumentForm.XML),
        (page(""), DocumentForm.HTML),
        (b"<HTML><body>", DocumentForm.HTML),
        (b"<?xml version='1.0'?>\n<!-- saved --><!doctype html>", DocumentForm.HTML),
        (page("&lt;officiele-publicatie> <officiele-publicatie>"), DocumentForm.HTML),
        (b"", None),
        (b" %PDF-1.7", None),
        (b"<officiele-publicaties>", None),
        (b"<metadata_gegevens/>", None),
        (b" " * 2000 + b"<officiele-publicatie>", None),
        (b"text <officiele-publicatie>", None),
        (b"PK\x03\x04", None),
    ],
)
def test_forms(head: bytes, expected: DocumentForm | None) -> None:
    assert form_of(head) is expected


@pytest.mark.parametrize(
    ("data", "form", "counted"),
    [
        (XML, DocumentForm.XML, False),
        (LEGACY, DocumentForm.XML, True),
        (XML.replace(b"voorzitter", "één".encode()).replace(b"?>", b" encoding='US-ASCII'?>", 1), DocumentForm.XML, False),
        (b"<officiele-publicatie>Tekst <nadruk/></officiele-publicatie>", DocumentForm.XML, True),
        (b"<officiele-publicatie><br/>Tekst</officiele-publicatie>", DocumentForm.XML, True),
        (page("<div id='broodtekst'>Geachte</div>"), DocumentForm.HTML, False),
        (page("<div class='a stuk b'><p>Geachte</p></div>", title="404 woningen"), DocumentForm.HTML, True),
        (page("<article>Geachte</article>"), DocumentForm.HTML, True),
        (page(f"<p>{ID}</p>"), DocumentForm.HTML, True),
        (b"<html><body><main>Geachte", DocumentForm.HTML, True),
        (PDF, DocumentForm.PDF, False),
        (b"%PDF-1.7 without an end", DocumentForm.PDF, True),
    ],
)
def test_whole_documents(data: bytes, form: DocumentForm, counted: bool) -> None:
    check(data, form, ID, counted=counted)


@pytest.mark.parametrize(
    ("data", "form", "counted", "message"),
    [
        (b"", DocumentForm.XML, True, "an empty file"),
        (page("<h1>404</h1>"), DocumentForm.XML, True, "a web page, where a document in XML should be"),
        (b"<div><html>", DocumentForm.PDF, True, "a web page, where a document in PDF"),
        (PDF, DocumentForm.XML, True, "no document in XML by its first bytes"),
        (f"<officiele-publicatie>{HEAD}</kamerstuk></officiele-publicatie>".encode(), DocumentForm.XML, True, "an empty shell"),
        (b"<officiele-publicatie/>", DocumentForm.XML, False, "an empty shell"),
        (page("<h1>Pagina niet gevonden</h1><article>Zoek</article>"), DocumentForm.HTML, True, "says that something is wrong"),
        (page(f"<p>{ID}</p>", title="Error 500"), DocumentForm.HTML, True, "says that something is wrong"),
        (page("<p>Log in</p>"), DocumentForm.HTML, True, "does not hold the document"),
        (page("<div id='broodtekst'> </div>"), DocumentForm.HTML, True, "an empty shell"),
        (page("<article>Geachte</article>"), DocumentForm.PDF, False, "a web page"),
    ],
)
def test_what_is_no_document(data: bytes, form: DocumentForm, counted: bool, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        check(data, form, ID, counted=counted)
    assert isinstance(caught.value, CutError) is (data == b"" and not counted)


@pytest.mark.parametrize(
    ("data", "form", "counted"),
    [
        *[(XML[:length], DocumentForm.XML, False) for length in (1, 10, 40, len(XML) - 1)],
        (XML[:-1], DocumentForm.XML, True),
        (page("<article>Geachte</article>")[:-8], DocumentForm.HTML, False),
        (PDF[:-8], DocumentForm.PDF, False),
        (b"", DocumentForm.PDF, False),
    ],
)
def test_cut_documents(data: bytes, form: DocumentForm, counted: bool) -> None:
    with pytest.raises(CutError):
        check(data, form, ID, counted=counted)


def test_no_entity_is_expanded_and_no_file_read() -> None:
    bombs = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(ContentError):
        check(
            f'<!DOCTYPE kamerwrk [<!ENTITY a "aaaa">{bombs}]><kamerwrk>&i;</kamerwrk>'.encode(),
            DocumentForm.XML,
            ID,
            counted=True,
        )
    outside = b'<!DOCTYPE kamerwrk [<!ENTITY a SYSTEM "file:///etc/passwd">]><kamerwrk>&a;</kamerwrk>'
    with pytest.raises(ContentError, match="an empty shell"):
        check(outside, DocumentForm.XML, ID, counted=True)
