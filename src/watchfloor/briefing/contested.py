"""Values on which the reports differ, as tables by speaker and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from watchfloor.briefing.evidence import FACTUAL, Evidence
from watchfloor.briefing.figure_words import counted_words, figure_quote, table_title
from watchfloor.briefing.naming import (
    capital,
    is_denial,
    parties_words,
    say_day,
    several,
    speaker_key,
    speaker_words,
    speakers_of,
)
from watchfloor.briefing.ranking import fold
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import BriefLine, Citation, Claim, Contest, Event, Holding, Quantity

__all__ = [
    "PROGRESSION",
    "contest_tables",
    "contested",
    "contests_of",
    "quantity_of",
    "summary",
    "telling",
    "value_words",
]

DISAGREEMENT = "Disagreement"
PROGRESSION = "Changed as time went on"
#: How many tables a section has, and how many of them are shown before the others are folded away.
MOST_TABLES, SHOWN_TABLES = 40, 4
#: Rows of a table that are shown: the first, and the latest.
SHOWN_ROWS = 9
_VOICE = ", in its own voice"
#: Statuses that firm one another up and do not contradict: what was announced and then done.
_FIRMING = frozenset({"occurred", "ongoing", "announced", "demanded", "forecast", "possible", "hypothetical"})
#: Figures so many times apart count different things rather than disagree.
_APART = 8


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


def contested(contests: Sequence[BriefLine]) -> list[BriefLine]:
    """Of all contests the values on which reports disagree, the one that tells most first."""
    lines = [
        line
        for line in contests
        if line.group == DISAGREEMENT or line.text.startswith(load_wording().contest("source"))
    ]
    return fold([(line.weight, line) for line in lines], SHOWN_TABLES, least=0.0)


def contest_tables(evidence: Evidence) -> list[BriefLine]:
    """All contests of the story's events, one line a value, its rows in ``values``; each set of values once."""
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
    for line in lines:
        line.weight = telling(line)
    lines.sort(key=lambda line: (line.group != DISAGREEMENT, -line.weight, line.text, line.event))
    return lines[:MOST_TABLES]


def telling(line: BriefLine) -> float:
    """How much a contested value tells: a figure on which several named speakers disagree tells most."""
    named = {row["speaker"] for row in line.values if not row["speaker"].endswith(_VOICE)}
    known = [v for row in line.values for v in (row["low"], row["high"]) if v]
    apart = bool(known) and max(known) > _APART * min(known)
    one = (
        len(
            {
                (r["low"], r["high"], r["value"] if r["low"] is None else "")
                for r in line.values
                if r["speaker"] in named
            }
        )
        < 2
    )
    weight = min(len(named), 6) + 0.5 * min(line.origins, 8) + 2.0 * line.text.startswith("How ")
    # Who first reported what was later confirmed is a long list that decides nothing.
    only_confirmed = line.group == PROGRESSION and not line.text.startswith("How ")
    return weight - 6.0 * apart - 5.0 * one - 12.0 * only_confirmed


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
    denied = [c for c in claims if c.status == "denied" and is_denial(c)]
    found = [c for c in event.contested if c.name != "status" or denied]
    found = [c for c in found if c.name != "status" or not {h.value for h in c.holdings} <= _FIRMING]
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
    named = {(row.low, row.high) for row in rows if not row.speaker.endswith(_VOICE) and row.low is not None}
    # What an article only repeats of a figure is told by the row of the one who gave it.
    rows = [
        row
        for row in rows
        if not row.speaker.endswith(_VOICE)
        or ((row.low, row.high) not in named and not evidence.is_copy(row.claim.document))
    ]
    if len({row.value.casefold() for row in rows}) < 2:
        return None
    rows.sort(key=lambda row: (row.day or "9999", row.speaker, row.value))
    claims = [row.claim for row in rows]
    support = evidence.support(claims)
    citations: dict[tuple[str, int, int], Citation] = {}
    values: list[dict[str, Any]] = []
    for row in rows:
        _, citation = figure_quote(evidence, row.claim, row.quantity)
        citations.setdefault((citation.document, citation.start, citation.end), citation)
        values.append(
            {
                "value": row.value,
                "of": counted_words(evidence, row.claim, row.quantity, _side(event)),
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
    for place, row_shown in enumerate(values):
        row_shown["folded"] = 1 <= place <= len(values) - SHOWN_ROWS
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
        speakers = speakers_of(claim)
        if speakers:
            key, name = speaker_key(speakers[0]), capital(evidence.name(speakers[0]))
        else:
            key, name = (
                f"article of {evidence.origin(claim.document)}",
                f"{evidence.outlet(claim.document)}{_VOICE}",
            )
        day = evidence.day(claim)
        if key in rows:
            rows[key].repeated += 1
            rows[key].until = day or rows[key].until
            continue
        low, high = _bounds(contest, holding)
        quantity = quantity_of(contest, holding, claim)
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
        quantity = quantity_of(contest, holding, claim)
        return " ".join(quantity.text.split()) if quantity and quantity.text else figure_words(low, high)
    if contest.name == "status":
        return load_wording().status(claim.status)
    if contest.name == "source" and (spoken := speakers_of(claim)):
        # The holding's words name its first speaker; each row has its own.
        how = "announced" if holding.text.startswith("announced") else "reported"
        return f"{how} by {spoken[0].name or speaker_words(spoken[0])}"
    if contest.name == "place" and claim.place:
        return claim.place.text or claim.place.name
    if contest.name == "time" and claim.time:
        return claim.time.text or say_day(claim.time.start)
    return holding.text or (
        ", ".join(map(str, holding.value)) if isinstance(holding.value, list) else str(holding.value)
    )


def quantity_of(contest: Contest, holding: Holding, claim: Claim) -> Quantity | None:
    """The figure of a claim that a holding stands for; None where the claim has no such figure, or holds no figure at all."""
    if not contest.name.startswith("figure"):
        return None
    value, role = _bounds(contest, holding), contest.name.partition(":")[2]
    same_role = [q for q in claim.quantities if not role or q.role == role]
    for quantity in (*same_role, *claim.quantities):
        if (quantity.low, quantity.high) == value:
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
        return table_title(words, [(row.claim, row.quantity) for row in rows])
    if contest.name == "status":
        acts = Counter(c.act.text for c in (row.claim for row in rows) if c.act)
        if acts:
            return f"{words} (“{acts.most_common(1)[0][0]}”)"
    return words


def summary(line: BriefLine) -> BriefLine:
    """A contested line as one sentence: the latest value of each speaker with the day, latest first."""
    latest: dict[str, dict[str, Any]] = {}
    for row in line.values:
        if not row["speaker"].endswith(_VOICE):
            latest[row["speaker"]] = row
    rows = sorted((latest or {r["speaker"]: r for r in line.values}).values(), key=lambda r: r["day"] or "")
    rows.reverse()
    parts = [f"{row['value']} ({row['speaker']}, {say_day(row['day'])})" for row in rows[:4]]
    more = f"; {several(len(rows) - 4, 'other speaker')}" if len(rows) > 4 else ""
    cited = [msgspec.convert(row["citation"], Citation) for row in rows[:4]]
    return msgspec.structs.replace(
        line, text=f"{line.text}: {'; '.join(parts)}{more}", citations=cited, values=[]
    )
