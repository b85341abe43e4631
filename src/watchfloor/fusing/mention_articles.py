"""How alike the articles of a topic are: the ground on which mentions of events are compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from watchfloor.knowledge.stems import STOP_WORDS, stem_of

__all__ = ["ALIKE", "ArticleTable", "average_link", "content_stems", "group_articles", "merge_heights"]

Square = NDArray[np.float64]
ALIKE = 0.075
"""Average cosine from which articles of a topic are taken to be about one thing; chosen on ECB+ topics 1 to 35."""
_LEAD = 120  # words that count as an article's beginning
_UNKNOWN_WORD = 3.0  # weight of a word that no article's index has


def content_stems(words: Iterable[str]) -> list[str]:
    """Stems of the words that carry meaning, in order."""
    return [stem_of(w.lower()) for w in words if w.isalnum() and len(w) > 2 and w.lower() not in STOP_WORDS]


class ArticleTable:
    """Articles of one topic: how much their words weigh and how alike they are.

    Args:
        words: of each article.

    Attributes:
        place: the row of each article in the squares.
        likeness: of each pair of articles by kind: ``words`` cosine of weighted stems, names and numbers; ``lead``
            the same of their beginnings; ``names`` of names and numbers alone. Each is 1 on the diagonal.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.place = {article: row for row, article in enumerate(words)}
        counters = [Counter(content_stems(own)) for own in words.values()]
        spread = Counter(word for counts in counters for word in counts)
        self._weights = {word: math.log((len(counters) + 1) / count) for word, count in spread.items()}
        named = [_with_names(own) for own in words.values()]
        self.likeness = {
            "words": _cosines(named),
            "lead": _cosines([_with_names(own[:_LEAD]) for own in words.values()]),
            "names": _cosines(
                [Counter({w: n for w, n in counts.items() if w[0] == "^" or w.isdigit()}) for counts in named]
            ),
        }

    def weight(self, word: str) -> float:
        """How much a shared word tells: less, the more articles of the topic have it."""
        return self._weights.get(word, _UNKNOWN_WORD)

    def groups(self, least: float = ALIKE) -> list[int]:
        """The group of each article, by average linkage."""
        return average_link(self.likeness["words"], least)


def _with_names(words: Iterable[str]) -> Counter[str]:
    """Stems, those of capitalised words once more as names, and numbers."""
    counts: Counter[str] = Counter()
    for word in words:
        if word.isdigit():
            counts[word] += 1
        for stem in content_stems([word]):
            counts[stem] += 1
            if word[0].isupper():
                counts["^" + stem] += 1
    return counts


def _cosines(counters: Sequence[Counter[str]]) -> Square:
    """Cosines of TF-IDF vectors; words of a single article are left out."""
    spread = Counter(word for counts in counters for word in counts)
    vocabulary = {word: n for n, word in enumerate(w for w, articles in spread.items() if articles > 1)}
    vectors = np.zeros((len(counters), len(vocabulary) + 1))
    for row, counts in enumerate(counters):
        for word, n in counts.items():
            if word in vocabulary:
                vectors[row, vocabulary[word]] = (1 + math.log(n)) * math.log(
                    (len(counters) + 1) / spread[word]
                )
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    cosines: Square = vectors @ vectors.T
    np.fill_diagonal(cosines, 1.0)
    return cosines


def group_articles(words: Mapping[str, Sequence[str]], least: float = ALIKE) -> dict[str, int]:
    """Groups of articles of one topic by the likeness of their words.

    Args:
        words: of each article.
        least: average cosine from which groups are joined.
    """
    return dict(zip(words, ArticleTable(words).groups(least), strict=True))


def _merges(likeness: Square) -> Iterable[tuple[int, int, float]]:
    """Joins by average linkage, best first: two groups, the second of which becomes part of the first, and how alike."""
    near = likeness.astype(np.float64)
    np.fill_diagonal(near, -np.inf)
    sizes = np.ones(len(near))
    for _ in range(len(near) - 1):
        i, j = divmod(int(near.argmax()), len(near))
        yield i, j, float(near[i, j])
        merged = (sizes[i] * near[i] + sizes[j] * near[j]) / (sizes[i] + sizes[j])
        near[i], near[:, i] = merged, merged
        near[i, i] = -np.inf
        near[j], near[:, j] = -np.inf, -np.inf
        sizes[i] += sizes[j]


def average_link(likeness: Square, least: float) -> list[int]:
    """Groups by average linkage: the number of each item's group.

    Args:
        likeness: of each pair of items; the diagonal does not matter.
        least: average likeness from which groups are joined.
    """
    group = np.arange(len(likeness))
    for i, j, alike in _merges(likeness):
        if alike < least:
            break
        group[group == j] = i
    return [int(number) for number in group]


def merge_heights(likeness: Square) -> Square:
    """How alike the groups of two items are when average linkage joins them; 1 on the diagonal."""
    heights = np.ones(likeness.shape)
    group = np.arange(len(likeness))
    for i, j, alike in _merges(likeness):
        one, other = np.flatnonzero(group == i), np.flatnonzero(group == j)
        heights[np.ix_(one, other)] = alike
        heights[np.ix_(other, one)] = alike
        group[other] = i
    return heights
