"""The best tree from arc scores: greedy where that is a tree, maximum spanning arborescence where it is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

Heads = NDArray[np.int64]


def best_tree(scores: NDArray[np.float32]) -> Heads:
    """The heads of one sentence.

    Args:
        scores: (n, n + 1), log-probability of each head (0 is the root, words count from 1) for each word.

    Returns:
        (n,) heads, 0 for the one word below the root. Exactly one word is.
    """
    heads: Heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and _is_tree(heads):
        return heads
    # Each word is tried as the root, the likeliest first; most cannot win, by the sum of every word's best head.
    words = np.arange(len(scores))
    best_below = scores[:, 1:].max(1)
    bounds = scores[:, 0] + best_below.sum() - best_below
    best, best_total = heads, -np.inf
    for root in np.argsort(-bounds):
        if bounds[root] <= best_total:
            break
        square = np.full((len(scores) + 1, len(scores) + 1), -1e9)
        square[1:, 1:] = scores[:, 1:]
        square[1 + root] = -1e9
        square[1 + root, 0] = scores[root, 0]
        np.fill_diagonal(square, -1e9)
        found = _chu_liu_edmonds(square)[1:]
        total = float(scores[words, found].sum())
        if total > best_total:
            best, best_total = found, total
    return best


def _is_tree(heads: Heads) -> bool:
    """Whether every word leads up to the root: pointers doubled until all have had time to get there."""
    up = np.concatenate([[0], heads])
    for _ in range(max(1, len(up).bit_length())):
        up = up[up]
    return not bool(up.any())


def _chu_liu_edmonds(scores: NDArray[np.float64]) -> Heads:
    """Maximum spanning arborescence rooted at 0 of a dense graph; ``scores[child, head]``."""
    n = len(scores)
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)  # holds the root, at 0
    kept = scores[cycle, heads[cycle]]
    merged = np.full((len(outside) + 1, len(outside) + 1), -1e9)
    merged[:-1, :-1] = scores[np.ix_(outside, outside)]
    enter = scores[np.ix_(cycle, outside)] - kept[:, None]
    leave = scores[np.ix_(outside, cycle)]
    merged[-1, :-1] = enter.max(0)
    merged[:-1, -1] = leave.max(1)
    np.fill_diagonal(merged, -1e9)
    small = _chu_liu_edmonds(merged)
    result = heads.copy()
    for at, child in enumerate(outside):
        if at == 0:
            continue
        head = small[at]
        result[child] = cycle[leave[at].argmax()] if head == len(outside) else outside[head]
    broken = enter[:, small[-1]].argmax()
    result[cycle[broken]] = outside[small[-1]]
    return result


def _find_cycle(heads: Heads) -> Heads | None:
    state = np.zeros(len(heads), np.int8)  # 1 on the way, 2 known to lead to the root
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return np.array(path[path.index(at) :])
        state[path] = 2
    return None
