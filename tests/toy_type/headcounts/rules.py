"""The rule file of headcounts."""

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator
from spacy.matcher import Matcher
from spacy.vocab import Vocab

from milcoop_extract.rules import Entry, RuleFile, Word


def _checked(pattern: list[dict[str, Any]]) -> list[dict[str, Any]]:
    Matcher(Vocab(), validate=True).add("pattern", [pattern])  # which raises ValueError where spaCy cannot read it
    return pattern


class HeadcountEntry(Entry):
    """A pattern in the form of spaCy's Matcher; its first token is the number."""

    id: Word
    pattern: Annotated[list[dict[str, Any]], AfterValidator(_checked)]


class HeadcountRules(RuleFile):
    """What is counted as people in uniform."""

    file: ClassVar[str] = "headcounts.toml"

    headcount: tuple[HeadcountEntry, ...]
