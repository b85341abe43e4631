"""Putting a brief together, section by section."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import msgspec

from watchfloor.briefing.contested import contest_tables, contested
from watchfloor.briefing.counts import counts
from watchfloor.briefing.digest import digest
from watchfloor.briefing.evidence import Evidence
from watchfloor.briefing.happenings import background, developments, forms
from watchfloor.briefing.naming import say_day
from watchfloor.briefing.news import is_news, news
from watchfloor.briefing.outlook import outlook
from watchfloor.briefing.positions import positions
from watchfloor.briefing.reasons import reasons
from watchfloor.briefing.sources import figures, sources
from watchfloor.briefing.title import title
from watchfloor.records import Brief, BriefSection, Claim, Document, Event, Origin, Story

__all__ = ["compose", "compose_all"]


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
    told, said = developments(evidence), positions(evidence)
    contests, expected = contest_tables(evidence), outlook(evidence)
    disputed = contested(contests)
    sections = [
        BriefSection(name="bottom-line", title="Bottom line", lines=digest(told, said, disputed, expected)),
        BriefSection(name="developments", title="What happened", lines=told),
        BriefSection(name="reactions", title="Who says what", lines=said),
        BriefSection(name="contested", title="Contested", lines=disputed),
        BriefSection(name="figures", title="Figures", lines=counts(evidence, contests)),
        BriefSection(name="outlook", title="Outlook", lines=expected),
        BriefSection(name="reasons", title="Reasons and aims given", lines=reasons(evidence)),
        BriefSection(name="cooperation", title="Forms of cooperation", lines=forms(evidence, conflict=False)),
        BriefSection(name="conflict", title="Forms of conflict", lines=forms(evidence, conflict=True)),
        BriefSection(name="background", title="Background", lines=background(evidence)),
        BriefSection(name="sources", title="Sources", lines=sources(evidence)),
    ]
    if evidence.marks_news:
        for section in sections:
            for line in section.lines:
                line.new = line.new or is_news(evidence, line)
        sections.insert(0, BriefSection(name="new", title=_since_words(since), lines=news(evidence)))
    words, taken_from = title(evidence)
    return Brief(
        story=story.id,
        title=words,
        title_from=taken_from,
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
