"""Which lines of a section are shown first, and which are folded away."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.joining import Candidate
from watchfloor.briefing.naming import speakers_of
from watchfloor.briefing.words import stems_of
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.records import BriefLine

__all__ = ["LOOSE", "fold", "importance"]

#: Below this a line tells of a side matter or does not stand alone: it is never shown first.
LOOSE = 2.5
#: What a line loses that says nothing that another did not, in the sections that are to be varied.
VARIED = 8.0
#: How many stretches of time the lines of a section are told apart in, and what a line loses for each that is chosen
#: from its own.
PERIODS, CROWDED = 8, 1.5
#: A section of no more lines than this is not folded.
FEW = 4
#: Claims of less confidence than this are told after others.
DOUBTFUL = 0.45


def importance(evidence: Evidence, candidate: Candidate) -> float:
    """How much a line matters: independent origins, speakers and outlets, how grave the act, how near the story.

    What its quote lacks counts against it: a subject, an end, a speaker with a name, an article of its own.
    """
    lead = evidence.best(candidate.claims)
    support = evidence.support(candidate.claims)
    kind = load_ontology().types.get(lead.type)
    weight = 2.0 * min(support.origins, 5) + min(len(support.speakers), 4) + 0.5 * min(support.outlets, 6)
    weight += abs(kind.scale) / 5 if kind else 0.0
    weight += 5.0 * evidence.relevance(lead) + 0.7 * bool(lead.quantities)
    weight += 0.7 * bool(candidate.others)
    weight -= 1.5 * evidence.weakness(lead)
    weight -= 2.0 * (not evidence.is_main((*lead.actors, *lead.recipients)))
    weight -= 6.0 * all(evidence.is_copy(c.document) for c in candidate.claims)
    weight -= 1.0 * (lead.confidence < DOUBTFUL)
    # What is only counted stands under the figures.
    weight -= 1.5 * (not lead.type)
    weight += 1.5 * any(s.stance == "confirms" for s in speakers_of(lead))
    spoken = speakers_of(lead)
    weight -= 1.0 * (bool(spoken) and all(s.kind == "unnamed" for s in spoken))
    return weight


def fold(
    ranked: Iterable[tuple[float, BriefLine]],
    most: int,
    *,
    least: float = LOOSE,
    common: frozenset[str] | None = None,
) -> list[BriefLine]:
    """Mark all but the heaviest lines as folded, at most ``most`` and none lighter than ``least`` being shown.

    A section of a few lines is shown whole. Where none is heavy enough the heaviest half of ``most`` is shown all the same. The order stays.

    Args:
        ranked: lines, each with what it weighs here.
        common: for lines that are to tell of different things and times, the stems that all the story's lines share.
    """
    listed = list(ranked)
    if len(listed) <= FEW:
        most, least = FEW, -1000.0
    order = sorted(range(len(listed)), key=lambda i: (-listed[i][0], i))
    if common is not None:
        order = _varied(listed, order, most, common)
    shown = [i for i in order[:most] if listed[i][0] >= least] or order[: max(1, most // 2)]
    chosen = set(shown)
    for i, (_, line) in enumerate(listed):
        line.folded = i not in chosen
    return [line for _, line in listed]


def _varied(
    listed: list[tuple[float, BriefLine]], order: list[int], most: int, common: frozenset[str]
) -> list[int]:
    """The heaviest lines, each time less by what they share with those chosen before (maximal marginal relevance)."""
    chosen: list[int] = []
    periods = _periods([line.day for _, line in listed])
    # Far down the list nothing can win: only some of it is looked at.
    left = order[: 6 * most]
    shared, crowded = dict.fromkeys(left, 0.0), dict.fromkeys(left, 0.0)
    while left and len(chosen) < most:
        best = max(left, key=lambda i: (listed[i][0] - VARIED * shared[i] - crowded[i], -i))
        left.remove(best)
        chosen.append(best)
        words = stems_of(listed[best][1].text)
        for i in left:
            others = stems_of(listed[i][1].text)
            alike = (_part(words - common, others - common) + _part(words, others)) / 2
            shared[i] = max(shared[i], alike)
            crowded[i] += CROWDED * (periods[i] == periods[best])
    return chosen


def _periods(days: list[str | None]) -> list[int]:
    """For each line the stretch of the story that its day is in; stretches have about as many days with lines."""
    known = sorted({day for day in days if day})
    number = {day: place * PERIODS // len(known) for place, day in enumerate(known)}
    return [number[day] if day else -1 for day in days]


def _part(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
