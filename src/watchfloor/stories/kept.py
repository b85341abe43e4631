"""What is kept of a story, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from watchfloor.records import Story
from watchfloor.stories.terms import stems

__all__ = ["KeptStory", "bounds"]

_CLOSED_AFTER_DAYS = 30
_HEAVY_TERMS = 60
_SHOWN_TERMS = 12


class KeptStory(msgspec.Struct, array_like=True):
    """What is kept of a story.

    Attributes:
        members: rows of the articles that are compared with new ones, oldest first.
        titles: titles to choose from, with the row of each.
        first, last: ordinals of the days of its first and last article, None when unknown.
        into: the story that this one was merged into, -1 when it stands.
        title, terms: what it is called, as long as ``named``; looked up again when its articles change.
    """

    id: str
    documents: list[str]
    members: list[int]
    titles: list[tuple[int, str]]
    first: int | None = None
    last: int | None = None
    into: int = -1
    blob: bool = False
    since_split: int = 0
    named: bool = False
    title: str = ""
    terms: list[str] = []

    def name(self, totals: Mapping[str, float]) -> None:
        """Find the heaviest terms, and the title whose words weigh most in the whole story, long ones held back.

        Args:
            totals: weight of each term in all members together.
        """

        def weight(title: str) -> float:
            return sum(totals.get(stem, 0.0) for stem in stems(title)) / (4 + len(title.split()))

        heavy = sorted(totals, key=lambda term: (-totals[term], term))[:_HEAVY_TERMS]
        self.terms = [term for term in heavy if not term.startswith("\x00")][:_SHOWN_TERMS]
        self.title = max((title for _, title in self.titles), key=weight, default="")
        self.named = True

    def record(self, latest: int) -> Story:
        """The story as others see it; closed when nothing has come for long.

        Args:
            latest: ordinal of the day of the newest article of all.
        """
        closed = self.blob or (self.last is not None and latest - self.last > _CLOSED_AFTER_DAYS)
        return Story(
            id=self.id,
            title=self.title,
            documents=list(self.documents),
            first=_iso(self.first),
            last=_iso(self.last),
            terms=list(self.terms),
            state="closed" if closed else "open",
        )


def bounds(days: Iterable[int | None]) -> tuple[int | None, int | None]:
    """The first and the last of the days that are known."""
    known = [day for day in days if day is not None]
    return min(known, default=None), max(known, default=None)


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
