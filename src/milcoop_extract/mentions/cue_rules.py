"""The model of qualifiers.toml: words around figures, and the sequences of words that tie them to a figure."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from spacy.matcher import Matcher
from spacy.vocab import Vocab

from milcoop_extract.records import Qualifier, Role
from milcoop_extract.rules import CueWord, Entry, RuleFile, refuse_duplicates

ANNOTATIONS = frozenset({"LEMMA", "POS", "TAG", "DEP", "MORPH"})
"""The annotations that a pattern may ask for and only some base pipelines give."""

DECIDING = (
    "qualifier.before",
    "qualifier.near",
    "qualifier.limit",
    "role.after",
    "role.noun-after",
    "role.noun-remark",
    "role.particle",
    "role.end",
    "role.start",
    "role.stays",
    "role.runs",
    "role.noun-van",
    "role.noun-bracket",
    "role.noun-before",
    "role.before",
    "role.verb-met",
    "role.verb-behind",
    "role.bare",
    "role.done",
    "role.object",
    "role.object-behind",
    "role.passive",
    "basis.gdp-of",
    "basis.gdp-after",
    "basis.gdp-later",
    "basis.gdp-before",
    "basis.gdp-whole",
    "basis.gdp-name",
    "basis.gdp-norm",
    "basis.gdp-norm-of",
    "basis.gdp-part",
    "basis.gdp-carry",
    "basis.gdp-joint",
    "basis.gdp-onward",
)
"""The links that decide an attribute; their ids are ids of rules."""

_FORMS = (
    "form.there",
    "form.with",
    "form.share",
    "form.perfect",
    "form.restated",
    "form.bracket",
    "form.article",
    "form.owner-before",
    "form.owner-after",
    "form.other",
    "form.own",
    "form.stop-before",
    "form.stop-after",
)
"""The links on which others depend."""


def _one_token(word: str) -> str:
    if "*" in word and not re.fullmatch(r"\*?\w+\*?", word):
        raise ValueError("an asterisk can stand at an end of one word only, without spaces or marks in it")
    return word


def _matchable(pattern: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Have spaCy check a pattern. Raises ValueError with what is wrong in it."""
    try:
        Matcher(_VOCAB, validate=True).add("pattern", [pattern])
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    except ValueError as error:
        reasons = [_in_words(*found.groups()) for found in _REASON.finditer(str(error))]
        raise ValueError("; ".join(reasons) or str(error)) from error
    return pattern


def _in_words(token: str, path: str, reason: str) -> str:
    keys = [part for part in path.split(" -> ") if not part.startswith(("TokenPattern", "str", "constrained"))]
    return f"token {int(token) + 1}, {', '.join(keys)}: {reason}"


_VOCAB = Vocab()
_REASON = re.compile(r"^- \[pattern -> (\d+) -> (.*?)\] (.*)$", re.MULTILINE)

FigureWord = Annotated[CueWord, AfterValidator(_one_token)]
"""A word or phrase; an asterisk at an end of a single word stands for any letters."""

Pattern = Annotated[list[dict[str, Any]], Field(min_length=1), AfterValidator(_matchable)]
"""A sequence of tokens in the form of spaCy's Matcher."""

Lists = Mapping[str, Mapping[str, Sequence[str]]]
"""Words by the name of their list ("role.nouns") and by what they say ("increase", or "" where the list says it)."""


class WordLists(Entry):
    """A table of lists of words."""

    def lists(self) -> Mapping[str, Sequence[str]]:
        """Return the lists of words by their names."""
        return {key: getattr(self, key) for key in type(self).model_fields if key not in {"id", "norms"}}


class QualifierEntry(WordLists):
    """Words that say how exact a figure is."""

    id: Qualifier
    before: tuple[FigureWord, ...]
    near: tuple[FigureWord, ...] = ()


class RoleEntry(WordLists):
    """Words that make a figure a change; the head of the file says where each kind of word stands."""

    id: Role
    nouns: tuple[FigureWord, ...]
    verbs: tuple[FigureWord, ...]
    takes: tuple[FigureWord, ...]
    passives: tuple[FigureWord, ...] = ()
    particles: tuple[FigureWord, ...] = ()
    bare: tuple[FigureWord, ...] = ()
    done: tuple[FigureWord, ...] = ()
    before: tuple[FigureWord, ...]
    after: tuple[FigureWord, ...]


class LeadEntry(WordLists):
    """Words that may stand between a cue and its figure."""

    words: tuple[FigureWord, ...]


class LevelEntry(WordLists):
    """Words that lead in where a change ends or begins, by which there is none, and by which it goes on to another figure."""

    limit: tuple[FigureWord, ...]
    before: tuple[FigureWord, ...]
    after: tuple[FigureWord, ...]
    stays: tuple[FigureWord, ...]
    runs: tuple[FigureWord, ...]


