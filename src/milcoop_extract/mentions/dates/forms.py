"""The notation of the forms of dates, and the words that each form can begin with.

A form is a regular expression in which `<month>` refers to a terminal or to a part of the grammar, and `<number:figures>` names
what it matches "number". It begins with references: `<weekday_>?<day>` is an optional part, then one that must be there. So it
is known by which words and figures the form can begin, and the text is looked at only where one of them stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.rule import Rule

from .expression import Unit
from .terminals import DateWords, Terminal

Groups = Mapping[str, str]
Said = dict[str, Any]
Reader = Callable[[Groups, DateWords], Said | None]

Parts = Mapping[str, tuple[str, ...]]
"""The parts of a grammar by name, each as its alternatives."""

_REFERENCE = re.compile(r"(?<!\(\?P)<(?:(?P<group>[a-z]\w*):)?(?P<name>[a-z]\w*)>")
_LEADING = re.compile(rf"{_REFERENCE.pattern}(?P<optional>\??)")

_BRACKETS = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a date: a unit of the calendar, the expression, and what reads its groups.

    `rule` is the id of the rule that it belongs to. `read` gets the groups of a match, in small letters, and returns what the
    date says: keyword arguments of `Expression`, an empty dictionary where it is no date after all, None where another form may
    fit. `examples` are sentences with the date in double brackets.
    """

    rule: str
    unit: Unit
    read: Reader = field(repr=False)
    pattern: str
    examples: tuple[str, ...]

    def compile(self, terminals: Mapping[str, Terminal], parts: Parts) -> "CompiledForm":
        """Return the form with its words. Raises RuleError where it refers to nothing, or where it begins with no reference."""
        try:
            source = _expand(self.pattern, terminals, parts)
            starts = frozenset(_starts(self.pattern, terminals, parts))
            # "\d" would also match the figures of other scripts.
            return CompiledForm(self, re.compile(source.replace(r"\d", "[0-9]"), re.IGNORECASE), starts)
        except (ValueError, re.error) as error:
            raise RuleError(f"{self.rule}, form {self.pattern!r}: {error}") from error


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form as an expression, and the labels of what it can begin with."""

    form: Form
    expression: re.Pattern[str]
    starts: frozenset[str]


def as_rules(forms: Sequence[Form], described: Mapping[str, tuple[str, tuple[str, ...]]]) -> tuple[Rule, ...]:
    """Return a rule for each id, with the examples of all its forms; `described` has what it finds, and its near misses."""
    examples: dict[str, list[str]] = {}
    for form in forms:
        examples.setdefault(form.rule, []).extend(form.examples)
    return tuple(Rule(name, what, tuple(examples[name]), near_misses) for name, (what, near_misses) in described.items())


def marked(example: str) -> tuple[str, tuple[int, int]]:
    """Return an example as plain text, and the range of its first date in it."""
    match = _BRACKETS.search(example)
    if match is None:
        raise ValueError(f"no date in double brackets: {example!r}")
    return _BRACKETS.sub(r"\1", example), (match.start(), match.start() + len(match[1]))


def _expand(pattern: str, terminals: Mapping[str, Terminal], parts: Parts) -> str:
    def replaced(match: re.Match[str]) -> str:
        name = match["name"]
        if name in terminals:
            source = terminals[name].pattern
        else:
            source = "|".join(_expand(alternative, terminals, parts) for alternative in _alternatives(name, parts))
        return f"(?P<{match['group']}>{source})" if match["group"] else f"(?:{source})"

    return _REFERENCE.sub(replaced, pattern)


def _starts(pattern: str, terminals: Mapping[str, Terminal], parts: Parts) -> Iterator[str]:
    """Yield the labels of what the pattern can begin with: its references up to the first that must be there."""
    end = 0
    while match := _LEADING.match(pattern, end):
        name, end = match["name"], match.end()
        if name in terminals:
            starts: Iterable[str] = terminals[name].starts
        else:
            starts = [start for alternative in _alternatives(name, parts) for start in _starts(alternative, terminals, parts)]
        yield from starts
        if starts and not match["optional"]:
            return
    raise ValueError(f"must begin with a reference to words or figures, as in <weekday>, not with {pattern[end : end + 20]!r}")


def _alternatives(name: str, parts: Parts) -> tuple[str, ...]:
    if name not in parts:
        raise ValueError(f"<{name}> is neither a part nor a terminal")
    return parts[name]
