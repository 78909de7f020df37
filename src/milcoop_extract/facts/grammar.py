"""The rules that decide what a figure tells: by which words its subject, indicator, period and status are known.

In the examples the brackets mark the figure of the fact, which has a cue of the rule.
"""

from milcoop_extract.mentions.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "subject.name",
        "The name of a country, or of the members of an organisation, in the sentence",
        examples=("In 2022 gaf Finland [[€ 5,8 miljard]] uit aan defensie.",),
        near_misses=("In 2022 gaf men volgens Finland [[€ 5,8 miljard]] uit aan defensie.",),
    ),
    Rule(
        "subject.adjective",
        "The adjective of a country",
        examples=("In 2022 bedroeg het Deense defensiebudget [[€ 3,7 miljard]].",),
        near_misses=("In 2022 bedroeg het defensiebudget van Denemarken [[€ 3,7 miljard]].",),
    ),
    Rule(
        "subject.people",
        "The inhabitants of a country",
        examples=("In 2022 gaven de Belgen [[€ 5 miljard]] uit aan defensie.",),
        near_misses=("Volgens de Belgen bedroegen de defensie-uitgaven in 2022 [[€ 5 miljard]].",),
    ),
    Rule(
        "subject.capital",
        "A capital, which stands for its government",
        examples=("Warschau besteedde in 2022 [[€ 14 miljard]] aan defensie.",),
        near_misses=("In Warschau werd in 2022 [[€ 14 miljard]] aan defensie besteed.",),
    ),
    Rule(
        "subject.body",
        "An organisation itself",
        examples=("NAVO: in 2022 bedroegen de defensie-uitgaven [[€ 900 miljard]].",),
        near_misses=("Voor de NAVO bedroegen in 2022 de defensie-uitgaven [[€ 900 miljard]].",),
    ),
    Rule(
        "subject.programme",
        "The programme whose budget the figure is",
        examples=("Voor de Europese Vredesfaciliteit is in de periode 2021-2027 [[€ 5,7 miljard]] beschikbaar.",),
        near_misses=("De Europese Vredesfaciliteit kost Nederland in 2021 [[€ 57 miljoen]].",),
    ),
    Rule(
        "subject.heading",
        "The one subject that the heading over the sentence names",
        examples=("Zweden\n\nHet defensiebudget bedraagt in 2020 [[€ 6 miljard]].",),
        near_misses=("Zweden en Finland\n\nHet defensiebudget bedraagt in 2020 [[€ 6 miljard]].",),
    ),
    Rule(
        "subject.sentence-before",
        "The one subject that the sentence before names",
        examples=("Zweden breidt zijn krijgsmacht uit. Het defensiebudget bedraagt in 2020 [[€ 6 miljard]].",),
        near_misses=("Zweden breidt zijn krijgsmacht uit.\n\nHet defensiebudget bedraagt in 2020 [[€ 6 miljard]].",),
    ),
    Rule(
        "subject.carried",
        "The subject of the fact before, in the sentence or the one before",
        examples=("In 2020 bedroeg het Belgische defensiebudget € 4 miljard. Dat komt neer op [[1,1%]] van het bbp.",),
        near_misses=("In 2020 bedroeg het Belgische defensiebudget € 4 miljard. Duitsland besteedt [[1,4%]] van het bbp.",),
    ),
    Rule(
        "indicator.noun-defence",
        "A noun for what is spent on defence, to which a link or a verb ties the figure",
        examples=("In 2022 bedroeg het Deense defensiebudget [[€ 3,7 miljard]].",),
        near_misses=("Binnen het Deense defensiebudget is in 2022 [[€ 3,7 miljard]] voor de marine.",),
    ),
    Rule(
        "indicator.noun-weak",
        "A noun for any budget, where defence is spoken of before it",
        examples=("Duitsland geeft meer uit aan defensie. In 2020 bedraagt het Duitse budget [[€ 45 miljard]].",),
        near_misses=("Duitsland geeft meer uit aan onderwijs. In 2020 bedraagt het Duitse budget [[€ 45 miljard]].",),
    ),
    Rule(
        "indicator.purpose-defence",
        "Defence as what money is spent on",
        examples=("Finland gaf in 2022 [[€ 5,8 miljard]] uit aan defensie.",),
        near_misses=("Finland gaf in 2022 [[€ 5,8 miljard]] uit aan onderwijs.",),
    ),
    Rule(
        "indicator.entered",
        "A budget in which a figure stands, after a fact",
        examples=("De Belgische defensie-uitgaven stijgen. Voor 2021 staat [[€ 4 miljard]] op de begroting.",),
        near_misses=("De Belgische uitgaven aan zorg stijgen. Voor 2021 staat [[€ 4 miljard]] op de begroting.",),
    ),
    Rule(
        "indicator.allied",
        "The alliance, in whose sentences a share of GDP is that of defence",
        examples=("België zit in 2020 met [[1,1%]] van het bbp in de onderste helft van de NAVO.",),
        near_misses=("België zit in 2020 met [[1,1%]] van het bbp in de onderste helft van de lijst.",),
    ),
    Rule(
        "indicator.share-name",
        "A word for the share of investment",
        examples=("De investeringsquote van Nederland bedroeg in 2021 [[26,1%]].",),
        near_misses=("De inflatie in Nederland bedroeg in 2021 [[2,7%]].",),
    ),
    Rule(
        "indicator.purpose-investment",
        "Investment as what a part of the budget goes to",
        examples=("Roemenië besteedde in 2020 [[24,6%]] van zijn defensiebudget aan investeringen.",),
        near_misses=("Roemenië besteedde in 2020 [[24,6%]] van zijn defensiebudget aan salarissen.",),
    ),
    Rule(
        "indicator.noun-investment",
        "A noun for investment, where the sentence is about defence",
        examples=("De Italiaanse defensie-investeringen bedroegen in 2021 [[€ 6,9 miljard]].",),
        near_misses=("De Italiaanse investeringen in het spoor bedroegen in 2021 [[€ 6,9 miljard]].",),
    ),
    Rule(
        "indicator.noun-programme",
        "A word for the budget of a programme",
        examples=("Het budget van het Europees Defensiefonds bedraagt voor de periode 2021-2027 [[€ 7,9 miljard]].",),
        near_misses=("Het Europees Defensiefonds kost Nederland in de periode 2021-2027 [[€ 400 miljoen]].",),
    ),
    Rule(
        "indicator.carried",
        "What the fact before is about, which the figure goes on about",
        examples=("In 2022 bedroeg het Belgische defensiebudget € 5 miljard, oftewel [[1,2%]] van het bbp.",),
        near_misses=("In 2022 bedroeg het Belgische budget voor zorg € 5 miljard, oftewel [[1,2%]] van het bbp.",),
    ),
    Rule(
        "indicator.context",
        "The nearest words about defence before the sentence of a share of GDP",
        examples=("De defensie-uitgaven lopen uiteen. In 2020 bereikte België [[1,1%]] van het bbp.",),
        near_misses=("De uitgaven aan zorg lopen uiteen. In 2020 bereikte België [[1,1%]] van het bbp.",),
    ),
    Rule(
        "period.year-beside",
        "A time directly after the figure",
        examples=("Het Deense defensiebudget bedroeg [[€ 3,7 miljard]] in 2022.",),
        near_misses=("Het Deense defensiebudget bedroeg [[€ 3,7 miljard]], meer dan in 2022.",),
    ),
    Rule(
        "period.year-before",
        "A time before the figure",
        examples=("In 2022 bedroeg het Deense defensiebudget [[€ 3,7 miljard]].",),
        near_misses=("Anders dan in 2022 bedraagt het Deense defensiebudget [[€ 3,7 miljard]].",),
    ),
    Rule(
        "period.year-after",
        "A time after the figure, with no pause between",
        examples=("Finland geeft [[€ 5,8 miljard]] uit aan defensie in 2022.",),
        near_misses=("Finland geeft [[€ 5,8 miljard]] uit aan defensie, maar in 2022 steeg de druk.",),
    ),
    Rule(
        "period.present",
        "A word for the time of the letter",
        examples=("Het huidige Italiaanse defensiebudget bedraagt [[€ 20 miljard]].",),
        near_misses=("Het Italiaanse defensiebudget bedraagt [[€ 20 miljard]].",),
    ),
    Rule(
        "period.from",
        "The year from which a level holds",
        examples=("Vanaf 2024 bedraagt het Deense defensiebudget [[€ 5 miljard]].",),
        near_misses=("In 2024 bedraagt het Deense defensiebudget [[€ 5 miljard]].",),
    ),
    Rule(
        "period.carried",
        "The period of the fact before",
        examples=("In 2022 bedroeg het Belgische defensiebudget € 5 miljard. Dat komt neer op [[1,2%]] van het bbp.",),
        near_misses=("In 2022 bedroeg het Belgische defensiebudget € 5 miljard. In 2023 was dat [[1,3%]] van het bbp.",),
    ),
    Rule(
        "status.proposed",
        "A word for what is proposed",
        examples=("Het voorgestelde Griekse defensiebudget voor 2024 bedraagt [[€ 6,1 miljard]].",),
        near_misses=("Het Griekse defensiebudget voor 2024 bedraagt [[€ 6,1 miljard]].",),
    ),
    Rule(
        "status.target",
        "A word for what is aimed at",
        examples=("Spanje streeft ernaar in 2029 [[2%]] van het bbp aan defensie te besteden.",),
        near_misses=("Spanje bereikte het doel om in 2019 [[2%]] van het bbp aan defensie te besteden.",),
    ),
    Rule(
        "status.expected",
        "A word for what is expected",
        examples=("Het Noorse defensiebudget bedraagt in 2030 naar verwachting [[€ 9 miljard]].",),
        near_misses=("Het Noorse defensiebudget bedroeg in 2015, anders dan verwacht, [[€ 5 miljard]].",),
    ),
    Rule(
        "status.budget-ahead",
        "A budget of a year after that of the letter",
        examples=("Duitsland heeft voor 2024 een defensiebegroting van [[€ 52 miljard]].",),
        near_misses=("Duitsland had voor 2014 een defensiebegroting van [[€ 32 miljard]].",),
    ),
    Rule(
        "status.year-ahead",
        "A year after that of the letter, where no word tells more",
        examples=("In 2030 bedraagt het Deense defensiebudget [[€ 6 miljard]].",),
        near_misses=("In 2019 bedroeg het Deense defensiebudget [[€ 3 miljard]].",),
    ),
    Rule(
        "status.carried",
        "The status of the fact before, of the same period",
        examples=("In 2030 zal het Deense defensiebudget € 6 miljard bedragen. Dat komt neer op [[2%]] van het bbp.",),
        near_misses=("In 2019 bedroeg het Deense defensiebudget € 3 miljard. Dat komt neer op [[1,3%]] van het bbp.",),
    ),
)
