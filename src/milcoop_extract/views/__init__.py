"""Views for people: the report, comparisons, the terminal, pages as pictures."""
