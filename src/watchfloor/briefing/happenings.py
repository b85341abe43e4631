"""What happened: developments, forms of cooperation and conflict, background."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from watchfloor.briefing.evidence import FACTUAL, Evidence, is_attempt
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import candidate_line
from watchfloor.briefing.naming import doers, is_denial, parties_words, say_day, several, speakers_of
from watchfloor.briefing.ranking import LOOSE, fold, importance
from watchfloor.knowledge.ontology import load_ontology
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import BriefLine, Claim, Event

__all__ = ["REACTIONS", "background", "day_of", "developments", "forms", "happened", "stated", "weight"]

#: Types that answer to what others did; an event of another type is a development of its own.
REACTIONS = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: What is told to have been over by so many days before the story's first article is background.
BACKGROUND_DAYS = 45
#: No section grows past this; the heaviest are kept.
MOST_LINES = 150
#: An interval wider than this (days) dates no happening.
WIDEST = 2
#: Lines that are shown before the others are folded away.
SHOWN_DEVELOPMENTS, SHOWN_FORMS, SHOWN_BACKGROUND = 16, 5, 5
#: The least number of days at the end of a story of which a development is always shown.
NEWEST_DAYS = 2
#: Developments of one day that are shown.
SHOWN_OF_A_DAY = 3


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


def _of_older_times(evidence: Evidence, claim: Claim) -> bool:
    """Whether a claim is background, by its own time or, where it has none, by that of its sentence.

    In "the army, at war since 2023, fired on Sunday" the war's time is not that of the shots.
    """
    if _is_background(evidence, claim):
        return True
    if claim.time is not None and _day(claim.time.end or claim.time.start) is not None:
        return False
    return any(s.time and s.time.end and _is_background(evidence, s) for s in evidence.siblings(claim))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def happened(evidence: Evidence, event: Event) -> Candidate | None:
    """The claims that tell an event as fact, those against it beside them; None where no one tells it as fact."""
    claims = evidence.claims_of(event)
    factual = [c for c in claims if evidence.is_told_as_fact(c) and not _of_older_times(evidence, c)]
    if not factual or not event.type or event.status == "denied":
        return None
    return Candidate(factual, [c for c in claims if c.status == "denied"], event)


def stated(evidence: Evidence, *statuses: str) -> list[Candidate]:
    """Claims without a coded act, but with a speaker or a figure: "some 8,000 soldiers are in the region"."""
    found = []
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.type or claim.status not in statuses or claim.start < 0 or _is_background(evidence, claim):
            continue
        if (claim.status == "denied" and not is_denial(claim)) or (
            claim.status in FACTUAL and not evidence.is_told_as_fact(claim)
        ):
            continue
        known = any(a.id or a.country for a in claim.actors)
        if known and (speakers_of(claim) or claim.quantities):
            found.append(Candidate([claim]))
    return found[:MOST_LINES]


def day_of(evidence: Evidence, candidate: Candidate) -> str | None:
    """The day a candidate is told under: that of the happening, else of its first report."""
    event, lead = candidate.event, evidence.best(candidate.claims)
    for time in [lead.time, event.time if event else None, *(c.time for c in candidate.claims)]:
        first, last = (_day(time.start), _day(time.end)) if time else (None, None)
        if first and last and (last - first).days <= WIDEST:
            return first.isoformat()
    days = [d for c in candidate.claims if (d := evidence.day(c))]
    return min(days, default=None)


# ---------------------------------------------------------------- developments


def developments(evidence: Evidence) -> list[BriefLine]:
    """What is told as having happened, in order of the days; the weightiest are shown."""
    events = sorted(evidence.events, key=lambda e: (-weight(evidence, e), e.id))
    found = [happened(evidence, e) for e in events if e.type not in REACTIONS]
    candidates = [
        *[c for c in found if c is not None][:MOST_LINES],
        *stated(evidence, *FACTUAL),
        *_attempts(evidence),
    ]
    ranked = []
    for candidate in merged(evidence, candidates):
        line = candidate_line(evidence, candidate)
        line.day = day_of(evidence, candidate)
        if line.status == "possible":
            line.status = "occurred"  # an attempt: what was tried is open, that it was tried is told
        ranked.append((line.weight, line))
    ranked.sort(key=lambda pair: (pair[1].day or "9999", -pair[0], pair[1].text))
    return fold(_latest_shown(_spread(ranked)), SHOWN_DEVELOPMENTS, common=evidence.common_stems)


def _attempts(evidence: Evidence) -> list[Candidate]:
    """Tries that were made, whatever came of them: "tried to kill him in Kabul"."""
    made = [
        claim
        for claim in evidence.in_order(evidence.claims.values())
        if is_attempt(claim) and claim.type and claim.type not in REACTIONS
    ]
    told = [claim for claim in made if not _of_older_times(evidence, claim)]
    return [Candidate([claim], [], evidence.event_of.get(claim.id)) for claim in told[:MOST_LINES]]


def _spread(ranked: list[tuple[float, BriefLine]]) -> list[tuple[float, BriefLine]]:
    """Lines with those beyond the first few of a day made too light to be shown; they come heaviest first by day."""
    seen: dict[str | None, int] = {}
    found = []
    for heavy, line in ranked:
        seen[line.day] = seen.get(line.day, 0) + 1
        found.append((heavy if seen[line.day] <= SHOWN_OF_A_DAY else min(heavy, LOOSE - 1), line))
    return found


def _latest_shown(ranked: list[tuple[float, BriefLine]]) -> list[tuple[float, BriefLine]]:
    """Lines with the heaviest of the last days made heavy enough to be shown: a reader asks what came last."""
    days = [day for _, line in ranked if (day := _day(line.day))]
    if not days:
        return ranked
    since = max(days) - timedelta(days=max(NEWEST_DAYS, (max(days) - min(days)).days // 20))
    late = [i for i, (_, line) in enumerate(ranked) if (day := _day(line.day)) and day >= since]
    best = max(late, key=lambda i: (ranked[i][0], ranked[i][1].day))
    return [(heavy + 20.0 * (i == best), line) for i, (heavy, line) in enumerate(ranked)]


# ---------------------------------------------------------------- forms


def forms(evidence: Evidence, *, conflict: bool) -> list[BriefLine]:
    """Cooperation or conflict by its form and who is party to it, one line for all events of a kind between the two."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for event in evidence.events:
        candidate = happened(evidence, event)
        if candidate is None or load_ontology().is_conflict(event.type) != conflict:
            continue
        lead = evidence.best(candidate.claims)
        parties = parties_words(doers(lead), lead.recipients) or parties_words(event.actors, event.recipients)
        key = (load_wording().form(event.type), parties)
        groups.setdefault(key, []).append(candidate)
    ranked = [_form_line(evidence, key, candidates) for key, candidates in groups.items()]
    strength: dict[str, float] = {}
    for heavy, line in ranked:
        strength[line.group] = max(strength.get(line.group, 0.0), heavy)
    ranked.sort(key=lambda pair: (-strength[pair[1].group], pair[1].group, -pair[0], pair[1].label))
    return fold(ranked[:MOST_LINES], SHOWN_FORMS)


