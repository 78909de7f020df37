"""The rule files of the facts: of whom they tell, what they measure, and by which words."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from spacy.schemas import validate_token_pattern

from milcoop_extract.records import Role, Status
from milcoop_extract.rules import Entry, LowerCueWord, Name, RuleFile, refuse_duplicates

IndicatorId = Literal[
    "defence_budget",
    "defence_budget_change",
    "defence_budget_growth",
    "defence_gdp_share",
    "investment",
    "investment_share",
    "programme_budget",
]

INDICATORS: tuple[IndicatorId, ...] = get_args(IndicatorId)


def _checked(pattern: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    if errors := validate_token_pattern(list(pattern)):
        raise ValueError("; ".join(errors))
    return pattern


TokenPattern = Annotated[tuple[dict[str, Any], ...], Field(min_length=1), AfterValidator(_checked)]
"""A pattern of spaCy's Matcher, as spaCy checks it."""

Patterns = Annotated[tuple[TokenPattern, ...], Field(min_length=1)]


class SubjectEntry(Entry):
    """A country or an organisation and everything that it is called."""

    id: str = Field(pattern=r"^[A-Z]{2}$|^[A-Z]+(-[A-Z]+)*$")
    english: str = Field(min_length=2)
    names: tuple[Name, ...] = Field(min_length=1)
    adjectives: tuple[Name, ...]
    people: tuple[Name, ...] = ()
    bodies: tuple[Name, ...] = ()
    capital: Name | None = None

    @property
    def words(self) -> tuple[Name, ...]:
        """All that it is called in Dutch."""
        capital = (self.capital,) if self.capital else ()
        return (*self.names, *self.adjectives, *self.people, *self.bodies, *capital)

    @property
    def dutch(self) -> Name:
        """Its first name in Dutch; of an organisation that of the body."""
        return (self.bodies or self.names)[0]


class SubjectContextEntry(Entry):
    """Words beside a name that tell whether a figure is its own; the file says what the keys mean."""

    others: tuple[LowerCueWord, ...]
    bodies: tuple[LowerCueWord, ...]
    places: tuple[LowerCueWord, ...]
    makers: tuple[LowerCueWord, ...]
    articles: tuple[LowerCueWord, ...]
    all: tuple[LowerCueWord, ...]
    among: tuple[LowerCueWord, ...]
    joint: tuple[LowerCueWord, ...]
    some: tuple[LowerCueWord, ...]
    groups: tuple[LowerCueWord, ...]
    unnamed: tuple[LowerCueWord, ...]


class SubjectGapEntry(Entry):
    """Words between a name and the word that it belongs to; the file says what the keys mean."""

    attached: Patterns
    listed: Patterns
    turned: Patterns
    joined: Patterns


