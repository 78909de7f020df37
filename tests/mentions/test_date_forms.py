"""Every way to write a date is read back: from a value to its forms, and from a form in a sentence to the value."""

from collections.abc import Callable, Iterator
from datetime import date as Day

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from milcoop_extract import extract_text
from milcoop_extract.mentions.dates import normalise as calendar
from milcoop_extract.mentions.dates.normalise import Mod
from milcoop_extract.records import Interval

MONTHS = (
    ("januari", "jan."),
    ("februari", "febr."),
    ("maart", "mrt."),
    ("april", "apr."),
    ("mei", "mei"),
    ("juni", "jun."),
    ("juli", "jul."),
    ("augustus", "aug."),
    ("september", "sept."),
    ("oktober", "okt."),
    ("november", "nov."),
    ("december", "dec."),
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ORDINALS = ("eerste", "tweede", "derde", "vierde")
DECADES = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
CENTURIES = ("zeventiende", "achttiende", "negentiende", "twintigste", "eenentwintigste")
PARTS: list[tuple[str, Mod]] = [
    ("begin ", "START"),
    ("begin van ", "START"),
    ("medio ", "MID"),
    ("half ", "MID"),
    ("eind ", "END"),
    ("einde van ", "END"),
]
SEASONS = (
    ("voorjaar", "SP", 3),
    ("lente", "SP", 3),
    ("zomer", "SU", 6),
    ("najaar", "FA", 9),
    ("herfst", "FA", 9),
    ("winter", "WI", 12),
)
JOINTS = ("-", " - ", "–", " – ", " tot en met ", " t/m ", " tot ", " à ")

Written = tuple[str, Interval]
YEARS = st.integers(1900, 2099)


def of_day(day: Day) -> Iterator[str]:
    month, short = MONTHS[day.month - 1]
    yield f"{day.day} {month} {day.year}"
    yield f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}"
    yield f"{WEEKDAYS[day.weekday()][:2]}. {day.day} {short} {day.year}"
    yield f"{day.day} {short} {day.year}"
    yield f"{day.day} {short.removesuffix('.')} {day.year}"
    yield f"{day.day}e {month} {day.year}"
    yield f"{day.day}-{day.month}-{day.year}"
    yield f"{day:%d-%m-%Y}"
    yield f"{day:%d/%m/%Y}"
    yield f"{day:%d.%m.%Y}"
    yield day.isoformat()


def of_month(year: int, month: int) -> Iterator[str]:
    name, short = MONTHS[month - 1]
    yield from (f"{name} {year}", f"{name} van {year}", f"{short} {year}", f"{short.removesuffix('.')} {year}")


def of_quarter(year: int, quarter: int) -> Iterator[str]:
    yield from (f"Q{quarter} {year}", f"{year}-Q{quarter}", f"{ORDINALS[quarter - 1]} kwartaal van {year}")
    yield from (f"{quarter}e kwartaal {year}", f"{quarter}de kwartaal van {year}")


def of_half(year: int, half: int) -> Iterator[str]:
    yield from (f"H{half} {year}", f"{year}-H{half}", f"{ORDINALS[half - 1]} helft van {year}")
    yield from (f"{half}e helft {year}", f"{ORDINALS[half - 1]} halfjaar van {year}", f"{ORDINALS[half - 1]} half jaar {year}")


def of_century(first: int) -> Iterator[str]:
    number = first // 100 + 1
    yield from (f"{number}e eeuw", f"{CENTURIES[number - 17]} eeuw")


def written(forms: Callable[..., Iterator[str]], value: Callable[..., Interval]) -> Callable[..., list[Written]]:
    """Return a function from what a unit is made of to all its forms, each with its value."""
    return lambda *arguments: [(form, value(*arguments)) for form in forms(*arguments)]


def one_of(arguments: st.SearchStrategy[tuple[object, ...]], forms: Callable[..., list[Written]]) -> st.SearchStrategy[Written]:
    return arguments.flatmap(lambda values: st.sampled_from(forms(*values)))


