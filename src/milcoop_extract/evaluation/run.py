"""Extracts the letters that have gold, and scores them."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from spacy.language import Language

from milcoop_extract.document import Document
from milcoop_extract.extractor import extract
from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.pipeline import load
from milcoop_extract.readers import read
from milcoop_extract.readers.rules import ReadingRules
from milcoop_extract.records import LetterRecord

from .fact_scores import pool_facts
from .gold import Gold, digest, read_gold_folder
from .measure import score
from .results import DocumentScore, Evaluation, Skipped
from .scores import pool

_LINE_BREAK_IN_PARAGRAPH = re.compile(r"(?<!\n)\n(?!\n)")


def evaluate(
    paths: Iterable[Path | str], gold: Path | str, rules: Path | str | None = None, model: Path | str | None = None
) -> Evaluation:
    """Extract the files `paths` and score them against the gold in the folder `gold`.

    A text file finds its gold by the digest of its decoded text, whatever its name; a file of another format by its name. It is
    read as of the date that the gold gives. A file without gold is skipped, and so is a second file of the same letter in the
    same format. `rules` and `model` are as for `load`.

    Raises GoldError for gold that cannot be used, and what `load`, `read` and `extract` raise.
    """
    golds = read_gold_folder(gold)
    nlp, reading_rules = load(model, rules), ReadingRules.load(rules)
    scored: dict[tuple[str, str], DocumentScore] = {}
    skipped: list[Skipped] = []
    for path in map(Path, paths):
        document = read(path, reading_rules)
        annotation = _find(golds, document, path)
        if annotation is None:
            skipped.append(Skipped(source=path.name, reason="there is no gold for it"))
            continue
        key = annotation.document.id, document.media_type
        if key in scored:
            skipped.append(Skipped(source=path.name, reason=f"it is the same letter as {scored[key].source}"))
            continue
        record = extract(path, annotation.document.date, nlp=nlp, rules=rules).record
        scored[key] = score(annotation, record, _sentence_finder(nlp, document.decoded))
    documents = tuple(scored.values())
    return Evaluation(
        scores=pool(document.scores for document in documents),
        facts=pool_facts(document.facts for document in documents),
        documents=documents,
        skipped=tuple(skipped),
    )


def evaluate_records(records: Iterable[LetterRecord], gold: Path | str) -> Evaluation:
    """Score letters that were extracted before against the gold in the folder `gold`, as their records are.

    A text file finds its gold by its digest, so it must be UTF-8 with line feeds as the gold was made from; a file of another
    format finds it by its id. Raises GoldError for gold that cannot be used.
    """
    golds = read_gold_folder(gold)
    scored: list[DocumentScore] = []
    skipped: list[Skipped] = []
    for record in records:
        document = record.document
        key = "sha256" if document.media_type == "text/plain" else "id"
        same = [gold for gold in golds if getattr(gold.document, key) == getattr(document, key)]
        if same:
            scored.append(score(same[0], record))
        else:
            skipped.append(Skipped(source=document.source, reason="there is no gold for it"))
    documents = tuple(scored)
    return Evaluation(
        scores=pool(document.scores for document in documents),
        facts=pool_facts(document.facts for document in documents),
        documents=documents,
        skipped=tuple(skipped),
    )


def _find(golds: Sequence[Gold], document: Document, path: Path) -> Gold | None:
    if document.decoded is None:
        return next((gold for gold in golds if gold.document.id == path.stem), None)
    sha256 = digest(document.decoded)
    return next((gold for gold in golds if gold.document.sha256 == sha256), None)


def _sentence_finder(nlp: Language, source: str | None) -> Callable[[int, int], str] | None:
    """Return the look-up of the sentence around a range of the source, where line breaks are no ends of sentences."""
    if source is None:
        return None
    clauses = Clauses(nlp.make_doc(_LINE_BREAK_IN_PARAGRAPH.sub(" ", source)))

    def sentence_at(start: int, end: int) -> str:
        first, last = clauses.sentence(start, end)
        return " ".join(source[first:last].split())

    return sentence_at
