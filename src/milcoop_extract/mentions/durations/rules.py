"""The model of durations.toml."""

from milcoop_extract.rules import CueWord, RuleFile


class DurationRules(RuleFile):
    """durations.toml: words beside a number of units of time that tell whether it is a length of time."""

    file = "durations.toml"
    adjectives: tuple[CueWord, ...]
    glued: tuple[CueWord, ...]
    persons: tuple[CueWord, ...]
    ages: tuple[CueWord, ...]
    age_before: tuple[CueWord, ...]
    age_between: tuple[CueWord, ...]
    age_after: tuple[CueWord, ...]
    year_limits: tuple[CueWord, ...]
    who: tuple[CueWord, ...]
    being: tuple[CueWord, ...]
    counted_before: tuple[CueWord, ...]
    counted_after: tuple[CueWord, ...]
    clock_before: tuple[CueWord, ...]
    clock_range: tuple[CueWord, ...]
    clock_after: tuple[CueWord, ...]
    compared: tuple[CueWord, ...]
    between: tuple[CueWord, ...]
    joint: tuple[CueWord, ...]