DAYS = st.dates(Day(1900, 1, 1), Day(2099, 12, 31))
DAY = DAYS.flatmap(lambda day: st.sampled_from([(form, calendar.of_day(day.year, day.month, day.day)) for form in of_day(day)]))
MONTH = one_of(st.tuples(YEARS, st.integers(1, 12)), written(of_month, calendar.of_month))
YEAR = YEARS.map(lambda year: (str(year), calendar.of_year(year)))
UNITS = [
    DAY,
    MONTH,
    YEAR,
    one_of(st.tuples(YEARS, st.integers(1, 4)), written(of_quarter, calendar.of_quarter)),
    one_of(st.tuples(YEARS, st.integers(1, 2)), written(of_half, calendar.of_half)),
    st.builds(
        lambda year, season, of: (f"{season[0]}{of}{year}", calendar.of_season(year, season[1], season[2])),
        YEARS,
        st.sampled_from(SEASONS),
        st.sampled_from([" ", " van "]),
    ),
    st.builds(lambda year, week: (f"week {week} van {year}", calendar.of_week(year, week)), YEARS, st.integers(1, 52)),
    st.builds(lambda year, week: (f"{year}-W{week:02d}", calendar.of_week(year, week)), YEARS, st.integers(1, 52)),
]
PARTED = [
    st.builds(lambda year, part: (f"{part[0]}{year}", calendar.of_year(year, part[1])), YEARS, st.sampled_from(PARTS)),
    st.builds(
        lambda year, month, part: (f"{part[0]}{MONTHS[month - 1][0]} {year}", calendar.of_month(year, month, part[1])),
        YEARS,
        st.integers(1, 12),
        st.sampled_from(PARTS),
    ),
    st.builds(
        lambda year, count, edge: (
            f"{edge} {count} maanden van {year}",
            calendar.edge_of(calendar.of_year(year), count, "M", last=edge == "laatste"),
        ),
        YEARS,
        st.integers(2, 11),
        st.sampled_from(["eerste", "laatste"]),
    ),
    one_of(st.tuples(st.sampled_from([1600, 1700, 1800, 1900, 2000])), written(of_century, calendar.of_century)),
]
DECADE = st.integers(2, 9).flatmap(
    lambda digit: st.sampled_from(
        [f"jaren {DECADES[digit - 2]}", f"jaren {digit}0", f"jaren '{digit}0", f"jaren ’{digit}0"]
    ).map(lambda form: (form, calendar.of_decade(1900 + digit * 10)))
)


def read(text: str, date: str | None = None) -> list[tuple[str, Interval, bool]]:
    """Return text, value and whether it was resolved, of each date of a text."""
    mentions = [mention for mention in extract_text(text, date).mentions if mention.type == "date"]
    return [(mention.text, mention.value, mention.resolved) for mention in mentions]


@settings(deadline=None)
@given(st.one_of(*UNITS, *PARTED))
def test_a_date_is_read_back(item: Written) -> None:
    form, value = item
    assert read(f"Dat is in {form} besloten.") == [(form, value, False)]


@settings(deadline=None)
@given(DECADE)
def test_a_decade_is_read_back(item: Written) -> None:
    form, value = item
    assert read(f"Dat is in de {form} besloten.") == [(form, value, True)]


@settings(deadline=None)
@given(st.sampled_from([DAY, MONTH, YEAR]).flatmap(lambda unit: st.tuples(unit, unit)), st.sampled_from(JOINTS))
def test_a_range_is_read_back(ends: tuple[Written, Written], joint: str) -> None:
    (first, start), (last, end) = sorted(ends, key=lambda item: str(item[1].start))
    assume(start != end)
    assume(" " in joint or all(" " in form or form.isdigit() for form in (first, last)))  # nobody writes 3-5-2021-4-5-2021
    assert read(f"Dat liep van {first}{joint}{last} door.") == [(f"{first}{joint}{last}", calendar.span(start, end), False)]


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_day_with_jl_is_the_last_one_before_the_letter(day: Day, letter: Day) -> None:
    assume((day.month, day.day) != (2, 29))
    text = f"{day.day} {MONTHS[day.month - 1][0]} jl."
    ((form, value, resolved),) = read(f"Bij brief van {text} is dat gemeld.", letter.isoformat())
    assert (form, resolved) == (text, True)
    assert value.end
    assert (value.end.month, value.end.day) == (day.month, day.day)
    assert 0 <= (letter - value.end).days < 366
