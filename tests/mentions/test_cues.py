"""What the words around a figure say of it, and which words those are."""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from milcoop_extract import extract_text
from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.clauses import REACH, Clauses
from milcoop_extract.mentions.cue_grammar import RULES
from milcoop_extract.mentions.cue_rules import DECIDING, QualifierRules
from milcoop_extract.mentions.cue_words import CueLexicon, CueText, Sequences
from milcoop_extract.mentions.cues import FigureCues, GdpCues
from milcoop_extract.mentions.rule import Rule, by_id
from milcoop_extract.records import Amount, Mention
from milcoop_extract.rules import default_directory, load

NLP = spacy.blank("nl")
LEXICON = CueLexicon(NLP, load(QualifierRules))


def read(text: str, doc: Doc | None = None) -> CueText:
    doc = doc or NLP.make_doc(text)
    return CueText(LEXICON, doc, Clauses(doc))


def figure(left: str, right: str, written: str = "50%") -> tuple[CueText, int, int]:
    """Return a sentence with a figure in it, and where that stands."""
    return read(left + written + right), len(left), len(left) + len(written)


def qualifier(left: str, right: str = "") -> str | None:
    text, start, end = figure(left, right)
    return FigureCues(text).qualifier(start, end).value


def role(left: str, right: str) -> str:
    text, start, end = figure(left, right)
    return FigureCues(text).role(start, end).value


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
    assert qualifier(left) == expected


def test_a_norm_that_something_is_compared_with_is_exact() -> None:
    assert qualifier("Het ligt onder de ", " van vorig jaar.") == "under"
    assert qualifier("Het ligt onder de ", "-norm.") is None


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
def test_goal(left: str, expected: bool) -> None:
    text, start, end = figure(left, ".")
    assert (FigureCues(text).goal(start, end) is not None) is expected


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
    assert role(left, right) == expected


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
    text, start, end = figure(left, right, f"{percent}%")
    assert (GdpCues(text).explicit(start, end, percent) is not None) is expected


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Het is 2% van het bbp, waarvan 1%.", "basis.gdp-part"),
        ("Het gaat van 2% van het bbp naar 1%.", "basis.gdp-onward"),
        ("Het is 2% van het bbp, tegen 1%.", "basis.gdp-carry"),
        ("Het is 2% van het bbp en 1%.", "basis.gdp-joint"),
        ("Het is 2% van het bbp en een deel (1%).", "basis.gdp-joint"),
        ("Het is 2% van het bbp, en de werkloosheid daalde naar 1%.", None),
        ("Het is 2% van het bbp en 1% daarvan.", None),
        ("Het is 2% van het bbp, een 1%.", None),
        ("Het is 2% van het bbp, en daarvan 1%.", None),
        ("Het is 2% van het bbp en 1% van de begroting.", None),
        ("Het is 2% van het bbp tegen een aandeel van 1%.", None),
    ],
)
def test_gdp_carried(sentence: str, rule: str | None) -> None:
    cue = GdpCues(read(sentence)).carried(
        sentence.index("2%") + 2, sentence.index("1%"), sentence.index("1%") + 2, larger=False
    )
    assert (cue and cue.rule) == rule


def test_a_part_is_not_larger_than_its_whole() -> None:
    text = read("Het is 2% van het bbp, waarvan 10%.")
    assert GdpCues(text).carried(9, 31, 34, larger=True) is None


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (" en ", True),
        (" in 2010 en ", True),
        (" in 2010, met ", True),
        (", resp. ", True),
        (", daarna met nogmaals ", True),
        (" ", False),
        (", ", False),
        (" en ook nog ", False),
        (" in het jaar 2010 en ", False),
    ],
)
def test_continues(between: str, expected: bool) -> None:
    text, start, _ = figure(f"Het stijgt met 10%{between}", ".")
    assert FigureCues(text).continues(18, start) is expected


