"""What a base pipeline with a tagger, lemmatizer and parser adds to the rules, measured on the letters that have gold.

    python benchmarks/base_models.py [PATH...] [--treebank FOLDER] [--models NAME...]

PATH is a letter or a folder with letters, else corpus. Each base is scored on the same letters: the blank Dutch pipeline, one
that is trained on the treebank where it is given (`tools/trained_pipeline.py`; a minute), and the installed pipelines named by
--models. Time is that of the pipeline on the letters, as a multiple of the blank base's, measured in this process.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import milcoop_extract as mx
from milcoop_extract.evaluation import Evaluation
from milcoop_extract.inputs import collect
from milcoop_extract.readers import read
from trained_pipeline import scores, sentences, train

ROOT = Path(__file__).parents[1]
_DECIDED_BY_WORDS = ("amount qualifier", "amount role", "percentage qualifier", "percentage role", "percentage basis")


def measure(base: Path | str | None, letters: Sequence[str]) -> tuple[Evaluation, float]:
    """Return the evaluation on a base, and the seconds that its pipeline takes for the letters once it is warm."""
    nlp = mx.load(base)
    texts = [read(Path(letter)).text for letter in letters]
    nlp(texts[0])
    start = time.perf_counter()
    for text in texts:
        nlp(text)
    elapsed = time.perf_counter() - start
    return mx.evaluate(letters, ROOT / "corpus" / "gold", model=base), elapsed


def row(evaluation: Evaluation, elapsed: float, blank: float) -> str:
    """Return one line of the table."""
    overall, facts = evaluation.scores.overall, evaluation.facts
    cells = [f"{overall.strict.f1 or 0:.4f}", f"{overall.value or 0:.4f}"]
    for name in _DECIDED_BY_WORDS:
        type_, attribute = name.split()
        cells.append(f"{evaluation.scores.types[type_].attributes[attribute] or 0:.4f}")
    cells.append(f"{facts.all.ratios.f1 or 0:.4f}" if facts else "-")
    return "".join(f"{cell:>22}" for cell in [*cells, f"{elapsed / blank:.1f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--treebank", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--models", nargs="*", default=[])
    arguments = parser.parse_args()
    letters = [source.location for source in collect(arguments.paths)]
    with tempfile.TemporaryDirectory() as folder:
        bases: dict[str, Path | str | None] = {"blank": None, **{model: model for model in arguments.models}}
        if arguments.treebank:
            nlp = train(arguments.treebank, arguments.sentences, arguments.epochs)
            nlp.to_disk(folder)
            bases["trained"] = Path(folder)
            told = scores(nlp, list(islice(sentences(arguments.treebank, "test"), 600)))
            print("trained on the treebank:", ", ".join(f"{name} {share:.3f}" for name, share in told.items()))
        print(f"{'base':20}" + "".join(f"{head:>22}" for head in ("F1", "value", *_DECIDED_BY_WORDS, "facts F1", "time")))
        blank = 0.0
        for name, base in bases.items():
            evaluation, elapsed = measure(base, letters)
            blank = blank or elapsed
            print(f"{name:20}{row(evaluation, elapsed, blank)}")


if __name__ == "__main__":
    main()
