"""How well predicted groups agree with gold ones; shared by stories, copies and coreference.

All functions take two mappings from item to group name over the same items; items missing on one side count as groups
of their own on that side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.evaluation.scores import f1

__all__ = ["Score", "b_cubed", "ceaf_e", "conll", "muc", "pairwise"]

Score = dict[str, float]
"""``precision``, ``recall``, ``f1``."""


def _groups(labels: Mapping[Any, Any]) -> list[Set[Hashable]]:
    groups: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item, group in labels.items():
        groups[group].add(item)
    return list(groups.values())


def _complete(
    predicted: Mapping[Any, Any], gold: Mapping[Any, Any]
) -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]:
    """Both labellings over the items of either; a missing item is alone."""
    items = predicted.keys() | gold.keys()
    return (
        {item: ("", predicted[item]) if item in predicted else ("alone", item) for item in items},
        {item: ("", gold[item]) if item in gold else ("alone", item) for item in items},
    )


def b_cubed(predicted: Mapping[Any, Any], gold: Mapping[Any, Any]) -> Score:
    """BCubed (Bagga and Baldwin 1998): averaged over items, the share of each item's group that is rightly with it."""
    mine, theirs = _complete(predicted, gold)
    sizes, gold_sizes = Counter(mine.values()), Counter(theirs.values())
    both = Counter((mine[item], theirs[item]) for item in mine)
    count = len(mine)
    if not count:
        return f1(0, 0, 0)
    precision = sum(shared * shared / sizes[group] for (group, _), shared in both.items()) / count
    recall = sum(shared * shared / gold_sizes[group] for (_, group), shared in both.items()) / count
    return {"f1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}


def pairwise(predicted: Mapping[Any, Any], gold: Mapping[Any, Any]) -> Score:
    """Over all pairs of items: which are together in both."""

    def pairs(sizes: Counter[Hashable]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    mine, theirs = _complete(predicted, gold)
    both: Counter[Hashable] = Counter((mine[item], theirs[item]) for item in mine)
    return f1(pairs(both), pairs(Counter(mine.values())), pairs(Counter(theirs.values())))


def muc(predicted: Mapping[Any, Any], gold: Mapping[Any, Any]) -> Score:
    """MUC (Vilain et al. 1995): links of a group that the other side keeps; groups of one do not count."""

    def kept(groups: list[Set[Hashable]], other: dict[Hashable, Hashable]) -> tuple[int, int]:
        hits = sum(len(group) - len({other[item] for item in group}) for group in groups)
        return hits, sum(len(group) - 1 for group in groups)

    mine, theirs = _complete(predicted, gold)
    recall_hits, links = kept(_groups(theirs), mine)
    precision_hits, found = kept(_groups(mine), theirs)
    precision = precision_hits / found if found else 0.0
    recall = recall_hits / links if links else 0.0
    total = precision + recall
    return {"f1": 2 * precision * recall / total if total else 0.0, "precision": precision, "recall": recall}


def ceaf_e(predicted: Mapping[Any, Any], gold: Mapping[Any, Any]) -> Score:
    """CEAF with entity similarity (Luo 2005): groups matched one to one, a match being worth 2|shared| / (|a| + |b|)."""
    mine, theirs = _complete(predicted, gold)
    groups, gold_groups = _groups(mine), _groups(theirs)
    index = {item: number for number, group in enumerate(gold_groups) for item in group}
    likeness: dict[tuple[int, int], float] = {}
    for number, group in enumerate(groups):
        for other, shared in Counter(index[item] for item in group).items():
            likeness[number, other] = 2 * shared / (len(group) + len(gold_groups[other]))
    return f1(_best_matching(likeness), len(groups), len(gold_groups))


def _best_matching(worth: dict[tuple[int, int], float]) -> float:
    """Worth of the best one-to-one matching. The two sides fall into parts that share no group; each is matched alone."""
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in worth:
        rows[row].append(column)
        columns[column].append(row)
    total, seen = 0.0, set[int]()
    for start in rows:
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            for column in rows[todo.pop()]:
                for row in columns[column]:
                    if row not in part:
                        part.add(row)
                        todo.append(row)
        seen |= part
        part_rows = sorted(part)
        part_columns = sorted({column for row in part_rows for column in rows[row]})
        matrix = np.zeros((len(part_rows), len(part_columns)))
        for i, row in enumerate(part_rows):
            for j, column in enumerate(part_columns):
                matrix[i, j] = worth.get((row, column), 0.0)
        total += _assign(matrix)
    return total


def _assign(worth: NDArray[np.float64]) -> float:
    """Worth of the best assignment of rows to columns (Hungarian method with potentials, Jonker and Volgenant)."""
    if worth.shape[0] > worth.shape[1]:
        worth = worth.T
    count, width = worth.shape
    cost = -worth
    potential_row, potential_column = np.zeros(count + 1), np.zeros(width + 1)
    matched = np.zeros(width + 1, dtype=int)
    for row in range(1, count + 1):
        matched[0], column = row, 0
        least, way = np.full(width + 1, np.inf), np.zeros(width + 1, dtype=int)
        used = np.zeros(width + 1, dtype=bool)
        while matched[column]:
            used[column] = True
            current = matched[column]
            free = np.flatnonzero(~used[1:]) + 1
            reduced = cost[current - 1, free - 1] - potential_row[current] - potential_column[free]
            better = reduced < least[free]
            least[free[better]] = reduced[better]
            way[free[better]] = column
            nearest = free[np.argmin(least[free])]
            delta = least[nearest]
            potential_row[matched[used]] += delta
            potential_column[used] -= delta
            least[free] -= delta
            column = nearest
        while column:
            previous = way[column]
            matched[column] = matched[previous]
            column = previous
    return float(sum(worth[matched[j] - 1, j - 1] for j in range(1, width + 1) if matched[j]))


def conll(predicted: Mapping[Any, Any], gold: Mapping[Any, Any]) -> float:
    """Mean of the F1 of MUC, BCubed and CEAF-e, as in the CoNLL-2012 shared task."""
    return (muc(predicted, gold)["f1"] + b_cubed(predicted, gold)["f1"] + ceaf_e(predicted, gold)["f1"]) / 3
