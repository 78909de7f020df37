"""Reads the words around a figure: how exact it is, and whether it is a level or a change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, get_args

from milcoop_extract.records import Cue, Qualifier, Role

from .cue_words import CueText, FoundWord, Surroundings

T_co = TypeVar("T_co", covariant=True)

_QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
_CHANGES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "level")

_NOUNS = ("role.noun-van", "role.noun-bracket", "role.noun-before", "role.before")
"""The links that make a figure a change before any other before it, in this order."""


@dataclass(frozen=True, slots=True)
class Decision(Generic[T_co]):
    """The value of an attribute, and the words that decided it; none where it has its default."""

    value: T_co
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that speaks for a value, by a rule; the nearer it stands, the higher its `position`."""

    position: int
    role: Role
    rule: str
    word: FoundWord


class FigureCues:
    """Reads qualifier and role of the figures of a document off their sentences; offsets are characters of its text."""

    def __init__(self, text: CueText) -> None:
        self._text = text

    def qualifier(self, start: int, end: int) -> Decision[Qualifier | None]:
        """Return how exact the figure at `start`:`end` is."""
        around = self._text.around(start, end)
        rule = "qualifier.before"
        word = min(around.tied(rule), key=lambda word: word.first, default=None)  # "niet meer dan" goes before "meer dan"
        if word is None:
            rule = "qualifier.near"
            word = next(around.tied(rule), None)
        if word:
            if around.is_before("-") and around.has("form.article"):  # "onder de 2%-norm" compares with a figure
                return Decision(None)
            value = next(qualifier for qualifier in _QUALIFIERS if qualifier == word.value)
            return Decision(value, (around.cue("qualifier", value, rule, word),))
        limit = next(around.tied("qualifier.limit"), None)
        if limit and _goal(around) is None:
            return Decision("max", (around.cue("qualifier", "max", "qualifier.limit", limit),))
        return Decision(None)

    def goal(self, start: int, end: int) -> Cue | None:
        """Return the word by which the figure at `start`:`end` is where a change ends ("een groeipad tot"), if there is one."""
        around = self._text.around(start, end)
        word = _goal(around)
        return around.cue("basis", "gdp", "basis.gdp-goal", word) if word else None

    def continues(self, end: int, start: int) -> bool:
        """Tell whether the text between two figures makes one list of them: "met 1 miljoen in 2010 en 2 miljoen in 2011"."""
        return self._text.is_listed(end, start)

    def role(self, start: int, end: int) -> Decision[Role]:
        """Return whether the figure at `start`:`end` is a level or a change."""
        return _role(self._text.around(start, end))


def _goal(around: Surroundings) -> FoundWord | None:
    """Return the last word of a change before the words that lead in where it ends."""
    end = min(around.tied("role.end"), key=lambda word: word.first, default=None)
    words = around.words.get("goal.words", ()) if end else ()
    return max((word for word in words if end and word.last <= end.first), key=lambda word: word.first, default=None)


def _role(around: Surroundings) -> Decision[Role]:
    changes = [role for role in _CHANGES if around.speaks_of(role)]
    if not changes:
        return Decision("level")
    decided = max(_behind(around, changes), key=lambda sign: sign.position, default=None)
    if decided:
        return _decision(around, decided)
    if number := _number_in_other_terms(around):
        return _role(number)
    if runs := next(around.tied("role.runs"), None):
        nouns = [word for word in around.words.get("role.nouns", ()) if word.last <= runs.first]
        signs = [_Sign(word.first, role, "role.runs", word) for word in nouns for role in changes if word.value == role]
        return _decision(around, max(signs, key=lambda sign: sign.position)) if signs else Decision("level")
    if level := next(_level(around), None):
        return _decision(around, level)
    decided = max((sign for role in changes if (sign := _change(around, role))), key=lambda sign: sign.position, default=None)
    return _decision(around, decided) if decided else Decision("level")


def _decision(around: Surroundings, sign: _Sign) -> Decision[Role]:
    return Decision(sign.role, (around.cue("role", sign.role, sign.rule, sign.word),))


def _behind(around: Surroundings, changes: Iterable[Role]) -> Iterator[_Sign]:
    """Yield what stands directly after the figure and makes it a change."""
    past = around.past(")")
    there = around.has("form.there")
    for role in changes:
        rules = ("role.after", "role.noun-remark", "role.noun-after")
        for surroundings, rule in [*((past, rule) for rule in rules), *([(around, "role.particle")] if there else [])]:
            if word := next(surroundings.tied(rule, role), None):
                yield _Sign(0, role, rule, word)
                break


