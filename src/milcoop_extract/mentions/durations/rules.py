"""The model of durations.toml."""

from milcoop_extract.rules import RuleFile, Word


class DurationRules(RuleFile):
    """durations.toml: words beside a number of units of time that tell whether it is a length of time."""

    file = "durations.toml"
    adjectives: tuple[Word, ...]
    glued: tuple[Word, ...]
    persons: tuple[Word, ...]
    ages: tuple[Word, ...]
    age_before: tuple[Word, ...]
    age_between: tuple[Word, ...]
    age_after: tuple[Word, ...]
    year_limits: tuple[Word, ...]
    who: tuple[Word, ...]
    being: tuple[Word, ...]
    counted_before: tuple[Word, ...]
    counted_after: tuple[Word, ...]
    clock_before: tuple[Word, ...]
    clock_range: tuple[Word, ...]
    clock_after: tuple[Word, ...]
    compared: tuple[Word, ...]
    between: tuple[Word, ...]
    joint: tuple[Word, ...]
