"""The text of a letter of which only the record was kept, as far as its sentences tell it."""

from milcoop_extract.records import LetterRecord, Place, Section

_GAP = "\n\n"


def patchwork(record: LetterRecord) -> tuple[LetterRecord, str]:
    """Return a text made of the titles of the sections and the sentences with mentions, and the record with offsets into it.

    A mention that is not in its sentence as it stands there (white space was changed) is taken to be the whole sentence.
    """
    parts: list[str] = []
    length = 0
    found = sorted(record.found, key=lambda mention: (mention.start, -mention.end))
    moved: dict[str, Place] = {}
    sections: list[Section] = []

    def add(text: str) -> int:
        nonlocal length
        start = length
        parts.append(text + _GAP)
        length += len(text) + len(_GAP)
        return start

    for section in record.sections:
        begin, sentence, at, after = length, "", 0, 0
        if section.title:
            add(section.title)
        for mention in found:
            if mention.section != section.id:
                continue
            if mention.sentence != sentence:
                sentence = mention.sentence
                at, after = add(sentence), 0
            within = sentence.find(mention.text, after)
            start, size = (at + within, len(mention.text)) if within >= 0 else (at, len(sentence))
            after = max(within, after)
            moved[mention.id] = mention.model_copy(update={"start": start, "end": start + size})
        sections.append(section.model_copy(update={"start": begin, "end": length}))
    changed = {
        "mentions": tuple(moved[mention.id] for mention in record.mentions),
        "references": tuple(moved[reference.id] for reference in record.references),
        "sections": tuple(sections),
        "footnotes": (),
    }
    return record.model_copy(update=changed), "".join(parts)
