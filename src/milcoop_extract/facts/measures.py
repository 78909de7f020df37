"""The indicator of a figure, and the words that tell it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from milcoop_extract.records import Amount, Percent, Percentage, Role

from .candidates import Evidence, Measured, Tie, Told
from .figures import Figure
from .rules import IndicatorEntry, IndicatorId, IndicatorRules
from .words import Stretch, Words

_Reader = Callable[["Measures", IndicatorEntry, Figure, Told], Measured | None]

_MOST = Decimal(10)
"""Shares of GDP, in percent, from which on no country's defence is told by them alone."""

_FILLERS = 4
"""The most words or phrases that stand between a link and its figure."""

_SHORT = 7
"""The most words that stand between a figure and its purpose."""

_PAUSES = frozenset(",;:()")


class Measures:
    """The rules for what is measured; the words are those of the figure's sentence."""

    def __init__(self, rules: IndicatorRules) -> None:
        self._indicators = rules.indicator
        self._goals = rules.relation.goals

    def of(self, figure: Figure, told: Told, programme: Stretch | None) -> Measured | None:
        """Return what a figure measures, or None; `programme` is where its stretch names the one programme of its sentence."""
        for indicator in self._indicators:
            if not _fits(indicator, figure.mention, told):
                continue
            if indicator.topic == "programme" and not (programme and _is_owned(figure, programme)):
                if told.in_sentence == indicator.id and _contrasts(figure):
                    return Measured(indicator, Tie.BESIDE)
                continue
            measured = self._READERS[indicator.id](self, indicator, figure, told)
            if programme and measured and measured.indicator.topic == "defence" and measured.tie in _CONTEXT:
                continue  # a programme's own budget, with nothing that says that it is that of defence
            if measured and not figure.words.has(f"excludes.{indicator.id}", *figure.stretch):
                return None if _is_unreal(figure) else measured
        return None

    def _level(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A budget: a noun with a link, a spender's object, or another level beside one."""
        if self._goes_elsewhere(figure):
            return None
        words = figure.words
        linked = _is_linked(figure)
        if (noun := _whole_noun("nouns.defence", figure)) and (linked or _inverted(figure, noun)):
            return _by_noun(indicator, Tie.OWN, noun, "defence")
        if (purpose := self._purpose(figure)) and words.has("relation.spending", figure.sentence):
            return Measured(indicator, Tie.OWN, evidence=Evidence("indicator.purpose-defence", *purpose))
        if (told.any or told.named) and (entered := words.find("relation.entered", figure.tail)):
            return Measured(indicator, Tie.SAME, evidence=Evidence("indicator.entered", *entered[0]))
        if told.in_sentence in _BUDGETS - {"defence_gdp_share"} and (_goes_on_to(figure) or _contrasts(figure)):
            return Measured(indicator, Tie.BESIDE)
        weak = _whole_noun("weak.defence", figure)
        if weak and (linked or _inverted(figure, weak)) and not _of_another(words, weak):
            return _by_context(indicator, figure, told, weak)
        return None

    def _change(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A change of a budget: with a noun before or after it, or beside or after a fact."""
        if self._goes_elsewhere(figure):
            return None
        words = figure.words
        if noun := _whole_noun("nouns.defence", figure) or _noun_after(figure):
            return _by_noun(indicator, Tie.OWN, noun, "defence")
        if told.in_sentence in _BUDGETS and _is_beside(figure):
            return Measured(indicator, Tie.BESIDE)
        if told.in_paragraph in _BUDGETS and _takes_up(figure):
            return Measured(indicator, Tie.SAME)
        if told.in_sentence == "defence_budget_change" and figure.text.endswith(" (", figure.first, figure.mention.start):
            return Measured(indicator, Tie.BESIDE)
        if told.in_sentence in _BUDGETS and figure.compares and _is_bare(figure):
            return Measured(indicator, Tie.BESIDE)
        weak = words.last("weak.defence", *figure.lead)
        if weak and not _of_another(words, weak):
            near = told.in_paragraph in _BUDGETS
            return _by_noun(indicator, Tie.SAME, weak, "weak") if near else _by_context(indicator, figure, told, weak)
        return None

    def _share(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A share of gross domestic product: with defence in its sentence, or beside or after a fact."""
        words = figure.words
        if words.has("relation.whereof", figure.lead) or _is_norm(figure):
            return None
        if isinstance(figure.mention, Percentage) and figure.mention.basis is None:
            return _share_unsaid(indicator, figure, told)
        if noun := _whole_noun("nouns.defence", figure):
            return _by_noun(indicator, Tie.OWN, noun, "defence")
        if told.in_sentence in _BUDGETS and (_is_beside(figure) or _is_bare(figure)):
            return Measured(indicator, Tie.BESIDE)
        if named := names_defence(words, figure.sentence):
            return Measured(indicator, Tie.OWN, evidence=named)
        if allied := words.find("relation.allied", figure.sentence):
            return Measured(indicator, Tie.OWN, evidence=Evidence("indicator.allied", *allied[0]))
        if told.in_sentence == indicator.id:
            return Measured(indicator, Tie.BESIDE)
        if told.in_paragraph in _BUDGETS:
            return Measured(indicator, Tie.SAME)
        return _by_context(indicator, figure, told, None)

    def _part_of(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A part of the budget: by the name of the share, or by what the part goes to and of what it is one."""
        words = figure.words
        if marker := words.find(f"markers.{indicator.id}", *figure.stretch):
            return Measured(indicator, Tie.OWN, evidence=Evidence("indicator.share-name", *marker[0]))
        if told.in_sentence == indicator.id and _contrasts(figure):
            return Measured(indicator, Tie.BESIDE)
        if told.in_sentence == indicator.id and not figure.is_part:
            return Measured(indicator, Tie.LIKE)
        purpose = words.find("purposes.investment", *figure.stretch)
        if purpose and (whole := _whole(indicator, figure)):
            near = names_defence(words, figure.sentence) is not None
            if near or told.any:
                evidence = Evidence("indicator.purpose-investment", *purpose[0])
                return Measured(indicator, Tie.OWN if near else Tie.SAME, whole, evidence)
        return None

    def _investment(self, indicator: IndicatorEntry, figure: Figure, _: Told) -> Measured | None:
        """An investment, where the sentence is about defence."""
        if self._goes_elsewhere(figure) or not figure.words.has("field.investment", figure.sentence):
            return None
        noun = figure.words.last("nouns.investment", *figure.lead)
        return _by_noun(indicator, Tie.OWN, noun, "investment") if noun and _is_linked(figure) else None

    def _programme(self, indicator: IndicatorEntry, figure: Figure, _: Told) -> Measured | None:
        """The budget of a programme."""
        if self._goes_elsewhere(figure):
            return None
        noun = figure.words.find("nouns.programme", *figure.stretch)
        return replace(_by_noun(indicator, Tie.OWN, noun[0], "programme"), noun=None) if noun else None

    def _goes_elsewhere(self, figure: Figure) -> bool:
        """Tell whether a figure goes to something else than the whole."""
        words = figure.words
        ends = words.on(words.on({figure.after}, "relation.extra", least=0), "relation.parts")
        part = any(words.is_space(end) and end < figure.end and not words.on({end}, "period.year") for end in ends)
        return part and not self._to_purpose(figure)

    def _to_purpose(self, figure: Figure) -> Stretch | None:
        """Return where the purpose of defence stands right after a figure."""
        for place in figure.words.find("purposes.defence", figure.tail):
            between = figure.text[figure.after : place[0]]
            short = between.split()
            spaced = between[:1].isspace() and between[-1:].isspace() and len(short) <= _SHORT
            if spaced and not any(word.startswith(self._goals) or not _PAUSES.isdisjoint(word) for word in short):
                return place
        return None

    def _purpose(self, figure: Figure) -> Stretch | None:
        """Return where it stands that a figure goes to defence: right after it, or named before it."""
        return self._to_purpose(figure) or figure.words.last("purposes.defence", *figure.lead)

    _READERS: ClassVar[Mapping[IndicatorId, _Reader]] = {
        "defence_budget": _level,
        "defence_budget_change": _change,
        "defence_budget_growth": _change,
        "defence_gdp_share": _share,
        "investment": _investment,
        "investment_share": _part_of,
        "programme_budget": _programme,
    }


_CONTEXT = {Tie.SAME, Tie.WEAK, Tie.FAR}

_BUDGETS = {"defence_budget", "defence_budget_change", "defence_budget_growth", "defence_gdp_share"}


def names_defence(words: Words, *stretches: Stretch) -> Evidence | None:
    """Return where some stretches are about what is spent on defence, the first place, if they are."""
    found = [
        Evidence(rule, *place)
        for label, rule in (("nouns.defence", "indicator.noun-defence"), ("purposes.defence", "indicator.purpose-defence"))
        for place in words.find(label, *stretches)[:1]
    ]
    return min(found, key=lambda evidence: evidence.start, default=None)


def goes_on(words: Words, start: int, end: int) -> bool:
    """Tell whether the words of a stretch carry a series of figures on, without saying anything new."""
    first = words.skip_marks(start)
    return first >= end or end in words.on({first}, "relation.series", end - start, marks=True)


def _by_noun(indicator: IndicatorEntry, tie: Tie, noun: Stretch, kind: str) -> Measured:
    return Measured(indicator, tie, noun, Evidence(f"indicator.noun-{kind}", *noun))


def _by_context(indicator: IndicatorEntry, figure: Figure, told: Told, noun: Stretch | None) -> Measured | None:
    """Tell by what stands before that a figure is about defence: the nearer, the surer."""
    if figure.words.has(f"excludes.{indicator.id}", figure.sentence) or not _plausible(figure.mention):
        return None
    evidence = Evidence("indicator.noun-weak", *noun) if noun else None
    if told.named or told.around or names_defence(figure.words, figure.before):
        return Measured(indicator, Tie.SAME, noun, evidence)
    if told.section:
        return Measured(indicator, Tie.WEAK, noun, evidence)
    return Measured(indicator, Tie.FAR, noun, evidence) if told.letter else None


def _share_unsaid(indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
    """A share of GDP that is not called one: in a series of them, or taken up again from the sentence before."""
    words = figure.words
    if figure.is_part or words.has("purposes.investment", *figure.stretch) or not told.share:
        return None
    again = any(
        _PAUSES.isdisjoint(figure.text[end : figure.mention.start]) for _, end in words.find("relation.again", figure.before)
    )
    return Measured(indicator, Tie.SAME if again else Tie.LIKE)


def _is_unreal(figure: Figure) -> bool:
    return (
        figure.text[figure.first : figure.last].rstrip().endswith("?")
        or figure.words.has("unreal.sentence", figure.sentence)
        or figure.words.has("unreal.near", *figure.stretch)
    )


def _is_linked(figure: Figure) -> bool:
    """Tell whether a link leads the figure in ("bedroeg in 2020 ongeveer")."""
    words = figure.words
    starts = words.back(words.back({figure.mention.start}, "filler", _FILLERS, 0), "relation.links")
    return any(start >= figure.start for start in starts)


def _goes_on_to(figure: Figure) -> bool:
    """Tell whether the figure is where the one before it goes on to ("van 10 tot 12 miljard", "en was 12 miljard")."""
    words, goal = figure.words, figure.mention.start
    first = words.skip_marks(figure.start)
    onward = {
        end
        for start in ({first} | words.on({first}, "relation.series", goal - first, marks=True))
        for end in words.at("relation.onward", start)
    }
    also = words.on(words.at("relation.joins", first), "relation.verbs")
    return words.reaches(words.on(onward | also, "filler", goal - first, 0), goal)


def _contrasts(figure: Figure) -> bool:
    """Tell whether the figure is set against the one before it ("tegen 1,8% vorig jaar")."""
    words = figure.words
    at = figure.start + figure.text.startswith(",", figure.start)
    at += figure.text[at : at + 1].isspace()
    starts = {at, *(end + 1 for end in words.at("relation.joins", at))}
    return any(end <= figure.mention.start for start in starts for end in words.at("relation.contrast", start))


def _is_beside(figure: Figure) -> bool:
    """Tell whether the figure says the one before it in other terms ("oftewel 2%")."""
    at = figure.start
    while figure.text[at] in ",(":
        at += 1
    at += figure.text[at : at + 1].isspace()
    return any(end <= figure.mention.start for end in figure.words.at("relation.beside", at))


def _is_bare(figure: Figure) -> bool:
    """Tell whether nothing but a comma and fillers stands between the figure and the one before it."""
    start, goal = figure.start, figure.mention.start
    if not figure.text.startswith(",", start):
        return False
    return figure.words.reaches(figure.words.on({start + 1}, "filler", goal - start, 0), goal)


def _takes_up(figure: Figure) -> bool:
    """Tell whether the sentence of the figure goes on about what was told before ("Dat is", "daarmee")."""
    words = figure.words
    first = words.skip_marks(figure.first)
    opens = any(end <= figure.mention.start for end in words.at("relation.same", first))
    return opens or bool(words.spaced("relation.thereby", *figure.before))


def _is_norm(figure: Figure) -> bool:
    """Tell whether the figure is called a norm, before it or right after it ("de 2%-norm")."""
    words, end = figure.words, figure.mention.end
    led_in = words.back(words.back({figure.mention.start}, "filler", 1, 0), "relation.norms")
    if any(start >= figure.first for start in led_in):
        return True
    at = end + (figure.text[end : end + 1].isspace() or figure.text.startswith("-", end))
    return any(last <= figure.end for start in {end, at} for last in words.at("relation.norms", start))


def _of_another(words: Words, noun: Stretch) -> bool:
    """Tell whether a weak noun is said to be that of something else ("de begroting van het agentschap")."""
    ends = words.on(words.on({noun[1]}, "relation.of_or_for"), "relation.another")
    return any(words.is_space(end) and not words.on({end}, "relation.own_noun") for end in ends)


def _inverted(figure: Figure, noun: Stretch) -> bool:
    """Tell whether the noun leads the figure in, and the verb stands around both ("bedroeg het budget 4 miljard")."""
    words = figure.words
    verb = words.has("relation.verbs", (figure.start, noun[0])) or words.on({figure.after}, "relation.verbs")
    return bool(verb) and _is_direct(figure, noun[1])


def _is_direct(figure: Figure, start: int) -> bool:
    """Tell whether only fillers and a place stand between an offset and the figure ("het budget van de Belgen in 2020")."""
    words, goal = figure.words, figure.mention.start
    starts = {start}
    if figure.text.startswith(",", start):
        starts |= words.on({start + 1}, "relation.relative")
    placed = words.on(starts, "relation.within")
    for end in words.back({goal}, "filler", _FILLERS, 0):
        if words.reaches(starts, end) or any(words.is_plain(first + 1, end - 1) for first in placed):
            return True
    return False


def _is_owned(figure: Figure, programme: Stretch) -> bool:
    """Tell whether a figure can be a programme's own."""
    if programme[0] == figure.first:
        return True
    starts = figure.words.back({programme[0]}, "relation.owners")
    return any(start == figure.first or figure.text[start - 1] in " \n,(" for start in starts if start >= figure.first)


def _noun_after(figure: Figure) -> Stretch | None:
    """Return where the first noun of defence after a figure stands, if the figure is a change of it ("2% op het budget")."""
    words = figure.words
    for noun in words.find("nouns.defence", figure.tail)[:1]:
        if any(start == figure.after + 1 for start in words.back(_determined(words, noun[0]), "relation.on")):
            return noun
    return None


def _whole_noun(label: str, figure: Figure) -> Stretch | None:
    """Return the last noun before a figure, if the figure is not only something out of it or beside it."""
    words = figure.words
    noun = words.last(label, *figure.lead)
    if not noun:
        return None
    if any(start >= figure.first for start in words.back(words.back_any({noun[0]}, 1), "relation.apart")):
        return None
    opening = words.skip_marks(figure.first)
    return None if opening in words.back(_determined(words, noun[0]), "relation.of") else noun


def _whole(indicator: IndicatorEntry, figure: Figure) -> Stretch | None:
    """Return where the sentence names the whole that a figure is a part of ("daarvan", "van de defensie-uitgaven")."""
    words = figure.words
    found = words.find(f"whole.{indicator.id}", figure.sentence)[:1]
    for label in ("nouns.defence", "weak.defence"):
        for start, end in words.find(label, figure.sentence):
            firsts = words.back(_determined(words, start), "relation.of")
            found += [(first, end) for first in firsts if first >= figure.first]
    return min(found, default=None)


def _determined(words: Words, noun: int) -> set[int]:
    """Return where the determiner of a noun starts, before one other word at most ("de totale begroting")."""
    return words.back(words.back_any({noun}, 1), "relation.determiners")


def _fits(indicator: IndicatorEntry, mention: Amount | Percentage, told: Told) -> bool:
    role: Role = mention.role
    if mention.type != indicator.figure or role not in indicator.roles:
        return False
    if not isinstance(mention, Percentage):
        return True
    unsaid = mention.basis is None and told.share and indicator.basis == "gdp" and _plausible(mention)
    return (mention.basis == indicator.basis or unsaid) and not mention.points


def _plausible(mention: Amount | Percentage) -> bool:
    """Tell whether a figure can be what a country spends on defence where no word beside it says so."""
    return not isinstance(mention.value, Percent) or mention.role != "level" or Decimal(mention.value.percent) < _MOST
