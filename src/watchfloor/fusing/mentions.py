"""Which words of several articles name the same event (cross-document event coreference on mentions that are given).

Articles of one topic are first put into groups by the likeness of their words. Within a group each pair of mentions
gets the probability that both name one event from what their words, parties, sentences and articles share, by a small
network over those features; mentions are then joined bottom-up by the average of these probabilities. Lemma, word
vectors and parties each do less alone (see ``docs/decisions/event-coreference.md``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.knowledge.stems import STOP_WORDS, stem_of
from watchfloor.records import Sentence

__all__ = ["FEATURES", "Mention", "PairModel", "group_articles", "join_mentions", "pair_features"]

Floats = NDArray[np.float32]
Weighted = dict[str, float]
FEATURES = 33
ALIKE_ARTICLES = 0.075
"""Average cosine from which articles of a topic are taken to be about one thing; chosen on ECB+ topics 1 to 35."""
SAME_EVENT = 0.3
"""Average probability from which groups of mentions are joined; chosen by cross-validation."""
_ARGUMENTS = frozenset(["nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod", "nummod", "flat"])
_MODIFIERS = frozenset(["compound", "flat", "amod", "nmod", "nummod"])
_TELLING = frozenset(["say", "tell", "report", "announce", "claim", "add", "note", "according", "confirm"])
_LIGHT = frozenset(
    ["be", "have", "make", "take", "do", "get", "go", "give", "come", "happen", "begin", "start"]
)
_UNKNOWN_WORD = 3.0  # weight of a word that no article's index has


class Mention(msgspec.Struct):
    """Words that name an event.

    Attributes:
        article: id of the article.
        topic: articles of different topics are never compared.
        sentence: parsed by the default parser, with ``vectors`` among its readings.
        words: indexes of the words in the sentence.
    """

    article: str
    topic: str
    sentence: Sentence
    words: tuple[int, ...]

    @property
    def head(self) -> int:
        """The word of the mention that hangs on none of its others."""
        return next((w for w in self.words if self.sentence.heads[w] not in self.words), self.words[0])


class PairModel:
    """The probability that two mentions name one event: one hidden layer over standardised features.

    Args:
        arrays: ``mean`` and ``scale`` of the features, ``hidden`` (features + 1, units) and ``out`` (units + 1).
    """

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self.mean, self.scale = arrays["mean"], arrays["scale"]
        self.hidden, self.out = arrays["hidden"], arrays["out"]

    @classmethod
    def load(cls, path: Path, part: str = "all") -> PairModel:
        """A model of a file that may hold several, one for each fold of the cross-validation and one of ``all``."""
        with np.load(path) as stored:
            return cls({name: stored[f"{part}/{name}"] for name in ("mean", "scale", "hidden", "out")})

    def __call__(self, features: Floats) -> Floats:
        """Probabilities for rows of features."""
        units = (features - self.mean) / self.scale @ self.hidden[:-1] + self.hidden[-1]
        scores = np.maximum(units, 0.0) @ self.out[:-1] + self.out[-1]
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


# ---------------------------------------------------------------- articles


def _content(words: Iterable[str]) -> list[str]:
    return [stem_of(w.lower()) for w in words if w.isalnum() and len(w) > 2 and w.lower() not in STOP_WORDS]


def _with_names(words: Iterable[str]) -> Counter[str]:
    """Stems, those of capitalised words once more as names, and numbers."""
    counts: Counter[str] = Counter()
    for word in words:
        if word.isdigit():
            counts[word] += 1
        for stem in _content([word]):
            counts[stem] += 1
            if word[0].isupper():
                counts["^" + stem] += 1
    return counts


def _weigh(counters: Sequence[Counter[str]], least: int = 1) -> list[Weighted]:
    """TF-IDF vectors of length 1; words of fewer than ``least`` articles are left out."""
    spread = Counter(word for counts in counters for word in counts)
    total = len(counters) + 1
    vectors = []
    for counts in counters:
        one = {
            w: (1 + math.log(n)) * math.log(total / spread[w])
            for w, n in counts.items()
            if spread[w] >= least
        }
        length = math.sqrt(sum(x * x for x in one.values())) or 1.0
        vectors.append({word: x / length for word, x in one.items()})
    return vectors


def _dot(one: Weighted, other: Weighted) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(x * other.get(word, 0.0) for word, x in one.items())


def _average_link(likeness: NDArray[np.float64], least: float) -> list[int]:
    """Groups by average linkage: the number of each item's group."""
    count = len(likeness)
    near = likeness.copy()
    np.fill_diagonal(near, -np.inf)
    sizes, group = np.ones(count), np.arange(count)
    while count > 1:
        i, j = divmod(int(near.argmax()), count)
        if near[i, j] < least:
            break
        merged = (sizes[i] * near[i] + sizes[j] * near[j]) / (sizes[i] + sizes[j])
        near[i], near[:, i] = merged, merged
        near[i, i] = -np.inf
        near[j], near[:, j] = -np.inf, -np.inf
        sizes[i] += sizes[j]
        group[group == j] = i
    return [int(number) for number in group]


