"""Claims into events: which claims speak of one happening, what they agree on and what they contest."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.fusing.agreement import Sources, make_event
from watchfloor.fusing.contests import figure_contests
from watchfloor.fusing.matching import group_claims
from watchfloor.records import Claim, Document, Event, Origin

__all__ = ["fuse"]


def fuse(claims: Sequence[Claim], documents: Sequence[Document], origins: Sequence[Origin]) -> list[Event]:
    """The events that the claims of one story speak of.

    Args:
        claims: in order of publication and, within an article, of the text.
        documents: the articles that they come from.
        origins: which articles count as one.

    Returns:
        Events in order of their day: one for each group of typed claims, and one without a type for each kind of
        figure that claims of different events give ("killed, North Korean troops"), so that a reader sees them side by side.
    """
    sources = Sources(documents, origins)
    events = [make_event(group, sources) for group in group_claims([c for c in claims if c.type], sources)]
    events += figure_contests(claims, sources)
    return sorted(events, key=lambda e: (_day(e), e.id))


def _day(event: Event) -> str:
    start = event.time.start if event.time else None
    return start or event.first or "9999"
