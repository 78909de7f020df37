"""The letter as the official site has it: the XML of the publication, and its page in HTML."""

from collections.abc import Callable
from html import escape

from .source import Grid, Heading, Inline, Items, Mark, Part, SampleLetter

_SCHEMA = "http://technische-documentatie.oep.overheid.nl/schema/op-xsd-2012-2"
_SITE = "https://zoek.officielebekendmakingen.nl"

_INSTRUCTION_AT = 6
"""Where in a paragraph an instruction for the printer stands, in the middle of a word or not."""


def make_xml(letter: SampleLetter) -> bytes:
    """Return the letter as an officiele-publicatie."""
    initials, _, surname = letter.signatory.partition(" ")
    body = "\n".join(_xml_part(letter, part) for part in letter.body)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{_SCHEMA}">
<metadata>
<meta name="OVERHEIDop.externMetadataRecord" scheme="" content="{_SITE}/{letter.identifier}/metadata.xml"/>
</metadata>
<kamerstuk>
<kamerstukkop>
<tekstregel inhoud="kameraanduiding">{letter.chamber}</tekstregel>
<tekstregel inhoud="vergaderjaar">Vergaderjaar {letter.session}</tekstregel>
</kamerstukkop>
<dossier>
<dossiernummer><dossiernr>{letter.dossier}</dossiernr></dossiernummer>
<titel>{letter.dossier_title}</titel>
</dossier>
<stuk>
<stuknr>Nr. <ondernummer kamer="2">{letter.number}</ondernummer></stuknr>
<titel>{letter.heading}</titel>
<algemeen>
<vrije-tekst>
<tekst status="goed">
<al>{letter.addressee}</al>
<al>{letter.place}, {letter.date}</al>
{body}
</tekst>
</vrije-tekst>
<tekst-sluiting>
<ondertekening>
<functie>{letter.office}</functie>
<naam><voornaam>{initials}</voornaam><achternaam>{surname}</achternaam></naam>
</ondertekening>
</tekst-sluiting>
</algemeen>
</stuk>
</kamerstuk>
</officiele-publicatie>
""".encode()


def _xml_part(letter: SampleLetter, part: Part) -> str:
    def mark(found: Mark) -> str:
        number = found.number
        if not found.is_first:
            return f'<nootref refid="n{number}">{number}</nootref>'
        text = escape(letter.notes[number], quote=False)
        return f'<noot id="n{number}" type="voet"><noot.nr>{number}</noot.nr><noot.al>{text}</noot.al></noot>'

    match part:
        case Heading():
            return f'<tussenkop kopopmaak="{"vet" if part.level == 1 else "cur"}">{escape(part.text)}</tussenkop>'
        case Items():
            items = (f"<li><li.nr>{label}</li.nr><al>{_inline(item, mark)}</al></li>" for label, item in part.labelled("–"))
            return "\n".join(['<lijst type="expliciet">', *items, "</lijst>"])
        case Grid():
            head, *rows = part.rows
            columns = "".join(f'<colspec colnum="{at}" colname="col{at}"/>' for at in range(1, len(head) + 1))
            lines = "\n".join(map(_xml_row, rows))
            return (
                f'<table><tgroup cols="{len(head)}">{columns}\n<thead>{_xml_row(head)}</thead>\n'
                f"<tbody>\n{lines}\n</tbody></tgroup></table>"
            )
    text = _inline(part.content, mark)
    return f"<al>{text[:_INSTRUCTION_AT]}<?xpp afbreken?>{text[_INSTRUCTION_AT:]}</al>"


def _xml_row(cells: tuple[str, ...]) -> str:
    entries = (f'<entry colname="col{at}"><al>{escape(cell)}</al></entry>' for at, cell in enumerate(cells, 1))
    return f"<row>{''.join(entries)}</row>"


def make_html(letter: SampleLetter) -> bytes:
    """Return the page of the letter on the official site."""
    body = "\n".join(map(_html_part, letter.body))
    notes = "\n".join(_html_note(number, text) for number, text in letter.notes.items())
    return f"""<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="OVERHEIDop.publicationName" content="Kamerstuk">
<meta name="dcterms.identifier" content="{letter.identifier}">
<meta name="OVERHEIDop.dossiertitel" content="{letter.dossier_title}">
<title>Kamerstuk {letter.dossier.replace(" ", "")}, nr. {letter.number} | Overheid.nl</title>
<style>.stuk {{ max-width: 40em; }}</style>
</head>
<body>
<nav><ul><li><a href="{_SITE}/">Officiële bekendmakingen</a></li><li><a href="#broodtekst">Naar de tekst</a></li></ul></nav>
<main class="global-main">
<table class="publicatiegegevens">
<tr><th>Datum publicatie</th><th>Organisatie</th><th>Vergaderjaar</th><th>Dossier- en ondernummer</th></tr>
<tr><td>20-12-2022</td><td>{letter.chamber}</td><td>{letter.session.replace("–", "-")}</td>\
<td>{letter.dossier.replace(" ", "")} nr. {letter.number}</td></tr>
</table>
<article>
<div id="broodtekst" class="stuk broodtekst-container">
<h1 class="dossiertitel"><span class="dossiernummer">{letter.dossier}</span> {letter.dossier_title}</h1>
<h1 class="stuktitel"><span class="stuknummer">Nr. {letter.number}</span> {letter.heading}</h1>
<div class="algemeen">
<p>{letter.addressee}</p>
<p>{letter.place}, {letter.date}</p>
{body}
<p class="ondertekening"><span class="functie">{letter.office}</span> <span class="naam">{letter.signatory}</span></p>
</div>
<div id="noten">
{notes}
</div>
<p><a href="#">Naar boven</a></p>
</div>
</article>
</main>
<script>document.documentElement.className = "js";</script>
</body>
</html>
""".encode()


def _html_part(part: Part) -> str:
    match part:
        case Heading():
            tag = f"h{part.level + 1}"
            return f'<{tag} class="tussenkop">{escape(part.text)}</{tag}>'
        case Items():
            items = (
                f'<li class="li"><p class="labeled"><span class="ol">{label}</span> {_inline(item, _html_mark)}</p></li>'
                for label, item in part.labelled("–")
            )
            return "\n".join(['<ul class="expliciet whitespace-small">', *items, "</ul>"])
        case Grid():
            head, *rows = ("".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) for row in part.rows)
            lines = "\n".join(f"<tr>{row}</tr>" for row in rows)
            return f"<table>\n<thead><tr>{head.replace('td>', 'th>')}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
    return f"<p>{_inline(part.content, _html_mark)}</p>"


def _html_mark(mark: Mark) -> str:
    key = f"n{mark.number}"
    return f'<sup><a class="nootnum supernote-click-{key}" href="#{key}">{mark.number}</a></sup>'


def _html_note(number: str, text: str) -> str:
    return (
        f'<div class="voet noot snp-mouseoffset snb-pinned notedefault" id="supernote-note-n{number}">'
        f'<h5 class="note-close">X Noot</h5><span class="nootnum"><a id="n{number}"></a>{number}</span>'
        f"<p>{escape(text, quote=False)}</p></div>"
    )


def _inline(content: Inline, mark: Callable[[Mark], str]) -> str:
    return "".join(escape(piece, quote=False) if isinstance(piece, str) else mark(piece) for piece in content)
