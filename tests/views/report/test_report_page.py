"""The report as a file: what is in it, that it is whole, and that nothing of a letter becomes more than text."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hostile_letters import ENDLESS, IMAGE, RIGHT_TO_LEFT, SCRIPT, hostile, many_mentions
from lxml import html

from letters_for_reports import GERMAN, letter, two_letters
from milcoop_extract.mentions.types import mention_types
from milcoop_extract.rules import default_directory
from milcoop_extract.views.report import write_report
from milcoop_extract.views.report.page import render
from milcoop_extract.views.results import Results


def page(results: Results) -> html.HtmlElement:
    return html.document_fromstring("".join(render(results)))


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


@pytest.fixture(scope="module")
def report() -> html.HtmlElement:
    return page(two_letters())


def test_the_facts_lead_to_their_mentions(report: html.HtmlElement) -> None:
    rows = report.xpath("//table[@id='facts-table']/tbody/tr")
    row = next(row for row in rows if row.xpath("string(td[3])") == "1.5%")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        "Germany (Duitsland)",
        "Defence spending as a share of GDP",
        "2020",
        "1.5%",
        "realised",
        "",
        "eerste",
        "Duitsland gaf in 2020 € 50 miljard uit aan defensie, 1,5% van het bbp.",
    ]
    (mark,) = report.xpath("//mark[@id=$id]", id=row.xpath("string(.//a/@href)").removeprefix("#"))
    assert mark.text_content() == "1,5%"
    assert " ".join(mark.xpath("string(ancestor::span[@class='s'])").split()) == row.xpath("string(td[last()])")


def test_uncertain_facts_are_kept_apart(report: html.HtmlElement) -> None:
    assert "Belgium" not in report.xpath("string(//table[@id='facts-table'])")
    assert texts(report, "//table[@id='unsure-table']/tbody/tr/td[5]") == ["two subjects"]


def test_charts_have_target_lines_and_their_data(report: html.HtmlElement) -> None:
    charts = report.xpath("//section[@id='charts']/figure")
    assert [texts(chart, ".//h3")[0] for chart in charts] == [
        "Defence budget by country and year, EUR",
        "Defence spending as a share of GDP by country and year",
        "Programmes by number of mentions",
    ]
    share = charts[1]
    assert texts(share, "./ul[@class='bars']/li/a") == [
        "Germany 2020: 1.5%, realised",
        "Germany 2020: 1.4%, realised",
        "Germany 2024: 2%, target",
    ]
    assert "NATO guideline of 2014: 2%" in texts(share, "./ul[@class='legend']/li")
    assert "NATO target of 2025: 3.5%" not in texts(share, "./ul[@class='legend']/li")
    assert share.xpath("count(./ul[@class='bars']//*[local-name()='line'][@class='goal'][@x1='100.0%'])") == 3
    assert texts(share, "./div[@class='axis']//*[local-name()='text']") == ["2%"]
    assert all(len(chart.xpath(".//table/tbody/tr")) == len(chart.xpath("./ul[@class='bars']/li")) for chart in charts)


def test_a_sum_that_the_letter_converts_is_drawn_in_euros() -> None:
    kroner = {"of": "€ 50 miljard", "value": "500000000000", "unit": "NOK", "indicator": "defence_budget", "subject": "NO"}
    found = letter(GERMAN, {**kroner, "equivalent": {"value": "50000000000", "unit": "EUR"}})
    written = page(Results((found,)))
    chart = written.xpath("//figure[@id='chart-defence_budget-EUR']")[0]
    assert texts(chart, "./ul[@class='bars']/li/a") == ["Norway 2020: NOK 500 billion (EUR 50 billion), realised"]
    assert texts(written, "//table[@id='facts-table']/tbody/tr/td[3]") == ["NOK 500 billion (EUR 50 billion)"]


def test_organisations_have_a_chart_of_their_own() -> None:
    budget = {"of": "€ 50 miljard", "value": "50000000000", "unit": "EUR", "indicator": "defence_budget"}
    written = page(Results((letter(GERMAN, budget, {**budget, "subject": "EU", "value": "200000000000"}),)))
    countries, organisations = (
        written.xpath("//figure[@id=$id]", id=f"chart-defence_budget-EUR{end}")[0] for end in ("", "-organisations")
    )
    assert texts(countries, "./ul[@class='bars']/li/a") == ["Germany 2020: EUR 50 billion, realised"]
    assert texts(organisations, ".//h3") == ["Defence budget by organisation and year, EUR"]


def test_names_come_from_the_rules_that_are_given(tmp_path: Path) -> None:
    for file in default_directory().glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace('english = "Germany"', 'english = "Federal Republic"')
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    written = "".join(render(two_letters(), rules=tmp_path))
    assert "Federal Republic (Duitsland)" in written
    assert "Germany" not in written


def test_a_programme_is_called_by_its_name() -> None:
    budget = {"of": "€ 50 miljard", "value": "50000000000", "unit": "EUR", "indicator": "programme_budget", "subject": "pesco"}
    written = page(Results((letter(GERMAN, budget),)))
    assert texts(written, "//table[@id='facts-table']/tbody/tr/th") == ["Permanent Structured Cooperation"]


def test_the_comparison_is_in_the_report(report: html.HtmlElement) -> None:
    (row,) = report.xpath("//section[@id='comparison']//table[caption='Changed values']/tbody/tr")
    assert row.xpath("string(td[last()])") == "−0.1 points"
    assert texts(report, "//table[@id='programmes-table']/tbody/tr") != []


def test_ids_are_unique_and_links_lead_somewhere(report: html.HtmlElement) -> None:
    ids = report.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in report.xpath("//a/@href")} <= set(ids)
    assert set(report.xpath("//@aria-labelledby")) <= set(ids)


def test_it_can_be_read_without_sight(report: html.HtmlElement) -> None:
    assert report.xpath("//html/@lang") == ["en"]
    assert all(report.xpath(f"count(//{landmark})") == 1 for landmark in ("main", "nav", "h1", "body/header", "footer"))
    levels = [int(heading.tag[1]) for heading in report.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert report.xpath("//table[not(caption)]") == []
    assert report.xpath("//thead//th[not(@scope)]") == []


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    pairs = [digits[at : at + 2] if len(digits) == 6 else digits[at // 2] * 2 for at in (0, 2, 4)]
    shares = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_can_be_told_apart(report: html.HtmlElement) -> None:
    """Text has a contrast of 4.5 to what is behind it, bars and outlines one of 3, as WCAG 2 asks."""
    light, dark, _, *of_types = re.findall(r":root \{(.*?)\}", report.xpath("string(//style)"), re.DOTALL)
    assert len(of_types) == 2
    types = [type_.name for type_ in mention_types()]
    bars = [*(f"{name}-bar" for name in types), "realised", "expected", "proposed", "here", "focus"]
    pairs = [("ink", behind, 4.5) for behind in (*types, "paper", "shade", "sentence")]
    pairs += [(text, behind, 4.5) for text in ("soft", "link") for behind in ("paper", "shade")]
    pairs += [(bar, "shade", 3) for bar in bars]
    for scheme, shades in zip((light, dark), of_types, strict=True):
        colours = dict(re.findall(r"--([\w-]+): (#\w+)", scheme + shades))
        assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < pair[2]] == []


def test_it_asks_for_nothing_from_anywhere(report: html.HtmlElement) -> None:
    assert report.xpath("//link | //img | //iframe | //@src | //script[@type]") == []
    policy = report.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "url(" not in report.xpath("string(//style)")


def test_markup_in_a_letter_stays_text() -> None:
    written = page(hostile())
    assert len(written.xpath("//script")) == len(written.xpath("//style")) == 1
    assert written.xpath("//img | //@onerror | //comment()") == []
    text = written.text_content()
    assert all(
        part in text for part in (SCRIPT, IMAGE, RIGHT_TO_LEFT, ENDLESS, "{{ 7 * 7 }} {% raw %}", "</style><!-- </script>")
    )
    assert {SCRIPT, IMAGE} <= {*texts(written, "//section[@id='errors']//td"), *texts(written, "//section[@id='errors']//th")}
    assert written.xpath("//article/@data-letter")[0] == IMAGE


def test_very_many_mentions_end() -> None:
    written = page(Results((many_mentions(),)))
    assert len(written.xpath("//mark[@id]")) == 5000


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        pytest.param(
            Results(()), ["No facts were derived", "There is nothing to draw", "Every letter was processed"], id="no letters"
        ),
        pytest.param(Results((letter(GERMAN),)), ["No facts were derived", "nothing to compare it with"], id="no facts"),
        pytest.param(Results((replace(letter(GERMAN), text=None),)), ["has not been kept"], id="no text"),
    ],
)
def test_what_is_not_there_is_said(results: Results, expected: list[str]) -> None:
    text = page(results).text_content()
    assert [part for part in expected if part not in text] == []


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_report(two_letters(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_ten_long_letters_make_less_than_three_megabytes() -> None:
    long = letter("\n\n".join([GERMAN] * 60))
    assert long.text
    assert len(long.record.mentions) > 450
    assert len(long.text.split()) > 3000
    written = "".join(render(Results((long,) * 10)))
    assert len(written.encode()) < 3_000_000
    assert len(re.findall("<article", written)) == 10
