"""The forms of percentages: a number before %, procent, percent or pct, in points or not."""

import re

from milcoop_extract.mentions.rule import Rule

UNIT = r"%(?:-?punt(?:en)?(?!\w))?|(?:pro|per)cent(?:(?:age)?-?punt(?:en)?(?!\w)|(?![aeiou]))|pct(?:\.|(?!\w))"
"""Words may go on to a compound ("2 procentsnorm"), not to "procenten", "procentueel" or "percentage"."""

ANCHOR = re.compile(UNIT, re.IGNORECASE)

SIGN = Rule(
    "percentage.sign",
    "A number or a range before the sign",
    examples=(
        "Het aandeel is [[12,5%]].",
        "Het aandeel ligt tussen [[10 en 12 %]].",
        "De rente daalde met [[0,5%-punt]].",
        "De [[2%]]-norm geldt voor alle landen.",
        "De groei was [[-1,3%]] in dat jaar.",
    ),
    near_misses=("Het % is nog niet bekend.", "Dat staat in bijlage A%.", "Het aandeel is 12 procent."),
    pattern=UNIT,
)
WORD = Rule(
    "percentage.word",
    "A number, in figures or in words, or a range before the word",
    examples=(
        "Het aandeel is [[12,5 procent]].",
        "Het aandeel is [[vijf percent]].",
        "De rente steeg met [[een half procentpunt]].",
        "Dat is [[3 tot 5 procent]] van het totaal.",
        "De [[2 procent]]snorm geldt voor alle landen.",
        "Het tarief is [[9 pct.]] van de waarde.",
    ),
    near_misses=(
        "Dat is procentueel meer dan vorig jaar.",
        "Het gaat om 3 percentages.",
        "Het verschil is enkele procenten.",
        "Het aandeel is 12%.",
    ),
    pattern=UNIT,
)

RULES = (SIGN, WORD)
