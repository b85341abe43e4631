"""A second look at pairs of mentions: what a first judgement of all pairs says of each.

Two mentions are rather one event where third mentions go with both, where neither has a better partner in the other's
article, and where their sentences and articles name other events in common.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["context"]

Floats = NDArray[np.float64]


def context(first: Floats, article: NDArray[np.intp], sentence: NDArray[np.intp]) -> NDArray[np.float32]:
    """What the first judgements of a topic's pairs say of each pair.

    Args:
        first: (mentions, mentions) probabilities that two are one event, symmetric.
        article: the number of each mention's article, from 0.
        sentence: the number of each mention's sentence within the topic, from 0.

    Returns:
        (mentions, mentions, kinds) of evidence, symmetric.
    """
    p = first.copy()
    np.fill_diagonal(p, 0.0)
    score = _logit(p)
    best = _best_by_article(p, article)
    rivals = score - _logit(_best_other(p, article, best))
    alone = score - _logit(_best_of_all_others(p))
    length = np.sqrt((p * p).sum(1) + 1e-3)
    through = p @ p
    rest = p.sum(1)[:, None] - p
    spread = best.sum(1) / best.shape[1]
    kinds = [
        score,
        *_both(rivals, rivals.T),
        *_both(alone, alone.T),
        through / (length[:, None] * length),
        np.log(through + 1e-2),
        _best_third(p),
        *(np.log(side + 0.05) for side in _both(rest, rest.T)),
        *_both(spread[:, None], spread[None]),
        *_neighbours(p, sentence),
        *_neighbours(p, article),
        _articles_alike(best, article),
    ]
    return np.stack(kinds, axis=-1).astype(np.float32)


def _logit(p: Floats) -> Floats:
    clipped = np.clip(p, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _both(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    return np.minimum(one, other), np.maximum(one, other)


def _best_by_article(p: Floats, article: NDArray[np.intp]) -> Floats:
    """(mentions, articles): how well each mention goes with the best of each article."""
    return np.stack([p[:, article == a].max(1, initial=0.0) for a in range(article.max() + 1)], axis=1)


def _best_other(p: Floats, article: NDArray[np.intp], best: Floats) -> Floats:
    """How well each mention (row) goes with the best other one in the article of the column's mention."""
    others = best[:, article].copy()
    for a in range(best.shape[1]):
        own = np.flatnonzero(article == a)
        if len(own) > 1:
            ordered = np.sort(p[:, own], axis=1)
            leads = p[:, own] == ordered[:, -1:]
            others[:, own] = np.where(leads, ordered[:, -2:-1], ordered[:, -1:])
        else:
            others[:, own] = 0.0
    return others


def _best_of_all_others(p: Floats) -> Floats:
    """How well each mention (row) goes with the best one but the column's."""
    if len(p) < 2:
        return np.zeros_like(p)
    ordered = np.sort(p, axis=1)
    return np.where(p == ordered[:, -1:], ordered[:, -2:-1], ordered[:, -1:])


def _best_third(p: Floats) -> Floats:
    """How well the third mention that fits both best fits the one that it fits worse."""
    best = np.zeros_like(p)
    for row in p:
        np.maximum(best, np.minimum(row[:, None], row), out=best)
    return best


def _neighbours(p: Floats, place: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """How many other pairs are expected between two mentions' sentences (or articles): of those possible, and logged;
    -1 within one."""
    member = np.eye(place.max() + 1)[place]
    with_place = (p @ member)[:, place]
    pairs = (member.T @ p @ member)[np.ix_(place, place)] - with_place - with_place.T + p
    size = member.sum(0)[place] - 1
    possible = np.maximum(np.minimum(size[:, None], size), 1)
    same = place[:, None] == place
    return (
        np.where(same, -1.0, pairs / possible),
        np.where(same, -1.0, np.log(np.maximum(pairs, 0.0) + 0.1)),
    )


def _articles_alike(best: Floats, article: NDArray[np.intp]) -> Floats:
    """How well the mentions of one article find partners in the other, on average."""
    partners = np.stack(
        [
            best[article == a].mean(0) if (article == a).any() else np.zeros(best.shape[1])
            for a in range(best.shape[1])
        ]
    )
    alike = np.maximum(partners, partners.T)[np.ix_(article, article)]
    alike[article[:, None] == article] = 1.0
    return np.asarray(alike)
