"""The forms of a date: what an expression says by itself, before context and the date of the letter complete it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from milcoop_extract.normalise.calendar import Mod
from milcoop_extract.rules import CalendarRules

from .date_expressions import Expression, Unit
from .date_lookalikes import Lookalikes
from .patterns import trie

Groups = dict[str, str]


_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4, "laatste": 0}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_YEAR = r"(?:1[6-9]|20|21)\d\d(?!\d|[.,]\d)"


class DateForms:
    """Finds the expressions of a text with one compiled expression, made of a named alternative per form."""

    def __init__(self, rules: CalendarRules) -> None:
        self._months = {name: entry.number for entry in rules.month for name in (*entry.names, *entry.abbreviations)}
        self._seasons = {name: entry.timex for entry in rules.season for name in entry.names}
        self._mods: dict[str, Mod] = {word: entry.mod for entry in rules.part for word in entry.words}
        self._decades = {word: entry.digit for entry in rules.decade for word in entry.words}
        self._relatives = {word: entry for entry in rules.relative for word in entry.words}
        self._lookalikes = Lookalikes(rules)
        forms = {f"f{index}": form for index, form in enumerate(self._forms(rules))}
        patterns = [
            f"(?P<{name}>{pattern.replace('(?P<', f'(?P<{name}_').replace('(?P=', f'(?P={name}_')})"
            for name, (pattern, _) in forms.items()
        ]
        # A date begins with a figure or with one of these words; to ask for that first spares the search most places.
        words = [*self._months, *self._seasons, *self._mods, *self._relatives, *_ORDINALS, *_WEEKDAYS, "jaren", "week", "q"]
        self._pattern = re.compile(
            rf"(?<![\w€$£/§])(?!(?<=\d[.,:-])\d)(?=\d|{trie(words)})(?:{'|'.join(patterns)})", re.IGNORECASE
        )
        self._readers = {name: (reader, self._indices(name + "_")) for name, (_, reader) in forms.items()}

    def _indices(self, prefix: str) -> dict[str, int]:
        """Return the groups of one form, by the name that they have within it."""
        groups = self._pattern.groupindex.items()
        return {name.removeprefix(prefix): index for name, index in groups if name.startswith(prefix)}

    def _forms(self, rules: CalendarRules) -> list[tuple[str, Callable[[Groups], dict[str, Any]]]]:
        month = _either(name for entry in rules.month for name in entry.names) + r"(?!\w)"
        dated_month = _either(self._months) + r"(?!\w)"
        relative = rf"(?P<rel>{_either(self._relatives)})"
        year = rf"(?:(?:van |in )?(?:(?:het |de )?{relative} jaar(?!\w)|(?P<year>{_YEAR})(?!\s?[-–/]\d)))"
        part = rf"(?P<mod>{_either(self._mods)})(?: van)?"
        ordinal = rf"(?P<ordinal>{_either(_ORDINALS)})"
        near = r"(?:,? (?P<recent>j\.?l\.?(?!\w)|jongstleden)|,? (?P<coming>a\.s\.|aanstaande(?!\w)))?"
        weekday = rf"(?:{_either(_WEEKDAYS)} )?"
        day = r"(?P<number>\d{1,2})(?:e|ste|de)?"
        joint = r"(?:\s?[-–]\s?|/| tot en met | t/m | tot | à )"
        return [
            # 2021-05-03
            (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<number>\d{2})(?![\w-])", self._numeric),
            # 3-5-2021, 3/5/2021
            (r"(?P<number>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\w-])", self._numeric),
            # maandag 3 mei 2021, 20 november jl., 2-3 juni 2015
            (
                (
                    rf"{weekday}{day}(?:{joint}(?P<last>\d{{1,2}})(?:e|ste|de)?)? (?P<month>{dated_month})"
                    rf"(?: {year})?{near}"
                ),
                self._day,
            ),
            # the "12" and the "13" of "12, 13 en 14 mei 2021"
            (
                (
                    rf"{weekday}{day}(?=(?:, {weekday}\d{{1,2}})*,? (?:en|of) {weekday}\d{{1,2}}"
                    rf" (?P<month>{dated_month})(?: (?P<year>{_YEAR}))?)"
                ),
                self._listed_day,
            ),
            # medio maart 2020, mei van dit jaar, september jl., sept. 2020
            (rf"(?:{part}(?: de maand)? )?(?P<month>{month}|{dated_month}(?= \d{{4}}))(?: {year})?{near}", self._month),
            # Q3 2021, 2021-Q3
            (rf"Q(?P<number>[1-4])(?:[ -]{year})?(?!\w)", self._quarter),
            (rf"(?P<year>{_YEAR})[- ]?Q(?P<number>[1-4])(?!\w)", self._quarter),
            # derde kwartaal van 2021
            (rf"{ordinal} kwartaal(?!\w)(?: {year})?", self._quarter),
            # tweede helft van 2020, eerste helft van mei 2020, eerste halfjaar 2021
            (
                (
                    rf"{ordinal} (?:helft(?= van| \d{{4}})|half ?jaar)(?: van(?= (?:de )?(?:maand )?{month}))?"
                    rf"(?: (?:de )?(?:maand )?(?P<month>{month}))?(?: {year})?"
                ),
                self._half,
            ),
            # zomer van 2020, afgelopen zomer, winter 2020-2021
            (
                (
                    rf"(?:(?P<when>{_either(self._relatives)}) )?(?P<season>{_either(self._seasons)})(?![\w-])"
                    rf"(?: (?:van |in )?(?:(?:het |de )?{relative} jaar(?!\w)|(?P<year>{_YEAR})(?:[-–/]\d{{2,4}}(?!\d))?))?"
                ),
                self._season,
            ),
            # eerste week van mei 2021
            (rf"{ordinal} week van (?P<month>{month})(?: {year})?", self._week),
            # week 12 van 2021
            (rf"week (?P<number>\d{{1,2}}),? {year}", self._numbered_week),
            # jaren zeventig, jaren '90
            (
                (
                    rf"jaren (?:(?P<word>{_either(self._decades)})(?!\w)|['’‘]?(?P<digit>\d)0(?!\d)"
                    r"|(?P<year>(?:19|20)\d)0(?!\d))(?: van de vorige eeuw)?"
                ),
                self._decade,
            ),
            # afgelopen vrijdag
            (rf"{relative} (?P<weekday>{_either(_WEEKDAYS)})(?!\w)", self._weekday),
            # eind 2019, begin volgend jaar
            (rf"{part}(?: het)? {year}", self._part_of_year),
            # dit jaar, volgende maand, vorige eeuw
            (rf"(?:{part}(?: de| het)? )?{relative} (?P<unit>jaar|maand)(?!\w)", self._relative),
            (rf"{relative} (?P<unit>week|kwartaal|eeuw)(?!\w)", self._relative),
            # 2016–2019, 2020/21
            (rf"(?P<year>{_YEAR})(?:\s?[-–]\s?|/)(?P<last>{_YEAR}|\d\d(?!\d))(?![-–/\w])", self._years),
            # 2020
            (rf"(?P<year>{_YEAR})(?![\w/])", self._year),
        ]

    def find(self, text: str) -> Iterator[Expression]:
        """Yield the expressions of `text` in order; they do not overlap."""
        for match in self._pattern.finditer(text):
            reader, indices = self._readers[match.lastgroup or ""]
            said = reader({name: match[index].lower() for name, index in indices.items() if match[index]})
            expression = Expression(match.start(), match.end(), **said) if said else None
            if expression and self._lookalikes.is_date(text, expression):
                yield expression

    def _when(self, groups: Groups) -> dict[str, Any]:
        """Read the year, and the words that place it beside the date of the letter."""
        relative = self._relatives.get(groups.get("rel", ""))
        return {
            "year": int(groups["year"]) if "year" in groups else None,
            "offset": relative.offset if relative else None,
            "past": relative.past if relative else False,
            "recent": "recent" in groups,
            "coming": "coming" in groups,
        }

    @staticmethod
    def _numeric(groups: Groups) -> dict[str, Any]:
        month, day = int(groups["month"]), int(groups["number"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return {}
        return {"unit": Unit.DAY, "year": int(groups["year"]), "month": month, "number": day}

    def _day(self, groups: Groups) -> dict[str, Any]:
        day, last = int(groups["number"]), int(groups.get("last", 0)) or None
        if not 1 <= day <= 31 or (last is not None and not day < last <= 31):
            return {}
        return {"unit": Unit.DAY, "month": self._months[groups["month"]], "number": day, "last": last, **self._when(groups)}

    def _listed_day(self, groups: Groups) -> dict[str, Any]:
        return {**self._day(groups), "year": None, "offset": None} if self._day(groups) else {}

    def _month(self, groups: Groups) -> dict[str, Any]:
        mod = self._mods.get(groups.get("mod", ""))
        return {"unit": Unit.MONTH, "month": self._months[groups["month"]], "mod": mod, **self._when(groups)}

    def _quarter(self, groups: Groups) -> dict[str, Any]:
        number = int(groups["number"]) if "number" in groups else _ORDINALS[groups["ordinal"]] or 4
        return {"unit": Unit.QUARTER, "number": number, **self._when(groups)}

    def _half(self, groups: Groups) -> dict[str, Any]:
        number = _ORDINALS[groups["ordinal"]] or 2
        month = self._months.get(groups.get("month", ""))
        when = self._when(groups)
        if number > 2 or (month is None and when["year"] is None and when["offset"] is None):
            return {}
        return {"unit": Unit.HALF, "number": number, "month": month, **when}

    def _season(self, groups: Groups) -> dict[str, Any]:
        said = {"unit": Unit.SEASON, "season": self._seasons[groups["season"]], **self._when(groups)}
        relative = self._relatives.get(groups.get("when", ""))
        # "vorige zomer" is the last one, as "afgelopen zomer" is, whatever the year.
        return {**said, "offset": relative.offset, "past": relative.offset < 0, "number": 0} if relative else said

    def _week(self, groups: Groups) -> dict[str, Any]:
        number = _ORDINALS[groups["ordinal"]]
        return {"unit": Unit.WEEK, "number": number, "month": self._months[groups["month"]], **self._when(groups)}

    def _numbered_week(self, groups: Groups) -> dict[str, Any]:
        number = int(groups["number"])
        return {"unit": Unit.WEEK, "number": number, **self._when(groups)} if 1 <= number <= 53 else {}

    def _decade(self, groups: Groups) -> dict[str, Any]:
        if "year" in groups:
            return {"unit": Unit.DECADE, "year": int(groups["year"]) * 10}
        digit = self._decades[groups["word"]] if "word" in groups else int(groups["digit"])
        return {"unit": Unit.DECADE, "number": digit}

    def _part_of_year(self, groups: Groups) -> dict[str, Any]:
        return {"unit": Unit.YEAR, "mod": self._mods[groups["mod"]], **self._when(groups)}

    def _relative(self, groups: Groups) -> dict[str, Any]:
        units = {
            "jaar": Unit.YEAR,
            "maand": Unit.MONTH,
            "week": Unit.WEEK,
            "kwartaal": Unit.QUARTER,
            "eeuw": Unit.CENTURY,
        }
        mod = self._mods.get(groups.get("mod", ""))
        return {"unit": units[groups["unit"]], "mod": mod, **self._when(groups)}

    def _weekday(self, groups: Groups) -> dict[str, Any]:
        return {"unit": Unit.DAY, "weekday": _WEEKDAYS.index(groups["weekday"]) + 1, **self._when(groups)}

    @staticmethod
    def _years(groups: Groups) -> dict[str, Any]:
        first, last = int(groups["year"]), int(groups["last"])
        if last < 100:
            last += first // 100 * 100
            last += 100 if last <= first else 0
        return {"unit": Unit.YEAR, "year": first, "last_year": last} if first < last <= first + 100 else {}

    @staticmethod
    def _year(groups: Groups) -> dict[str, Any]:
        return {"unit": Unit.YEAR, "year": int(groups["year"])}


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in sorted(words, key=len, reverse=True))})"
