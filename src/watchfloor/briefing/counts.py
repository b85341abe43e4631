"""Figures: counts that changed as time went on, and those that no report disputes."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.briefing.contested import PROGRESSION, quantity_of, value_words
from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.figure_words import counted_words, figure_quote
from watchfloor.briefing.happenings import day_of, happened
from watchfloor.briefing.joining import Candidate, merged
from watchfloor.briefing.lines import candidate_line
from watchfloor.briefing.naming import speakers_of
from watchfloor.briefing.ranking import fold
from watchfloor.knowledge.wording_tables import load_wording
from watchfloor.records import BriefLine, Contest, Event, Value

__all__ = ["counts"]

#: Tables and single figures that are shown before the others are folded away.
SHOWN_TABLES, SHOWN_SINGLE = 3, 6
UNDISPUTED = "Not disputed"


def counts(evidence: Evidence, contests: Sequence[BriefLine]) -> list[BriefLine]:
    """Tables of counts over time first, then single figures.

    Args:
        contests: the tables of all contests, as of `contest_tables`.
    """
    tables = [
        line
        for line in contests
        if line.group == PROGRESSION and line.text.startswith(load_wording().contest("figure"))
    ]
    told = {claim for line in contests for row in line.values if (claim := _claim(row))}
    values = {(line.text.partition(" (")[0], r["low"], r["high"]) for line in contests for r in line.values}
    single = []
    for event in evidence.events:
        for value in event.agreed:
            asked = (load_wording().contest(value.name), *_ends(value))
            if (
                value.name.startswith("figure")
                and not told & set(value.holding.claims)
                and asked not in values
            ):
                single += _single(evidence, event, value)
    single.sort(key=lambda pair: (-pair[0], pair[1].day or "9999", pair[1].text))
    # One quote with two figures is told once, with the first of them.
    first: dict[str, tuple[float, BriefLine]] = {}
    for pair in single:
        first.setdefault(pair[1].text, pair)
    return [
        *fold([(line.weight, line) for line in tables], SHOWN_TABLES, least=0.0),
        *fold(first.values(), SHOWN_SINGLE),
    ]


def _ends(value: Value) -> tuple[object, ...]:
    held = value.holding.value
    return tuple(held) if isinstance(held, (list, tuple)) else (held,)


def _claim(row: dict[str, object]) -> str:
    citation = row["citation"]
    return str(citation["claim"]) if isinstance(citation, dict) else ""


def _single(evidence: Evidence, event: Event, value: Value) -> list[tuple[float, BriefLine]]:
    """The line of a figure that all who give one agree on; none where no one tells the event as fact."""
    candidate = happened(evidence, event)
    claims = [evidence.claims[c] for c in value.holding.claims if c in evidence.claims]
    claims = [c for c in claims if candidate is not None and c in candidate.claims and c.quantities]
    if not claims:
        return []
    found = merged(evidence, [Candidate(claims, [], event)])[0]
    line = candidate_line(evidence, found)
    lead, contest = evidence.best(claims), Contest(name=value.name, kind="", holdings=[])
    quantity = quantity_of(contest, value.holding, lead)
    quoted, cited = figure_quote(evidence, lead, quantity)
    line.text, line.citations = f"“{quoted}”", [cited, *line.citations[1:]]
    counted = counted_words(evidence, lead, quantity)
    words = f"{value_words(contest, value.holding, lead)} {counted}".strip()
    line.day, line.group = day_of(evidence, found), UNDISPUTED
    role = value.name.partition(":")[2].replace("_", " ")
    line.label = f"{role.capitalize()}: {words}"
    # A bare number that the article gives in passing tells less than one that someone gives.
    own = not speakers_of(lead)
    return [(line.weight - 2.0 * own, line)]
