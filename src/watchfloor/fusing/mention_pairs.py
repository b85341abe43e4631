"""What two mentions of events share: one number for each pair of mentions of a topic and each kind of likeness."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from watchfloor.fusing.mention_articles import ArticleTable, merge_heights
from watchfloor.fusing.mention_profiles import Mention, Profile

__all__ = ["centres_of", "compare"]

Floats = NDArray[np.float32]
Bags = Sequence[frozenset[str]]
Features = dict[str, ArrayLike]
_TELLING = frozenset(["say", "tell", "report", "announce", "claim", "add", "note", "according", "confirm"])
_LIGHT = frozenset(
    ["be", "have", "make", "take", "do", "get", "go", "give", "come", "happen", "begin", "start"]
)
_PLACES_IN_A_SENTENCE = {
    "root": ("root",),
    "party": ("nsubj", "obj", "obl", "nmod"),
    "modifier": ("amod", "compound", "acl", "advcl"),
}
_FAR = 5000.0  # characters from which a mention is taken to stand at the end of its article


def compare(
    mentions: Sequence[Mention], words: Mapping[str, Sequence[str]], centres: Floats
) -> tuple[list[str], Floats]:
    """Compare all mentions of a topic.

    Args:
        mentions: of one topic.
        words: of each of its articles, all of them.
        centres: (2, 384) mean vectors of words in sentences and of words read alone, see `centres_of`.

    Returns:
        Names of the kinds of likeness, and (mentions, mentions, kinds) how alike; symmetric.
    """
    table = ArticleTable(words)
    profiles = [Profile(mention) for mention in mentions]
    article = np.array([table.place[mention.article] for mention in mentions])
    features: Features = {}
    for found in (
        _of_names(profiles, table),
        _of_vectors(profiles, centres),
        _of_articles(table, article),
        _of_parties(profiles, table),
        _of_sentences(profiles, table),
        _of_kinds(profiles),
        _of_commonness(profiles, table, article),
    ):
        features |= found
    return list(features), np.stack([np.asarray(f, dtype=np.float32) for f in features.values()], axis=-1)


# ---------------------------------------------------------------- squares


def _equal(values: Sequence[Hashable]) -> NDArray[np.bool_]:
    number = {value: n for n, value in enumerate(dict.fromkeys(values))}
    codes = np.array([number[value] for value in values])
    return np.asarray(codes[:, None] == codes[None])


def _both(values: ArrayLike, name: str) -> Features:
    """The lesser and the greater of the values of two mentions."""
    own = np.asarray(values, dtype=np.float32)
    return {
        f"{name}, lesser": np.minimum(own[:, None], own),
        f"{name}, greater": np.maximum(own[:, None], own),
    }


def _one(word: str) -> float:
    return 1.0


def _rows(*sides: Bags, weight: Callable[[str], float] = _one) -> tuple[list[Floats], Floats]:
    """Several lists of bags as rows of 0 and 1 over the words of all, and the words' weights."""
    vocabulary = {w: n for n, w in enumerate(sorted({w for bags in sides for bag in bags for w in bag}))}
    tables = []
    for bags in sides:
        table = np.zeros((len(bags), len(vocabulary) + 1), np.float32)
        for row, bag in enumerate(bags):
            table[row, [vocabulary[w] for w in bag]] = 1.0
        tables.append(table)
    return tables, np.array([weight(w) for w in vocabulary] + [0.0], np.float32)


def _shared(bags: Bags, weight: Callable[[str], float] = _one) -> tuple[Floats, Floats]:
    """The weight of the words that both have, as a share of the lighter one's words, and as it is."""
    [table], weights = _rows(bags, weight=weight)
    shared = (table * weights) @ table.T
    whole = (table * weights).sum(1)
    lighter = np.maximum(np.minimum(whole[:, None], whole), np.float32(1e-6))
    return np.asarray(shared / lighter), np.asarray(shared)


def _found(bags: Bags, others: Bags, weight: Callable[[str], float] = _one) -> Floats:
    """The share of a bag's weight that the other mention's other bag has, in both directions together."""
    [table, other], weights = _rows(bags, others, weight=weight)
    share = (table * weights) @ other.T / np.maximum((table * weights).sum(1), 1e-6)[:, None]
    return np.asarray(share + share.T)


