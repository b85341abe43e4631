"""Lines of a brief: claims that say one thing, made into quoted words, who says so, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.joining import Candidate
from watchfloor.briefing.naming import (
    NAMED,
    is_denial,
    listing,
    place_words,
    say_day,
    several,
    speaker_key,
    speaker_words,
    speakers_of,
)
from watchfloor.briefing.ranking import importance
from watchfloor.records import BriefLine, Citation, Claim, Speaker

__all__ = ["attribution", "candidate_line", "citations", "support_words"]

#: How many supporting citations a line carries beside the quoted one, each from another origin.
MORE_CITATIONS = 3


def attribution(evidence: Evidence, claim: Claim, *, again: bool = False) -> str:
    """Who says a claim, where and when: ``John Kirby, via NBC (Harbour Dispatch, 23 October 2024)``.

    A speaker whom the quote names already is named again only if ``again``.
    """
    outlet, day = evidence.outlet(claim.document), say_day(evidence.day(claim))
    # "It is believed" has a speaker, but no word for one.
    spoken = [s for s in speakers_of(claim) if s.text.strip() or s.name]
    if not spoken:
        told = "reported as fact by " if claim.status in ("occurred", "ongoing") else ""
        return f"{told}{outlet}, {day}"
    # Two speakers of one phrase ("Seoul and Washington") say the same.
    names = list(dict.fromkeys(evidence.name(s) for s in spoken if s.start == spoken[0].start))
    words = listing(names)
    chain = [name for name in spoken[0].via if name.casefold() not in words.casefold()]
    said = evidence.quote(claim).text.casefold()
    named = [speaker_words(s).casefold().removeprefix("the ") for s in spoken]
    if not again and not chain and all(name in said for name in named):
        return f"{outlet}, {day}"
    via = f", via {listing(chain)}" if chain else ""
    return f"{words}{via} ({outlet}, {day})"


def support_words(outlets: int, origins: int) -> str:
    """How many outlets and origins tell it; empty for one."""
    if outlets < 2 and origins < 2:
        return ""
    return f"{several(outlets, 'outlet')}, {several(origins, 'independent origin')}"


def candidate_line(evidence: Evidence, candidate: Candidate) -> BriefLine:
    """The line that a candidate makes; its text is a quote, its first citation that quote's place."""
    claims = evidence.in_order(candidate.claims)
    lead = evidence.best(claims)
    support = evidence.support(claims)
    confirming = _speakers(
        evidence, ((s, c) for c in claims for s in speakers_of(c) if s.stance == "confirms")
    )
    against = evidence.in_order(candidate.others)
    denying = _speakers(evidence, ((s, c) for c in against if is_denial(c) for s in speakers_of(c)))
    lead_speakers = {evidence.name(s) for s in lead.speakers}
    confirming = [(name, claim) for name, claim in confirming if name not in lead_speakers]
    notes = [attribution(evidence, lead), support_words(support.outlets, support.origins)]
    if confirming:
        notes.append(f"confirmed by {listing([name for name, _ in confirming])}")
    if denying:
        notes.append(f"denied by {listing([name for name, _ in denying])}")
    shown = [lead, *_from_other_origins(evidence, lead, claims)]
    shown += [claim for _, claim in (*confirming[:NAMED], *denying[:NAMED])]
    event, said = candidate.event, evidence.quote(lead).text
    return BriefLine(
        text=f"“{said}”",
        citations=citations(evidence, shown),
        note="; ".join(filter(None, notes)),
        day=evidence.day(lead),
        status=_status(candidate, lead, denied=bool(denying)),
        speakers=support.speakers,
        outlets=support.outlets,
        origins=support.origins,
        event=event.id if event else "",
        weight=round(importance(evidence, candidate), 2),
        place=place_words(lead.place or next((c.place for c in claims if c.place), None), said),
    )


def _speakers(evidence: Evidence, said: Iterable[tuple[Speaker, Claim]]) -> list[tuple[str, Claim]]:
    """What speakers are called, each with the first claim of theirs."""
    found: dict[str, tuple[str, Claim]] = {}
    for speaker, claim in said:
        found.setdefault(speaker_key(speaker), (evidence.name(speaker), claim))
    return list(found.values())


def _status(candidate: Candidate, lead: Claim, *, denied: bool) -> str:
    event = candidate.event
    told = lead.status in ("occurred", "ongoing")
    if told and (denied or (event is not None and event.status == "contested" and candidate.others)):
        return "contested"
    if lead.status == "denied" and not is_denial(lead):
        return "negated"
    return lead.status


def _from_other_origins(evidence: Evidence, lead: Claim, claims: Iterable[Claim]) -> list[Claim]:
    seen = {evidence.origin(lead.document)}
    found: list[Claim] = []
    for claim in claims:
        origin = evidence.origin(claim.document)
        if origin not in seen and len(found) < MORE_CITATIONS:
            seen.add(origin)
            found.append(claim)
    return found


def citations(evidence: Evidence, claims: Iterable[Claim]) -> list[Citation]:
    """Where the words of claims stand, each place once."""
    found: dict[tuple[str, int, int], Citation] = {}
    for claim in claims:
        citation = evidence.citation(claim)
        found.setdefault((citation.document, citation.start, citation.end), citation)
    return list(found.values())
