"""The rule files: TOML in one folder, one pydantic model a file, checked when they are loaded.

A wrong file is refused with a RuleError that names the file, the entry and the reason. The folder is the one that the user
names, else the one that came with the installation.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from .records import Currency, ProgrammeKind, Qualifier, Role

Word = Annotated[str, Field(min_length=1)]

LowerWord = Annotated[Word, AfterValidator(str.lower)]
"""A word that is looked up in small letters, whatever it is written like in the file."""

RuleId = Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file, the entry and the reason."""


class Entry(BaseModel):
    """What all entries share: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleFile(Entry):
    """A rule file; `file` is its name in the rules folder."""

    file: ClassVar[str]


R = TypeVar("R", bound=RuleFile)


def default_directory() -> Path:
    """Return the rules folder that came with the installation: in the wheel, or beside the sources of a checkout."""
    installed = Path(__file__).parent / "data" / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "rules"


def load(model: type[R], directory: Path | str | None = None) -> R:
    """Read and check the rule file of `model` in `directory` (None: the folder that came with the installation).

    Raises RuleError, naming file, entry and reason.
    """
    path = Path(directory or default_directory()) / model.file
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError("\n".join(f"{path}: {_describe(detail, data)}" for detail in error.errors())) from error


def _describe(detail: Any, data: dict[str, Any]) -> str:
    """Put an error of pydantic into words: which entry, which key, what is wrong."""
    location = list(detail["loc"])
    where = ".".join(map(str, location)) or "file"
    if len(location) > 1 and isinstance(location[1], int):
        entry = data[location[0]][location[1]]
        keys = ("id", "code", "word", "text", "name", "title") if isinstance(entry, dict) else ()
        name = next((str(entry[key]) for key in keys if key in entry), None)
        where = f"{location[0]} {location[1] + 1}" + (f" ({name})" if name else "") + "".join(f", {k}" for k in location[2:])
    return f"{where}: {detail['msg']}"


def refuse_duplicates(what: str, names: Iterable[str]) -> None:
    """Raise ValueError for names that are given more than once."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ValueError(f"{what} given more than once: {', '.join(sorted(twice))}")


class ProgrammeEntry(Entry):
    """A named thing and everything that it is called; the head of the file says what the keys mean."""

    id: str = RuleId
    name: str = Field(min_length=2)
    kind: ProgrammeKind
    names: tuple[Word, ...] = ()
    abbreviations: tuple[Word, ...] = ()
    short: tuple[Word, ...] = ()
    exact: bool = False
    editions: bool = False
    family: bool = False
    needs: tuple[Word, ...] = ()


class ExceptionEntry(Entry):
    """A piece of text in which no name is recognised."""

    text: str = Field(min_length=2)
    reason: str = Field(min_length=3)


class HeadEntry(Entry):
    """A head word by which an unlisted name is recognised, and the kind that it tells."""

    word: str = Field(min_length=2)
    kind: ProgrammeKind


