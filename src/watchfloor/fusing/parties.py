"""Who an event's parties are, by the origins that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from watchfloor.fusing.facts import party_key
from watchfloor.records import Actor

__all__ = ["agreed_parties"]

MOST = 6
# A party that fewer than this share of the best supported one's origins name is not one of the event's.
SHARE = 0.5


def agreed_parties(told: Iterable[tuple[str, Sequence[Actor]]]) -> list[Actor]:
    """The parties of one side that most origins name, the best supported first; finer ones stand for vaguer ones.

    Args:
        told: origin and parties of each claim.
    """
    origins: dict[str, set[str]] = defaultdict(set)
    fine: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    first: dict[str, Actor] = {}
    for origin, actors in told:
        for actor in actors:
            key = party_key(actor)
            name = actor.id or actor.text.lower()
            if not name:
                continue
            origins[key or f"~{name}"].add(origin)
            fine[key or f"~{name}"][name].add(origin)
            first.setdefault(name, actor)
    keys = [key for key in origins if not key.startswith("~")] or list(origins)
    if not keys:
        return []
    least = SHARE * max(len(origins[key]) for key in keys)
    order = {key: n for n, key in enumerate(origins)}
    kept = sorted((k for k in keys if len(origins[k]) >= least), key=lambda k: (-len(origins[k]), order[k]))
    return [first[name] for key in kept for name in _finest(fine[key], first)][:MOST]


def _finest(names: dict[str, set[str]], first: dict[str, Actor]) -> list[str]:
    """Of the names of one country's parties: persons rather than the government, bodies rather than the country."""

    def rank(name: str) -> int:
        actor = first[name]
        if actor.id.startswith("PER_"):
            return 3
        if actor.sector in (None, ""):
            return 0
        return 1 if actor.sector == "GOV" else 2

    refined = [name for name in names if rank(name) > 0]
    if not refined:
        return list(names)
    least = SHARE * max(len(names[name]) for name in refined)
    kept = [name for name in refined if len(names[name]) >= least]
    if any(rank(name) == 3 for name in kept):
        # "North Korean leader Kim Jong Un" is one party, not his office and he.
        kept = [name for name in kept if rank(name) != 1]
    return sorted(kept, key=lambda name: -len(names[name]))
