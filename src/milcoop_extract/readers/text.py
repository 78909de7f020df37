"""Letters in plain text."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from milcoop_extract.document import BlockKind, Document
from milcoop_extract.errors import ReadError

from .characters import clean
from .classify import classify
from .decoding import decode, with_line_feeds
from .footnotes import split_notes
from .head import LetterHead
from .hyphenation import Hyphenation
from .lines import Line, split_lines
from .paragraphs import ends_in_broken_word, line_width, split_head, split_paragraphs
from .rules import ReadingRules
from .writer import BlockWriter

MEDIA_TYPE = "text/plain"

_MIN_BREAKS = 100
"""From fewer line breaks it cannot be told whether words are broken at line ends."""

_TYPESET_SHARE = 0.01
"""Where words are broken at line ends, more than this share of the lines in paragraphs ends in a hyphen."""

_WORD = re.compile(r"[a-z]{2}")

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def read_text(data: bytes, name: str, rules: ReadingRules) -> Document:
    """Read the bytes of a text file; `name` is its name, which may tell the dossier and number.

    Raises ReadError for what is not text, or has nothing in it.
    """
    document = _read(decode(data, name), sha256(data).hexdigest(), name, rules)
    if not document.text:
        raise ReadError(name, "there is no text in this file", "Check that it was saved whole.")
    return document


def read_string(text: str, rules: ReadingRules) -> Document:
    """Read a letter, or a piece of one, that is a string already."""
    whole = _HALF_CHARACTER.sub("\ufffd", with_line_feeds(text))
    return _read(whole, sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "", rules)


def _read(decoded: str, digest: str, name: str, rules: ReadingRules) -> Document:
    cleaned, cleaning = clean(decoded)
    all_lines, running = split_lines(cleaned, rules.sections.running)
    lines, notes = split_notes(cleaned, all_lines, rules.sections.footnote)
    letter_head = LetterHead(rules)
    extent = letter_head.extent([line.text for line in lines])
    head, body = lines[:extent], lines[extent:]
    paragraphs = split_paragraphs(body, line_width(body))

    writer = BlockWriter(cleaned, notes, _hyphenation(cleaned, [*paragraphs, *(note.lines for note in notes)], rules))
    for lines_of_head in split_head(head):
        writer.write(BlockKind.HEAD, lines_of_head)
    rows = {at for at, own in enumerate(paragraphs) if _is_row(decoded[slice(*cleaning.to_source(own[0].start, own[-1].end))])}
    for part in classify(paragraphs, rules.sections, untitled=rows):
        if part.kind is BlockKind.HEADING:
            writer.write(part.kind, part.lines, number=part.number, title_offset=part.title_offset)
        else:
            writer.write(part.kind, part.lines)
    text, alignment = writer.finish()

    head_texts = [text[block.start : block.end] for block in writer.blocks if block.kind is BlockKind.HEAD]
    return Document(
        text=text,
        blocks=tuple(writer.blocks),
        footnotes=tuple(writer.footnotes),
        media_type=MEDIA_TYPE,
        sha256=digest,
        metadata=letter_head.read(head_texts, running, name),
        decoded=decoded,
        alignment=alignment.through(cleaning),
        pages=all_lines[-1].page if all_lines else None,
    )


def _is_row(source: str) -> bool:
    """Whether a paragraph is a row of a table: a tab behind a word separates cells, and one behind a number does not."""
    before, tab, _ = source.partition("\t")
    return bool(tab) and _WORD.search(before) is not None


def _hyphenation(text: str, paragraphs: Iterable[Sequence[Line]], rules: ReadingRules) -> Hyphenation:
    breaks = [ends_in_broken_word(line.text) for lines in paragraphs for line in lines[:-1]]
    typeset = len(breaks) < _MIN_BREAKS or sum(breaks) > _TYPESET_SHARE * len(breaks)
    return Hyphenation(rules.hyphenation, text, typeset=typeset)
