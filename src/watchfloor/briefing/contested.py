"""Values on which the reports differ, as tables by speaker and date."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from watchfloor.briefing.evidence import FACTUAL, Evidence, say_day, speaker_key, speaker_words
from watchfloor.briefing.lines import capital, listing, parties_words, several
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import BriefLine, Citation, Claim, Contest, Event, Holding, Quantity

__all__ = ["contested", "contests_of", "figure_words", "value_words"]

DISAGREEMENT = "Disagreement"
PROGRESSION = "Changed as time went on"
#: How many events' contests are told, heaviest first.
MOST_TABLES = 40


class _Row(msgspec.Struct):
    value: str
    speaker: str
    day: str | None
    claim: Claim
    low: float | None = None
    high: float | None = None
    quantity: Quantity | None = None
    repeated: int = 0
    until: str | None = None


def contested(evidence: Evidence) -> list[BriefLine]:
    """One line a contested value, its rows in ``values``; disagreements before progressions, the best supported first."""
    lines = [
        line
        for event in evidence.events
        for contest in contests_of(evidence, event)
        if (line := _contest_line(evidence, event, contest)) is not None
    ]
    lines = [
        line
        for n, line in enumerate(lines)
        if not any(_within(line, other, later=n > m) for m, other in enumerate(lines))
    ]
    lines.sort(
        key=lambda line: (line.group != DISAGREEMENT, -line.origins, -len(line.values), line.text, line.event)
    )
    return lines[:MOST_TABLES]


def _within(line: BriefLine, other: BriefLine, *, later: bool) -> bool:
    """Whether another line has the values of this one: a story's figures hold those of its events.

    Of two with the same values the later goes.
    """

    def rows(of: BriefLine) -> set[tuple[str, str]]:
        return {(row["value"], row["speaker"]) for row in of.values}

    if line is other or line.text.split(" (")[0] != other.text.split(" (")[0]:
        return False
    return rows(line) < rows(other) or (later and rows(line) == rows(other))


def contests_of(evidence: Evidence, event: Event) -> list[Contest]:
    """An event's contests, and one on whether it happened where it is told as fact by some and denied by others."""
    claims = evidence.claims_of(event)
    told = [c for c in claims if c.status in FACTUAL]
    denied = [c for c in claims if c.status == "denied"]
    found = list(event.contested)
    if event.type and told and denied and not any(c.name == "status" for c in found):
        holdings = [_status_holding(evidence, told), _status_holding(evidence, denied)]
        found.insert(0, Contest(name="status", kind="disagreement", holdings=holdings))
    return found


def _status_holding(evidence: Evidence, claims: list[Claim]) -> Holding:
    days = [d for c in claims if (d := evidence.day(c))]
    return Holding(
        value=claims[0].status,
        claims=[c.id for c in claims],
        since=min(days, default=None),
        until=max(days, default=None),
        origins=evidence.support(claims).origins,
    )


# ---------------------------------------------------------------- one table


def _contest_line(evidence: Evidence, event: Event, contest: Contest) -> BriefLine | None:
    rows = [row for holding in contest.holdings for row in _rows(evidence, contest, holding)]
    if len({row.value.casefold() for row in rows}) < 2:
        return None
    rows.sort(key=lambda row: (row.day or "9999", row.speaker, row.value))
    claims = [row.claim for row in rows]
    support = evidence.support(claims)
    citations: dict[tuple[str, int, int], Citation] = {}
    values: list[dict[str, Any]] = []
    for row in rows:
        citation = evidence.citation(row.claim)
        citations.setdefault((citation.document, citation.start, citation.end), citation)
        values.append(
            {
                "value": row.value,
                "speaker": row.speaker,
                "day": row.day,
                "until": row.until,
                "outlet": evidence.outlet(row.claim.document),
                "repeated": row.repeated,
                "low": row.low,
                "high": row.high,
                "new": evidence.marks_news and evidence.is_new(row.claim),
                "citation": msgspec.to_builtins(citation),
            }
        )
    agree = contest.kind != "disagreement"
    return BriefLine(
        text=_question(contest, rows),
        group=PROGRESSION if agree else DISAGREEMENT,
        label=parties_words(event.actors, event.recipients) or _side(event),
        note=f"{several(len(rows), 'statement')} by {several(len({r.speaker for r in rows}), 'speaker')}",
        citations=list(citations.values()),
        day=rows[-1].day,
        status="" if agree else "contested",
        speakers=support.speakers,
        outlets=support.outlets,
        origins=support.origins,
        event=event.id,
        new=any(value["new"] for value in values),
        values=values,
    )


