"""Origins, stories and events from articles in order of publication, so that new articles cost no more as a store grows.

Whatever order articles come in, they are gone through in order of publication, and what has not been told of for long is
let go of on the way: the result hangs on the articles alone, and what is held in memory on how many were published
lately. A store keeps that state at checkpoints; new articles are gone through from the last checkpoint before the earliest
of them. See docs/decisions/incremental-derivation.md.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from watchfloor.copies import CopyIndex
from watchfloor.copies import StateError as CopyStateError
from watchfloor.fusing import fuse
from watchfloor.records import Claim, Document, Event, Origin, Story
from watchfloor.store import OPEN, UNDATED, Checkpoint, OvertakenError, Place, Row, Store, moment_of
from watchfloor.stories import SILENCE, Situations, StoryIndex
from watchfloor.stories import StateError as StoryStateError

__all__ = ["Derivation", "Found", "Told", "bring_up_to_date", "derive", "place_of"]

Article = tuple[Document, Sequence[Claim]]

# Raised by one when the same articles give something else than before: what stores hold is then made anew.
_VERSION = 3
# Days after the last copy in which a text is still recognised.
COPIED_WITHIN = 60
# Days between two looks for what can be let go of: each look goes through all that is held.
FORGET_EVERY = 14
# Articles after which what has been derived is written down on a long way.
STRETCH = 20_000


class Told(NamedTuple):
    """A story, before its claims are fused.

    Attributes:
        origins: id of the origin of each of its documents that is a copy or has copies.
        sealed: how many documents had been gone through when it was over, `OPEN` if it is not.
    """

    story: Story
    origins: dict[str, str]
    sealed: int


class Found(NamedTuple):
    """What a stretch of articles gave.

    Attributes:
        origins: each with what it is put in order by, and ``sealed`` as in `Told`.
    """

    origins: list[tuple[Origin, str, int]]
    stories: list[Told]


class _State(msgspec.Struct):
    version: int
    documents: int
    looked: int
    copies: bytes
    clusters: bytes
    situations: bytes
    published: dict[str, str]
    origin_of: dict[str, str]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going through all that is held, again and again, while much is made at once."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Derivation:
    """Goes through articles; what becomes of each is decided by those before it alone.

    Attributes:
        documents: how many have been gone through.
    """

    def __init__(self) -> None:
        self.documents = 0
        self._looked = 0
        self._copies = CopyIndex()
        self._clusters = StoryIndex()
        self._situations = Situations()
        # By document: when it was published, while its origin is open; its origin when that is over before its story.
        self._published: dict[str, str] = {}
        self._origin_of: dict[str, str] = {}
        self._over = Found([], [])

    def add(self, document: Document, claims: Sequence[Claim]) -> None:
        """Go on with the next article in order of publication."""
        self.documents += 1
        day = document.day
        if day and day.toordinal() >= self._looked + FORGET_EVERY:
            self._forget(day)
        self._published[document.id] = moment_of(document)
        # When a file was read says nothing of who was first, and a run that was cut off would end otherwise.
        self._copies.add(msgspec.structs.replace(document, fetched=None))
        self._clusters.add(document, claims)
        self._situations.note(document.id, claims)

    def over(self) -> Found:
        """What will not change any more, each once."""
        over, self._over = self._over, Found([], [])
        return over

    @_uncollected()
    def open(self) -> Found:
        """What may still change."""
        origins = self._copies.origins()
        copied = self._copied(origins)
        told = self._situations.stories(self._clusters.stories())
        return Found(
            [(origin, self._place(origin), OPEN) for origin in origins],
            [_told(story, copied, OPEN) for story in told],
        )

    @_uncollected()
    def _forget(self, day: date) -> None:
        self._looked = day.toordinal()
        for origin in self._copies.forget(day - timedelta(days=COPIED_WITHIN)):
            self._over.origins.append((origin, self._place(origin), self.documents))
            for document in origin.documents:
                del self._published[document]
                if len(origin.documents) > 1:
                    self._origin_of[document] = origin.id
        left = self._clusters.forget(day - timedelta(days=SILENCE))
        standing = self._clusters.stories()
        settled = self._situations.settle(left, standing)
        copied = self._copied(self._copies.origins())
        self._over.stories.extend(_told(story, copied, self.documents) for story in settled)
        for document in (d for story in settled for d in story.documents):
            self._origin_of.pop(document, None)

    def _copied(self, origins: Iterable[Origin]) -> dict[str, str]:
        now = {d: origin.id for origin in origins if len(origin.documents) > 1 for d in origin.documents}
        return self._origin_of | now

    def _place(self, origin: Origin) -> str:
        return f"{self._published[origin.first]} {origin.id}"

    @_uncollected()
    def state(self) -> bytes:
        """All that is known, for `restore`; what is over must have been taken out."""
        return msgspec.msgpack.encode(
            _State(
                _VERSION,
                self.documents,
                self._looked,
                self._copies.state(),
                self._clusters.state(),
                self._situations.state(),
                self._published,
                self._origin_of,
            )
        )

    @classmethod
    @_uncollected()
    def restore(cls, data: bytes) -> Derivation | None:
        """As it was when the state was taken; None if that was by another version."""
        try:
            state = msgspec.msgpack.decode(data, type=_State)
        except msgspec.MsgspecError:
            return None
        if state.version != _VERSION:
            return None
        derivation = cls()
        derivation.documents, derivation._looked = state.documents, state.looked
        try:
            derivation._copies = CopyIndex.restore(state.copies)
            derivation._clusters = StoryIndex.restore(state.clusters)
        except (CopyStateError, StoryStateError):
            return None
        derivation._situations = Situations.restore(state.situations)
        derivation._published, derivation._origin_of = state.published, state.origin_of
        return derivation


def _told(story: Story, copied: Mapping[str, str], sealed: int) -> Told:
    return Told(story, {d: copied[d] for d in story.documents if d in copied}, sealed)


def place_of(story: Story) -> str:
    """What stories are put in order by: the day of the first article."""
    return f"{story.first or UNDATED} {story.id}"


# ---------------------------------------------------------------- in memory


def derive(articles: Iterable[Article]) -> tuple[list[Origin], list[Story], list[Event]]:
    """Origins, stories and events of articles, whatever the order in which they came; nothing is kept."""
    ordered = sorted(articles, key=lambda article: (moment_of(article[0]), article[0].id))
    derivation = Derivation()
    for document, claims in ordered:
        derivation.add(document, claims)
    over, still = derivation.over(), derivation.open()
    known = {document.id: (document, claims) for document, claims in ordered}
    told = sorted([*over.stories, *still.stories], key=lambda t: place_of(t.story))
    events = [event for one in told for event in _fused(one, known)]
    origins = sorted([*over.origins, *still.origins], key=lambda row: row[1])
    return [origin for origin, _, _ in origins], [one.story for one in told], events


def _fused(told: Told, articles: Mapping[str, Article]) -> list[Event]:
    """The events of a story, which are noted in it."""
    own = [articles[document] for document in told.story.documents]
    groups: dict[str, list[str]] = {}
    for document, origin in told.origins.items():
        groups.setdefault(origin, []).append(document)
    events = fuse(
        [claim for _, claims in own for claim in claims],
        [document for document, _ in own],
        [Origin(id=origin, first=origin, documents=documents) for origin, documents in groups.items()],
    )
    told.story.events = [event.id for event in events]
    return events


# ---------------------------------------------------------------- in a store


def bring_up_to_date(store: Store) -> None:
    """Derive what has not been derived yet from the documents of a store.

    A run that is killed on the way goes on from the last stretch that was written.
    """
    while not store.is_derived():
        try:
            _go_on(store)
        except OvertakenError:
            continue  # another process was faster: look again at what there is to do


def _go_on(store: Store) -> None:
    mark = store.mark()
    checkpoint = store.checkpoint(store.pending())
    derivation = Derivation.restore(checkpoint.state) if checkpoint else None
    place = checkpoint.place if checkpoint and derivation else None
    derivation = derivation or Derivation()
    after, total = derivation.documents, derivation.documents + store.count(place)
    wanted = set(Checkpoint.wanted(total - after))
    documents: list[str] = []
    checkpoints: list[Checkpoint] = []
    for document, claims in store.articles(place):
        derivation.add(document, claims)
        documents.append(document.id)
        full = len(documents) >= STRETCH
        if full or total - derivation.documents in wanted:
            at = Place(moment_of(document), document.id)
            checkpoints.append(Checkpoint(derivation.documents, at, derivation.state()))
        if full:
            work = _Stretch(store, after, derivation.documents, derivation.over())
            mark = work.write(mark, checkpoints, documents, total)
            after, documents, checkpoints = derivation.documents, [], []
    over, still = derivation.over(), derivation.open()
    found = Found(over.origins + still.origins, over.stories + still.stories)
    _Stretch(store, after, OPEN, found).write(mark, checkpoints, documents, total)


class _Changed(NamedTuple):
    """A story that is to be written, with the digests of it and of its events."""

    told: Told
    digest: bytes
    events: bytes


class _Stretch:
    """What a stretch of documents gave, beside what the store holds of it already."""

    def __init__(self, store: Store, after: int, until: int, found: Found) -> None:
        self.store, self.after, self.until = store, after, until
        self.rows: list[Row] = []
        self.kept: dict[tuple[str, str], int] = {}
        held = store.digests(after)
        for origin, place, sealed in found.origins:
            key, digest = ("origin", origin.id), _digest(origin)
            if key in held and held[key][0] == digest:
                self.kept[key] = sealed
            else:
                self.rows.append(Row(key, place, sealed, digest, [origin]))
        changed: list[_Changed] = []
        told_anew: list[_Changed] = []
        for told in found.stories:
            name = told.story.id
            events = _digest((told.story.documents, sorted(told.origins.items())))
            digest = _digest((told.story, events))
            same_events = held.get(("event", name), (b"", 0))[0] == events
            same = same_events and held.get(("story", name), (b"", 0))[0] == digest
            if same_events:
                self.kept[("event", name)] = told.sealed
            if same:
                self.kept[("story", name)] = told.sealed
            else:
                (told_anew if same_events else changed).append(_Changed(told, digest, events))
        for lot in _lots(changed):
            self._fuse(lot)
        for lot in _lots(told_anew):
            self._tell(lot)

    def _tell(self, changed: Sequence[_Changed]) -> None:
        """Stories with the articles that they had, and so the events: one is closed, say, or has another title."""
        ids = [told.story.id for told, *_ in changed]
        events = {story.id: story.events for story in self.store.stories_named(ids)}
        for told, digest, _ in changed:
            if told.story.id not in events:
                raise OvertakenError
            told.story.events = events[told.story.id]
            self.rows.append(
                Row(("story", told.story.id), place_of(told.story), told.sealed, digest, [told.story])
            )

    def _fuse(self, changed: Sequence[_Changed]) -> None:
        ids = [document for told, *_ in changed for document in told.story.documents]
        claims: dict[str, list[Claim]] = {document: [] for document in ids}
        for claim in self.store.claims(ids):
            claims[claim.document].append(claim)
        articles: dict[str, Article] = {d.id: (d, claims[d.id]) for d in self.store.documents(ids)}
        for told, digest, of_events in changed:
            events, place, name = _fused(told, articles), place_of(told.story), told.story.id
            self.rows.append(Row(("story", name), place, told.sealed, digest, [told.story]))
            self.rows.append(Row(("event", name), place, told.sealed, of_events, events))

    def write(self, mark: str, checkpoints: list[Checkpoint], documents: list[str], total: int) -> str:
        """Into the store, in one go; the store's new mark."""
        return self.store.write_derived(
            mark,
            after=self.after,
            until=self.until,
            rows=self.rows,
            kept=self.kept,
            checkpoints=checkpoints,
            documents=documents,
            total=total,
        )


def _lots(changed: Sequence[_Changed], size: int = 400) -> Iterator[list[_Changed]]:
    """Stories that together have about so many documents."""
    lot: list[_Changed] = []
    documents = 0
    for one in changed:
        lot.append(one)
        documents += len(one.told.story.documents)
        if documents >= size:
            yield lot
            lot, documents = [], 0
    if lot:
        yield lot


def _digest(made_from: Any) -> bytes:
    return blake2b(msgspec.json.encode((_VERSION, made_from)), digest_size=16).digest()
