"""The grammar of dates: one form a line, made of the words of the calendar and of parts that many forms share.

How forms are written down is told in `forms`. They are tried in the order in which they stand here.
"""

from milcoop_extract.mentions.rule import Rule

from . import readers as read
from .expression import Unit
from .forms import Form, as_rules

FORMS = (
    # Days
    Form(
        "date.day",
        Unit.DAY,
        read.numeric_day,
        r"<year:iso_year>-(?P<month>\d{2})-(?P<number>\d{2})(?![\w-])",
        ("De peildatum is [[2021-05-03]].",),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.numeric_day,
        r"<number:figures>(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\w-])",
        ("De vergunning is op [[3-5-2021]] verleend.", "Het contract is op [[3/5/2021]] gegund."),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.numeric_day,
        r"<number:figures>(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<short>\d\d)(?![\w/-]| \d)",
        ("De stand is die van [[03-05-21]].",),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.day,
        "<weekday_>?<day><last_day>? <month:month_or_short>(?:,? <of_year>)?<near>?",
        (
            "Dat is op [[maandag 3 mei 2021]] besloten.",
            "Uw brief van [[20 november jl.]] heb ik ontvangen.",
            "De beurs is op [[2-3 juni 2015]] gehouden.",
            "Het gaat op [[eerste mei]] in.",
            "De zitting is op [[ma. 3 mei]].",
        ),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.day,
        "<weekday_listed_>?<day>(?=(?:, <list_item>){0,9},? (?:en|of|op) <list_item><ordinal_ending>? <month:month_or_short>)",
        ("Er is op [[12]], 13 en 14 mei 2021 gesproken.", "In de nacht van [[3]] op 4 mei 2021 is er gewerkt."),
    ),
    # Months and seasons
    Form(
        "date.month",
        Unit.MONTH,
        read.unit,
        "<narrow_>?<when_>?<month:month_alone>(?: <of_year>)?<near>?",
        (
            "De proef begon [[medio maart 2020]].",
            "Zij is in [[mei van dit jaar]] hervat.",
            "Het rapport is in [[september jl.]] verschenen.",
            "Bron: inspectie, [[sept. 2020]].",
            "Dat volgt in [[komende oktober]].",
            "In de [[eerste twee weken van mei]] is er gemeten.",
        ),
    ),
    Form(
        "date.half",
        Unit.MONTH,
        read.unit,
        "<half_of_><when_>?<month:month_alone>(?: <of_year>)?<near>?",
        ("In de [[tweede helft van mei 2021]] is er gemeten.",),
    ),
    Form(
        "date.season",
        Unit.SEASON,
        read.unit,
        "<part_>?<when_>?<season>(?: <of_season_year>)?",
        (
            "In de [[zomer van 2020]] is er gemeten.",
            "De [[afgelopen zomer]] was droog.",
            "Dat was in de [[winter 2020-2021]] zo.",
            "Het besluit valt [[eind van deze zomer]].",
        ),
    ),
    # Quarters and halves of a year
    Form(
        "date.quarter",
        Unit.QUARTER,
        read.quarter,
        r"<part_>?<quarter_letter_word>(?P<number>[1-4])(?:[ /-]<of_year>)?(?!\w)",
        ("De oplevering is in [[Q3 2021]].",),
    ),
    Form(
        "date.quarter",
        Unit.QUARTER,
        read.quarter,
        r"<year:year_figures>[- ]?<quarter_letter_word>(?P<number>[1-4])(?!\w)",
        ("De oplevering is in [[2021-Q3]].",),
    ),
    Form(
        "date.quarter",
        Unit.QUARTER,
        read.quarter,
        r"<part_>?<ordinal:ordinal_to_4> <quarter_word>(?!\w)<of_which_year>?",
        ("Dat volgt [[eind derde kwartaal van 2021]].", "Dat volgt in het [[2e kwartaal 2021]]."),
    ),
    Form(
        "date.quarter",
        Unit.QUARTER,
        read.quarter,
        "<ordinal:ordinal_to_4>(?=(?:, <ordinal_to_4>)?,? (?:en|of|tot en met|t/m) (?:het )?<ordinal_to_4> <quarter_word>)",
        ("Dat volgt in het [[tweede]] en derde kwartaal van 2021.",),
    ),
    Form(
        "date.half",
        Unit.YEAR,
        read.unit,
        "<half_letter_word>(?P<half>[12])[ /-]<of_year>",
        ("De oplevering is in [[H1 2021]].",),
    ),
    Form(
        "date.half",
        Unit.YEAR,
        read.unit,
        r"<year:year_figures>[- ]?<half_letter_word>(?P<half>[12])(?!\w)",
        ("De oplevering is in [[2021-H1]].",),
    ),
    Form(
        "date.half",
        Unit.YEAR,
        read.unit,
        r"<half:ordinal_to_2> <half_year_word>(?!\w)<of_which_year>",
        ("Dat volgt in het [[eerste halfjaar 2021]].",),
    ),
    Form(
        "date.half",
        Unit.YEAR,
        read.unit,
        r"<half:first_word>(?= (?:en|of) (?:de )?<ordinal_to_2> <half_word> van (?:\d{4}|<relative> <year_word>))",
        ("Dat was in de [[eerste]] en tweede helft van 2021 zo.",),
    ),
    # Weeks
    Form(
        "date.week",
        Unit.WEEK,
        read.week,
        r"<ordinal:ordinal_to_5> <week_word> van (?:de )?(?:<month_word> )?<month:month_name>(?!\w)(?: <of_year>)?",
        ("Het overleg is in de [[eerste week van mei 2021]].",),
    ),
    Form(
        "date.week",
        Unit.WEEK,
        read.week,
        "<ordinal:ordinal_to_5> <week_word> (?=van)<of_year>",
        ("Het overleg is in de [[laatste week van 2020]].",),
    ),
    # "week 3 van de cursus" is none
    Form(
        "date.week",
        Unit.WEEK,
        read.week,
        r"<weeks_word> (?P<number>\d{1,2})(?!\d|[.,]\d)<last_week>?<of_week_year>?(?! van (?:de|het|een|mijn|deze|onze) )",
        ("De levering is in [[week 12 van 2021]].", "De levering is in de [[weken 12 tot en met 15]]."),
    ),
    Form("date.week", Unit.WEEK, read.week, r"<year:iso_year>-W(?P<number>\d{2})(?!\w)", ("De levering is in [[2021-W12]].",)),
    # Decades and centuries
    Form(
        "date.decade",
        Unit.DECADE,
        read.decade,
        "<part_>?<a_decade>",
        (
            "Dat was [[eind jaren zeventig]] zo.",
            "In de [[jaren '90 van de vorige eeuw]] is dat veranderd.",
            "In de [[jaren 1990]] is dat veranderd.",
            "In de [[jaren 80]] is dat veranderd.",
        ),
    ),
    Form(
        "date.half",
        Unit.DECADE,
        read.decade,
        "<half_><a_decade>",
        ("In de [[tweede helft van de jaren zeventig]] is dat veranderd.",),
    ),
    Form(
        "date.decade", Unit.DECADE, read.decade, "<part_>?<adjective_decade>", ("In de [[tachtiger jaren]] is dat veranderd.",)
    ),
    Form(
        "date.half",
        Unit.DECADE,
        read.decade,
        "<half_><adjective_decade>",
        ("In de [[eerste helft van de tachtiger jaren]] is dat veranderd.",),
    ),
    Form(
        "date.decade",
        Unit.DECADE,
        read.decade,
        "<behind_decade><another_decade><of_century>?",
        ("In de jaren tachtig en [[negentig]] is dat veranderd.", "In de jaren '80 en [['90]] is dat veranderd."),
    ),
    Form(
        "date.decade",
        Unit.DECADE,
        read.relative_decade,
        r"<part_>?<rel:relative> <decade_word>(?!\w)",
        ("Dat volgt [[eind dit decennium]].",),
    ),
    Form(
        "date.half",
        Unit.DECADE,
        read.relative_decade,
        r"<half_><rel:relative> <decade_word>(?!\w)",
        ("Dat volgt in de [[tweede helft van dit decennium]].",),
    ),
    Form(
        "date.century",
        Unit.CENTURY,
        read.century,
        "<part_>?<a_century>",
        ("De traditie is van het [[begin van deze eeuw]].", "De wet is uit de [[19e eeuw]]."),
    ),
    Form(
        "date.half",
        Unit.CENTURY,
        read.century,
        "<half_><a_century>",
        ("De wet is uit de [[tweede helft van de negentiende eeuw]].",),
    ),
    # Days beside the date of the letter; in "afgelopen vrijdag 3 mei" the day says it all
    Form(
        "date.day",
        Unit.DAY,
        read.weekday,
        r"<rel:relative> (?P<in_week><week_word>),? <weekday:weekday>(?!\w| \d)",
        ("Het debat is [[volgende week dinsdag]].",),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.weekday,
        r"<weekday:weekday> <rel:relative> (?P<in_week><week_word>)(?!\w)",
        ("Het debat is [[dinsdag volgende week]].",),
    ),
    Form(
        "date.day",
        Unit.DAY,
        read.weekday,
        r"<rel:relative> <weekday:weekday>(?!\w| \d)",
        ("Het debat was [[afgelopen vrijdag]].",),
    ),
    Form("date.day", Unit.DAY, read.weekday, "<weekday:weekday><near>", ("Het debat was [[vrijdag jl.]] al.",)),
    Form("date.day", Unit.DAY, read.day_name, r"<day:day_name>(?!\w|-)", ("Het debat is [[morgen]].",)),
    # Years
    Form(
        "date.year",
        Unit.YEAR,
        read.unit,
        "<narrow_>(?:<of_year>|<same_year>)",
        (
            "Dat was [[eind 2019]] zo.",
            "Dat volgt [[begin volgend jaar]].",
            "Dat was in de [[eerste drie maanden van het jaar]] zo.",
            "De stand is die van [[ultimo 2020]].",
        ),
    ),
    Form(
        "date.half",
        Unit.YEAR,
        read.unit,
        "<half_of_>(?:<of_year>|<same_year>)",
        ("Dat was in de [[tweede helft van 2020]] zo.",),
    ),
    Form(
        "date.year", Unit.YEAR, read.unit, r"<narrow_>?<rel:relative> <calendar_year>(?!\w)", ("Dat is [[dit jaar]] begonnen.",)
    ),
    Form(
        "date.month",
        Unit.MONTH,
        read.unit,
        r"<narrow_>?<rel:relative> <month_word>(?!\w)",
        ("Dat volgt [[eind volgende maand]].",),
    ),
    Form(
        "date.half",
        Unit.MONTH,
        read.unit,
        r"<half_of_><rel:relative> <month_word>(?!\w)",
        ("Dat volgt in de [[tweede helft van volgende maand]].",),
    ),
    Form("date.week", Unit.WEEK, read.unit, r"<part_>?<rel:relative> <week_word>(?!\w)", ("Dat volgt [[volgende week]].",)),
    Form(
        "date.weekend",
        Unit.WEEKEND,
        read.unit,
        r"<part_>?<rel:relative> <weekend_word>(?!\w)",
        ("Het congres was [[afgelopen weekend]].",),
    ),
    Form(
        "date.quarter",
        Unit.QUARTER,
        read.unit,
        r"<part_>?<rel:relative> <quarter_word>(?!\w)",
        ("Dat volgt [[begin volgend kwartaal]].",),
    ),
    Form(
        "date.year",
        Unit.YEAR,
        read.school_year,
        r"<part_>?<rel:relative> <school_year>(?!\w)",
        ("De proef liep in het [[vorig schooljaar]] al.",),
    ),
    Form(
        "date.month",
        Unit.MONTH,
        read.month_in_figures,
        r"<year:year_figures>(?:<dash>|/)['’]?(?P<last>\d\d)(?![-–/\w])",
        ("De meting is van [[2020-11]].",),
    ),
    Form(
        "date.year",
        Unit.YEAR,
        read.years,
        r"<year:year_figures>(?:<dash>|/)['’]?(?P<last><year_figures>|\d\d(?!\d))(?![-–/\w])",
        ("Het plan loopt in [[2016–2019]] af.", "Dat is het verslag over [[2020/21]]."),
    ),
    Form("date.year", Unit.YEAR, read.unit, r"<year:year_figures>(?![\w/])", ("Dat is in [[2020]] begonnen.",)),
    Form("date.year", Unit.YEAR, read.unit, "<short_year>", ("Dat is in [['96]] begonnen.",)),
)