def group_articles(words: Mapping[str, Sequence[str]], least: float = ALIKE_ARTICLES) -> dict[str, int]:
    """Groups of articles of one topic by the likeness of their words.

    Args:
        words: of each article.
        least: average cosine from which groups are joined.
    """
    vectors = _weigh([_with_names(own) for own in words.values()], least=2)
    likeness = np.array([[_dot(one, other) for other in vectors] for one in vectors])
    return dict(zip(words, _average_link(likeness, least), strict=True))


# ---------------------------------------------------------------- mentions


class _Topic:
    """How much words and articles of a topic weigh."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        counters = [Counter(_content(own)) for own in words.values()]
        self.vectors = dict(zip(words, _weigh(counters), strict=True))
        spread = Counter(word for counts in counters for word in counts)
        self.weights = {word: math.log((len(counters) + 1) / count) for word, count in spread.items()}

    def weight(self, word: str) -> float:
        return self.weights.get(word, _UNKNOWN_WORD)

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weight of the words that both have, of those that the lighter one has."""
        if not one & other:
            return 0.0
        lighter = min(sum(map(self.weight, one)), sum(map(self.weight, other)))
        return sum(map(self.weight, one & other)) / max(lighter, 1e-6)


class _Profile:
    """What a mention is compared by."""

    def __init__(self, mention: Mention) -> None:
        sentence, head = mention.sentence, mention.head
        self.mention = mention
        self.lemma = sentence.lemmas[head].lower()
        self.stem = stem_of(self.lemma)
        self.upos = sentence.upos[head]
        self.span = " ".join(stem_of(sentence.words[w].lower()) for w in mention.words)
        arguments, subjects, objects = _arguments(mention)
        self.arguments, self.subjects, self.objects = (
            self._stems(side) for side in (arguments, subjects, objects)
        )
        self.argument_words = sorted(
            w for w in arguments if _is_content(sentence, w) and w not in mention.words
        )
        self.sentence = frozenset(_content(sentence.words))
        self.names = frozenset(
            w.lower() for w, upos in zip(sentence.words, sentence.upos, strict=True) if upos == "PROPN"
        )
        self.numbers = frozenset(w for w in sentence.words if any(c.isdigit() for c in w))
        negations = {"not", "n't", "no", "never"}
        self.negated = any(
            h == head and sentence.lemmas[w].lower() in negations for w, h in enumerate(sentence.heads)
        )

    def _stems(self, words: Iterable[int]) -> frozenset[str]:
        sentence = self.mention.sentence
        own = self.mention.words
        return frozenset(
            stem_of(sentence.lemmas[w].lower()) for w in words if _is_content(sentence, w) and w not in own
        )


def _is_content(sentence: Sentence, word: int) -> bool:
    return (
        sentence.upos[word] in ("NOUN", "PROPN", "VERB", "NUM", "ADJ", "PRON")
        and len(sentence.words[word]) > 1
    )


