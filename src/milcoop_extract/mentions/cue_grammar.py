"""The rules by which words around a figure decide its qualifier, role and basis, as the links of qualifiers.toml have them.

In the examples the brackets mark the figure that the words speak of.
"""

from .rule import Rule

_QUALIFIERS = (
    Rule(
        "qualifier.before",
        "A word for how exact a figure is, directly before it",
        examples=(
            "Dat kost ongeveer [[€ 5 miljoen]].",
            "Het aandeel is niet meer dan [[5%]].",
            "Er is minimaal een [[5%]] nodig.",
            "Dat duurt ruim [[twee jaar]].",
        ),
        near_misses=(
            "Ongeveer nu kost het € 5 miljoen.",
            "Het ligt onder de 2%-norm.",
            "Dat is minder dan de € 5 miljoen van toen.",
        ),
    ),
    Rule(
        "qualifier.near",
        "An adverb for how exact a figure is, up to four words before it",
        examples=(
            "Naar schatting is dat in totaal [[5%]].",
            "Dat kost naar schatting opnieuw ieder jaar [[€ 5 miljoen]].",
        ),
        near_misses=("Naar schatting kost het dit land toch nog heel veel: € 5 miljoen.",),
    ),
    Rule(
        "qualifier.limit",
        "tot before a figure at which nothing that changes ends",
        examples=(
            "De vergoeding kan oplossingen dekken tot [[€ 5 miljoen]].",
            "De subsidie bedraagt tot [[40%]] van de kosten.",
        ),
        near_misses=("Het aandeel is gestegen tot 40%.", "Er is een groeipad tot 40%."),
    ),
)

_AFTER = (
    Rule(
        "role.after",
        "A word directly after a figure, a remark in brackets aside",
        examples=("Er komt [[€ 5 miljoen]] extra.", "Dat is [[5%]] minder.", "Er is [[€ 5 miljoen]] (van het totaal) extra."),
        near_misses=("Er is € 5 miljoen voor extra lessen.",),
    ),
    Rule(
        "role.noun-after",
        "A noun of change directly after a figure",
        examples=("Er is [[5%]] groei.", "Dat is [[5%]] reële groei.", "Er is [[€ 5 miljoen]] bezuiniging."),
        near_misses=("Bij 5% stopt de groei.",),
    ),
    Rule(
        "role.noun-remark",
        "A noun of change in brackets after a figure",
        examples=("Het budget is nu [[€ 5 miljoen]] (een verlaging van 10 procent).",),
        near_misses=("Het budget is nu € 5 miljoen (een verlaging).",),
    ),
    Rule(
        "role.particle",
        "The particle of a verb directly after a figure, with er or nemen before it",
        examples=("Er komt jaarlijks [[€ 5 miljoen]] bij.", "De prijs nam [[5%]] toe.", "Er gaat [[€ 5 miljoen]] af."),
        near_misses=("Het land draagt € 5 miljoen bij.", "Er is € 5 miljoen bij betrokken."),
    ),
)

_LEVEL = (
    Rule(
        "role.end",
        "A word that leads in where a change ends",
        examples=("Het aandeel stijgt naar [[5%]].", "Het budget is verlaagd tot nog slechts [[€ 5 miljoen]]."),
        near_misses=("Het aandeel stijgt met 5%.",),
    ),
    Rule(
        "role.start",
        "A word behind a figure at which a change begins",
        examples=("De daling gaat van [[5%]] naar 3%.", "Het aandeel daalt van [[5%]] in 2019 naar 3%."),
        near_misses=("Het aandeel stijgt met 5% naar 8%.",),
    ),
    Rule(
        "role.stays",
        "A verb of what does not change, before met",
        examples=("De krimp blijft met [[5%]] beperkt.",),
        near_misses=("Het aandeel is met 5% gestegen.",),
    ),
)

_CHANGE = (
    Rule(
        "role.runs",
        "A change that goes on to another figure",
        examples=("Dat is een verhoging van € 5 miljoen, oplopend tot [[€ 8 miljoen]].",),
        near_misses=("Het budget is € 5 miljoen, oplopend tot € 8 miljoen.",),
    ),
    Rule(
        "role.noun-van",
        "A noun of change before van, met, ad, bedraagt and their like",
        examples=(
            "Dat is een verhoging van [[€ 5 miljoen]].",
            "De stijging van de prijs bedroeg [[5%]].",
            "Er was een daling in 2019 van [[5%]].",
        ),
        near_misses=("De verhoging tot een niveau van 5% is klaar.", "De groei is goed; er is een budget van € 5 miljoen."),
    ),
    Rule(
        "role.noun-bracket",
        "A noun or verb of change before a figure in brackets",
        examples=("Er is een korting ([[€ 5 miljoen]]).", "De export groeit fors ([[5%]])."),
        near_misses=("Het budget ([[€ 5 miljoen]]) is bekend.",),
    ),
    Rule(
        "role.noun-before",
        "A noun of change directly before a figure",
        examples=("Bezuiniging: [[€ 5 miljoen]].", "Daar staat besparing [[€ 5 miljoen]]."),
        near_misses=("Budget: € 5 miljoen.",),
    ),
    Rule(
        "role.before",
        "A word for more, directly before a figure",
        examples=("Er komt extra [[€ 5 miljoen]] vrij.", "Dat is een aanvullende [[€ 5 miljoen]]."),
        near_misses=("Er komt extra ruimte voor € 5 miljoen.",),
    ),
    Rule(
        "role.verb-met",
        "A verb of change somewhere before met",
        examples=("Het aandeel is gestegen met [[5%]].", "Het budget daalde in dat jaar met bijna [[€ 5 miljoen]]."),
        near_misses=("Het aandeel is gestegen naar 5%.",),
    ),
    Rule(
        "role.verb-behind",
        "A verb of change behind a figure that met leads in, in the same clause",
        examples=("Het aandeel is met [[5%]] gestegen.", "Het budget wordt met [[€ 5 miljoen]] opwaarts bijgesteld."),
        near_misses=("Ik begin met 5%, terwijl de rest stijgt.",),
    ),
    Rule(
        "role.bare",
        "A verb of change directly before a figure",
        examples=("De prijs steeg gemiddeld [[5%]].", "De economie kromp [[5%]] in dat jaar."),
        near_misses=("In dat jaar steeg 5% van de prijzen.",),
    ),
    Rule(
        "role.done",
        "A participle of change directly behind a figure",
        examples=("De prijs is [[5%]] gestegen.", "De koopkracht is [[5%]] gedaald."),
        near_misses=("Onder 5% daalt de koopkracht.",),
    ),
    Rule(
        "role.object",
        "A verb of saving or losing before a figure, which is its object",
        examples=("Het land bezuinigt dit jaar [[€ 5 miljoen]].", "De beurs verloor [[5%]]."),
        near_misses=("Het land bezuinigt; de rest kost € 5 miljoen.",),
    ),
    Rule(
        "role.object-behind",
        "A verb of saving or losing behind a figure, which is its object",
        examples=("Er wordt [[€ 5 miljoen]] op het beheer bezuinigd.", "Zo kan [[5%]] worden bespaard."),
        near_misses=("Er is € 5 miljoen aan rente betaald.",),
    ),
    Rule(
        "role.passive",
        "A participle of change that has the figure as part of its subject",
        examples=("In 2030 moet [[30%]] van de uitstoot zijn gereduceerd.",),
        near_misses=("In 2030 heeft 30% van de bedrijven de uitstoot gereduceerd.",),
    ),
)

