"""The tree of a sentence as figures, times and places look at it."""

from __future__ import annotations

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.frame_tables import load_frames
from watchfloor.records import Sentence

__all__ = ["tree_of"]


def tree_of(sentence: Sentence) -> Tree:
    """The sentence's tree, its lemmas mended where that makes them words of our frames."""
    return Tree(sentence, load_frames())
