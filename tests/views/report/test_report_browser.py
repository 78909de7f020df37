"""The report in a browser, as its reader uses it: found, sorted, jumped to and back, at the widths of a desk and of a phone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_letters import hostile

from letters_for_reports import GERMAN, letter, two_letters
from milcoop_extract.views.report import write_report
from milcoop_extract.views.results import Results

pytest.importorskip("playwright", reason="playwright is not installed; `make test` installs it")
from playwright.sync_api import Browser, ViewportSize, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium; on Debian or Ubuntu: apt install chromium")

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # As root there is no sandbox; the pages are our own.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


class Reader:
    """A page of a report, and what it has said on the console and asked for over the network."""

    def __init__(self, browser: Browser, file: Path, viewport: ViewportSize, *, dark: bool = False) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page = browser.new_page(viewport=viewport, color_scheme="dark" if dark else "light")
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def rows(self, table: str) -> list[str]:
        return [" ".join(row.split()) for row in self.page.locator(f"#{table} tbody tr").all_inner_texts()]

    def search(self, table: str, words: str) -> None:
        self.page.locator(f"section:has(> div > #{table}) input[type=search]").first.fill(words)

    def is_in_view(self, selector: str) -> bool:
        return bool(
            self.page.evaluate(
                """selector => {
                    const box = document.querySelector(selector).getBoundingClientRect();
                    return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
                }""",
                selector,
            )
        )


class Opener:
    """Opens reports, and remembers who reads them."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.browser = browser
        self.file = file
        self.readers: list[Reader] = []

    def __call__(self, results: Results, viewport: ViewportSize = DESK, *, dark: bool = False) -> Reader:
        write_report(results, self.file)
        self.readers.append(Reader(self.browser, self.file, viewport, dark=dark))
        return self.readers[-1]


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    opener = Opener(browser, tmp_path / "report.html")
    yield opener
    for reader in opener.readers:
        assert reader.said == []
        assert reader.asked == [opener.file.as_uri()]
        reader.page.close()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_fact_is_found_and_leads_to_its_sentence_and_back(open_report: Opener, viewport: ViewportSize) -> None:
    reader = open_report(two_letters(), viewport)
    reader.search("facts-table", "germany gdp 2020")
    assert [("1.5%" in row, "1.4%" in row) for row in reader.rows("facts-table")] == [(True, False), (False, True)]
    reader.page.locator("#facts-table tbody tr").first.locator("td").last.click()
    reader.page.wait_for_function("document.activeElement.textContent === '1,5%'")
    assert reader.is_in_view("mark:target")
    assert "1,5% van het bbp" in reader.page.locator(".s:has(mark:target)").inner_text()
    assert "share of gross domestic product" in reader.page.locator("#bar").inner_text()
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.textContent") == "1.5%"
    assert reader.is_in_view("#facts-table tbody tr.from a")
    assert reader.page.locator("#bar").is_hidden()


def test_filters_by_choice_and_by_words(open_report: Opener) -> None:
    reader = open_report(two_letters())
    count = reader.page.locator("#facts .count").first
    assert count.inner_text() == "4 of 4 rows"
    reader.page.get_by_label("Indicator").first.select_option("Defence budget")
    assert count.inner_text() == "1 of 4 rows"
    reader.page.get_by_label("Indicator").first.select_option("")
    reader.page.get_by_label("Year").first.select_option("2024")
    assert [row.split()[0] for row in reader.rows("facts-table")] == ["Germany"]
    reader.page.get_by_label("Year").first.select_option("")
    reader.search("facts-table", "DUITSLAND moet")
    assert count.inner_text() == "1 of 4 rows"


def test_what_hides_all_rows_says_so_and_can_be_undone(open_report: Opener) -> None:
    reader = open_report(two_letters())
    undo = reader.page.locator("#facts").get_by_role("button", name="Show all rows").first
    assert reader.page.locator("#facts .counts button").first.is_hidden()
    reader.page.get_by_label("Year").first.select_option("2024")
    reader.search("facts-table", "nergens")
    assert reader.rows("facts-table") == []
    assert reader.page.locator("#facts .count").first.inner_text() == "None of 4 rows fits all that is chosen"
    undo.click()
    assert len(reader.rows("facts-table")) == 4
    assert reader.page.locator("#facts .counts button").first.is_hidden()


@pytest.mark.parametrize("words", ["germany gdp 2020", "Bondsrepubliek gdp 2020"])
def test_by_keyboard_from_the_search_to_the_sentence_and_back(open_report: Opener, words: str) -> None:
    reader = open_report(two_letters())
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")  # skips what is the same in each report
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.type(words)
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.textContent") == "1.5%"
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_function("document.activeElement.textContent === '1,5%'")
    told = reader.page.locator("#bar p").inner_text()
    assert told.startswith("Germany (Duitsland) · Defence spending as a share of GDP · 2020 · 1.5% · realised")
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.textContent") == "1.5%"


