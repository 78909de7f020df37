from datetime import date
from typing import Any

import pytest

from milcoop_extract.document import BlockKind, Metadata
from milcoop_extract.readers import read_string
from milcoop_extract.readers.rules import ReadingRules
from milcoop_extract.readers.text import read_text

PRINT = """\
Tweede Kamer der Staten-Generaal 2
Vergaderjaar 2021–2022
35 925 X Vaststelling van de begrotingsstaten
Nr. 61 BRIEF VAN DE STAATSSECRETARIS VAN DEFENSIE
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Den Haag, 17 mei 2022

Het kabinet heeft besloten om de vloot te vernieuwen.
"""
MINISTRY = """\
> Retouradres Postbus 20701 2500 ES Den Haag
De voorzitter van de Tweede Kamer
der Staten-Generaal

Datum 3 februari 2023
Betreft Voortgang van de vlootvernieuwing

Geachte voorzitter,

Het kabinet heeft besloten om de vloot te vernieuwen.
"""
BODY = "Het kabinet heeft besloten om de vloot te vernieuwen."


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        (
            PRINT,
            "",
            {
                "title": "Vaststelling van de begrotingsstaten",
                "date": date(2022, 5, 17),
                "dossier": "35925-X",
                "number": "61",
                "session": "2021-2022",
            },
        ),
        (
            PRINT.replace("35 925 X Vast", "35 925 X\nVast"),
            "kst-33279-32.txt",
            {
                "title": "Vaststelling van de begrotingsstaten",
                "date": date(2022, 5, 17),
                "dossier": "35925-X",
                "number": "61",
                "session": "2021-2022",
            },
        ),
        (MINISTRY, "brief.txt", {"title": "Voortgang van de vlootvernieuwing", "date": date(2023, 2, 3)}),
        (
            MINISTRY.replace("Datum ", "Datum: ").replace("Betreft", "Onderwerp:"),
            "",
            {"title": "Voortgang van de vlootvernieuwing", "date": date(2023, 2, 3)},
        ),
        (
            MINISTRY.replace("vlootvernieuwing\n", "vlootvernieuwing\n(VVN) en de nieuwe\nhavens\n"),
            "",
            {"title": "Voortgang van de vlootvernieuwing (VVN) en de nieuwe havens", "date": date(2023, 2, 3)},
        ),
        (
            MINISTRY.replace("Datum 3 februari 2023", "Datum\n03-02-2023"),
            "",
            {"title": "Voortgang van de vlootvernieuwing", "date": date(2023, 2, 3)},
        ),
        (MINISTRY.replace("3 februari", "31 februari"), "", {"title": "Voortgang van de vlootvernieuwing"}),
        (f"’s-Gravenhage, 15 maart 2002\n\n{BODY}\n", "", {"date": date(2002, 3, 15)}),
        (
            f"{BODY}\n\nTweede Kamer, vergaderjaar 2020–2021, 33 279, nr. 32 1\n\n{BODY}",
            "",
            {"dossier": "33279", "number": "32", "session": "2020-2021"},
        ),
        (f"{BODY}\n\nkst-21501-02-1888\nISSN 0921 - 7371\n\n{BODY}", "", {"dossier": "21501-02", "number": "1888"}),
        (BODY, "kst-35570-X-53.txt", {"dossier": "35570-X", "number": "53"}),
        (BODY, "kst-33279-32.txt", {"dossier": "33279", "number": "32"}),
        (BODY, "kst-35925-E.txt", {"dossier": "35925", "number": "E"}),
        (f"Op 3 mei 2021 is in Den Haag besloten.\n\n{BODY}", "", {}),
    ],
)
def test_metadata(reading_rules: ReadingRules, source: str, name: str, expected: dict[str, Any]) -> None:
    assert read_text(source.encode(), name, reading_rules).metadata == Metadata(**expected)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (PRINT, 6),
        (MINISTRY, 5),
        (BODY, 0),
        ("In 2020 kostte dat € 3 miljoen", 0),
        ("Aan de missie namen 80 militairen deel", 0),
        ("12 345 militairen\n\nNr. 5 was de beste.", 0),
        (f"Noorwegen\n\n{BODY}", 0),
        (f"Den Haag, 18 mei 2020\n\nInleiding\n\n{BODY}", 1),
    ],
)
def test_the_lines_of_the_head(source: str, lines: int) -> None:
    kinds = [block.kind for block in read_string(source).blocks]
    assert kinds.count(BlockKind.HEAD) == lines
    assert BlockKind.HEAD not in kinds[lines:]
