"""The task `figures`: incidents against a registry."""

from __future__ import annotations

import json
from pathlib import Path

from watchfloor.evaluation.figures import evaluate


def test_incidents_are_scored_by_cluster(tmp_path: Path) -> None:
    articles = [
        {
            "title": "Two killed in harbour shooting",
            "text": "Two men were shot dead at the harbour.",
            "cluster": "a",
            "killed": 2,
            "injured": 0,
        },
        {
            "title": "Harbour shooting",
            "text": "A third man was wounded, police said.",
            "cluster": "a",
            "killed": 2,
            "injured": 0,
        },
        {
            "title": "Woman hurt",
            "text": "A woman was wounded by a stray bullet.",
            "cluster": "b",
            "killed": 0,
            "injured": 1,
        },
        {"title": "Quiet day", "text": "Nothing happened.", "cluster": "c"},
    ]
    path = tmp_path / "stories.jsonl"
    path.write_text(
        "\n".join(json.dumps({"published": "2024-05-10", **a}) for a in articles), encoding="utf-8"
    )
    scores = evaluate(path)
    assert scores["n"] == 2
    assert scores["killed_accuracy"] == 1.0
    assert scores["injured_accuracy"] == 0.5
