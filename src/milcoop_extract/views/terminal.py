"""One letter on the terminal: its text with mentions and references highlighted, and what each section holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from milcoop_extract.extractor import Extraction
from milcoop_extract.records import Amount, Place, Section

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "amounts": "bold black on green",
        "percentages": "bold black on cyan",
        "dates": "bold black on yellow",
        "durations": "bold black on bright_yellow",
        "kamerstukken": "bold white on blue",
        "programmes": "bold white on magenta",
        "references": "underline blue",
    }
)
"""How the mentions and references of each table look."""


def render(extraction: Extraction) -> Iterator[RenderableType]:
    """Yield what is to be printed, in order: the legend, the text, the summary by section."""
    found = (*extraction.mentions, *extraction.references)
    yield _legend(found)
    yield _highlighted(extraction.text, found)
    yield _summary(extraction.sections, found)


def _count(mentions: Iterable[Place]) -> dict[str, int]:
    """Return how many mentions each table has, in the order of the legend, without those that have none."""
    counts = Counter(mention.table for mention in mentions)
    return {table: counts[table] for table in STYLES if counts[table]}


def _legend(mentions: Iterable[Place]) -> Text:
    return Text(" ").join(
        Text(f"\N{NO-BREAK SPACE}{table}\N{NO-BREAK SPACE}{count}\N{NO-BREAK SPACE}", STYLES[table])
        for table, count in _count(mentions).items()
    )


def _highlighted(content: str, mentions: Iterable[Place]) -> Text:
    text = Text(f"\n{content}\n")
    for mention in mentions:
        text.stylize(STYLES[mention.table], mention.start + 1, mention.end + 1)
    return text


def _summary(sections: Iterable[Section], mentions: Sequence[Place]) -> Table:
    summary = Table("Section", "Page", "Mentions", "Sums")
    for section in sections:
        found = [mention for mention in mentions if mention.section == section.id]
        summary.add_row(
            Text("  " * max(section.level - 1, 0) + (section.title or section.kind)),
            str(section.page or ""),
            ", ".join(f"{table}\N{NO-BREAK SPACE}{count}" for table, count in _count(found).items()),
            Text("; ".join(mention.text for mention in found if isinstance(mention, Amount))),
        )
    return summary
