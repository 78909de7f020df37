"""The part of CQL, the query language of SRU, that the search of the official repository is known to be asked in.

    c.product-area==officielepublicaties AND (w.dossiernummer==33279 OR dt.title="stand van zaken") NOT dt.date>=2020-01-01
        sortBy dt.date/sort.descending

`==` is the whole value, `=` words in a row within it, `>=` and `<=` compare dates. AND, OR and NOT bind alike, from left to
right, as in the standard.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .documents import Document

Predicate = Callable[[Document], bool]
_Values = Callable[[Document], Iterable[str]]


def _just(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


INDEXES: dict[str, _Values] = {
    "c.product-area": lambda _: ("officielepublicaties",),
    "dt.identifier": lambda document: (document.id,),
    "dt.title": lambda document: (f"{document.dossier_title}; {document.title}",),
    "dt.type": lambda document: ("officiële publicatie", "Kamerstuk", document.type),
    "dt.date": lambda document: (document.day,),
    "dt.issued": lambda document: (document.issued,),
    "dt.available": lambda document: (document.issued,),
    "w.publicatienaam": lambda document: ("Kamerstuk" if document.family == "kst" else "Bijlage",),
    "w.dossiernummer": lambda document: document.dossiers,
    "w.dossiertitel": lambda document: (document.dossier_title,),
    "w.documenttitel": lambda document: (document.title,),
    "w.ondernummer": lambda document: (document.number,),
    "w.vergaderjaar": lambda document: (document.session,),
    "w.subrubriek": lambda document: (document.type,),
    "w.datumBrief": lambda document: _just(document.date),
    "w.datumIndiening": lambda document: _just(document.submitted),
    "cql.textAndIndexes": lambda document: (document.id, document.title, document.dossier_title),
}
_DATES = frozenset({"dt.date", "dt.issued", "dt.available", "w.datumBrief", "w.datumIndiening"})
_INDEXES = {name.lower(): (name, values) for name, values in INDEXES.items()}

_TOKEN = re.compile(r'\s*(==|<=|>=|<>|[=<>()]|"(?:[^"\\]|\\.)*"|[^\s()=<>"]+)')
_OPERATORS = frozenset({"and", "or", "not"})


class QueryError(ValueError):
    """A query that cannot be answered; `code` is that of the diagnostics of SRU, `details` what was wrong."""

    def __init__(self, code: int, message: str, details: str) -> None:
        super().__init__(f"{message}: {details}")
        self.code, self.message, self.details = code, message, details


@dataclass(frozen=True)
class Query:
    """Which documents are asked for, and in which order; without one they come by identifier."""

    matches: Predicate
    sort_by: _Values | None = None
    descending: bool = False

    def of(self, documents: Iterable[Document]) -> list[Document]:
        """The documents that the query asks for, in its order."""
        found = [document for document in documents if self.matches(document)]
        if values := self.sort_by:
            found.sort(key=lambda document: tuple(values(document)), reverse=self.descending)
        return found


def parse(text: str) -> Query:
    """Read a query."""
    return _Parser(text).query()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        position, text = 0, text.strip()
        while position < len(text):
            token = _TOKEN.match(text, position)
            if not token:
                raise QueryError(10, "Query syntax error", text[position:])
            self._tokens.append(token[1])
            position = token.end()

    def query(self) -> Query:
        matches = self._expression()
        if not self._tokens:
            return Query(matches)
        if self._take().lower() != "sortby" or len(self._tokens) != 1:
            raise QueryError(10, "Query syntax error", " ".join(self._tokens))
        name, *modifiers = self._take().split("/")
        return Query(matches, _index(name)[1], descending="sort.descending" in modifiers)

    def _expression(self) -> Predicate:
        matches = self._term()
        while self._tokens and self._tokens[0].lower() in _OPERATORS:
            matches = _joined(matches, self._take().lower(), self._term())
        return matches

    def _term(self) -> Predicate:
        token = self._take()
        if token != "(":
            return _clause(token, self._take(), self._take())
        matches = self._expression()
        if self._take() != ")":
            raise QueryError(10, "Query syntax error", "a parenthesis is not closed")
        return matches

    def _take(self) -> str:
        if not self._tokens:
            raise QueryError(10, "Query syntax error", "it ends too early")
        return self._tokens.pop(0)


def _joined(left: Predicate, operator: str, right: Predicate) -> Predicate:
    if operator == "and":
        return lambda document: left(document) and right(document)
    if operator == "or":
        return lambda document: left(document) or right(document)
    return lambda document: left(document) and not right(document)


def _clause(index: str, relation: str, value: str) -> Predicate:
    if index in "()" or value in "()" or value.lower() in _OPERATORS:
        raise QueryError(10, "Query syntax error", f"{index} {relation} {value}")
    name, values = _index(index)
    wanted = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
    if relation in {">=", "<="} and name in _DATES:
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", wanted):
            raise QueryError(36, "Term in invalid format for index or relation", wanted)
        later = relation == ">="
        return lambda document: any(day >= wanted if later else day <= wanted for day in values(document))
    if relation == "==":
        return lambda document: wanted.casefold() in (text.casefold() for text in values(document))
    if relation == "=":
        return lambda document: any(_within(wanted, text) for text in values(document))
    raise QueryError(19, "Unsupported relation", relation)


def _index(name: str) -> tuple[str, _Values]:
    try:
        return _INDEXES[name.lower()]
    except KeyError:
        raise QueryError(16, "Unsupported index", name) from None


def _within(wanted: str, text: str) -> bool:
    words = [re.findall(r"\w+", part.casefold()) for part in (wanted, text)]
    return f" {' '.join(words[0])} " in f" {' '.join(words[1])} "
