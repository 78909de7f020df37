"""Gold: what a person annotated in a letter, as a JSON Lines file a letter.

The first line describes the letter, each further line is a mention or a heading. `start` and `end` are code point offsets
into the decoded source of the letter with line feeds as line ends; an end is exclusive. An attribute that a line leaves out
has its default: null, false, or the role "level". Unknown keys are refused, so that a typing error cannot pass for a default.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, create_model

from milcoop_extract.errors import GoldError
from milcoop_extract.mentions.types import MentionType, mention_types
from milcoop_extract.records import Amount, Percentage, Record

from .facts import GoldFact, read_facts


class GoldDocument(Record):
    """The letter that was annotated: `sha256` of its decoded text, and the date that relative expressions depend on."""

    type: Literal["document"]
    id: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    date: datetime.date | None = None
    characters: int | None = None


class GoldEntry(Record):
    """Where an annotation stands; `text` is its readable form, without line breaks and the hyphens before them.

    Of a long title " … " may stand for the words in the middle.
    """

    id: str
    start: int = Field(ge=0)
    end: int
    text: str


class GoldSection(GoldEntry):
    """A heading: `start` is where its line starts, `text` its title without the numbering."""

    type: Literal["section"]
    level: Literal[1, 2]


class GoldMention(GoldEntry):
    """A mention: `value` and the attributes of its type, which the models that are made of this one have (`MODELS`)."""

    type: str
    value: Any


def _model_of(type_: MentionType) -> type[GoldMention]:
    """Make the model of the gold of a type from what a component reads off a mention."""
    value = type_.reading.model_fields["value"].annotation
    fields: dict[str, Any] = {
        "type": (Literal[type_.name], ...),
        "value": (_with_optional(value, type_.not_compared) if type_.not_compared else value, ...),
    }
    for name in type_.attributes:
        if name not in type_.not_in_gold:
            field = type_.reading.model_fields[name]
            fields[name] = (field.annotation, field)
    return create_model(f"Gold{type_.record.__name__}", __base__=GoldMention, **fields)


def _with_optional(model: Any, names: Set[str]) -> type[Record]:
    """Return the model of a value in which some parts may be left out, and are never compared."""
    parts: dict[str, Any] = {
        name: (model.model_fields[name].annotation | None, Field(default=None, exclude=True)) for name in names
    }
    made: type[Record] = create_model(f"Gold{model.__name__}", __base__=model, **parts)
    return made


MODELS: Mapping[str, type[GoldMention]] = MappingProxyType(
    {type_.name: _model_of(type_) for type_ in mention_types() if type_.judged}
)
"""The model of each type of mention that gold has, by the name of the type."""

_FACTS = ".indicators.jsonl"
"""The ending of files with gold facts."""

_FIGURES = {model.model_fields["type"].default for model in (Amount, Percentage)}
"""The types of mentions that facts are read from."""

_LINES: Any = Union[(GoldDocument, GoldSection, *MODELS.values())]  # the models are known only now

_LINE: TypeAdapter[GoldDocument | GoldSection | GoldMention] = TypeAdapter(Annotated[_LINES, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one letter: its headings and its mentions, in the order of the text, and its facts, if it has any."""

    document: GoldDocument
    sections: tuple[GoldSection, ...] = ()
    mentions: tuple[GoldMention, ...] = ()
    facts: tuple[GoldFact, ...] | None = None


def digest(decoded: str) -> str:
    """Return the SHA-256 by which a letter finds its gold: of the decoded text with line feeds as line ends, in UTF-8."""
    return sha256(decoded.encode()).hexdigest()


def read_gold_folder(folder: Path | str) -> tuple[Gold, ...]:
    """Read the gold of all letters in `folder`, by file name, each with its facts where there is `<name>.indicators.jsonl`.

    Raises GoldError for a folder without gold, two files for one letter, and as `read_gold` does.
    """
    paths = sorted(path for path in Path(folder).glob("*.jsonl") if not path.name.endswith(_FACTS))
    if not paths:
        raise GoldError(f"{folder}: no gold files (*.jsonl) here")
    golds = tuple(map(read_gold, paths))
    for key in ("id", "sha256"):
        files: dict[str, Path] = {}
        for path, gold in zip(paths, golds, strict=True):
            first = files.setdefault(getattr(gold.document, key), path)
            if first != path:
                raise GoldError(f"{path}:1: has the same {key} as {first}")
    return golds


def read_gold(path: Path | str) -> Gold:
    """Read and check one gold file.

    Raises GoldError, naming file and line: for a line that is not as the models say, a first line that does not describe
    the letter, an id given twice, an empty span, mentions of one type that overlap, and an unknown `equivalent_to`.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error
    entries = {number: _parse(path, number, line) for number, line in enumerate(lines, 1) if line.strip()}
    document = entries.pop(1, None)
    if not isinstance(document, GoldDocument):
        raise GoldError(f'{path}:1: the first line must describe the letter: "type": "document"')
    annotations = {number: entry for number, entry in entries.items() if not isinstance(entry, GoldDocument)}
    problem = next(_problems(annotations, second=entries.keys() - annotations.keys()), None)
    if problem:
        number, reason = problem
        raise GoldError(f"{path}:{number}: {reason}")
    facts = Path(path).with_suffix(_FACTS)
    figures = {entry.id for entry in annotations.values() if entry.type in _FIGURES}
    try:
        derived = read_facts(facts, figures) if facts.exists() else None
    except (OSError, ValueError) as error:
        raise GoldError(f"{facts}:{error}") from error
    ordered = sorted(annotations.values(), key=lambda entry: (entry.start, entry.end))
    return Gold(
        document,
        sections=tuple(entry for entry in ordered if isinstance(entry, GoldSection)),
        mentions=tuple(entry for entry in ordered if not isinstance(entry, GoldSection)),
        facts=derived,
    )


def _parse(path: Path | str, number: int, line: str) -> GoldDocument | GoldSection | GoldMention:
    try:
        return _LINE.validate_json(line)
    except ValidationError as error:
        raise GoldError(f"{path}:{number}: {'; '.join(map(_describe, error.errors()))}") from error


def _describe(detail: Any) -> str:
    where = ".".join(map(str, detail["loc"]))
    return f"{where}: {detail['msg']}" if where else str(detail["msg"])


def _problems(entries: dict[int, GoldSection | GoldMention], second: set[int]) -> Iterator[tuple[int, str]]:
    """Yield what no line shows on its own: its number and the reason."""
    yield from ((number, "a letter is described on the first line only") for number in sorted(second))
    times = Counter(entry.id for entry in entries.values())
    ids = {(entry.type, entry.id) for entry in entries.values()}
    for number, entry in entries.items():
        if times[entry.id] > 1:
            yield number, f"the id {entry.id} is given more than once"
        if entry.start >= entry.end:
            yield number, f"the span {entry.start}:{entry.end} is empty"
        target = getattr(entry, "equivalent_to", None)
        if target is not None and (entry.type, target) not in ids:
            yield number, f"equivalent_to: there is no {entry.type} with the id {target}"
    in_order = sorted(entries.items(), key=lambda item: (item[1].type, item[1].start))
    for (_, left), (number, right) in pairwise(in_order):
        if left.type == right.type and right.start < left.end:
            yield number, f"overlaps with {left.id}, of the same type"
