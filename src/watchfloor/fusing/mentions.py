"""Which words of several articles name the same event (cross-document event coreference on mentions that are given).

Each pair of mentions of a topic gets the probability that both name one event, from what their words, parties,
sentences and articles share; then once more, with what the first look says of the pairs around it. Mentions are then
joined bottom-up by the average of these probabilities (see ``docs/decisions/event-coreference.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from watchfloor.fusing.mention_articles import average_link
from watchfloor.fusing.mention_context import context
from watchfloor.fusing.mention_model import PairModel
from watchfloor.fusing.mention_pairs import compare
from watchfloor.fusing.mention_profiles import Mention, head_lemma, own_words

__all__ = ["Mention", "PairModel", "Topic", "head_lemma", "join_mentions", "own_words"]

Floats = NDArray[np.float32]
Judge = Callable[[Floats], NDArray[np.floating]]
HOPELESS = 0.02
"""Probability at the first look below which a pair is not looked at again."""


class Topic:
    """The mentions of a topic, compared.

    Args:
        mentions: of one topic.
        words: of each of its articles, all of them.
        centres: (2, 384) mean vectors of words in sentences and of words read alone.

    Attributes:
        names: of the features.
        features: (mentions, mentions, features) of each pair.
    """

    def __init__(
        self, mentions: Sequence[Mention], words: Mapping[str, Sequence[str]], centres: Floats
    ) -> None:
        self.names, self.features = compare(mentions, words, centres)
        self._article = _numbered([mention.article for mention in mentions])
        self._sentence = _numbered([id(mention.sentence) for mention in mentions])

    def first_look(self, judge: Judge) -> Floats:
        """(mentions, mentions) probabilities that two name one event, from the features of each pair alone."""
        count = len(self.features)
        i, j = np.triu_indices(count, 1)
        return _square(count, i, j, judge(self.features[i, j]))

    def around(self, first: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
        """Pairs that the first look leaves open, and for each what it says of the pairs around, then the features."""
        i, j = np.nonzero(np.triu(first >= HOPELESS, 1))
        evidence = context(first.astype(np.float64), self._article, self._sentence)
        return i, j, np.hstack([evidence[i, j], self.features[i, j]])

    def second_look(self, first: Floats, judge: Judge) -> Floats:
        """The probabilities once more, with what the first look says of the pairs around each."""
        i, j, rows = self.around(first)
        return _square(len(first), i, j, judge(rows)) if len(i) else np.zeros_like(first)


def _numbered(values: Sequence[str] | Sequence[int]) -> NDArray[np.intp]:
    number = {value: n for n, value in enumerate(dict.fromkeys(values))}
    return np.array([number[value] for value in values], np.intp)


def _square(count: int, i: NDArray[np.intp], j: NDArray[np.intp], values: NDArray[np.floating]) -> Floats:
    square = np.zeros((count, count), np.float32)
    square[i, j] = square[j, i] = values
    return square


def join_mentions(
    mentions: Sequence[Mention], words: Mapping[str, Sequence[str]], models: Mapping[str, PairModel]
) -> list[int]:
    """Which mentions name one event.

    Args:
        mentions: of all articles.
        words: of each article, all of them.
        models: for each topic the model that judges its pairs.

    Returns:
        The number of its event for each mention.
    """
    events = [-1] * len(mentions)
    for topic, model in models.items():
        own = [number for number, mention in enumerate(mentions) if mention.topic == topic]
        if not own:
            continue
        articles = dict.fromkeys(mentions[number].article for number in own)
        compared = Topic([mentions[number] for number in own], {a: words[a] for a in articles}, model.centres)
        likeness = compared.second_look(compared.first_look(model.first), model.second)
        for number, event in zip(own, average_link(likeness.astype(np.float64), model.least), strict=True):
            events[number] = own[event]
    return events
