"""Compares what was extracted with gold, and with the last accepted baseline.

`evaluate` extracts letters and scores them; `evaluate_records` and `score` do the same for records at hand. `read_baseline`,
`compare` and `write_baseline` tell what was gained and lost since a baseline, and accept it. `render` prints an evaluation on a
terminal, `to_markdown` writes it as Markdown, `sheets` gives it as tables; every result is a frozen pydantic model, so that
`model_dump_json()` gives it as JSON.
`docs/evaluation.md` defines the measure.
"""

from milcoop_extract.errors import BaselineError, GoldError

from .baseline import Baseline, BaselineComparison, compare, read_baseline, write_baseline
from .gold import Gold, read_gold, read_gold_folder
from .measure import score
from .report import render, sheets, to_markdown
from .results import DocumentScore, Evaluation
from .run import evaluate, evaluate_records

__all__ = [
    "Baseline",
    "BaselineComparison",
    "BaselineError",
    "DocumentScore",
    "Evaluation",
    "Gold",
    "GoldError",
    "compare",
    "evaluate",
    "evaluate_records",
    "read_baseline",
    "read_gold",
    "read_gold_folder",
    "render",
    "score",
    "sheets",
    "to_markdown",
    "write_baseline",
]
