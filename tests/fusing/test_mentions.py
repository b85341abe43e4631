"""Mentions of events joined across articles."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from watchfloor.evaluation.coreference import evaluate, read_mentions
from watchfloor.fusing.mention_articles import average_link, group_articles, merge_heights
from watchfloor.fusing.mention_context import context
from watchfloor.fusing.mention_model import Trees
from watchfloor.fusing.mentions import Topic

QUAKE = "A strong earthquake shook the island of Lorra on Monday , killing nine people ."
QUAKE_AGAIN = "Nine people died when an earthquake shook Lorra , officials on the island said ."
TRIAL = "The court in Vellen sentenced the banker Oskar Thale to six years in prison ."


def record(name: str, text: str, mentions: dict[str, str | None]) -> dict[str, object]:
    tokens = text.split()
    starts = [sum(len(t) + 1 for t in tokens[:n]) for n in range(len(tokens))]
    return {
        "id": name,
        "topic": 900,
        "text": text,
        "tokens": tokens,
        "token_spans": [[start, start + len(token)] for start, token in zip(starts, tokens, strict=True)],
        "sentences": [[0, len(tokens)]],
        "selected_sentences": [0],
        "events": [
            {"tokens": [tokens.index(word)], "cluster": cluster, "kind": "ACTION", "sentence": 0}
            for word, cluster in mentions.items()
        ],
    }


def test_articles_on_one_thing_are_grouped() -> None:
    words = {name: text.split() for name, text in (("a", QUAKE), ("b", TRIAL), ("c", QUAKE_AGAIN))}
    groups = group_articles(words)
    assert groups["a"] == groups["c"] != groups["b"]


def test_the_same_shock_in_two_articles_is_one_event_and_a_sentence_of_a_court_another(
    tmp_path: Path,
) -> None:
    records = [
        record("a", QUAKE, {"shook": "shock", "killing": "deaths"}),
        record("b", QUAKE_AGAIN, {"shook": "shock"}),
        record("c", TRIAL, {"sentenced": None}),
    ]
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in records))
    score = evaluate(path)
    assert score["n"] == 4
    assert score["conll_f1"] == 1.0


def test_a_token_without_a_place_in_the_text_is_left_out() -> None:
    one = record("a", QUAKE, {"shook": None})
    one["token_spans"][0] = None  # type: ignore[index]
    keys, [mention] = read_mentions([one])
    assert keys == [("a", 0)]
    assert mention.sentence.words[mention.head] == "shook"
    assert mention.alone.shape == (2, mention.sentence.readings["vectors"].shape[1])


def test_a_topic_of_one_mention_is_one_event(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_text(json.dumps(record("a", TRIAL, {"sentenced": None})))
    assert evaluate(path)["n"] == 1


def test_what_a_pair_shares_does_not_depend_on_its_order() -> None:
    records = [
        record("a", QUAKE, {"shook": None, "killing": None}),
        record("b", QUAKE_AGAIN, {"shook": None}),
    ]
    _, mentions = read_mentions(records)
    words = {str(one["id"]): str(one["text"]).split() for one in records}
    topic = Topic(mentions, words, np.zeros((2, mentions[0].alone.shape[1]), np.float32))
    assert topic.features.shape == (3, 3, len(topic.names))
    assert np.isfinite(topic.features).all()
    np.testing.assert_allclose(topic.features, topic.features.transpose(1, 0, 2), atol=1e-5)


def test_groups_are_joined_by_the_average_and_no_further_than_asked() -> None:
    likeness = np.array([[1.0, 0.9, 0.5], [0.9, 1.0, 0.3], [0.5, 0.3, 1.0]])
    assert average_link(likeness, 0.5) == [0, 0, 2]
    assert average_link(likeness, 0.4) == [0, 0, 0]
    assert merge_heights(likeness)[0, 2] == pytest.approx(0.4)
    assert merge_heights(likeness)[1, 0] == pytest.approx(0.9)


def test_a_third_mention_that_fits_both_speaks_for_a_pair_and_a_better_partner_against_it() -> None:
    first = np.array([[0, 0.5, 0.9, 0.1], [0.5, 0, 0.9, 0.1], [0.9, 0.9, 0, 0.1], [0.1, 0.1, 0.1, 0]])
    evidence = context(first, np.array([0, 1, 2, 1]), np.array([0, 1, 2, 3]))
    np.testing.assert_allclose(evidence, evidence.transpose(1, 0, 2), atol=1e-6)
    rival, best_third = evidence[..., 1], evidence[..., 7]
    assert best_third[0, 1] == pytest.approx(0.9)
    assert best_third[0, 3] == pytest.approx(0.1)
    assert rival[0, 1] > 0 > rival[0, 3]  # in the article of 1 and 3, 0 goes with 1


def test_trees_add_up_the_leaves_that_a_row_comes_to() -> None:
    trees = Trees(
        {
            "feature": np.array([1, 0, 0, 0]),
            "threshold": np.array([0.5, 0, 0, 0]),
            "left": np.array([1, 1, 2, 3]),
            "right": np.array([2, 1, 2, 3]),
            "value": np.array([0, -1.0, 2.0, 0.5]),
            "roots": np.array([0, 3]),
        }
    )
    rows = np.array([[9.0, 0.5], [9.0, 0.6]], np.float32)
    np.testing.assert_allclose(trees(rows), 1 / (1 + np.exp([0.5, -2.5])), rtol=1e-5)
