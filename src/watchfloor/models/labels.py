"""The label sets of the sentence reader's heads."""

from __future__ import annotations

from pathlib import Path

import msgspec

__all__ = ["Labels", "load_labels"]


class Labels(msgspec.Struct, kw_only=True, frozen=True):
    """What each head can answer, in the order of its outputs.

    Attributes:
        relations: universal dependency relations; ``nsubj:pass``, ``aux:pass`` and ``obl:agent`` keep their subtype.
        upos: universal part-of-speech tags.
        feats: bundles of morphological features as written in CoNLL-U.
        entities: BIO labels.
        acts: ``NONE`` and the PLOVER types.
        modes: ``-`` and PLOVER modes.
        status: a claim's statuses.
        roles: what a word can be to a predicate.
        pairs: what an actor can do to a recipient: ``acts``, then some finer than these, ``TYPE/kind``, which other
            schemes count elsewhere.
    """

    relations: list[str]
    upos: list[str]
    feats: list[str]
    entities: list[str]
    acts: list[str]
    modes: list[str]
    status: list[str]
    roles: list[str]
    pairs: list[str]


def load_labels(path: Path) -> Labels:
    """Read label sets from JSON."""
    return msgspec.json.decode(path.read_bytes(), type=Labels)
