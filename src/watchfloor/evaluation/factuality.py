"""Scores of factuality against human judgements of whether a predicate happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.coding.attribution import find_attributions
from watchfloor.coding.status import StatusReader
from watchfloor.evaluation.files import numbered_records
from watchfloor.parsing import Parser, default_parser
from watchfloor.records import Sentence

__all__ = ["evaluate", "word_at"]

_BATCH = 512


def evaluate(path: Path, parser: Parser | None = None) -> dict[str, Any]:
    """Pearson's r and mean absolute error of the scores of whether each predicate had happened, -3 to 3.

    What lies ahead of the telling counts as not having happened, however sure it is: that is what the judges of
    UDS-IH2 were asked (Rudinger, White and Van Durme, "Neural models of factuality", 2018). Those of UW were asked how
    far the author commits to the event, be it past or to come (Lee, Artzi, Choi and Zettlemoyer, "Event detection and
    factuality assessment with non-expert supervision", 2015); ``committed_`` measures that.

    Args:
        path: JSONL or JSONL.gz with ``text``, ``predicate_span`` (offsets in ``text``) and ``score``.
        parser: instead of the default one.

    Returns:
        ``n`` predicates, ``pearson``, ``mae``, ``committed_pearson``, ``committed_mae``, and ``unplaced``: predicates that no word of ours overlaps (they are
        scored as certain facts).

    Raises:
        ValueError: a line is not what it should be; the message names file and line.
    """
    path = Path(path)
    # Labels are put aside unread until all is predicted.
    questions: list[tuple[str, int, int]] = []
    labels: list[Any] = []
    for number, record in numbered_records(path):
        try:
            start, end = record["predicate_span"]
            questions.append((record["text"], int(start), int(end)))
            labels.append(record["score"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(
                f"{path}, line {number}: needs text, predicate_span and score ({error})"
            ) from error
    predicted, unplaced = _predict(questions, parser or default_parser())
    gold = np.array(labels, dtype=float)
    happened, committed = (np.array(column, dtype=float) for column in predicted)
    return {
        "n": len(gold),
        **_agreement(happened, gold),
        **{f"committed_{name}": value for name, value in _agreement(committed, gold).items()},
        "unplaced": unplaced,
    }


def _agreement(found: NDArray[np.float64], gold: NDArray[np.float64]) -> dict[str, float]:
    varies = len(found) > 1 and found.std() > 0 and gold.std() > 0
    return {
        "pearson": float(np.corrcoef(found, gold)[0, 1]) if varies else 0.0,
        "mae": float(np.abs(found - gold).mean()) if len(found) else 0.0,
    }


def _predict(
    questions: list[tuple[str, int, int]], parser: Parser
) -> tuple[tuple[list[float], list[float]], int]:
    """Of each predicate whether it had happened and how far the text commits to it, and how many have no word."""
    readers: dict[str, StatusReader] = {}
    texts = list(dict.fromkeys(text for text, _, _ in questions))
    for at in range(0, len(texts), _BATCH):
        for text, sentence in zip(texts[at : at + _BATCH], parser.read(texts[at : at + _BATCH]), strict=True):
            readers[text] = StatusReader(sentence, find_attributions([sentence]))
    happened: list[float] = []
    committed: list[float] = []
    unplaced = 0
    for text, start, end in questions:
        reader = readers[text]
        word = word_at(reader.sentence, start, end)
        unplaced += word < 0
        reading = reader.read(word) if word >= 0 else None
        happened.append(reading.happened if reading else 3.0)
        committed.append(reading.factuality if reading else 3.0)
    return (happened, committed), unplaced


def word_at(sentence: Sentence, start: int, end: int) -> int:
    """The word that shares most characters with a stretch of the sentence's text, -1 for none."""
    best, most = -1, 0
    for word, (first, last) in enumerate(zip(sentence.starts, sentence.ends, strict=True)):
        shared = min(last, end) - max(first, start)
        if shared > most:
            best, most = word, shared
    return best
