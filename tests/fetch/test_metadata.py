"""What metadata.xml and records say of a document."""

from datetime import date

import pytest

from milcoop_extract.errors import MetadataError
from milcoop_extract.fetch.metadata import PublishedMetadata, day_of, read_metadata


def flat(**values: str) -> bytes:
    """Return metadata.xml in its flat form; "__" in a name is the point, a value may have more than one, divided by "|"."""
    entries = "".join(
        f'<metadata name="{name.replace("__", ".")}" scheme="{scheme}" content="{content}"/>'
        for name, value in values.items()
        for scheme, _, content in (part.rpartition("@") for part in value.split("|"))
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><metadata_gegevens>{entries}</metadata_gegevens>".encode()


FULL = flat(
    DC__identifier="OVERHEIDop.ParlID@kst-12345-6",
    DC__title="Samenwerking; Rapportage over een jaar",
    DC__type="OVERHEID.Informatietype@officiële publicatie|OVERHEIDop.Parlementair@Kamerstuk|OVERHEIDop.KamerstukTypen@Brief",
    OVERHEIDop__dossiernummer="12345",
    OVERHEIDop__ondernummer="6",
    OVERHEIDop__vergaderjaar="2020-2021",
    OVERHEIDop__datumBrief="2020-12-18",
    OVERHEIDop__datumIndiening="2020-12-19",
    DCTERMS__issued="2020-12-22",
    DCTERMS__available="2020-12-23",
)


def test_the_flat_form() -> None:
    assert read_metadata(FULL, "kst-12345-6") == PublishedMetadata(
        identifier="kst-12345-6",
        title="Rapportage over een jaar",
        dossiers=("12345",),
        number="6",
        session="2020-2021",
        type="Brief",
        types=("Brief", "Kamerstuk", "officiële publicatie"),
        date=date(2020, 12, 18),
        issued=date(2020, 12, 22),
    )


def test_the_form_of_owms() -> None:
    data = """<metadata_owms xmlns:dcterms="http://purl.org/dc/terms/" xmlns:o="http://standaarden.overheid.nl/oep/">
        <owmskern><dcterms:identifier>kst-12345-6</dcterms:identifier><dcterms:title>Samenwerking; Rapportage</dcterms:title>
        <dcterms:type scheme="OVERHEIDop.KamerstukTypen">Brief</dcterms:type></owmskern>
        <owmsmantel><dcterms:issued>2020-12-22</dcterms:issued></owmsmantel>
        <oep><o:dossiernummer>12345</o:dossiernummer><o:datumIndiening>2020-12-19</o:datumIndiening></oep></metadata_owms>"""
    found = read_metadata(data.encode(), "kst-12345-6")
    assert (found.title, found.type, found.dossiers) == ("Rapportage", "Brief", ("12345",))
    assert (found.date, found.issued) == (date(2020, 12, 19), date(2020, 12, 22))


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        ({"DC__title": "Samenwerking"}, "title", "Samenwerking"),
        ({"DC__title": "Samenwerking; A; B"}, "title", "A; B"),
        ({"DC__title": "Samenwerking; A", "OVERHEIDop__documenttitel": "Brief\n  over B"}, "title", "Brief over B"),
        ({"OVERHEIDop__dossiernummer": "17050;22343"}, "dossiers", ("17050", "22343")),
        ({"OVERHEIDop__dossiernummer": "17050|22343|17050"}, "dossiers", ("17050", "22343")),
        ({"OVERHEIDop__dossiernummer": "36688-(R2205)"}, "dossiers", ("36688",)),
        ({"OVERHEIDop__dossiernummer": "35 570 X"}, "dossiers", ("35570-X",)),
        ({"OVERHEIDop__dossiernummer": "niet bekend"}, "dossiers", ("niet bekend",)),
        ({"OVERHEIDop__ondernummer": "1;A"}, "number", "1;A"),
        ({"DC__type": "officiële publicatie"}, "type", "officiële publicatie"),
        ({"DC__type": "OVERHEIDop.Parlementair@Bijlage|officiële publicatie"}, "type", "Bijlage"),
        ({"OVERHEIDop__datumBrief": "18-12-2020", "OVERHEIDop__datumIndiening": "2020-12-19"}, "date", date(2020, 12, 19)),
        ({"DCTERMS__issued": "2020-12-22"}, "date", None),
        ({"DCTERMS__available": "2020-12-23T10:00:00"}, "issued", date(2020, 12, 23)),
        ({}, "session", ""),
    ],
)
def test_fields(values: dict[str, str], field: str, expected: object) -> None:
    assert getattr(read_metadata(flat(**values), "kst-12345-6"), field) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed"),
        (FULL[:-5], "not well-formed"),
        (b"<html><body>404</body></html>", "its root is html"),
        (flat(DC__identifier="kst-12345-66"), "the metadata of kst-12345-66"),
        (b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><metadata_gegevens a="&a;"/>', "not well-formed"),
    ],
)
def test_what_is_no_metadata(data: bytes, message: str) -> None:
    with pytest.raises(MetadataError, match=message):
        read_metadata(data, "kst-12345-6")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-12-18", date(2020, 12, 18)),
        ("2020-12-18T00:00:00+01:00", date(2020, 12, 18)),
        ("2020-12", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    assert day_of(text) == expected


def test_what_is_not_known_is_filled() -> None:
    known = PublishedMetadata(title="A", type="Brief")
    assert known.filled_from(PublishedMetadata(title="B", number="6", dossiers=("12345",))) == PublishedMetadata(
        title="A", type="Brief", number="6", dossiers=("12345",)
    )
