"""Names of documents and dossiers, and the addresses that may be asked."""

import pytest

from milcoop_extract.errors import AddressError
from milcoop_extract.fetch.addresses import DocumentForm, Sites, document_id, dossier_number, is_not_there, parts_of_id

BASE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kst-33279-32", "kst-33279-32"),
        ("KST-33279-32", "kst-33279-32"),
        ("kst-35570-x-53", "kst-35570-X-53"),
        ("kst-31700-IXB-2", "kst-31700-IXB-2"),
        ("kst-21501-02-1888", "kst-21501-02-1888"),
        ("kst-35925-e", "kst-35925-E"),
        ("kst-20082009-32024-C", "kst-20082009-32024-C"),
        ("kst-19951996-23700-188b", "kst-19951996-23700-188b"),
        ("kst-CXXIV-G", "kst-CXXIV-G"),
        ("kst-1071718", "kst-1071718"),
        ("kst-17050-261-b1", "kst-17050-261-b1"),
        ("kst-23908-R1519-103", "kst-23908-R1519-103"),
        ("kst-32302--B", "kst-32302--B"),
        ("blg-26241-10F", "blg-26241-10F"),
        ("AH-TK-20222023-3649", "ah-tk-20222023-3649"),
        ("h-tk-20082009-7140-7144", "h-tk-20082009-7140-7144"),
        ("kv-tk-2010Z06025", "kv-tk-2010Z06025"),
        ("nds-tk-2014D45599", "nds-tk-2014D45599"),
        (" kst-33279-32 ", "kst-33279-32"),
        ("https://zoek.officielebekendmakingen.nl/kst-33279-32.html", "kst-33279-32"),
        ("https://zoek.officielebekendmakingen.nl/kst-33279-32", "kst-33279-32"),
        ("https://zoek.officielebekendmakingen.nl/kst-33279-32/metadata.xml", "kst-33279-32"),
        ("https://zoek.officielebekendmakingen.nl/dossier/33279/kst-33279-32.html?resultIndex=1#b", "kst-33279-32"),
        ("zoek.officielebekendmakingen.nl/kst-33279-32.pdf", "kst-33279-32"),
        ("https://zoek.officielebekendmakingen.nl/kst-33279-32/", "kst-33279-32"),
        (
            "https://repository.overheid.nl/frbr/officielepublicaties/kst/33279/kst-33279-32/1/xml/kst-33279-32.xml",
            "kst-33279-32",
        ),
    ],
)
def test_ids(text: str, expected: str) -> None:
    assert document_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "33279", "kst", "kst-", "kst-33279-", "kst-33279-32.xml", "kst-33279 32", "kst-33279-٣", "kst-ë-1", "kst-1-2\n3"),
        *("../../etc/passwd", "..", "/kst-33279-32", "kst-33279-32/..", "kst-%2e%2e-1", "kst-" + "1" * 100, "abc-33279-32"),
        *("https://example.org/kst-33279-32", "https://zoek.officielebekendmakingen.nl@example.org/kst-33279-32"),
        *(
            "https://zoek.officielebekendmakingen.nl/",
            "https://zoek.officielebekendmakingen.nl/dossier/33279",
            "http://[/kst-1-2",
        ),
    ],
)
def test_what_is_no_id(text: str) -> None:
    with pytest.raises(AddressError, match="is no id of a document"):
        document_id(text)


def test_an_address_on_the_base_tells_an_id() -> None:
    sites = Sites.of("http://mirror.example:8000/kb/", None)
    assert document_id("http://mirror.example:8000/kb/kst-33279-32.xml", sites.hosts) == "kst-33279-32"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("33279", "33279"),
        ("33 279", "33279"),
        ("33.279", "33279"),
        ("33\u00a0279", "33279"),
        ("35570-X", "35570-X"),
        ("35 570 x", "35570-X"),
        ("35570 XVII", "35570-XVII"),
        ("33400-J", "33400-J"),
        ("21501-02", "21501-02"),
        ("21 501-02", "21501-02"),
        ("34 356 (R2064)", "34356"),
        ("36688-(R2205)", "36688"),
        ("CXXIV", "CXXIV"),
    ],
)
def test_dossiers(text: str, expected: str) -> None:
    assert dossier_number(text) == expected


