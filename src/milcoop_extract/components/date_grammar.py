"""How a date is written: one expression per form, made of the words of the calendar."""

from .date_words import COUNTS, WEEKDAYS, DateWords, either

YEAR = r"(?:1[6-9]|20|21)\d\d(?!\d|[.,]\d)"
_SHORT = r"(?P<short>['’‘]\d\d)(?![\w.,]?\w)"
_DASH = r"\s?[-–]\s?"
_JOINT = rf"(?:{_DASH}|/| tot en met | t/m | tot | à )"
_NEAR = r",? (?:(?P<recent>j\.?\s?l\.?(?!\w)|jongstleden|l\.?l\.(?!\w))|(?P<coming>a\.s\.|aanstaande(?!\w)|eerstkomende?(?!\w)))"


def forms(words: DateWords) -> list[tuple[str, str]]:  # noqa: PLR0914
    """Return the forms in the order in which they are tried, each with the name of what it gives.

    A group says what its words give: the reader of the form takes it from there.
    """
    relative = rf"(?P<rel>{either(words.relatives)})"
    month_names = either(words.month_names)
    # "meiraming" and "mei-raming" are names of other things.
    alone = rf"(?!\w|-(?!{month_names})[^\W\d])"
    dotless = either(name.removesuffix(".") for name in words.abbreviations)
    # An abbreviation without a full stop is one in small letters, or before a year.
    dated_month = (
        rf"(?:(?:{month_names}|{either(words.abbreviations)}){alone}|(?-i:{dotless})(?![\w.])|{dotless}(?= (?:\d{{4}}|['’]\d\d)))"
    )
    year = (
        rf"(?:(?:van |in )?(?:(?:het |de )?{relative} {either(words.calendar_years)}(?!\w)"
        rf"|(?:het (?:jaar )?|de )?(?P<year>{YEAR})(?!\s?[-–/]\d)|(?:het jaar )?{_SHORT}))"
    )
    # The year of the letter or of the context, unless words after it say which year else.
    bare_year = r"(?P<same>(?<=het )jaar)(?! ?(?:\d|['’]|dat\b|waar|daar|er[aovn]|van|tevoren|later|eerder|na\b))(?!\w)"
    whose = rf"(?: (?:{year}|van het {bare_year}))"
    part = rf"(?P<mod>{either(words.mods)})(?!\w)(?: van)?(?: de| het)?"
    half = rf"(?P<half>{words.ordinals_up_to(2)}) helft(?: van)?(?: de| het)?"
    edge = (
        rf"(?P<edge>eerste|laatste) (?:(?P<count>\d{{1,2}}|{either(COUNTS)}) |(?=(?:dag|maand) ))(?P<counted>{either(words.units)})"
        rf"(?: van)?(?: de| het)?"
        rf"|(?P<rim>{either(words.rims)})"
    )
    narrow, partly = rf"(?:(?:{part}|{half}|{edge})(?: maand)? )", rf"(?:{part} )"
    weekday = rf"(?:{either(WEEKDAYS)}|(?:ma|di|wo|do|vr|za)\.?(?= \d)|zo\.)"
    day = rf"(?:(?P<number>\d{{1,2}})(?:e|ste|de)?|(?P<word>{either(words.day_numbers)}))"
    last = rf"(?:{_JOINT}(?:{weekday} )?(?P<last>\d{{1,2}})(?:e|ste|de)?)"
    quarter, week = rf"(?P<ordinal>{words.ordinals_up_to(4)})", rf"(?P<ordinal>{words.ordinals_up_to(5)})"
    of_month = rf"van (?:de )?(?:maand )?(?P<month>{month_names})(?!\w)"
    century = rf"(?:{relative}|(?P<century>{words.ordinals_up_to(21)})) eeuw(?!\w)"
    decade = either(words.decades)
    listing = [f"jaren {word}{link}" for word in (*words.decades, *(f"{mark}{n}0" for n in range(10) for mark in "'’‘")) for link in (" en ", " of ", "-", "–")]  # fmt: skip
    after_decade = f"(?:{'|'.join(f'(?<={item})' for item in listing)})"
    return [
        # 2021-05-03
        ("numeric", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<number>\d{2})(?![\w-])"),
        # 3-5-2021, 3/5/2021
        ("numeric", r"(?P<number>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\w-])"),
        # 03-05-21
        ("numeric", r"(?P<number>\d{1,2})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<short>\d\d)(?![\w/-]| \d)"),
        # maandag 3 mei 2021, 20 november jl., 2-3 juni 2015, eerste mei
        ("day", rf"(?:{weekday},? )?{day}{last}? (?P<month>{dated_month})(?:,? {year})?(?:{_NEAR})?"),
        # the "12" and the "13" of "12, 13 en 14 mei 2021", the "3" of "de nacht van 3 op 4 mei"
        (
            "day",
            rf"(?:{weekday} )?{day}(?=(?:, (?:{weekday} )?\d{{1,2}}){{0,9}},? (?:en|of|op) (?:{weekday} )?\d{{1,2}}(?:e|ste|de)?"
            rf" (?P<month>{dated_month}))",
        ),
        # medio maart 2020, mei van dit jaar, september jl., sept. 2020, komende oktober, eerste twee weken van mei
        (
            "month",
            rf"{narrow}?(?:(?P<when>{either(words.relatives)}) )?"
            rf"(?P<month>{month_names}{alone}|{dated_month}(?= (?:\d{{4}}|['’]\d\d)))(?: {year})?(?:{_NEAR})?",
        ),
        # Q3 2021, 2021-Q3, derde kwartaal van 2021, the "tweede" of "tweede en derde kwartaal"
        ("quarter", rf"{partly}?Q(?P<number>[1-4])(?:[ /-]{year})?(?!\w)"),
        ("quarter", rf"(?P<year>{YEAR})[- ]?Q(?P<number>[1-4])(?!\w)"),
        ("quarter", rf"{partly}?{quarter} kwartaal(?!\w){whose}?"),
        (
            "quarter",
            rf"{quarter}(?=(?:, {words.ordinals_up_to(4)})?,? (?:en|of|tot en met|t/m) (?:het )?{words.ordinals_up_to(4)} kwartaal)",
        ),
        # H1 2021, 2021-H1, eerste halfjaar 2021, the "eerste" of "eerste en tweede helft van 2021"
        ("year", rf"H(?P<half>[12])[ /-]{year}"),
        ("year", rf"(?P<year>{YEAR})[- ]?H(?P<half>[12])(?!\w)"),
        ("year", rf"(?P<half>{words.ordinals_up_to(2)}) half ?jaar(?!\w){whose}"),
        ("year", rf"(?P<half>eerste)(?= (?:en|of) (?:de )?tweede helft van (?:\d{{4}}|dit|vorig|volgend|komend))"),
        # zomer van 2020, afgelopen zomer, winter 2020-2021, eind van deze zomer
        (
            "season",
            rf"{partly}?(?:(?P<when>{either(words.relatives)}) )?(?P<season>{either(words.seasons)})(?![\w-])"
            rf"(?: (?:van |in )?(?:(?:het |de )?{relative} jaar(?!\w)|(?P<year>{YEAR})(?:[-–/]\d{{2,4}}(?!\d))?|{_SHORT}))?",
        ),
        # eerste week van mei 2021, laatste week van 2020
        ("week", rf"{week} week {of_month}(?: {year})?"),
        ("week", rf"{week} week (?=van){year}"),
        # week 12 van 2021, weken 12 tot en met 15, 2021-W12
        (
            "week",
            rf"we(?:ek|ken) (?P<number>\d{{1,2}})(?!\d|[.,]\d)(?:{_JOINT}(?:week )?(?P<last>\d{{1,2}})(?!\d))?"
            rf"(?:,? {year})?(?! van (?:de|het|een|mijn|deze|onze) )",
        ),
        ("week", r"(?P<year>\d{4})-W(?P<number>\d{2})(?!\w)"),
        # eind jaren zeventig, jaren '90 van de vorige eeuw, tachtiger jaren, the "negentig" of "jaren tachtig en negentig"
        (
            "decade",
            rf"{narrow}?(?:jaren (?:(?P<word>{decade})(?!\w)|['’‘]?(?P<digit>\d)0(?!\d)"
            rf"|(?P<year>(?:19|20)\d)0(?!\d)(?!,? (?:en|of|t/m|tot)\b|,? \d|\s?[-–/]))"
            rf"|(?P<er>{decade})er jaren(?!\w)|{after_decade}(?:(?P<more>{decade})(?!\w)|['’‘](?P<digits>\d)0(?!\d)))"
            rf"(?: van (?:de |het )?{century})?",
        ),
        # volgende week dinsdag, dinsdag volgende week, afgelopen vrijdag, vrijdag jl.; morgen
        ("weekday", rf"{relative} (?P<in_week>week),? (?P<weekday>{either(WEEKDAYS)})(?!\w| \d)"),
        ("weekday", rf"(?P<weekday>{either(WEEKDAYS)}) {relative} (?P<in_week>week)(?!\w)"),
        ("weekday", rf"{relative} (?P<weekday>{either(WEEKDAYS)})(?!\w| \d)"),
        ("weekday", rf"(?P<weekday>{either(WEEKDAYS)}){_NEAR}"),
        ("day_word", rf"(?P<day>{either(words.days)})(?!\w|-)"),
        # begin deze eeuw, tweede helft van de negentiende eeuw
        ("century", rf"(?:(?:{part}|{half}) )?{century}"),
        # eind 2019, begin volgend jaar, tweede helft van 2020, eerste drie maanden van het jaar
        ("year", rf"{narrow}(?:{year}|{bare_year})"),
        # dit jaar, volgende maand, vorige eeuw
        ("relative", rf"{narrow}?{relative} (?P<unit>maand|{either(words.calendar_years)})(?!\w)"),
        ("relative", rf"{partly}?{relative} (?P<unit>week|weekend|kwartaal|{either(words.school_years)})(?!\w)"),
        # 2016–2019, 2020/21; 2020-11 is a month
        ("years", rf"(?P<year>{YEAR})(?:{_DASH}|/)['’]?(?P<last>{YEAR}|\d\d(?!\d))(?![-–/\w])"),
        # 2020, '96
        ("year", rf"(?P<year>{YEAR})(?![\w/])"),
        ("year", _SHORT),
    ]
