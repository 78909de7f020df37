"""Pure functions from the words of a letter to values: numbers, days, durations and identifiers."""
