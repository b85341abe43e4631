"""Shingles of a text, and the few of them that stand for it in the index.

A shingle is five words in a row. Of every `WINDOW` shingles in a row the smallest is kept (winnowing: Schleimer,
Wilkerson and Aiken 2003), so that any passage of 14 words or more that two texts share leaves at least one
fingerprint in both, wherever it stands. One index of fingerprints thus answers for near copies and for passages
inside a longer page; see docs/decisions/copies-winnowing.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHINGLE", "WINDOW", "fact_keys", "fact_pairs", "shingles", "winnow"]

SHINGLE = 5
WINDOW = 10

# Odd numbers without a pattern: they spread what a digest says over all bits.
_PAIR, _FOUR, _FIVE, _MIX = (
    np.uint64(factor)
    for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xBF58476D1CE4E5B9)
)
_SHIFT = np.uint64(31)


def shingles(folded: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each run of `SHINGLE` words, in order; a shorter text has none."""
    if len(folded) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    # Five words from pairs of pairs: half the multiplications of one factor a place.
    total: NDArray[np.uint64] = folded[:-1] * _PAIR
    total += folded[1:]
    low = total[:-2] * _FOUR
    low += total[2:]
    total = low[:-1] * _FIVE
    total += folded[4:]
    total ^= total >> _SHIFT
    total *= _MIX
    return total


def winnow(all_shingles: NDArray[np.uint64]) -> list[int]:
    """The fingerprints of a text: the smallest shingle of each window, each once."""
    if len(all_shingles) <= WINDOW:
        return [int(all_shingles.min())] if len(all_shingles) else []
    # The minimum of a window of ten, from minima of windows of two, four and eight.
    low = np.minimum(all_shingles[:-1], all_shingles[1:])
    low = np.minimum(low[:-2], low[2:])
    low = np.minimum(low[:-4], low[4:])
    low = np.minimum(low[:-2], low[2:])
    kept: list[int] = low[1:][low[1:] != low[:-1]].tolist()
    return [int(low[0]), *kept]


def fact_pairs(stems: NDArray[np.int64]) -> list[int]:
    """Numbers for facts (names, figures) that stand next to each other or with one between, in either order."""
    pairs: list[int] = []
    for gap in (1, 2):
        one, other = stems[:-gap], stems[gap:]
        differ = one != other
        low = np.minimum(one, other)[differ].astype(np.uint64)
        high = np.maximum(one, other)[differ].astype(np.uint64)
        pairs += ((low << np.uint64(32)) | high).tolist()
    return list(dict.fromkeys(pairs))


def fact_keys(stems: list[int], periods: tuple[int, ...]) -> list[int]:
    """Numbers for single facts at a time: a text whose facts stand in another order is still found within days.

    Args:
        periods: numbers of spans of days; each fact has a key in each. No key is one of `fact_pairs`.
    """
    return [1 << 63 | period << 32 | stem for period in periods for stem in stems]
