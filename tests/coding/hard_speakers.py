"""Scores the hard texts of ``hard/speakers.jsonl`` by kind; run as a program it prints the score and the misses.

A row is right when the word ``at`` is given to the speaker expected: its kind, its country or countries ("RUS+PRK"), its words
and its cue, where the row names them ("a|b": either; a lone "|": anything).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from watchfloor.coding.actors import find_mentions
from watchfloor.coding.attribution import find_attributions
from watchfloor.coding.references import resolve_references
from watchfloor.coding.sources import Sources
from watchfloor.parsing import Parser, default_parser, split
from watchfloor.records import Document, Speaker

HARD = Path(__file__).parent / "hard" / "speakers.jsonl"


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HARD.read_text(encoding="utf-8").splitlines()]


def score(parser: Parser | None = None) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """(right, all) by kind, and a line for each miss."""
    cases = rows()
    parser = parser or default_parser()
    hits: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for case in cases:
        speakers = _speakers(case["text"], case["at"], parser)
        right = _matches(speakers, case["speaker"])
        hits[case["kind"]].append(right)
        if not right:
            got = "; ".join(f"{s.kind} {s.country} {s.text!r} {s.cue!r}" for s in speakers)
            misses.append(f"{case['kind']}: {case['text'][:110]} [{case['at']}] -> {got}")
    return {kind: (sum(marks), len(marks)) for kind, marks in hits.items()}, misses


def _speakers(text: str, word: str, parser: Parser) -> list[Speaker]:
    places = split(text)
    sentences = parser.read([place.text for place in places])
    for sentence, place in zip(sentences, places, strict=True):
        sentence.start, sentence.kind, sentence.paragraph = place.start, place.kind, place.paragraph
    mentions = resolve_references(sentences, [find_mentions(s) for s in sentences])
    document = Document(id="0" * 16, address="", text=text, original=text, language="en")
    sources = Sources(document, sentences, mentions, find_attributions(sentences))
    start = text.rindex(word)
    return sources.speakers(start, start + len(word))


def _matches(found: list[Speaker], wanted: dict[str, Any]) -> bool:
    first = found[0]
    if wanted["kind"] is not None and first.kind != wanted["kind"]:
        return False
    if wanted["country"] is not None and {s.country for s in found} != set(wanted["country"].split("+")):
        return False
    if wanted["words"] and not first.text.startswith(wanted["words"]):
        return False
    cues = wanted["cue"].split("|")
    return "" in cues or first.cue in cues


if __name__ == "__main__":
    by_kind, missed = score()
    for kind, (right, every) in by_kind.items():
        sys.stdout.write(f"{kind:18}{right:4} of {every}\n")
    sys.stdout.write(
        f"{'all':18}{sum(r for r, _ in by_kind.values()):4} of {sum(n for _, n in by_kind.values())}\n"
    )
    sys.stdout.write("\n".join(missed) + "\n")
