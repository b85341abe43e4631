"""Trees of sentences that nobody annotated, as an earlier reader saw them.

Most of what the heads learn from is wire prose without trees, while the trees are of web text. Without trees of its own
the encoder forgets how to parse wire prose; those that an earlier reader was sure of keep it from that.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from examples import Example
from network import Reader
from watchfloor.models.labels import Labels
from watchfloor.parsing.pieces import MAX_PIECES, cut_all, pad
from watchfloor.parsing.trees import best_tree

SURE = 0.9  # mean probability of the words' heads
LOT = 32


def add_silver_trees(examples: list[Example], weights: Path, labels: Labels, tokenizer: Tokenizer) -> int:
    """Give examples without a tree the one that a trained reader is sure of.

    Args:
        examples: changed in place.
        weights: of the earlier reader; its label sets for trees and tags must be the same.
        labels: of the run.
        tokenizer: MiniLM's.

    Returns:
        How many trees were added.
    """
    teacher = Reader(labels)
    state = torch.load(weights, weights_only=True)["model"]
    own = teacher.state_dict()
    teacher.load_state_dict(
        {n: state[n] if n in state and state[n].shape == v.shape else v for n, v in own.items()}
    )
    teacher.eval()
    bare = [e for e in examples if e.heads is None and e.source != "wnut17_train"]
    cuts = cut_all(tokenizer, [(e.words, e.joined) for e in bare])
    order = sorted(
        (i for i, c in enumerate(cuts) if len(c[0]) <= MAX_PIECES + 2), key=lambda i: len(cuts[i][0])
    )
    added = 0
    for at in range(0, len(order), LOT):
        lot = order[at : at + LOT]
        width, words = max(len(cuts[i][0]) for i in lot), max(len(bare[i].words) for i in lot)
        columns = [
            pad([cuts[i][0] for i in lot], width),
            pad([[1] * len(cuts[i][0]) for i in lot], width),
            pad([cuts[i][1] for i in lot], width),
            pad([cuts[i][2] for i in lot], words),
            pad([cuts[i][3] for i in lot], words),
        ]
        with torch.no_grad():
            out = teacher(*(torch.from_numpy(c) for c in columns))
        for row, i in enumerate(lot):
            added += _add(
                bare[i], labels, *(t[row].numpy() for t in (out.arcs, out.relations, out.upos, out.feats))
            )
    return added


def _add(
    example: Example,
    labels: Labels,
    arcs: np.ndarray,
    relations: np.ndarray,
    upos: np.ndarray,
    feats: np.ndarray,
) -> bool:
    n = len(example.words)
    arcs = arcs[:n, : n + 1]
    arcs = arcs - arcs.max(1, keepdims=True)
    arcs = arcs - np.log(np.exp(arcs).sum(1, keepdims=True))
    heads = best_tree(arcs)
    if np.exp(arcs[np.arange(n), heads]).mean() < SURE:
        return False
    example.heads = heads.tolist()
    example.relations = [labels.relations[r] for r in relations[np.arange(n), heads].argmax(-1)]
    example.upos = [labels.upos[i] for i in upos[:n].argmax(-1)]
    example.feats = [labels.feats[i] for i in feats[:n].argmax(-1)]
    return True
