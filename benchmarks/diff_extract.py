"""What the working tree extracts beside an earlier revision, and the speed of both.

Mentions, references, facts (indicators), sections and footnotes that are gained, lost or read otherwise are told; of the
sentences around mentions, how many differ.

    python benchmarks/diff_extract.py REV [PATH...] [--runs N]

PATH is a letter or a folder with letters, else corpus. The revision (a commit, branch or tag of this repository) is unpacked
into a temporary folder and runs there with its own sources and rules, in the environment of the working tree. Both take turns
in processes of their own, so that whatever else the machine does slows both; medians are compared.
"""

# ruff: noqa: PLC0415  # a measuring process imports what it measures

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
PLACES = frozenset(
    {"id", "start", "end", "source_start", "source_end", "page", "section", "sentence", "rule", "equivalent_to", "cues"}
    | {"mention", "parent", "anchor"}
)
"""What is told of an item beside what was read in it."""

Items = Mapping[str, Sequence[Mapping[str, Any]]]
"""What was found in each letter, as `items` gives it."""


@dataclass(frozen=True, slots=True)
class Change:
    """An item that only one revision has, or that both read otherwise; `before` or `after` is empty where it is not there."""

    letter: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Return "gained", "lost" or "changed"."""
        return "gained" if not self.before else "lost" if not self.after else "changed"

    @property
    def item(self) -> Mapping[str, Any]:
        """Return the item as it is now, else as it was."""
        return self.after or self.before


def items(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return mentions, references, facts, sections and footnotes of a record, each with type, text, rule and place.

    A fact stands where its mention stands.
    """
    found = [*record["mentions"], *record["references"]]
    by_id = {item["id"]: item for item in found}
    for fact in record["indicators"]:
        mention = by_id[fact["mention"]]
        found.append({**mention, "rule": None, **fact, "type": f"fact {fact['indicator']}"})
    nowhere = {"source_start": None, "source_end": None, "sentence": "", "rule": None}
    found += [{**nowhere, "type": "section", "text": section["title"], **section} for section in record["sections"]]
    found += [{**nowhere, "type": "footnote", "text": note["marker"], **note} for note in record["footnotes"]]
    return found


def compare(before: Items, after: Items) -> Iterator[Change]:
    """Yield every change by letter, in the order of the text."""
    for letter in sorted(before.keys() | after.keys()):
        old, new = (_by_place(revision.get(letter, ())) for revision in (before, after))
        for place in sorted(old.keys() | new.keys()):
            change = Change(letter, old.get(place, {}), new.get(place, {}))
            if change.kind != "changed" or _reading(change.before) != _reading(change.after):
                yield change


def _by_place(found: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int, str, int], Mapping[str, Any]]:
    """Return items by their places in the source, which stay as they are where the cleaning of the text changes.

    Of several with one type in one place the second has the number 1 and so on.
    """
    places: dict[tuple[int, int, str, int], Mapping[str, Any]] = {}
    for item in found:
        start, end = ("source_start", "source_end") if item["source_start"] is not None else ("start", "end")
        number = 0
        while (place := (item[start], item[end], item["type"], number)) in places:
            number += 1
        places[place] = item
    return places


def _reading(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in PLACES}


def sentences_that_differ(before: Items, after: Items) -> int:
    """Return how many items that both revisions have stand in another sentence."""
    return sum(
        before_items[place].get("sentence") != after_items[place].get("sentence")
        for letter in before.keys() & after.keys()
        for before_items, after_items in [(_by_place(before[letter]), _by_place(after[letter]))]
        for place in before_items.keys() & after_items.keys()
    )


def describe(change: Change) -> str:
    """Return a change as one or two lines: sign, type, text, what was read, rule, and the sentence."""
    item = change.item
    sign = {"gained": "+", "lost": "-", "changed": "~"}[change.kind]
    if change.kind == "changed":
        old, new = _reading(change.before), _reading(change.after)
        keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        read = "; ".join(f"{key} {json.dumps(old.get(key))} -> {json.dumps(new.get(key))}" for key in keys)
    else:
        read = json.dumps(item.get("value"), ensure_ascii=False)
    return f"{sign} {item['type']} {item['text']!r} {read} [{item['rule']}]\n    {item['sentence']}"


def extract_all(letters: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """Extract letters, each with its date, in this process; return words per second and what was found by letter."""
    import milcoop_extract as mx

    mx.extract_text("Een eerste tekst laadt de regels.")
    start = time.perf_counter()
    found = {path: mx.extract(path, date) for path, date in letters}
    elapsed = time.perf_counter() - start
    words = sum(extraction.document.words for extraction in found.values())
    return {"speed": words / elapsed, "items": {path: items(json.loads(letter.to_json())) for path, letter in found.items()}}


def extract_with(tree: Path, letters: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """Return what `extract_all` does with the sources and rules of a tree, in a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--worker"],
        input=json.dumps(letters),
        env=os.environ | {"PYTHONPATH": str(tree / "src")},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"the sources in {tree} cannot extract these letters in the environment of the working tree")
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def unpack(revision: str, folder: Path) -> None:
    """Write sources and rules of a revision into a folder. Exits with git's own words where there is no such revision.

    The components that spaCy is to find are declared beside the sources, as an installation would: those of the environment are
    the components of the working tree.
    """
    archive = subprocess.run(
        ["git", "-C", ROOT, "archive", revision, "src", "rules", "pyproject.toml"], capture_output=True, check=False
    )
    if archive.returncode:
        sys.exit(archive.stderr.decode())
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = folder / "src" / "milcoop_extract-0.dist-info"
    declared.mkdir()
    (declared / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0\n", encoding="utf-8")
    factories = "".join(f"{name} = {place}\n" for name, place in project["entry-points"]["spacy_factories"].items())
    (declared / "entry_points.txt").write_text(f"[spacy_factories]\n{factories}", encoding="utf-8")


def report(revision: str, letters: Sequence[tuple[str, str | None]], runs: int) -> None:
    """Print the changes by letter, their counts by type, and the median speeds."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(revision, Path(folder))
        results = [(extract_with(Path(folder), letters), extract_with(ROOT, letters)) for _ in range(runs)]
    before, after = results[0]
    counts: Counter[tuple[str, str]] = Counter()
    for letter, changes in groupby(compare(before["items"], after["items"]), key=lambda change: change.letter):
        print(f"\n{letter}")
        for change in changes:
            print(describe(change))
            counts[change.item["type"], change.kind] += 1
    total = sum(len(found) for found in after["items"].values())
    print(f"\n{len(letters)} letters, {total} mentions, references, facts, sections and footnotes; against {revision}:")
    for kind in ("gained", "lost", "changed"):
        by_type = ", ".join(f"{name} {count}" for (name, found), count in sorted(counts.items()) if found == kind)
        print(f"{kind:8}{sum(count for (_, found), count in counts.items() if found == kind):5}  {by_type}".rstrip())
    print(f"in another sentence: {sentences_that_differ(before['items'], after['items'])}")
    old, new = (median(pair[index]["speed"] for pair in results) for index in (0, 1))
    print(f"speed   {old:,.0f} -> {new:,.0f} words/s, {new / old:.2f} of it (median of {runs} runs)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?", metavar="REV")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        print(json.dumps(extract_all(json.load(sys.stdin))))
        return
    if not arguments.revision:
        parser.error("say against which revision, as in: diff_extract.py main")
    from milcoop_extract.inputs import collect

    sources = collect(arguments.paths)
    report(
        arguments.revision,
        [(source.location, source.date.isoformat() if source.date else None) for source in sources],
        arguments.runs,
    )


if __name__ == "__main__":
    main()