def _number_in_other_terms(around: Surroundings) -> Surroundings | None:
    """Return the surroundings of the number that the figure restates: "5 miljoen, ofwel 3%", "500 fte (3%)"."""
    if word := next(around.tied("form.restated"), None):
        return around.of_number_before(word)
    if around.is_before(")") and (word := next(around.tied("form.bracket"), None)):
        return around.past(")").of_number_before(word)
    return None


def _with(around: Surroundings) -> bool:
    """Tell whether the figure is by how much something changes."""
    return around.changing or around.has("form.with")


def _level(around: Surroundings) -> Iterator[_Sign]:
    """Yield what makes the figure where a change ends or begins, or what does not change."""
    if word := min(around.tied("role.end"), key=lambda word: word.first, default=None):
        yield _Sign(0, "level", "role.end", word)
    if (word := next(around.tied("role.start"), None)) and not _with(around):
        yield _Sign(0, "level", "role.start", word)
    if (word := next(around.tied("role.stays"), None)) and not any(_goes_on(around)):
        yield _Sign(0, "level", "role.stays", word)


def _goes_on(around: Surroundings, role: Role | None = None) -> Iterator[FoundWord]:
    """Yield the verbs of change in the rest of the clause."""
    words = around.tied("role.verb-behind", role)
    return (word for word in words if word.last <= around.text.rest_of_clause(around.ends[-1]))


def _change(around: Surroundings, role: Role) -> _Sign | None:
    """Return what makes the figure a change of one direction, in or behind what comes before it."""
    for rule in _NOUNS:
        if word := next(around.tied(rule, role), None):
            return _Sign(word.first, role, rule, word)
    if _with(around):
        if word := next(around.tied("role.verb-met", role), None):
            return _Sign(word.first, role, "role.verb-met", word)
        word = next(_goes_on(around, role), None)
        return _Sign(around.first, role, "role.verb-behind", word) if word else None
    if (word := next(around.tied("role.bare", role), None)) and not around.has("form.share"):
        return _Sign(word.first, role, "role.bare", word)
    for rule in ("role.done", "role.object", "role.object-behind"):
        if word := next(around.tied(rule, role), None):
            return _Sign(0, role, rule, word)
    if (word := next(around.tied("role.passive", role), None)) and not around.has("form.perfect"):
        return _Sign(0, role, "role.passive", word)
    return None


class GdpCues:
    """Reads off a sentence whether a percentage is a share of gross domestic product; offsets are characters of the text."""

    def __init__(self, text: CueText) -> None:
        self._text = text

    def explicit(self, start: int, end: int, percent: str) -> Cue | None:
        """Return the words beside the percentage that name GDP or a norm for shares of it, if there are any."""
        around = self._text.around(start, end)
        found = next(_names_of_product(around), None) or next(_norms(around), None)
        if found is None:
            return None
        rule, word = found
        if rule in _NORMS and percent not in self._text.lexicon.gdp_norms and not _is_owned(around):
            return None
        return around.cue("basis", "gdp", rule, word)

    def carried(self, before: int, start: int, end: int, *, larger: bool) -> Cue | None:
        """Return the words by which the percentage at `start`:`end` takes over the basis of the one that ends at `before`.

        One that is `larger` is no part of it.
        """
        around = self._text.around(start, end)
        floor = self._text.token_after(before)
        stopped = around.has("form.stop-after") or any(word.first >= floor for word in around.tied("form.stop-before"))
        if stopped or around.has("form.other") or around.has("form.own"):
            return None
        for rule in ("basis.gdp-part", "basis.gdp-carry", "basis.gdp-joint", "basis.gdp-onward"):
            word = next((word for word in around.tied(rule) if word.first >= floor), None)
            if word is None:
                continue
            if rule == "basis.gdp-part" and larger:
                return None
            if rule == "basis.gdp-onward" and any(
                floor <= turn.first < word.first for turn in around.words.get("gdp.turn", ())
            ):
                continue
            return around.cue("basis", "gdp", rule, word)
        return None


_NAMING = ("basis.gdp-of", "basis.gdp-after", "basis.gdp-later", "basis.gdp-before", "basis.gdp-whole")
_NORMS = ("basis.gdp-norm", "basis.gdp-norm-of")


def _names_of_product(around: Surroundings) -> Iterator[tuple[str, FoundWord]]:
    for rule in _NAMING:
        yield from ((rule, word) for word in around.tied(rule))
    if not around.has("form.other"):
        yield from (("basis.gdp-name", word) for word in around.tied("basis.gdp-name"))


def _norms(around: Surroundings) -> Iterator[tuple[str, FoundWord]]:
    for rule in _NORMS:
        yield from ((rule, word) for word in around.tied(rule))


def _is_owned(around: Surroundings) -> bool:
    """Tell whether the owner of a norm for shares of GDP stands near the figure."""
    return around.has("form.owner-before") or around.has("form.owner-after")
