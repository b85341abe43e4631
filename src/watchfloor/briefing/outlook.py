"""What may come: forecasts, possibilities and conditions, who makes them, and what later reports tell of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from watchfloor.briefing.evidence import OPEN, Evidence, is_attempt
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import candidate_line
from watchfloor.briefing.naming import doers, parties_words, say_day, say_days, speakers_of
from watchfloor.briefing.ranking import fold
from watchfloor.records import Actor, BriefLine, Claim, Quantity

__all__ = ["Outcome", "outcome", "outlook"]

_GROUPS = {"forecast": "Forecasts", "possible": "Possibilities", "hypothetical": "Conditions"}
#: What is only alleged or rumoured, without a word on what may come.
_UNCONFIRMED = "Unconfirmed"
#: Kinds of marks by which words speak of what may be.
_MODAL = frozenset({"modal", "hedge", "condition"})
MOST_LINES = 200
#: Lines that are shown before the others are folded away.
SHOWN = 10
#: How much a line of the story's last day counts over one of its first.
RECENT = 5.0


class Outcome(NamedTuple):
    """What came of a forecast.

    Attributes:
        kind: ``came true``, ``not reported by then`` or ``open``.
        claim: the first later claim that tells it as fact.
    """

    kind: str
    claim: Claim | None = None


def outlook(evidence: Evidence) -> list[BriefLine]:
    """Every claim about what may be or will be, alike ones joined; the weightiest and latest of each group first."""
    by_group: dict[str, list[Candidate]] = {}
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.status in OPEN and not is_attempt(claim):
            candidate = Candidate([claim], [], evidence.event_of.get(claim.id))
            by_group.setdefault(_group(claim), []).append(candidate)
    ranked: list[tuple[float, BriefLine]] = []
    for group in (*_GROUPS.values(), _UNCONFIRMED):
        found = [_line(evidence, c, group) for c in merged(evidence, by_group.get(group, []))]
        ranked += sorted(found, key=lambda pair: (-pair[0], pair[1].day or "9999", pair[1].text))
    return fold(ranked[:MOST_LINES], SHOWN, common=evidence.common_stems)


def _group(claim: Claim) -> str:
    if claim.status == "possible" and not _MODAL & set(claim.marks) and "future" not in claim.auxiliary:
        return _UNCONFIRMED
    return _GROUPS[claim.status]


def _line(evidence: Evidence, candidate: Candidate, group: str) -> tuple[float, BriefLine]:
    """A line and its weight: what is still to come before what was expected long ago."""
    # The status and the event's own standing are not the same thing: a forecast stays one when the event came.
    line = candidate_line(evidence, Candidate(candidate.claims, candidate.others))
    lead = evidence.best(candidate.claims)
    line.event = candidate.event.id if candidate.event else ""
    line.group, line.label = group, parties_words(doers(lead), lead.recipients)
    heavy = line.weight + RECENT * _lateness(evidence, lead)
    heavy += 1.5 * bool(speakers_of(lead)) + 1.0 * bool(lead.likelihood or lead.horizon)
    heavy += 3.0 * (group == _GROUPS["forecast"])
    heavy -= 4.0 * (group == _UNCONFIRMED) + 1.0 * (group == _GROUPS["hypothetical"])
    notes = [line.note]
    if words := likelihood_words(lead):
        notes.append(words)
    if lead.horizon and (lead.horizon.start or lead.horizon.end):
        notes.append(f"time stated: {say_days(lead.horizon)}")
    came = outcome(evidence, lead)
    if came.kind == "came true" and came.claim:
        heavy += 2.0
        notes.append(
            f"since reported as fact: “{evidence.quote(came.claim).text}” "
            f"({evidence.outlet(came.claim.document)}, {say_day(evidence.day(came.claim))})"
        )
        line.citations.append(evidence.citation(came.claim))
    elif came.kind == "not reported by then" and lead.horizon:
        notes.append(f"not reported as having happened by {say_day(lead.horizon.end)}")
    line.note, line.weight = "; ".join(notes), round(heavy, 2)
    return heavy, line


def _lateness(evidence: Evidence, claim: Claim) -> float:
    """When in the story a claim was made: 0 on its first day (or on no known one), 1 on its last."""
    day = evidence.documents[claim.document].day
    if day is None or evidence.start is None or evidence.end is None or evidence.end == evidence.start:
        return 0.0
    return (day - evidence.start).days / (evidence.end - evidence.start).days


def likelihood_words(claim: Claim) -> str:
    """How likely a claim calls it, on the ICD 203 scale; empty where it does not say."""
    if not claim.likelihood:
        return ""
    if claim.probability is None:
        return f"called {claim.likelihood}"
    low, high = claim.probability
    return (
        f"called {claim.likelihood} ({low} %)"
        if low == high
        else f"called {claim.likelihood} ({low} to {high} %)"
    )


def outcome(evidence: Evidence, claim: Claim) -> Outcome:
    """What later reports tell of a forecast or possibility.

    It came true where an article of a later day tells as fact an act of the same type by the same country on the
    same country, in a sentence that shares a word on the matter, with a figure at least as high where the forecast
    gives one. It was not reported by then where the time it states has gone by within the story. Anything else is
    open.
    """
    made = evidence.day(claim)
    if not made or not claim.type or not claim.actors:
        return Outcome("open")
    for later in evidence.facts(claim.type):
        day = evidence.day(later)
        if day and day > made and _fits(claim, later, made):
            return Outcome("came true", later)
    end = claim.horizon.end if claim.horizon else None
    if claim.status == "forecast" and end and evidence.end and end[:10] < evidence.end.isoformat():
        return Outcome("not reported by then")
    return Outcome("open")


def _fits(forecast: Claim, later: Claim, made: str) -> bool:
    if later.type != forecast.type or (forecast.mode and later.mode and forecast.mode != later.mode):
        return False
    if later.time and later.time.end and later.time.end[:10] < made:
        return False
    if "historical" in later.auxiliary or not _shared(forecast.actors, later.actors):
        return False
    if forecast.recipients and not _shared(forecast.recipients, later.recipients):
        return False
    # The same type between the same parties may be another thing: the sentences have to share what it is about.
    if not _matter(forecast) & _matter(later):
        return False
    figures = [q for q in forecast.quantities if q.unit not in ("days", "percent")]
    return not figures or any(_reaches(q, figures[0]) for q in later.quantities)


def _matter(claim: Claim) -> set[str]:
    """Beginnings of the longer words of a claim's sentence, without those that name its parties."""
    parties = " ".join(a.text for a in (*claim.actors, *claim.recipients)).casefold()
    words = re.findall(r"[a-z]{5,}", claim.sentence.casefold())
    return {word[:6] for word in words if word not in parties}


def _shared(one: list[Actor], other: list[Actor]) -> bool:
    def keys(actors: list[Actor]) -> set[str]:
        return {
            a.country if a.country and a.country not in ("IGO", "NGO", "IMG", "MNC") else a.id for a in actors
        } - {""}

    return bool(keys(one) & keys(other))


def _reaches(found: Quantity, wanted: Quantity) -> bool:
    """Whether a figure is as high as the one that was forecast; a tenth less still counts."""
    if found.unit != wanted.unit:
        return False
    target = wanted.low if wanted.low is not None else wanted.high
    highest = found.high if found.high is not None else found.low
    return target is not None and highest is not None and highest >= 0.9 * target
