"""Reasons and aims: why, as the articles give it, and who gives it."""

from __future__ import annotations

from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.happenings import MOST_LINES, day_of
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import attribution, candidate_line
from watchfloor.briefing.naming import doers, parties_words, speakers_of
from watchfloor.briefing.ranking import fold
from watchfloor.records import BriefLine

__all__ = ["reasons"]

#: Lines that are shown before the others are folded away.
SHOWN = 6
_GROUPS = {"purpose": "Aims", "cause": "Causes", "exchange": "In exchange"}


def reasons(evidence: Evidence) -> list[BriefLine]:
    """Why, by kind of reason; each line says who gives it."""
    by_kind: dict[str, list[Candidate]] = {}
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.start >= 0 and claim.status != "denied":
            for kind in {reason.kind for reason in claim.reasons}:
                by_kind.setdefault(kind, []).append(Candidate([claim], [], evidence.event_of.get(claim.id)))
    ranked: list[tuple[float, BriefLine]] = []
    told: set[str] = set()
    for kind in sorted(by_kind, key=lambda k: list(_GROUPS).index(k) if k in _GROUPS else 9):
        found = []
        for candidate in merged(evidence, by_kind[kind]):
            lead = evidence.best(candidate.claims)
            line = candidate_line(evidence, candidate)
            line.day = day_of(evidence, candidate)
            line.group = _GROUPS.get(kind, kind.capitalize())
            line.label = parties_words(doers(lead), lead.recipients)
            rest = line.note.removeprefix(attribution(evidence, lead))
            giver = attribution(evidence, lead, again=True).removeprefix("reported as fact by ")
            line.note = f"given by {giver}{'' if speakers_of(lead) else ', in its own voice'}{rest}"
            if line.text not in told:
                found.append((line.weight, line))
            told.add(line.text)
        ranked += sorted(found, key=lambda pair: (-pair[0], pair[1].day or "9999", pair[1].text))
    return fold(ranked[:MOST_LINES], SHOWN)
