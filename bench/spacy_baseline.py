"""spaCy's small CNN pipeline trained on the same EWT sentences: what the sentence reader is compared with.

    python bench/spacy_baseline.py --data DATA --epochs 9        # trains (a quarter of an hour a core), keeps, measures

Needs ``pip install spacy``; the trained pipeline is kept in ``bench/runs`` and loaded by ``bench/run.py``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch

from watchfloor.parsing.conllu import read_conllu
from watchfloor.records import Sentence

KEPT = Path(__file__).parent / "runs" / "spacy"


def universal(relation: str) -> str:
    return relation.partition(":")[0]


def as_doc(nlp: Any, s: Sentence, *, gold: bool) -> Doc:
    spaces = [i + 1 < len(s) and s.ends[i] != s.starts[i + 1] for i in range(len(s))]
    if not gold:
        return Doc(nlp.vocab, words=s.words, spaces=spaces)
    return Doc(
        nlp.vocab, words=s.words, spaces=spaces, pos=s.upos, heads=[i if h < 0 else h for i, h in enumerate(s.heads)],
        deps=["ROOT" if h < 0 else universal(r) for h, r in zip(s.heads, s.deprels, strict=True)],
        sent_starts=[i == 0 for i in range(len(s))],
    )  # fmt: skip


def train(data: Path, epochs: int) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    upstream = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name, model in (
        ("morphologizer", {"@architectures": "spacy.Tagger.v2", "tok2vec": upstream}),
        ("parser", {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "hidden_width": 64,
                    "maxout_pieces": 2, "use_upper": True, "extra_state_tokens": False, "tok2vec": upstream}),
    ):  # fmt: skip
        nlp.add_pipe(name, config={"model": model})
    trees = [s for s in read_conllu(data / "ud" / "train.conllu.gz") if not s.kind.startswith("GUM_")]
    examples = [Example(as_doc(nlp, s, gold=False), as_doc(nlp, s, gold=True)) for s in trees]
    optimizer = nlp.initialize(lambda: examples)
    for epoch in range(epochs):
        random.Random(epoch).shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, 64):
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.1)
        print(json.dumps({"epoch": epoch, **{k: round(v) for k, v in losses.items()}}), flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(KEPT)
    return nlp


def measure(nlp: Any, data: Path) -> dict[str, float]:
    gold = list(read_conllu(data / "ud" / "dev.conllu.gz"))
    docs = [as_doc(nlp, s, gold=False) for s in gold]
    began = time.perf_counter()
    docs = list(nlp.pipe(docs, batch_size=256))
    seconds = time.perf_counter() - began
    words = heads = labelled = tags = 0
    for s, doc in zip(gold, docs, strict=True):
        for i, token in enumerate(doc):
            head = -1 if token.head.i == i else token.head.i
            relation = "root" if head < 0 else token.dep_
            words += 1
            heads += head == s.heads[i]
            labelled += head == s.heads[i] and relation == universal(s.deprels[i])
            tags += token.pos_ == s.upos[i]
    return {
        "uas": heads / words,
        "las": labelled / words,
        "upos": tags / words,
        "sentences_per_s": len(gold) / seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=9)
    options = parser.parse_args()
    nlp = spacy.load(KEPT) if (KEPT / "meta.json").exists() else train(options.data, options.epochs)
    print(json.dumps({k: round(v, 4) for k, v in measure(nlp, options.data).items()}))


if __name__ == "__main__":
    main()
