"""Puts the report together: what each part shows, and the templates that show it."""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from milcoop_extract import __version__
from milcoop_extract.mentions.types import mention_types
from milcoop_extract.records import DocumentRecord
from milcoop_extract.tables.atomic import replacing
from milcoop_extract.views.colours import DARK, LIGHT, bar, in_hex, tint
from milcoop_extract.views.compare import compare
from milcoop_extract.views.names import Names, programme_names
from milcoop_extract.views.results import LetterResult, Results
from milcoop_extract.views.values import converted, quantity, signed, size

from .charts import Chart, fact_charts, programme_chart, section_chart
from .patchwork import patchwork
from .text import SectionText, section_texts

if TYPE_CHECKING:
    from milcoop_extract.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A letter; all ids in it begin with `prefix`. `whole` is false where its text is put together from sentences."""

    prefix: str
    document: DocumentRecord
    sections: tuple[SectionText, ...]
    chart: Chart
    counts: Mapping[str, int]
    facts: int
    whole: bool


def write_report(results: Results, path: Path, evaluation: "Evaluation | None" = None, rules: Path | None = None) -> None:
    """Write the report on the results of an output folder, with names from a folder of rules (None: the one installed).

    Raises OSError where the file cannot be written, and RuleError.
    """
    with replacing(path) as file:
        file.writelines(render(results, evaluation, rules))


def render(results: Results, evaluation: "Evaluation | None" = None, rules: Path | None = None) -> Iterator[str]:
    """Yield the report piece by piece."""
    records = [letter.record for letter in results.letters]
    names = Names.load(rules, programme_names(records))
    anchors = {record.document.id: f"d{number}-" for number, record in enumerate(records, 1)}
    comparison = compare(records)
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    charts = [*fact_charts(comparison.facts, names, anchors), programme_chart(records, anchors)]
    script = _asset("report.js")
    style = _asset("report.css") + _types_style(environment)
    yield from environment.get_template("report.html.j2").generate(
        version=__version__,
        mentions=sum(len(record.found) for record in records),
        days=sorted({record.document.date for record in records if record.document.date}),
        names=names,
        types=mention_types(),
        letters=(_letter(letter, anchors[letter.record.document.id]) for letter in results.letters),
        documents=[_summary(letter, anchors) for letter in results.letters],
        anchors=anchors,
        sure=[fact for fact in comparison.facts if fact.confidence == "high"],
        unsure=[fact for fact in comparison.facts if fact.confidence != "high"],
        comparison=comparison,
        charts=[chart for chart in charts if chart],
        failures=results.failures,
        sheets=_sheets(evaluation),
        quantity=quantity,
        size=size,
        converted=converted,
        signed=signed,
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
    )


def _letter(letter: LetterResult, prefix: str) -> LetterPart:
    record, text = (letter.record, letter.text) if letter.text is not None else patchwork(letter.record)
    sections = tuple(section_texts(record, text, prefix))
    return LetterPart(
        prefix=prefix,
        document=record.document,
        sections=sections,
        chart=section_chart(f"{prefix}chart", sections),
        counts=sum((Counter(section.counts) for section in sections), Counter[str]()),
        facts=len(record.indicators),
        whole=letter.text is not None,
    )


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A letter in the overview."""

    anchor: str
    document: DocumentRecord
    counts: Mapping[str, int]
    facts: int


def _summary(letter: LetterResult, anchors: Mapping[str, str]) -> DocumentRow:
    record = letter.record
    counts: Counter[str] = Counter(mention.type for mention in record.found)
    return DocumentRow(anchors[record.document.id], record.document, counts, len(record.indicators))


def _sheets(evaluation: "Evaluation | None") -> Sequence[object]:
    if evaluation is None:
        return ()
    from milcoop_extract.evaluation import sheets  # noqa: PLC0415  # it loads spaCy, which only a report with gold needs

    return tuple(sheets(evaluation))


def _asset(name: str) -> Markup:
    """Return a style sheet or script of the report, which is no text of a letter and so is not escaped."""
    return Markup(files(__package__).joinpath("templates", name).read_text(encoding="utf-8"))


def _types_style(environment: Environment) -> Markup:
    """Return the style sheet of the types of mentions, which follows from their colours."""
    schemes = [
        {type_.name: (in_hex(tint(type_.colour, scheme)), in_hex(bar(type_.colour, scheme))) for type_ in mention_types()}
        for scheme in (LIGHT, DARK)
    ]
    return Markup(environment.get_template("types.css.j2").render(light=schemes[0], dark=schemes[1]))


def _hash(asset: str) -> str:
    """Return the digest by which a content security policy allows an inline element."""
    return f"'sha256-{b64encode(hashlib.sha256(asset.encode()).digest()).decode()}'"
