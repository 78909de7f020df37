"""Many letters: what is to be done, by whom, what is kept, and the files that come of it."""
