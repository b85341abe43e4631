"""What happened and what was said of it: developments, forms of cooperation and conflict, reasons, reactions, background."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from watchfloor.briefing.evidence import FACTUAL, Evidence, say_day
from watchfloor.briefing.lines import (
    Candidate,
    actor_words,
    candidate_line,
    merged,
    parties_words,
    several,
)
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import BriefLine, Claim, Event

__all__ = ["background", "developments", "forms", "happened", "reactions", "reasons", "weight"]

#: Types that answer to what others did; an event of another type is a development of its own.
REACTIONS = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: What is told to have been over by so many days before the story's first article is background.
BACKGROUND_DAYS = 45
#: No section grows past this; the heaviest are kept.
MOST_LINES = 150
#: An interval wider than this (days) dates no happening.
WIDEST = 2

_REASON_GROUPS = {"purpose": "Aims", "cause": "Causes", "exchange": "In exchange"}


def weight(evidence: Evidence, event: Event) -> float:
    """How much an event matters: independent origins first, then speakers, outlets and how grave its type is."""
    claims = [c for c in evidence.claims_of(event) if c.status in FACTUAL]
    support = evidence.support(claims)
    kind = load_ontology().types.get(event.type)
    gravity = abs(kind.scale) / 5 if kind else 0.0
    return 2.0 * support.origins + len(support.speakers) + 0.5 * support.outlets + gravity


def _is_background(evidence: Evidence, claim: Claim) -> bool:
    start = evidence.start
    event = evidence.event_of.get(claim.id)
    for time in (claim.time, event.time if event else None):
        end = _day(time.end or time.start) if time else None
        if start is not None and end is not None:
            return end < start - timedelta(days=BACKGROUND_DAYS)
    return "historical" in claim.auxiliary


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def happened(evidence: Evidence, event: Event) -> Candidate | None:
    """The claims that tell an event as fact, those against it beside them; None where no one tells it as fact."""
    claims = evidence.claims_of(event)
    factual = [c for c in claims if c.status in FACTUAL and not _is_background(evidence, c)]
    if not factual or not event.type or event.status == "denied":
        return None
    return Candidate(factual, [c for c in claims if c.status == "denied"], event)


def _candidates(evidence: Evidence, *, reactions: bool) -> list[Candidate]:
    events = sorted(evidence.events, key=lambda e: (-weight(evidence, e), e.id))
    found = [happened(evidence, e) for e in events if (e.type in REACTIONS) == reactions]
    return merged(evidence, [c for c in found if c is not None][:MOST_LINES])


def _stated(evidence: Evidence, *statuses: str) -> list[Candidate]:
    """Claims without a coded act, but with a speaker or a figure: "some 8,000 soldiers are in the region"."""
    found = []
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.type or claim.status not in statuses or claim.start < 0 or _is_background(evidence, claim):
            continue
        spoken = any(s.kind != "article" for s in claim.speakers)
        known = any(a.id or a.country for a in claim.actors)
        if known and (spoken or claim.quantities):
            found.append(Candidate([claim]))
    return found[:MOST_LINES]


def _when(evidence: Evidence, candidate: Candidate) -> str | None:
    """The day a candidate is told under: that of the happening, else of its first report."""
    event = candidate.event
    for time in [event.time if event else None, *(c.time for c in candidate.claims)]:
        first, last = (_day(time.start), _day(time.end)) if time else (None, None)
        if first and last and (last - first).days <= WIDEST:
            return first.isoformat()
    days = [d for c in candidate.claims if (d := evidence.day(c))]
    return min(days, default=None)


def _line(evidence: Evidence, candidate: Candidate) -> BriefLine:
    line = candidate_line(evidence, candidate)
    line.day = _when(evidence, candidate)
    return line


def developments(evidence: Evidence) -> list[BriefLine]:
    """What is told as having happened, in order of the days."""
    candidates = [*_candidates(evidence, reactions=False), *_stated(evidence, *FACTUAL)]
    lines = [_line(evidence, c) for c in merged(evidence, candidates)]
    return sorted(lines, key=lambda line: (line.day or "9999", -line.origins, line.text))


def reactions(evidence: Evidence) -> list[BriefLine]:
    """Who answered how: requests, criticism, refusals, threats, support and demands, by who reacts."""
    candidates = _candidates(evidence, reactions=True)
    demanded = [
        Candidate(claims, [], event)
        for event in evidence.events
        if (claims := [c for c in evidence.claims_of(event) if c.status == "demanded"])
    ]
    lines = []
    stated = _stated(evidence, "demanded", "denied")
    for candidate in merged(evidence, [*candidates, *demanded, *stated]):
        line = _line(evidence, candidate)
        line.label = _who(evidence, candidate)
        lines.append(line)
    return sorted(lines, key=lambda line: (-line.origins, line.day or "9999", line.label, line.text))[
        :MOST_LINES
    ]


def _who(evidence: Evidence, candidate: Candidate) -> str:
    """Who reacts, where the tables know; the quote names the others."""
    actors = evidence.best(candidate.claims).actors + (candidate.event.actors if candidate.event else [])
    return next((actor_words(a) for a in actors if a.id or a.country), "")


def forms(evidence: Evidence, *, conflict: bool) -> list[BriefLine]:
    """Cooperation or conflict by its form and who is party to it, one line for all events of a kind between the two."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for event in evidence.events:
        candidate = happened(evidence, event)
        if candidate is None or load_ontology().is_conflict(event.type) != conflict:
            continue
        lead = evidence.best(candidate.claims)
        parties = parties_words(lead.actors, lead.recipients) or parties_words(event.actors, event.recipients)
        key = (load_wording().form(event.type), parties)
        groups.setdefault(key, []).append(candidate)
    lines = [_form_line(evidence, key, candidates) for key, candidates in groups.items()]
    strength: dict[str, int] = {}
    for line in lines:
        strength[line.group] = max(strength.get(line.group, 0), line.origins)
    lines.sort(key=lambda line: (-strength[line.group], line.group, -line.origins, -line.outlets, line.label))
    return lines[:MOST_LINES]


