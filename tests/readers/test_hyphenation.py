from pathlib import Path

import pytest

from milcoop_extract.errors import RuleError
from milcoop_extract.readers.hyphenation import Hyphenation, Joint
from milcoop_extract.readers.rules import HyphenationRules, ReadingRules
from milcoop_extract.rules import default_directory, load

SOLID, DIAERESIS, HYPHEN, SUSPENDED = Joint


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # syllables of a word
        ("investe", "ringen", SOLID),
        ("Neder", "landse", SOLID),
        ("Noord", "poolgebied", SOLID),
        ("koudweer", "training)", SOLID),
        ("peace", "keepers", SOLID),
        ("Peace", "keeping", SOLID),
        ("onder", "zeeboten,", SOLID),
        ("politie", "ambtenaar", SOLID),
        ("be", "oogde", SOLID),
        ("NAVO-hoofd", "kwartier", SOLID),
        ("ex", "portcontrole", SOLID),
        ("niet", "temin", SOLID),
        ("oud", "ere", SOLID),
        ("zo", "als", SOLID),
        ("daar", "naar", SOLID),
        # a clash of vowels: a hyphen between words, a diaeresis within one
        ("defensie", "uitgaven", HYPHEN),
        ("defensie", "inspanning", HYPHEN),
        ("video", "overleg", HYPHEN),
        ("zee", "eenheden", HYPHEN),
        ("mede", "eigenaar", HYPHEN),
        ("ge", "informeerd", DIAERESIS),
        ("ge", "ïnformeerd", SOLID),
        ("be", "invloed", DIAERESIS),
        ("onge", "evenaard", DIAERESIS),
        ("co", "ordinatie", DIAERESIS),
        ("financi", "ele", DIAERESIS),
        ("effici", "entie", DIAERESIS),
        ("vari", "erend", DIAERESIS),
        ("materi", "eel", SOLID),
        # capitals, figures, single letters
        ("VN", "missies", HYPHEN),
        ("EU", "lidstaten", HYPHEN),
        ("ReFuelEU", "verordening", HYPHEN),
        ("Noord", "Noorwegen", HYPHEN),
        ("Duits", "Nederlandse", HYPHEN),
        ("F", "35", HYPHEN),
        ("2018", "2019", HYPHEN),
        ("COVID-19", "crisis", HYPHEN),
        ("e", "mail", HYPHEN),
        ("niet", "«open»", HYPHEN),
        # words and prefixes with a hyphen of their own
        ("non", "paper", HYPHEN),
        ("non", "proliferatie", HYPHEN),
        ("niet", "nucleaire", HYPHEN),
        ("oud", "militairen", HYPHEN),
        ("ex", "minister", HYPHEN),
        ("secretaris", "generaal", HYPHEN),
        ("minister", "presidenten", HYPHEN),
        ("state-of-the", "art", HYPHEN),
        # suspended hyphens
        ("lucht", "en", SUSPENDED),
        ("NAVO", "en", SUSPENDED),
        ("spoor", "of", SUSPENDED),
        ("in", "(en", SUSPENDED),
        ("zee", "en", SUSPENDED),
        ("onderzoeks", "en/of", SUSPENDED),
        ("land", "respectievelijk", SUSPENDED),
    ],
)
def test_joint(reading_rules: ReadingRules, left: str, right: str, expected: Joint) -> None:
    assert Hyphenation(reading_rules.hyphenation, "").joint(left, right) is expected


@pytest.mark.parametrize(
    ("letter", "left", "right", "expected"),
    [
        ("De oud-gedienden", "oud", "gedienden", HYPHEN),
        ("een videooverleg", "video", "overleg", SOLID),
        ("Video-overleg", "video", "overleg", HYPHEN),
        ("onderzoek is gebruiksklaar", "gebruiks", "klaar", SOLID),
        ("raw-materials", "raw", "materials", HYPHEN),
        ("een poëzieboek", "po", "ezieboek", DIAERESIS),
        ("rond-om en rondom", "rond", "om", SOLID),
        ("lucht-en", "lucht", "en", SUSPENDED),
    ],
)
def test_the_letter_comes_before_the_rules(
    reading_rules: ReadingRules, letter: str, left: str, right: str, expected: Joint
) -> None:
    assert Hyphenation(reading_rules.hyphenation, letter).joint(left, right) is expected


@pytest.mark.parametrize(("left", "right"), [("raw", "materials"), ("investe", "ringen")])
def test_where_words_are_not_broken_a_hyphen_belongs_to_the_word(reading_rules: ReadingRules, left: str, right: str) -> None:
    assert Hyphenation(reading_rules.hyphenation, "", typeset=False).joint(left, right) is HYPHEN


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"burden-sharing"', '"burdensharing"', "hyphenated_words: 'burdensharing' has no hyphen in it"),
        ('text = "semi"', 'text = "oud"', "prefixes given more than once: oud"),
        ('text = "semi"', 'text = "semi"\nuntil = ["x"]', r"prefix 6 \(semi\), until: there is no such key"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, before: str, after: str, message: str) -> None:
    source = (default_directory() / "hyphenation.toml").read_text(encoding="utf-8")
    (tmp_path / "hyphenation.toml").write_text(source.replace(before, after), encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        load(HyphenationRules, tmp_path)