class ProgrammeRules(RuleFile):
    """programmes.toml: the gazetteer."""

    file = "programmes.toml"
    programme: tuple[ProgrammeEntry, ...]
    exception: tuple[ExceptionEntry, ...] = ()
    head: tuple[HeadEntry, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("ids", (entry.id for entry in self.programme))
        refuse_duplicates("names", (name.casefold() for entry in self.programme for name in {entry.name, *entry.names}))
        refuse_duplicates("abbreviations", (name for entry in self.programme for name in entry.abbreviations))
        return self


class QualifierEntry(Entry):
    """Words that say how exact a figure is."""

    id: Qualifier
    before: tuple[Word, ...]
    near: tuple[Word, ...] = ()


class RoleEntry(Entry):
    """Words that make a figure a change; the head of the file says where each kind of word stands."""

    id: Role
    nouns: tuple[Word, ...]
    verbs: tuple[Word, ...]
    takes: tuple[Word, ...]
    passives: tuple[Word, ...] = ()
    particles: tuple[Word, ...] = ()
    bare: tuple[Word, ...] = ()
    done: tuple[Word, ...] = ()
    before: tuple[Word, ...]
    after: tuple[Word, ...]


class LeadEntry(Entry):
    """Words that may stand between a cue and its figure."""

    words: tuple[Word, ...]


class LevelEntry(Entry):
    """Words that lead in where a change ends or begins, by which there is none, and by which it goes on to another figure."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]
    stays: tuple[Word, ...]
    runs: tuple[Word, ...]


class GoalEntry(Entry):
    """Words of a change, beside which "tot" leads in a goal and not an upper limit."""

    words: tuple[Word, ...]


class GdpEntry(Entry):
    """Words that make a percentage a share of gross domestic product."""

    of: tuple[Word, ...]
    before: tuple[Word, ...]
    whole: tuple[Word, ...]
    after: tuple[Word, ...]
    norm: tuple[Word, ...]
    norms: tuple[str, ...]
    owner: tuple[Word, ...]
    carry: tuple[Word, ...]
    onward: tuple[Word, ...]
    names: tuple[Word, ...]
    parts: tuple[Word, ...]
    stop: tuple[Word, ...]


class QualifierRules(RuleFile):
    """qualifiers.toml: how exact a figure is, whether it is a change, and of what it is a share."""

    file = "qualifiers.toml"
    qualifier: tuple[QualifierEntry, ...]
    role: tuple[RoleEntry, ...]
    lead: LeadEntry
    level: LevelEntry
    goal: GoalEntry
    gdp: GdpEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("ids", [entry.id for entry in self.qualifier] + [entry.id for entry in self.role])
        return self


class MagnitudeEntry(Entry):
    """Words that multiply the number before them."""

    factor: int = Field(gt=1)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class PrefixEntry(Entry):
    """Letters beside a currency sign that multiply the number."""

    factor: int = Field(gt=1)
    letters: str = Field(min_length=1)


class NumberRules(RuleFile):
    """numbers.toml: words and letters that multiply a number."""

    file = "numbers.toml"
    magnitude: tuple[MagnitudeEntry, ...]
    prefix: tuple[PrefixEntry, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("words", (word for entry in self.magnitude for word in entry.words))
        return self


class CurrencyEntry(Entry):
    """A currency and how it is written; the head of the file says where each kind of word stands."""

    code: Currency
    signs: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    units: tuple[Word, ...] = ()
    adjectives: tuple[Word, ...] = ()
    places: tuple[Word, ...] = ()
    alone: tuple[Word, ...] = ()
    before_sum: tuple[Word, ...] = ()
    cents: tuple[Word, ...] = ()


class ImplicitEntry(Entry):
    """When a number without a currency is a sum of money."""

    home: tuple[Currency, ...] = Field(min_length=1)
    cents: tuple[Word, ...]
    money: tuple[Word, ...]
    counts: tuple[Word, ...]
    followed_by: tuple[Word, ...]


class CurrencyRules(RuleFile):
    """currencies.toml: currencies, and the words that make a bare number a sum."""

    file = "currencies.toml"
    currency: tuple[CurrencyEntry, ...]
    implicit: ImplicitEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("codes", (entry.code for entry in self.currency))
        refuse_duplicates("signs", (sign for entry in self.currency for sign in entry.signs))
        refuse_duplicates("words", (word.casefold() for entry in self.currency for word in entry.words))
        refuse_duplicates("units alone", (word.casefold() for entry in self.currency for word in entry.alone))
        for entry in self.currency:
            if missing := set(entry.alone) - set(entry.units):
                raise ValueError(f"alone of {entry.code} has no such unit: {', '.join(sorted(missing))}")
        return self


class MonthEntry(Entry):
    """A month and how it is written; an abbreviation counts only beside a day or a year."""

    number: int = Field(ge=1, le=12)
    names: tuple[LowerWord, ...] = Field(min_length=1)
    abbreviations: tuple[LowerWord, ...] = ()


class SeasonEntry(Entry):
    """A meteorological season: three months from `first_month`."""

    timex: Literal["SP", "SU", "FA", "WI"]
    first_month: int = Field(ge=1, le=12)
    names: tuple[LowerWord, ...] = Field(min_length=1)


class PartEntry(Entry):
    """Words for a third of a year or month."""

    mod: Literal["START", "MID", "END"]
    words: tuple[LowerWord, ...] = Field(min_length=1)


class RimEntry(Entry):
    """Words for the first or the last day of a year or month."""

    last: bool
    words: tuple[LowerWord, ...] = Field(min_length=1)


class DayEntry(Entry):
    """Words for a day, by how many days it lies after the date of the letter."""

    offset: int = Field(ge=-2, le=2)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class DecadeEntry(Entry):
    """Words for a decade of the twentieth century: digit 7 is the seventies."""

    digit: int = Field(ge=0, le=9)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class RelativeEntry(Entry):
    """Words that place a unit beside the date of the letter."""

    offset: int = Field(ge=-1, le=1)
    words: tuple[LowerWord, ...] = Field(min_length=1)
    past: bool = False


class UnitEntry(Entry):
    """A unit of time: `count` of the ISO 8601 designator ("TH" is an hour)."""

    designator: Literal["Y", "M", "W", "D", "TH", "TM", "TS"]
    count: int = Field(ge=1)
    words: tuple[LowerWord, ...] = Field(min_length=1)


class BoundsEntry(Entry):
    """Words beside a date that make it the first or the last of a stretch."""

    from_: tuple[Word, ...] = Field(alias="from")
    until: tuple[Word, ...]
    before: tuple[Word, ...]
    achieved: tuple[Word, ...]
    meant: tuple[Word, ...]
    onward: tuple[Word, ...]


class YearsEntry(Entry):
    """Words for a year, and words beside a number of four figures that tell whether it is one; the file says what they mean."""

    calendar: tuple[LowerWord, ...]
    school: tuple[LowerWord, ...]
    lead: tuple[LowerWord, ...]
    no_name: tuple[LowerWord, ...]
    number_lead: tuple[Word, ...]
    numbered: tuple[Word, ...]
    growth: tuple[Word, ...]
    name_lead: tuple[Word, ...]
    counted: tuple[Word, ...]
    uncounted: tuple[LowerWord, ...]
    title_page: tuple[Word, ...]
    subject: tuple[Word, ...]


class NamesEntry(Entry):
    """Words beside a month, a season or a word for a day that make it no single one ("elke zomer", "in de morgen")."""

    every: tuple[Word, ...]
    not_morgen: tuple[Word, ...]
    now: tuple[Word, ...]
    dated: tuple[Word, ...]


class TenseEntry(Entry):
    """Words that speak of what is to come, and of what has been."""

    since: tuple[Word, ...]
    addressed: tuple[Word, ...]
    planned: tuple[Word, ...]
    future: tuple[Word, ...]
    past: tuple[Word, ...]


class DurationsEntry(Entry):
    """Words beside a number of units that tell whether it is a length of time."""

    adjectives: tuple[Word, ...]
    persons: tuple[Word, ...]
    ages: tuple[Word, ...]
    age_before: tuple[Word, ...]
    age_after: tuple[Word, ...]
    year_limits: tuple[Word, ...]
    who: tuple[Word, ...]
    being: tuple[Word, ...]
    counted_before: tuple[Word, ...]
    counted_after: tuple[Word, ...]
    clock_before: tuple[Word, ...]
    clock_range: tuple[Word, ...]
    clock_after: tuple[Word, ...]
    compared: tuple[Word, ...]


class CalendarRules(RuleFile):
    """calendar.toml: words of the calendar."""

    file = "calendar.toml"
    month: tuple[MonthEntry, ...]
    season: tuple[SeasonEntry, ...]
    part: tuple[PartEntry, ...]
    rim: tuple[RimEntry, ...]
    day: tuple[DayEntry, ...]
    decade: tuple[DecadeEntry, ...]
    relative: tuple[RelativeEntry, ...]
    unit: tuple[UnitEntry, ...]
    bounds: BoundsEntry
    years: YearsEntry
    names: NamesEntry
    tense: TenseEntry
    durations: DurationsEntry

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if sorted(entry.number for entry in self.month) != list(range(1, 13)):
            raise ValueError("every month must be given exactly once")
        refuse_duplicates("words", (word for unit in self.unit for word in unit.words))
        return self


class HyphenPrefixEntry(Entry):
    """A prefix that keeps its hyphen: before every word save some, or before some only."""

    text: str = Field(min_length=2)
    only: tuple[Word, ...] = ()
    except_: tuple[Word, ...] = Field(default=(), alias="except")


class HyphenationRules(RuleFile):
    """hyphenation.toml: how words broken at the end of a line are put together again."""

    file = "hyphenation.toml"
    conjunctions: tuple[Word, ...]
    whole_words: tuple[Word, ...]
    hyphenated_words: tuple[Word, ...]
    diaeresis_words: tuple[Word, ...]
    diaeresis_prefixes: tuple[Word, ...]
    diaeresis_endings: tuple[Word, ...]
    plain_endings: tuple[Word, ...]
    prefix: tuple[HyphenPrefixEntry, ...]

    @model_validator(mode="after")
    def _usable(self) -> Self:
        refuse_duplicates("prefixes", (entry.text for entry in self.prefix))
        for word in self.hyphenated_words:
            if "-" not in word.strip("-"):
                raise ValueError(f"hyphenated_words: {word!r} has no hyphen in it")
        return self


class SectionNameEntry(Entry):
    """Headings of the first level, and what they say of the headings below them; the file says what the kinds mean."""

    kind: Literal["partner", "frame"]
    names: tuple[Word, ...] = Field(min_length=1)


class LetterHeadEntry(Entry):
    """Words with which the lines of the head of a letter begin; the file says what the keys mean."""

    subject: tuple[Word, ...]
    date: tuple[Word, ...]
    salutation: tuple[Word, ...]
    other: tuple[Word, ...]


class SignatureEntry(Entry):
    """Words with which a signature begins, and with which what follows it does."""

    openings: tuple[Word, ...] = Field(min_length=1)
    followers: tuple[Word, ...]


class HeadingEntry(Entry):
    """Words with which a short line begins that is no heading."""

    captions: tuple[Word, ...]


class FootnoteEntry(Entry):
    """Words beside a number that tell whether it can be the mark of a footnote; the file says what the keys mean."""

    numbered: tuple[Word, ...]
    units: tuple[Word, ...]
    followers: tuple[Word, ...]


class RunningEntry(Entry):
    """Regular expressions for the lines that are printed on every page."""

    lines: tuple[Word, ...]

    @field_validator("lines")
    @classmethod
    def _expressions(cls, lines: tuple[Word, ...]) -> tuple[Word, ...]:
        for line in lines:
            try:
                re.compile(line)
            except re.error as error:
                raise ValueError(f"{line!r} is not a regular expression: {error}") from error
        return lines


class SectionRules(RuleFile):
    """sections.toml: the parts of a letter."""

    file = "sections.toml"
    name: tuple[SectionNameEntry, ...]
    head: LetterHeadEntry
    signature: SignatureEntry
    heading: HeadingEntry
    footnote: FootnoteEntry
    running: RunningEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("names", (name.casefold() for entry in self.name for name in entry.names))
        return self


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """All that a reader needs to know."""

    hyphenation: HyphenationRules
    sections: SectionRules
    calendar: CalendarRules

    @classmethod
    def load(cls, directory: Path | str | None = None) -> Self:
        """Read the rule files of the readers in `directory` (None: the folder that came with the installation).

        Raises RuleError.
        """
        return cls(load(HyphenationRules, directory), load(SectionRules, directory), load(CalendarRules, directory))


class ChamberEntry(Entry):
    """Words for a chamber of parliament."""

    id: Literal["I", "II"]
    words: tuple[Word, ...] = Field(min_length=1)


class CitationWords(Entry):
    """Words by which citations are recognised; kamerstukken.toml says what the keys mean."""

    label: tuple[Word, ...] = Field(min_length=1)
    dossier: tuple[Word, ...] = Field(min_length=1)
    bill: tuple[Word, ...] = Field(min_length=1)
    document: tuple[Word, ...] = Field(min_length=1)
    number: tuple[Word, ...] = Field(min_length=1)
    numbers: tuple[Word, ...] = Field(min_length=1)
    page: tuple[Word, ...] = Field(min_length=1)
    session: tuple[Word, ...] = Field(min_length=1)
    other: tuple[Word, ...] = Field(min_length=1)
    joint: tuple[Word, ...]


class KamerstukRules(RuleFile):
    """kamerstukken.toml: how documents are cited and where they are published."""

    file = "kamerstukken.toml"
    words: CitationWords
    url: str = Field(pattern=r"\{identifier\}")
    divided: tuple[Word, ...]
    last_prefixed_session: str = Field(pattern=r"^\d{4}-\d{4}$")
    chamber: tuple[ChamberEntry, ...]


class HandelingenEntry(Entry):
    """Words for reports of debates, and the first session in which their identifier is made of meeting and item."""

    words: tuple[Word, ...] = Field(min_length=1)
    bodies: tuple[Word, ...] = Field(min_length=1)
    items: str = Field(pattern=r"^\d{4}-\d{4}$")


class AanhangselEntry(Entry):
    """Words for written questions with their answers."""

    words: tuple[Word, ...] = Field(min_length=1)


class JournalEntry(Entry):
    """Words for a journal; those of `short` also without a year."""

    id: Literal["stb", "trb", "stcrt"]
    words: tuple[Word, ...] = Field(min_length=1)
    short: tuple[Word, ...] = Field(min_length=1)


class EuEntry(Entry):
    """Series of the European Commission, kinds of acts, and the marks by which acts of the EU are told from others."""

    series: tuple[Word, ...] = Field(min_length=1)
    acts: tuple[Word, ...] = Field(min_length=1)
    marks: tuple[Word, ...] = Field(min_length=1)


class ReferenceRules(RuleFile):
    """references.toml: how official sources other than Kamerstukken are cited."""

    file = "references.toml"
    url: str = Field(pattern=r"\{identifier\}")
    handelingen: HandelingenEntry
    aanhangsel: AanhangselEntry
    journal: tuple[JournalEntry, ...] = Field(min_length=1)
    eu: EuEntry


class SingleEntry(Entry):
    """Ends by which a single capitalised word is a name, and words with such an end that are none."""

    suffixes: tuple[Word, ...]
    except_: tuple[Word, ...] = Field(alias="except")


class TreatyEntry(Entry):
    """Words of the official titles of treaties: what opens them, who the parties are, what is before the subject."""

    openers: dict[str, ProgrammeKind]
    parties: dict[str, str]
    about: tuple[Word, ...]


class DiscoveryRules(RuleFile):
    """discovery.toml: by what form an unlisted name is recognised; the head of the file says what the keys mean."""

    file = "discovery.toml"
    leads: dict[str, ProgrammeKind]
    suffixes: dict[str, ProgrammeKind]
    single: SingleEntry
    openers: dict[str, ProgrammeKind]
    treaties: TreatyEntry
    issuers: tuple[Word, ...]
    titled: dict[str, ProgrammeKind]
    links: tuple[Word, ...]
    inner: tuple[Word, ...]
    stops: tuple[Word, ...]
    lookalikes: tuple[Word, ...]
    owners: tuple[Word, ...]
    generic: tuple[Word, ...]
    bodies: tuple[Word, ...]
    prepositions: tuple[Word, ...]
    articles: tuple[Word, ...]
    conjunctions: tuple[Word, ...]
    tails: tuple[Word, ...]
    strip: tuple[Word, ...]
    never: tuple[Word, ...]