class SubjectRules(RuleFile):
    """subjects.toml: countries and organisations."""

    file = "subjects.toml"
    context: SubjectContextEntry
    between: SubjectGapEntry
    subject: tuple[SubjectEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("ids", (entry.id for entry in self.subject))
        refuse_duplicates("English names", (entry.english for entry in self.subject))
        refuse_duplicates("names", (name for entry in self.subject for name in entry.words))
        return self


class TopicEntry(Entry):
    """A topic of figures, and the words that tell it; the file says what the keys mean."""

    id: Literal["defence", "investment", "programme"]
    nouns: tuple[LowerCueWord, ...] = Field(min_length=1)
    weak: tuple[LowerCueWord, ...]
    purposes: tuple[LowerCueWord, ...]
    field: tuple[LowerCueWord, ...] = ()


class IndicatorEntry(Entry):
    """A kind of fact: which mentions tell it, and by which words they tell something else."""

    id: IndicatorId
    name: str = Field(min_length=2)
    topic: Literal["defence", "investment", "programme"]
    figure: Literal["amount", "percentage"]
    basis: Literal["gdp"] | None = None
    roles: tuple[Role, ...] = Field(min_length=1)
    unit: Literal["%", "currency"]
    markers: tuple[LowerCueWord, ...] = ()
    whole: tuple[LowerCueWord, ...] = ()
    excludes: tuple[LowerCueWord, ...]


class RelationEntry(Entry):
    """Words by which a figure is tied to what is measured; the file says what the keys mean."""

    articles: tuple[LowerCueWord, ...]
    determiners: tuple[LowerCueWord, ...]
    of: tuple[LowerCueWord, ...]
    of_or_for: tuple[LowerCueWord, ...]
    on: tuple[LowerCueWord, ...]
    within: tuple[LowerCueWord, ...]
    relative: tuple[LowerCueWord, ...]
    joins: tuple[LowerCueWord, ...]
    whereof: tuple[LowerCueWord, ...]
    verbs: tuple[LowerCueWord, ...]
    links: tuple[LowerCueWord, ...]
    between: tuple[LowerCueWord, ...]
    onward: tuple[LowerCueWord, ...]
    spending: tuple[LowerCueWord, ...]
    apart: tuple[LowerCueWord, ...]
    parts: tuple[LowerCueWord, ...]
    extra: tuple[LowerCueWord, ...]
    goals: tuple[LowerCueWord, ...]
    compares: tuple[LowerCueWord, ...]
    another: tuple[LowerCueWord, ...]
    same: tuple[LowerCueWord, ...]
    thereby: tuple[LowerCueWord, ...]
    beside: tuple[LowerCueWord, ...]
    entered: tuple[LowerCueWord, ...]
    owners: tuple[LowerCueWord, ...]
    contrast: tuple[LowerCueWord, ...]
    own: tuple[LowerCueWord, ...]
    series: tuple[LowerCueWord, ...]
    again: tuple[LowerCueWord, ...]
    allied: tuple[LowerCueWord, ...]
    norms: tuple[LowerCueWord, ...]


class BreakEntry(Entry):
    """Words before which a stretch of a sentence ends; the file says what the keys mean."""

    strong: tuple[LowerCueWord, ...]
    weak: tuple[LowerCueWord, ...]
    onward: tuple[LowerCueWord, ...]
    clause: tuple[LowerCueWord, ...]
    time: tuple[LowerCueWord, ...]


class PatternEntry(Entry):
    """Sequences of words with open places, as patterns of spaCy's Matcher; the file says what the keys mean."""

    filler: Patterns
    year: Patterns
    years: Patterns


class PeriodEntry(Entry):
    """Words beside a time that tell whether it is the period of a figure; the file says what the keys mean."""

    compared: tuple[LowerCueWord, ...]
    dated: tuple[LowerCueWord, ...]
    year: tuple[LowerCueWord, ...]
    since: tuple[LowerCueWord, ...]
    onward: tuple[LowerCueWord, ...]
    spread: tuple[LowerCueWord, ...]
    present: tuple[LowerCueWord, ...]
    between: tuple[LowerCueWord, ...]
    beside: Patterns


class StatusEntry(Entry):
    """Words by which a figure is not yet so."""

    id: Status
    words: tuple[LowerCueWord, ...]
    budgets: tuple[LowerCueWord, ...] = ()
    unless: tuple[LowerCueWord, ...] = ()


class UnrealEntry(Entry):
    """Words by which a sentence tells no fact."""

    sentence: tuple[LowerCueWord, ...]
    near: tuple[LowerCueWord, ...]


class IndicatorRules(RuleFile):
    """indicators.toml: what is measured, and by which words it is told."""

    file = "indicators.toml"
    topic: tuple[TopicEntry, ...]
    indicator: tuple[IndicatorEntry, ...]
    relation: RelationEntry
    breaks: BreakEntry
    pattern: PatternEntry
    period: PeriodEntry
    status: tuple[StatusEntry, ...]
    unreal: UnrealEntry

    @model_validator(mode="after")
    def _complete(self) -> Self:
        refuse_duplicates("topics", (entry.id for entry in self.topic))
        refuse_duplicates("ids", (entry.id for entry in self.indicator))
        if missing := {entry.topic for entry in self.indicator} - {entry.id for entry in self.topic}:
            raise ValueError(f"there is no topic {', '.join(sorted(missing))}")
        for entry in self.indicator:
            if (entry.unit == "%") != (entry.figure == "percentage"):
                raise ValueError(f"{entry.id}: the unit of an amount is its currency, that of a percentage is %")
        return self
