"""What a date says by itself, before context and the date of the letter complete it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from milcoop_extract.mentions.lexicon import trie
from milcoop_extract.readers.rules import MonthRules

from .expression import Edge, Expression, Unit
from .filters import Lookalikes
from .grammar import Grammar
from .lexicon import DateWords, either
from .rules import CalendarRules

Groups = dict[str, str]

_TURN = 30
"""Two figures of a year from this on are of the twentieth century, others of the twenty-first."""


class DateForms:
    """Finds the expressions of a text with one compiled expression, made of a named alternative per form."""

    def __init__(self, rules: CalendarRules, months: MonthRules) -> None:
        self._words = DateWords(rules, months)
        self._lookalikes = Lookalikes(rules)
        named = {f"f{index}": form for index, form in enumerate(Grammar(self._words).forms())}
        patterns = [
            f"(?P<{name}>{pattern.replace('(?P<', f'(?P<{name}_').replace('(?P=', f'(?P={name}_')})"
            for name, (_, pattern) in named.items()
        ]
        # A date begins with a figure or with one of these words; to ask for that first spares the search most places.
        # Not after a figure and a dash, save for "1 mei 2020-3 juni 2020".
        ahead = rf"(?=\d|{trie(self._words.starters())})"
        inside = rf"(?:(?<=\d[.,:])|(?<=/)|(?<=\d-)(?!\d{{1,2}}(?:e|ste|de)? {either(self._words.months)}))\d"
        source = rf"(?<![\w€$£§])(?!{inside}){ahead}(?:{'|'.join(patterns)})"
        # "\d" would also match the figures of other scripts.
        self._pattern = re.compile(source.replace(r"\d", "[0-9]"), re.IGNORECASE)
        self._readers = {name: (self._reader(form), self._indices(name + "_")) for name, (form, _) in named.items()}

    def _reader(self, form: str) -> Callable[[Groups], dict[str, Any]]:
        reader: Callable[[Groups], dict[str, Any]] = getattr(self, f"_{form}")
        return reader

    def _indices(self, prefix: str) -> dict[str, int]:
        """Return the groups of one form, by the name that they have within it."""
        groups = self._pattern.groupindex.items()
        return {name.removeprefix(prefix): index for name, index in groups if name.startswith(prefix)}

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
        relative = self._words.relatives.get(groups.get("rel", ""))
        named = self._words.relatives.get(groups.get("when", ""))
        short = groups["short"][-2:] if "short" in groups else ""
        return {
            "year": int(short) + (1900 if int(short) >= _TURN else 2000) if short else _number(groups, "year"),
            "short": bool(short),
            "offset": relative.offset if relative else None,
            "past": relative.past if relative else False,
            "recent": "recent" in groups or (named is not None and named.offset < 0),
            "coming": "coming" in groups or (named is not None and named.offset > 0),
            "current": "same" in groups or (named is not None and named.offset == 0),
        }

    def _narrow(self, groups: Groups) -> dict[str, Any]:
        """Read the words that narrow a unit."""
        said: dict[str, Any] = {"mod": self._words.mods.get(groups.get("mod", ""))}
        if "half" in groups:
            said["half"] = int(groups["half"]) if groups["half"].isdigit() else self._words.ordinals[groups["half"]] or 2
        if "counted" in groups:
            unit = self._words.units[groups["counted"]]
            count = self._words.count(groups["count"]) if "count" in groups else 1
            said["edge"] = Edge(count * unit.count, unit.designator, last=groups["edge"] == "laatste")
        if "rim" in groups:
            said["edge"] = Edge(1, "D", last=self._words.rims[groups["rim"]])
        return said

    def _numeric(self, groups: Groups) -> dict[str, Any]:
        month, day = int(groups["month"]), int(groups["number"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return {}
        return {"unit": Unit.DAY, "month": month, "number": day, **self._when(groups)}

    def _day(self, groups: Groups) -> dict[str, Any]:
        day = int(groups["number"]) if "number" in groups else self._words.day_numbers[groups["word"]]
        last = _number(groups, "last")
        if not 1 <= day <= 31 or (last is not None and not day < last <= 31):
            return {}
        return {
            "unit": Unit.DAY,
            "month": self._words.months[groups["month"]],
            "number": day,
            "last": last,
            **self._when(groups),
        }

    def _month(self, groups: Groups) -> dict[str, Any]:
        month = self._words.months[groups["month"]]
        return {"unit": Unit.MONTH, "month": month, **self._narrow(groups), **self._when(groups)}

    def _quarter(self, groups: Groups) -> dict[str, Any]:
        number = int(groups["number"]) if "number" in groups else self._words.ordinals[groups["ordinal"]] or 4
        return {"unit": Unit.QUARTER, "number": number, **self._narrow(groups), **self._when(groups)}

    def _season(self, groups: Groups) -> dict[str, Any]:
        season = self._words.seasons[groups["season"]]
        return {"unit": Unit.SEASON, "season": season, **self._narrow(groups), **self._when(groups)}

    def _week(self, groups: Groups) -> dict[str, Any]:
        number = int(groups["number"]) if "number" in groups else self._words.ordinals[groups["ordinal"]]
        last = _number(groups, "last")
        if number > 53 or (last is not None and not number < last <= 53):
            return {}
        month = self._words.month_names.get(groups.get("month", ""))
        return {"unit": Unit.WEEK, "number": number, "last": last, "month": month, **self._when(groups)}

    def _decade(self, groups: Groups) -> dict[str, Any]:
        said: dict[str, Any] = {"unit": Unit.DECADE, **self._narrow(groups)}
        if "year" in groups:
            return {**said, "year": int(groups["year"]) * 10}
        digit = self._words.decades[groups["word"]] if "word" in groups else int(groups["digit"])
        if "century" in groups:
            return {**said, "year": self._first_year(groups) + digit * 10}
        return {**said, "number": digit, "offset": self._when(groups)["offset"]}

    def _relative_decade(self, groups: Groups) -> dict[str, Any]:
        said = {"unit": Unit.DECADE, **self._narrow(groups), **self._when(groups)}
        return {} if said["past"] else said  # "het afgelopen decennium" is ten years that end now

    def _century(self, groups: Groups) -> dict[str, Any]:
        said = {"unit": Unit.CENTURY, **self._narrow(groups), **self._when(groups)}
        return {**said, "year": self._first_year(groups)} if "century" in groups else said

    def _first_year(self, groups: Groups) -> int:
        """Return the first year of a century, as it is spoken of: 1900 for the twentieth."""
        return (self._words.ordinals[groups["century"]] - 1) * 100

    def _weekday(self, groups: Groups) -> dict[str, Any]:
        said = {"unit": Unit.DAY, "weekday": self._words.weekday(groups["weekday"]), **self._when(groups)}
        if said["offset"] is None:
            said["offset"] = -1 if said["recent"] else 1
        return {**said, "in_week": "in_week" in groups}

    def _day_word(self, groups: Groups) -> dict[str, Any]:
        return {"unit": Unit.DAY, "offset": self._words.days[groups["day"]]}

    def _relative(self, groups: Groups) -> dict[str, Any]:
        unit, school = groups["unit"], groups["unit"] in self._words.school_years
        known = {"maand": Unit.MONTH, "week": Unit.WEEK, "weekend": Unit.WEEKEND, "kwartaal": Unit.QUARTER}
        return {"unit": known.get(unit, Unit.YEAR), "school": school, **self._narrow(groups), **self._when(groups)}

    @staticmethod
    def _years(groups: Groups) -> dict[str, Any]:
        first, last = int(groups["year"]), int(groups["last"])
        if 1 <= last <= 12 and last <= first % 100:
            return {"unit": Unit.MONTH, "year": first, "month": last}
        if last < 100:
            last += first // 100 * 100
            last += 100 if last <= first else 0
        return {"unit": Unit.YEAR, "year": first, "last_year": last} if first < last else {}

    def _year(self, groups: Groups) -> dict[str, Any]:
        return {"unit": Unit.YEAR, **self._narrow(groups), **self._when(groups)}


def _number(groups: Groups, name: str) -> int | None:
    return int(groups[name]) if name in groups else None
