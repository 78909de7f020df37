"""Word lists of the rules as regular expressions."""

import re
from collections.abc import Iterable
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """Return an expression, without groups, for any of the words; an asterisk in a word is any letters.

    It has word boundaries wherever a word begins or ends with a letter, figure or asterisk.
    """
    alike: dict[tuple[bool, bool, bool], list[str]] = {}
    for word in words:
        alike.setdefault((_is_inner(word[-1]), _is_inner(word[0]), "*" in word), []).append(word)
    # "mln." goes before "mln": a word that ends in a mark before the same word without it.
    return "(?:" + "|".join(_bounded(group, *kind) for kind, group in sorted(alike.items())) + ")"


def _is_inner(character: str) -> bool:
    return character.isalnum() or character == "*"


def _bounded(words: list[str], inner_end: bool, inner_start: bool, wild: bool) -> str:
    start, end = r"(?<!\w)" if inner_start else "", r"(?!\w)" if inner_end else ""
    body = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(words)) if wild else trie(words)
    return f"{start}(?:{body}){end}"


def trie(words: Iterable[str]) -> str:
    """Return an expression, without groups, for the longest of the words that stands at a place.

    The words share their beginnings in the expression, so that thousands of them cost about as much as one.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _trie_pattern(root)


def _trie_pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _trie_pattern(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in node else joined
