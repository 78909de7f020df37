"""The rules of headcounts, with examples."""

from milcoop_extract.mentions.rule import Rule

RULES = (
    Rule(
        id="headcount.uniformed",
        what="A number before a word for people in uniform",
        examples=("In Mali zijn [[270 militairen]] gelegerd.",),
        near_misses=("De kazerne ligt op 270 meter van de weg.",),
    ),
)
