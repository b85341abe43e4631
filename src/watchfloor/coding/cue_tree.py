"""Trees whose lemmas are mended for the words of cues and hedges as well as for those of frames."""

from __future__ import annotations

from functools import cache

import msgspec

from watchfloor.coding.tree import Tree
from watchfloor.knowledge.cue_tables import load_cues
from watchfloor.knowledge.frame_tables import FrameSet, load_frames
from watchfloor.records import Sentence

__all__ = ["cue_tree"]


def cue_tree(sentence: Sentence) -> Tree:
    """The tree of a sentence for attribution, status and reasons."""
    return Tree(sentence, _words())


@cache
def _words() -> FrameSet:
    frames = load_frames()
    return msgspec.structs.replace(frames, vocabulary=frames.vocabulary | load_cues().words)
