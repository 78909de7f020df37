"""The spaCy pipeline: a Dutch base with our components behind it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import spacy
from spacy.lang.nl import Dutch
from spacy.language import Language

from .errors import ModelError
from .mentions import sentences  # noqa: F401  (importing the module registers its factory)
from .mentions.tokenizer import dutch_tokenizer, fit_tokenizer
from .mentions.types import in_running_order, mention_types

for _type in mention_types():
    import_module(f"{_type.package}.component")  # which registers its factory

COMPONENTS = tuple(type_.group for type_ in in_running_order())
"""Our components in the order in which they run: dates leave out what a name or a reference already covers, and Kamerstukken
what is a reference to another source."""


def load(model: str | Path | None = None, rules: str | Path | None = None) -> Language:
    """Return a Dutch pipeline with all of our components.

    `model` is an installed pipeline ("nl_core_news_sm") or a path; None is a blank Dutch one, which needs no download.
    `rules` is a folder of rule files; None is the one that came with the installation.

    Raises ModelError for a base that is missing or not Dutch, RuleError for a rule file that is wrong.
    """
    with _collector_paused():
        nlp = _base(model)
        fit_tokenizer(nlp)
        for name in nlp.pipe_names:
            if name.startswith("milcoop_"):  # a base that was saved with our components
                nlp.remove_pipe(name)
        # First, so that a parser or a sentence recogniser keeps to the ends of blocks, of which the text tells it nothing.
        nlp.add_pipe("milcoop_sentences", first=True)
        for name in COMPONENTS:
            nlp.add_pipe(name, config={"rules": str(rules) if rules else None})
    return nlp


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from the many objects of the rules while they are made, and from the first letter."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _base(model: str | Path | None) -> Language:
    if model is None:
        nlp: Language = Dutch(create_tokenizer=dutch_tokenizer)
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