def _form_line(
    evidence: Evidence, key: tuple[str, str], candidates: list[Candidate]
) -> tuple[float, BriefLine]:
    heavy = {id(c): importance(evidence, c) for c in candidates}
    heaviest = max(candidates, key=lambda c: heavy[id(c)])
    others = [c for c in candidates if c is not heaviest]
    line = candidate_line(evidence, heaviest)
    line.day = day_of(evidence, heaviest)
    line.group, line.label = key
    if others:
        everything = [claim for c in candidates for claim in c.claims]
        support = evidence.support(everything)
        days = sorted(d for c in candidates if (d := day_of(evidence, c)))
        span = f", {say_day(days[0])} to {say_day(days[-1])}" if days and days[0] != days[-1] else ""
        line.note += (
            f"; in all {several(len(candidates), 'event')}{span}, "
            f"{several(support.outlets, 'outlet')}, {several(support.origins, 'independent origin')}"
        )
        line.outlets, line.origins, line.speakers = support.outlets, support.origins, support.speakers
        line.citations += [evidence.citation(evidence.best(c.claims)) for c in others[:5]]
    # Who did it to whom is what this section tells: a line without parties says little.
    known = 0.0 if key[1] else -6.0
    line.weight = round(heavy[id(heaviest)] + 1.5 * len(others) + known + 2.0 * ("→" in key[1]), 2)
    return line.weight, line


# ---------------------------------------------------------------- background


def background(evidence: Evidence) -> list[BriefLine]:
    """What the articles tell of earlier times."""
    groups: dict[str, list[Claim]] = {}
    for claim in _older(evidence):
        event = evidence.event_of.get(claim.id)
        groups.setdefault(event.id if event else claim.id, []).append(claim)
    candidates = [Candidate(claims, [], evidence.event_of.get(claims[0].id)) for claims in groups.values()]
    ranked = [(importance(evidence, c), _background_line(evidence, c)) for c in merged(evidence, candidates)]
    ranked.sort(key=lambda pair: (pair[1].day or "9999", pair[1].text))
    return fold(ranked[:MOST_LINES], SHOWN_BACKGROUND)


def _older(evidence: Evidence) -> Iterable[Claim]:
    for claim in evidence.in_order(evidence.claims.values()):
        if claim.status in FACTUAL and (claim.type or claim.time) and _is_background(evidence, claim):
            event = evidence.event_of.get(claim.id)
            if (event is None or happened(evidence, event) is None) and not _stands_in_news(evidence, claim):
                yield claim


def _stands_in_news(evidence: Evidence, claim: Claim) -> bool:
    """Whether what goes on since long ago is only an aside in words that are quoted for something newer."""
    if claim.time is None or claim.time.end:
        return False
    words = evidence.quote(claim).text
    for sibling in evidence.siblings(claim):
        event = evidence.event_of.get(sibling.id)
        told = happened(evidence, event) if event else None
        if told and sibling in told.claims and evidence.quote(sibling).text == words:
            return True
    return False


def _background_line(evidence: Evidence, candidate: Candidate) -> BriefLine:
    line = candidate_line(evidence, candidate)
    time = next((c.time for c in candidate.claims if c.time and c.time.start), None)
    line.day = time.start[:10] if time and time.start else None
    line.label = time.text if time and time.text and line.day is None else ""
    return line
