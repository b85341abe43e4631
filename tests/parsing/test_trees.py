import itertools

import numpy as np
import pytest

from watchfloor.parsing.trees import best_tree


def is_tree(heads) -> bool:
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return list(heads).count(0) == 1


def brute_force(scores) -> float:
    n = len(scores)
    return max(
        scores[np.arange(n), list(heads)].sum()
        for heads in itertools.product(range(n + 1), repeat=n)
        if is_tree(heads)
    )


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_finds_the_best_of_all_trees(n: int):
    rng = np.random.default_rng(n)
    for _ in range(60):
        scores = rng.normal(size=(n, n + 1)).astype(np.float32)
        scores[np.arange(n), np.arange(1, n + 1)] = -1e4
        heads = best_tree(scores)
        assert is_tree(heads)
        assert scores[np.arange(n), heads].sum() == pytest.approx(brute_force(scores), abs=1e-4)


def test_is_a_tree_for_long_sentences_of_any_scores():
    rng = np.random.default_rng(9)
    for n in (30, 120, 254):
        scores = rng.normal(size=(n, n + 1)).astype(np.float32)
        assert is_tree(best_tree(scores))
