"""The grammar of dates: every form matches its examples, a form that cannot match is refused, and no beginning is left out."""

import re
from pathlib import Path

import pytest
import spacy

from annotated import plain, read_cases
from milcoop_extract import extract_text
from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.dates import readers as read
from milcoop_extract.mentions.dates.bounds import RULES as BOUNDS
from milcoop_extract.mentions.dates.expression import Unit
from milcoop_extract.mentions.dates.forms import Form, marked
from milcoop_extract.mentions.dates.grammar import FORMS, RULES
from milcoop_extract.mentions.dates.parser import DateForms
from milcoop_extract.mentions.dates.rules import CalendarRules
from milcoop_extract.mentions.time_units import UnitRules
from milcoop_extract.readers.rules import MonthRules
from milcoop_extract.records import Date
from milcoop_extract.rules import load

CASES = Path(__file__).parents[1] / "cases" / "date.txt"


def with_forms(*forms: Form) -> DateForms:
    return DateForms(spacy.blank("nl"), load(CalendarRules), load(MonthRules), load(UnitRules), forms)


def dates(text: str) -> list[Date]:
    return [mention for mention in extract_text(text, "2020-12-18").mentions if isinstance(mention, Date)]


def test_every_form_matches_its_own_examples() -> None:
    DateForms.load(spacy.blank("nl")).check()


@pytest.mark.parametrize(("rule", "example"), [(form.rule, example) for form in FORMS for example in form.examples])
def test_an_example_of_a_form(rule: str, example: str) -> None:
    text, (start, end) = marked(example)
    assert (text[start:end], rule) in [(date.text, date.rule) for date in dates(text)]


@pytest.mark.parametrize(("rule", "example"), [(rule.id, example) for rule in RULES for example in rule.examples])
def test_an_example_of_a_rule(rule: str, example: str) -> None:
    text, (start, end) = marked(example)
    assert (text[start:end], rule) in [(date.text, date.rule) for date in dates(text)]


@pytest.mark.parametrize(("rule", "sentence"), [(rule.id, sentence) for rule in RULES for sentence in rule.near_misses])
def test_a_near_miss(rule: str, sentence: str) -> None:
    assert rule not in [date.rule for date in dates(sentence)]


@pytest.mark.parametrize(("rule", "example"), [(rule.id, example) for rule in BOUNDS for example in rule.examples])
def test_words_that_make_a_bound(rule: str, example: str) -> None:
    text, (start, end) = marked(example)
    (date,) = dates(text)
    (cue,) = date.cues
    assert (date.text, cue.rule, cue.attribute, cue.value) == (text[start:end], rule, "bound", date.bound)
    assert cue.text == text[cue.start : cue.end]


@pytest.mark.parametrize(("rule", "sentence"), [(rule.id, sentence) for rule in BOUNDS for sentence in rule.near_misses])
def test_words_that_make_no_bound(rule: str, sentence: str) -> None:
    assert rule not in [cue.rule for date in dates(sentence) for cue in date.cues]


@pytest.mark.parametrize(
    ("text", "rule", "words", "start"),
    [
        ("Het geldt met ingang van het jaar 2021.", "bound.from", "met ingang van", 10),
        ("Het geldt in 2021 en verder.", "bound.onward", "en verder", 18),
        ("Dat moet voor 2030 zijn afgerond.", "bound.before", "voor", 9),
        ("Zij komen uiterlijk in mei 2021.", "bound.until", "uiterlijk", 10),
    ],
)
def test_the_place_of_the_words_of_a_bound(text: str, rule: str, words: str, start: int) -> None:
    ((cue,),) = [date.cues for date in dates(text)]
    assert (cue.rule, cue.text, cue.start, cue.end) == (rule, words, start, start + len(words))


YEAR = Form("date.year", Unit.YEAR, read.unit, "<year:year_figures>", ("In [[2020]] begon het.",))


@pytest.mark.parametrize(
    ("form", "message"),
    [
        # another form takes what it would match
        (
            Form("date.year", Unit.YEAR, read.unit, "<year:iso_year>", ("In [[2021]] begon het.",)),
            r"date\.year, form '<year:iso_year>': does not match its example .*: '<year:year_figures>' does",
        ),
        # it matches something else
        (
            Form("date.week", Unit.WEEK, read.unit, "<weeks_word>", ("In [[week 3]] begon het.",)),
            r"date\.week, form '<weeks_word>'",
        ),
        # its first word is not written like this: words are whole
        (Form("date.month", Unit.MONTH, read.unit, "<month:month_name>tijd", ("In [[meitijd]] is het warm.",)), "meitijd"),
    ],
)
def test_a_form_that_never_matches_is_refused(form: Form, message: str) -> None:
    forms = with_forms(YEAR, form)
    with pytest.raises(RuleError, match=message):
        forms.check()


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("in <year:year_figures>", r"must begin with a reference .*, not with 'in <year:year_figure"),
        ("<part_>?", "must begin with a reference"),
        ("<behind_decade>", "must begin with a reference"),
        ("<jaar>", "<jaar> is neither a part nor a terminal"),
        ("<weekday> <jaar>", "<jaar> is neither a part nor a terminal"),
        ("<weekday>(", "missing \\)"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(RuleError, match=rf"^date\.year, form .*{message}"):
        with_forms(Form("date.year", Unit.YEAR, read.unit, pattern, ("In [[2021]] begon het.",)))


def test_nothing_that_a_form_matches_begins_where_it_is_not_tried() -> None:
    nlp = spacy.blank("nl")
    forms = DateForms.load(nlp)
    examples = [marked(example)[0] for form in FORMS for example in form.examples]
    text = "\n".join([*examples, *(plain(case.line) for case in read_cases(CASES))])
    labels = dict(forms.anchors(nlp.make_doc(text)))
    missed = [
        (compiled.form.pattern, match[0])
        for compiled in forms.compiled
        for match in re.finditer(rf"(?<![\w€$£§]){compiled.expression.pattern}", text, re.IGNORECASE)
        if not labels.get(match.start(), frozenset()) & compiled.starts
    ]
    assert missed == []


def test_a_form_begins_with_all_words_of_the_parts_that_it_can_begin_with() -> None:
    (form,) = with_forms(
        Form("date.month", Unit.MONTH, read.unit, "<part_>?<when_>?<month>", ("In [[eind mei]] begon het.",))
    ).compiled
    assert form.starts == {"part_name", "relative", "month_name"}
