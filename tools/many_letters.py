"""Makes any number of different letters out of the invented ones of corpus/letters, to measure runs over many.

    PYTHONPATH=tools python -m many_letters COUNT FOLDER

Each letter takes sections of a sample in another order, with years, days, sums, percentages and numbers of its own, and is 0.3
to 2 times as long. One word in 150 is newly invented: in an archive the vocabulary never stops growing, and with it what
a process remembers. A letter depends on its number alone: it is the same every time, whatever the count.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "corpus" / "letters"

YEARS = range(1996, 2026)
WORDS_A_NEW_WORD = 150
LONG_WORD = 10
PAGE_WIDTH = 110

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
UNIT = r"\s*(?:%|procent|miljoen|miljard|ml[nd]|mrd|euro)"
FIGURES = re.compile(
    rf"""
    (?=\d)(?:
    (?P<session>\b(?:19|20)\d\d/\d\d\b)
  | (?P<year>(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d))
  | (?P<day>(?<![\d.,–-])\d{{1,2}}(?=\s+(?:{MONTHS})\b))
  | (?P<dossier>\b[23]\d[ ]\d{{3}}\b)
  | (?P<number>(?<=\bnr\.[ ])\d+)
  | (?P<quantity>\d{{1,3}}(?:\.\d{{3}})+(?!\d) | \d+,\d+ | (?<=[€$£ƒ][ ])\d+ | \d+(?={UNIT})
                  | \d+(?=(?:[ ]à[ ]|[ ]tot[ ]|–)[\d,]+{UNIT}))
    )
    """,
    re.VERBOSE,
)
PROSE_WORD = re.compile(rf"\b[a-zà-ÿ]{{{LONG_WORD},}}\b")

FIRST_HEADING = re.compile(r"(?:\S+ )?(?:Inleiding|Aanleiding|Hoofdlijnen) *")
HEADING = re.compile(r"(?!Antwoord)[A-ZIVX\d].{0,78}[^\s.,:;?] *")
CLOSING = re.compile(r"(?:Hoogachtend|(?:De [Mm]inister|DE STAATSSECRETARIS)[^.,\n]{0,40}),? *(?:\n.*)?", re.DOTALL)

ONSETS = ("b", "br", "d", "dr", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "sch", "st", "t", "v", "w", "z")
RHYMES = ("aal", "an", "ar", "eel", "en", "er", "ein", "ijk", "il", "in", "oen", "ol", "oor", "ouw", "uin", "um")
PLACES = ("dam", "dorp", "horst", "kerk", "veen", "wijk")
THINGS = ("beheer", "beleid", "dienst", "gebied", "overleg", "toets")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a sample, the year in which that was written, and how many words it has."""

    text: str
    year: int
    words: int


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented letter in parts. One that is wrapped breaks its lines as print does; the others have a paragraph a line."""

    head: Passage
    sections: tuple[Passage, ...]
    closing: Passage
    wrapped: bool

    @property
    def words(self) -> int:
        """How many words the whole letter has."""
        return sum(part.words for part in (self.head, *self.sections, self.closing))


def name(index: int) -> str:
    """Return the name of the file of a letter, its id before the suffix."""
    return f"brief-{index:06}.txt"


def make(index: int) -> str:
    """Return the letter with this number."""
    rng = random.Random(f"letter {index}")
    sample = rng.choice(samples())
    shift = rng.choice(YEARS) - sample.head.year
    parts = (sample.head, *_chosen(sample, rng), sample.closing)
    return "\n\n".join(_reworded(_refigured(part.text, shift + sample.head.year - part.year, rng), rng) for part in parts)


def write(indices: Sequence[int], folder: Path) -> list[Path]:
    """Write the letters with these numbers into a folder, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name(index) for index in indices]
    for index, file in zip(indices, files, strict=True):
        file.write_text(make(index), encoding="utf-8")
    return files


