"""A Dutch spaCy pipeline trained on a treebank, with the label scheme of the published nl_core_news pipelines.

    python tools/trained_pipeline.py TREEBANK FOLDER [--sentences N] [--epochs N]

TREEBANK is a folder with `nl_*-ud-dev.conllu` (to train on) and `nl_*-ud-test.conllu` (to score on), as Universal Dependencies
publishes UD_Dutch-Alpino and UD_Dutch-LassySmall. Tests train a small one on a slice, `benchmarks/base_models.py` a larger one.
It tags parts of speech, lemmatises and parses; it is no rival of a published pipeline.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.util import minibatch
from thinc.api import fix_random_seed

_WIDTH = 64
_TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": _WIDTH,
    "depth": 3,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}
_TAGGER = {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": _LISTENER,
}


def sentences(treebank: Path, part: str) -> Iterator[Doc]:
    """Yield the sentences of one part ("dev", "test") of a treebank, taking turns between its files."""
    files = sorted(treebank.glob(f"nl_*-ud-{part}.conllu"))
    docs = [list(conllu_to_docs(file.read_text(encoding="utf-8"), n_sents=1, no_print=True)) for file in files]
    for number in range(max(map(len, docs), default=0)):
        yield from (file[number] for file in docs if number < len(file))


def unannotated(nlp: Language, doc: Doc) -> Doc:
    """Return the bare tokens of a sentence."""
    return Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def train(treebank: Path, count: int, epochs: int) -> Language:
    """Return a pipeline with morphologizer, lemmatizer and parser, trained on the first sentences of a treebank.

    The same arguments give the same pipeline.
    """
    fix_random_seed(0)
    chooser = random.Random(0)
    nlp = spacy.blank("nl")
    nlp.add_pipe("tok2vec", config={"model": _TOK2VEC})
    nlp.add_pipe("morphologizer", config={"model": _TAGGER})
    nlp.add_pipe("trainable_lemmatizer", config={"model": _TAGGER})
    nlp.add_pipe("parser", config={"model": _PARSER})
    examples = [Example(unannotated(nlp, doc), doc) for doc in islice(sentences(treebank, "dev"), count)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(epochs):
        chooser.shuffle(examples)
        for batch in minibatch(examples, 32):
            nlp.update(list(batch), sgd=optimizer, drop=0.1)
    return nlp


def scores(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Return the shares of tokens with the right part of speech, lemma, head, and head and label."""
    total = 0
    right = dict.fromkeys(("pos", "lemma", "uas", "las"), 0)
    for expected in gold:
        found = unannotated(nlp, expected)
        for _, pipe in nlp.pipeline:
            found = pipe(found)
        for token, told in zip(expected, found, strict=True):
            total += 1
            right["pos"] += token.pos_ == told.pos_
            right["lemma"] += token.lemma_ == told.lemma_
            right["uas"] += token.head.i == told.head.i
            right["las"] += token.head.i == told.head.i and token.dep_ == told.dep_
    return {name: count / total for name, count in right.items()}


def main() -> None:
    """Train, score and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--epochs", type=int, default=15)
    arguments = parser.parse_args()
    nlp = train(arguments.treebank, arguments.sentences, arguments.epochs)
    nlp.to_disk(arguments.folder)
    for name, share in scores(nlp, list(islice(sentences(arguments.treebank, "test"), 600))).items():
        print(f"{name:6}{share:.3f}")


if __name__ == "__main__":
    main()