@pytest.mark.parametrize(
    ("link", "name"),
    [("#charts .bars a", "Back to the chart"), ("#documents-table tbody a", "Back to the table")],
    ids=["bar", "letter"],
)
def test_each_jump_has_a_way_back(open_report: Opener, link: str, name: str) -> None:
    reader = open_report(two_letters())
    reader.page.locator(link).first.click()
    reader.page.get_by_role("button", name=name).click()
    assert reader.page.evaluate("link => document.activeElement === document.querySelector(link)", link)
    assert reader.is_in_view(link)
    reader.page.locator(link).first.click()
    assert reader.page.locator("#bar").is_visible()
    reader.page.go_back()
    reader.page.wait_for_selector("#bar", state="hidden")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_jumped_to_is_below_what_stays_at_the_top(open_report: Opener, viewport: ViewportSize) -> None:
    reader = open_report(two_letters(), viewport)
    tops = "part => ['nav', `#${part}-h`].map((each) => document.querySelector(each).getBoundingClientRect())"
    for part in ("comparison", "charts", "facts"):
        reader.page.locator(f"nav a[href='#{part}']").click()
        reader.page.wait_for_function("part => document.activeElement.id === part", arg=part)
        bar, heading = reader.page.evaluate(tops, part)
        assert 0 < bar["bottom"] <= heading["top"]


def test_the_head_of_a_table_covers_no_row_that_has_the_focus(open_report: Opener) -> None:
    facts = [{"of": "1,5%", "value": f"1.{number}", "period": str(2000 + number)} for number in range(40)]
    reader = open_report(Results((letter(GERMAN, *facts),)))
    links = reader.page.locator("#facts-table tbody a")
    links.nth(30).focus()
    for _ in range(20):
        reader.page.keyboard.press("Shift+Tab")
    assert links.nth(10).evaluate("link => link === document.activeElement")
    head, link = reader.page.locator("#facts-table thead th").first.bounding_box(), links.nth(10).bounding_box()
    assert head
    assert link
    assert head["y"] + head["height"] <= link["y"]


def test_no_table_is_cut_on_paper(open_report: Opener) -> None:
    reader = open_report(two_letters(), {"width": 680, "height": 1000})  # A4 without its margins
    reader.page.locator("details").evaluate_all("all => all.forEach((each) => (each.open = true))")
    reader.page.emulate_media(media="print")
    cut = "all => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.ariaLabel)"
    assert reader.page.locator(".scroll").evaluate_all(cut) == []


def test_paper_says_that_rows_are_left_out(open_report: Opener) -> None:
    reader = open_report(two_letters())
    count = reader.page.locator("#facts .count").first
    reader.page.emulate_media(media="print")
    assert count.is_hidden()
    reader.page.emulate_media(media="screen")
    reader.search("facts-table", "2024")
    reader.page.emulate_media(media="print")
    assert count.is_visible()


def test_sorting_by_number_both_ways(open_report: Opener) -> None:
    reader = open_report(two_letters())
    head = reader.page.locator("#facts-table thead th", has_text="Value")
    found = []
    for order in ("ascending", "descending"):
        head.get_by_role("button").press("Enter")
        assert head.get_attribute("aria-sort") == order
        found.append(reader.page.locator("#facts-table tbody td:nth-of-type(3)").all_inner_texts())
    assert found == [["1.4%", "1.5%", "2%", "EUR 50 billion"], ["EUR 50 billion", "2%", "1.5%", "1.4%"]]
    assert reader.page.locator("#facts-table [aria-sort]").count() == 1


def test_only_numbers_of_one_unit_are_set_beside_each_other(open_report: Opener) -> None:
    budget = {"of": "€ 50 miljard", "indicator": "defence_budget"}
    facts: list[dict[str, Any]] = [
        {**budget, "value": "9", "unit": "NOK"},
        {**budget, "value": "2", "unit": "USD"},
        {**budget, "value": "3", "unit": "EUR"},
        {**budget, "value": "70", "unit": "NOK", "equivalent": {"value": "7", "unit": "EUR"}},
        {**budget, "value": "10", "unit": "EUR"},
    ]
    reader = open_report(Results((letter(GERMAN, *facts),)))
    reader.page.locator("#facts-table thead th", has_text="Value").get_by_role("button").click()
    in_order = ["EUR 3", "NOK 70 (EUR 7)", "EUR 10", "NOK 9", "USD 2"]
    assert reader.page.locator("#facts-table tbody td:nth-of-type(3)").all_inner_texts() == in_order