@cache
def samples() -> tuple[Sample, ...]:
    """Return the letters of the corpus in parts."""
    return tuple(_parts(file.read_text(encoding="utf-8"), int(file.stem[-4:])) for file in sorted(SAMPLES.glob("*.txt")))


def _parts(text: str, year: int) -> Sample:
    paragraphs = text.split("\n\n")
    first = next(place for place, paragraph in enumerate(paragraphs) if FIRST_HEADING.fullmatch(paragraph))
    last = next(place for place, paragraph in enumerate(paragraphs) if place > first and CLOSING.fullmatch(paragraph))
    head, *sections, closing = (
        Passage("\n\n".join(group), year, sum(len(paragraph.split()) for paragraph in group))
        for group in (paragraphs[:first], *_by_heading(paragraphs[first:last]), paragraphs[last:])
    )
    return Sample(head, tuple(sections), closing, wrapped=max(map(len, text.splitlines())) < PAGE_WIDTH)


def _by_heading(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Yield groups that begin with a heading; one that another heading follows at once stays with that."""
    group: list[str] = []
    for paragraph in paragraphs:
        if HEADING.fullmatch(paragraph) and not all(HEADING.fullmatch(earlier) for earlier in group):
            yield group
            group = []
        group.append(paragraph)
    yield group


def _chosen(sample: Sample, rng: random.Random) -> Iterator[Passage]:
    """Yield sections as far as the length allows: those of the sample, then those of others with such lines."""
    room = sample.words * rng.triangular(0.3, 2.0, 0.7) - sample.head.words - sample.closing.words
    others = [
        section for other in samples() if other is not sample and other.wrapped == sample.wrapped for section in other.sections
    ]
    for section in (*rng.sample(sample.sections, len(sample.sections)), *rng.sample(others, len(others))):
        if section.words <= room:
            room -= section.words
            yield section


def _refigured(text: str, shift: int, rng: random.Random) -> str:
    """Return the text with other figures. Quantities grow or shrink together, so that ranges still go up."""
    factor = rng.uniform(0.4, 1.3)

    def other(match: re.Match[str]) -> str:
        figure = match[0]
        match match.lastgroup:
            case "session":
                year = int(figure[:4]) + shift
                return f"{year}/{(year + 1) % 100:02}"
            case "year":
                return str(int(figure) + shift)
            case "day":
                return str(rng.randint(1, 28))
            case "dossier":
                return f"{rng.randint(20, 36)} {rng.randint(100, 999)}"
            case "number":
                return str(rng.randint(1, 400))
        return _scaled(figure, factor)

    return FIGURES.sub(other, text)


def _scaled(figure: str, factor: float) -> str:
    """Return a figure as it is written in Dutch times a factor, with as many decimals.

    >>> _scaled("1.250,5", 2.0)
    '2.501,0'
    """
    decimals = len(figure.partition(",")[2])
    value = float(figure.replace(".", "").replace(",", ".")) * factor
    return f"{max(value, 10**-decimals):,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _reworded(text: str, rng: random.Random) -> str:
    """Return the text with some of its long words replaced by invented ones."""
    words = list(PROSE_WORD.finditer(text))
    # The rest of a word is a chance of one, so that short passages get new words too.
    count = min(len(words), int(len(text.split()) / WORDS_A_NEW_WORD + rng.random()))
    chosen = {match.start() for match in rng.sample(words, count)}
    return PROSE_WORD.sub(lambda match: _invented(rng) if match.start() in chosen else match[0], text)


def _invented(rng: random.Random) -> str:
    stem = "".join(rng.choice(ONSETS) + rng.choice(RHYMES) for _ in range(3))
    return stem.capitalize() + rng.choice(PLACES) if rng.random() < 0.5 else stem + rng.choice(THINGS)


def main() -> None:
    """Write as many letters into a folder as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    write(range(arguments.count), arguments.folder)


if __name__ == "__main__":
    main()
