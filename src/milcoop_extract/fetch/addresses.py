"""The official sites: their hosts, where documents are on them, and how documents and dossiers are named."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, quote, urlsplit

from milcoop_extract.errors import AddressError

DOCUMENTS = "https://zoek.officielebekendmakingen.nl"
REPOSITORY = "https://repository.overheid.nl"
SEARCH = f"{REPOSITORY}/sru"
OFFICIAL_HOSTS = frozenset(
    {
        "zoek.officielebekendmakingen.nl",
        "www.officielebekendmakingen.nl",
        "officielebekendmakingen.nl",
        "repository.overheid.nl",
        "repository.officiele-overheidspublicaties.nl",
    }
)

_STORE = "frbr/officielepublicaties"
_PORTS = {"http": 80, "https": 443}

_FAMILIES = (
    "kst",
    "blg",
    "ah-tk",
    "ah-ek",
    "ah",
    "h-tk",
    "h-ek",
    "h-vv",
    "kv-tk",
    "kv",
    "nds-tk",
    "nds",
    "ag-tk",
    "ag-ek",
    "ag",
)
_ID = re.compile(rf"({'|'.join(_FAMILIES)})-([0-9A-Z-]{{0,80}}[0-9A-Z])", re.ASCII | re.IGNORECASE)
_SUFFIX = re.compile(r"(-[nbh][0-9]+)+\Z")
_YEARS = re.compile(r"\d{8}")
_DOSSIER = re.compile(
    r"(\d{2})[ .\u00a0]?(\d{3})(?:[ -]*\(R ?\d+\))?(?:[ -]?([A-Z]{1,6}|\d{2}))?(?:[ -]*\(R ?\d+\))?", re.IGNORECASE
)
_CHAMBER_DOSSIER = re.compile(r"[IVXLCDM]+", re.IGNORECASE)

_NOT_THERE = re.compile(r"/errors/404|fout404", re.IGNORECASE)
"""Where the sites send one who asks for what they do not have."""


class DocumentForm(StrEnum):
    """A form in which a document is published; the value is the ending of its files."""

    XML = "xml"
    HTML = "html"
    PDF = "pdf"

    @property
    def preference(self) -> tuple["DocumentForm", ...]:
        """The forms in the order in which they are asked for by one who prefers this one."""
        return (self, *(form for form in DocumentForm if form is not self))


def document_id(text: str, hosts: Container[str] = OFFICIAL_HOSTS) -> str:
    """Return the id of a document from an id, or from an address on one of the hosts that ends in one.

    The prefix becomes lower case, and in a kst id the parts of letters only become capitals; all else stays, since ids have
    many shapes ("kst-33279-32", "kst-19951996-23700-188b", "kst-17050-261-b1"). Raises AddressError for what is none.
    """
    name = text.strip()
    if "/" in name:
        address = name if "://" in name else f"https://{name}"
        place = _place(address)
        path = urlsplit(address).path.removesuffix("/metadata.xml") if place and place[1] in hosts else ""
        name = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    match = _ID.fullmatch(name)
    if not match:
        raise AddressError(f"{text!r} is no id of a document; ids look like kst-33279-32 or blg-929493")
    prefix = match[1].lower()
    parts = match[2].split("-")
    return "-".join([prefix, *(part.upper() if prefix == "kst" and part.isalpha() else part for part in parts)])


def dossier_number(text: str) -> str:
    """Return a dossier as ids have it: "33 279" is "33279", "35 570 X" is "35570-X", "34 356 (R2064)" is "34356".

    Raises AddressError for what is none.
    """
    if match := _DOSSIER.fullmatch(text.strip()):
        addition = f"-{match[3].upper()}" if match[3] else ""
        return f"{match[1]}{match[2]}{addition}"
    if _CHAMBER_DOSSIER.fullmatch(text.strip()):
        return text.strip().upper()
    raise AddressError(f"{text!r} is no dossier; dossiers look like 33279, 35570-X or 21501-02")


def parts_of_id(identifier: str) -> tuple[str, str]:
    """Return the dossier, with its addition, and the number in a kst id; empty where the id does not have them."""
    parts = _SUFFIX.sub("", identifier).split("-")[1:]
    if parts and _YEARS.fullmatch(parts[0]):
        parts.pop(0)
    if not identifier.startswith("kst-") or not 2 <= len(parts) <= 3:
        return "", ""
    *dossier, number = parts
    return "-".join(dossier), number


@dataclass(frozen=True, slots=True)
class Sites:
    """Where to ask: the official sites, or those that stand in for them. Addresses are without a slash at the end."""

    documents: str = DOCUMENTS
    repository: str = REPOSITORY
    search: str = SEARCH
    replaced: bool = False

    @classmethod
    def of(cls, base: str | None, search: str | None) -> "Sites":
        """Return the sites with a base address in place of the official ones, and that of a search. Raises AddressError."""
        search = _checked(search) if search else None
        if not base:
            return cls(search=search or SEARCH)
        base = _checked(base)
        return cls(base, base, search or f"{base}/sru", replaced=True)

    def addresses(self, identifier: str, form: DocumentForm, items: tuple[str, ...], dossier: str) -> Iterator[str]:
        """Yield where a document may be: where its record says (`items`), on the site, in the store; each once."""
        found = [taken for item in items if (taken := self.taken_over(item))]
        found.append(f"{self.documents}/{identifier}.{form}")
        if dossier:
            found.append(f"{self._in_store(identifier, dossier)}/{form}/{identifier}.{form}")
        yield from dict.fromkeys(found)

    @property
    def hosts(self) -> frozenset[str]:
        """The names of the hosts whose addresses tell ids."""
        return OFFICIAL_HOSTS | {place[1] for place in map(_place, (self.documents, self.search)) if place}

    def metadata(self, identifier: str, items: tuple[str, ...], dossier: str) -> Iterator[str]:
        """Yield where the metadata of a document may be: on the site, where its record says (`items`), in the store."""
        found = [f"{self.documents}/{identifier}/metadata.xml"]
        found += [taken for item in items if (taken := self.taken_over(item))]
        if dossier:
            found.append(f"{self._in_store(identifier, dossier)}/metadata/metadata.xml")
        yield from dict.fromkeys(found)

    def _in_store(self, identifier: str, dossier: str) -> str:
        family = identifier.partition("-")[0]
        return f"{self.repository}/{_STORE}/{family}/{quote(dossier)}/{identifier}/1"

    def taken_over(self, item: str) -> str | None:
        """Return an address of a record as it can be asked for; None for one that is on no host of these sites."""
        try:
            parts = urlsplit(item.strip())
            official = parts.hostname in OFFICIAL_HOSTS and parts.port in {None, _PORTS.get(parts.scheme)}
        except ValueError:
            return None
        if official and parts.scheme in _PORTS and parts.username is None:
            base = urlsplit(self.documents) if self.replaced else parts._replace(scheme="https", netloc=parts.hostname or "")
            prefix = base.path if self.replaced else ""
            item = SplitResult(base.scheme, base.netloc, prefix + parts.path, parts.query, "").geturl()
        return item if self.allows(item) else None

    def allows(self, address: str) -> bool:
        """Tell whether an address may be contacted: on the official hosts by https only."""
        place = _place(address)
        if place is None:
            return False
        scheme, host, port = place
        if not self.replaced and host in OFFICIAL_HOSTS and scheme == "https" and port == _PORTS["https"]:
            return True
        own = {known for known in map(_place, (self.documents, self.search)) if known}
        return any((host, port) == known[1:] and (scheme == known[0] or scheme == "https") for known in own)


def is_not_there(address: str) -> bool:
    """Tell whether a redirect to an address means that there is no such document."""
    return _NOT_THERE.search(address) is not None


def _place(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address; None where it has none, or has a user."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or port is None or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port


def _checked(address: str) -> str:
    if _place(address) is None or urlsplit(address).query or urlsplit(address).fragment or not address.isprintable():
        raise AddressError(f"{address!r} is no address of a site; it looks like http://127.0.0.1:8000")
    return address.rstrip("/")