_BASIS = (
    Rule(
        "basis.gdp-of",
        "A product after van or aan",
        examples=("Het budget is [[2%]] van het bbp.", "Dat is [[2 procent]] van ons bruto binnenlands product."),
        near_misses=("Het budget is 2% van de begroting.",),
    ),
    Rule(
        "basis.gdp-after",
        "A product, or a norm for shares of it, directly after a percentage",
        examples=("De ODA was [[0,5%]] BNI.", "De [[2%]]-NAVO-norm geldt."),
        near_misses=("De 2% groei van het bbp is goed.",),
    ),
    Rule(
        "basis.gdp-later",
        "A product after the next percentage",
        examples=("Het budget gaat van [[1,4%]] naar 2% van het bbp.",),
        near_misses=("Het budget gaat van 1,4% naar 2% van het totaal.",),
    ),
    Rule(
        "basis.gdp-before",
        "A share of a product, or a norm for it, directly before a percentage",
        examples=("Er geldt een NAVO-norm van [[2%]].", "Er is een bbp-percentage van ongeveer [[2%]]."),
        near_misses=("Er geldt een bijdrage van 2%.",),
    ),
    Rule(
        "basis.gdp-whole",
        "A share of a product, for all percentages behind it in the sentence",
        examples=("Als percentage van het bbp is dat volgend jaar [[2%]].",),
        near_misses=("Als percentage van het budget is dat volgend jaar 2%.",),
    ),
    Rule(
        "basis.gdp-name",
        "A name for a share of a product, before a percentage in its clause",
        examples=("Het bbp-percentage komt in 2024 uit op [[1,4%]].",),
        near_misses=("Het bbp-percentage daalt, en de rente is nu 1,4%.",),
    ),
    Rule(
        "basis.gdp-norm",
        "A norm after a percentage that is one of GDP, or that has an owner of such a norm near it",
        examples=("De [[2%]]-norm is bekend.", "De [[2 procent]]snorm is bekend.", "De [[3%]]-norm van de NAVO is bekend."),
        near_misses=("De 3%-norm is bekend.",),
    ),
    Rule(
        "basis.gdp-norm-of",
        "A norm before van and a percentage that is one of GDP, or that has an owner of such a norm near it",
        examples=("De norm van [[0,7%]] is bekend.", "De ODA-norm van minstens [[1%]] is bekend."),
        near_misses=("De norm van 3% is bekend.",),
    ),
    Rule(
        "basis.gdp-part",
        "A part of a share of GDP",
        examples=("Het budget is 2% van het bbp, waarvan [[0,5%]] voor materieel.",),
        near_misses=("Het budget is 2% van het bbp, waarvan 20% voor materieel.",),
    ),
    Rule(
        "basis.gdp-carry",
        "A percentage that is set against a share of GDP",
        examples=("Het budget is 2% van het bbp, tegen [[1,4%]] in dat jaar.",),
        near_misses=("Het budget is 2% van het bbp, tegen 1,4% van de begroting.",),
    ),
    Rule(
        "basis.gdp-joint",
        "A percentage that en ties to a share of GDP",
        examples=("Het budget is 2% van het bbp in 2019 en [[1,4%]] in 2018.",),
        near_misses=("Het budget is 2% van het bbp, een bijdrage, 1,4%.",),
    ),
    Rule(
        "basis.gdp-onward",
        "A percentage to which a share of GDP goes on",
        examples=("Het gaat van 1,4% van het bbp naar [[2%]].",),
        near_misses=("Het is 1,4% van het bbp, en de rente gaat naar 2%.",),
    ),
    Rule(
        "basis.gdp-goal",
        "A goal in the sentence after one with a share of GDP",
        examples=("Het budget is 1,4% van het bbp. Er is een groeipad tot [[2%]].",),
        near_misses=("Het budget is 1,4% van het bbp. De rente is 2%.",),
    ),
)

RULES = (*_QUALIFIERS, *_AFTER, *_LEVEL, *_CHANGE, *_BASIS)
