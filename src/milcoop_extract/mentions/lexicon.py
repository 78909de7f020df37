"""Word lists of the rules as regular expressions."""

import re
from collections.abc import Iterable
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """Return an expression, without groups, for any of the words; an asterisk at an end of a word is any letters there.

    It has word boundaries wherever a word begins or ends with a letter or figure. Of a word that begins with an asterisk it
    matches the rest.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for word in words:
        start = r"(?<!\w)" if word[0].isalnum() else ""
        end = r"\w*" if word[-1] == "*" else r"(?!\w)" if word[-1].isalnum() else ""
        alike.setdefault((end, start), []).append(word.strip("*"))
    # "mln." goes before "mln": a word that ends in a mark before the same word without it.
    return "(?:" + "|".join(f"{start}(?:{trie(group)}){end}" for (end, start), group in sorted(alike.items())) + ")"


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
    stem = ""
    while len(node) == 1 and "" not in node:  # not by recursion, which a name of a thousand letters would exhaust
        ((letter, node),) = node.items()
        stem += re.escape(letter)
    branches = [re.escape(letter) + _trie_pattern(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return stem
    joined = f"(?:{'|'.join(branches)})"
    return f"{stem}{joined}?" if "" in node else stem + joined
