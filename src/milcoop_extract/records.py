"""The output contract: pydantic models of everything that is written.

Numbers are decimal strings, days ISO 8601, currencies ISO 4217, time values ISO-TimeML (TIMEX3). `start` and `end` are code
point offsets into the canonical text, ends exclusive; `source_start` and `source_end` the same span in the decoded source of
a text file, None for other formats. All models are frozen and refuse unknown keys.
"""

from datetime import date as Day
from typing import Annotated, ClassVar, Literal, get_args

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
Status = Literal["realised", "expected", "proposed", "target"]
DateSource = Literal["header", "filename", "manifest", "option", "inferred"]
SectionKind = Literal["preamble", "body", "signature"]
ReferenceKind = Literal["handelingen", "aanhangsel", "zaak", "document", "stb", "trb", "stcrt", "eu"]


class Record(BaseModel):
    """The base of all models: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Money(Record):
    """A sum in base units of its currency."""

    amount: DecimalString = Field(description="The sum in base units of its currency.")
    currency: Currency = Field(description="ISO 4217 code of the currency.")


class MoneyRange(Record):
    """A range of sums, both ends in base units."""

    low: DecimalString = Field(description="The lower end in base units.")
    high: DecimalString = Field(description="The upper end in base units.")
    currency: Currency = Field(description="ISO 4217 code of the currency.")


class Percent(Record):
    """A percentage: "1.24" is 1.24%."""

    percent: DecimalString = Field(description="The percentage: 1.24 is 1.24%.")


class NumberRange(Record):
    """A range of percentages."""

    low: DecimalString = Field(description="The lower end.")
    high: DecimalString = Field(description="The upper end.")


class Interval(Record):
    """A stretch of calendar time: first and last day (None where the year is not known), TIMEX3 value and modifier."""

    start: Day | None = Field(description="First day, ISO 8601.")
    end: Day | None = Field(description="Last day, ISO 8601, inclusive.")
    timex: str = Field(description="TIMEX3 value of the unit, or of both ends of a range.")
    mod: Literal["START", "MID", "END"] | None = Field(
        default=None, description="Which third of the unit: begin, medio or eind."
    )


class Length(Record):
    """A length of time as an ISO 8601 duration."""

    timex: str = Field(description="ISO 8601 duration.")


class LengthRange(Record):
    """A range of lengths, both ISO 8601 durations."""

    low: str = Field(description="The shorter end, an ISO 8601 duration.")
    high: str = Field(description="The longer end, an ISO 8601 duration.")


class Citation(Record):
    """A parliamentary document; `identifier` and `url` as the official site forms them, None for a whole dossier."""

    dossier: str = Field(description="Number of the dossier, digits only.")
    suffix: str | None = Field(default=None, description="Budget chapter or part of the dossier.")
    number: str | None = Field(default=None, description="Number or letter of the document; none for a whole dossier.")
    chamber: Literal["I", "II"] | None = Field(default=None, description="II is the Tweede Kamer, I the Eerste Kamer.")
    session: str | None = Field(default=None, description="Session, both years whole.")
    pages: str | None = Field(default=None, description="Pages that are cited.")
    identifier: str | None = Field(
        default=None, description="Identifier on the official site; none where it does not follow from the reference."
    )
    url: str | None = Field(default=None, description="Address on the official site.")


class OfficialSource(Record):
    """An official source that is no Kamerstuk: what its citation says, and `identifier` and `url` where they follow from it."""

    chamber: Literal["I", "II"] | None = Field(default=None, description="II is the Tweede Kamer, I the Eerste Kamer.")
    session: str | None = Field(default=None, description="Session, both years whole.")
    year: str | None = Field(default=None, description="Year of the journal, act or number.")
    series: str | None = Field(default=None, description="Series or kind of act: COM, SWD, richtlijn.")
    number: str | None = Field(default=None, description="Number of the source; of Handelingen that of the meeting.")
    item: str | None = Field(default=None, description="Item of the meeting.")
    pages: str | None = Field(default=None, description="Pages that are cited.")
    identifier: str | None = Field(
        default=None, description="Identifier on the official site; none where it does not follow from the citation."
    )
    url: str | None = Field(default=None, description="Address on the official site.")


class ProgrammeName(Record):
    """A named thing: one id for all of its names."""

    id: str = Field(description="Id of the named thing, the same for all of its names.")
    name: str = Field(description="Its name.")


class Reading(Record):
    """The value and attributes that a component reads off a span, before it has a place in a letter."""


class AmountReading(Reading):
    """A sum of money. `equivalent_to` is the id of the amount of which this one is a conversion."""

    value: Money | MoneyRange
    qualifier: Qualifier | None = Field(default=None, description="How exact the figure is.")
    role: Role = Field(default="level", description="Whether it tells how large something is or by how much it changed.")
    equivalent_to: str | None = Field(default=None, description="Id of the amount of which this one is a conversion.")
    implicit: bool = Field(default=False, description="Whether the currency stands only in the context.")


class PercentageReading(Reading):
    """A percentage; `basis` is "gdp" for a share of gross domestic product, `points` tells percentage points."""

    value: Percent | NumberRange
    qualifier: Qualifier | None = Field(default=None, description="How exact the figure is.")
    role: Role = Field(default="level", description="Whether it tells how large something is or by how much it changed.")
    basis: Literal["gdp"] | None = Field(default=None, description="gdp for a share of gross domestic product.")
    points: bool = Field(default=False, description="Whether these are percentage points.")


class DateReading(Reading):
    """Calendar time; `resolved` where part of the value comes from outside the span."""

    value: Interval
    resolved: bool = Field(default=False, description="Whether part of the value comes from outside the span.")
    bound: Bound | None = Field(default=None, description="Whether a stretch begins (from) or ends (until) with it.")


class DurationReading(Reading):
    """A length of time."""

    value: Length | LengthRange
    qualifier: Qualifier | None = Field(default=None, description="How exact the figure is.")


class KamerstukReading(Reading):
    """A reference to a parliamentary document."""

    value: Citation


class ReferenceReading(Reading):
    """A reference to an official source that is no Kamerstuk."""

    value: OfficialSource
    kind: ReferenceKind = Field(
        description="handelingen, aanhangsel; zaak and document (numbers of the Tweede Kamer); stb, trb, stcrt; eu."
    )


class ProgrammeReading(Reading):
    """A named programme; `discovered` where the name is not in the rules but was recognised by its form."""

    value: ProgrammeName
    kind: ProgrammeKind = Field(description="What kind of named thing it is.")
    discovered: bool = Field(default=False, description="Whether the name is not in the rules but was recognised by its form.")


CuedAttribute = Literal["qualifier", "role", "basis", "bound", "status", "subject", "period", "indicator"]


class Cue(Record):
    """The words by which an attribute was decided, and the rule that reads them so."""

    attribute: CuedAttribute = Field(description="The attribute that was decided.")
    value: str = Field(description="What it was decided to be.")
    rule: str = Field(description="Id of the rule of the cue.")
    text: str = Field(description="The words, as they stand in the canonical text.")
    start: int = Field(ge=0, description="Where they start in the canonical text.")
    end: int = Field(ge=0, description="Where they end, exclusive.")


class Place(Record):
    """Where a mention stands and which rule found it."""

    table: ClassVar[str]

    id: str = Field(description="Id of the mention within the document.")
    type: str = Field(description="Type of the mention.")
    text: str = Field(description="The mention as it stands in the canonical text.")
    start: int = Field(ge=0, description="Where it starts in the canonical text, in code points.")
    end: int = Field(ge=0, description="Where it ends, exclusive.")
    source_start: int | None = Field(default=None, description="Where it starts in the decoded source of a text file.")
    source_end: int | None = Field(default=None, description="Where it ends there, exclusive.")
    page: int | None = Field(default=None, description="Page of the source, counted from 1.")
    section: str = Field(description="Id of the section.")
    sentence: str = Field(description="The sentence around the mention.")
    rule: str = Field(description="Id of the rule that found the mention.")
    cues: tuple[Cue, ...] = Field(default=(), description="The words that decided its attributes, in the order of the text.")


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


class Reference(ReferenceReading, Place):
    """A reference to an official source that is no Kamerstuk. It is kept apart from the mentions."""

    table = "references"
    type: Literal["reference"] = "reference"


Mention = Annotated[Amount | Percentage | Date | Duration | Kamerstuk | Programme, Field(discriminator="type")]

MENTIONS: tuple[type[Place], ...] = get_args(get_args(Mention)[0])
"""The models of mentions, in the order in which tables and legends have them."""


class DocumentRecord(Record):
    """A letter: what it says of itself and where it came from. `source` is the file name, `words` counts canonical words."""

    id: str = Field(description="Id of the document, from the name of its file.")
    title: str | None = Field(default=None, description="What the letter is about, as its head says.")
    date: Day | None = Field(default=None, description="Date of the letter, by which relative dates are read.")
    date_source: DateSource | None = Field(default=None, description="Where that date comes from.")
    dossier: str | None = Field(default=None, description="Dossier that the letter belongs to.")
    number: str | None = Field(default=None, description="Its number in the dossier.")
    session: str | None = Field(default=None, description="Session of parliament.")
    source: str = Field(description="Name of the file.")
    sha256: str = Field(description="SHA-256 of the bytes of the file.")
    media_type: str = Field(description="Media type of the file.")
    pages: int | None = Field(default=None, description="Number of pages, where the format tells.")
    words: int = Field(description="Number of words in the canonical text.")


class Section(Record):
    """A section; sections cover the whole text."""

    id: str = Field(description="Id of the section within the document.")
    kind: SectionKind = Field(default="body", description="preamble, body or signature.")
    level: int = Field(
        ge=0, le=2, description="1 or 2; 0 for the preamble, the signature and text that no heading stands above."
    )
    title: str | None = Field(default=None, description="Title without its numbering; none at level 0.")
    parent: str | None = Field(default=None, description="Id of the section of level 1 around one of level 2.")
    start: int = Field(ge=0, description="Where it starts in the canonical text.")
    end: int = Field(ge=0, description="Where it ends, exclusive.")
    source_start: int | None = Field(default=None, description="Where it starts in the decoded source of a text file.")
    source_end: int | None = Field(default=None, description="Where it ends there, exclusive.")
    page: int | None = Field(default=None, description="Page of the source, counted from 1.")


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

    id: str = Field(description="Id of the indicator within the document.")
    subject: str = Field(description="Country (ISO 3166-1 alpha-2), organisation or programme.")
    indicator: str = Field(description="What is measured.")
    period: str | None = Field(default=None, description="TIMEX3 value of the period.")
    value: DecimalString = Field(description="The value.")
    unit: str = Field(description="ISO 4217 code, % or what is counted.")
    qualifier: Qualifier | None = Field(default=None, description="How exact the figure is.")
    status: Status = Field(description="realised, expected, proposed or target.")
    equivalent: Equivalent | None = Field(default=None, description="The same value in another unit.")
    mention: str = Field(description="Id of the mention that it was read from.")
    confidence: Literal["high", "low"] = Field(description="high where words tell the fact, low where part of it is inferred.")
    reason: str | None = Field(default=None, description="Why the confidence is low.")
    cues: tuple[Cue, ...] = Field(default=(), description="The words that decided it, in the order of the text.")


class LetterRecord(Record):
    """One record file: a letter with all that was found in it."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: DocumentRecord
    sections: tuple[Section, ...] = ()
    footnotes: tuple[FootnoteRecord, ...] = ()
    mentions: tuple[Mention, ...] = ()
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def found(self) -> tuple[Mention | Reference, ...]:
        """All that the components found: the mentions, then the references, each in the order of the text."""
        return (*self.mentions, *self.references)
