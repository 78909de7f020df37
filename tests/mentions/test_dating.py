"""The date of a letter whose head does not tell it."""

from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.dates.letter_date import date_in_name, infer_date
from milcoop_extract.mentions.dates.parser import DateForms

NLP = spacy.blank("nl")
FORMS = DateForms.load(NLP)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2023-02-03-brief.txt", date(2023, 2, 3)),
        ("brief_20230203.txt", date(2023, 2, 3)),
        ("brief 2023.02.03.txt", date(2023, 2, 3)),
        ("1999_12_31", date(1999, 12, 31)),
        ("20200229.txt", date(2020, 2, 29)),
        # no day, or none that the calendar has
        ("20210229.txt", None),
        ("2023-13-03.txt", None),
        ("2023-02.txt", None),
        ("2023-0203.txt", None),
        ("2023-02_03.txt", None),
        ("120230203.txt", None),
        ("202302031.txt", None),
        ("18990203.txt", None),
        ("kst-33279-32.txt", None),
        ("", None),
    ],
)
def test_date_in_name(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["", "-", "_", "."]))
def test_every_day_in_a_name(day: date, separator: str) -> None:
    assert date_in_name(f"brief {day:%Y{separator}%m{separator}%d}.txt") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2020 en in 2020. In 2020 en in 2020. In 2020.", date(2020, 12, 31)),
        ("In 2020 en in 2020. In 2020 en in 2020.", None),
        ("In 2020, in 2020, in 2020, in 2020 en op 3 mei 2020.", date(2020, 5, 3)),
        ("Op 3 mei 2020, in 2020, in 2020, in 2020, in 2020 en op 1 februari 2020.", date(2020, 5, 3)),
        # a day without a year is one of that year; those of other years do not count
        ("Op 7 september was het zover. In 2020, in 2020, in 2020, in 2020, in 2020.", date(2020, 9, 7)),
        ("Op 3 mei 2021 wordt het beter. In 2020, in 2020, in 2020, in 2020, in 2020.", date(2020, 12, 31)),
        ("Op 29 februari was het zover. In 2021, in 2021, in 2021, in 2021, in 2021.", date(2021, 12, 31)),
        # of two years that are named as often, the later
        ("In 2019 en in 2020. " * 5, date(2020, 12, 31)),
        ("In 2020 en in 2019. " * 5, date(2020, 12, 31)),
        # a range of years is not a year
        ("In 2020–2024. " * 5, None),
        ("Dit jaar en volgend jaar. " * 5, None),
        # nor is a century or a decade
        ("In de 20e eeuw. " * 5, None),
        ("In de jaren 1990. " * 5, None),
        ("", None),
    ],
)
def test_infer_date(text: str, expected: date | None) -> None:
    assert infer_date(NLP.make_doc(text), FORMS) == expected


@given(st.integers(1900, 2099), st.integers(5, 9), st.integers(0, 4))
def test_the_year_that_is_named_most(year: int, often: int, seldom: int) -> None:
    doc = NLP.make_doc(f"In {year}. " * often + f"In {year - 1}. " * seldom)
    assert infer_date(doc, FORMS) == date(year, 12, 31)
