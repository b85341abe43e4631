"""What is kept: SQLite in a file by default, PostgreSQL by the same code when the store is a URL.

Documents with their claims are written a few at a time, each lot in one transaction, so that a run which is
killed leaves whole articles and the next run goes on with the rest. What is derived from them (origins, stories,
events) is brought up to date at the end of a run; see `watchfloor.store.derived`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sql

from watchfloor.records import Claim, Document
from watchfloor.store.connection import lots
from watchfloor.store.derived import Checkpoint, DerivedStore, OvertakenError, Place, Row
from watchfloor.store.opening import DEFAULT, StoreError, shown
from watchfloor.store.packing import pack, unpack
from watchfloor.store.tables import CLAIMS, DOCUMENTS, LOOKS, OPEN, PENDING, SENTENCES, UNDATED

# Documents that are taken out at a time.
_LOT = 500

__all__ = [
    "DEFAULT",
    "OPEN",
    "UNDATED",
    "Checkpoint",
    "Look",
    "OvertakenError",
    "Place",
    "Row",
    "Store",
    "StoreError",
    "moment_of",
    "shown",
]


class Look(NamedTuple):
    """When a reader last had a brief made.

    Attributes:
        at: the moment, ISO 8601 in UTC.
        newest: when the newest document that the brief told of had been stored.
    """

    at: str
    newest: str


class Store(DerivedStore):
    """Documents, claims and what is derived from them; arguments and errors as of `Connected`."""

    # ------------------------------------------------------------ articles

    def known(self, ids: Iterable[str]) -> set[str]:
        """Which of these documents are stored already."""
        found: set[str] = set()
        with self._reading() as connection:
            for lot in lots(list(ids)):
                found.update(connection.scalars(sql.select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(lot))))
        return found

    def add(self, articles: Sequence[tuple[Document, list[Claim]]]) -> None:
        """Keep documents with their claims, all of them or none; those stored already are left as they are."""
        now = _now()
        # Always in the same order, so that two processes never wait for each other.
        by_id = sorted({d.id: (d, own) for d, own in articles}.items())
        with self._writing() as connection:
            for key, (document, own) in by_id:
                row = {
                    "id": key,
                    "published": moment_of(document),
                    "added": now,
                    "data": pack(document),
                }
                if not connection.scalar(self._keep(DOCUMENTS).returning(DOCUMENTS.c.id), row):
                    continue
                connection.execute(PENDING.insert(), {"id": key, "published": row["published"]})
                claims = [
                    {"id": c.id, "document": key, "number": n, "data": pack(c)} for n, c in enumerate(own)
                ]
                if claims:
                    connection.execute(CLAIMS.insert(), claims)

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """Stored documents in order of publication, then of id; all of them, or those named."""
        query = sql.select(DOCUMENTS.c.data).order_by(DOCUMENTS.c.published, DOCUMENTS.c.id)
        return [unpack(row, Document) for row in self._rows(query, DOCUMENTS.c.id, ids)]

    def claims(self, documents: Iterable[str] | None = None) -> list[Claim]:
        """Claims of all stored documents or of those named, in order of documents and of their text."""
        query = (
            sql.select(CLAIMS.c.data)
            .join(DOCUMENTS, DOCUMENTS.c.id == CLAIMS.c.document)
            .order_by(DOCUMENTS.c.published, DOCUMENTS.c.id, CLAIMS.c.number)
        )
        return [unpack(row, Claim) for row in self._rows(query, CLAIMS.c.document, documents)]

    def articles(self, after: Place | None = None) -> Iterator[tuple[Document, list[Claim]]]:
        """Documents with their claims in order of publication, then of id, a few at a time.

        Args:
            after: leave out all up to this place.
        """
        order = sql.tuple_(DOCUMENTS.c.published, DOCUMENTS.c.id)
        query = sql.select(DOCUMENTS).order_by(DOCUMENTS.c.published, DOCUMENTS.c.id).limit(_LOT)
        while True:
            with self._reading() as connection:
                rows = connection.execute(query if after is None else query.where(order > after)).all()
            if not rows:
                return
            claims: dict[str, list[Claim]] = {row.id: [] for row in rows}
            for claim in self.claims(list(claims)):
                claims[claim.document].append(claim)
            for row in rows:
                yield unpack(row.data, Document), claims[row.id]
            after = Place(rows[-1].published, rows[-1].id)

    def count(self, after: Place | None = None) -> int:
        """How many documents are stored, those up to a place left out."""
        query = sql.select(sql.func.count()).select_from(DOCUMENTS)
        if after is not None:
            query = query.where(sql.tuple_(DOCUMENTS.c.published, DOCUMENTS.c.id) > after)
        with self._reading() as connection:
            return connection.scalar(query) or 0

    def count_claims(self) -> int:
        """How many claims are stored."""
        with self._reading() as connection:
            return connection.scalar(sql.select(sql.func.count()).select_from(CLAIMS)) or 0

    def newest(self, ids: Iterable[str]) -> str:
        """When the newest of these documents was stored, ISO 8601 in UTC; empty when none of them is."""
        moments = [""]
        with self._reading() as connection:
            for lot in lots(list(ids)):
                query = sql.select(sql.func.max(DOCUMENTS.c.added)).where(DOCUMENTS.c.id.in_(lot))
                moments.append(connection.scalar(query) or "")
        return max(moments)

    def stored_by(self, moment: str) -> set[str]:
        """Ids of the documents that were stored at a moment (as `newest` gives it) or before."""
        with self._reading() as connection:
            return set(connection.scalars(sql.select(DOCUMENTS.c.id).where(DOCUMENTS.c.added <= moment)))

    def _rows(
        self, query: sql.Select[Any], column: sql.Column[str], keys: Iterable[str] | None
    ) -> list[bytes]:
        with self._reading() as connection:
            if keys is None:
                return list(connection.scalars(query))
            rows: list[bytes] = []
            for lot in lots(list(keys)):
                rows.extend(connection.scalars(query.where(column.in_(lot))))
            return rows

    # ------------------------------------------------------------ sentences and looks

    def sentence(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What was kept of sentences seen before, by key."""
        found: dict[bytes, bytes] = {}
        with self._reading() as connection:
            for lot in lots(keys):
                rows = connection.execute(sql.select(SENTENCES).where(SENTENCES.c.key.in_(lot)))
                found.update((row.key, row.data) for row in rows)
        return found

    def add_sentences(self, sentences: dict[bytes, bytes]) -> None:
        """Keep what was read of new sentences."""
        rows = [{"key": k, "data": v} for k, v in sorted(sentences.items())]
        if rows:
            with self._writing() as connection:
                connection.execute(self._keep(SENTENCES), rows)

    def last_look(self, reader: str) -> Look | None:
        """When a reader last had a brief made, None when never."""
        query = sql.select(LOOKS.c.at, LOOKS.c.newest).where(LOOKS.c.reader == reader)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return Look(*row) if row else None

    def look(self, reader: str, newest: str) -> None:
        """Note that a reader had a brief made now.

        Args:
            reader: a name.
            newest: what `newest` says of the documents that the brief told of; nothing stored later counts as seen.
        """
        row = {"reader": reader, "at": _now(), "newest": newest}
        with self._writing() as connection:
            connection.execute(LOOKS.delete().where(LOOKS.c.reader == reader))
            connection.execute(LOOKS.insert(), row)


def moment_of(document: Document) -> str:
    """When a document was published, as text that sorts; `UNDATED` where that is unknown or no date."""
    return document.published if document.published and document.day else UNDATED


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
