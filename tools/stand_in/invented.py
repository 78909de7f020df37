"""Letters to serve, in every form in which the repository has them. All their words are our own and say so."""

import json
from html import escape
from pathlib import Path

NOTICE = "Deze brief is verzonnen. Hij dient alleen om mee te proberen en komt niet uit een officiële publicatie."
_SENTENCES = (
    "Het verzonnen oefenprogramma Kwikstaart kostte in 2020 ongeveer € {amount} miljoen.",
    "Van de proefgroep was {share}% na drie weken klaar met de verzonnen taak.",
    "Over de verzonnen werkplaats bericht ik u voor 1 juni 2021 opnieuw.",
)


def write_letter(
    folder: Path, identifier: str, forms: str = "xml", paragraphs: int = 20, **known: str | None
) -> dict[str, bytes]:
    """Put a letter into the folder in the forms named ("xml html pdf"), with what is known of it; give the bytes of each."""
    makers = {"xml": letter_xml, "html": letter_html, "pdf": letter_pdf}
    made = {form: makers[form](identifier, _paragraphs(identifier, paragraphs)) for form in forms.split()}
    for form, data in made.items():
        (folder / f"{identifier}.{form}").write_bytes(data)
    if known:
        (folder / f"{identifier}.metadata.json").write_text(json.dumps(known), encoding="utf-8")
    return made


def letter_xml(identifier: str, paragraphs: list[str]) -> bytes:
    """A letter in the XML of the repository."""
    body = "\n".join(f"<al>{escape(text)}</al>" for text in paragraphs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:noNamespaceSchemaLocation="http://technische-documentatie.oep.overheid.nl/schema/op-xsd-2012-2">
<metadata>
<meta name="OVERHEIDop.externMetadataRecord" scheme="" content="https://zoek.officielebekendmakingen.nl/{identifier}/metadata.xml"/>
</metadata>
<kamerstuk>
<kamerstukkop><tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>33 279</dossiernr></dossiernummer><titel>Verzonnen dossier</titel></dossier>
<stuk>
<stuknr>Nr. <ondernummer kamer="2">1</ondernummer></stuknr>
<titel>VERZONNEN BRIEF {identifier}</titel>
<algemeen><vrije-tekst><tekst status="goed">
<al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al>
<al>Den Haag, 18 december 2020</al>
{body}
</tekst></vrije-tekst>
<tekst-sluiting><ondertekening><functie>De verzonnen Minister,</functie></ondertekening></tekst-sluiting>
</algemeen>
</stuk>
</kamerstuk>
</officiele-publicatie>
""".encode()


def letter_html(identifier: str, paragraphs: list[str]) -> bytes:
    """A letter as a page of the site."""
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<title>Verzonnen dossier</title>
<meta name="OVERHEIDop.publicationName" content="Kamerstuk">
<meta name="dcterms.identifier" content="{identifier}">
</head>
<body>
<article>
<div id="broodtekst" class="stuk broodtekst-container">
<h1 class="dossiertitel"><span class="dossiernummer">33 279</span> Verzonnen dossier</h1>
<h1 class="stuktitel"><span class="stuknummer">Nr. 1</span> VERZONNEN BRIEF {identifier}</h1>
<div class="algemeen">
<p>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</p>
<p>Den Haag, 18 december 2020</p>
{body}
<p class="ondertekening"><span class="functie">De verzonnen Minister,</span></p>
</div>
</div>
</article>
</body>
</html>
""".encode()


def letter_pdf(identifier: str, paragraphs: list[str]) -> bytes:
    """A letter as a PDF of one page, its lines one below the other."""
    shown = "\n".join(f"({_in_pdf(text)}) Tj T*" for text in [f"VERZONNEN BRIEF {identifier}", *paragraphs])
    stream = f"BT /F1 8 Tf 40 800 Td 11 TL\n{shown}\nET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, trailer)


def _paragraphs(identifier: str, number: int) -> list[str]:
    seed = sum(identifier.encode())
    texts = [_SENTENCES[nth % 3].format(amount=seed % 90 + nth + 1, share=seed % 50 + nth % 50) for nth in range(number)]
    return [NOTICE, *texts]


def _in_pdf(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
