"""Claims without a coded act that speak of a typed event all the same.

"At least 3,000 troops are training there" states a figure and no act of the ontology, but it speaks of the deployment
that others announce. Such a claim is put beside the typed ones: it brings its figure, its speakers and its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from watchfloor.fusing.counting import FORCE_TYPES
from watchfloor.fusing.facts import YES, days_between, interval
from watchfloor.fusing.figure_records import FORCE, Figure
from watchfloor.fusing.matching import Group
from watchfloor.fusing.sources import Sources
from watchfloor.records import Claim

__all__ = ["adopt"]

REACH = 14


def adopt(
    claims: Iterable[Claim],
    groups: Sequence[Group],
    figures: Mapping[str, Sequence[Figure]],
    sources: Sources,
) -> dict[int, list[Claim]]:
    """Untyped claims on the size of a force, by the number of the group that tells how it came there.

    Args:
        claims: without a type, in order.
        groups: of the typed ones.
        figures: of each claim, by its id.
        sources: where they come from.
    """
    by_side: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.type in FORCE_TYPES and "real" in group.standings and _moves_force(group, figures):
            for side in group.parties(group.actors):
                by_side[side].append(group)
    added: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        sides = {f.side for f in figures.get(claim.id, ()) if f.series == FORCE}
        if len(sides) != 1 or claim.status not in YES:
            continue
        fitting = [
            (apart, -len(group.claims), group.number)
            for group in by_side[sides.pop()]
            if (apart := _apart(claim, group, sources)) <= REACH and _same_country(claim, group)
        ]
        if fitting:
            added[min(fitting)[2]].append(claim)
    return added


def _moves_force(group: Group, figures: Mapping[str, Sequence[Figure]]) -> bool:
    """Whether the group tells of soldiers: by its parties' sector, a figure of a force, or the act's mode."""
    return any(
        claim.mode == "troops"
        or any(a.sector == "MIL" for a in (*claim.actors, *claim.recipients))
        or any(f.series == FORCE for f in figures.get(claim.id, ()))
        for claim in group.claims
    )


def _apart(claim: Claim, group: Group, sources: Sources) -> int:
    """Days between a claim and a group; 0 where either has no day."""
    told: date | None = sources.day(claim)
    when = interval(claim) or ((told, told) if told else None)
    return min((days_between(when, other) for other in (group.when, group.told) if when and other), default=0)


def _same_country(claim: Claim, group: Group) -> bool:
    """Whether the force is where the group's act takes it, as far as both say."""
    where = {claim.place.country} if claim.place else {a.country for a in claim.recipients}
    there = {place.country for place in group.places.values()} | set(group.recipients)
    where.discard(None)
    there.discard(None)
    return not where or not there or bool(where & there)
