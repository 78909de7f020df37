"""Names of subjects and indicators for people; records and tables have their ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from milcoop_extract.facts.rules import IndicatorRules, SubjectEntry, SubjectRules
from milcoop_extract.records import LetterRecord, Programme
from milcoop_extract.rules import load


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id: of countries and organisations, of indicators, and of programmes; what is not among them keeps its id."""

    subjects: Mapping[str, SubjectEntry]
    indicators: Mapping[str, str]
    programmes: Mapping[str, str]

    @classmethod
    def load(cls, directory: Path | None = None, programmes: Mapping[str, str] | None = None) -> Self:
        """Read the names in a folder of rules (None: the folder that came with the installation). Raises RuleError."""
        return cls(
            {entry.id: entry for entry in load(SubjectRules, directory).subject},
            {entry.id: entry.name for entry in load(IndicatorRules, directory).indicator},
            programmes or {},
        )

    def subject(self, id_: str) -> str:
        """Return the English name of a country or organisation, or the name of a programme: "Germany"."""
        return self.subjects[id_].english if id_ in self.subjects else self.programmes.get(id_, id_)

    def in_both_languages(self, id_: str) -> str:
        """Return the name with the Dutch one: "Germany (Duitsland)", "Canada"."""
        name, entry = self.subject(id_), self.subjects.get(id_)
        return f"{name} ({entry.dutch})" if entry and entry.dutch != name else name

    def words(self, id_: str) -> str:
        """Return the id and all Dutch words of a subject, for a search: "DE Duitsland Bondsrepubliek Duitse ..."."""
        entry = self.subjects.get(id_)
        return " ".join((id_, *(entry.words if entry else ())))

    def with_id(self, id_: str) -> str:
        """Return the name with the id that commands and tables know it by: "Germany (DE)", "NATO"."""
        name = self.subject(id_)
        return f"{name} ({id_})" if id_ in self.subjects and name != id_ else name

    def is_organisation(self, id_: str) -> bool:
        """Tell whether a subject is an organisation: only countries have adjectives."""
        return id_ in self.subjects and not self.subjects[id_].adjectives

    def indicator(self, id_: str) -> str:
        """Return the name of an indicator: "Defence budget"."""
        return self.indicators.get(id_, id_)

    def find(self, name: str) -> str:
        """Return the id of the country or organisation that has a name, in English or Dutch; the name itself where none has."""
        sought = name.casefold()
        for id_, entry in self.subjects.items():
            if sought in map(str.casefold, (id_, entry.english, *entry.words)):
                return id_
        return name


def programme_names(records: Iterable[LetterRecord]) -> dict[str, str]:
    """Return the name of each programme that is mentioned, by its id."""
    names: dict[str, str] = {}
    for record in records:
        for mention in record.mentions:
            if isinstance(mention, Programme):
                names.setdefault(mention.value.id, mention.value.name)
    return names
