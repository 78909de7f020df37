"""What people look at: the report, comparisons, the terminal, pages as pictures."""
