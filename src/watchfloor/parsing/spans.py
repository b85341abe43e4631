"""Entities from the scores of BIO labels: the best row of labels of those that can follow one another."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.knowledge.country_names import country_names
from watchfloor.records import Entity

__all__ = ["Decoder"]

_NEVER = -1e4


class Decoder:
    """Reads entities off label scores.

    Args:
        names: ``O``, and ``B-TYPE`` and ``I-TYPE`` for each type.
    """

    def __init__(self, names: list[str]) -> None:
        self.names = names
        inside = np.array([name[0] == "I" for name in names])
        kinds = [name[2:] for name in names]
        follows = np.array([[bool(a) and a == b for b in kinds] for a in kinds])
        self._first = np.where(inside, _NEVER, 0.0)
        self._then = np.where(inside[None, :] & ~follows, _NEVER, 0.0)

    def entities(self, scores: NDArray[Any], words: list[str]) -> list[Entity]:
        """The entities of a sentence.

        A country is a place also where it acts or plays, as in CoNLL-2003.

        Args:
            scores: words by labels, the higher the better (logits or log-probabilities of one softmax a word).
            words: of the sentence.
        """
        found: list[Entity] = []
        first, label = -1, ""
        for i, best in enumerate([*self._best(scores), 0]):
            position, _, kind = self.names[best].partition("-")
            if label and position != "I":
                if label != "PER" and " ".join(words[first:i]) in country_names():
                    label = "LOC"
                found.append(Entity(first=first, last=i, label=label))
                label = ""
            if position == "B":
                first, label = i, kind
        return found

    def _best(self, scores: NDArray[Any]) -> list[int]:
        """Viterbi (1967), where the best label of each word alone does not give a row that can be."""
        path: list[int] = scores.argmax(1).tolist()
        if not path or (
            self._first[path[0]] == 0 and not any(self._then[a, b] for a, b in itertools.pairwise(path))
        ):
            return path
        reach = self._first + scores[0]
        back = []
        for row in scores[1:]:
            ways = reach[:, None] + self._then
            back.append(ways.argmax(0))
            reach = ways.max(0) + row
        path = [int(reach.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]
