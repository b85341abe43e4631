"""Claims into events: which claims speak of one happening, what they agree on and what they contest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from watchfloor.fusing.adopting import adopt
from watchfloor.fusing.agreement import make_event
from watchfloor.fusing.contests import figure_contests, source_contests
from watchfloor.fusing.counting import read_figures
from watchfloor.fusing.figure_records import Figure
from watchfloor.fusing.matching import group_claims
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim, Document, Event, Origin

__all__ = ["fuse"]

# An event needs one claim of at least this confidence; less sure ones may join it.
SURE = 0.35


def fuse(claims: Sequence[Claim], documents: Sequence[Document], origins: Sequence[Origin]) -> list[Event]:
    """The events that the claims of one story speak of.

    Args:
        claims: of all types and none, in any order.
        documents: the articles that they come from.
        origins: which articles count as one.

    Returns:
        Events in order of their day: one for each group of typed claims, and one without a type for each side's force
        and losses and for each thing counted, where claims of different events give several values, and for who made a
        force's presence known, where they differ on that, so that a reader sees them side by side.
    """
    sources = Sources(documents, origins)
    ordered = sources.in_order(claims)
    figures = read_figures(ordered, sources)
    by_claim: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_claim[figure.claim.id].append(figure)
    groups = group_claims([c for c in ordered if c.type], sources)
    groups = [g for g in groups if max(c.confidence for c in g.claims) >= SURE]
    added = adopt([c for c in ordered if not c.type], groups, by_claim, sources)
    events = [
        make_event(sources.in_order([*g.claims, *added.get(g.number, ())]), by_claim, sources) for g in groups
    ]
    events += figure_contests(figures, sources)
    events += source_contests(ordered, figures, sources)
    return sorted(events, key=lambda e: (_day(e), e.id))


def _day(event: Event) -> str:
    start = event.time.start if event.time else None
    return start or event.first or "9999"
