"""What a body is, by its bytes."""

import pytest

from milcoop_extract.errors import ContentError, CutError
from milcoop_extract.fetch.addresses import Form
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
        (PDF, Form.PDF),
        (XML, Form.XML),
        (LEGACY, Form.XML),
        (b"\xef\xbb\xbf" + XML, Form.XML),
        (b"\n <!-- a --><officiele-publicatie/>", Form.XML),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><!DOCTYPE kamerwrk SYSTEM 'a.dtd'><kamerwrk>", Form.XML),
        (page(""), Form.HTML),
        (b"<HTML><body>", Form.HTML),
        (b"<?xml version='1.0'?>\n<!-- saved --><!doctype html>", Form.HTML),
        (page("&lt;officiele-publicatie> <officiele-publicatie>"), Form.HTML),
        (b"", None),
        (b" %PDF-1.7", None),
        (b"<officiele-publicaties>", None),
        (b"<metadata_gegevens/>", None),
        (b" " * 2000 + b"<officiele-publicatie>", None),
        (b"text <officiele-publicatie>", None),
        (b"PK\x03\x04", None),
    ],
)
def test_forms(head: bytes, expected: Form | None) -> None:
    assert form_of(head) is expected


@pytest.mark.parametrize(
    ("data", "form", "counted"),
    [
        (XML, Form.XML, False),
        (LEGACY, Form.XML, True),
        (XML.replace(b"voorzitter", "één".encode()).replace(b"?>", b" encoding='US-ASCII'?>", 1), Form.XML, False),
        (b"<officiele-publicatie>Tekst <nadruk/></officiele-publicatie>", Form.XML, True),
        (b"<officiele-publicatie><br/>Tekst</officiele-publicatie>", Form.XML, True),
        (page("<div id='broodtekst'>Geachte</div>"), Form.HTML, False),
        (page("<div class='a stuk b'><p>Geachte</p></div>", title="404 woningen"), Form.HTML, True),
        (page("<article>Geachte</article>"), Form.HTML, True),
        (page(f"<p>{ID}</p>"), Form.HTML, True),
        (b"<html><body><main>Geachte", Form.HTML, True),
        (PDF, Form.PDF, False),
        (b"%PDF-1.7 without an end", Form.PDF, True),
    ],
)
def test_whole_documents(data: bytes, form: Form, counted: bool) -> None:
    check(data, form, ID, counted=counted)


@pytest.mark.parametrize(
    ("data", "form", "counted", "message"),
    [
        (b"", Form.XML, True, "an empty file"),
        (page("<h1>404</h1>"), Form.XML, True, "a web page, where a document in XML should be"),
        (b"<div><html>", Form.PDF, True, "a web page, where a document in PDF"),
        (PDF, Form.XML, True, "no document in XML by its first bytes"),
        (f"<officiele-publicatie>{HEAD}</kamerstuk></officiele-publicatie>".encode(), Form.XML, True, "an empty shell"),
        (b"<officiele-publicatie/>", Form.XML, False, "an empty shell"),
        (page("<h1>Pagina niet gevonden</h1><article>Zoek</article>"), Form.HTML, True, "says that something is wrong"),
        (page(f"<p>{ID}</p>", title="Error 500"), Form.HTML, True, "says that something is wrong"),
        (page("<p>Log in</p>"), Form.HTML, True, "does not hold the document"),
        (page("<div id='broodtekst'> </div>"), Form.HTML, True, "an empty shell"),
        (page("<article>Geachte</article>"), Form.PDF, False, "a web page"),
    ],
)
def test_what_is_no_document(data: bytes, form: Form, counted: bool, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        check(data, form, ID, counted=counted)
    assert isinstance(caught.value, CutError) is (data == b"" and not counted)


@pytest.mark.parametrize(
    ("data", "form", "counted"),
    [
        *[(XML[:length], Form.XML, False) for length in (1, 10, 40, len(XML) - 1)],
        (XML[:-1], Form.XML, True),
        (page("<article>Geachte</article>")[:-8], Form.HTML, False),
        (PDF[:-8], Form.PDF, False),
        (b"", Form.PDF, False),
    ],
)
def test_cut_documents(data: bytes, form: Form, counted: bool) -> None:
    with pytest.raises(CutError):
        check(data, form, ID, counted=counted)


def test_no_entity_is_expanded_and_no_file_read() -> None:
    bombs = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(ContentError):
        check(f'<!DOCTYPE kamerwrk [<!ENTITY a "aaaa">{bombs}]><kamerwrk>&i;</kamerwrk>'.encode(), Form.XML, ID, counted=True)
    outside = b'<!DOCTYPE kamerwrk [<!ENTITY a SYSTEM "file:///etc/passwd">]><kamerwrk>&a;</kamerwrk>'
    with pytest.raises(ContentError, match="an empty shell"):
        check(outside, Form.XML, ID, counted=True)
