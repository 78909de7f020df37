"""docs/rule-ids.md is made from the rules."""

from pathlib import Path

from milcoop_extract.views.rule_list import all_rules, to_markdown

PAGE = Path(__file__).parents[1] / "docs" / "rule-ids.md"


def test_the_page_of_rule_ids_is_made_from_the_rules() -> None:
    """After a change: milcoop-extract rules list --format markdown > docs/rule-ids.md."""
    assert PAGE.read_text(encoding="utf-8") == to_markdown(all_rules())
