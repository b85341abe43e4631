"""Which incident the casualties of people who are nobody's fighters belong to: a crash, a bombing, a flood.

The losses of a force are counted by its side, over a whole war. The victims of an incident are not: "14 dead" of a bus
crash and "31 dead" of a bombing disagree in nothing. An article is cut into strands, a new one where it says so
("in another attack", "last month") or names another place; strands of different articles are of one incident when
their places and days allow it and they name the same things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from watchfloor.fusing.facts import Days, days_between, interval
from watchfloor.fusing.figure_records import LOSSES, Figure
from watchfloor.fusing.incident_wording import begins_another, sums_incidents
from watchfloor.fusing.sources import Sources
from watchfloor.knowledge.actor_tables import ActorTable
from watchfloor.records import Claim

__all__ = ["assign_incidents"]

_REACH = 14  # days between reports on one incident
_CANDIDATES = 30
_EXACT = 3  # a time of no more days than this says when it happened
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][\w'-]{2,}")
_DATELINE = re.compile(r"^([A-Z]{4,})\b")
_NO_NAME = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "president", "minister",
    "prime", "ministry", "police", "army", "government", "health", "interior", "general", "the", "red", "crescent",
    "cross", "associated", "press", "officials",
})  # fmt: skip


class _Strand(msgspec.Struct):
    """What one article says of one incident."""

    document: str
    figures: list[int] = msgspec.field(default_factory=list)
    places: set[str] = msgspec.field(default_factory=set)
    names: set[str] = msgspec.field(default_factory=set)
    days: list[Days] = msgspec.field(default_factory=list)


def assign_incidents(figures: Sequence[Figure], sources: Sources) -> list[Figure]:
    """Figures with the incident of those who are victims of one.

    Args:
        figures: of a story, in order of publication and of the text.
        sources: where they come from.

    Returns:
        The same figures; losses without a fighting side have ``incident`` set, sums over several incidents one of
        their own.
    """
    done = list(figures)
    strands: list[_Strand] = []
    last: dict[str, _Strand] = {}
    for number, figure in enumerate(figures):
        if not figure.civil or figure.series not in LOSSES:
            continue
        claim = figure.claim
        if sums_incidents(claim.sentence):
            done[number] = msgspec.structs.replace(figure, incident=f"sum:{claim.id}")
            continue
        strand = last.get(claim.document)
        if strand is None or _leaves(strand, claim, figures):
            strand = _Strand(document=claim.document)
            if claim.document not in last and not begins_another(claim.sentence):
                strand.names |= _names(sources.opening(claim))
            strands.append(strand)
            last[claim.document] = strand
        _take_in(strand, number, claim, sources)
    for number, group in enumerate(_joined(strands, sources, done)):
        for strand in group:
            for at in strand.figures:
                done[at] = msgspec.structs.replace(done[at], incident=f"incident:{number}")
    return done


def _leaves(strand: _Strand, claim: Claim, figures: Sequence[Figure]) -> bool:
    """Whether a claim turns to another incident than its article spoke of last."""
    if figures[strand.figures[-1]].claim.sentence == claim.sentence:
        return False
    place = _place(claim)
    return begins_another(claim.sentence) or bool(place and strand.places and place not in strand.places)


def _place(claim: Claim) -> str:
    """The city or the like where it happened; a country or region says too little."""
    place = claim.place
    return (place.id or place.name) if place and place.kind not in ("country", "region") else ""


def _take_in(strand: _Strand, number: int, claim: Claim, sources: Sources) -> None:
    strand.figures.append(number)
    strand.places |= {_place(claim)} - {""}
    strand.names |= _names(sources.paragraph(claim))
    when = interval(claim)
    if when and (when[1] - when[0]).days <= _EXACT:
        strand.days.append(when)


def _names(text: str) -> set[str]:
    """Names in a text that are no known actors, country words or dates; a dateline in capitals is one."""
    known = [(hit.start, hit.end) for hit in ActorTable.load().find(text)]
    found = {
        match[0].lower()
        for match in _NAME.finditer(text)
        if not any(start <= match.start() < end for start, end in known)
    }
    found |= {match[1].lower() for match in _DATELINE.finditer(text)}
    return found - _NO_NAME


def _joined(
    strands: Sequence[_Strand], sources: Sources, figures: Sequence[Figure]
) -> Iterable[list[_Strand]]:
    """Groups of strands, each of one incident, in order of their first report.

    Only the latest groups that share a name or place are looked at, and of each its latest strands, so that a strand
    costs the same however long the story is.
    """
    groups: list[list[_Strand]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for strand in strands:
        keys = strand.places | strand.names
        near = sorted({number for key in keys for number in index[key][-_CANDIDATES:]}, reverse=True)
        number = next(
            (
                n
                for n in near
                if all(_may_be_one(strand, other, sources, figures) for other in groups[n][-_CANDIDATES:])
            ),
            -1,
        )
        if number < 0:
            number = len(groups)
            groups.append([])
        groups[number].append(strand)
        for key in keys:
            if not index[key] or index[key][-1] != number:
                index[key].append(number)
    return groups


def _may_be_one(one: _Strand, other: _Strand, sources: Sources, figures: Sequence[Figure]) -> bool:
    """Whether nothing speaks against two strands being of one incident: article, place, days."""
    if one.document == other.document or (one.places and other.places and not one.places & other.places):
        return False
    told = [sources.day(figures[strand.figures[0]].claim) for strand in (one, other)]
    if told[0] and told[1] and abs((told[0] - told[1]).days) > _REACH:
        return False
    return not (one.days and other.days) or min(days_between(a, b) for a in one.days for b in other.days) <= 1
