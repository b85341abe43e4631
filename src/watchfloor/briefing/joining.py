"""Saying it once: candidates for a line that tell one thing, joined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from watchfloor.briefing.evidence import FACTUAL, Evidence
from watchfloor.briefing.words import differ_in_names, numbers_of, same_words, stems_of
from watchfloor.records import Claim, Event

__all__ = ["Candidate", "merged"]

#: How many quotes of a section are compared with one another.
MOST_COMPARED = 600
#: Days between two reports of one happening.
NEAR = 3
#: How much of the shorter of two quotes the other has to share, for the same type of act and for another.
SHARED, SHARED_OTHERWISE = 0.6, 0.75


class Candidate(msgspec.Struct):
    """What may become a line.

    Attributes:
        claims: those that say it, all quotable.
        others: claims on the same happening that say something else: denials, doubts.
        event: the happening, None for a claim on its own.
    """

    claims: list[Claim]
    others: list[Claim] = []
    event: Event | None = None


def merged(evidence: Evidence, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that would be quoted alike made one, the earlier in the list taking the later in.

    Past `MOST_COMPARED` different quotes only those of the most claims are compared and kept.
    """
    exact: dict[str, Candidate] = {}
    for candidate in candidates:
        text = evidence.quote(evidence.best(candidate.claims)).text.casefold()
        if text in exact:
            _take_in(exact[text], candidate)
        else:
            exact[text] = Candidate(list(candidate.claims), list(candidate.others), candidate.event)
    distinct = list(exact.values())
    if len(distinct) > MOST_COMPARED:
        most = sorted(range(len(distinct)), key=lambda i: -len(distinct[i].claims))[:MOST_COMPARED]
        distinct = [distinct[i] for i in sorted(most)]
    kept: list[tuple[Claim, str, Candidate]] = []
    for candidate in distinct:
        lead = evidence.best(candidate.claims)
        text = evidence.quote(lead).text
        for other, words, into in kept:
            if (
                _overlap(evidence, lead, other)
                or same_words(text, words)
                or _one_happening(evidence, lead, other)
            ):
                _take_in(into, candidate)
                break
        else:
            kept.append((lead, text, candidate))
    return [candidate for _, _, candidate in kept]


def _take_in(into: Candidate, candidate: Candidate) -> None:
    known = {c.id for c in (*into.claims, *into.others)}
    into.claims += [c for c in candidate.claims if c.id not in known]
    into.others += [c for c in candidate.others if c.id not in known]


def _overlap(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """Whether two claims are quoted with nearly the same stretch of one article."""
    if one.document != other.document:
        return False
    first, second = evidence.quote(one), evidence.quote(other)
    if first.start < 0 or second.start < 0:
        return first.start == second.start
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= 0.8 * min(first.end - first.start, second.end - second.start)


def _one_happening(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """Whether two claims tell as fact one happening in different words: same days, parties and figures."""
    if one.status not in FACTUAL or other.status not in FACTUAL or not _same_days(evidence, one, other):
        return False
    texts = [evidence.quote(claim).text for claim in (one, other)]
    numbers = [numbers_of(text) for text in texts]
    if not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0]) or not _share_a_party(one, other):
        return False
    if differ_in_names(texts[0], texts[1]):
        return False
    stems = [stems_of(text) for text in texts]
    shared, smaller = len(stems[0] & stems[1]), min(map(len, stems))
    enough = SHARED if one.type == other.type else SHARED_OTHERWISE
    return shared >= 4 and shared >= enough * smaller


def _same_days(evidence: Evidence, one: Claim, other: Claim) -> bool:
    days = [_days(evidence, claim) for claim in (one, other)]
    if days[0] is None or days[1] is None:
        return days[0] == days[1]
    (first, last), (other_first, other_last) = days[0], days[1]
    return (first - other_last).days <= NEAR and (other_first - last).days <= NEAR


def _days(evidence: Evidence, claim: Claim) -> tuple[date, date] | None:
    """When a claim's act took place; the day of its article where it does not say."""
    event = evidence.event_of.get(claim.id)
    for time in (claim.time, event.time if event else None):
        if time and time.start and time.end:
            try:
                return date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
            except ValueError:
                continue
    day = evidence.documents[claim.document].day
    return (day, day) if day else None


def _share_a_party(one: Claim, other: Claim) -> bool:
    parties = [
        {a.country or a.id for a in (*claim.actors, *claim.recipients)} - {"", None} for claim in (one, other)
    ]
    return not parties[0] or not parties[1] or bool(parties[0] & parties[1])
