"""The best tree from arc scores: greedy where that is a tree, maximum spanning arborescence where it is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]


def best_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The heads of one sentence.

    Args:
        scores: (n, n + 1), log-probability of each head (0 is the root, words count from 1) for each word.

    Returns:
        (n,) heads, 0 for the one word below the root. Exactly one word is.
    """
    heads = scores.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1 and _is_tree(heads):
        return heads
    n = len(scores)
    candidates = [int(roots[0])] if len(roots) == 1 else list(np.argsort(-scores[:, 0])[: max(2, len(roots))])
    best, best_total = heads, -np.inf
    for root in candidates:
        limited = np.array(scores, np.float64)
        limited[:, 0] = -1e9
        limited[root] = -1e9
        limited[root, 0] = scores[root, 0]
        square = np.full((n + 1, n + 1), -1e9)
        square[1:] = limited
        np.fill_diagonal(square, -1e9)
        found = _chu_liu_edmonds(square)[1:]
        total = float(scores[np.arange(n), found].sum())
        if total > best_total:
            best, best_total = found, total
    return best


def _is_tree(heads: NDArray[np.int64]) -> bool:
    """Whether every word leads up to the root: pointers doubled until all have had time to get there."""
    up = np.concatenate([[0], heads])
    for _ in range(max(1, len(up).bit_length())):
        up = up[up]
    return not up.any()


def _chu_liu_edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence rooted at 0 of a dense graph; ``scores[child, head]``."""
    n = len(scores)
    heads = scores.argmax(1)
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


def _find_cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
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
