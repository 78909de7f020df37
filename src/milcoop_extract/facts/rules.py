"""The rule files of the facts: of whom they tell, what they measure, and by which words."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from spacy.schemas import validate_token_pattern

from milcoop_extract.records import Role, Status
from milcoop_extract.rules import Entry, LowerWord, RuleFile, Word, refuse_duplicates

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
    names: tuple[Word, ...] = Field(min_length=1)
    adjectives: tuple[Word, ...]
    people: tuple[Word, ...] = ()
    bodies: tuple[Word, ...] = ()
    capital: Word | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """All that it is called in Dutch."""
        capital = (self.capital,) if self.capital else ()
        return (*self.names, *self.adjectives, *self.people, *self.bodies, *capital)

    @property
    def dutch(self) -> Word:
        """Its first name in Dutch; of an organisation that of the body."""
        return (self.bodies or self.names)[0]


class SubjectContextEntry(Entry):
    """Words beside a name that tell whether a figure is its own; the file says what the keys mean."""

    others: tuple[LowerWord, ...]
    bodies: tuple[LowerWord, ...]
    places: tuple[LowerWord, ...]
    makers: tuple[LowerWord, ...]
    articles: tuple[LowerWord, ...]
    all: tuple[LowerWord, ...]
    among: tuple[LowerWord, ...]
    joint: tuple[LowerWord, ...]
    some: tuple[LowerWord, ...]
    groups: tuple[LowerWord, ...]
    unnamed: tuple[LowerWord, ...]


class SubjectGapEntry(Entry):
    """What may stand between a name and the word that it belongs to; the file says what the keys mean."""

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
    """What a figure can be about, and the words that tell it; the file says what the keys mean."""

    id: Literal["defence", "investment", "programme"]
    nouns: tuple[LowerWord, ...] = Field(min_length=1)
    weak: tuple[LowerWord, ...]
    purposes: tuple[LowerWord, ...]
    field: tuple[LowerWord, ...] = ()


class IndicatorEntry(Entry):
    """A kind of fact: which mentions tell it, and by which words they tell something else."""

    id: IndicatorId
    name: str = Field(min_length=2)
    topic: Literal["defence", "investment", "programme"]
    figure: Literal["amount", "percentage"]
    basis: Literal["gdp"] | None = None
    roles: tuple[Role, ...] = Field(min_length=1)
    unit: Literal["%", "currency"]
    markers: tuple[LowerWord, ...] = ()
    whole: tuple[LowerWord, ...] = ()
    excludes: tuple[LowerWord, ...]


class RelationEntry(Entry):
    """Words by which a figure is tied to what is measured; the file says what the keys mean."""

    articles: tuple[LowerWord, ...]
    determiners: tuple[LowerWord, ...]
    of: tuple[LowerWord, ...]
    of_or_for: tuple[LowerWord, ...]
    on: tuple[LowerWord, ...]
    within: tuple[LowerWord, ...]
    relative: tuple[LowerWord, ...]
    joins: tuple[LowerWord, ...]
    whereof: tuple[LowerWord, ...]
    verbs: tuple[LowerWord, ...]
    links: tuple[LowerWord, ...]
    between: tuple[LowerWord, ...]
    onward: tuple[LowerWord, ...]
    spending: tuple[LowerWord, ...]
    apart: tuple[LowerWord, ...]
    parts: tuple[LowerWord, ...]
    extra: tuple[LowerWord, ...]
    goals: tuple[LowerWord, ...]
    compares: tuple[LowerWord, ...]
    another: tuple[LowerWord, ...]
    same: tuple[LowerWord, ...]
    thereby: tuple[LowerWord, ...]
    beside: tuple[LowerWord, ...]
    entered: tuple[LowerWord, ...]
    owners: tuple[LowerWord, ...]
    contrast: tuple[LowerWord, ...]
    own: tuple[LowerWord, ...]
    series: tuple[LowerWord, ...]
    again: tuple[LowerWord, ...]
    allied: tuple[LowerWord, ...]
    norms: tuple[LowerWord, ...]


class BreakEntry(Entry):
    """Words before which a stretch of a sentence ends; the file says what the keys mean."""

    strong: tuple[LowerWord, ...]
    weak: tuple[LowerWord, ...]
    onward: tuple[LowerWord, ...]
    clause: tuple[LowerWord, ...]
    time: tuple[LowerWord, ...]


class PatternEntry(Entry):
    """Sequences of words with open places, as patterns of spaCy's Matcher; the file says what the keys mean."""

    filler: Patterns
    year: Patterns
    years: Patterns


class PeriodEntry(Entry):
    """Words beside a time that tell whether it is the period of a figure; the file says what the keys mean."""

    compared: tuple[LowerWord, ...]
    dated: tuple[LowerWord, ...]
    year: tuple[LowerWord, ...]
    since: tuple[LowerWord, ...]
    onward: tuple[LowerWord, ...]
    spread: tuple[LowerWord, ...]
    present: tuple[LowerWord, ...]
    between: tuple[LowerWord, ...]
    beside: Patterns


class StatusEntry(Entry):
    """Words by which a figure is not yet so."""

    id: Status
    words: tuple[LowerWord, ...]
    budgets: tuple[LowerWord, ...] = ()
    unless: tuple[LowerWord, ...] = ()


class UnrealEntry(Entry):
    """Words by which a sentence tells no fact."""

    sentence: tuple[LowerWord, ...]
    near: tuple[LowerWord, ...]


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
