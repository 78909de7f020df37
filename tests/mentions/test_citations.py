"""Citations in every form that is accepted are written and read back."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from milcoop_extract.mentions.kamerstukken import component as kamerstukken
from milcoop_extract.mentions.references import component as references
from milcoop_extract.mentions.spans import readings

NLP = spacy.blank("nl")
NLP.add_pipe(references.GROUP)
NLP.add_pipe(kamerstukken.GROUP)


@dataclass(frozen=True)
class Written:
    """A part of a citation: how it is written and what is to be read from it."""

    text: str
    value: str | None = None


def written(draw: st.DrawFn, options: Sequence[tuple[str, str | None]]) -> Written:
    return Written(*draw(st.sampled_from(options)))


def sessions(draw: st.DrawFn) -> Written:
    first = draw(st.integers(1980, 2030))
    last = first + 1
    years = draw(st.sampled_from([f"{first}/{last % 100:02}", f"{first}-{last}", f"{first}–{last}", f"{first}/{last}"]))
    return Written(draw(st.sampled_from(["", "vergaderjaar ", "zitting "])) + years, f"{first}-{last}")


@st.composite
def citations(draw: st.DrawFn) -> tuple[str, str, dict[str, str | None]]:
    """Draw what stands before a citation, the citation, and its value."""
    head, tail = draw(st.integers(15, 39)), draw(st.integers(0, 999))
    dossier = draw(st.sampled_from(["{} {}", "{}.{}", "{}{}", "{}\u00a0{}"])).format(head, f"{tail:03}")
    eerste = [("I", "I"), ("EK", "I"), ("E.K.", "I"), ("Eerste Kamer", "I")]
    tweede = [("II", "II"), ("TK", "II"), ("2", "II"), ("Tweede Kamer", "II")]
    chamber = written(draw, [("", None), *eerste, *tweede])
    session = sessions(draw) if chamber.text or draw(st.booleans()) else Written("")
    chapter = draw(st.sampled_from(["V", "VI", "VIII", "IXB", "X", "XVII", "XXIII", "J"]))
    forms = [" {}", "-{}", "–{}", " hoofdstuk {}", ", hoofdstuk {}"]
    suffix = written(draw, [("", None), *((form.format(chapter), chapter) for form in forms)])
    kingdom = draw(st.sampled_from(["", " (R2064)", " (R 1669)"]))
    figure = str(draw(st.integers(1, 1899)))
    label = draw(
        st.sampled_from([", nr. {}", ", nr.{}", " nr. {}", ", nr {}", ", nummer {}", ", Nr. {}", ",\u00a0nr.\u00a0{}"])
    )
    letter = draw(st.sampled_from(["A", "B", "AB"]))
    numbers = [(label.format(figure), figure)] * 2
    if chamber.value == "I":
        numbers += [(f", {letter}", letter), (label.format(letter), letter), (label.format(figure + "b"), figure + "b")]
    number = written(draw, numbers)
    page = draw(st.integers(1, 90))
    pages = written(
        draw,
        [
            ("", None),
            (f", p. {page}", f"{page}"),
            (f", blz. {page}–{page + 3}", f"{page}-{page + 3}"),
            (f" p. {page} en {page + 1}", f"{page}-{page + 1}"),
            (f", pag. {page}, {page + 4}", f"{page}, {page + 4}"),
        ],
    )
    lead = "".join(f"{part.text}{draw(st.sampled_from([' ', ', ']))}" for part in (chamber, session) if part.text)
    if draw(st.booleans()):
        before, start = "", draw(st.sampled_from(["Kamerstuk ", "Kamerstukken ", "kamerstukken "])) + lead
    else:
        before, start = lead, ""
    value = {
        "dossier": f"{head}{tail:03}",
        "suffix": suffix.value,
        "number": number.value,
        "chamber": chamber.value,
        "session": session.value,
        "pages": pages.value,
    }
    return before, f"{start}{dossier}{suffix.text}{kingdom}{number.text}{pages.text}", value


@given(citations(), st.sampled_from(["", "Zie ", "("]), st.sampled_from(["", ".", ")", "; zie ook", ", waarin", " over steun"]))
def test_every_form_is_read_back(citation: tuple[str, str, dict[str, str | None]], before: str, after: str) -> None:
    lead, text, value = citation
    doc = NLP(f"{before}{lead}{text}{after}")
    (found,) = readings(doc, kamerstukken.GROUP)
    assert doc.text[found["start"] : found["end"]] == text
    assert {key: found["value"][key] for key in value} == value
    identifier = found["value"]["identifier"]
    assert identifier.startswith("kst-")
    assert identifier.endswith("-".join(part for part in (value["dossier"], value["suffix"], value["number"]) if part))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Kamerstuk 33 279, nr. 32", "label"),
        ("33 279, nr. 32", "bare"),
        ("(33279-32)", "hyphen"),
        ("motie 33279-32", "hyphen"),
        ("21501-32-1740", "glued"),
        ("36600-XVI-44", "glued"),
        ("wetsvoorstel 36 067", "dossier"),
        ("(33 750 XVII)", "dossier"),
    ],
)
def test_rules(text: str, rule: str) -> None:
    (found,) = readings(NLP(text), kamerstukken.GROUP)
    assert found["rule"] == f"kamerstuk.{rule}"


def test_a_reference_to_another_source_is_no_kamerstuk() -> None:
    doc = NLP("Handelingen II 2012/13, 33 400 X, nr. 24, item 7")
    assert readings(doc, kamerstukken.GROUP) == ()
    assert len(readings(doc, references.GROUP)) == 1
