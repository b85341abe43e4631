"""The scores of groups, against sums done by hand and by brute force."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.evaluation.clusters import b_cubed, ceaf_e, conll, muc, pairwise

# Gold {1..5}, {6, 7}, {8..12}; predicted {1..5}, {6..12}: the worked example of Bagga and Baldwin.
GOLD = {n: "a" if n <= 5 else "b" if n <= 7 else "c" for n in range(1, 13)}
FOUND = {n: "x" if n <= 5 else "y" for n in range(1, 13)}


def test_b_cubed_of_the_published_example() -> None:
    score = b_cubed(FOUND, GOLD)
    assert score["precision"] == pytest.approx(0.7619, abs=1e-4)
    assert score["recall"] == 1.0


def test_muc_of_the_published_example() -> None:
    score = muc(FOUND, GOLD)
    assert score["precision"] == pytest.approx(9 / 10)
    assert score["recall"] == 1.0


def test_pairs_and_ceaf_by_hand() -> None:
    assert pairwise(FOUND, GOLD)["precision"] == pytest.approx((10 + 1 + 10) / (10 + 21))
    # Best matching: {1..5} with {1..5} is worth 1, {6..12} with {8..12} 10 / 12.
    assert ceaf_e(FOUND, GOLD)["recall"] == pytest.approx((1 + 10 / 12) / 3)
    assert ceaf_e(FOUND, GOLD)["precision"] == pytest.approx((1 + 10 / 12) / 2)
    assert conll(GOLD, GOLD) == pytest.approx(1.0)


def test_item_missing_on_one_side_is_alone() -> None:
    assert b_cubed({1: "a"}, {1: "x", 2: "x"})["recall"] == 0.5
    assert b_cubed({}, {})["f1"] == 0.0


labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=9)


@given(labels)
def test_ceaf_finds_the_best_matching(rows: list[tuple[int, int]]) -> None:
    found = {n: row[0] for n, row in enumerate(rows)}
    gold = {n: row[1] for n, row in enumerate(rows)}
    sides = [{g: {n for n in side if side[n] == g} for g in side.values()} for side in (found, gold)]
    one, other = sorted((list(side.values()) for side in sides), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(one, order, strict=False))
        for order in permutations(other, len(one))
    )
    assert ceaf_e(found, gold)["precision"] == pytest.approx(best / len(sides[0]))


@given(labels)
def test_scores_stay_between_0_and_1_and_swap_sides(rows: list[tuple[int, int]]) -> None:
    found = {n: row[0] for n, row in enumerate(rows)}
    gold = {n: row[1] for n, row in enumerate(rows)}
    for score in (b_cubed, muc, ceaf_e, pairwise):
        there, back = score(found, gold), score(gold, found)
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in there.values())
        assert there["precision"] == pytest.approx(back["recall"])