class GoalEntry(WordLists):
    """Words of a change, beside which "tot" leads in a goal and not an upper limit."""

    words: tuple[FigureWord, ...]


class FormEntry(WordLists):
    """Words that give a sentence its form; the head of the table says which."""

    with_: tuple[FigureWord, ...] = Field(alias="with")
    there: tuple[FigureWord, ...]
    perfect: tuple[FigureWord, ...]
    share: tuple[FigureWord, ...]
    restated: tuple[FigureWord, ...]
    bracket: tuple[FigureWord, ...]
    article: tuple[FigureWord, ...]


class GdpEntry(WordLists):
    """Words that make a percentage a share of gross domestic product."""

    of: tuple[FigureWord, ...]
    before: tuple[FigureWord, ...]
    whole: tuple[FigureWord, ...]
    after: tuple[FigureWord, ...]
    norm: tuple[FigureWord, ...]
    norms: tuple[str, ...]
    owner: tuple[FigureWord, ...]
    carry: tuple[FigureWord, ...]
    onward: tuple[FigureWord, ...]
    names: tuple[FigureWord, ...]
    parts: tuple[FigureWord, ...]
    stop: tuple[FigureWord, ...]
    joint: tuple[FigureWord, ...]
    turn: tuple[FigureWord, ...]
    other: tuple[FigureWord, ...]
    own: tuple[FigureWord, ...]


class LinkEntry(Entry):
    """The tie between a word of the lists `words` and a figure: a sequence between them, or any words without patterns.

    With `lead` the words that may stand between a cue and its figure are left out first. `then` must follow the word, unless
    the sentence ends there.
    """

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    side: Literal["before", "after"]
    lead: bool = False
    patterns: tuple[Pattern, ...] = ()
    then: Pattern | None = None


class WordEntry(Entry):
    """Words that only a pattern can tell, beside those of a list."""

    words: str
    value: str = ""
    patterns: tuple[Pattern, ...] = Field(min_length=1)


class BetweenEntry(Entry):
    """Sequences between two figures."""

    listed: tuple[Pattern, ...] = Field(min_length=1)
    number: tuple[Pattern, ...] = Field(min_length=1)
    from_to: tuple[Pattern, ...] = Field(min_length=1)


class QualifierRules(RuleFile):
    """qualifiers.toml: how exact a figure is, whether it is a change, and of what it is a share."""

    file = "qualifiers.toml"
    qualifier: tuple[QualifierEntry, ...]
    role: tuple[RoleEntry, ...]
    lead: LeadEntry
    level: LevelEntry
    goal: GoalEntry
    form: FormEntry
    gdp: GdpEntry
    link: tuple[LinkEntry, ...]
    word: tuple[WordEntry, ...] = ()
    between: BetweenEntry

    def lists(self) -> Lists:
        """Return all lists of words.

        A qualifier may stand between another cue and the figure. The names of a product go with the words for a share of it.
        """
        found: dict[str, dict[str, Sequence[str]]] = {}
        for table, entries in (("qualifier", self.qualifier), ("role", self.role)):
            for entry in entries:
                for key, words in entry.lists().items():
                    found.setdefault(f"{table}.{key}", {})[entry.id] = words
        for table in ("lead", "level", "goal", "form", "gdp"):
            found |= {f"{table}.{key.strip('_')}": {"": words} for key, words in getattr(self, table).lists().items()}
        exact = (word for entry in self.qualifier for word in entry.before)
        found["lead.words"] = {"": (*self.lead.words, *exact)}
        found["gdp.whole"] = {"": tuple(f"{share} {product}" for share in self.gdp.whole for product in self.gdp.of)}
        return found

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        refuse_duplicates("ids", [entry.id for entry in self.qualifier] + [entry.id for entry in self.role])
        refuse_duplicates("ids", [link.id for link in self.link])
        refuse_duplicates("ids", (link.id for link in self.link))
        known, ids = {*DECIDING, *_FORMS}, {link.id for link in self.link}
        for problem, names in (("no such link", ids - known), ("link is missing", known - ids)):
            if names:
                raise ValueError(f"{problem}: {', '.join(sorted(names))}")
        lists = self.lists()
        for entry in self.link:
            if unknown := set(entry.words) - lists.keys():
                raise ValueError(f"link {entry.id}: no such list of words: {', '.join(sorted(unknown))}")
        for word in self.word:
            if word.value not in lists.get(word.words, {}):
                raise ValueError(f"word: no such list of words: {word.words} {word.value}".rstrip())
        return self