def _rows(evidence: Evidence, contest: Contest, holding: Holding) -> list[_Row]:
    """A holding's rows: one for each speaker, with the first claim that shows it."""
    rows: dict[str, _Row] = {}
    for claim in evidence.in_order(evidence.claims[c] for c in holding.claims if c in evidence.claims):
        speakers = [s for s in claim.speakers if s.kind != "article"]
        if speakers:
            key, name = speaker_key(speakers[0]), capital(speaker_words(speakers[0]))
        else:
            key, name = (
                f"article of {evidence.origin(claim.document)}",
                f"{evidence.outlet(claim.document)}, in its own voice",
            )
        day = evidence.day(claim)
        if key in rows:
            rows[key].repeated += 1
            rows[key].until = day or rows[key].until
            continue
        low, high = _bounds(contest, holding)
        quantity = _quantity(claim, low, high, contest.name.partition(":")[2])
        value = value_words(contest, holding, claim)
        rows[key] = _Row(
            value=value, speaker=name, day=day, claim=claim, low=low, high=high, quantity=quantity
        )
    return list(rows.values())


def _bounds(contest: Contest, holding: Holding) -> tuple[float | None, float | None]:
    value = holding.value
    if contest.name.startswith("figure") and isinstance(value, (list, tuple)) and len(value) == 2:
        return value[0], value[1]
    return None, None


def value_words(contest: Contest, holding: Holding, claim: Claim) -> str:
    """How one claim words the value that a holding stands for."""
    if contest.name.startswith("figure"):
        low, high = _bounds(contest, holding)
        role = contest.name.partition(":")[2]
        quantity = _quantity(claim, low, high, role)
        return " ".join(quantity.text.split()) if quantity and quantity.text else figure_words(low, high)
    if contest.name == "status":
        return load_wording().status(claim.status)
    if contest.name == "place" and claim.place:
        return claim.place.text or claim.place.name
    if contest.name == "time" and claim.time:
        return claim.time.text or say_day(claim.time.start)
    return holding.text or (
        ", ".join(map(str, holding.value)) if isinstance(holding.value, list) else str(holding.value)
    )


def _quantity(claim: Claim, low: float | None, high: float | None, role: str) -> Quantity | None:
    same_role = [q for q in claim.quantities if not role or q.role == role]
    for quantity in (*same_role, *claim.quantities):
        if (quantity.low, quantity.high) == (low, high):
            return quantity
    return same_role[0] if len(same_role) == 1 else None


def figure_words(low: float | None, high: float | None) -> str:
    """Bounds in words: ``at least 3,000``, ``10,000 to 12,000``."""

    def number(value: float) -> str:
        return f"{value:,.0f}" if value == int(value) else f"{value:,}"

    if low is None and high is None:
        return "no figure"
    if low is None or high is None:
        return f"at least {number(low)}" if low is not None else f"at most {number(high or 0)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _side(event: Event) -> str:
    """The country whose people an event without parties counts, as its summary names it."""
    countries = load_wording().countries
    return next((countries[part] for part in event.summary.split(", ") if part in countries), "")


def _question(contest: Contest, rows: list[_Row]) -> str:
    words = load_wording().contest(contest.name)
    if contest.name.startswith("figure"):
        items = Counter(" ".join(r.quantity.item.split()) for r in rows if r.quantity and r.quantity.item)
        # The fullest of the wordings says best what is counted.
        if items:
            return f"{words} (“{max(items, key=lambda item: (items[item] > 1, len(item)))}”)"
    if contest.name == "status":
        acts = Counter(c.act.text for c in (row.claim for row in rows) if c.act)
        if acts:
            return f"{words} (“{acts.most_common(1)[0][0]}”)"
    return words


def summary(line: BriefLine) -> str:
    """A contested line in one sentence: each value with who holds it, latest first."""
    by_value: dict[str, list[str]] = {}
    for row in reversed(line.values):
        by_value.setdefault(row["value"], []).append(row["speaker"])
    parts = [f"{value} ({listing(list(dict.fromkeys(names)))})" for value, names in by_value.items()]
    more = f"; {several(len(parts) - 4, 'other value')}" if len(parts) > 4 else ""
    return f"{line.text}: {'; '.join(parts[:4])}{more}"
