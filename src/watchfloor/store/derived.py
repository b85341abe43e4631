"""What is derived from documents: kept in rows that are only rewritten where they changed, with checkpoints.

Derivation goes through documents in order of publication. A row is sealed when it will not change any more; the
others are open. A checkpoint holds what was known after so many documents, so that new documents only cost the way from
the last checkpoint before them. Documents wait in the table ``pending`` until they have been gone through.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sql

from watchfloor.records import Event, Origin, Story
from watchfloor.store.connection import Connected, lots
from watchfloor.store.packing import pack, shrink, unpack, unshrink
from watchfloor.store.tables import CHECKPOINTS, COPIES, DERIVED, META, OPEN, PENDING

__all__ = ["Checkpoint", "DerivedStore", "OvertakenError", "Place", "Row"]

R = TypeVar("R", Origin, Story, Event)
_KINDS: dict[type, str] = {Origin: "origin", Story: "story", Event: "event"}
_PART = 64 << 20
SPACING, FACTOR = 200, 3
"""Of checkpoints one is kept for each span of ages, in documents: up to SPACING, and each FACTOR times the last."""


class Place(NamedTuple):
    """A document's place in the order of publication."""

    published: str
    id: str


class Checkpoint(NamedTuple):
    """What was known after the first so many documents.

    Attributes:
        documents: how many.
        place: of the last of them.
    """

    documents: int
    place: Place
    state: bytes

    @staticmethod
    def wanted(documents: int) -> Iterator[int]:
        """How many documents before the last one checkpoints are wanted, when so many are gone through: few enough to
        be cheap, near enough to the end that the next run has a short way."""
        left = SPACING
        while left * FACTOR <= documents:
            yield left
            left *= FACTOR


class Row(NamedTuple):
    """A record, or the events of a story, as it is kept.

    Attributes:
        key: kind (``origin``, ``story``, ``event``) and id; events are kept under their story's.
        place: what the records of a kind are put in order by.
        sealed: how many documents had been gone through when it was over, `OPEN` if it is not.
        digest: of all that it was made from.
        records: one, or all events of the story.
    """

    key: tuple[str, str]
    place: str
    sealed: int
    digest: bytes
    records: Sequence[Origin | Story | Event]


class OvertakenError(Exception):
    """Another process has brought the store up to date in the meantime."""


