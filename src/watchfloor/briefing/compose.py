"""Putting a brief together, section by section."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

import msgspec

from watchfloor.briefing import contested as contested_lines
from watchfloor.briefing.contested import contested
from watchfloor.briefing.evidence import Evidence, say_day
from watchfloor.briefing.happenings import background, developments, forms, reactions, reasons
from watchfloor.briefing.lines import same_words
from watchfloor.briefing.news import is_news, news
from watchfloor.briefing.outlook import outlook
from watchfloor.briefing.sources import figures, sources
from watchfloor.records import Brief, BriefLine, BriefSection, Claim, Document, Event, Origin, Story

__all__ = ["compose", "compose_all"]

#: Events that the bottom line tells of, before the main contested value and the main forecast.
BOTTOM_EVENTS = 3
#: The weight of an event halves with every so large a part of the story's length before its last day.
HALVES = 0.35


def compose(
    story: Story,
    *,
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    origins: Iterable[Origin],
    since: datetime | None = None,
    known: Collection[str] | None = None,
    made: datetime | None = None,
) -> Brief:
    """What is told about a story.

    Args:
        story: only its documents and what they say are told.
        events, claims, documents, origins: what the earlier rooms found, of this story or of all.
        since: lines not known at this time are marked as new and told first.
        known: ids of the documents that were known then; without it, those published by ``since``.
        made: the time that the brief gives as its own; now if None.

    Returns:
        A brief in which each line has a citation, and whose sections without lines are left out.
    """
    evidence = Evidence(story, events, claims, documents, origins, since, known)
    told = developments(evidence)
    disputed = contested(evidence)
    expected = outlook(evidence)
    answered = reactions(evidence)
    sections = [
        BriefSection(
            name="bottom-line", title="Bottom line", lines=_bottom_line(told, answered, disputed, expected)
        ),
        BriefSection(name="developments", title="Developments", lines=told),
        BriefSection(name="cooperation", title="Forms of cooperation", lines=forms(evidence, conflict=False)),
        BriefSection(name="conflict", title="Forms of conflict", lines=forms(evidence, conflict=True)),
        BriefSection(name="reasons", title="Reasons and aims given", lines=reasons(evidence)),
        BriefSection(name="reactions", title="Reactions", lines=answered),
        BriefSection(name="contested", title="Contested", lines=disputed),
        BriefSection(name="outlook", title="Outlook", lines=expected),
        BriefSection(name="background", title="Background", lines=background(evidence)),
        BriefSection(name="sources", title="Sources", lines=sources(evidence)),
    ]
    if evidence.marks_news:
        for section in sections:
            for line in section.lines:
                line.new = line.new or is_news(evidence, line)
        sections.insert(0, BriefSection(name="new", title=_since_words(since), lines=news(evidence)))
    return Brief(
        story=story.id,
        title=story.title,
        made=(made or datetime.now(UTC)).isoformat(timespec="seconds"),
        sections=[s for s in sections if s.lines or s.name == "new"],
        documents=[_for_reading(d) for d in evidence.documents.values()],
        origins=evidence.origins,
        figures=figures(evidence),
        since=since.isoformat() if since else None,
    )


def compose_all(
    stories: Iterable[Story],
    *,
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Iterable[Document],
    origins: Iterable[Origin],
    since: datetime | None = None,
    known: Collection[str] | None = None,
    made: datetime | None = None,
) -> list[Brief]:
    """A brief for each story, the one with the most articles first; arguments as of `compose`."""
    moment = made or datetime.now(UTC)
    listed = (list(events), list(claims), list(documents), list(origins))
    of_document: dict[str, list[Claim]] = {}
    for claim in listed[1]:
        of_document.setdefault(claim.document, []).append(claim)
    ordered = sorted(stories, key=lambda s: (-len(s.documents), s.first or "9999", s.id))
    return [
        compose(
            story,
            events=listed[0],
            claims=[c for d in story.documents for c in of_document.get(d, ())],
            documents=listed[2],
            origins=listed[3],
            since=since,
            known=known,
            made=moment,
        )
        for story in ordered
    ]


def _since_words(since: datetime | None) -> str:
    if since is None:
        return "New since your last look"
    hour = f", {since:%H:%M}" if (since.hour, since.minute) != (0, 0) else ""
    return f"New since {say_day(since.date().isoformat())}{hour}"


def _for_reading(document: Document) -> Document:
    """An article as a brief carries it: without what cleaning kept of its raw form."""
    return msgspec.structs.replace(document, original="", edits=[], extra={})


# ---------------------------------------------------------------- bottom line


def _bottom_line(
    told: Sequence[BriefLine],
    answered: Sequence[BriefLine],
    disputed: Sequence[BriefLine],
    expected: Sequence[BriefLine],
) -> list[BriefLine]:
    """Three to five lines: the best supported late events, the main contested value, the main forecast."""
    lines = _latest(told, BOTTOM_EVENTS)
    if disputed:
        main = max(disputed, key=_telling)
        lines.append(
            msgspec.structs.replace(
                main, label="Contested", text=contested_lines.summary(main), note=main.note, group=""
            )
        )
    if expected:
        main = max(
            expected,
            key=lambda line: (line.status == "forecast", bool(line.speakers), line.origins, line.day or ""),
        )
        lines.append(msgspec.structs.replace(main, label="Outlook", group=""))
    if len(lines) < 3:
        lines += _latest(answered, 3 - len(lines))
    return lines


def _telling(line: BriefLine) -> tuple[bool, bool, int, int]:
    """How much a contested value tells: a figure on which named speakers disagree tells most."""
    named = {row["speaker"] for row in line.values if not row["speaker"].endswith("in its own voice")}
    return line.text.startswith("How "), line.status == "contested", len(named), len(line.values)


def _latest(lines: Sequence[BriefLine], count: int) -> list[BriefLine]:
    """The best supported of the later lines, no two alike, in order of the days."""
    days = [date.fromisoformat(line.day) for line in lines if line.day]
    if not days:
        return [msgspec.structs.replace(line, label="", group="") for line in lines[:count]]
    last, length = max(days), max((max(days) - min(days)).days, 4)

    def rank(line: BriefLine) -> float:
        age = (last - date.fromisoformat(line.day)).days if line.day else length
        fading = math.exp2(-age / (HALVES * length))
        # What a single origin tells has to be much later to come before what several do.
        alone = 0.5 if line.origins < 2 else 1.0
        return (line.origins * 2 + len(line.speakers) + line.outlets / 2) * fading * alone

    chosen: list[BriefLine] = []
    for line in sorted(lines, key=rank, reverse=True):
        if len(chosen) < count and not any(same_words(line.text, other.text) for other in chosen):
            chosen.append(line)
    chosen.sort(key=lambda line: line.day or "9999")
    return [msgspec.structs.replace(line, label="", group="") for line in chosen]
