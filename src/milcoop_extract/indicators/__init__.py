"""Facts: what amounts and percentages tell of whom, for which year. `Facts` derives them; the other modules each answer one question."""

from .facts import Facts

__all__ = ["Facts"]