class DerivedStore(Connected):
    """The part of a store that holds what is derived."""

    def derived(self, kind: type[R]) -> list[R]:
        """All origins, stories or events in order: of publication of the first article, events by story."""
        query = sql.select(DERIVED.c.data).where(DERIVED.c.kind == _KINDS[kind]).order_by(DERIVED.c.place)
        with self._reading() as connection:
            rows = list(connection.scalars(query))
        found: list[R] = []
        for data in rows:
            found += unpack(data, list[kind])  # type: ignore[valid-type]
        return found

    def events_of(self, story: str) -> list[Event]:
        """The events of one story."""
        return [event for rows in self._named("event", [story], Event) for event in rows]

    def stories_named(self, ids: Sequence[str]) -> list[Story]:
        """Stories by id, in order of their first article; unknown ids are passed over."""
        return [story for rows in self._named("story", ids, Story) for story in rows]

    def origins_of(self, documents: Sequence[str]) -> list[Origin]:
        """The origins of some documents, each once, in order of publication."""
        firsts: dict[str, str] = {}
        with self._reading() as connection:
            for lot in lots(documents):
                query = sql.select(COPIES).where(COPIES.c.document.in_(lot))
                firsts.update((row.document, row.origin) for row in connection.execute(query))
        names = dict.fromkeys(firsts.get(document, document) for document in documents)
        return [origin for rows in self._named("origin", list(names), Origin) for origin in rows]

    def _named(self, kind: str, ids: Sequence[str], record: type[R]) -> list[list[R]]:
        rows: list[tuple[str, bytes]] = []
        with self._reading() as connection:
            for lot in lots(ids):
                query = sql.select(DERIVED.c.place, DERIVED.c.data).where(DERIVED.c.kind == kind)
                rows += [
                    (row.place, row.data) for row in connection.execute(query.where(DERIVED.c.id.in_(lot)))
                ]
        return [unpack(data, list[record]) for _, data in sorted(rows)]  # type: ignore[valid-type]

    def count_derived(self, kind: type[R]) -> int:
        """How many origins, stories or events there are."""
        query = sql.select(sql.func.sum(DERIVED.c.size)).where(DERIVED.c.kind == _KINDS[kind])
        with self._reading() as connection:
            return int(connection.scalar(query) or 0)

    def is_derived(self) -> bool:
        """Whether origins, stories and events are those of all documents that are stored; not so after a cut."""
        return self.pending() is None and self.mark().endswith("whole")

    def pending(self) -> Place | None:
        """The first document that nothing has been derived from."""
        query = sql.select(PENDING.c.published, PENDING.c.id).order_by(PENDING.c.published, PENDING.c.id)
        with self._reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return Place(*row) if row else None

    def mark(self) -> str:
        """Changes whenever something is derived; ends with ``whole`` when that was carried to the end."""
        with self._reading() as connection:
            return connection.scalar(sql.select(META.c.value).where(META.c.name == "derived")) or "0 whole"

    def checkpoint(self, before: Place | None) -> Checkpoint | None:
        """The last checkpoint, or the last one before a place; None where everything must be gone through."""
        query = sql.select(CHECKPOINTS.c.documents).order_by(CHECKPOINTS.c.documents.desc()).limit(1)
        if before:
            query = query.where(sql.tuple_(CHECKPOINTS.c.published, CHECKPOINTS.c.id) < before)
        with self._reading() as connection:
            documents = connection.scalar(query)
            parts = sql.select(CHECKPOINTS).where(CHECKPOINTS.c.documents == documents)
            rows = connection.execute(parts.order_by(CHECKPOINTS.c.part)).all()
        if not rows:
            return None
        state = unshrink(b"".join(row.data for row in rows))
        return Checkpoint(rows[0].documents, Place(rows[0].published, rows[0].id), state)

    def digests(self, after: int) -> dict[tuple[str, str], tuple[bytes, int]]:
        """Digest and ``sealed`` by key of the rows that were open when so many documents had been gone through."""
        query = sql.select(DERIVED.c.kind, DERIVED.c.id, DERIVED.c.digest, DERIVED.c.sealed)
        with self._reading() as connection:
            rows = connection.execute(query.where(DERIVED.c.sealed > after))
            return {(row.kind, row.id): (row.digest, row.sealed) for row in rows}

    def write_derived(
        self,
        mark: str,
        *,
        after: int,
        until: int,
        rows: Sequence[Row],
        kept: Mapping[tuple[str, str], int],
        checkpoints: Sequence[Checkpoint],
        documents: Sequence[str],
        total: int,
    ) -> str:
        """Keep what was derived from a stretch of documents, all of it or nothing.

        Args:
            mark: as it was when derivation began.
            after: how many documents had been gone through before the stretch; what was sealed or kept for later ones
                is out of date.
            until: how many have been now, `OPEN` when these are all: then the store is up to date.
            rows: new and changed ones.
            kept: ``sealed`` by key of those that are right as they are but for that.
            checkpoints: those within the stretch.
            documents: ids of the stretch; they are pending no longer.
            total: how many documents there are.

        Returns:
            The new mark.

        Raises:
            OvertakenError: another process has been faster; nothing is written.
        """
        new = f"{int(mark.split()[0]) + 1} {'whole' if until == OPEN else 'begun'}"
        right = {row.key for row in rows} | kept.keys()
        packed = [_columns(row) for row in rows]
        with self._writing() as connection:
            self._take_turn(connection, mark, new)
            stretch = (DERIVED.c.sealed > after) & (DERIVED.c.sealed <= until)
            held = sql.select(DERIVED.c.kind, DERIVED.c.id, DERIVED.c.sealed).where(stretch)
            old = {(row.kind, row.id): row.sealed for row in connection.execute(held)}
            _delete(connection, [key for key in old if key not in right])
            for lot in lots([(key, sealed) for key, sealed in kept.items() if old.get(key) != sealed]):
                connection.execute(_RESEAL, [{"k": k, "i": i, "s": sealed} for (k, i), sealed in lot])
            _delete(connection, [row.key for row in rows])
            for lot in lots(packed):
                connection.execute(DERIVED.insert(), list(lot))
            copies = [
                {"document": document, "origin": row.key[1]}
                for row in rows
                if row.key[0] == "origin"
                for document in row.records[0].documents[1:]
            ]
            # A document may have gone from one origin to another.
            for lot in lots([copy["document"] for copy in copies]):
                connection.execute(COPIES.delete().where(COPIES.c.document.in_(lot)))
            for lot in lots(copies):
                connection.execute(COPIES.insert(), list(lot))
            connection.execute(CHECKPOINTS.delete().where(CHECKPOINTS.c.documents > after))
            for checkpoint in checkpoints:
                connection.execute(CHECKPOINTS.insert(), _parts(checkpoint))
            self._thin(connection, total)
            for ids in lots(documents):
                connection.execute(PENDING.delete().where(PENDING.c.id.in_(ids)))
        return new

    def _take_turn(self, connection: sql.Connection, mark: str, new: str) -> None:
        connection.execute(self._keep(META), {"name": "derived", "value": "0 whole"})
        own = (META.c.name == "derived") & (META.c.value == mark)
        if not connection.execute(META.update().where(own).values(value=new)).rowcount:
            raise OvertakenError

    def _thin(self, connection: sql.Connection, total: int) -> None:
        """Let go of checkpoints where an older one of about the same age is kept; the last one stays."""
        query = sql.select(CHECKPOINTS.c.documents).distinct().order_by(CHECKPOINTS.c.documents)
        known = list(connection.scalars(query))
        oldest: dict[int, int] = {}
        for documents in known:
            age = max(1.0, (total - documents) / SPACING)
            oldest.setdefault(math.ceil(math.log(age, FACTOR)), documents)
        gone = set(known[:-1]) - set(oldest.values())
        if gone:
            connection.execute(CHECKPOINTS.delete().where(CHECKPOINTS.c.documents.in_(sorted(gone))))


