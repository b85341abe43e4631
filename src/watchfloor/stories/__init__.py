"""Stories: articles of one evolving situation put together as they stream in."""

from __future__ import annotations

from watchfloor.stories.index import StateError, StoryIndex
from watchfloor.stories.situations import SILENCE, Situations

__all__ = ["SILENCE", "Situations", "StateError", "StoryIndex"]
