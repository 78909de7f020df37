"""One letter on the terminal: its text with mentions and references highlighted, and what each section holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.color import Color
from rich.console import RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from milcoop_extract.extractor import Extraction
from milcoop_extract.mentions.types import MentionType, by_name, mention_types
from milcoop_extract.records import Amount, Place, Section

from .colours import ink_on


def render(extraction: Extraction) -> Iterator[RenderableType]:
    """Yield what is to be printed, in order: the legend, the text, the summary by section."""
    found = extraction.record.found
    yield _legend(found)
    yield _highlighted(extraction.text, found)
    yield _summary(extraction.sections, found)


def style(type_: MentionType) -> Style:
    """Return how the mentions of a type look: bold text on its colour."""
    return Style(color=Color.from_rgb(*ink_on(type_.colour)), bgcolor=Color.from_rgb(*type_.colour), bold=True)


def _count(mentions: Iterable[Place]) -> dict[MentionType, int]:
    """Return how many mentions each type has, without those that have none."""
    counts = Counter(mention.type for mention in mentions)
    return {type_: counts[type_.name] for type_ in mention_types() if counts[type_.name]}


def _legend(mentions: Iterable[Place]) -> Text:
    return Text(" ").join(
        Text(f"\N{NO-BREAK SPACE}{type_.table}\N{NO-BREAK SPACE}{count}\N{NO-BREAK SPACE}", style(type_))
        for type_, count in _count(mentions).items()
    )


def _highlighted(content: str, mentions: Iterable[Place]) -> Text:
    text = Text(f"\n{content}\n")
    for mention in mentions:
        text.stylize(style(by_name()[mention.type]), mention.start + 1, mention.end + 1)
    return text


def _summary(sections: Iterable[Section], mentions: Sequence[Place]) -> Table:
    summary = Table("Section", "Page", "Mentions", "Sums")
    for section in sections:
        found = [mention for mention in mentions if mention.section == section.id]
        summary.add_row(
            Text("  " * max(section.level - 1, 0) + (section.title or section.kind)),
            str(section.page or ""),
            ", ".join(f"{type_.table}\N{NO-BREAK SPACE}{count}" for type_, count in _count(found).items()),
            Text("; ".join(mention.text for mention in found if isinstance(mention, Amount))),
        )
    return summary
