"""Scores the hard sentences of ``hard/status.jsonl`` by kind; run as a program it prints the score and the misses.

A row is right when the status is the one expected, or one of those where readers may differ, and factuality lies in the range.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from watchfloor.coding.attribution import find_attributions
from watchfloor.coding.status import read_status
from watchfloor.parsing import Parser, default_parser

HARD = Path(__file__).parent / "hard" / "status.jsonl"


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HARD.read_text(encoding="utf-8").splitlines()]


def score(parser: Parser | None = None) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """(right, all) by kind, and a line for each miss."""
    cases = rows()
    texts = list(dict.fromkeys(case["text"] for case in cases))
    sentences = dict(zip(texts, (parser or default_parser()).read(texts), strict=True))
    hits: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for case in cases:
        sentence = sentences[case["text"]]
        reading = read_status(sentence, sentence.words.index(case["word"]), find_attributions([sentence]))
        allowed = case["status"] if isinstance(case["status"], list) else [case["status"]]
        low, high = case["factuality"]
        right = reading.status in allowed and low <= reading.factuality <= high
        hits[case["kind"]].append(right)
        if not right:
            misses.append(
                f"{case['kind']}: {case['text']} [{case['word']}] -> {reading.status} {reading.factuality}, not {case['status']}"
            )
    return {kind: (sum(marks), len(marks)) for kind, marks in hits.items()}, misses


if __name__ == "__main__":
    by_kind, missed = score()
    for kind, (right, every) in by_kind.items():
        sys.stdout.write(f"{kind:24}{right:4} of {every}\n")
    sys.stdout.write(
        f"{'all':24}{sum(r for r, _ in by_kind.values()):4} of {sum(n for _, n in by_kind.values())}\n"
    )
    sys.stdout.write("\n".join(missed) + "\n")
