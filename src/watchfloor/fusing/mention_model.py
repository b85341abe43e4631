"""The learned judgement of pairs of mentions: boosted decision trees as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["PairModel", "Trees"]

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]
TREE_ARRAYS = ("feature", "threshold", "left", "right", "value", "roots")


class Trees:
    """A sum of decision trees over features, as a probability.

    Args:
        arrays: one entry a node: the ``feature`` that it asks for, the ``threshold`` up to which it goes ``left``
            rather than ``right``, and its ``value``, which counts in leaves, that lead to themselves; ``roots`` are the
            nodes where the trees begin.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.feature, self.left, self.right, self.roots = (
            arrays[name].astype(np.int32) for name in ("feature", "left", "right", "roots")
        )
        self.threshold, self.value = (arrays[name].astype(np.float32) for name in ("threshold", "value"))

    def __call__(self, rows: Floats) -> Floats:
        """Probabilities for rows of features."""
        score, every = np.zeros(len(rows), np.float32), np.arange(len(rows))
        for root in self.roots:
            node = np.full(len(rows), root)
            while True:
                below = np.where(
                    rows[every, self.feature[node]] <= self.threshold[node], self.left[node], self.right[node]
                )
                if (below == node).all():
                    break
                node = below
            score += self.value[node]
        return np.asarray(1.0 / (1.0 + np.exp(-score)), dtype=np.float32)


class PairModel:
    """The probability that two mentions name one event, at a first and at a second look.

    Args:
        first: over the features of the pair.
        second: over what the first says of all pairs of the topic, then the features of the pair.
        least: average probability from which groups of mentions are joined.
        centres: (2, 384) mean vectors of words in sentences and of words read alone, which features are relative to.
    """

    def __init__(self, first: Trees, second: Trees, least: float, centres: Floats) -> None:
        self.first, self.second, self.least, self.centres = first, second, least, centres

    @classmethod
    def load(cls, path: Path, part: str = "all") -> PairModel:
        """A model of a file that may hold several, one for each fold of the cross-validation and one of ``all``."""
        with np.load(path) as stored:
            first, second = (
                Trees({name: stored[f"{part}/{look}/{name}"] for name in TREE_ARRAYS})
                for look in ("first", "second")
            )
            return cls(first, second, float(stored[f"{part}/least"]), stored["centres"])
