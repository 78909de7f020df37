"""Finds what is written as a date and what it says by itself, before context and the date of the letter complete it."""

import re
from collections.abc import Iterator, Sequence
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc

from milcoop_extract.errors import RuleError
from milcoop_extract.mentions.clauses import Clauses
from milcoop_extract.mentions.lexicon import Lexicon, trie
from milcoop_extract.mentions.spans import text_of
from milcoop_extract.mentions.time_units import UnitRules
from milcoop_extract.readers.rules import MonthRules
from milcoop_extract.rules import load

from .expression import Expression
from .filters import Lookalikes
from .forms import CompiledForm, Form, Said, marked
from .grammar import FORMS
from .parts import PARTS
from .rules import CalendarRules
from .terminals import DAY_FIGURES, ORDINAL_FIGURES, SHORT_YEAR, YEAR_FIGURES, DateWords

_FIGURES = re.compile("['’‘0-9][0-9]*")
_DAY, _ORDINAL = frozenset({DAY_FIGURES}), frozenset({DAY_FIGURES, ORDINAL_FIGURES})
_KEPT = "milcoop_kept_dates"
_YEAR, _SHORT = frozenset({YEAR_FIGURES}), frozenset({SHORT_YEAR})


class DateForms:
    """Finds the dates of a document: it tries the forms where a word or a figure stands that they can begin with.

    `compiled` are the forms in the order in which they are tried.
    """

    def __init__(
        self, nlp: Language, rules: CalendarRules, months: MonthRules, units: UnitRules, forms: Sequence[Form] = FORMS
    ) -> None:
        self._nlp = nlp
        self._words = DateWords(rules, months, units)
        self._lookalikes = Lookalikes(rules)
        self.compiled = tuple(form.compile(self._words.terminals, PARTS) for form in forms)
        starts = frozenset[str]().union(*(form.starts for form in self.compiled))
        self._lexicon = Lexicon(nlp, {label: words for label, words in self._words.vocabulary.items() if label in starts})
        self._labels = {label: frozenset({label}) for label in starts}
        self._beginning: dict[frozenset[str], tuple[CompiledForm, ...]] = {}
        # Not after a figure and a dash, save for "1 mei 2020-3 juni 2020".
        day = rf"[0-9]{{1,2}}{self._words.terminals['ordinal_ending'].pattern}? (?:{trie(self._words.months)})"
        inside = rf"(?:(?<=[0-9][.,:])|(?<=/)|(?<=[0-9]-)(?!{day}))[0-9]"
        self._free = re.compile(rf"(?<![\w€$£§])(?!{inside})", re.IGNORECASE)

    @classmethod
    def load(cls, nlp: Language, rules: str | None = None) -> Self:
        """Read the rule files in the folder `rules`, None for the one of the installation, and compile the forms.

        Raises RuleError for a file that is wrong, and for a form that cannot be compiled.
        """
        return cls(nlp, load(CalendarRules, rules), load(MonthRules, rules), load(UnitRules, rules))

    def find(self, doc: Doc, clauses: Clauses) -> Iterator[Expression]:
        """Yield the dates of a document in order; they do not overlap. Those that were kept are returned, and forgotten."""
        if (kept := doc.user_data.pop(_KEPT, None)) is not None:
            yield from kept
            return
        text = text_of(doc)
        yield from (expression for _, expression in self._read(doc) if self._lookalikes.is_date(expression, text, clauses))

    def keep(self, doc: Doc, clauses: Clauses) -> Sequence[Expression]:
        """Return the dates of a document, and keep them for the next `find`.

        They depend on the words of the text alone, not on where its sentences are marked.
        """
        expressions = tuple(self.find(doc, clauses))
        doc.user_data[_KEPT] = expressions
        return expressions

    def check(self) -> None:
        """Raise RuleError for a form that does not match its own example, because another form does or nothing does."""
        for form in (compiled.form for compiled in self.compiled):
            for example in form.examples:
                text, place = marked(example)
                found = {(item.start, item.end): by for by, item in self._read(self._nlp.make_doc(text))}
                if found.get(place) is not form:
                    taken = next(
                        (f": {by.pattern!r} does" for at, by in found.items() if at[0] < place[1] and place[0] < at[1]), ""
                    )
                    raise RuleError(f"{form.rule}, form {form.pattern!r}: does not match its example {example!r}{taken}")

    def _read(self, doc: Doc) -> Iterator[tuple[Form, Expression]]:
        """Yield what is written like a date, with its form, whether or not the words around it make it something else."""
        text, end = text_of(doc), 0
        for start, labels in self.anchors(doc):
            if start < end or not self._free.match(text, start):
                continue
            for compiled in self._beginning_with(labels):
                match = compiled.expression.match(text, start)
                said = self._said(compiled.form, match) if match else None
                if match and said is not None:
                    end = match.end()
                    if said:
                        yield compiled.form, Expression(start, end, unit=compiled.form.unit, **said)
                    break

    def _said(self, form: Form, match: re.Match[str]) -> Said | None:
        return form.read({name: said.lower() for name, said in match.groupdict().items() if said}, self._words)

    def anchors(self, doc: Doc) -> list[tuple[int, frozenset[str]]]:
        """Return where a date can begin, in order, with the labels of the words and figures that stand there."""
        labels: dict[int, frozenset[str]] = {}
        for hit in self._lexicon.find(doc):
            label = self._labels[hit.label]
            labels[hit.start] = labels[hit.start] | label if hit.start in labels else label
        labels.update(_figures(text_of(doc)))
        return sorted(labels.items())

    def _beginning_with(self, labels: frozenset[str]) -> tuple[CompiledForm, ...]:
        """Return the forms that can begin with one of the labels, in the order in which they are tried."""
        if labels not in self._beginning:
            self._beginning[labels] = tuple(form for form in self.compiled if form.starts & labels)
        return self._beginning[labels]


def _figures(text: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield where figures stand with which a date can begin, or an apostrophe before them, and their labels."""
    for match in _FIGURES.finditer(text):
        start, end = match.span()
        if not text[start].isdigit():
            if end - start > 2:
                yield start, _SHORT
            start += 1
        if end - start == 4:
            yield start, _YEAR
        elif 1 <= end - start <= 2:
            yield start, _ORDINAL if text[end : end + 1].isalpha() else _DAY
