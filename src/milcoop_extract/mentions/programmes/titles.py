"""Unlisted names that go on in lower case: laws and schemes ("Wet langdurige zorg"), and titles in quotation marks."""

import re
from collections.abc import Iterator

from milcoop_extract.mentions.clauses import beside
from milcoop_extract.mentions.lexicon import any_of
from milcoop_extract.records import ProgrammeKind

from .abbreviations import Behind, long_form_start
from .discovery import Discovery
from .rules import DiscoveryRules
from .words import opening

_LONGEST = 150
"""The most characters of a name without the word that opens it."""

_WORD = re.compile(r" (?P<word>[^\W_][\w’'/-]*)(?P<mark>[.,;:)\]»”\"]?)")

_TITLE = re.compile(
    r"“(?P<a>[^\s“”][^“”\n]{2,150})”|\"(?P<b>[^\s\"][^\"\n]{2,150})\"|«(?P<c>[^\s«»][^«»\n]{2,150})»|‘(?P<d>[^\s‘’][^‘’\n]{2,150})’"
)


class Titles:
    """Finds names by the word that opens them, up to one that is no part of a name, and titles in quotation marks."""

    def __init__(self, rules: DiscoveryRules) -> None:
        self._kinds = rules.openers
        self._edition = Behind(rules).edition
        self._verb_ends = rules.verbs.ends
        self._no_verb_ends = rules.verbs.except_
        article = rf"(?:{any_of(rules.articles)} )?"
        self._abbreviation = re.compile(
            rf"[^\n.;:()]{{0,200}}? \((?:{any_of(rules.hereafter)} )?{article}[“\"‘']?(?P<name>[A-Z][\w-]{{1,9}})[”\"’']?\)"
        )
        issued = rf" (?:\([A-Z]+\) )?van {article}(?i:{any_of(rules.issuers)})"
        self._opener = re.compile(rf"{opening(rules.openers)}(?= )(?!{issued})")
        self._articles = frozenset(rules.articles)
        self._links = frozenset(rules.links)
        self._inner = frozenset(rules.inner)
        self._conjunctions = frozenset(rules.conjunctions)
        self._stops = frozenset(rules.stops)
        self._nouns = [(re.compile(any_of([noun]), re.IGNORECASE), kind) for noun, kind in rules.titled.items()]
        self._before = re.compile(rf"(?P<noun>{any_of(rules.titled)}),? (?:{any_of(rules.entitled)} )?$", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Discovery]:
        """Yield the names of `text`; an abbreviation in brackets is a name of its own."""
        yield from self._quoted(text)
        taken = 0
        for match in self._opener.finditer(text):
            if match.start() >= taken:
                for item in self._read(text, match.start(), match.end(), self._kinds[match[0]]):
                    yield item
                    taken = item.end

    def _quoted(self, text: str) -> Iterator[Discovery]:
        for match in _TITLE.finditer(text):
            group = match.lastgroup or ""
            name = match[group].rstrip(" .,;")
            before = self._before.search(text, beside(match.start()), match.start())
            if before and (name[:1].isupper() or name[:1].isdigit()):
                kind = next(kind for noun, kind in self._nouns if noun.fullmatch(before["noun"]))
                yield Discovery(match.start(group), match.start(group) + len(name), "programme.title", name, name, kind)

    def _read(self, text: str, start: int, after: int, kind: ProgrammeKind) -> Iterator[Discovery]:
        defined = self._abbreviation.match(text, after)
        if defined:
            end = text.rindex(" (", start, defined.start("name"))
            if end > after and long_form_start(text[start:end], defined["name"]) == 0:
                key, name = defined["name"], text[start:end]
                yield Discovery(start, end, "programme.abbreviated", key, name, kind)
                yield Discovery(*defined.span("name"), "programme.abbreviation", key, name, kind)
                return
        end = self._end(text, after)
        if end > after:
            edition = self._edition.match(text, end)
            end = edition.end() if edition else end
            yield Discovery(start, end, "programme.title", text[start:end], text[start:end], kind)

    def _end(self, text: str, after: int) -> int:
        """Return where the name ends whose opening word ends at `after`: there, where nothing of a name follows."""
        at = end = last = after
        link, capitals = "", False
        while (match := _WORD.match(text, at)) and not self._ends_before(match["word"], link, first=end == after):
            word = match["word"]
            if word in self._articles:
                if not link:  # the object of a verb, or an apposition
                    return last if self._is_verb(text[last:end]) else end
            elif word in self._links or word in self._conjunctions:
                link = word
            elif capitals and word[0].islower():  # "Wet Luchtvaart geldt"
                break
            else:
                capitals = capitals or (end == after and word[0].isupper())
                last, end, link = end, match.end("word"), ""
            at = match.end("word")
            if match["mark"] or at - after > _LONGEST:
                break
        return after if last == after and self._is_verb(text[after:end]) else end

    def _is_verb(self, words: str) -> bool:
        """Tell whether the last of some words is rather a verb: "De Regeling beoogt het gebruik te verminderen"."""
        return words.endswith(self._verb_ends) and not words.endswith(self._no_verb_ends)

    def _ends_before(self, word: str, link: str, *, first: bool) -> bool:
        """Tell whether a word is no part of a name; `link` is the preposition or conjunction before it."""
        if word in self._articles:
            return link in self._conjunctions or (link != "" and not first)
        if word in self._links:
            return not first and word not in self._inner
        return word in self._stops or word[0].isdigit() or (word[0].isupper() and link in self._conjunctions)
