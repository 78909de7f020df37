"""The rules that find named programmes, each with sentences in which it fires and others in which it does not."""

from milcoop_extract.mentions.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "programme.name",
        "A name that programmes.toml lists, or another long form of it",
        examples=(
            "Nederland doet mee aan [[Military Mobility]] in Europa.",
            "De [[Defensienota 2018]] is besproken.",
        ),
        near_misses=("De defensienota is besproken.", "De military mobility is beperkt."),
    ),
    Rule(
        "programme.abbreviation",
        "An abbreviation that programmes.toml lists, or that stands in brackets behind an unlisted name",
        examples=(
            "Aan [[PESCO]]-projecten doen veel landen mee.",
            "De Joint Sea Trial Initiative ([[JSTI]]) begint.",
        ),
        near_misses=("De pesco is een woord.", "De heer Jan Jansen (JJ) sprak."),
    ),
    Rule(
        "programme.short",
        "A short form, where the letter names the same thing in full",
        examples=(
            "Het Nationaal Programma Onderwijs loopt. Het [[Nationaal Programma]] telt.",
            "De Europese Vredesfaciliteit groeit. De [[EVF]] betaalt.",
        ),
        near_misses=("Het Kompas wees naar het noorden.", "De EVF betaalt."),
    ),
    Rule(
        "programme.abbreviated",
        "An unlisted name with its abbreviation in brackets behind it",
        examples=(
            "De [[Joint Sea Trial Initiative]] (JSTI) begint.",
            "De [[Wet dijken en sloten]] (Wds) is oud.",
        ),
        near_misses=("Er komt een Amphibious Task Group (ATG).", "Het Ministerie van Defensie (MvD) groeit."),
    ),
    Rule(
        "programme.head",
        "Capitalised words with one among them that tells the kind",
        examples=("De [[Arctic Watch Initiative]] is nieuw.", "De [[Nationale Turfstrategie]] is af."),
        near_misses=("Dat is een Arctic Watch Initiative.", "De heer Jan Jansen sprak."),
    ),
    Rule(
        "programme.lead",
        "A capitalised name behind a noun that leads it in",
        examples=(
            "In operatie [[Noorderlicht]] werd gepatrouilleerd.",
            "De missie genaamd [[Grote Beer]] begint.",
            "De oefening [[Blauwe Haai 24]] was in Polen.",
        ),
        near_misses=("De operatie verliep goed.", "Het programma Defensie is bekend."),
    ),
    Rule(
        "programme.title",
        "A law or plan that goes on in lower case, or a title in quotation marks",
        examples=(
            "De [[Wet langdurige waterzorg]] wordt herzien.",
            "De nota “[[Water bij de wijn]]” is af.",
        ),
        near_misses=("De Wet geldt.", "De brief “Water bij de wijn” is af."),
    ),
    Rule(
        "programme.treaty",
        "The official title of a treaty between two parties",
        examples=(
            "Het [[Verdrag tussen Nederland en Ruritanië inzake grensbewaking]] is getekend.",
            "De [[Overeenkomst tussen Nederland en Ruritanië]] geldt.",
        ),
        near_misses=("Het verdrag tussen Nederland en Ruritanië is oud.",),
    ),
)
