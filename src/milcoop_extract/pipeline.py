"""The spaCy pipeline: a Dutch base with our components behind it."""

import gc
from pathlib import Path

import spacy
from spacy.language import Language

from milcoop_extract.mentions.amounts import component as amounts  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.dates import component as dates  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.durations import component as durations  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.kamerstukken import component as kamerstukken  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.percentages import component as percentages  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.programmes import component as programmes  # noqa: F401  (importing a module registers its factory)
from milcoop_extract.mentions.references import component as references  # noqa: F401  (importing a module registers its factory)

from .errors import ModelError
from .mentions import sentences  # noqa: F401  (importing a module registers its factory)

COMPONENTS = (
    "milcoop_programmes",
    "milcoop_references",
    "milcoop_kamerstukken",
    "milcoop_amounts",
    "milcoop_percentages",
    "milcoop_dates",
    "milcoop_durations",
)
"""Our components in the order in which they run: dates leave out what a name or a reference already covers, and Kamerstukken
what is a reference to another source."""

_SENTENCES = {"parser", "senter", "sentencizer"}


def load(model: str | Path | None = None, rules: str | Path | None = None) -> Language:
    """Return a Dutch pipeline with all of our components.

    `model` is an installed pipeline ("nl_core_news_sm") or a path; None is a blank Dutch one, which needs no download.
    `rules` is a folder of rule files; None is the one that came with the installation.

    Raises ModelError for a base that is missing or not Dutch, RuleError for a rule file that is wrong.
    """
    nlp = _base(model)
    for name in nlp.pipe_names:
        if name.startswith("milcoop_"):  # a base that was saved with our components
            nlp.remove_pipe(name)
    if not _SENTENCES & set(nlp.pipe_names):
        nlp.add_pipe("milcoop_sentences")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"rules": str(rules) if rules else None})
    # The rules leave many objects behind; to go through them now keeps the collector out of the first letter.
    gc.collect()
    return nlp


def _base(model: str | Path | None) -> Language:
    if model is None:
        nlp = spacy.blank("nl")
    else:
        try:
            nlp = spacy.load(model)
        except (OSError, ImportError, ValueError) as error:
            raise ModelError(f"{model}: no such pipeline ({error}). Install it, or leave --model out.") from error
    if nlp.lang != "nl":
        raise ModelError(f"{model}: a pipeline for {nlp.lang!r}, not for Dutch. Take a Dutch one, or leave --model out.")
    # The text is as long as the letter; our components need no memory in proportion to it beyond the tokens.
    nlp.max_length = 100_000_000
    return nlp
