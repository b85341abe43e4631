"""Scores of named entities against BIO-tagged tokens."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from watchfloor.evaluation.scores import f1
from watchfloor.parsing.reader import default_reader
from watchfloor.records import Sentence

__all__ = ["evaluate", "read_bio"]

# Names that data sets give to the three types that are compared.
SAME = {
    "per": "PER", "person": "PER", "loc": "LOC", "location": "LOC", "gpe": "LOC", "org": "ORG",
    "organisation": "ORG", "organization": "ORG", "corporation": "ORG", "group": "ORG",
}  # fmt: skip
TYPES = ("PER", "ORG", "LOC")
_TIGHT_BEFORE = frozenset(".,;:!?)%'\u2019") | {"n't", "'s", "\u2019s", "'re", "'ve", "'ll", "'d", "'m"}


def evaluate(path: Path) -> dict[str, Any]:
    """Exact spans with their type; other types than person, organisation and place are left out on both sides.

    Args:
        path: one token and BIO tag a line, a tab between them, a blank line between sentences.

    Returns:
        ``n`` sentences, ``f1``, ``precision``, ``recall`` (micro), ``per_type``.

    Raises:
        ValueError: a line has no tag; the message names file and line.
    """
    rows = read_bio(path)
    sentences = default_reader().read_tokens([_bare(words) for words, _ in rows])
    counts = {kind: Counter[str]() for kind in TYPES}
    for (_, tags), sentence in zip(rows, sentences, strict=True):
        gold = _spans(tags)
        found = {(e.first, e.last, e.label) for e in sentence.entities if e.label in TYPES}
        for kind in TYPES:
            g, p = ({s for s in spans if s[2] == kind} for spans in (gold, found))
            counts[kind].update(hit=len(g & p), gold=len(g), found=len(p))
    total = sum(counts.values(), Counter[str]())
    per_type = {kind: f1(c["hit"], c["found"], c["gold"]) for kind, c in counts.items()}
    return {"n": len(rows), **f1(total["hit"], total["found"], total["gold"]), "per_type": per_type}


def read_bio(path: Path) -> list[tuple[list[str], list[str]]]:
    """Words and tags of each sentence."""
    rows: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line:
                word, tab, tag = line.partition("\t")
                if not tab:
                    raise ValueError(f"{path}, line {number}: no tab between token and tag")
                words.append(word)
                tags.append(tag)
            elif words:
                rows.append((words, tags))
                words, tags = [], []
    if words:
        rows.append((words, tags))
    return rows


def _bare(words: list[str]) -> Sentence:
    """A sentence of the given tokens, set as text would be: no space before a stop or a clitic."""
    text = ""
    starts, ends = [], []
    for word in words:
        if text and word not in _TIGHT_BEFORE and text[-1] not in "($":
            text += " "
        starts.append(len(text))
        text += word
        ends.append(len(text))
    return Sentence(text=text, words=list(words), starts=starts, ends=ends)


def _spans(tags: list[str]) -> set[tuple[int, int, str]]:
    spans = set()
    first, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        position, _, name = tag.partition("-")
        if first >= 0 and (position != "I" or name != kind):
            if kind.lower() in SAME:
                spans.add((first, i, SAME[kind.lower()]))
            first = -1
        if position in ("B", "I") and first < 0:
            first, kind = i, name
    return spans
