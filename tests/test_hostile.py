"""Input that no one means well with: an answer or a clear error, in time and work in proportion to its size."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milcoop_extract import Extraction, extract, extract_text
from milcoop_extract.errors import ReadError

ROOT = Path(__file__).parents[1]
LETTERS = sorted((ROOT / "corpus" / "letters").glob("*.txt"))

UNITS = {
    "digits": "1234567890",
    "numbers": "12 ",
    "years": "2020 ",
    "ranges": "1-",
    "commas": ",",
    "dots": ". ",
    "euros": "€ ",
    "one word": "a",
    "words": "en ",
    "names": "Ab ",
    "abbreviations": "Ab (AB) ",
    "numerals": "vijf",
    "newlines": "\n",
    "pages": "\f",
    "tabs": "\t",
    "broken words": "a-\n",
    "hyphens": "-\n",
    "months": "mei ",
    "brackets": "(",
    "quotation marks": "«",
    "notes": "a1 ",
    "bullets": "\n• a",
    "references": "nr. 5, ",
    "citations": "Kamerstuk ",
    "dossiers": "33 279, ",
    "journals": "Stb. 2016, 500 en ",
    "debates": "Handelingen II 2012/13, ",
    "addresses": "http://a.b/",
    "at signs": "a@",
    "composed letters": "e\u0301",
    "amounts": "€ 5 tot ",
    "percentages": "5% ",
    "units without a country": "5 miljoen kronen ",
    "sentences with such units": "Er is 5 miljoen kronen. ",
    "counts": "5 miljoen ",
    "abbreviated sums": "€ 5 mln. De ",
    "letters before numbers": "f 5 ",
    "restated figures": "5 procent (",
    "facts": "België gaf in 2020 € 5 miljard uit aan defensie, tegen € 4 miljard in 2019 en ",
    "changes": "het defensiebudget van Italië steeg met 5% tot € 5 miljard, oftewel 1% van het bbp. ",
}
"""What a text of nothing else may be made of."""

LARGE = {"digits", "commas", "euros", "one word", "newlines", "broken words", "hyphens", "months", "brackets"}


def size_of(name: str) -> int:
    """Mentions one after the other take longer than nothing at all; a smaller text of them tells as much."""
    return 60_000 if name in LARGE else 10_000 if name == "percentages" else 25_000


def repeat(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def check(extraction: Extraction) -> None:
    text = extraction.text
    assert all(text[mention.start : mention.end] == mention.text for mention in extraction.mentions)
    assert [0, *(section.end for section in extraction.sections)] == [
        *(section.start for section in extraction.sections),
        len(text),
    ]


REMEDIES = (
    "Save the letter as plain text in UTF-8.",
    "Check that it was saved whole.",
    "Get the file again.",
    "Save it again from the browser.",
    "Get the file again from the official site.",
)


def read_or_refuse(path: Path) -> Extraction | None:
    """Extract a file; None where it is refused with a message that names it and says what can be done."""
    extraction, refusal = None, ""
    try:
        extraction = extract(path)
    except ReadError as error:
        refusal = str(error)
    if extraction:
        check(extraction)
    else:
        assert refusal.startswith(f"{path.name}: ")
        assert refusal.endswith(REMEDIES)
    return extraction


# Bytes.


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "brief.txt"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
@example(b"\x00")
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\xfe\xff\xd8\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x81")
@example(b"\xe2\x82")
@example(b"\r\r\n\r")
@example(b"%PDF-1.7")
def test_any_bytes(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    read_or_refuse(file)


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_refused(seed: int, file: Path) -> None:
    file.write_bytes(random.Random(seed).randbytes(10_000))
    assert read_or_refuse(file) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    check(extract_text(text))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_files_that_are_cut_off(letter: Path, encoding: str, file: Path) -> None:
    data = letter.read_text(encoding="utf-8").encode(encoding, "replace")
    outcomes = []
    for end in range(1, len(data), len(data) // 8):
        file.write_bytes(data[:end])
        outcomes.append(read_or_refuse(file) is not None)
    assert any(outcomes)


def test_a_character_that_is_cut_off(file: Path) -> None:
    """Two of the three bytes of a sign: after other such signs it is a broken file, alone it could be Windows-1252."""
    file.write_bytes("Hulp van € 5 miljoen, dat is £ 4 miljoen en €".encode()[:-1])
    assert read_or_refuse(file) is None


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_letters_that_are_cut_off(letter: Path) -> None:
    text = letter.read_text(encoding="utf-8")
    for end in range(len(text) // 12, len(text), len(text) // 12):
        check(extract_text(text[:end]))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_letters_with_damage(chooser: random.Random, count: int) -> None:
    text = list(LETTERS[0].read_text(encoding="utf-8")[:3000])
    for _ in range(count):
        text[chooser.randrange(len(text))] = chooser.choice(
            ["", "\n", "\n\n", "-\n", "\f", "€", "(", "%", "1", "\u0301", "\u00ad", "«", " "]
        )
    check(extract_text("".join(text)))


# Endless texts. What they cost is in proportion to their size.


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """Count the calls of functions, those in C among them: work that does not depend on the machine."""
    count = [0]

    def see(frame: object, event: str, argument: object) -> None:
        count[0] += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        yield count
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("unit", UNITS)
def test_the_work_is_in_proportion_to_the_size(unit: str) -> None:
    extract_text("Dat is alles.")  # what is made once only
    counts = []
    for size in (3_000, 6_000):
        text = repeat(UNITS[unit], size)
        with counted_calls() as count:
            check(extract_text(text))
        counts.append(count[0])
    assert counts[0] > 100
    assert counts[1] < 2.2 * counts[0]


@pytest.mark.parametrize(
    ("unit", "type_", "length"),
    [
        ("5% ", "percentage", 2),
        ("mei 2020. ", "date", 8),
        ("€ 5. ", "amount", 3),
        ("In vijf jaar. ", "duration", 9),
        ("EDIDP, ", "programme", 5),
    ],
)
def test_every_mention_of_an_endless_row_is_found(unit: str, type_: str, length: int) -> None:
    mentions = [mention for mention in extract_text(unit * 500).mentions if mention.type == type_]
    assert len(mentions) == 500
    assert {mention.end - mention.start for mention in mentions} == {length}


def test_large_files_of_the_same(tmp_path: Path) -> None:
    """The command on a folder of such files: each is read to its end; what takes quadratic time would take hours."""
    letters, output = tmp_path / "letters", tmp_path / "output"
    letters.mkdir()
    for name, unit in UNITS.items():
        (letters / f"{name}.txt").write_text(repeat(unit, size_of(name)), encoding="utf-8")
    (letters / "noise.txt").write_bytes(random.Random(0).randbytes(200_000))
    (letters / "spaces.txt").write_text(" " * 200_000, encoding="utf-8")
    code = "import sys; from milcoop_extract.cli import app; app(sys.argv[1:])"
    command = [sys.executable, "-c", code, "run", str(letters), "--output", str(output), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert "Traceback" not in done.stderr
    refused = {line.partition(":")[0]: line for line in done.stderr.splitlines()}
    assert set(refused) == {"newlines.txt", "pages.txt", "tabs.txt", "spaces.txt", "noise.txt"}
    noise = refused.pop("noise.txt")
    assert noise.endswith(". Save the letter as plain text in UTF-8.")
    assert {line.partition(": ")[2] for line in refused.values()} == {
        "there is no text in this file. Check that it was saved whole."
    }
    assert done.returncode == 1
    written = {path.stem for path in (output / "records").iterdir()}
    assert written == {name.replace(" ", "-") for name in UNITS} - {"newlines", "pages", "tabs"}
