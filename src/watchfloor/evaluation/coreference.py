"""Event coreference across articles on ECB+, mentions given."""

from __future__ import annotations

from collections.abc import Hashable, Set
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor import models
from watchfloor.evaluation.clusters import b_cubed, ceaf_e, conll, muc
from watchfloor.evaluation.files import read_jsonl
from watchfloor.fusing.mentions import Mention, PairModel, head_lemma, join_mentions, own_words
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

__all__ = ["evaluate", "gold_clusters", "read_mentions"]

MODEL = Path(models.__file__).parent / "mentions.npz"
_AT_ONCE = 64

Key = tuple[str, int]
"""An article and the number of one of its mentions."""


def evaluate(path: Path) -> dict[str, Any]:
    """Score events joined within a topic, over the mentions of the selected sentences.

    The model has learnt from ECB+ topics. A topic that is among them is judged by the model of the fold that left it
    out, so the figures are cross-validated; any other by the one that learnt from all.

    Args:
        path: ECB+ JSONL with tokens, selected sentences and mentions; a mention without a cluster is alone, and a
            cluster with a colon in its name is valid within its document only. Clusters are read after all mentions
            are joined.

    Returns:
        ``n`` mentions, ``conll_f1`` (mean of the F1 of the three scores that follow), ``muc``, ``b_cubed``,
        ``ceaf_e``, ``lemma_f1`` (CoNLL F1 of joining the same head lemma in a topic).
    """
    records = read_jsonl(Path(path))
    keys, mentions = read_mentions(records)
    words = {str(record["id"]): record["tokens"] for record in records}
    joined = join_mentions(mentions, words, _models(sorted({m.topic for m in mentions})))
    predicted: dict[Hashable, Hashable] = dict(zip(keys, joined, strict=True))
    lemmas: dict[Hashable, Hashable] = {
        key: (m.topic, m.sentence.lemmas[m.head].lower()) for key, m in zip(keys, mentions, strict=True)
    }
    gold = gold_clusters(records, set(keys))
    return {
        "n": len(keys),
        "conll_f1": round(conll(predicted, gold), 4),
        "muc": round(muc(predicted, gold)["f1"], 4),
        "b_cubed": round(b_cubed(predicted, gold)["f1"], 4),
        "ceaf_e": round(ceaf_e(predicted, gold)["f1"], 4),
        "lemma_f1": round(conll(lemmas, gold), 4),
    }


def read_mentions(records: list[dict[str, Any]]) -> tuple[list[Key], list[Mention]]:
    """The mentions of the selected sentences, parsed from the given tokens."""
    sentences: dict[tuple[str, int], tuple[Sentence, dict[int, int]]] = {}
    for record in records:
        for number in record["selected_sentences"]:
            first, last = record["sentences"][number]
            tokens = [t for t in range(first, last) if record["token_spans"][t]]
            if tokens:
                sentences[str(record["id"]), number] = (
                    _sentence(record, tokens),
                    {t: n for n, t in enumerate(tokens)},
                )
    bare = [sentence for sentence, _ in sentences.values()]
    reader = default_reader()
    for at in range(0, len(bare), _AT_ONCE):
        reader.read_tokens(bare[at : at + _AT_ONCE])
    found: list[tuple[Key, str, Sentence, tuple[int, ...]]] = []
    for record in records:
        for number, event in enumerate(record["events"]):
            name = str(record["id"])
            if (name, event["sentence"]) not in sentences:
                continue
            sentence, places = sentences[name, event["sentence"]]
            own = tuple(places[t] for t in event["tokens"] if t in places)
            if own:
                found.append(((name, number), str(record["topic"]), sentence, own))
    alone = _read_alone(
        {text(sentence, own) for _, _, sentence, own in found for text in (head_lemma, own_words)}
    )
    mentions = [
        Mention(
            article=key[0],
            topic=topic,
            sentence=sentence,
            words=own,
            alone=np.stack([alone[head_lemma(sentence, own)], alone[own_words(sentence, own)]]),
        )
        for key, topic, sentence, own in found
    ]
    return [key for key, _, _, _ in found], mentions


def _read_alone(texts: Set[str]) -> dict[str, NDArray[np.float32]]:
    """The mean vector of each text's words, read as a sentence of its own."""
    ordered = sorted(texts)
    read = default_reader().read(ordered)
    return {
        text: np.asarray(sentence.readings["vectors"], dtype=np.float32).mean(0)
        for text, sentence in zip(ordered, read, strict=True)
    }


def _sentence(record: dict[str, Any], tokens: list[int]) -> Sentence:
    spans = [record["token_spans"][t] for t in tokens]
    base, end, text = spans[0][0], spans[-1][1], record["text"]
    return Sentence(
        text=text[base:end],
        start=base,
        words=[text[a:b] for a, b in spans],
        starts=[a - base for a, _ in spans],
        ends=[b - base for _, b in spans],
    )


def _models(topics: list[str]) -> dict[str, PairModel]:
    with np.load(MODEL) as stored:
        folds = msgspec.json.decode(bytes(stored["folds"]), type=dict[str, str])
    loaded = {part: PairModel.load(MODEL, part) for part in {folds.get(topic, "all") for topic in topics}}
    return {topic: loaded[folds.get(topic, "all")] for topic in topics}


def gold_clusters(records: list[dict[str, Any]], keys: set[Hashable]) -> dict[Hashable, Hashable]:
    """The event of each mention; one that nobody linked is alone."""
    gold: dict[Hashable, Hashable] = {}
    for record in records:
        name = str(record["id"])
        for number, event in enumerate(record["events"]):
            if (name, number) in keys:
                cluster = event["cluster"]
                alone = cluster is None
                gold[name, number] = (
                    f"{name}#{number}" if alone else f"{name}/{cluster}" if ":" in cluster else cluster
                )
    return gold