@pytest.mark.parametrize(
    "text", ["", "3327", "332790", "33279 OR 1==1", '33279"', "33279-", "kst-33279-32", "33279-123", "abc"]
)
def test_what_is_no_dossier(text: str) -> None:
    with pytest.raises(AddressError, match="is no dossier"):
        dossier_number(text)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("kst-33279-32", ("33279", "32")),
        ("kst-35570-X-53", ("35570-X", "53")),
        ("kst-21501-02-1888", ("21501-02", "1888")),
        ("kst-20082009-31700-VI-D", ("31700-VI", "D")),
        ("kst-19951996-23700-188b", ("23700", "188b")),
        ("kst-17050-261-b1", ("17050", "261")),
        ("kst-26643-144-h1-n2", ("26643", "144")),
        ("kst-CXXIV-G", ("CXXIV", "G")),
        ("kst-1071718", ("", "")),
        ("blg-26241-10F", ("", "")),
    ],
)
def test_parts_of_ids(identifier: str, expected: tuple[str, str]) -> None:
    assert parts_of_id(identifier) == expected


def test_preference() -> None:
    assert [form.preference for form in DocumentForm] == [
        (DocumentForm.XML, DocumentForm.HTML, DocumentForm.PDF),
        (DocumentForm.HTML, DocumentForm.XML, DocumentForm.PDF),
        (DocumentForm.PDF, DocumentForm.XML, DocumentForm.HTML),
    ]


def test_official_addresses() -> None:
    sites = Sites.of(None, None)
    item = "http://zoek.officielebekendmakingen.nl/kst-35570-X-53.xml"
    assert list(sites.addresses("kst-35570-X-53", DocumentForm.XML, (item, "https://example.org/a.xml"), "35570-X")) == [
        "https://zoek.officielebekendmakingen.nl/kst-35570-X-53.xml",
        "https://repository.overheid.nl/frbr/officielepublicaties/kst/35570-X/kst-35570-X-53/1/xml/kst-35570-X-53.xml",
    ]
    assert list(sites.metadata("kst-35570-X-53", ("https://example.org/a.xml",), "35570-X")) == [
        "https://zoek.officielebekendmakingen.nl/kst-35570-X-53/metadata.xml",
        "https://repository.overheid.nl/frbr/officielepublicaties/kst/35570-X/kst-35570-X-53/1/metadata/metadata.xml",
    ]
    assert sites.search == "https://repository.overheid.nl/sru"


def test_addresses_of_a_base() -> None:
    sites = Sites.of(f"{BASE}/kb/", None)
    item = "https://repository.overheid.nl/frbr/a/kst-33279-32.xml"
    assert list(sites.addresses("kst-33279-32", DocumentForm.XML, (item,), "")) == [
        f"{BASE}/kb/frbr/a/kst-33279-32.xml",
        f"{BASE}/kb/kst-33279-32.xml",
    ]
    assert (sites.search, Sites.of(BASE, "http://127.0.0.1:9/x").search) == (f"{BASE}/kb/sru", "http://127.0.0.1:9/x")


@pytest.mark.parametrize(
    ("base", "search", "address", "expected"),
    [
        (None, None, "https://zoek.officielebekendmakingen.nl/a", True),
        (None, None, "https://repository.overheid.nl:443/a", True),
        (None, None, "http://repository.overheid.nl/a", False),
        (None, None, "https://repository.overheid.nl:8443/a", False),
        (None, None, "https://repository.overheid.nl.example.org/a", False),
        (None, None, "https://me@repository.overheid.nl/a", False),
        (None, None, "ftp://repository.overheid.nl/a", False),
        (None, None, "https://repository.overheid.nl:x/a", False),
        (None, "http://127.0.0.1:9/sru", "http://127.0.0.1:9/other", True),
        (BASE, None, f"{BASE}/a", True),
        (BASE, None, "http://127.0.0.1:8001/a", False),
        (BASE, None, "http://localhost:8000/a", False),
        (BASE, None, "https://zoek.officielebekendmakingen.nl/a", False),
        (BASE, "http://127.0.0.1:9/sru", "http://127.0.0.1:9/a", True),
        ("https://a.example:8000", None, "http://a.example:8000/a", False),
        (BASE, None, "file:///etc/passwd", False),
        (BASE, None, "//", False),
    ],
)
def test_what_may_be_contacted(base: str | None, search: str | None, address: str, expected: bool) -> None:
    assert Sites.of(base, search).allows(address) is expected


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8000", "ftp://a", "http://", "http://a/?b", "http://a/#b", "http://me@a", "http://a:b", "http://a/\x07"],
)
def test_what_is_no_base(address: str) -> None:
    with pytest.raises(AddressError, match="is no address of a site"):
        Sites.of(address, None)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://zoek.officielebekendmakingen.nl/Errors/404.htm", True),
        ("https://repository.officiele-overheidspublicaties.nl/fout404.htm", True),
        ("https://zoek.officielebekendmakingen.nl/kst-404-1.html", False),
    ],
)
def test_redirects_that_mean_missing(address: str, expected: bool) -> None:
    assert is_not_there(address) is expected