def _arguments(mention: Mention) -> tuple[set[int], set[int], set[int]]:
    """Words of all parties to an event, of its subjects, and of its objects (those of passives with them)."""
    sentence, head = mention.sentence, mention.head
    below: dict[int, list[int]] = defaultdict(list)
    for word, above in enumerate(sentence.heads):
        below[above].append(word)

    def relation(word: int) -> str:
        return sentence.deprels[word].partition(":")[0]

    parties, subjects, objects = set[int](), set[int](), set[int]()
    near = list(below[head])
    verb = head
    while sentence.heads[verb] >= 0 and relation(verb) in ("conj", "xcomp"):
        # "met and signed", "agreed to sign": the first verb's subject is the second's.
        verb = sentence.heads[verb]
        near += [w for w in below[verb] if relation(w) == "nsubj"]
    if relation(head) in ("obj", "nsubj", "obl") and sentence.upos[head] == "NOUN":
        # "held talks": the verb's parties are the noun's.
        near += [
            w for w in below[sentence.heads[head]] if w != head and relation(w) in ("nsubj", "obj", "obl")
        ]
    if relation(head) in ("acl", "amod") and sentence.heads[head] >= 0:
        parties.add(sentence.heads[head])
        objects.add(sentence.heads[head])
    for word in near:
        if relation(word) not in _ARGUMENTS:
            continue
        phrase = {word, *(w for w in below[word] if relation(w) in _MODIFIERS)}
        parties |= phrase
        if relation(word) == "nsubj":
            (objects if sentence.deprels[word] == "nsubj:pass" else subjects).update(phrase)
        if relation(word) == "obj":
            objects |= phrase
    return parties, subjects, objects


def _unit(vectors: Floats) -> Floats:
    return np.asarray(
        vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-6), dtype=np.float32
    )


class _Vectors:
    """Vectors of each mention, of length 1: of its head as it stands and less the mean, of its lemma over all
    mentions, of its sentence and of its parties."""

    def __init__(self, profiles: Sequence[_Profile]) -> None:
        heads = np.array([_reading(p)[p.mention.head] for p in profiles])
        mean = heads.mean(0)
        by_lemma: dict[str, list[int]] = defaultdict(list)
        for number, profile in enumerate(profiles):
            by_lemma[profile.lemma].append(number)
        lemmas = np.zeros_like(heads)
        for numbers in by_lemma.values():
            lemmas[numbers] = heads[numbers].mean(0) - mean
        self.raw, self.head, self.lemma = _unit(heads), _unit(heads - mean), _unit(lemmas)
        self.sentence = _unit(np.array([_reading(p).mean(0) - mean for p in profiles]))
        nothing = np.zeros_like(mean)
        self.arguments = _unit(
            np.array(
                [
                    _reading(p)[p.argument_words].mean(0) - mean if p.argument_words else nothing
                    for p in profiles
                ]
            )
        )


def _reading(profile: _Profile) -> Floats:
    return np.asarray(profile.mention.sentence.readings["vectors"], dtype=np.float32)


