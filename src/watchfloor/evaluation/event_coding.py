"""Scores of coding who did what to whom from text alone, against the PLOVER gold records."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec

from watchfloor import pipeline
from watchfloor.evaluation.files import read_jsonl
from watchfloor.evaluation.scores import f1
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.records import Claim

__all__ = ["evaluate", "true_triples"]

# The records predate the 16 types, and code what is only announced as a commitment or a threat.
TO_16 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
Triple = tuple[str, str, str]


def evaluate(path: Path, *, threshold: float = 0.0) -> dict[str, Any]:
    """Types and country triples of each text, against those of its record.

    Args:
        path: JSONL with ``text``, ``type``, ``actor``, ``recipient``, ``reciprocal``.
        threshold: claims of less confidence are left out.

    Returns:
        ``n``; ``type_f1`` and ``triple_f1`` (micro, over all coded and true types and triples) with their
        precision and recall; ``type_hit`` and ``triple_hit``, the shares of records found; ``sentences_per_s``.
    """
    rows = read_jsonl(path)
    pipeline.code("A sentence to warm up.")
    began = time.perf_counter()
    coded = pipeline.code_texts([row["text"] for row in rows])
    seconds = time.perf_counter() - began
    types, triples = [0, 0, 0], [0, 0, 0]
    type_hits = triple_hits = 0
    for row, claims in zip(rows, coded, strict=True):
        claims = [_as_recorded(c) for c in claims if c.type and c.confidence >= threshold]
        kind = TO_16.get(row["type"], row["type"])
        found = {c.type for c in claims}
        type_hits += kind in found
        _count(types, found, {kind})
        actors, recipients = _codes(row["actor"]), _codes(row["recipient"])
        triple_hits += any(
            c.type == kind
            and _countries(c.actors) & actors
            and (not recipients or _countries(c.recipients) & recipients)
            for c in claims
        )
        _count(
            triples,
            {t for c in claims for t in _triples(c.type, _countries(c.actors), _countries(c.recipients))},
            true_triples(row),
        )
    type_scores, triple_scores = f1(*types), f1(*triples)
    return {
        "n": len(rows),
        "type_f1": type_scores["f1"],
        "triple_f1": triple_scores["f1"],
        "type_hit": type_hits / len(rows),
        "triple_hit": triple_hits / len(rows),
        "type_precision": type_scores["precision"],
        "triple_precision": triple_scores["precision"],
        "sentences_per_s": len(rows) / seconds,
    }


def _as_recorded(claim: Claim) -> Claim:
    if claim.status != "announced" or claim.type is None:
        return claim
    return msgspec.structs.replace(claim, type=load_ontology().types[claim.type].ahead)


def true_triples(row: dict[str, Any]) -> set[Triple]:
    """Actor country, type, recipient country; in a reciprocal act every party acts on every other."""
    kind = TO_16.get(row["type"], row["type"])
    actors = _codes(row["actor"])
    recipients = actors if row["reciprocal"] and not row["recipient"] else _codes(row["recipient"])
    return _triples(kind, actors, recipients)


def _triples(kind: str, actors: set[str], recipients: set[str]) -> set[Triple]:
    pairs = {(kind, a, r) for a in actors or {""} for r in recipients or {""}}
    if actors == recipients and len(actors) > 1:
        pairs = {(k, a, r) for k, a, r in pairs if a != r}
    return pairs


def _codes(parties: list[dict[str, str]]) -> set[str]:
    return {party["code"] for party in parties if party["code"]}


def _countries(actors: list[Any]) -> set[str]:
    return {actor.country for actor in actors if actor.country}


def _count(total: list[int], found: set[Any], true: set[Any]) -> None:
    total[0] += len(found & true)
    total[1] += len(found)
    total[2] += len(true)
