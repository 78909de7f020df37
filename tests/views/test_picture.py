"""Pages drawn with their mentions as boxes."""

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from drawn_pages import draw, lines
from milcoop_extract import extract
from milcoop_extract.cli import app
from milcoop_extract.errors import ReadError
from milcoop_extract.mentions.types import by_name
from milcoop_extract.views.page_image import RESOLUTION, draw_page

TEXT = ("De landen geven samen ruim € 12,5 miljoen uit aan oefeningen", "en aan het onderhoud van schepen.")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.pdf"
    path.write_bytes(draw(lines(*TEXT), lines("Er staat niets op deze bladzijde."), lines("Dit volgt uit Stb. 2017, 317.")))
    return path


def test_a_mention_has_a_box_of_its_colour(letter: Path, tmp_path: Path) -> None:
    picture = tmp_path / "p1.png"
    extraction = extract(letter)
    (sum_,) = extraction.mentions
    ((page, box),) = extraction.letter.boxes(sum_.start, sum_.end)
    assert draw_page(extraction, letter, 1, picture) == 1
    left, top, right, bottom = (round(edge * RESOLUTION / 72) for edge in box)
    with Image.open(picture) as image:
        corner = image.convert("RGB").crop((left - 2, top - 2, left + 3, top + 3)).getcolors() or []
        outside = image.convert("RGB").crop((right + 5, top, right + 60, bottom)).getcolors() or []
    assert page == 1
    assert by_name()["amount"].colour in {colour for _, colour in corner}
    assert by_name()["amount"].colour not in {colour for _, colour in outside}


def test_references_are_drawn(letter: Path, tmp_path: Path) -> None:
    assert draw_page(extract(letter), letter, 3, tmp_path / "p3.png") == 1


def test_a_page_without_mentions(letter: Path, tmp_path: Path) -> None:
    assert draw_page(extract(letter), letter, 2, tmp_path / "p2.png") == 0


@pytest.mark.parametrize(
    ("name", "page", "message"),
    [("brief.pdf", 4, "there is no page 4. Choose one from 1 to 3."), ("brief.txt", 1, "only a PDF has pages to draw")],
)
def test_what_cannot_be_drawn(letter: Path, tmp_path: Path, name: str, page: int, message: str) -> None:
    (tmp_path / "brief.txt").write_text("\n".join(TEXT), encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        draw_page(extract(tmp_path / name), tmp_path / name, page, tmp_path / "p.png")
    assert not (tmp_path / "p.png").exists()


@pytest.mark.parametrize(
    ("options", "code", "output"),
    [
        (["--page", "1", "--png", "p.png"], 0, "p.png: page 1 with 1 mentions"),
        (["--page", "9", "--png", "p.png"], 2, "there is no page 9"),
        (["--page", "1"], 2, "give --page and --png together"),
    ],
)
def test_command(letter: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, output: str) -> None:
    monkeypatch.chdir(letter.parent)
    result = CliRunner().invoke(app, ["show", letter.name, *options])
    assert result.exit_code == code
    assert output in result.output
