"""Train the model that says whether two mentions name one event, and cross-validate it over topics.

    python training/mentions.py ecbplus.jsonl.gz src/watchfloor/models/mentions.npz

The file is ECB+ as ``watchfloor evaluate coreference`` reads it. Five folds of topics, and one model of all of them.
Nothing of a held fold reaches its model: the second look is trained on first looks by models that left out the topic
looked at, and the threshold is chosen on such first looks, all within the training topics. Takes two minutes on one
core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from watchfloor.evaluation.clusters import conll
from watchfloor.evaluation.coreference import evaluate, gold_clusters, read_mentions
from watchfloor.evaluation.files import read_jsonl
from watchfloor.fusing.mention_articles import average_link
from watchfloor.fusing.mention_model import TREE_ARRAYS
from watchfloor.fusing.mention_pairs import centres_of
from watchfloor.fusing.mentions import Topic

FOLDS, SEED = 5, 0
THRESHOLDS = (0.3, 0.35, 0.4, 0.45)
SHARE = {"first": 0.12, "second": 0.5}
"""Of the pairs that are not one event, how many are trained on, weighing more in turn."""
TREES = {"first": 160, "second": 160}
OPTIONS = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.05,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.25,
    "lambda_l2": 10.0,
    "max_bin": 63,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}

Floats = NDArray[np.float32]
Held = frozenset[int]
"""Folds whose topics a model has not seen."""


class Bench:
    """Topics with their answers, and the models that left out some of their folds."""

    def __init__(self, topics: dict[str, Topic], answers: dict[str, list[str]]) -> None:
        self.topics, self.answers = topics, answers
        self.fold = {topic: number % FOLDS for number, topic in enumerate(topics)}
        self.first, self.first_look = cache(self._first), cache(self._first_look)
        self.second = cache(self._second)

    def _seen(self, held: Held) -> list[str]:
        return [topic for topic, fold in self.fold.items() if fold not in held]

    def _same(self, topic: str) -> NDArray[np.bool_]:
        answers = np.array(self.answers[topic])
        return np.asarray(answers[:, None] == answers)

    def _first(self, held: Held) -> lightgbm.Booster:
        def parts() -> Iterable[tuple[Floats, NDArray[np.bool_]]]:
            for topic in self._seen(held):
                i, j = np.triu_indices(len(self.answers[topic]), 1)
                yield self.topics[topic].features[i, j], self._same(topic)[i, j]

        return fit(parts(), "first")

    def _first_look(self, held: Held, topic: str) -> Floats:
        return self.topics[topic].first_look(predictor(self.first(held)))

    def _second(self, held: Held) -> lightgbm.Booster:
        def parts() -> Iterable[tuple[Floats, NDArray[np.bool_]]]:
            for topic in self._seen(held):
                first = self.first_look(held | {self.fold[topic]}, topic)
                i, j, rows = self.topics[topic].around(first)
                yield rows, self._same(topic)[i, j]

        return fit(parts(), "second")

    def least(self, held: Held) -> float:
        """The threshold that joins the topics seen best at the first look, each by a model that left out its fold too."""
        looks = {t: self.first_look(held | {self.fold[t]}, t) for t in self._seen(held)}
        scores = {least: self.score(looks, least) for least in THRESHOLDS}
        sys.stdout.write(f"without {sorted(held)}: {scores}\n")
        return max(scores, key=lambda least: scores[least])

    def score(self, looks: dict[str, Floats], least: float) -> float:
        """CoNLL F1 of joining the mentions of topics by probabilities."""
        predicted, gold = {}, {}
        for topic, likeness in looks.items():
            for number, event in enumerate(average_link(likeness.astype(np.float64), least)):
                predicted[topic, number] = (topic, event)
                gold[topic, number] = self.answers[topic][number]
        return round(conll(predicted, gold), 4)


def fit(parts: Iterable[tuple[Floats, NDArray[np.bool_]]], look: str) -> lightgbm.Booster:
    """Boosted trees over rows of features and whether they are of one event."""
    random, share = np.random.default_rng(SEED), SHARE[look]
    rows, labels = [], []
    for features, same in parts:
        kept = same | (random.random(len(same)) < share)
        rows.append(features[kept])
        labels.append(same[kept])
    same = np.concatenate(labels)
    data = lightgbm.Dataset(np.vstack(rows), same, weight=np.where(same, 1.0, 1 / share))
    return lightgbm.train(OPTIONS, data, TREES[look])


def predictor(booster: lightgbm.Booster) -> Any:
    """A function from rows of features to probabilities."""
    return lambda rows: booster.predict(rows, num_threads=1)


def arrays_of(booster: lightgbm.Booster) -> dict[str, NDArray[Any]]:
    """The trees as `watchfloor.fusing.mention_model.Trees` takes them."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: dict[str, Any]) -> int:
        place = len(nodes)
        nodes.append((0, 0.0, place, place, node.get("leaf_value", 0.0)))
        if "split_feature" in node:
            left, right = add(node["left_child"]), add(node["right_child"])
            nodes[place] = (node["split_feature"], node["threshold"], left, right, 0.0)
        return place

    roots = [add(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    kinds = (np.int16, np.float32, np.int16, np.int16, np.float32)
    columns = (np.array(column, kind) for column, kind in zip(zip(*nodes, strict=True), kinds, strict=True))
    return dict(zip(TREE_ARRAYS, [*columns, np.array(roots, np.int16)], strict=True))


def compared(source: Path) -> tuple[dict[str, Topic], dict[str, list[str]], Floats]:
    """The topics of a file, the event of each of their mentions, and the centres of their vectors."""
    records = read_jsonl(source)
    keys, mentions = read_mentions(records)
    gold = gold_clusters(records, set(keys))
    words = {str(record["id"]): record["tokens"] for record in records}
    centres = centres_of(mentions)
    topics: dict[str, Topic] = {}
    answers: dict[str, list[str]] = {}
    for topic in sorted({m.topic for m in mentions}, key=lambda name: (len(name), name)):
        own = [(key, mention) for key, mention in zip(keys, mentions, strict=True) if mention.topic == topic]
        articles = dict.fromkeys(mention.article for _, mention in own)
        topics[topic] = Topic([mention for _, mention in own], {a: words[a] for a in articles}, centres)
        answers[topic] = [str(gold[key]) for key, _ in own]
    return topics, answers, centres


def main(source: Path, target: Path) -> None:
    topics, answers, centres = compared(source)
    bench = Bench(topics, answers)
    folds = {topic: f"fold{fold}" for topic, fold in bench.fold.items()}
    stored: dict[str, Any] = {
        "folds": np.frombuffer(msgspec.json.encode(folds), np.uint8),
        "centres": centres,
    }
    for part, held in [("all", Held()), *((f"fold{fold}", Held([fold])) for fold in range(FOLDS))]:
        stored[f"{part}/least"] = np.float32(bench.least(held))
        for look, booster in (("first", bench.first(held)), ("second", bench.second(held))):
            stored |= {f"{part}/{look}/{name}": array for name, array in arrays_of(booster).items()}
    np.savez_compressed(target, **stored)
    sys.stdout.write(f"{evaluate(source)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
