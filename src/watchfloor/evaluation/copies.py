"""Copies: which pairs of articles are rightly put into one origin."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from watchfloor.copies import CopyIndex
from watchfloor.evaluation.clusters import pairwise
from watchfloor.evaluation.files import read_jsonl
from watchfloor.evaluation.stories import to_document

__all__ = ["evaluate"]


def evaluate(path: Path | str) -> dict[str, Any]:
    """Score origins against the field ``origin``.

    Documents are added in order of publication. Where records have a ``kind``, each kind is scored over pairs of it
    with originals and with the kind ``neighbour`` (independent reports, each an origin of its own).

    Where records have a ``half``, each half is also scored by itself, with an index of its own.

    Returns:
        ``n``, ``pairwise_precision``, ``pairwise_recall``, ``pairwise_f1``, ``documents_per_s``; with kinds
        ``per_kind`` (precision, recall, F1) and ``neighbours_kept_apart`` (share of neighbours in no other's origin);
        with halves ``halves``, the same again for each.
    """
    records = read_jsonl(Path(path))
    result = _score(records)
    halves = sorted({str(record["half"]) for record in records if record.get("half")})
    if halves:
        result["halves"] = {half: _score([r for r in records if r.get("half") == half]) for half in halves}
    return result


def _score(records: list[dict[str, Any]]) -> dict[str, Any]:
    documents = sorted(
        (to_document(record) for record in records), key=lambda d: (d.published or "9999", d.id)
    )
    index = CopyIndex()
    started = time.perf_counter()
    for document in documents:
        index.add(document)
    elapsed = time.perf_counter() - started
    predicted = {name: origin.id for origin in index.origins() for name in origin.documents}
    gold = {str(record["id"]): str(record["origin"]) for record in records}
    score = pairwise(predicted, gold)
    result: dict[str, Any] = {
        "n": len(documents),
        "pairwise_precision": round(score["precision"], 4),
        "pairwise_recall": round(score["recall"], 4),
        "pairwise_f1": round(score["f1"], 4),
        "documents_per_s": round(len(documents) / elapsed, 1) if elapsed else 0.0,
    }
    kinds = {str(record["id"]): str(record["kind"]) for record in records if record.get("kind")}
    if kinds:
        result.update(_by_kind(predicted, gold, kinds))
    return result


def _by_kind(predicted: dict[str, str], gold: dict[str, str], kinds: dict[str, str]) -> dict[str, Any]:
    per_kind: dict[str, dict[str, float]] = {}
    for kind in sorted(set(kinds.values()) - {"original", "neighbour"}):
        kept = {name for name, own in kinds.items() if own in (kind, "original", "neighbour")}
        score = pairwise({n: predicted[n] for n in kept}, {n: gold[n] for n in kept})
        per_kind[kind] = {name: round(value, 4) for name, value in score.items()}
    members: dict[str, set[str]] = {}
    for name, group in predicted.items():
        members.setdefault(group, set()).add(gold[name])
    neighbours = [name for name, kind in kinds.items() if kind == "neighbour"]
    apart = sum(1 for name in neighbours if members[predicted[name]] == {gold[name]})
    return {
        "per_kind": per_kind,
        "neighbours_kept_apart": round(apart / len(neighbours), 4) if neighbours else None,
    }
