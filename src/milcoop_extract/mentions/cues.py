"""What the words around a figure say of it: how exact it is, whether it is a change, whether it is a share of GDP."""

import re
from typing import get_args

from milcoop_extract.records import Qualifier, Role

from .cue_rules import QualifierRules, RoleEntry
from .lexicon import any_of

_REACH = 160
"""How many characters before and after a figure are looked at; a clause is rarely longer."""

_NEAR = 60
"""How many of them are looked at for words that stand directly before it."""

_CLAUSE_END = re.compile(r"[,;:]\s|\s(?:en|maar|terwijl)\s")

_FROM_TO = re.compile(r"\bvan\s(?:[^,;:()]|,(?=\d)){1,30}\s(?:naar|tot)\s$")
"""Before a figure whose change is told in brackets: "een daling van 12 naar 9 zaken (25%)"."""

_SHARE = re.compile(r"\s*van\s(?:de|het|alle)\b")
_THERE = re.compile(r"\b(?:er|daar|neemt|nemen|nam|namen)\s(?:[^\W\d]+\s){0,4}(?:[€£$ƒ]\s?)?$", re.IGNORECASE)
"""The word that a particle behind the figure belongs to."""

_PERFECT = re.compile(r"\b(?:heeft|hebben|had|hadden)\s(?:[^\W\d]+\s)?$")
"""Before a figure it makes what follows an act of its subject: "heeft 5% van de bedrijven de uitstoot verminderd"."""

_ARTICLE = re.compile(r"\b(?:de|het)\s*$")

_QUALIFIERS = get_args(Qualifier)


class FigureCues:
    """Reads qualifier and role of a figure off its sentence."""

    def __init__(self, rules: QualifierRules) -> None:
        entries = rules.qualifier
        before = "|".join(f"(?P<{entry.id}>{any_of(entry.before)})" for entry in entries)
        near = "|".join(f"(?P<near_{entry.id}>{any_of(entry.near)})" for entry in entries if entry.near)
        between = any_of([*rules.lead.words, *(word for entry in entries for word in entry.before)])
        lead = rf"(?:\s*{between})*\s*$"
        # "minder dan de 100 miljoen van vorig jaar" compares with a figure, it does not say how exact that is.
        self._before = _compile(rf"(?:{before})(?:\s+een|\s+met|(?<!dan)\s+(?:de|het))?\s*$")
        self._near = _compile(rf"(?:{near})(?:\s+[^\W\d]+){{0,4}}\s*$")
        self._limit = _compile(rf"\btot{lead}")
        self._goal = _compile(any_of(rules.goal.words))
        self._end_point = _compile(rf"{any_of(rules.level.before)}{lead}")
        self._start_point = _compile(rf"\s+(?:\([^)]*\)\s+)?(?:in \d{{4}}\s+)?{any_of(rules.level.after)}")
        self._runs = _compile(rf"{any_of(rules.level.runs)}(?:\s+van\s[^;:()]{{1,40}}?)?\s+(?:tot|naar){lead}")
        self._listed = _compile(
            r" in \d{4}, (?:met )?|(?: in \d{4})?,? (?:en|of|respectievelijk|resp\.|daarna|vervolgens) (?:met )?(?:[^\W\d]+ )?"
        )
        # "5 miljoen, ofwel 3%", "500 fte (3%)": the same figure in other terms.
        number = r"(?:[€£$ƒ]\s?|\b(?-i:[A-Z]{3})\s)?(?P<number>\d[\d.,]*)"
        self._restated = _compile(
            rf"{number}(?:\s[^\W\d][^\s.,;:()]*){{0,4}}(?:,? (?:ofwel|oftewel|of wel|dat is|dus|d\.w\.z\.){lead}|\s\($)"
        )
        self._stays_with = _compile(rf"{any_of(rules.level.stays)}\s+(?:(?:[^\W\d]+|\d{{4}})\s+){{0,3}}met{lead}")
        self._with = _compile(rf"\bmet{lead}")
        self._changes = [_Change(entry, lead) for entry in rules.role]

    def qualifier(self, left: str, right: str = "") -> Qualifier | None:
        """Return how exact the figure between `left` and `right`, the parts of its sentence, is."""
        near = left[-_NEAR:]
        match = self._before.search(near) or self._near.search(near)
        if match and right.startswith("-") and _ARTICLE.search(match[0]):  # "onder de 2%-norm" compares with a figure
            return None
        if match:
            name = (match.lastgroup or "").removeprefix("near_")
            return next(qualifier for qualifier in _QUALIFIERS if qualifier == name)
        return "max" if self._limit.search(near) and not self.is_goal(left) else None

    def is_goal(self, left: str) -> bool:
        """Tell whether the figure after `left` is where a change ends ("een groeipad tot")."""
        left = left[-_REACH:]
        end_point = self._end_point.search(left, max(0, len(left) - _NEAR))
        return end_point is not None and self._goal.search(left, 0, end_point.start()) is not None

    def continues(self, between: str) -> bool:
        """Tell whether the text between two figures makes one list of them: "met 1 miljoen in 2010 en 2 miljoen in 2011"."""
        return self._listed.fullmatch(between) is not None

    def role(self, left: str, right: str) -> Role:
        """Return whether the figure between `left` and `right`, the parts of its sentence, is a level or a change."""
        left, right = left[-_REACH:], right[:_REACH]
        near = left[-_NEAR:]
        for change in self._changes:
            if change.is_after(right.removeprefix(")")) or (change.is_particle(right) and _THERE.search(near)):
                return change.role
        restated = self._restated.search(left)
        if restated and (not left.endswith("(") or right.startswith(")")):
            before = _FROM_TO.sub("met ", left[: restated.start()])
            return self.role(before, left[restated.end("number") :].rstrip("(") + right.removeprefix(")"))
        if runs := self._runs.search(left):
            found = [(change.last_noun(left[: runs.start()]), change.role) for change in self._changes]
        elif (
            self._end_point.search(near)
            or (self._start_point.match(right) and not self._with.search(near))
            or (self._stays_with.search(near) and not any(change.goes_on(right) for change in self._changes))
        ):
            return "level"
        else:
            found = [(change.before(left, right), change.role) for change in self._changes]
        position, role = max(found)
        return role if position >= 0 else "level"


