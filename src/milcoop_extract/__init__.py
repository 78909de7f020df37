"""Reads Dutch Kamerbrieven and extracts amounts, percentages, dates, durations, Kamerstuk references and programmes.

The public interface is `extract`, `extract_many`, `extract_text`, `read_tables`, `load` and `evaluate`. Each is imported when
it is first used, so that importing the package, or asking the command for help, costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batch import extract_many
    from .evaluation import evaluate
    from .extraction import Extraction, extract, extract_text
    from .frames import read_tables
    from .pipeline import load

__version__ = "0.1.0"

__all__ = ["Extraction", "__version__", "evaluate", "extract", "extract_many", "extract_text", "load", "read_tables"]

_HOMES = {
    "Extraction": "extraction",
    "extract": "extraction",
    "extract_many": "batch",
    "extract_text": "extraction",
    "load": "pipeline",
    "read_tables": "frames",
    "evaluate": "evaluation",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
