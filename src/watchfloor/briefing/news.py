"""What is new since a reader's last look: nothing that a copy repeats."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.briefing.contested import contests_of, value_words
from watchfloor.briefing.evidence import FACTUAL, OPEN, Evidence
from watchfloor.briefing.happenings import day_of, happened, weight
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import candidate_line
from watchfloor.briefing.naming import listing, parties_words, speaker_key, speakers_of
from watchfloor.briefing.outlook import outcome
from watchfloor.briefing.ranking import fold
from watchfloor.records import BriefLine, Claim, Event

__all__ = ["is_news", "news"]

#: Lines of each kind of news that are shown before the others are folded away.
SHOWN_EVENTS, SHOWN_OTHERS = 8, 4


def news(evidence: Evidence) -> list[BriefLine]:
    """Lines of the section that comes first when a reader asks what is new, in groups."""
    events = sorted(evidence.events, key=lambda e: (-weight(evidence, e), e.id))
    borne_out = _came_true(evidence)
    told = {event.id for line in borne_out if (event := evidence.event_of.get(line.citations[-1].claim))}
    lines = [
        *_new_events(evidence, [e for e in events if e.id not in told]),
        *_first_few(_new_values(evidence, events)),
        *_first_few(_new_speakers(evidence, events)),
        *_first_few(borne_out),
    ]
    for line in lines:
        line.new = True
    return lines


def is_news(evidence: Evidence, line: BriefLine) -> bool:
    """Whether a line says what was not known then: its event is new, or a speaker or a quoted claim of it is."""
    claims = [evidence.claims[c.claim] for c in line.citations if c.claim in evidence.claims]
    if not evidence.marks_news or not claims:
        return False
    if evidence.all_new(claims):
        return True
    event = evidence.event_of.get(claims[0].id)
    return event is not None and bool(_speakers_since(evidence, event)) and any(map(evidence.is_new, claims))


def _new_events(evidence: Evidence, events: Iterable[Event]) -> list[BriefLine]:
    # What was only demanded or expected of an event before makes it no less new.
    found = [
        candidate
        for event in events
        if (candidate := happened(evidence, event)) is not None and evidence.all_new(candidate.claims)
    ]
    ranked = []
    for candidate in merged(evidence, found):
        line = candidate_line(evidence, candidate)
        line.group, line.day = "New events", day_of(evidence, candidate)
        ranked.append((line.weight, line))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].day or "9999", pair[1].text))
    return fold(ranked, SHOWN_EVENTS)


def _first_few(lines: list[BriefLine]) -> list[BriefLine]:
    """Lines as they are, those after the first few folded."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.group] = counts.get(line.group, 0) + 1
        line.folded = counts[line.group] > SHOWN_OTHERS
    return lines


def _new_values(evidence: Evidence, events: Iterable[Event]) -> list[BriefLine]:
    """Values that only new claims hold, of events that were known."""
    contradictions: list[BriefLine] = []
    changes: list[BriefLine] = []
    for event in events:
        for contest in contests_of(evidence, event):
            holdings = [
                (h, claims)
                for h in contest.holdings
                if (claims := [evidence.claims[c] for c in h.claims if c in evidence.claims])
            ]
            old = [(h, claims) for h, claims in holdings if not evidence.all_new(claims)]
            for holding, claims in holdings:
                if not old or not evidence.all_new(claims):
                    continue
                line = candidate_line(evidence, Candidate(claims))
                before = [value_words(contest, h, c[0]) for h, c in old]
                line.label = value_words(contest, holding, claims[0])
                line.note += f"; before: {listing(list(dict.fromkeys(before)))}"
                line.event = event.id
                disagrees = contest.kind == "disagreement"
                line.group = "New contradictions" if disagrees else "Changed values"
                told = contradictions if disagrees else changes
                # One sentence with two figures is one piece of news.
                if not any(line.text == other.text for other in told):
                    told.append(line)
    return changes + contradictions


def _speakers_since(evidence: Evidence, event: Event) -> dict[str, tuple[str, list[Claim]]]:
    """Speakers who had said nothing of a known event: words and claims by key."""
    claims = [c for c in evidence.claims_of(event) if c.status in FACTUAL or c.status == "denied"]
    if not event.type or not evidence.marks_news or evidence.all_new(claims):
        return {}
    found: dict[str, tuple[str, list[Claim]]] = {}
    for claim in claims:
        for speaker in speakers_of(claim):
            if speaker.kind in ("named", "official", "document"):
                found.setdefault(speaker_key(speaker), (evidence.name(speaker), []))[1].append(claim)
    return {key: (words, said) for key, (words, said) in found.items() if evidence.all_new(said)}


def _new_speakers(evidence: Evidence, events: Iterable[Event]) -> list[BriefLine]:
    candidates = []
    for event in events:
        for words, said in _speakers_since(evidence, event).values():
            candidates.append((words, Candidate(said, [], None), event))
    lines: list[BriefLine] = []
    for words, candidate, event in candidates:
        line = candidate_line(evidence, candidate)
        line.group, line.label, line.event = "New speakers", words, event.id
        if not any(line.text == other.text for other in lines):
            lines.append(line)
    return lines


def _came_true(evidence: Evidence) -> list[BriefLine]:
    lines: list[BriefLine] = []
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.status not in OPEN or evidence.is_new(claim):
            continue
        came = outcome(evidence, claim)
        if came.kind != "came true" or came.claim is None or not evidence.is_new(came.claim):
            continue
        line = candidate_line(evidence, Candidate([claim]))
        line.group, line.label = "Forecasts since borne out", parties_words(claim.actors, claim.recipients)
        line.note += f"; now reported as fact: “{evidence.quote(came.claim).text}”"
        line.citations.append(evidence.citation(came.claim))
        if not any(line.text == other.text for other in lines):
            lines.append(line)
    return lines
