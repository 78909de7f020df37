"""How a date is written: one expression per form, made of the words of the calendar."""

from typing import NamedTuple

from .lexicon import COUNTS, WEEKDAYS, DateWords, either

YEAR = r"(?:1[6-9]|20|21)\d\d(?!\d|[.,]\d)"
_SHORT = r"(?P<short>['’‘]\d\d)(?![\w.,]?\w)"
_DASH = r"\s?[-–]\s?"
_JOINT = rf"(?:{_DASH}|/| tot en met | t/m | tot | à )"
_TH = "(?:e|ste|de)?"
_RECENT = r"(?P<recent>j\.?\s?l\.?(?!\w)|jongstleden|l\.?l\.(?!\w))"
_NEAR = rf",? (?:{_RECENT}|(?P<coming>a\.s\.|aanstaande(?!\w)|eerstkomende?(?!\w)))"

# The year of the letter or of the text around, unless words after it say which year else.
_SAME_YEAR = r"(?P<same>(?<=het )jaar)(?! ?(?:\d|['’]|dat\b|waar|daar|er[aovn]|van|tevoren|later|eerder|na\b))(?!\w)"


class Form(NamedTuple):
    """A way to write a date: who reads it, and the expression, whose groups say what its words give."""

    reader: str
    pattern: str


