"""What a figure measures: its indicator, and by what words that is told."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from milcoop_extract.mentions.cue_rules import QualifierRules
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import Amount, Percent, Percentage, Role

from .candidates import Measured, Tie, Told
from .figures import Figure
from .rules import IndicatorEntry, IndicatorId, IndicatorRules

_Reader = Callable[["Measures", IndicatorEntry, Figure, Told], Measured | None]

_OF_WHICH = re.compile(r"\W*van\s(?:het|de|zijn|haar|hun)\s(?:[^\W\d]+\s)?$")
_PART = re.compile(r"\b(?:waarvan|daarvan|hiervan)\b")

_MOST = Decimal(10)
"""Shares of GDP, in percent, from which on no country's defence is told by them alone."""

_SHORT = r"(?:\s(?!aan|voor|in)[^\s,;:]+){0,7}?\s"
"""A few words, none of which says what money goes to."""


def _words(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for any of the words where they are not the first part of a compound with a hyphen."""
    return re.compile(rf"{any_of(words)}(?!-\w)")


class Measures:
    """The words of the rules for what is measured."""

    def __init__(self, rules: IndicatorRules, qualifiers: QualifierRules) -> None:
        relation = rules.relation
        topics = {topic.id: topic for topic in rules.topic}
        exact = [word.lower() for entry in qualifiers.qualifier for word in (*entry.before, *entry.near)]
        year = r"(?:in|voor|over)\s(?:het\s)?(?:begrotings)?(?:jaar\s)?\d{4}"
        filler = rf"(?:{any_of([*exact, *relation.between])}|{year}|volgens\s(?:de|het)\s[^\W\d]+)"
        self._indicators = rules.indicator
        self._nouns: dict[str, re.Pattern[str]] = {id_: _words(topic.nouns) for id_, topic in topics.items()}
        self._weak = _words(topics["defence"].weak)
        self._purposes: dict[str, re.Pattern[str]] = {
            id_: _words(topic.purposes) for id_, topic in topics.items() if topic.purposes
        }
        self._to_purpose = {id_: re.compile(rf"^{_SHORT}{pattern.pattern}") for id_, pattern in self._purposes.items()}
        self._excludes = {entry.id: re.compile(any_of(entry.excludes)) for entry in rules.indicator}
        self._markers = {entry.id: re.compile(any_of(entry.markers)) for entry in rules.indicator if entry.markers}
        defence = any_of([*topics["defence"].nouns, *topics["defence"].weak])
        self._whole = {
            entry.id: re.compile(rf"{any_of(entry.whole)}|\bvan\s(?:het|de|zijn|haar|hun)\s(?:[^\W\d]+\s)?{defence}")
            for entry in rules.indicator
            if entry.whole
        }
        self._of_noun = re.compile(r"^\s(?:van|op|voor|in)\s(?:het|de|zijn|haar|hun)\s(?:[^\W\d]+\s)?$")
        self._link = re.compile(rf"{any_of(relation.links)}(?:\s{filler}){{0,4}}\s$")
        self._of_another = re.compile(
            rf"\s(?:van|voor)\s(?:de|het|een|dit|deze)\s(?!{any_of(relation.between)}|{any_of(relation.own)})"
        )
        self._verb = re.compile(any_of(relation.verbs))
        self._verb_behind = re.compile(rf"\s{any_of(relation.verbs)}")
        self._directly = re.compile(rf"(?:,\s(?:dat|die))?(?:\s(?:van|in)\s[\w\s-]{{2,40}})?(?:\s{filler}){{0,4}}\s")
        self._onward = re.compile(rf"^[,\s]*{any_of(relation.onward)}(?:\s{filler}){{0,4}}\s$")
        self._moves = re.compile(rf"\W*(?:(?:{any_of(relation.series)}|\d{{4}})\W+)*{any_of(relation.onward)}\s(?:{filler}\s)*")
        self._also = re.compile(rf"\W*(?:en|maar)\s{any_of(relation.verbs)}\s(?:{filler}\s)*")
        self._contrast = re.compile(rf"^,?\s?(?:en\s)?{any_of(relation.contrast)}\b")
        self._beside = re.compile(rf"^[,(]*\s?{any_of(relation.beside)}\b")
        self._bare = re.compile(rf"^,\s(?:{filler}\s)*$")
        self._same = re.compile(rf"^\W*{any_of(relation.same)}\b|\s{any_of(['daarmee', 'hiermee', 'daarvan', 'hiervan'])}\b")
        self._entered = re.compile(any_of(relation.entered))
        self._owner = re.compile(rf"(?:^|[\s,(]){any_of(relation.owners)}\s$|^$")
        self._spending = re.compile(any_of(relation.spending))
        self._apart = re.compile(rf"{any_of(relation.apart)}\s(?:\w+\s)?$")
        self._part = re.compile(
            rf"^(?:\s(?:meer|extra|minder))?\s{any_of(relation.parts)}\s(?!\d{{4}}|het jaar|het begrotingsjaar)"
        )
        self._norm_before = re.compile(rf"{any_of(relation.norms)}(?:\s{filler})?\s$")
        self._norm_after = re.compile(rf"^[\s-]?{any_of(relation.norms)}")
        self._allied = re.compile(any_of(relation.allied))
        self._again = re.compile(rf"{any_of(relation.again)}[^,;:()]*$")
        self._series = re.compile(rf"\W*(?:(?:{any_of(relation.series)}|\d{{4}})\W+)*")
        self._unreal = re.compile(any_of(rules.unreal.sentence))
        self._unreal_near = re.compile(any_of(rules.unreal.near))

    def places(self, text: str) -> list[int]:
        """Return where a text in small letters is about what is spent on defence, in its order."""
        found = (match.start() for pattern in (self._nouns, self._purposes) for match in pattern["defence"].finditer(text))
        return sorted(found)

    def names_defence(self, text: str) -> bool:
        """Tell whether a text in small letters is about what is spent on defence."""
        return bool(self._nouns["defence"].search(text) or self._purposes["defence"].search(text))

    def goes_on(self, before: str, after: str) -> bool:
        """Tell whether the texts before and after a subject carry a series of figures on, without saying anything new."""
        return bool(self._series.fullmatch(before) and self._series.fullmatch(after))

    def of(self, figure: Figure, told: Told, programme: tuple[int, int] | None) -> Measured | None:
        """Return what a figure measures, or None; `programme` is where its stretch names the one programme of its sentence."""
        for indicator in self._indicators:
            if not _fits(indicator, figure.mention, told):
                continue
            if indicator.topic == "programme" and not (programme and self._owned(figure, programme)):
                if told.in_sentence == indicator.id and self._contrast.search(figure.lead):
                    return Measured(indicator, Tie.BESIDE)
                continue
            measured = self._READERS[indicator.id](self, indicator, figure, told)
            if programme and measured and measured.indicator.topic == "defence" and measured.tie in _CONTEXT:
                continue  # a programme's own budget, with nothing that says that it is that of defence
            if measured and not self._excludes[indicator.id].search(figure.stretch):
                return None if self._is_unreal(figure) else measured
        return None

    def _is_unreal(self, figure: Figure) -> bool:
        return (
            figure.sentence.rstrip().endswith("?")
            or bool(self._unreal.search(figure.sentence))
            or bool(self._unreal_near.search(figure.stretch))
        )

    def _level(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A budget: a noun with a link, a spender's object, or another level beside one."""
        if self._goes_elsewhere(figure):
            return None
        linked = bool(self._link.search(figure.lead))
        if (noun := self._noun(figure, "defence")) and (linked or self._inverted(figure, noun)):
            return Measured(indicator, Tie.OWN, noun)
        if self._spent(figure) and self._spending.search(figure.sentence):
            return Measured(indicator, Tie.OWN)
        if self._entered.search(figure.tail) and (told.any or told.named):
            return Measured(indicator, Tie.SAME)
        if told.in_sentence in _BUDGETS - {"defence_gdp_share"} and (
            self._onward.search(figure.lead)
            or self._contrast.search(figure.lead)
            or self._moves.fullmatch(figure.lead)
            or self._also.fullmatch(figure.lead)
        ):
            return Measured(indicator, Tie.BESIDE)
        weak = self._whole_noun(self._weak, figure)
        if weak and (linked or self._inverted(figure, weak)) and not self._another(figure, weak):
            return self._by_context(indicator, figure, told, weak)
        return None

    def _by_context(
        self, indicator: IndicatorEntry, figure: Figure, told: Told, noun: tuple[int, int] | None
    ) -> Measured | None:
        """Tell by what stands before that a figure is about defence: the nearer, the surer."""
        if self._excludes[indicator.id].search(figure.sentence) or not _plausible(figure.mention):
            return None
        if told.named or told.around or self.names_defence(figure.before):
            return Measured(indicator, Tie.SAME, noun)
        if told.section:
            return Measured(indicator, Tie.WEAK, noun)
        return Measured(indicator, Tie.FAR, noun) if told.letter else None

    def _another(self, figure: Figure, noun: tuple[int, int]) -> bool:
        """Tell whether a weak noun is said to be that of something else ("de begroting van het agentschap")."""
        return bool(self._of_another.match(figure.text, noun[1]))

    def _change(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A change of a budget: with a noun before or after it, or beside or after a fact."""
        if self._goes_elsewhere(figure):
            return None
        if (noun := self._noun(figure, "defence")) or (noun := self._noun(figure, "defence", after=True)):
            return Measured(indicator, Tie.OWN, noun)
        if told.in_sentence in _BUDGETS and self._beside.search(figure.lead):
            return Measured(indicator, Tie.BESIDE)
        if told.in_paragraph in _BUDGETS and self._same.search(figure.before):
            return Measured(indicator, Tie.SAME)
        if told.in_sentence == "defence_budget_change" and figure.before.endswith(" ("):
            return Measured(indicator, Tie.BESIDE)
        if told.in_sentence in _BUDGETS and self._bare.search(figure.lead) and figure.compares:
            return Measured(indicator, Tie.BESIDE)
        weak = self._last(self._weak, figure)
        if weak and not self._another(figure, weak):
            near = told.in_paragraph in _BUDGETS
            return Measured(indicator, Tie.SAME, weak) if near else self._by_context(indicator, figure, told, weak)
        return None

    def _share(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A share of gross domestic product: with defence in its sentence, or beside or after a fact."""
        if (
            _PART.search(figure.lead)
            or self._norm_before.search(figure.before)
            or self._norm_after.search(figure.text[figure.mention.end : figure.end])
        ):
            return None
        if isinstance(figure.mention, Percentage) and figure.mention.basis is None:
            return self._share_unsaid(indicator, figure, told)
        if noun := self._noun(figure, "defence"):
            return Measured(indicator, Tie.OWN, noun)
        if told.in_sentence in _BUDGETS and (self._beside.search(figure.lead) or self._bare.search(figure.lead)):
            return Measured(indicator, Tie.BESIDE)
        if self.names_defence(figure.sentence) or self._allied.search(figure.sentence):
            return Measured(indicator, Tie.OWN)
        if told.in_sentence == indicator.id:
            return Measured(indicator, Tie.BESIDE)
        if told.in_paragraph in _BUDGETS:
            return Measured(indicator, Tie.SAME)
        return self._by_context(indicator, figure, told, None)

    def _share_unsaid(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A share of GDP that is not called one: in a series of them, or taken up again from the sentence before."""
        if figure.tail.startswith(" van ") or self._purposes["investment"].search(figure.stretch):
            return None
        if not told.share:
            return None
        return Measured(indicator, Tie.SAME if self._again.search(figure.before) else Tie.LIKE)

    def _part_of(self, indicator: IndicatorEntry, figure: Figure, told: Told) -> Measured | None:
        """A part of the budget: by the name of the share, or by what the part goes to and of what it is one."""
        if self._markers[indicator.id].search(figure.stretch):
            return Measured(indicator, Tie.OWN)
        if told.in_sentence == indicator.id and self._contrast.search(figure.lead):
            return Measured(indicator, Tie.BESIDE)
        if told.in_sentence == indicator.id and not figure.tail.startswith(" van "):
            return Measured(indicator, Tie.LIKE)
        if self._purposes["investment"].search(figure.stretch) and (whole := self._whole[indicator.id].search(figure.sentence)):
            near = self.names_defence(figure.sentence)
            if near or told.any:
                return Measured(indicator, Tie.OWN if near else Tie.SAME, (whole.start(), whole.end()))
        return None

    def _investment(self, indicator: IndicatorEntry, figure: Figure, _: Told) -> Measured | None:
        """What is invested, where the sentence is about defence."""
        if self._goes_elsewhere(figure) or "defensie" not in figure.sentence:
            return None
        noun = self._last(self._nouns["investment"], figure)
        return Measured(indicator, Tie.OWN, noun) if noun and self._link.search(figure.lead) else None

    def _programme(self, indicator: IndicatorEntry, figure: Figure, _: Told) -> Measured | None:
        """The budget of a programme."""
        if self._goes_elsewhere(figure) or not self._nouns["programme"].search(figure.stretch):
            return None
        return Measured(indicator, Tie.OWN)

    def _inverted(self, figure: Figure, noun: tuple[int, int]) -> bool:
        """Tell whether the noun leads the figure in, and the verb stands around both ("bedroeg het budget 4 miljard")."""
        return bool(
            self._directly.fullmatch(figure.text, noun[1], figure.mention.start)
            and (self._verb.search(figure.text, figure.start, noun[0]) or self._verb_behind.match(figure.text, figure.after))
        )

    def _owned(self, figure: Figure, programme: tuple[int, int]) -> bool:
        """Tell whether a figure can be a programme's own."""
        return bool(self._owner.search(figure.text[max(figure.first, programme[0] - 12) : programme[0]]))

    def _noun(self, figure: Figure, topic: str, *, after: bool = False) -> tuple[int, int] | None:
        """Return where the last noun of a topic stands in the stretch before a figure (or the first one after it)."""
        if after:
            match = self._nouns[topic].search(figure.text, figure.after, figure.end)
            return match.span() if match and self._of_noun.search(figure.text[figure.after : match.start()]) else None
        return self._whole_noun(self._nouns[topic], figure)

    def _whole_noun(self, pattern: re.Pattern[str], figure: Figure) -> tuple[int, int] | None:
        """Return the last match before a figure, if the figure is not only something out of it or beside it."""
        found = self._last(pattern, figure)
        if not found:
            return None
        before = figure.text[figure.first : found[0]]
        return None if self._apart.search(before) or _OF_WHICH.match(before) else found

    def _last(self, pattern: re.Pattern[str], figure: Figure) -> tuple[int, int] | None:
        """Return the last match in the stretch before a figure."""
        return max((match.span() for match in pattern.finditer(figure.text, figure.start, figure.mention.start)), default=None)

    def _goes_elsewhere(self, figure: Figure) -> bool:
        """Tell whether a figure goes to something else than the whole."""
        return bool(self._part.search(figure.tail)) and not self._to_purpose["defence"].search(figure.tail)

    def _spent(self, figure: Figure) -> bool:
        """Tell whether a figure goes to defence: right after it, or named before it."""
        return bool(self._to_purpose["defence"].search(figure.tail) or self._purposes["defence"].search(figure.lead))

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
