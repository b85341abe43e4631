"""Stories: articles of one evolving situation put together as they stream in."""

from __future__ import annotations

from watchfloor.stories.index import StoryIndex

__all__ = ["StoryIndex"]