_DESCRIBED = {
    "date.day": (
        "A day, in figures or with its month, or beside the date of the letter",
        ("Zie artikel 3.5.2.", "Hij groet met goede morgen."),
    ),
    "date.week": ("A week, by its number or beside the date of the letter", ("In week 3 van de cursus is er een toets.",)),
    "date.weekend": ("A weekend beside the date of the letter", ("Het weekend is vrij.",)),
    "date.month": ("A month, or a part of one", ("Er is elke mei een markt.", "De meiraming is gunstig.")),
    "date.quarter": ("A quarter of a year", ("Een derde kwart is leeg.",)),
    "date.season": ("A season, or a part of one", ("De heer M. Winter is benoemd.", "Er is elke zomer een markt.")),
    "date.half": ("Half of a year, month, decade or century", ("De tweede helft van de wedstrijd begon.",)),
    "date.year": (
        "A year, several of them, or a part of one",
        ("Er zijn 2019 militairen uitgezonden.", "Resolutie 1973 is aangenomen."),
    ),
    "date.decade": ("Ten years that have a name, or a part of them", ("De afgelopen jaren 20 procent meer.",)),
    "date.century": ("A hundred years, or a part of them", ("Dat heeft een eeuw geduurd.",)),
}

RULES = (
    *as_rules(FORMS, _DESCRIBED),
    Rule(
        "date.range",
        "Two dates that are the ends of one stretch",
        ("Het liep van [[3 mei tot en met 4 juni 2021]].", "Dat was tussen [[2016 en 2019]] zo."),
        ("Dat was in 2016 en 2019 zo.",),
    ),
)
