"""Who says what: requests, criticism, refusals, denials, threats, support and demands, by who takes the position."""

from __future__ import annotations

from watchfloor.briefing.evidence import FACTUAL, KINDS, Evidence
from watchfloor.briefing.happenings import MOST_LINES, REACTIONS, day_of, happened, stated, weight
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import candidate_line
from watchfloor.briefing.naming import PRONOUNS, actor_words, country_words, speakers_of
from watchfloor.briefing.ranking import fold
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import Actor, BriefLine, Claim, Speaker

__all__ = ["positions"]

#: Lines that are shown, of all and of one party.
SHOWN, SHOWN_OF_ONE = 14, 3
_OTHERS = "Others"
#: What a denial counts over another position.
DENIAL = 2.0


def positions(evidence: Evidence) -> list[BriefLine]:
    """Lines grouped by the party that takes a position, the party with the most weight first."""
    events = sorted(evidence.events, key=lambda e: (-weight(evidence, e), e.id))
    acts = [c for e in events if e.type in REACTIONS and (c := happened(evidence, e)) is not None]
    demanded = [
        Candidate(claims, [], event)
        for event in evidence.events
        if (claims := [c for c in evidence.claims_of(event) if c.status == "demanded"])
    ]
    organisations = _organisations(evidence)
    by_party: dict[str, list[tuple[float, BriefLine]]] = {}
    for candidate in merged(
        evidence, [*acts[:MOST_LINES], *demanded, *stated(evidence, "demanded", "denied")]
    ):
        lead = evidence.best(candidate.claims)
        who = _who(evidence, lead)
        line = candidate_line(evidence, candidate)
        line.day = day_of(evidence, candidate)
        line.group = _party_name(who, organisations) if who else _OTHERS
        named = actor_words(who) if who else ""
        unsaid = named == line.group or named.partition(" ")[0].casefold() in PRONOUNS
        line.label = "" if unsaid else named
        # Who denies what others report is what a reader looks for here.
        heavy = line.weight + DENIAL * (lead.type == "REJECT" or line.status == "denied")
        by_party.setdefault(line.group, []).append((heavy, line))
    return _shown(by_party)


def _shown(by_party: dict[str, list[tuple[float, BriefLine]]]) -> list[BriefLine]:
    ranked: list[tuple[float, BriefLine]] = []
    order = sorted(
        by_party,
        key=lambda name: (name == _OTHERS, -sum(max(heavy, 0.0) for heavy, _ in by_party[name]), name),
    )
    for name in order:
        lines = sorted(by_party[name], key=lambda pair: (-pair[0], pair[1].day or "9999", pair[1].text))
        for place, (heavy, line) in enumerate(lines):
            # One line of each party comes before a second of any.
            late = 100.0 if place >= SHOWN_OF_ONE or name == _OTHERS else 1.5 * place
            ranked.append((heavy - late, line))
    return fold(ranked[:MOST_LINES], SHOWN)


def _who(evidence: Evidence, lead: Claim) -> Actor | Speaker | None:
    """Who takes the position in a claim's sentence: the actor of a coded act, else the speaker; None if unknown."""
    taken = [lead, *evidence.siblings(lead)]
    # Whom a sentence urges or blames is not the one who does so.
    aimed = {a.id for c in taken for a in c.recipients if c.type in REACTIONS}
    aimed |= {a.id for c in taken for a in c.actors if c.status == "demanded" and c.type not in REACTIONS}
    aimed.discard("")
    for claim in taken:
        known = [a for a in claim.actors if (a.id or a.country) and a.id not in aimed]
        known.sort(key=lambda a: a.country != "IGO")
        if claim.type in REACTIONS and claim.status in FACTUAL and known:
            return known[0]
    found: list[Actor | Speaker] = [
        s for c in taken for s in speakers_of(c) if (s.id or s.country or "") not in aimed | {""}
    ]
    found += [a for c in taken for a in c.actors if (a.id or a.country) and a.id not in aimed]
    return found[0] if found else None


def _organisations(evidence: Evidence) -> dict[str, str]:
    """Person -> the organisation that articles name with them ("NATO Secretary General Mark Rutte")."""
    mentions: list[Actor | Speaker] = []
    for claim in evidence.claims.values():
        mentions += [m for m in (*claim.actors, *claim.recipients) if m.id]
        mentions += [m for m in claim.speakers if m.id]
    names = {m.name: m.name for m in mentions if m.country in KINDS and m.name and m.name.isupper()}
    found: dict[str, str] = {}
    for mention in mentions:
        for word in mention.text.replace("'", " ").replace("’", " ").split():
            if word in names and mention.id.startswith("PER_"):
                found[mention.id] = names[word]
    return found


def _party_name(who: Actor | Speaker, organisations: dict[str, str]) -> str:
    if who.id in organisations:
        return organisations[who.id]
    if who.country in load_wording().countries:
        return country_words(who.country or "")
    return who.name or " ".join(who.text.split()) or _OTHERS