def _set_likeness(bags: Bags, name: str, weight: Callable[[str], float] = _one) -> Features:
    """How much is shared, and whether both have some and share none."""
    share, shared = _shared(bags, weight)
    some = np.array([bool(bag) for bag in bags])
    return {name: share, f"{name}, others": some[:, None] & some & (shared == 0)}


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-6), dtype=np.float32)


def _cosines(vectors: Floats, centre: Floats | np.float32) -> Floats:
    """Cosines of vectors, less their usual mean."""
    own = _unit(vectors - centre)
    return np.asarray(own @ own.T)


def centres_of(mentions: Sequence[Mention]) -> Floats:
    """(2, 384) means of the vectors of heads and of the vectors of mentions read alone, over many topics."""
    heads = [np.asarray(m.sentence.readings["vectors"][m.head], dtype=np.float32) for m in mentions]
    return np.stack([np.mean(heads, 0), np.mean([m.alone for m in mentions], (0, 1))]).astype(np.float32)


# ---------------------------------------------------------------- kinds of likeness


def _of_names(profiles: Sequence[Profile], table: ArticleTable) -> Features:
    lemmas = sorted({p.lemma for p in profiles})
    place = {lemma: n for n, lemma in enumerate(lemmas)}
    own = np.ix_(*[[place[p.lemma] for p in profiles]] * 2)
    begun = np.array([[_prefix(one, other) for other in lemmas] for one in lemmas])
    threes = _shared([frozenset(f"<{w}>"[n : n + 3] for n in range(len(w))) for w in lemmas])[0]
    spans = [p.span for p in profiles]
    return {
        "stem": _equal([p.stem for p in profiles]),
        "beginning": begun[own],
        "letters": threes[own],
        "words": _equal(spans),
        "shared words": _shared(spans, table.weight)[0],
    }


def _prefix(one: str, other: str) -> float:
    """Length of the common beginning, of the longer word's length."""
    longest = min(len(one), len(other))
    return next((n for n in range(longest) if one[n] != other[n]), longest) / max(len(one), len(other), 1)


def _of_vectors(profiles: Sequence[Profile], centres: Floats) -> Features:
    centre, centre_alone = centres
    vectors = [p.reading("vectors") for p in profiles]
    heads = np.stack([v[p.mention.head] for v, p in zip(vectors, profiles, strict=True)])
    alone = np.stack([p.mention.alone for p in profiles]).astype(np.float32)
    by_stem = heads.copy()
    stems: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        stems[profile.stem].append(number)
    for numbers in stems.values():
        by_stem[numbers] = heads[numbers].mean(0)

    def means(chosen: Sequence[Sequence[int]]) -> Floats:
        return np.stack(
            [v[list(own)].mean(0) if own else centre for v, own in zip(vectors, chosen, strict=True)]
        )

    spans = means([p.mention.words for p in profiles])
    return {
        "lemma alone": _cosines(alone[:, 0], centre_alone),
        "words alone": _cosines(alone[:, 1], centre_alone),
        "heads' vectors": _cosines(heads, centre),
        "heads' vectors in the topic": _cosines(heads, heads.mean(0)),
        "stems' vectors": _cosines(by_stem, centre),
        "stems' vectors in the topic": _cosines(by_stem, heads.mean(0)),
        "words' vectors": _cosines(spans, centre),
        "words' vectors in the topic": _cosines(spans, spans.mean(0)),
        "sentences' vectors": _cosines(means([range(len(v)) for v in vectors]), centre),
        "parties' vectors": _cosines(means([p.argument_words for p in profiles]), centre),
    }


def _of_articles(table: ArticleTable, article: NDArray[np.intp]) -> Features:
    pairs = np.ix_(article, article)
    features: Features = {
        f"articles' {name}": likeness[pairs] for name, likeness in table.likeness.items()
    } | {"same article": article[:, None] == article}
    for name in ("words", "lead"):
        likeness = table.likeness[name]
        features[f"articles' {name}, joined at"] = merge_heights(likeness)[pairs]
        features[f"articles' {name}, like the same others"] = _cosines(
            likeness.astype(np.float32), np.float32(likeness.mean())
        )[pairs]
    return features