def test_the_rules_are_the_links_that_decide() -> None:
    assert by_id(RULES).keys() == {*DECIDING, "basis.gdp-goal"}


BRACKETS = re.compile(r"\[\[(.*?)\]\]")


def fired(text: str) -> list[tuple[str, list[str]]]:
    """Return each mention of a text with the rules of its cues."""
    mentions: Iterable[Mention] = extract_text(text).mentions
    return [(mention.text, [cue.rule for cue in mention.cues]) for mention in mentions]


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.examples])
def test_an_example_fires(rule: Rule, example: str) -> None:
    (expected,) = BRACKETS.findall(example)
    assert [text for text, rules in fired(BRACKETS.sub(r"\1", example)) if rule.id in rules] == [expected]


@pytest.mark.parametrize(("rule", "sentence"), [(rule, sentence) for rule in RULES for sentence in rule.near_misses])
def test_a_near_miss_does_not(rule: Rule, sentence: str) -> None:
    found = fired(sentence)
    assert found
    assert not [text for text, rules in found if rule.id in rules]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dat kost naar schatting € 5 miljoen.", [("qualifier", "approx", "qualifier.near", "naar schatting")]),
        ("Het kan tot 40% zijn.", [("qualifier", "max", "qualifier.limit", "tot")]),
        (
            "De budgetverhoging van ongeveer € 5 miljoen is nodig.",
            [("role", "increase", "role.noun-van", "budgetverhoging"), ("qualifier", "approx", "qualifier.before", "ongeveer")],
        ),
        ("Het daalt met € 5 miljoen.", [("role", "decrease", "role.verb-met", "daalt")]),
        (
            "Met ruim 2% van het bbp is dat goed.",
            [("qualifier", "over", "qualifier.before", "ruim"), ("basis", "gdp", "basis.gdp-of", "bbp")],
        ),
        ("Het duurt minstens twee jaar.", [("qualifier", "min", "qualifier.before", "minstens")]),
        ("Het stijgt naar 5%.", [("role", "level", "role.end", "naar")]),
        ("Het budget is 5%.", []),
    ],
)
def test_the_words_that_decided_are_kept(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    (mention,) = extract_text(sentence).mentions
    assert [(cue.attribute, cue.value, cue.rule, cue.text) for cue in mention.cues] == expected
    assert [sentence[cue.start : cue.end] for cue in mention.cues] == [text for *_, text in expected]
    assert all(first.start <= second.start for first, second in pairwise(mention.cues))


def test_a_figure_that_goes_on_with_a_list_has_its_cues() -> None:
    first, second = extract_text("Het stijgt met € 1 miljoen in 2010 en € 2 miljoen.").mentions[::2]
    assert isinstance(second, Amount)
    assert second.role == "increase"
    assert first.cues == second.cues
    assert [cue.text for cue in second.cues] == ["stijgt"]


@pytest.mark.parametrize(
    ("pattern", "words", "fits"),
    [
        ([{"LOWER": "met"}], "Met", True),
        ([{"LOWER": "met"}], "met een", False),
        ([{}, {"OP": "{1,2}"}], "a", False),
        ([{}, {"OP": "{1,2}"}], "a b c", True),
        ([{}, {"OP": "{1,2}"}], "a b c d", False),
        ([{}, {"OP": "{,2}"}], "a", True),
        ([{}, {"OP": "{2}"}], "a b", False),
        ([{}, {"OP": "{2,}"}], "a b c d e", True),
        ([{}, {"OP": "?"}], "a b", True),
        ([{}, {"OP": "*"}, {"LOWER": "z"}], "a b c z", True),
        ([{"OP": "+"}, {"LOWER": "z"}], "z", False),
        ([{"LEMMA": "stijgen"}], "stijgt", False),  # no lemmas in a blank pipeline
    ],
)
def test_a_sequence_is_matched_from_end_to_end(pattern: list[dict[str, str]], words: str, fits: bool) -> None:
    doc = NLP.make_doc(words)
    assert Sequences(NLP.vocab, [pattern]).fit(doc, 0, len(doc), frozenset()) is fits


def test_a_base_with_lemmas_makes_patterns_with_lemmas_count() -> None:
    words = ["Het", "budget", "is", "vergroot", "met", "50", "%", "."]
    lemmas = ["het", "budget", "zijn", "vergroten", "met", "50", "%", "."]
    tags = ["DET", "NOUN", "AUX", "VERB", "ADP", "NUM", "SYM", "PUNCT"]
    with_lemmas = Doc(NLP.vocab, words, lemmas=lemmas, pos=tags)
    without = Doc(NLP.vocab, words)
    roles = [FigureCues(read("", doc)).role(27, 31) for doc in (without, with_lemmas)]
    assert without.text[27:31] == "50 %"
    assert [role.value for role in roles] == ["level", "increase"]
    assert [cue.text for cue in roles[1].cues] == ["vergroot"]


NEAR = 'patterns = [[{}, { IS_ALPHA = true, OP = "{0,4}" }]]'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            NEAR,
            "patterns = [[{ IS_ALFA = true }]]",
            "link 2 (qualifier.near), patterns, 1: token 1, IS_ALFA: Extra inputs",
        ),
        (
            NEAR,
            "patterns = [[{ LOWER = 3 }]]",
            "link 2 (qualifier.near), patterns, 1: token 1, LOWER: Input should be",
        ),
        (
            NEAR,
            'patterns = [[{ OP = "%" }]]',
            "link 2 (qualifier.near), patterns, 1: token 1, OP: Input should be '+', '*'",
        ),
        (
            NEAR,
            'patterns = [[{ LOWER = { IM = ["a"] } }]]',
            "link 2 (qualifier.near), patterns, 1: token 1, LOWER, IM: Extra",
        ),
        (
            NEAR,
            "patterns = [[{ LOWER = { REGEX = '(' } }]]",
            "link 2 (qualifier.near), patterns, 1: no regular expr",
        ),
        (NEAR, "patterns = [[]]", "link 2 (qualifier.near), patterns, 1: needs 1 or more"),
        (NEAR, "pattern = [[{}]]", "link 2 (qualifier.near), pattern: there is no such key; did you mean patterns?"),
        ('id = "qualifier.near"', 'id = "qualifier.nearby"', "no such link: qualifier.nearby"),
        ('id = "qualifier.near"', 'id = "qualifier.limit"', "ids given more than once: qualifier.limit"),
        (
            'words = ["qualifier.near"]',
            'words = ["qualifier.far"]',
            "link qualifier.near: no such list of words: qualifier.far",
        ),
        ('value = "increase"', 'value = "more"', "word: no such list of words: role.verbs more"),
        (
            'near = ["naar schatting"]',
            'near = ["naar schat*ting"]',
            "qualifier 1 (approx), near, 1: 'naar schat*ting': an asterisk",
        ),
        ('near = ["naar schatting"]', 'near = ["naar schat*"]', "qualifier 1 (approx), near, 1: an asterisk"),
    ],
)
def test_a_wrong_pattern_or_link_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (default_directory() / QualifierRules.file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / QualifierRules.file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(message)) as caught:
        load(QualifierRules, tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / QualifierRules.file}")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_have_a_role_and_a_qualifier(left: str, right: str) -> None:
    assert role(left, right) in {"level", "increase", "decrease"}
    assert qualifier(left, right) in {None, "approx", "min", "max", "over", "under"}


@given(st.sampled_from(["Het kost ongeveer ", "Een verhoging van ", "Er is "]), st.integers(REACH, 2 * REACH))
def test_words_beyond_reach_change_nothing(left: str, length: int) -> None:
    far = "De daling met de verhoging. " + "x" * length + " "
    assert role(far + left, "") == role(left, "")
    assert qualifier(far + left) == qualifier(left)
