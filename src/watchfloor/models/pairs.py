"""The learned heads that say what an actor does to a recipient, read from a sentence's word vectors.

They are small (2.4 MB each) and asked only for pairs of parties, so they run in NumPy beside the encoder's graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.models import LABELS, PAIRS
from watchfloor.models.labels import load_labels

__all__ = ["PairHead", "PairTyper", "default_pair_typer"]

Floats = NDArray[np.float32]


class PairTyper:
    """Types of actor and recipient pairs: the mean of what several heads say, since each errs in ways of its own.

    Args:
        weights: the arrays that ``training/pairs.py`` writes, each named after its head's number and itself.
        types: names of the outputs, ``NONE`` first.
    """

    def __init__(self, weights: dict[str, Floats], types: list[str]) -> None:
        by_head: dict[str, dict[str, Floats]] = {}
        for name, array in weights.items():
            number, _, own = name.partition(".")
            by_head.setdefault(number, {})[own] = array
        self.heads = [PairHead(own) for own in by_head.values()]
        self.types = types

    def read(self, vectors: NDArray[Any], pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Floats:
        """Distributions over `types` for pairs of one sentence; arguments as of `PairHead.read`."""
        shares: Floats = np.mean([head.read(vectors, pairs) for head in self.heads], axis=0)
        return shares


class PairHead:
    """One head: a query made of the two parties attends to the sentence's words, in four parts.

    Args:
        weights: its arrays by name.
    """

    parts = 4

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.weights = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}

    def read(self, vectors: NDArray[Any], pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Floats:
        """Distributions over the types for pairs of one sentence.

        Args:
            vectors: (words, 384), the sentence's word vectors.
            pairs: indexes of the actor's words and of the recipient's; an empty one stands for "not named".

        Returns:
            (pairs, types), rows sum to 1.
        """
        w = self.weights
        words = np.asarray(vectors, np.float32)
        size = words.shape[1]
        actor, recipient = (
            np.stack(
                [words[list(pair[side])].mean(0) if len(pair[side]) else w["absent"][side] for pair in pairs]
            )
            for side in (0, 1)
        )
        hidden = _gelu(np.concatenate([actor, recipient], 1) @ w["query.0.weight"].T + w["query.0.bias"])
        query = hidden @ w["query.2.weight"].T + w["query.2.bias"]
        keys = words @ w["key.weight"].T + w["key.bias"]
        values = words @ w["value.weight"].T + w["value.bias"]
        step = size // self.parts
        found = np.empty_like(query)
        for number in range(self.parts):
            part = slice(number * step, (number + 1) * step)
            found[:, part] = _softmax(query[:, part] @ keys[:, part].T * step**-0.5) @ values[:, part]
        mixed = np.concatenate([found, query, actor, recipient], 1)
        hidden = _gelu(mixed @ w["hidden.weight"].T + w["hidden.bias"])
        return _softmax(hidden @ w["kind.weight"].T + w["kind.bias"])


@cache
def default_pair_typer() -> PairTyper:
    """The heads that ship with Watchfloor."""
    with np.load(Path(PAIRS)) as arrays:
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return PairTyper(weights, load_labels(LABELS).pairs)


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


def _gelu(x: Floats) -> Floats:
    # Abramowitz and Stegun 7.1.26 for erf; its error of 1.5e-7 is far below the weights' rounding.
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - poly * np.exp(-z * z))
    out: Floats = (0.5 * x * (1.0 + erf)).astype(np.float32)
    return out