class _Change:
    """The cues of one direction of change; a position is where in the sentence a cue stands, -1 where there is none."""

    def __init__(self, entry: RoleEntry, lead: str) -> None:
        self.role = entry.id
        noun, verb = any_of(entry.nouns), any_of(entry.verbs)
        gap = r"(?:(?!\b(?:tot|naar|waarvan|binnen)\b)[^\d,;:.()€£$%]|(?<=in )\d{4}(?= van ))"
        remark = r"(?:\s*\([^)]*\))?"
        self._after = _compile(rf"{remark}\s*{any_of(entry.after)}|\s*\(\s*(?:een )?{noun} van|\s*(?:reële )?[\w-]*?{noun}")
        clause_end = r"(?=\s*(?:$|[.,;:)]|\b(?:voor|in|per|vanaf|en|om|bovenop)\b))"
        self._particle = _compile(rf"\s*{any_of(entry.particles)}{clause_end}") if entry.particles else None
        self._nouns = _compile(noun)
        # What leads the figure in is asked first: it stands before few figures, and costs little to look for.
        leads_in = (
            r"\b(?:van|met|ad|ter hoogte van|ter grootte van|bedraagt|bedroeg|bedragen|bedroegen|beloopt|beliep|tussen(?: de)?)"
        )
        self._nouns_by_lead = [
            (_compile(rf"{leads_in}{lead}"), _compile(rf"{noun}{gap}{{0,70}}?{leads_in}{lead}")),
            (_compile(rf"\({lead}"), _compile(rf"(?:{noun}|{verb}){gap}{{1,50}}\({lead}")),
            (_compile(r"\w:?\s*$"), _compile(rf"{noun}:?\s*$")),
        ]
        self._directly = _compile(rf"{any_of(entry.before)}{lead}") if entry.before else None
        self._with = _compile(rf"\bmet{lead}")
        self._verb = _compile(verb)
        self._bare = _compile(rf"{any_of(entry.bare)}{lead}") if entry.bare else None
        self._done = _compile(rf"\s*{any_of(entry.done)}") if entry.done else None
        self._takes = _compile(any_of(entry.takes)) if entry.takes else None
        subject = r"\s*van\s(?:(?!\b(?:heeft|hebben|had|hadden)\b)[^\d,;:.()]){2,70}?"
        self._passive = _compile(subject + any_of(entry.passives)) if entry.passives else None

    def is_after(self, right: str) -> bool:
        """Tell whether a cue stands directly after the figure."""
        return self._after.match(right) is not None

    def is_particle(self, right: str) -> bool:
        """Tell whether the particle of "er 10 miljoen bij" stands directly after the figure."""
        return self._particle is not None and self._particle.match(right) is not None

    def goes_on(self, right: str) -> bool:
        """Tell whether the clause of the figure goes on with a verb of change."""
        return self._verb.search(_CLAUSE_END.split(right, maxsplit=1)[0]) is not None

    def last_noun(self, left: str) -> int:
        """Return where the last noun of change stands in `left`."""
        return _last(self._nouns, left)

    def before(self, left: str, right: str) -> int:
        """Return where the nearest cue for a change stands, in `left` or, for a verb that comes after the figure, behind it."""
        near = left[-_NEAR:]
        for lead, noun in self._nouns_by_lead:
            match = noun.search(left) if lead.search(near) else None
            if match:
                return match.start()
        match = self._directly.search(near) if self._directly else None
        if match:
            return len(left) - len(near) + match.start()
        if self._with.search(near):
            position = _last(self._verb, left)
            return position if position >= 0 or not self.goes_on(right) else len(left)
        if self._bare and not _SHARE.match(right) and (match := self._bare.search(near)):
            return len(left) - len(near) + match.start()
        if self._done and self._done.match(right):
            return 0
        if self._takes and (self._takes.search(near.rpartition(";")[2]) or self._takes.search(right[: _REACH // 2])):
            return 0
        return 0 if self._passive and self._passive.match(right) and not _PERFECT.search(near) else -1


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


class GdpCues:
    """Reads off a sentence whether a percentage is a share of gross domestic product."""

    def __init__(self, rules: QualifierRules) -> None:
        gdp = rules.gdp
        product = any_of(gdp.of)
        determiner = r"(?:(?:het|zijn|haar|hun|ons|de|het totale)\s+)?"
        self._later = _compile(
            rf"(?:\sin \d{{4}})?\s(?:naar|tot|en|of|tegen)\s(?:[^\W\d]+\s){{0,2}}\d[\d.,]*\s?(?:%|procent)(?:\sin \d{{4}})?"
            rf"\s?(?:(?:van|aan)\s+{determiner})?{product}"
        )
        self._of = _compile(rf"\s*(?:van|aan)\s+{determiner}(?:[^\W\d]+\s+){{0,2}}{product}")
        self._after = _compile(rf"\s?{any_of([*gdp.after, *gdp.of])}")
        self._norms = set(gdp.norms)
        self._norm_after = _compile(rf"[\s-]?{any_of(gdp.norm)}")
        self._norm_before = _compile(rf"{any_of(gdp.norm)} van\s*(?:[^\W\d]+\s+){{0,2}}$")
        self._norm_owner = _compile(any_of(gdp.owner))
        self._before = _compile(rf"{any_of(gdp.before)}\s*(?:[^\W\d]+\s+){{0,2}}$|{any_of(gdp.whole)}\s*{product}")
        self._names = _compile(rf"{any_of(gdp.names)}(?:[^,;:()\d]|\d{{4}}|,(?=\d))*$")
        self._other = _compile(r"\s*van\s")
        self._parts = _compile(any_of(gdp.parts))
        self._carry = _compile(rf"{any_of(gdp.carry)}|\ben\s*$|\ben\s(?:[^\W\d]+\s){{1,3}}\($")
        self._onward = _compile(rf"(?:(?!\b(?:en|maar)\s(?:de|het|een)\s).)*{any_of(gdp.onward)}[^,;:]*")
        self._stop = _compile(any_of(gdp.stop))
        self._stopped = _compile(rf"\s*{any_of(gdp.stop)}")
        self._own_noun = _compile(r"(?:quote|aandeel|percentage|deel)\s+van\s*$")

    def explicit(self, left: str, right: str, percent: str) -> bool:
        """Tell whether the words beside the percentage name GDP or a norm for shares of it."""
        if self._of.match(right) or self._after.match(right) or self._later.match(right) or self._before.search(left):
            return True
        if self._names.search(left) and not self._other.match(right):
            return True
        if not (self._norm_after.match(right) or self._norm_before.search(left[-_NEAR:])):
            return False
        return percent in self._norms or self._norm_owner.search(left[-_NEAR:] + " " + right[:_NEAR]) is not None

    def carried(self, between: str, left: str, right: str, *, larger: bool) -> bool:
        """Tell whether a percentage takes over the basis of the one before it, from which the text `between` parts it.

        One that is `larger` is no part of it.
        """
        stopped = self._stop.search(between) or self._stopped.match(right)
        if stopped or self._other.match(right) or self._own_noun.search(left):
            return False
        if self._parts.search(between):
            return not larger
        return bool(self._carry.search(between) or self._onward.fullmatch(between))
