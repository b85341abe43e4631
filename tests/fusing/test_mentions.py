"""Mentions of events joined across articles."""

from __future__ import annotations

import json
from pathlib import Path

from watchfloor.evaluation.coreference import evaluate, read_mentions
from watchfloor.fusing.mentions import group_articles

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
