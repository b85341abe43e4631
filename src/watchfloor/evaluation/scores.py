"""The few sums that all scores are made of."""

from __future__ import annotations

__all__ = ["f1"]


def f1(hits: float, found: float, gold: float) -> dict[str, float]:
    """Precision, recall and their harmonic mean; 0 where nothing was found or was there to find.

    Args:
        hits: found and right.
        found: all that was found.
        gold: all that was there to find.
    """
    precision = hits / found if found else 0.0
    recall = hits / gold if gold else 0.0
    mean = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"f1": mean, "precision": precision, "recall": recall}
