"""Facts: what amounts and percentages tell, of whom, for which year. `Facts` derives them with the help of the rest."""

from .facts import Facts

__all__ = ["Facts"]
