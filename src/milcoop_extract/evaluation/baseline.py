"""The last accepted evaluation, kept as a JSON file that can be read and compared line by line.

For each letter it has the counts, from which the scores follow, and the ids of the gold that was found with its value right,
so that what is lost can be named.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from milcoop_extract.errors import BaselineError
from milcoop_extract.records import Record

from .fact_scores import FactCounts, rate_facts
from .results import DocumentScore, Evaluation
from .scores import Counts, Scores, TypeScore, rate


class DocumentBaseline(Record):
    """The accepted result of one letter: counts, and ids of the gold that was found, both by type.

    `facts` has the counts of all its facts ("all") and of those with high confidence ("high"), where it has gold for them.
    """

    counts: dict[str, Counts]
    facts: dict[Literal["all", "high"], FactCounts] = Field(default_factory=dict)
    found: dict[str, tuple[str, ...]]


class Baseline(Record):
    """The accepted results, by the names of the letters as `DocumentScore.name` gives them."""

    documents: dict[str, DocumentBaseline]


class Change(Record):
    """A gold mention or heading that is found with its value right on one side of the comparison only."""

    document: str
    type: str
    gold: str
    text: str


class Fall(Record):
    """A score of a letter that is lower than it was."""

    document: str
    score: str
    before: float
    now: float


class BaselineComparison(Record):
    """The changes since the baseline.

    `new` are letters that the baseline does not know; `not_compared` are those that it knows and that were not evaluated now,
    which is no loss.
    """

    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    fallen: tuple[Fall, ...]
    new: tuple[str, ...]
    not_compared: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was lost and no score fell."""
        return not self.lost and not self.fallen


def read_baseline(path: Path | str) -> Baseline:
    """Read a baseline file.

    Raises BaselineError, naming file and reason.
    """
    try:
        return Baseline.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise BaselineError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        reasons = (f"{'.'.join(map(str, detail['loc'])) or 'file'}: {detail['msg']}" for detail in error.errors())
        raise BaselineError(f"{path}: not a baseline: {'; '.join(reasons)}") from error


def write_baseline(evaluation: Evaluation, path: Path | str) -> None:
    """Accept `evaluation`: write its letters to the baseline file, and keep the other letters that the file has.

    Raises BaselineError where there is a file that is not a baseline.
    """
    kept = read_baseline(path).documents if Path(path).exists() else {}
    accepted = {document.name: _accept(document) for document in evaluation.documents}
    baseline = Baseline(documents=dict(sorted({**kept, **accepted}.items())))
    text = json.dumps(baseline.model_dump(mode="json"), ensure_ascii=False, indent=2)
    Path(path).write_text(text + "\n", encoding="utf-8", newline="\n")


def _accept(document: DocumentScore) -> DocumentBaseline:
    return DocumentBaseline(
        counts=document.scores.counts(),
        facts=_facts(document),
        found={type_: tuple(texts) for type_, texts in document.found.items()},
    )


def _facts(document: DocumentScore) -> dict[Literal["all", "high"], FactCounts]:
    return {"all": document.facts.all.counts, "high": document.facts.high.counts} if document.facts else {}


def compare(evaluation: Evaluation, baseline: Baseline) -> BaselineComparison:
    """Tell what `evaluation` gained and lost against `baseline`, letter by letter.

    What is in the gold no more is not lost. F1, strict and by overlap, is compared for each type and overall, and so is the
    accuracy of values and attributes; a score that is None on either side is not, except that F1 counts as 1 where there is
    nothing to find and nothing was found.
    """
    evaluated = {document.name: document for document in evaluation.documents}
    pairs = [(document, baseline.documents[name]) for name, document in evaluated.items() if name in baseline.documents]
    return BaselineComparison(
        gained=tuple(change for pair in pairs for change in _gained(*pair)),
        lost=tuple(change for pair in pairs for change in _lost(*pair)),
        fallen=tuple(fall for pair in pairs for fall in _fallen(*pair)),
        new=tuple(sorted(evaluated.keys() - baseline.documents.keys())),
        not_compared=tuple(sorted(baseline.documents.keys() - evaluated.keys())),
    )


def _gained(document: DocumentScore, before: DocumentBaseline) -> Iterator[Change]:
    for type_, texts in document.found.items():
        for gold, text in texts.items():
            if gold not in before.found.get(type_, ()):
                yield Change(document=document.name, type=type_, gold=gold, text=text)


def _lost(document: DocumentScore, before: DocumentBaseline) -> Iterator[Change]:
    for difference in document.differences:
        if difference.kind in {"missed", "partial", "value"} and difference.gold in before.found.get(difference.type, ()):
            yield Change(document=document.name, type=difference.type, gold=difference.gold, text=difference.text)


def _fallen(document: DocumentScore, before: DocumentBaseline) -> Iterator[Fall]:
    now = dict((*_headline(document.scores), *_fact_headline(_facts(document))))
    for name, was in (*_headline(rate(before.counts)), *_fact_headline(before.facts)):
        if name in now and now[name] < was:
            yield Fall(document=document.name, score=name, before=was, now=now[name])


def _fact_headline(facts: Mapping[Literal["all", "high"], FactCounts]) -> Iterator[tuple[str, float]]:
    """Yield the scores of facts that must not fall: F1 of all, precision of those with high confidence."""
    for confidence, counts in facts.items():
        ratios = rate_facts(counts).ratios
        yield f"facts {confidence} F1", 1.0 if ratios.f1 is None else ratios.f1
        yield f"facts {confidence} precision", 1.0 if ratios.precision is None else ratios.precision


def _headline(scores: Scores) -> Iterator[tuple[str, float]]:
    """Yield the scores that must not fall, by name."""
    named: Mapping[str, TypeScore] = {"overall": scores.overall, **scores.types, "sections": scores.sections}
    for name, score in named.items():
        yield f"{name} F1", 1.0 if score.strict.f1 is None else score.strict.f1
        yield f"{name} overlap F1", 1.0 if score.overlap.f1 is None else score.overlap.f1
        for what, accuracy in {"value": score.value, **score.attributes}.items():
            if accuracy is not None:
                yield f"{name} {what}", accuracy
