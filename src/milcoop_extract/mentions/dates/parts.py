"""The parts of dates that many forms share, each as its alternatives; how they are written down is told in `forms`.

A name that ends in an underscore is that of a part with the space behind it.
"""

PARTS = {
    "dash": (r"\s?[-–]\s?",),
    "to": (r"(?:<dash>|/| <joint_word> )",),
    # How a day begins: "maandag 3", "ma. 3".
    "weekday_": ("<weekday>,? ", r"<weekday_short>(?= \d),? "),
    "weekday_listed_": ("<weekday> ", r"<weekday_short>(?= \d) "),
    "day": ("<number:figures><ordinal_ending>?", "<word:day_number>"),
    "last_day": (r"<to>(?:<weekday_listed_>)?(?P<last>\d{1,2})<ordinal_ending>?",),
    "list_item": (r"(?:<weekday_listed_>)?\d{1,2}",),
    # "meiraming" and "mei-raming" are names of other things.
    "month": (r"<month_name>(?!\w|-(?!<month_name>)[a-zà-ÿ])",),
    # An abbreviation without a full stop is one in small letters, or before a year.
    "month_or_short": (
        "<month>",
        r"<month_short>(?!\w)",
        r"<month_dotless_small>(?![\w.])",
        r"<month_dotless>(?= (?:\d{4}|['’]\d\d))",
    ),
    "month_alone": ("<month>", r"<month_or_short>(?= (?:\d{4}|['’]\d\d))"),
    # What narrows a unit: "begin", "eerste drie weken van", "ultimo", "tweede helft van".
    "of_the": ("(?: van)?(?: de| het)?",),
    "part_": (r"<mod:part_name>(?!\w)<of_the> ",),
    "edge_": (
        r"<edge:edge_ordinal> (?:(?P<count>\d{1,2}|<count>) |(?=<single_word> ))<counted:unit_name><of_the>(?: <month_word>)? ",
        "<rim:rim_name>(?: <month_word>)? ",
    ),
    "narrow_": (r"<mod:part_name>(?!\w)<of_the>(?: <month_word>)? ", "<edge_>"),
    "half_": ("<half:ordinal_to_2> <half_word><of_the> ",),
    "half_of_": ("<half:ordinal_to_2> <half_word><of_the>(?: <month_word>)? ",),
    # What places it: "komende", "van dit jaar", "2021", "'21", "jl.".
    "when_": ("<when:relative> ",),
    "year": (r"<year:year_figures>(?!\s?[-–/](?!\d{1,2}<ordinal_ending>? <month_or_short>)\d)",),
    "short_year": (r"<short:short_figures>(?![\w.,]?\w)",),
    "relative_year": (r"(?:het |de )?<rel:relative> <calendar_year>(?!\w)",),
    "of_year": ("(?:van |in )?(?:<relative_year>|(?:het (?:<year_word> )?|de )?<year>|(?:het <year_word> )?<short_year>)",),
    # The year of the letter or of the text around, unless words after it say which year else.
    "same_year": (r"(?P<same>(?<=het )<year_word>)(?! ?(?:\d|['’]|<other_year_word>))(?!\w)",),
    "of_which_year": (" (?:<of_year>|van het <same_year>)",),
    "near": (r",? (?:<recent:recent_word>(?!\w)|<coming:coming_word>(?!\w))",),
    "season": (r"<season:season_name>(?![\w-])",),
    "season_year": (r"(?:het |de )?<rel:relative> <year_word>(?!\w)", r"<year:year_figures>(?:[-–/]\d{2,4}(?!\d))?"),
    "of_season_year": ("(?:van |in )?(?:<season_year>|<short_year>)",),
    # "in week 2 1900 personen" has no year; "week 2 2021" stands in tables.
    "of_week_year": (r",? (?=van |in |(?:19[5-9]\d|20\d\d)\s*(?:[^\w\s]|$))<of_year>",),
    "last_week": (r"<to>(?:<week_word> )?(?P<last>\d{1,2})(?!\d)",),
    "decade_in_word": (r"<word:decade_name>(?!\w)",),
    # not "de jaren 2010 en 2011"
    "decade_year": (r"(?P<year>(?:19|20)\d)0(?!\d)(?!,? (?:en|of|t/m|tot)\b|,? \d|\s?[-–/])",),
    "a_decade": (r"<years_word> (?:<decade_in_word>|<decade_figures>|(?P<digits>\d)0(?!\d)|<decade_year>)<of_century>?",),
    "adjective_decade": (r"<word:decade_adjective> <years_word>(?!\w)<of_century>?",),
    "another_decade": ("<decade_in_word>", "<decade_figures>"),
    "a_century": (r"<rel:relative> <century_word>(?!\w)", r"<century:ordinal_to_21> <century_word>(?!\w)"),
    "of_century": (" van (?:de |het )?<a_century>",),
}