class Grammar:
    """The forms, made of a few parts that many of them share."""

    def __init__(self, words: DateWords) -> None:
        self._words = words
        self._relatives = either(words.relatives)
        self._relative = rf"(?P<rel>{self._relatives})"
        self._months = either(words.month_names)
        # "meiraming" and "mei-raming" are names of other things.
        self._month = rf"{self._months}(?!\w|-(?!{self._months})[a-zà-ÿ])"
        # An abbreviation without a full stop is one in small letters, or before a year.
        dotless = either(name.removesuffix(".") for name in words.abbreviations)
        self._short_month = (
            rf"(?:{either(words.abbreviations)}(?!\w)|(?-i:{dotless})(?![\w.])|{dotless}(?= (?:\d{{4}}|['’]\d\d)))"
        )
        self._dated_month = rf"(?:{self._month}|{self._short_month})"
        next_day = rf"\d{{1,2}}{_TH} {self._dated_month}"
        self._year = (
            rf"(?:(?:van |in )?(?:(?:het |de )?{self._relative} {either(words.calendar_years)}(?!\w)"
            rf"|(?:het (?:jaar )?|de )?(?P<year>{YEAR})(?!\s?[-–/](?!{next_day})\d)|(?:het jaar )?{_SHORT}))"
        )
        part = rf"(?P<mod>{either(words.mods)})(?!\w)(?: van)?(?: de| het)?"
        half = rf"(?P<half>{words.ordinals_up_to(2)}) helft(?: van)?(?: de| het)?"
        count = rf"(?:(?P<count>\d{{1,2}}|{either(COUNTS)}) |(?=(?:dag|maand) ))(?P<counted>{either(words.units)})"
        edge = rf"(?P<edge>eerste|laatste) {count}(?: van)?(?: de| het)?|(?P<rim>{either(words.rims)})"
        self._part = rf"(?:{part} )"
        self._part_or_half = rf"(?:(?:{part}|{half}) )"
        self._narrow = rf"(?:(?:{part}|{half}|{edge})(?: maand)? )"

    def forms(self) -> list[Form]:
        """Return the forms in the order in which they are tried."""
        return [
            *self._days(),
            *self._months_and_seasons(),
            *self._quarters_and_halves(),
            *self._weeks(),
            *self._decades_and_centuries(),
            *self._relative_days(),
            *self._years(),
        ]

    def _days(self) -> list[Form]:
        weekday = rf"(?:{either(WEEKDAYS)}|(?:ma|di|wo|do|vr|za)\.?(?= \d)|zo\.)"
        day = rf"(?:(?P<number>\d{{1,2}}){_TH}|(?P<word>{either(self._words.day_numbers)}))"
        last = rf"(?:{_JOINT}(?:{weekday} )?(?P<last>\d{{1,2}}){_TH})"
        item = rf"(?:{weekday} )?\d{{1,2}}"
        listed = rf"(?=(?:, {item}){{0,9}},? (?:en|of|op) {item}{_TH} (?P<month>{self._dated_month}))"
        return [
            # 2021-05-03
            Form("numeric", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<number>\d{2})(?![\w-])"),
            # 3-5-2021, 3/5/2021
            Form("numeric", r"(?P<number>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\w-])"),
            # 03-05-21
            Form("numeric", r"(?P<number>\d{1,2})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<short>\d\d)(?![\w/-]| \d)"),
            # maandag 3 mei 2021, 20 november jl., 2-3 juni 2015, eerste mei
            Form(
                "day",
                rf"(?:{weekday},? )?{day}{last}? (?P<month>{self._dated_month})(?:,? {self._year})?(?:{_NEAR})?",
            ),
            # the "12" and the "13" of "12, 13 en 14 mei 2021", the "3" of "de nacht van 3 op 4 mei"
            Form("day", rf"(?:{weekday} )?{day}{listed}"),
        ]

    def _months_and_seasons(self) -> list[Form]:
        when = rf"(?:(?P<when>{self._relatives}) )?"
        month = rf"(?P<month>{self._month}|{self._dated_month}(?= (?:\d{{4}}|['’]\d\d)))"
        winter = rf"(?P<year>{YEAR})(?:[-–/]\d{{2,4}}(?!\d))?"
        year = rf"(?:van |in )?(?:(?:het |de )?{self._relative} jaar(?!\w)|{winter}|{_SHORT})"
        season = rf"(?P<season>{either(self._words.seasons)})(?![\w-])"
        return [
            # medio maart 2020, mei van dit jaar, september jl., sept. 2020, komende oktober, eerste twee weken van mei
            Form("month", rf"{self._narrow}?{when}{month}(?: {self._year})?(?:{_NEAR})?"),
            # zomer van 2020, afgelopen zomer, winter 2020-2021, eind van deze zomer
            Form("season", rf"{self._part}?{when}{season}(?: {year})?"),
        ]

    def _quarters_and_halves(self) -> list[Form]:
        ordinal, first_two = self._words.ordinals_up_to(4), self._words.ordinals_up_to(2)
        quarter = rf"(?P<ordinal>{ordinal})"
        whose = rf"(?: (?:{self._year}|van het {_SAME_YEAR}))"
        return [
            # Q3 2021, 2021-Q3, eind derde kwartaal van 2021
            Form("quarter", rf"{self._part}?Q(?P<number>[1-4])(?:[ /-]{self._year})?(?!\w)"),
            Form("quarter", rf"(?P<year>{YEAR})[- ]?Q(?P<number>[1-4])(?!\w)"),
            Form("quarter", rf"{self._part}?{quarter} kwartaal(?!\w){whose}?"),
            # the "tweede" of "tweede en derde kwartaal"
            Form("quarter", rf"{quarter}(?=(?:, {ordinal})?,? (?:en|of|tot en met|t/m) (?:het )?{ordinal} kwartaal)"),
            # H1 2021, 2021-H1, eerste halfjaar 2021
            Form("year", rf"H(?P<half>[12])[ /-]{self._year}"),
            Form("year", rf"(?P<year>{YEAR})[- ]?H(?P<half>[12])(?!\w)"),
            Form("year", rf"(?P<half>{first_two}) half ?jaar(?!\w){whose}"),
            # the "eerste" of "eerste en tweede helft van 2021"
            Form("year", rf"(?P<half>eerste)(?= (?:en|of) (?:de )?tweede helft van (?:\d{{4}}|{self._relatives} jaar))"),
        ]

    def _weeks(self) -> list[Form]:
        week = rf"(?P<ordinal>{self._words.ordinals_up_to(5)}) week"
        last = rf"(?:{_JOINT}(?:week )?(?P<last>\d{{1,2}})(?!\d))"
        # "in week 2 1900 personen" has no year; "week 2 2021" stands in tables.
        year = rf"(?:,? (?=van |in |(?:19[5-9]\d|20\d\d)\s*(?:[^\w\s]|$)){self._year})?"
        other = "(?! van (?:de|het|een|mijn|deze|onze) )"
        return [
            # eerste week van mei 2021, laatste week van 2020
            Form("week", rf"{week} van (?:de )?(?:maand )?(?P<month>{self._months})(?!\w)(?: {self._year})?"),
            Form("week", rf"{week} (?=van){self._year}"),
            # week 12 van 2021, weken 12 tot en met 15; "week 3 van de cursus" is none
            Form("week", rf"we(?:ek|ken) (?P<number>\d{{1,2}})(?!\d|[.,]\d){last}?{year}{other}"),
            # 2021-W12
            Form("week", r"(?P<year>\d{4})-W(?P<number>\d{2})(?!\w)"),
        ]

    def _decades_and_centuries(self) -> list[Form]:
        decade = either(self._words.decades)
        tens = [f"{mark}{figure}0" for mark in "'’‘" for figure in range(10)]
        leads = [f"(?<=jaren {item}{link})" for item in (*self._words.decades, *tens) for link in (" en ", " of ", "-", "–")]
        number = r"(?P<year>(?:19|20)\d)0(?!\d)(?!,? (?:en|of|t/m|tot)\b|,? \d|\s?[-–/])"  # not "de jaren 2010 en 2011"
        century = rf"(?:{self._relative}|(?P<century>{self._words.ordinals_up_to(21)})) eeuw(?!\w)"
        whose = rf"(?: van (?:de |het )?{century})?"
        return [
            # eind jaren zeventig, jaren '90 van de vorige eeuw, jaren 1990
            Form(
                "decade",
                rf"{self._part_or_half}?jaren (?:(?P<word>{decade})(?!\w)|['’‘]?(?P<digit>\d)0(?!\d)|{number}){whose}",
            ),
            # tachtiger jaren
            Form("decade", rf"{self._part_or_half}?(?P<word>{decade})er jaren(?!\w){whose}"),
            # the "negentig" of "jaren tachtig en negentig"
            Form("decade", rf"(?:{'|'.join(leads)})(?:(?P<word>{decade})(?!\w)|['’‘](?P<digit>\d)0(?!\d)){whose}"),
            # eind dit decennium
            Form("relative_decade", rf"{self._part_or_half}?{self._relative} decennium(?!\w)"),
            # begin deze eeuw, tweede helft van de negentiende eeuw
            Form("century", rf"{self._part_or_half}?{century}"),
        ]

    def _relative_days(self) -> list[Form]:
        weekday = rf"(?P<weekday>{either(WEEKDAYS)})"
        return [
            # volgende week dinsdag, dinsdag volgende week
            Form("weekday", rf"{self._relative} (?P<in_week>week),? {weekday}(?!\w| \d)"),
            Form("weekday", rf"{weekday} {self._relative} (?P<in_week>week)(?!\w)"),
            # afgelopen vrijdag, vrijdag jl.; in "afgelopen vrijdag 3 mei" the day says it all
            Form("weekday", rf"{self._relative} {weekday}(?!\w| \d)"),
            Form("weekday", rf"{weekday}{_NEAR}"),
            # morgen
            Form("day_word", rf"(?P<day>{either(self._words.days)})(?!\w|-)"),
        ]

    def _years(self) -> list[Form]:
        long = rf"(?P<unit>maand|{either(self._words.calendar_years)})"
        other = rf"(?P<unit>week|weekend|kwartaal|{either(self._words.school_years)})"
        return [
            # eind 2019, begin volgend jaar, tweede helft van 2020, eerste drie maanden van het jaar
            Form("year", rf"{self._narrow}(?:{self._year}|{_SAME_YEAR})"),
            # dit jaar, eind volgende maand, vorig schooljaar
            Form("relative", rf"{self._narrow}?{self._relative} {long}(?!\w)"),
            Form("relative", rf"{self._part}?{self._relative} {other}(?!\w)"),
            # 2016–2019, 2020/21; 2020-11 is a month
            Form("years", rf"(?P<year>{YEAR})(?:{_DASH}|/)['’]?(?P<last>{YEAR}|\d\d(?!\d))(?![-–/\w])"),
            # 2020, '96
            Form("year", rf"(?P<year>{YEAR})(?![\w/])"),
            Form("year", _SHORT),
        ]
