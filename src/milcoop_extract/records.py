"""The output contract: pydantic models of everything that is written.

Numbers are decimal strings, days ISO 8601, currencies ISO 4217, time values ISO-TimeML (TIMEX3). `start` and `end` are code
point offsets into the canonical text, ends exclusive; `source_start` and `source_end` the same span in the decoded source of
a text file, None for other formats. All models are frozen and refuse unknown keys.
"""

from datetime import date as Day
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SCHEMA_VERSION: Literal["1"] = "1"

DecimalString = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
"""A plain decimal number as a string: no exponent, no grouping."""

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""

Qualifier = Literal["approx", "min", "max", "over", "under"]
Role = Literal["level", "increase", "decrease"]
Bound = Literal["from", "until"]
ProgrammeKind = Literal["programme", "mission", "exercise", "policy", "formation"]
DateSource = Literal["header", "filename", "manifest", "option", "inferred"]
SectionKind = Literal["preamble", "body", "signature"]


class Record(BaseModel):
    """What all models share: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Record):
    """A sum in base units of its currency."""

    amount: DecimalString
    currency: Currency


class MoneyRange(Record):
    """A range of sums, both ends in base units."""

    low: DecimalString
    high: DecimalString
    currency: Currency


class Percent(Record):
    """A percentage: "1.24" is 1.24%."""

    percent: DecimalString


class NumberRange(Record):
    """A range of percentages."""

    low: DecimalString
    high: DecimalString


class Interval(Record):
    """A stretch of calendar time: first and last day (None where the year is not known), TIMEX3 value and modifier."""

    start: Day | None
    end: Day | None
    timex: str
    mod: Literal["START", "MID", "END"] | None = None


class Length(Record):
    """A length of time as an ISO 8601 duration."""

    timex: str


class LengthRange(Record):
    """A range of lengths, both ISO 8601 durations."""

    low: str
    high: str


class Citation(Record):
    """A parliamentary document; `identifier` and `url` as the official site forms them, None for a whole dossier."""

    dossier: str
    suffix: str | None = None
    number: str | None = None
    chamber: Literal["I", "II"] | None = None
    session: str | None = None
    pages: str | None = None
    identifier: str | None = None
    url: str | None = None


class ProgrammeName(Record):
    """Which named thing: one id for all of its names."""

    id: str
    name: str


class Reading(Record):
    """What a component reads off a span: its value and attributes, before it has a place in a letter."""


class AmountReading(Reading):
    """A sum of money. `equivalent_to` is the id of the amount of which this one is a conversion."""

    value: Money | MoneyRange
    qualifier: Qualifier | None = None
    role: Role = "level"
    equivalent_to: str | None = None
    implicit: bool = False


class PercentageReading(Reading):
    """A percentage; `basis` is "gdp" for a share of gross domestic product, `points` tells percentage points."""

    value: Percent | NumberRange
    qualifier: Qualifier | None = None
    role: Role = "level"
    basis: Literal["gdp"] | None = None
    points: bool = False


class DateReading(Reading):
    """Calendar time; `resolved` where part of the value comes from outside the span."""

    value: Interval
    resolved: bool = False
    bound: Bound | None = None


class DurationReading(Reading):
    """A length of time."""

    value: Length | LengthRange
    qualifier: Qualifier | None = None


class KamerstukReading(Reading):
    """A reference to a parliamentary document."""

    value: Citation


class ProgrammeReading(Reading):
    """A named programme; `discovered` where the name is not in the rules but was recognised by its form."""

    value: ProgrammeName
    kind: ProgrammeKind
    discovered: bool = False


class Place(Record):
    """Where a mention stands and which rule found it."""

    table: ClassVar[str]

    id: str
    type: str
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    source_start: int | None = None
    source_end: int | None = None
    page: int | None = None
    section: str
    sentence: str
    rule: str


class Amount(AmountReading, Place):
    """An amount in a letter."""

    table = "amounts"
    type: Literal["amount"] = "amount"


class Percentage(PercentageReading, Place):
    """A percentage in a letter."""

    table = "percentages"
    type: Literal["percentage"] = "percentage"


class Date(DateReading, Place):
    """A date in a letter."""

    table = "dates"
    type: Literal["date"] = "date"


class Duration(DurationReading, Place):
    """A duration in a letter."""

    table = "durations"
    type: Literal["duration"] = "duration"


class Kamerstuk(KamerstukReading, Place):
    """A Kamerstuk reference in a letter."""

    table = "kamerstukken"
    type: Literal["kamerstuk"] = "kamerstuk"


class Programme(ProgrammeReading, Place):
    """A programme in a letter."""

    table = "programmes"
    type: Literal["programme"] = "programme"


Mention = Annotated[Amount | Percentage | Date | Duration | Kamerstuk | Programme, Field(discriminator="type")]


class DocumentRecord(Record):
    """A letter: what it says of itself and where it came from. `source` is the file name, `words` counts canonical words."""

    id: str
    title: str | None = None
    date: Day | None = None
    date_source: DateSource | None = None
    dossier: str | None = None
    number: str | None = None
    session: str | None = None
    source: str
    sha256: str
    media_type: str
    pages: int | None = None
    words: int


class Section(Record):
    """A section; sections cover the whole text. `level` is 0 for the preamble and the signature, which have no title."""

    id: str
    kind: SectionKind = "body"
    level: int = Field(ge=0, le=2)
    title: str | None = None
    parent: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    source_start: int | None = None
    source_end: int | None = None
    page: int | None = None


class FootnoteRecord(Record):
    """A footnote; `anchor` is the offset just after the word that it hangs on, None when its mark was not found."""

    id: str
    marker: str
    start: int
    end: int
    anchor: int | None = None


class Equivalent(Record):
    """The same value in another unit, as the letter gives it."""

    value: DecimalString
    unit: str


class Indicator(Record):
    """A fact that an analyst would put into a spreadsheet, read off the mention with the id `mention`."""

    id: str
    subject: str
    indicator: str
    period: str | None = None
    value: DecimalString
    unit: str
    qualifier: Qualifier | None = None
    status: Literal["realised", "expected", "proposed", "target"]
    equivalent: Equivalent | None = None
    mention: str


class LetterRecord(Record):
    """One record file: a letter with all that was found in it."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: DocumentRecord
    sections: tuple[Section, ...] = ()
    footnotes: tuple[FootnoteRecord, ...] = ()
    mentions: tuple[Mention, ...] = ()
    indicators: tuple[Indicator, ...] = ()