def pair_features(
    mentions: Sequence[Mention], words: Mapping[str, Sequence[str]]
) -> tuple[Floats, list[tuple[int, int]], list[tuple[str, int]]]:
    """What each pair of mentions within a group of articles shares.

    Args:
        mentions: of all articles.
        words: of each article, all of them.

    Returns:
        One row of `FEATURES` for each pair, the pairs as indexes of mentions, and the group of each mention.
    """
    topic_of = {mention.article: mention.topic for mention in mentions}
    articles: dict[str, list[str]] = defaultdict(list)
    for article, topic in topic_of.items():
        articles[topic].append(article)
    topics = {topic: _Topic({a: words[a] for a in own}) for topic, own in articles.items()}
    group_of = {
        a: (t, n)
        for t, own in articles.items()
        for a, n in group_articles({a: words[a] for a in own}).items()
    }
    profiles = [_Profile(mention) for mention in mentions]
    vectors = _Vectors(profiles)
    sizes = Counter(group_of.values())
    spread: dict[tuple[tuple[str, int], str], set[str]] = defaultdict(set)
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    groups = [group_of[mention.article] for mention in mentions]
    for number, profile in enumerate(profiles):
        spread[groups[number], profile.stem].add(profile.mention.article)
        members[groups[number]].append(number)
    pairs = [pair for own in members.values() for pair in combinations(own, 2)]
    rows = np.zeros((len(pairs), FEATURES), np.float32)
    for row, (i, j) in enumerate(pairs):
        group = groups[i]
        one, other = profiles[i], profiles[j]
        common = len(spread[group, one.stem]) * len(spread[group, other.stem])
        rows[row, :27] = _compare(one, other, topics[one.mention.topic])
        rows[row, 27:] = (
            vectors.raw[i] @ vectors.raw[j],
            vectors.head[i] @ vectors.head[j],
            vectors.lemma[i] @ vectors.lemma[j],
            vectors.sentence[i] @ vectors.sentence[j],
            vectors.arguments[i] @ vectors.arguments[j],
            math.log(common) / math.log(sizes[group] ** 2 + 1),
        )
    return rows, pairs, groups


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _compare(one: _Profile, other: _Profile, topic: _Topic) -> tuple[float, ...]:
    same_article = one.mention.article == other.mention.article
    prefix = next((n for n, (a, b) in enumerate(zip(one.lemma, other.lemma, strict=False)) if a != b), None)
    if prefix is None:
        prefix = min(len(one.lemma), len(other.lemma))
    vectors = topic.vectors
    return (
        one.lemma == other.lemma,
        one.stem == other.stem,
        prefix / max(len(one.lemma), len(other.lemma)),
        topic.shared(one.sentence, other.sentence),
        1.0 if same_article else _dot(vectors[one.mention.article], vectors[other.mention.article]),
        topic.shared(one.arguments, other.arguments),
        not (one.arguments and other.arguments),
        _share(one.subjects, other.subjects),
        _differ(one.subjects, other.subjects),
        _share(one.objects, other.objects),
        _differ(one.objects, other.objects),
        _share(one.names, other.names),
        _share(one.numbers, other.numbers),
        _differ(one.numbers, other.numbers),
        same_article,
        one.mention.sentence is other.mention.sentence,
        one.upos == other.upos == "VERB",
        one.upos == other.upos == "NOUN",
        (one.lemma in _TELLING) + (other.lemma in _TELLING),
        (one.lemma in _LIGHT) + (other.lemma in _LIGHT),
        one.span == other.span,
        one.negated != other.negated,
        topic.shared(one.arguments, other.sentence) + topic.shared(other.arguments, one.sentence),
        len(one.mention.words) > 1 or len(other.mention.words) > 1,
        topic.weight(one.stem) + topic.weight(other.stem),
        one.mention.sentence.start < 500 and other.mention.sentence.start < 500,
        0.0 if same_article else 1.0 * (one.mention.sentence.start < 500) * (one.stem == other.stem),
    )


def join_mentions(
    mentions: Sequence[Mention],
    words: Mapping[str, Sequence[str]],
    models: Mapping[str, PairModel],
    least: float = SAME_EVENT,
) -> list[int]:
    """Which mentions name one event.

    Args:
        mentions: of all articles.
        words: of each article, all of them.
        models: for each topic the model that judges its pairs.
        least: average probability from which groups of mentions are joined.

    Returns:
        The number of its event for each mention.
    """
    rows, pairs, groups = pair_features(mentions, words)
    probability = np.zeros(len(pairs), np.float32)
    topics = np.array([mentions[i].topic for i, _ in pairs])
    for topic, model in models.items():
        own = topics == topic
        if own.any():
            probability[own] = model(rows[own])
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        members[group].append(number)
    place = {number: n for own in members.values() for n, number in enumerate(own)}
    likeness = {group: np.zeros((len(own), len(own))) for group, own in members.items()}
    for (i, j), value in zip(pairs, probability.tolist(), strict=True):
        square = likeness[groups[i]]
        square[place[i], place[j]] = square[place[j], place[i]] = value
    events = [-1] * len(mentions)
    for group, own in members.items():
        for number, event in zip(own, _average_link(likeness[group], least), strict=True):
            events[number] = own[event]
    return events
