"""The metadata of a document in the repository: its metadata.xml, flat or as an OWMS tree, and the records of the search."""

import re
from collections.abc import Iterator
from datetime import date as Day

from lxml import etree
from pydantic import BaseModel, ConfigDict

from milcoop_extract.errors import AddressError, MetadataError
from milcoop_extract.readers.markup.safe_xml import parse

from .addresses import dossier_number

_FLAT_ROOT = "metadata_gegevens"
_TREE_ROOTS = frozenset({"owms-metadata", "metadata", "metadata_owms", "gzd", "meta", "owms"})
_TREE_PARTS = frozenset({"owmskern", "owmsmantel", "tpmeta", "oep"})
_KINDS = ("kamerstuktypen", "parlementair")
"""Schemes of types, the most telling first."""

GENERAL_TYPES = frozenset({"officiële publicatie", "officiele publicatie", "kamerstuk"})
_RIJKSWET = re.compile(r"[\s-]*\(R ?\d+\)", re.IGNORECASE)
_EARLIEST, _LATEST = 1800, 2200

Fields = dict[str, list[tuple[str, str]]]
"""Values by the name of their field, in small letters without prefix, each with its scheme."""


class PublishedMetadata(BaseModel):
    """The metadata of a document; a value that is not known is empty."""

    model_config = ConfigDict(frozen=True)

    identifier: str = ""
    title: str = ""
    dossiers: tuple[str, ...] = ()
    number: str = ""
    session: str = ""
    type: str = ""
    types: tuple[str, ...] = ()
    date: Day | None = None
    """The date of the letter: datumBrief, else datumIndiening."""
    issued: Day | None = None

    def filled_from(self, other: "PublishedMetadata") -> "PublishedMetadata":
        """Return this with what it does not know taken from another."""
        known = self.model_dump()
        return PublishedMetadata(**{name: value or getattr(other, name) for name, value in known.items()})

    @classmethod
    def of(cls, fields: Fields) -> "PublishedMetadata":
        """Return what fields say, those of metadata.xml or of a record."""
        rubrics = [(text, _KINDS[0]) for text, _ in fields.get("subrubriek", [])]
        types = [*rubrics, *((text, scheme.casefold()) for text, scheme in fields.get("type", []))]
        ranked = sorted(types, key=lambda item: next((at for at, kind in enumerate(_KINDS) if kind in item[1]), len(_KINDS)))
        telling = [text for text, _ in ranked if text.casefold() not in GENERAL_TYPES]
        title = _first(fields, "title")
        return cls(
            identifier=_first(fields, "identifier").rpartition("/")[2],
            title=_first(fields, "documenttitel") or title.partition("; ")[2] or title,
            dossiers=tuple(dict.fromkeys(_dossiers(fields))),
            number=_first(fields, "ondernummer"),
            session=_first(fields, "vergaderjaar"),
            type=next(iter([*telling, *(text for text, _ in ranked)]), ""),
            types=tuple(dict.fromkeys(text for text, _ in ranked)),
            date=_first_day(fields, "datumbrief", "datumindiening"),
            issued=_first_day(fields, "issued", "available"),
        )


def read_metadata(data: bytes, identifier: str) -> PublishedMetadata:
    """Read metadata.xml. Raises MetadataError where it is none, or that of another document."""
    try:
        root = parse(data)
    except etree.XMLSyntaxError as error:
        raise MetadataError(f"XML that is not well-formed ({error.msg})") from error
    name = _local(root)
    if name == _FLAT_ROOT:
        fields = _flat(root)
    elif name in _TREE_ROOTS or any(_local(part) in _TREE_PARTS for part in root.iter(etree.Element)):
        fields = fields_of(root)
    else:
        raise MetadataError(f"no metadata: its root is {name}")
    metadata = PublishedMetadata.of(fields)
    if metadata.identifier and metadata.identifier.casefold() != identifier.casefold():
        raise MetadataError(f"the metadata of {metadata.identifier}")
    return metadata


def fields_of(element: etree._Element) -> Fields:
    """Return the elements without children below this one as fields."""
    fields: Fields = {}
    for leaf in element.iter(etree.Element):
        if len(leaf) == 0 and (text := clean(leaf.text or "")):
            fields.setdefault(_local(leaf).casefold(), []).append((text, leaf.get("scheme", "")))
    return fields


def clean(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _flat(root: etree._Element) -> Fields:
    fields: Fields = {}
    for entry in root.iter("{*}metadata"):
        name = entry.get("name", "").rpartition(".")[2].casefold()
        if text := clean(entry.get("content", "")):
            fields.setdefault(name, []).append((text, entry.get("scheme", "")))
    return fields


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _first(fields: Fields, name: str) -> str:
    return next((text for text, _ in fields.get(name, [])), "")


def _dossiers(fields: Fields) -> Iterator[str]:
    """Yield the dossiers without the numbers of Rijkswetten, which are not in ids; those of no known form as they are."""
    for text, _ in fields.get("dossiernummer", []):
        for part in text.split(";"):
            if dossier := _RIJKSWET.sub("", part).strip():
                try:
                    yield dossier_number(dossier)
                except AddressError:
                    yield dossier


def day_of(text: str) -> Day | None:
    """Return the day in a W3CDTF date ("2020-12-18", "2020-12-18T09:30:00Z"); None for what is none."""
    try:
        day = Day.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def _first_day(fields: Fields, *names: str) -> Day | None:
    return next((day for name in names for text, _ in fields.get(name, []) if (day := day_of(text))), None)
