"""What the words around a figure say of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.cues import FigureCues, GdpCues
from milcoop_extract.rules import load

RULES = load(QualifierRules)
CUES = FigureCues(RULES)
GDP = GdpCues(RULES)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("Het kost ongeveer ", "approx"),
        ("Ongeveer ", "approx"),
        ("Het kost ca. ", "approx"),
        ("Het kost zo'n ", "approx"),
        ("Het kost zo’n ", "approx"),
        ("Naar schatting is er in totaal ", "approx"),
        ("Het kost ten minste ", "min"),
        ("Er is minimaal een ", "min"),
        ("Het kost niet minder dan ", "min"),
        ("Het kost ten hoogste ", "max"),
        ("Het kost niet meer dan ", "max"),
        ("Een korting tot maximaal ", "max"),
        ("Het kan tot ", "max"),
        ("Het kost ruim ", "over"),
        ("Het kost meer dan ", "over"),
        ("Het kost bijna ", "under"),
        ("Het kost minder dan ", "under"),
        # where a change ends
        ("Het is gestegen tot ", None),
        ("Er is een groeipad tot ", None),
        # nothing, or not directly before
        ("", None),
        ("Het kost ", None),
        ("Ongeveer nu kost het ", None),
        ("Het kost metruim ", None),
        ("Naar schatting kost het dit land toch nog ", None),
    ],
)
def test_qualifier(left: str, expected: str | None) -> None:
    assert CUES.qualifier(left) == expected


def test_a_norm_that_something_is_compared_with_is_exact() -> None:
    assert CUES.qualifier("Het ligt onder de ", " van vorig jaar.") == "under"
    assert CUES.qualifier("Het ligt onder de ", "-norm.") is None


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("Het is gestegen tot ", True),
        ("Een groeipad naar ", True),
        ("Het kan tot ", False),
        ("Na de groei is het ", False),
        ("", False),
    ],
)
def test_is_goal(left: str, expected: bool) -> None:
    assert CUES.is_goal(left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # nouns
        ("Dat is een verhoging van ", " voor materieel.", "increase"),
        ("Dat is een budgetverhoging van ", ".", "increase"),
        ("Dat is een bezuiniging van ", ".", "decrease"),
        ("Er is een korting (", ").", "decrease"),
        ("Er is ", " groei.", "increase"),
        ("Er is ", " reductie.", "decrease"),
        # verbs
        ("Het is gestegen met ", ".", "increase"),
        ("Het is met ", " gestegen.", "increase"),
        ("Het is met ", " gedaald.", "decrease"),
        ("Na de stijging daalde het met ", ".", "decrease"),
        ("Het land bezuinigt ", ".", "decrease"),
        # beside the figure
        ("Er komt extra ", " vrij.", "increase"),
        ("Er komt ", " extra vrij.", "increase"),
        ("Er is ", " (2% van het totaal) extra.", "increase"),
        ("Er is ", " minder.", "decrease"),
        ("Er komt jaarlijks ", " bij voor onderwijs.", "increase"),
        ("Er gaat ", " af.", "decrease"),
        ("Het land draagt ", " bij.", "level"),
        ("Er is ", " bij betrokken.", "level"),
        ("De prijs steeg gemiddeld ", ".", "increase"),
        ("De prijs is ", " gedaald.", "decrease"),
        ("De prijs nam ", " toe.", "increase"),
        ("In dat jaar steeg ", " van de prijzen.", "level"),
        ("Onder ", " daalt de koopkracht.", "level"),
        ("De stijging van de prijs bedroeg ", ".", "increase"),
        ("Het is met ", " naar beneden bijgesteld.", "decrease"),
        # where a change ends or begins
        ("Het stijgt naar ", ".", "level"),
        ("Het is verlaagd tot ", ".", "level"),
        ("Het gaat van ", " naar 5%.", "level"),
        ("Een verhoging van 10, oplopend tot ", ".", "increase"),
        ("Een verlaging van 10, oplopend tot ", ".", "decrease"),
        ("Het stijgt met ", " naar 5%.", "increase"),
        # the same in other terms
        ("Het daalt met € 5 miljoen, ofwel ", ".", "decrease"),
        ("Het aantal steeg met 500 fte (", ").", "increase"),
        ("Er zijn 500 fte (", ") minder.", "decrease"),
        ("Het aantal steeg met 500 fte (", " van het totaal).", "level"),
        # of what something is the subject
        ("In 2030 moet ", " van de uitstoot zijn gereduceerd.", "decrease"),
        ("In 2030 heeft ", " van de bedrijven de uitstoot gereduceerd.", "level"),
        # nothing
        ("Het budget is ", ".", "level"),
        ("", "", "level"),
        ("De groei is goed; het budget is ", ".", "level"),
        (
            "Er was een stijging in 2020 van ",
            ".",
            "increase",
        ),
    ],
)
def test_role(left: str, right: str, expected: str) -> None:
    assert CUES.role(left, right) == expected


@pytest.mark.parametrize(
    ("left", "percent", "right", "expected"),
    [
        ("Het is ", "9", " van het bbp.", True),
        ("Het is ", "9", " van het Nederlandse bbp.", True),
        ("Het is ", "9", " van zijn bruto binnenlands product.", True),
        ("Het is ", "9", " aan bbp.", True),
        ("Het is ", "9", " BNI.", True),
        ("De ", "9", "-NAVO-norm.", True),
        ("De NAVO-norm van ", "9", ".", True),
        ("Als percentage van het bbp is dat ", "9", ".", True),
        ("De ", "2", "-norm.", True),
        ("De norm van ", "0.7", ".", True),
        ("De ", "9", "-norm van de NAVO.", True),
        ("De ODA-norm van ", "9", ".", True),
        ("De ", "9", "-norm.", False),
        ("De norm van ", "9", ".", False),
        ("De NAVO haalde ", "2", ".", False),
        ("Het is ", "9", " van de begroting.", False),
        ("Het is ", "9", ".", False),
        ("Het bbp groeit met ", "9", ".", False),
    ],
)
def test_gdp_explicit(left: str, percent: str, right: str, expected: bool) -> None:
    assert GDP.explicit(left, right, percent) is expected


@pytest.mark.parametrize(
    ("between", "left", "right", "expected"),
    [
        (", waarvan ", "Het is ", ".", True),
        (" naar ", "Het gaat van 1% naar ", ".", True),
        (", en de werkloosheid daalde naar ", "Het is ", ".", False),
        (" en ", "Het is ", " daarvan.", False),
        (", tegen ", "Het is ", ".", True),
        (" en ", "Het is ", ".", True),
        (", een ", "Het is ", ".", False),
        (", en daarvan ", "Het is ", ".", False),
        (" en ", "Het is ", " van de begroting.", False),
        (" tegen ", "Het is 2% tegen een aandeel van ", ".", False),
    ],
)
def test_gdp_carried(between: str, left: str, right: str, expected: bool) -> None:
    assert GDP.carried(between, left, right, larger=False) is expected


def test_a_part_is_not_larger_than_its_whole() -> None:
    assert not GDP.carried(", waarvan ", "Het is ", ".", larger=True)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_have_a_role_and_a_qualifier(left: str, right: str) -> None:
    assert CUES.role(left, right) in {"level", "increase", "decrease"}
    assert CUES.qualifier(left) in {None, "approx", "min", "max", "over", "under"}


@given(st.sampled_from(["Het kost ongeveer ", "Een verhoging van ", "Er is "]), st.integers(161, 400))
def test_words_beyond_reach_change_nothing(left: str, length: int) -> None:
    far = "De daling met de verhoging. " + "x" * length + " "
    assert CUES.role(far + left, "") == CUES.role(left, "")
    assert CUES.qualifier(far + left) == CUES.qualifier(left)
