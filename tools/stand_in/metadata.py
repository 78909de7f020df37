"""What the repository tells of a document: the flat metadata.xml, and metadata_owms.xml with the standard's tree."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from .documents import Document

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def flat(document: Document) -> bytes:
    """The file metadata.xml: a list of names, each with its scheme and content."""
    lines = [
        f"  <metadata name={quoteattr(name)} scheme={quoteattr(scheme)} content={quoteattr(content)}/>"
        for name, scheme, content in _entries(document)
    ]
    return "\n".join([HEAD + "<metadata_gegevens>", *lines, "</metadata_gegevens>\n"]).encode()


def owms(document: Document) -> bytes:
    """The file metadata_owms.xml: the same in the tree of OWMS."""
    return f"""{HEAD}<owms-metadata xmlns:dcterms="http://purl.org/dc/terms/">
{kern(document)}
{mantel(document)}
</owms-metadata>
""".encode()


def kern(document: Document) -> str:
    """The core of OWMS, which a record of the search has as well."""
    return f"""<owmskern>
  <dcterms:identifier>{escape(document.id)}</dcterms:identifier>
  <dcterms:title>{escape(full_title(document))}</dcterms:title>
  <dcterms:language>nl</dcterms:language>
  <dcterms:type scheme="OVERHEID.Informatietype">officiële publicatie</dcterms:type>
  <dcterms:creator scheme="OVERHEID.StatenGeneraal">{chamber(document)}</dcterms:creator>
  <dcterms:modified>{document.issued}</dcterms:modified>
</owmskern>"""


def mantel(document: Document) -> str:
    """The dates of OWMS, and the subject."""
    return f"""<owmsmantel>
  <dcterms:available>{document.issued}</dcterms:available>
  <dcterms:date>{document.day}</dcterms:date>
  <dcterms:issued>{document.issued}</dcterms:issued>
  <dcterms:subject scheme="OVERHEID.TaxonomieBeleidsagenda">Verzonnen onderwerp</dcterms:subject>
  <dcterms:publisher scheme="OVERHEID.Ministerie">Verzonnen uitgever</dcterms:publisher>
</owmsmantel>"""


def full_title(document: Document) -> str:
    """The titles of the dossier and of the document in one, as they are in DC.title."""
    return f"{document.dossier_title}; {document.title}"


def chamber(document: Document) -> str:
    """The chamber: documents of the Eerste Kamer are numbered with letters."""
    return ("Tweede" if document.number.isdigit() else "Eerste") + " Kamer der Staten-Generaal"


def _entries(document: Document) -> Iterator[tuple[str, str, str]]:
    yield "DC.identifier", "OVERHEIDop.ParlID", document.id
    yield "DC.title", "", full_title(document)
    yield "DC.type", "OVERHEID.Informatietype", "officiële publicatie"
    yield "DC.type", "OVERHEIDop.Parlementair", "Kamerstuk"
    yield "DC.type", "OVERHEIDop.KamerstukTypen", document.type
    yield "DC.creator", "OVERHEID.StatenGeneraal", chamber(document)
    yield "DCTERMS.issued", "DCTERMS.W3CDTF", document.issued
    yield "DCTERMS.available", "DCTERMS.W3CDTF", document.issued
    yield "DCTERMS.language", "XSD.language", "nl"
    yield "OVERHEID.category", "OVERHEID.TaxonomieBeleidsagenda", "Verzonnen onderwerp"
    if document.dossiers:
        yield "OVERHEIDop.dossiernummer", "", ";".join(document.dossiers)
    yield "OVERHEIDop.dossiertitel", "", document.dossier_title
    yield "OVERHEIDop.ondernummer", "", document.number
    yield "OVERHEIDop.documenttitel", "", document.title
    yield "OVERHEIDop.documentStatus", "", "Opgemaakt"
    yield "OVERHEIDop.vergaderjaar", "", document.session
    yield "OVERHEIDop.publicationName", "", "Kamerstuk"
    if document.date:
        yield "OVERHEIDop.datumBrief", "DCTERMS.W3CDTF", document.date
    if document.submitted:
        yield "OVERHEIDop.datumIndiening", "DCTERMS.W3CDTF", document.submitted