_RESEAL = (
    DERIVED.update()
    .where((DERIVED.c.kind == sql.bindparam("k")) & (DERIVED.c.id == sql.bindparam("i")))
    .values(sealed=sql.bindparam("s"))
)


def _columns(row: Row) -> dict[str, Any]:
    return {
        "kind": row.key[0],
        "id": row.key[1],
        "place": row.place,
        "sealed": row.sealed,
        "size": len(row.records),
        "digest": row.digest,
        "data": pack(row.records),
    }


def _parts(checkpoint: Checkpoint) -> list[dict[str, Any]]:
    data = shrink(checkpoint.state)
    return [
        {
            "documents": checkpoint.documents,
            "part": number,
            "published": checkpoint.place.published,
            "id": checkpoint.place.id,
            "data": data[at : at + _PART],
        }
        for number, at in enumerate(range(0, len(data), _PART))
    ]


def _delete(connection: sql.Connection, keys: Sequence[tuple[str, str]]) -> None:
    for kind in sorted({kind for kind, _ in keys}):
        for ids in lots([own for other, own in keys if other == kind]):
            connection.execute(DERIVED.delete().where((DERIVED.c.kind == kind) & DERIVED.c.id.in_(ids)))
            if kind == "origin":
                connection.execute(COPIES.delete().where(COPIES.c.origin.in_(ids)))
