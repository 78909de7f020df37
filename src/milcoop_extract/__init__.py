"""Reads Dutch Kamerbrieven and extracts amounts, percentages, dates, durations, Kamerstuk references and programmes.

The public interface is `extract`, `extract_many`, `extract_text`, `read_tables`, `load` and `evaluate`. Each is imported when
it is first used, so that importing the package, or asking the command for help, costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from milcoop_extract.batch.run import extract_many
    from milcoop_extract.tables.frames import read_tables

    from .evaluation import evaluate
    from .extractor import Extraction, extract, extract_text
    from .pipeline import load

__version__ = "0.1.0"

__all__ = ["Extraction", "__version__", "evaluate", "extract", "extract_many", "extract_text", "load", "read_tables"]

_HOMES = {
    "Extraction": "extractor",
    "extract": "extractor",
    "extract_many": "batch.run",
    "extract_text": "extractor",
    "load": "pipeline",
    "read_tables": "tables.frames",
    "evaluate": "evaluation",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