def _form_line(evidence: Evidence, key: tuple[str, str], candidates: list[Candidate]) -> BriefLine:
    heaviest = max(candidates, key=lambda c: weight(evidence, c.event) if c.event else 0.0)
    others = [c for c in candidates if c is not heaviest]
    line = _line(evidence, heaviest)
    line.group, line.label = key
    everything = [claim for c in candidates for claim in c.claims]
    support = evidence.support(everything)
    days = sorted(d for c in candidates if (d := _when(evidence, c)))
    if others:
        span = f", {say_day(days[0])} to {say_day(days[-1])}" if days and days[0] != days[-1] else ""
        line.note += (
            f"; in all {several(len(candidates), 'event')}{span}, "
            f"{several(support.outlets, 'outlet')}, {several(support.origins, 'independent origin')}"
        )
        line.outlets, line.origins, line.speakers = support.outlets, support.origins, support.speakers
        line.citations += [evidence.citation(evidence.best(c.claims)) for c in others[:5]]
    return line


def reasons(evidence: Evidence) -> list[BriefLine]:
    """Why, as the articles give it, by kind of reason."""
    by_kind: dict[str, list[Candidate]] = {}
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.start >= 0 and claim.status != "denied":
            for kind in {reason.kind for reason in claim.reasons}:
                by_kind.setdefault(kind, []).append(Candidate([claim], [], evidence.event_of.get(claim.id)))
    lines = []
    for kind in sorted(by_kind, key=lambda k: list(_REASON_GROUPS).index(k) if k in _REASON_GROUPS else 9):
        found = []
        for candidate in merged(evidence, by_kind[kind]):
            line = _line(evidence, candidate)
            line.group = _REASON_GROUPS.get(kind, kind.capitalize())
            line.label = parties_words(candidate.claims[0].actors, candidate.claims[0].recipients)
            found.append(line)
        lines += sorted(found, key=lambda line: (-line.origins, line.day or "9999", line.text))
    return lines[:MOST_LINES]


def background(evidence: Evidence) -> list[BriefLine]:
    """What the articles tell of earlier times."""
    groups: dict[str, list[Claim]] = {}
    for claim in _older(evidence):
        event = evidence.event_of.get(claim.id)
        groups.setdefault(event.id if event else claim.id, []).append(claim)
    candidates = [Candidate(claims, [], evidence.event_of.get(claims[0].id)) for claims in groups.values()]
    lines = [_background_line(evidence, c) for c in merged(evidence, candidates)]
    return sorted(lines, key=lambda line: (line.day or "9999", line.text))[:MOST_LINES]


def _older(evidence: Evidence) -> Iterable[Claim]:
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.status in FACTUAL and (claim.type or claim.time) and _is_background(evidence, claim):
            event = evidence.event_of.get(claim.id)
            if event is None or happened(evidence, event) is None:
                yield claim


def _background_line(evidence: Evidence, candidate: Candidate) -> BriefLine:
    line = candidate_line(evidence, candidate)
    time = next((c.time for c in candidate.claims if c.time and c.time.start), None)
    line.day = time.start[:10] if time and time.start else None
    line.label = time.text if time and time.text and line.day is None else ""
    return line
