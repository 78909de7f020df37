"""Identifiers of Handelingen and Aanhangsel, and the numbers of European acts."""

import pytest

from milcoop_extract.mentions.references.normalise import act_number, debate_identifier, questions_identifier


@pytest.mark.parametrize(
    ("chamber", "session", "number", "item", "pages", "expected"),
    [
        ("II", "2024-2025", "20", "3", None, "h-tk-20242025-20-3"),
        ("I", "2019-2020", "26", "8", "4-9", "h-ek-20192020-26-8"),
        ("II", "2008-2009", None, None, "7140-7144", "h-tk-20082009-7140-7144"),
        ("II", "2007-2008", "108", None, "7909-7943", "h-tk-20072008-7909-7943"),
        # both forms in the session of the change
        ("II", "2010-2011", "108", "5", "25-36", "h-tk-20102011-108-5"),
        ("II", "2010-2011", "12", None, "840-862", "h-tk-20102011-840-862"),
        # no page tells where a debate begins and ends
        ("II", "2004-2005", "24", None, "1445", None),
        ("II", "2004-2005", "24", None, "1445, 1450", None),
        # a page of a meeting, not a range
        ("II", "1994-1995", None, None, "45-2813", None),
        ("II", "1994-1995", None, None, "2813-45", None),
        # not enough
        ("II", "2020-2021", "52", None, "4-9", None),
        (None, "2020-2021", "52", "9", None, None),
        ("II", None, "52", "9", None, None),
    ],
)
def test_debate_identifier(
    chamber: str | None, session: str | None, number: str | None, item: str | None, pages: str | None, expected: str | None
) -> None:
    name = debate_identifier(chamber=chamber, session=session, number=number, item=item, pages=pages, first_items="2010-2011")
    assert name == expected


@pytest.mark.parametrize(
    ("chamber", "session", "expected"),
    [
        ("II", "2022-2023", "ah-tk-20222023-3649"),
        ("I", "2007-2008", "ah-ek-20072008-3649"),
        (None, "2022-2023", None),
        ("II", None, None),
    ],
)
def test_questions_identifier(chamber: str | None, session: str | None, expected: str | None) -> None:
    assert questions_identifier(chamber=chamber, session=session, number="3649") == expected


@pytest.mark.parametrize(
    ("text", "labelled", "expected"),
    [
        ("2021/697", False, ("2021", "697")),
        ("2014/24", False, ("2014", "24")),
        ("95/46", False, ("1995", "46")),
        ("575/2013", True, ("2013", "575")),
        ("1907/2006", True, ("2006", "1907")),
        ("1303/2013", False, ("2013", "1303")),
        ("5/6", False, None),
    ],
)
def test_act_number(text: str, labelled: bool, expected: tuple[str, str] | None) -> None:
    assert act_number(text, labelled=labelled) == expected
