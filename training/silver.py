"""Trees of sentences that nobody annotated, as earlier readers saw them.

Most of what the heads learn from is wire prose without trees, while the trees are of web text. Without trees of its own
the encoder forgets how to parse wire prose; those that earlier readers were sure of keep it from that, and several
readers together know more than each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer

from examples import UNKNOWN_HEAD, Example
from network import Outputs, Reader
from watchfloor.models.labels import Labels
from watchfloor.parsing.pieces import MAX_PIECES, cut_all, pad
from watchfloor.parsing.trees import best_tree

SURE = 0.85  # mean probability of the words' heads from which a tree is taken
SURE_WORD = 0.6  # that of a head or tag of one word
LOT = 32


class Tree(msgspec.Struct, array_like=True):
    """What the readers saw of a sentence; all lists are empty where they were not sure."""

    heads: list[int] = []
    relations: list[str] = []
    upos: list[str] = []
    feats: list[str] = []


def add_silver_trees(
    examples: list[Example], readers: Sequence[Path], labels: Labels, tokenizer: Tokenizer, kept: Path
) -> int:
    """Give examples without a tree the one that trained readers are sure of together.

    Args:
        examples: changed in place; of what is unsure in a tree nothing is said.
        readers: weights of the earlier readers; their label sets for trees and tags must be the run's.
        labels: of the run.
        tokenizer: MiniLM's.
        kept: file that keeps the trees, so that a run that goes on need not read all again.

    Returns:
        How many trees were added.
    """
    trees = msgspec.msgpack.decode(kept.read_bytes(), type=dict[str, Tree]) if kept.exists() else {}
    bare = [e for e in examples if e.heads is None and e.source != "wnut17_train"]
    unread = [e for e in bare if " ".join(e.words) not in trees]
    for e, tree in zip(unread, _read(unread, readers, labels, tokenizer), strict=True):
        trees[" ".join(e.words)] = tree
    kept.write_bytes(msgspec.msgpack.encode(trees))
    added = 0
    for e in bare:
        tree = trees[" ".join(e.words)]
        if tree.heads:
            e.heads, e.relations, e.upos, e.feats = tree.heads, tree.relations, tree.upos, tree.feats
            added += 1
    return added


def _read(bare: list[Example], readers: Sequence[Path], labels: Labels, tokenizer: Tokenizer) -> list[Tree]:
    trees = [Tree() for _ in bare]
    teachers = [_load(path, labels) for path in readers] if bare else []
    cuts = cut_all(tokenizer, [(e.words, e.joined) for e in bare])
    order = sorted(
        (i for i, c in enumerate(cuts) if len(c[0]) <= MAX_PIECES + 2), key=lambda i: len(cuts[i][0])
    )
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
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            seen = [teacher(*(torch.from_numpy(c) for c in columns)) for teacher in teachers]
        for row, i in enumerate(lot):
            trees[i] = _tree(len(bare[i].words), labels, seen, row)
    return trees


def _load(path: Path, labels: Labels) -> Reader:
    teacher = Reader(labels)
    state = torch.load(path, weights_only=True)["model"]
    own = teacher.state_dict()
    teacher.load_state_dict(
        {n: state[n] if n in state and state[n].shape == v.shape else v for n, v in own.items()}
    )
    return teacher.eval()


def _tree(n: int, labels: Labels, seen: list[Outputs], row: int) -> Tree:
    """The readers' mean of a sentence of ``n`` words."""

    def mean(name: str) -> np.ndarray:
        scores = [getattr(out, name)[row, :n].float() for out in seen]
        if name in ("arcs", "relations"):
            scores = [s[:, : n + 1] for s in scores]
        return torch.stack([s.softmax(-1) for s in scores]).mean(0).numpy()

    arcs, relations = mean("arcs"), mean("relations")
    heads = best_tree(np.log(arcs + 1e-9))
    words = np.arange(n)
    sure = arcs[words, heads]
    if sure.mean() < SURE:
        return Tree()
    labelled = relations[words, heads]
    return Tree(
        heads=[int(h) if p >= SURE_WORD else UNKNOWN_HEAD for h, p in zip(heads, sure, strict=True)],
        relations=[
            labels.relations[int(r.argmax())] if p * r.max() >= SURE_WORD else ""
            for r, p in zip(labelled, sure, strict=True)
        ],
        upos=_sure_names(mean("upos"), labels.upos),
        feats=_sure_names(mean("feats"), labels.feats),
    )


def _sure_names(rows: np.ndarray, names: list[str]) -> list[str]:
    return [names[int(row.argmax())] if row.max() >= SURE_WORD else "" for row in rows]
