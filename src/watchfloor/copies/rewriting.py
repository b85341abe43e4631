"""Is one text a rewriting of the other: the same facts in the same order, and nothing new?

A spun or back-translated copy shares no run of words with its source, but it keeps the names, the figures and most
of the rarer words, sentence by sentence. An independent report of the same event shares the main names and figures
too, but groups them otherwise, leaves some out and has some of its own. Three measures tell them apart:

coverage
    how much of the later text's facts (names, figures), weighed by rarity, the earlier one has;
alignment
    how much of each sentence of the later text is found in one sentence of the earlier one;
order
    whether those sentences stand in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.copies.words import CONTENT, NAME, NUMBER, STOP, Reading, Vocabulary

__all__ = ["Facts", "Rewriting", "compare", "fact_stems", "read_facts"]

_MAX_SENTENCES = 60
"""Only so many sentences of each text are aligned."""


class Facts(msgspec.Struct):
    """The words that carry a text's meaning.

    Attributes:
        sentences: a row a sentence that has any: its number, and its stems with the kind of each.
    """

    sentences: list[tuple[int, dict[int, int]]]

    @property
    def kinds(self) -> dict[int, int]:
        """All stems with the weightiest kind of each."""
        all_kinds: dict[int, int] = {}
        for _, stems in self.sentences:
            for stem, kind in stems.items():
                if kind > all_kinds.get(stem, 0):
                    all_kinds[stem] = kind
        return all_kinds


class Rewriting(msgspec.Struct):
    """How far a later text retells an earlier one; all between 0 and 1.

    Attributes:
        coverage: share of the later text's facts that the earlier one has.
        kept: share of the earlier text's facts that the later one has.
        words: share of the later text's other content words that the earlier one has.
        alignment: share of the later text's sentences found again in one sentence each of the earlier.
        order: 1 when those stand in the same order, 0.5 by chance.
        facts: how many facts both share.
        aligned: numbers of the later text's sentences that have their like.
    """

    coverage: float
    kept: float
    words: float
    alignment: float
    order: float
    facts: int
    aligned: list[int]


def _kinds(reading: Reading, stems: NDArray[np.int32], kinds: NDArray[np.int8]) -> NDArray[np.int8]:
    """Kinds of a text's words, where a capital at the start of a sentence makes no name."""
    names = kinds == NAME
    initial = np.zeros(len(kinds), dtype=bool)
    initial[reading.sentences[:, 2]] = True
    doubtful = names & initial
    if not doubtful.any():
        return kinds
    sure = names & ~initial
    doubtful[:-1] &= ~sure[1:]
    doubtful &= ~np.isin(stems, stems[sure])
    kinds = kinds.copy()
    kinds[doubtful] = CONTENT
    return kinds


def fact_stems(reading: Reading, vocabulary: Vocabulary) -> NDArray[np.int64]:
    """Stems of the names and figures of a text in order; of neighbouring names only the last is kept."""
    stems = vocabulary.stems.array[reading.words]
    kinds = _kinds(reading, stems, vocabulary.kinds.array[reading.words])
    kept = kinds >= NUMBER
    names = kinds == NAME
    kept[:-1] &= ~(names[:-1] & names[1:])
    found: NDArray[np.int64] = stems[kept].astype(np.int64)
    return found


def read_facts(reading: Reading, vocabulary: Vocabulary) -> Facts:
    """Sentence by sentence, the stems that carry meaning."""
    stems = vocabulary.stems.array[reading.words]
    kinds = _kinds(reading, stems, vocabulary.kinds.array[reading.words])
    bounds = [*reading.sentences[:, 2].tolist(), len(stems)]
    rows: list[tuple[int, dict[int, int]]] = []
    stem_list, kind_list = stems.tolist(), kinds.tolist()
    for number, (start, end) in enumerate(pairwise(bounds)):
        if len(rows) == _MAX_SENTENCES:
            break
        row = {
            stem: kind
            for stem, kind in zip(stem_list[start:end], kind_list[start:end], strict=True)
            if kind != STOP
        }
        if row:
            rows.append((number, row))
    return Facts(rows)


def compare(later: Facts, earlier: Facts, rarity: Callable[[list[int]], list[float]]) -> Rewriting:
    """Measure how far the later text retells the earlier one.

    Args:
        rarity: the weight of each of some stems.
    """
    mine, theirs = later.kinds, earlier.kinds
    stems_of_both = sorted(mine.keys() | theirs.keys())
    weight = dict(zip(stems_of_both, rarity(stems_of_both), strict=True))
    facts = [stem for stem, kind in mine.items() if kind >= NUMBER]
    their_facts = [stem for stem, kind in theirs.items() if kind >= NUMBER]
    other = [stem for stem, kind in mine.items() if kind == CONTENT]
    places: list[tuple[int, int, float]] = []
    aligned: list[int] = []
    found = total = 0.0
    for number, stems in later.sentences:
        whole = sum(weight[stem] for stem in stems)
        best, at = 0.0, -1
        for index, (_, others) in enumerate(earlier.sentences):
            shared = sum(weight[stem] for stem in stems.keys() & others.keys())
            if shared > best:
                best, at = shared, index
        found += best
        total += whole
        if at >= 0 and best >= 0.3 * whole:
            places.append((at, number, best))
            aligned.append(number)
    return Rewriting(
        coverage=_share(facts, theirs, weight),
        kept=_share(their_facts, mine, weight),
        words=_share(other, theirs, weight),
        alignment=found / total if total else 0.0,
        order=_concordance(places),
        facts=sum(1 for stem in facts if stem in theirs),
        aligned=aligned,
    )


def _share(stems: list[int], known: dict[int, int], weight: dict[int, float]) -> float:
    total = sum(weight[stem] for stem in stems)
    return sum(weight[stem] for stem in stems if stem in known) / total if total else 0.0


def _concordance(places: list[tuple[int, int, float]]) -> float:
    """Weighted share of the pairs of aligned sentences that stand in the same order in both texts."""
    agree = total = 0.0
    for index, (at, _, weight) in enumerate(places):
        for later_at, _, later_weight in places[index + 1 :]:
            pair = weight * later_weight
            total += pair
            agree += pair if later_at > at else pair / 2 if later_at == at else 0.0
    return agree / total if total else 0.5
