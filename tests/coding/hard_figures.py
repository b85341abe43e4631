"""Scores the hard sentences of ``hard/figures.jsonl`` by kind; run as a program it prints the score and the misses.

A sentence counts as right when all that is expected of it comes out and, for figures, nothing else that has a part in an event.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from watchfloor.coding.places import PlaceContext, event_place, find_places
from watchfloor.coding.quantities import find_quantities
from watchfloor.coding.times import event_time, find_times
from watchfloor.parsing import Parser, default_parser
from watchfloor.records import Sentence

HARD = Path(__file__).parent / "hard" / "figures.jsonl"


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HARD.read_text(encoding="utf-8").splitlines()]


def score(parser: Parser | None = None) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """(right, all) by kind, and a line for each miss."""
    cases = rows()
    sentences = (parser or default_parser()).read([case["text"] for case in cases])
    hits: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for case, sentence in zip(cases, sentences, strict=True):
        found = _found(case, sentence)
        right = not found
        hits[case["kind"]].append(right)
        if not right:
            misses.append(f"{case['kind']}: {case['text'][:100]} -> {found}")
    return {kind: (sum(marks), len(marks)) for kind, marks in hits.items()}, misses


def _found(case: dict[str, Any], sentence: Sentence) -> str:
    """What came out where it is not what is expected, empty when it is."""
    if "figures" in case:
        return _figures(case, sentence)
    if "times" in case:
        return _times(case, sentence)
    return _places(case, sentence)


def _figures(case: dict[str, Any], sentence: Sentence) -> str:
    quantities = find_quantities(sentence)
    got = [(q.low, q.high, q.unit, q.role) for q in quantities]
    wanted = [(f["low"], f["high"], f["unit"], f["role"]) for f in case["figures"]]
    doubts = all(bool(q.doubt) for q in quantities) if case["kind"] == "doubt" else True
    if case["kind"] == "none":
        spurious = [q for q in got if q[2] == "persons" or q[3]]
        return str(spurious) if spurious else ""
    missing = [w for w in wanted if w not in got]
    extra = [g for g in got if g not in wanted and g[3]]
    return "" if not missing and not extra and doubts else str(got)


def _times(case: dict[str, Any], sentence: Sentence) -> str:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    times = find_times(sentence, published)
    got = [[t.start, t.end] for t in times]
    if got != case["times"]:
        return str(got)
    if case["kind"] == "time doubt" and not all(t.doubt for t in times):
        return "no doubt on the record"
    for word, start in case.get("events", {}).items():
        time = event_time(sentence, sentence.words.index(word), times)
        if (time.start if time else None) != start:
            return f"{word}: {time.start if time else None}"
    return ""


def _places(case: dict[str, Any], sentence: Sentence) -> str:
    context = PlaceContext([sentence])
    places = find_places(sentence, context)
    got = [[p.id, p.country] for p in places]
    if got != case["places"]:
        return str(got)
    for word, id_ in case.get("events", {}).items():
        place = event_place(sentence, sentence.words.index(word), places)
        if (place.id if place else None) != id_:
            return f"{word}: {place.id if place else None}"
    return ""


if __name__ == "__main__":
    by_kind, missed = score()
    for kind, (right, every) in by_kind.items():
        sys.stdout.write(f"{kind:16}{right:4} of {every}\n")
    sys.stdout.write(
        f"{'all':16}{sum(r for r, _ in by_kind.values()):4} of {sum(n for _, n in by_kind.values())}\n"
    )
    sys.stdout.write("\n".join(missed) + "\n")
