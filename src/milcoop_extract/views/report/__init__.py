"""The report: one HTML file that shows the letters of an output folder, what was found in them, and what follows from it.

It needs no network and no other file. All that comes from a letter is escaped, and a content security policy allows no script
but the report's own, and no request.
"""

from .page import write_report

__all__ = ["write_report"]
