"""What a run knows: held in memory, or read from a store when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

import msgspec

from watchfloor.briefing import compose
from watchfloor.records import Brief, Claim, Document, Event, Origin, Story
from watchfloor.store import Store, moment_of

__all__ = ["Counts", "Result"]


class Counts(msgspec.Struct):
    """How many there are of each."""

    documents: int
    claims: int
    stories: int
    events: int


class Result:
    """All that a run knows.

    Documents are in order of publication, claims in the same order and within an article in that of its text, stories in
    order of their first article, events by story. What comes from a store is read when it is first asked for, as the
    store holds it then.

    Attributes:
        read: how many articles this run could read, those stored before with them.
        added: how many of them were new.
    """

    def __init__(
        self,
        *,
        documents: Sequence[Document] = (),
        claims: Sequence[Claim] = (),
        origins: Sequence[Origin] = (),
        stories: Sequence[Story] = (),
        events: Sequence[Event] = (),
        store: Store | None = None,
        read: int = 0,
        added: int = 0,
    ) -> None:
        self._held = (list(documents), list(claims), list(origins), list(stories), list(events))
        self._store = store
        self.read = read
        self.added = added

    @cached_property
    def documents(self) -> list[Document]:
        """All articles."""
        return self._store.documents() if self._store else self._held[0]

    @cached_property
    def claims(self) -> list[Claim]:
        """What each sentence says."""
        return self._store.claims() if self._store else self._held[1]

    @cached_property
    def origins(self) -> list[Origin]:
        """Which articles are one text; each is in exactly one."""
        return self._store.derived(Origin) if self._store else self._held[2]

    @cached_property
    def stories(self) -> list[Story]:
        """Which articles tell of one situation."""
        return self._store.derived(Story) if self._store else self._held[3]

    @cached_property
    def events(self) -> list[Event]:
        """What happened, as all reports tell it."""
        return self._store.derived(Event) if self._store else self._held[4]

    def counts(self) -> Counts:
        """How many there are of each, without reading them."""
        if self._store is None:
            return Counts(len(self.documents), len(self.claims), len(self.stories), len(self.events))
        store = self._store
        return Counts(
            store.count(), store.count_claims(), store.count_derived(Story), store.count_derived(Event)
        )

    def briefs(self, since: datetime | None = None) -> list[Brief]:
        """A brief for each story, the one with the most articles first."""
        stories = sorted(self.stories, key=lambda s: (-len(s.documents), s.id))
        return [self.brief(story, since) for story in stories]

    def brief(self, story: Story | None = None, since: datetime | None = None) -> Brief:
        """The brief of one story, of the largest one when none is named; only what it tells of is read from a store."""
        story = story or max(self.stories, key=lambda s: (len(s.documents), s.id))
        documents, claims, origins, events = self._of(story)
        return compose(story, events=events, claims=claims, documents=documents, origins=origins, since=since)

    def _of(
        self, story: Story
    ) -> tuple[Iterable[Document], Iterable[Claim], Iterable[Origin], Iterable[Event]]:
        if self._store:
            documents = sorted(self._store.documents(story.documents), key=lambda d: (moment_of(d), d.id))
            claims: dict[str, list[Claim]] = {document.id: [] for document in documents}
            for claim in self._store.claims(story.documents):
                claims[claim.document].append(claim)
            return (
                documents,
                [claim for own in claims.values() for claim in own],
                self._store.origins_of(story.documents),
                self._store.events_of(story.id),
            )
        inside, own_events = set(story.documents), set(story.events)
        return (
            [d for d in self.documents if d.id in inside],
            [c for c in self.claims if c.document in inside],
            [o for o in self.origins if not inside.isdisjoint(o.documents)],
            [e for e in self.events if e.id in own_events],
        )