def _of_parties(profiles: Sequence[Profile], table: ArticleTable) -> Features:
    parties = [p.arguments for p in profiles]
    stems = [frozenset([p.stem]) for p in profiles]
    return {
        "parties' weight": np.log1p(_shared(parties, table.weight)[1]),
        "parties in the sentence": _found(parties, [p.sentence for p in profiles], table.weight),
        "one is the other's party": np.minimum(_found(parties, stems), 1.0),
        "subject is the other's object": _found(
            [p.subjects for p in profiles], [p.objects for p in profiles], table.weight
        ),
        **_set_likeness(parties, "parties", table.weight),
        **_set_likeness([p.subjects for p in profiles], "subjects"),
        **_set_likeness([p.objects for p in profiles], "objects"),
        **_set_likeness([p.argument_names for p in profiles], "parties' names", table.weight),
        **_set_likeness([p.argument_numbers for p in profiles], "parties' numbers"),
        **_both([len(p.subjects) for p in profiles], "subjects' words"),
        **_both([len(p.objects) for p in profiles], "objects' words"),
    }


def _of_sentences(profiles: Sequence[Profile], table: ArticleTable) -> Features:
    stems = [frozenset([p.stem]) for p in profiles]
    governors = [frozenset([p.governor]) - {""} for p in profiles]
    sentences = [p.sentence for p in profiles]
    return {
        "sentences": _shared(sentences, table.weight)[0],
        "same sentence": _equal([id(p.mention.sentence) for p in profiles]),
        "stem in the sentence": _found(stems, sentences),
        "governor": _shared(governors)[0],
        "one is the other's governor": np.minimum(_found(governors, stems), 1.0),
        **_set_likeness([p.names for p in profiles], "sentences' names"),
        **_set_likeness([p.numbers for p in profiles], "sentences' numbers"),
        **_both([min(p.mention.sentence.start, _FAR) for p in profiles], "place in the article"),
    }


def _of_kinds(profiles: Sequence[Profile]) -> Features:
    heads = [p.mention.head for p in profiles]
    acts = np.stack([p.reading("acts")[head] for p, head in zip(profiles, heads, strict=True)])
    status = np.stack([p.reading("status")[head] for p, head in zip(profiles, heads, strict=True)])
    factuality = np.array([p.reading("factuality")[head] for p, head in zip(profiles, heads, strict=True)])
    features: Features = {
        "acts": acts[:, 1:] @ acts[:, 1:].T,
        "status": status @ status.T,
        "factuality": np.abs(factuality[:, None] - factuality),
        "denied": (negated := np.array([p.negated for p in profiles]))[:, None] != negated,
        **_both(1.0 - acts[:, 0], "an act"),
        **_both([p.lemma in _TELLING for p in profiles], "telling"),
        **_both([p.lemma in _LIGHT for p in profiles], "light"),
        **_both([len(p.mention.words) > 1 for p in profiles], "several words"),
    }
    for upos in ("VERB", "NOUN", "PROPN", "PRON", "ADJ"):
        features |= _both([p.upos == upos for p in profiles], upos)
    for name, relations in _PLACES_IN_A_SENTENCE.items():
        features |= _both([p.relation in relations for p in profiles], name)
    return features


def _of_commonness(profiles: Sequence[Profile], table: ArticleTable, article: NDArray[np.intp]) -> Features:
    """How common the mentions' stems are: among the words, in the topic, in the group of articles, in the article."""
    groups = table.groups()
    sizes = Counter(groups)
    having: dict[Hashable, set[int]] = defaultdict(set)
    times: Counter[tuple[int, str]] = Counter()
    for profile, own in zip(profiles, article.tolist(), strict=True):
        having[profile.stem].add(own)
        having[groups[own], profile.stem].add(own)
        times[own, profile.stem] += 1
    owners = list(zip(profiles, article.tolist(), strict=True))
    in_group = [
        math.log(len(having[groups[own], p.stem])) / math.log(sizes[groups[own]] + 1) for p, own in owners
    ]
    return {
        "same group": _equal([groups[own] for _, own in owners]),
        **_both([table.weight(p.stem) for p in profiles], "stem's weight"),
        **_both([math.log(len(having[p.stem])) for p in profiles], "articles with the stem"),
        **_both(in_group, "articles of the group with the stem"),
        **_both([times[own, p.stem] for p, own in owners], "times in the article"),
    }
