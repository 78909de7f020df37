"""A page of a PDF as a picture, with the mentions as boxes on it."""

from pathlib import Path

import pdfplumber

from milcoop_extract.errors import ReadError
from milcoop_extract.extractor import Extraction
from milcoop_extract.mentions.types import by_name
from milcoop_extract.readers.pdf import MEDIA_TYPE

RESOLUTION = 120
"""Dots per inch."""

_FILL = 60
"""The opacity of a box, of 255."""


def draw_page(extraction: Extraction, path: Path, page: int, picture: Path) -> int:
    """Write the page with this number of the PDF at `path` as a PNG file; return how many mentions are on it.

    Raises ReadError where the letter is no PDF, or has no such page.
    """
    if extraction.document.media_type != MEDIA_TYPE:
        raise ReadError(path.name, "only a PDF has pages to draw", "Leave out --page and --png.")
    pages = extraction.document.pages or 0
    if not 1 <= page <= pages:
        raise ReadError(path.name, f"there is no page {page}", f"Choose one from 1 to {pages}.")
    drawn = 0
    with pdfplumber.open(path, pages=[page]) as pdf:
        image = pdf.pages[0].to_image(resolution=RESOLUTION)
        for mention in extraction.record.found:
            boxes = [
                (box.left, box.top, box.right, box.bottom)
                for on, box in extraction.letter.boxes(mention.start, mention.end)
                if on == page
            ]
            colour = by_name()[mention.type].colour
            image.draw_rects(boxes, fill=(*colour, _FILL), stroke=colour)
            drawn += bool(boxes)
        unfinished = picture.with_name(f".{picture.name}.part")
        image.save(unfinished, format="PNG")
    unfinished.replace(picture)
    return drawn
