"""Stories: BCubed of articles put together one at a time, in order of publication."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from watchfloor.evaluation.clusters import b_cubed
from watchfloor.evaluation.files import read_jsonl
from watchfloor.records import Document
from watchfloor.stories import StoryIndex

__all__ = ["evaluate", "to_document"]


def to_document(record: dict[str, Any]) -> Document:
    """The document of a record, of the fields that a user's export has; labels are left out."""
    return Document(
        id=str(record["id"]),
        address=str(record.get("url") or record["id"]),
        url=str(record.get("url") or ""),
        outlet=str(record.get("outlet") or ""),
        title=str(record.get("title") or ""),
        text=str(record.get("text") or ""),
        published=record.get("published"),
        fetched=record.get("fetched"),
    )


def evaluate(path: Path | str) -> dict[str, Any]:
    """Score story ids against the field ``cluster``.

    Articles are added in order of publication. What is scored is the story that each belongs to after the last one:
    merges and splits on the way count, as they do for a user.

    Returns:
        ``n``, ``bcubed_precision``, ``bcubed_recall``, ``bcubed_f1``, ``at_once_f1`` (the id given when the article
        was added, never mended), ``stories``, ``documents_per_s``.
    """
    records = read_jsonl(Path(path))
    documents = sorted(
        (to_document(record) for record in records), key=lambda d: (d.published or "9999", d.id)
    )
    index = StoryIndex()
    started = time.perf_counter()
    at_once = {document.id: index.add(document) for document in documents}
    elapsed = time.perf_counter() - started
    predicted = {document.id: index.story_of(document.id) for document in documents}
    gold = {str(record["id"]): str(record["cluster"]) for record in records}
    score = b_cubed(predicted, gold)
    return {
        "n": len(documents),
        "bcubed_precision": round(score["precision"], 4),
        "bcubed_recall": round(score["recall"], 4),
        "bcubed_f1": round(score["f1"], 4),
        "at_once_f1": round(b_cubed(at_once, gold)["f1"], 4),
        "stories": len(set(predicted.values())),
        "documents_per_s": round(len(documents) / elapsed, 1) if elapsed else 0.0,
    }