def test_the_data_of_a_chart_are_sorted_by_number(open_report: Opener) -> None:
    budget = {"of": "€ 50 miljard", "indicator": "defence_budget", "unit": "EUR"}
    values: list[tuple[str, str | None]] = [("50000000000", "over"), ("4760000000", "approx"), ("5400000000", None)]
    facts: list[dict[str, Any]] = [{**budget, "value": value, "qualifier": qualifier} for value, qualifier in values]
    reader = open_report(Results((letter(GERMAN, *facts),)))
    chart = reader.page.locator("#chart-defence_budget-EUR")
    chart.locator("summary").click()
    chart.locator("thead th", has_text="Value").get_by_role("button").click()
    in_order = ["about EUR 4.76 billion", "EUR 5.4 billion", "over EUR 50 billion"]
    assert chart.locator("tbody td:nth-of-type(2)").all_inner_texts() == in_order


def test_mentions_are_listed_when_they_come_into_view(open_report: Opener) -> None:
    results = two_letters()
    reader = open_report(results, {"width": 1280, "height": 200})
    assert reader.rows("mentions-table") == []
    reader.page.locator("#mentions").scroll_into_view_if_needed()
    reader.page.wait_for_selector("#mentions-table tbody tr")
    assert len(reader.rows("mentions-table")) == sum(len(letter.record.mentions) for letter in results.letters)
    reader.search("mentions-table", "duitsland bbp 2020")
    assert any("1,5%" in row for row in reader.rows("mentions-table"))
    reader.search("mentions-table", "gross domestic product 2020")
    assert [("1,5%" in row, "1,4%" in row) for row in reader.rows("mentions-table")] == [(True, False), (False, True)]


@pytest.mark.parametrize("height", [900, 200], ids=["table in view before", "table not in view before"])
def test_from_a_mention_in_the_text_to_its_row(open_report: Opener, height: int) -> None:
    reader = open_report(two_letters(), {"width": 1280, "height": height})
    reader.page.locator("mark.kamerstuk").first.click()
    assert "kst-28676-360" in reader.page.locator("#bar").inner_text()
    assert reader.page.locator("#back").is_hidden()
    reader.page.locator("#list").click()
    assert reader.rows("mentions-table") != []
    assert all(row.startswith("Kamerstuk") and " eerste " in row for row in reader.rows("mentions-table"))
    assert reader.page.evaluate("document.activeElement.textContent") == "Kamerstuk 28 676, nr. 360"


def test_the_mentions_of_a_letter(open_report: Opener) -> None:
    reader = open_report(two_letters())
    reader.page.get_by_role("button", name="List its mentions").last.click()
    rows = reader.rows("mentions-table")
    assert rows
    assert all(" tweede " in row for row in rows)


def test_types_are_highlighted_by_choice(open_report: Opener) -> None:
    reader = open_report(two_letters())
    background = "getComputedStyle(document.querySelector('mark.amount')).backgroundColor"
    before = reader.page.evaluate(background)
    box = reader.page.locator("#types").get_by_label("Amount")
    box.uncheck()
    assert reader.page.evaluate(background) == "rgba(0, 0, 0, 0)"
    box.check()
    assert reader.page.evaluate(background) == before


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("results", [two_letters(), hostile()], ids=["plain", "hostile"])
def test_nothing_is_wider_than_the_window(open_report: Opener, results: Results, viewport: ViewportSize) -> None:
    reader = open_report(results, viewport)
    reader.page.locator("details").evaluate_all("all => all.forEach((each) => (each.open = true))")
    assert reader.page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_a_hostile_letter_does_nothing(open_report: Opener) -> None:
    reader = open_report(hostile())
    reader.page.locator("#mentions").scroll_into_view_if_needed()
    reader.page.wait_for_selector("#mentions-table tbody tr")
    reader.page.locator("#facts-table tbody tr").first.click()
    reader.page.locator("#list").click()
    assert reader.page.title() == "Report on 2 letters"
    assert reader.page.locator("script, img").count() == 1


def test_dark_is_dark_and_paper_is_white(open_report: Opener) -> None:
    reader = open_report(two_letters(), dark=True)
    background = "getComputedStyle(document.body).backgroundColor"
    assert reader.page.evaluate(background) == "rgb(22, 24, 27)"
    reader.page.emulate_media(media="print")
    assert reader.page.evaluate(background) == "rgb(255, 255, 255)"
    assert reader.page.locator("#facts .filters").first.is_hidden()
    assert reader.page.locator("article.letter").first.is_visible()


def test_without_scripts_the_links_lead_to_the_sentences(browser: Browser, tmp_path: Path) -> None:
    write_report(two_letters(), tmp_path / "report.html")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.locator("#facts-table tbody a").first.click()
    assert page.locator("mark:target").is_visible()
    assert page.locator("#mentions-table").is_hidden()
    context.close()
