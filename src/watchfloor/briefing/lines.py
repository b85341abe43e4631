"""Lines of a brief: claims that say one thing, made into quoted words, who says so, and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from watchfloor.briefing.evidence import Evidence, say_day, speaker_key, speaker_words
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Actor, BriefLine, Citation, Claim, Event

__all__ = [
    "Candidate",
    "actor_words",
    "attribution",
    "candidate_line",
    "capital",
    "country_words",
    "listing",
    "merged",
    "parties_words",
    "same_words",
    "several",
]

#: How many supporting citations a line carries beside the quoted one, each from another origin.
MORE_CITATIONS = 3
#: How many quotes of a section are compared with one another.
MOST_COMPARED = 600
#: How many speakers are named before "and n more".
NAMED = 3

_WORDS = re.compile(r"\w+(?:[.,]\d+)*")
_STOP = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on at to for from by with and or that this its it is are was were be been has have had as "
        "will would their his her they he she said says",
    )
)


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


# ---------------------------------------------------------------- words


def several(count: int, noun: str, plural: str = "") -> str:
    """``1 outlet``, ``3 outlets``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def listing(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B, C and 4 more``."""
    shown = list(names[:NAMED])
    if len(names) > NAMED:
        return f"{', '.join(shown)} and {len(names) - NAMED} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def country_words(code: str) -> str:
    """A country's name, the code itself where it is none."""
    return load_wording().countries.get(code, code)


def actor_words(actor: Actor) -> str:
    """What an actor is called: the table's name, else the words of the article."""
    return actor.name or " ".join(actor.text.split()) or country_words(actor.country or "") or "unnamed"


def _party(actors: Iterable[Actor]) -> list[str]:
    """Actors as one party: countries by name, others by their own."""
    names: dict[str, None] = {}
    countries = load_wording().countries
    for actor in actors:
        # Who could not be told from a table is named by the quote itself.
        if actor.country or actor.id:
            names[countries.get(actor.country or "") or actor_words(actor)] = None
    return list(names)[:NAMED]


def parties_words(actors: Sequence[Actor], recipients: Sequence[Actor]) -> str:
    """``North Korea → Russia``; empty where no one is named."""
    by = _party(actors)
    on = [name for name in _party(recipients) if name not in by]
    left, right = " and ".join(by), " and ".join(on)
    return f"{left} → {right}" if left and right else left or right


def attribution(evidence: Evidence, claim: Claim) -> str:
    """Who says a claim, where and when: ``John Kirby, via NBC (Harbour Dispatch, 23 October 2024)``."""
    outlet, day = evidence.outlet(claim.document), say_day(evidence.day(claim))
    speaker = next((s for s in claim.speakers if s.kind != "article"), None)
    if speaker is None:
        told = "reported as fact by " if claim.status in ("occurred", "ongoing") else ""
        return f"{told}{outlet}, {day}"
    words = speaker_words(speaker)
    chain = [name for name in speaker.via if name.casefold() not in words.casefold()]
    via = f", via {listing(chain)}" if chain else ""
    return f"{words}{via} ({outlet}, {day})"


def _said_otherwise(
    claims: Iterable[Claim], *, stances: frozenset[str], statuses: frozenset[str]
) -> list[tuple[str, Claim]]:
    """Speakers who take a stance, each with the first claim that shows it."""
    found: dict[str, tuple[str, Claim]] = {}
    for claim in claims:
        for speaker in claim.speakers:
            if speaker.kind != "article" and (speaker.stance in stances or claim.status in statuses):
                found.setdefault(speaker_key(speaker), (speaker_words(speaker), claim))
    return list(found.values())


# ---------------------------------------------------------------- lines


def candidate_line(evidence: Evidence, candidate: Candidate) -> BriefLine:
    """The line that a candidate makes; its text is a quote, its first citation that quote's place."""
    claims = evidence.in_order(candidate.claims)
    lead = evidence.best(claims)
    support = evidence.support(claims)
    confirming = _said_otherwise(claims, stances=frozenset({"confirms"}), statuses=frozenset())
    against = evidence.in_order(candidate.others)
    denying = _said_otherwise(
        against, stances=frozenset({"denies", "doubts"}), statuses=frozenset({"denied"})
    )
    lead_speakers = {speaker_words(s) for s in lead.speakers}
    confirming = [(name, claim) for name, claim in confirming if name not in lead_speakers]

    notes = [attribution(evidence, lead)]
    if support.outlets > 1 or support.origins > 1:
        notes.append(
            f"{several(support.outlets, 'outlet')}, {several(support.origins, 'independent origin')}"
        )
    if confirming:
        notes.append(f"confirmed by {listing([name for name, _ in confirming])}")
    if denying:
        notes.append(f"denied by {listing([name for name, _ in denying])}")
    shown = [lead, *_from_other_origins(evidence, lead, claims)]
    shown += [claim for _, claim in (*confirming[:NAMED], *denying[:NAMED])]
    return BriefLine(
        text=f"“{evidence.quote(lead).text}”",
        citations=_citations(evidence, shown),
        note="; ".join(notes),
        day=evidence.day(lead),
        status=_status(candidate, lead, denied=bool(denying)),
        speakers=support.speakers,
        outlets=support.outlets,
        origins=support.origins,
        event=candidate.event.id if candidate.event else "",
    )


def _status(candidate: Candidate, lead: Claim, *, denied: bool) -> str:
    event = candidate.event
    if event is not None and (
        event.status == "contested" or (denied and lead.status in ("occurred", "ongoing"))
    ):
        return "contested"
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


def _citations(evidence: Evidence, claims: Iterable[Claim]) -> list[Citation]:
    found: dict[tuple[str, int, int], Citation] = {}
    for claim in claims:
        citation = evidence.citation(claim)
        found.setdefault((citation.document, citation.start, citation.end), citation)
    return list(found.values())


# ---------------------------------------------------------------- saying it once


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words = [w.casefold() for w in _WORDS.findall(text)]
    numbers = frozenset(w for w in words if w[0].isdigit())
    return frozenset(w for w in words if w not in _STOP), numbers


def same_words(one: str, other: str) -> bool:
    """Whether two quotes say the same in nearly the same words; differing figures never do."""
    (words, numbers), (other_words, other_numbers) = _content(one), _content(other)
    if numbers != other_numbers or not words or not other_words:
        return words == other_words and numbers == other_numbers
    shared = len(words & other_words)
    smaller = min(len(words), len(other_words))
    return shared / len(words | other_words) >= 0.7 or (smaller >= 5 and shared / smaller >= 0.9)


def _overlap(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """Whether two claims are quoted with nearly the same stretch of one article."""
    if one.document != other.document:
        return False
    first, second = evidence.quote(one), evidence.quote(other)
    if first.start < 0 or second.start < 0:
        return first.start == second.start
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= 0.8 * min(first.end - first.start, second.end - second.start)


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
            if _overlap(evidence, lead, other) or same_words(text, words):
                _take_in(into, candidate)
                break
        else:
            kept.append((lead, text, candidate))
    return [candidate for _, _, candidate in kept]


def _take_in(into: Candidate, candidate: Candidate) -> None:
    known = {c.id for c in (*into.claims, *into.others)}
    into.claims += [c for c in candidate.claims if c.id not in known]
    into.others += [c for c in candidate.others if c.id not in known]
