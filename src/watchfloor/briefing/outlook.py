"""What may come: forecasts, possibilities and conditions, who makes them, and what later reports tell of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from watchfloor.briefing.evidence import OPEN, Evidence, say_day, say_days
from watchfloor.briefing.lines import Candidate, candidate_line, merged, parties_words
from watchfloor.records import Actor, BriefLine, Claim, Quantity

__all__ = ["Outcome", "outcome", "outlook"]

_GROUPS = {"forecast": "Forecasts", "possible": "Possibilities", "hypothetical": "Conditions"}
MOST_LINES = 200


class Outcome(NamedTuple):
    """What came of a forecast.

    Attributes:
        kind: ``came true``, ``not reported by then`` or ``open``.
        claim: the first later claim that tells it as fact.
    """

    kind: str
    claim: Claim | None = None


def outlook(evidence: Evidence) -> list[BriefLine]:
    """Every claim about what may be or will be, alike ones joined; best supported first in each group."""
    by_status: dict[str, list[Candidate]] = {}
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.status in OPEN:
            candidate = Candidate([claim], [], evidence.event_of.get(claim.id))
            by_status.setdefault(claim.status, []).append(candidate)
    lines: list[BriefLine] = []
    for status, group in _GROUPS.items():
        found = [
            _line(evidence, candidate, group) for candidate in merged(evidence, by_status.get(status, []))
        ]
        lines += sorted(
            found, key=lambda line: (-line.origins, not line.speakers, line.day or "9999", line.text)
        )
    return lines[:MOST_LINES]


def _line(evidence: Evidence, candidate: Candidate, group: str) -> BriefLine:
    # The status and the event's own standing are not the same thing: a forecast stays one when the event came.
    line = candidate_line(evidence, Candidate(candidate.claims, candidate.others))
    lead = evidence.best(candidate.claims)
    line.event = candidate.event.id if candidate.event else ""
    line.group, line.label = group, parties_words(lead.actors, lead.recipients)
    notes = [line.note]
    if words := likelihood_words(lead):
        notes.append(words)
    if lead.horizon and (lead.horizon.start or lead.horizon.end):
        notes.append(f"time stated: {say_days(lead.horizon)}")
    came = outcome(evidence, lead)
    if came.kind == "came true" and came.claim:
        notes.append(
            f"since reported as fact: “{evidence.quote(came.claim).text}” "
            f"({evidence.outlet(came.claim.document)}, {say_day(evidence.day(came.claim))})"
        )
        line.citations.append(evidence.citation(came.claim))
    elif came.kind == "not reported by then" and lead.horizon:
        notes.append(f"not reported as having happened by {say_day(lead.horizon.end)}")
    line.note = "; ".join(notes)
    return line


def likelihood_words(claim: Claim) -> str:
    """How likely a claim calls it, on the ICD 203 scale; empty where it does not say."""
    if not claim.likelihood:
        return ""
    if claim.probability is None:
        return f"called {claim.likelihood}"
    low, high = claim.probability
    return f"called {claim.likelihood} ({low} to {high} %)"


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
