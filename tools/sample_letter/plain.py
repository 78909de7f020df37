"""The letter as plain text, as one copies it from the official site: a line a paragraph, marks glued to words."""

from .source import Grid, Heading, Inline, Items, SampleLetter


def make(letter: SampleLetter) -> bytes:
    """Return the letter in UTF-8."""
    blocks = [
        f"{letter.dossier} {letter.dossier_title}",
        f"Nr. {letter.number} {letter.heading}",
        letter.addressee,
        f"{letter.place}, {letter.date}",
    ]
    for part in letter.body:
        if isinstance(part, Heading):
            blocks.append(part.text)
        elif isinstance(part, Items):
            blocks.append("\n".join(f"{label} {_flat(item)}" for label, item in part.labelled("–")))
        elif isinstance(part, Grid):
            blocks.append("\n".join("\t".join(row) for row in part.rows))
        else:
            blocks.append(_flat(part.content))
    blocks.append(f"{letter.office}\n{letter.signatory}")
    blocks += (f"{number} {text}" for number, text in letter.notes.items())
    return ("\n\n".join(blocks) + "\n").encode()


def _flat(content: Inline) -> str:
    return "".join(piece if isinstance(piece, str) else piece.number for piece in content)
