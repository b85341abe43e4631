"""What is kept: SQLite in a file by default, PostgreSQL by the same code when the store is a URL.

Documents with their claims are written a few at a time, each lot in one transaction, so that a run which is
killed leaves whole articles and the next run goes on with the rest. What is derived from all of them (origins, stories,
events) is replaced in one transaction at the end of a run.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sql
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from watchfloor.records import Claim, Document, Event, Origin, Story
from watchfloor.store.tables import CLAIMS, DERIVED, DOCUMENTS, LOOKS, META, SENTENCES, VERSION, metadata

__all__ = ["Store", "StoreError"]

DEFAULT = "watchfloor.db"
R = TypeVar("R", Origin, Story, Event)
_KINDS: dict[type, str] = {Origin: "origin", Story: "story", Event: "event"}


class StoreError(Exception):
    """A store cannot be opened, read or written; the message names it and the remedy."""


class Store:
    """Documents, claims and what is derived from them.

    Args:
        place: a path, or a database URL (``sqlite:///...``, ``postgresql://...``); made when it is not there.

    Raises:
        StoreError: it cannot be opened or was written by a newer Watchfloor.
    """

    def __init__(self, place: str | Path = DEFAULT) -> None:
        self.place = str(place)
        try:
            self.engine = sql.create_engine(_url(self.place))
            if self.engine.dialect.name == "sqlite":
                sql.event.listen(self.engine, "connect", _set_up_sqlite)
            with self.engine.begin() as connection:
                metadata.create_all(connection)
                self._check_version(connection)
        except ModuleNotFoundError as problem:
            raise StoreError(
                f"{self.place}: the driver {problem.name!r} is missing; install watchfloor[postgresql]"
            ) from problem
        except (SQLAlchemyError, OSError) as problem:
            raise StoreError(_remedy(self.place, problem)) from problem

    def _check_version(self, connection: sql.Connection) -> None:
        row = connection.execute(sql.select(META.c.value).where(META.c.name == "version")).scalar()
        if row is None:
            connection.execute(META.insert().values(name="version", value=str(VERSION)))
        elif int(row) > VERSION:
            raise StoreError(
                f"{self.place}: written by a newer Watchfloor (store version {row}, this one knows {VERSION}); "
                "upgrade Watchfloor or name another file with --store"
            )

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sql.Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as problem:
            raise StoreError(_remedy(self.place, problem)) from problem

    @contextmanager
    def _reading(self) -> Iterator[sql.Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as problem:
            raise StoreError(_remedy(self.place, problem)) from problem

    # ------------------------------------------------------------ articles

    def known(self, ids: Iterable[str]) -> set[str]:
        """Which of these documents are stored already."""
        ids = list(ids)
        found: set[str] = set()
        with self._reading() as connection:
            for lot in _lots(ids):
                found.update(connection.scalars(sql.select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(lot))))
        return found

    def add(self, articles: Sequence[tuple[Document, list[Claim]]]) -> None:
        """Keep documents with their claims, all of them or none; those stored already are left as they are."""
        fresh = [(d, c) for d, c in articles if d.id not in self.known([d.id for d, _ in articles])]
        if not fresh:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as connection:
            connection.execute(
                DOCUMENTS.insert(),
                [
                    {"id": d.id, "published": d.published or "", "added": now, "data": _pack(d)}
                    for d, _ in fresh
                ],
            )
            claims = [
                {"id": c.id, "document": d.id, "number": n, "data": _pack(c)}
                for d, own in fresh
                for n, c in enumerate(own)
            ]
            if claims:
                connection.execute(CLAIMS.insert(), claims)

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """Stored documents in order of publication, then of id; all of them, or those named."""
        query = sql.select(DOCUMENTS.c.data).order_by(DOCUMENTS.c.published, DOCUMENTS.c.id)
        return [_unpack(row, Document) for row in self._rows(query, DOCUMENTS.c.id, ids)]

    def claims(self, documents: Iterable[str] | None = None) -> list[Claim]:
        """Claims of all stored documents or of those named, in order of documents and of their text."""
        query = (
            sql.select(CLAIMS.c.data)
            .join(DOCUMENTS, DOCUMENTS.c.id == CLAIMS.c.document)
            .order_by(DOCUMENTS.c.published, DOCUMENTS.c.id, CLAIMS.c.number)
        )
        return [_unpack(row, Claim) for row in self._rows(query, CLAIMS.c.document, documents)]

    def _rows(self, query: sql.Select[Any], column: sql.Column[str], keys: Iterable[str] | None) -> list[bytes]:
        with self._reading() as connection:
            if keys is None:
                return list(connection.scalars(query))
            rows: list[bytes] = []
            for lot in _lots(list(keys)):
                rows.extend(connection.scalars(query.where(column.in_(lot))))
            return rows

    # ------------------------------------------------------------ what is derived

    def replace_derived(self, origins: list[Origin], stories: list[Story], events: list[Event]) -> None:
        """Put what was made of all documents in the place of what was made before, in one go."""
        rows = [
            {"kind": _KINDS[type(record)], "id": record.id, "number": n, "data": _pack(record)}
            for records in (origins, stories, events)
            for n, record in enumerate(records)
        ]
        with self._writing() as connection:
            connection.execute(DERIVED.delete())
            if rows:
                connection.execute(DERIVED.insert(), rows)

    def derived(self, kind: type[R]) -> list[R]:
        """All origins, stories or events, in the order in which they were made."""
        query = sql.select(DERIVED.c.data).where(DERIVED.c.kind == _KINDS[kind]).order_by(DERIVED.c.number)
        with self._reading() as connection:
            return [_unpack(row, kind) for row in connection.scalars(query)]

    # ------------------------------------------------------------ sentences and looks

    def sentence(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What was kept of sentences seen before, by key."""
        found: dict[bytes, bytes] = {}
        with self._reading() as connection:
            for lot in _lots(keys):
                rows = connection.execute(sql.select(SENTENCES).where(SENTENCES.c.key.in_(lot)))
                found.update((row.key, row.data) for row in rows)
        return found

    def add_sentences(self, sentences: dict[bytes, bytes]) -> None:
        """Keep what was read of new sentences."""
        known = self.sentence(list(sentences))
        rows = [{"key": k, "data": v} for k, v in sentences.items() if k not in known]
        if rows:
            with self._writing() as connection:
                connection.execute(SENTENCES.insert(), rows)

    def last_look(self, reader: str) -> str | None:
        """When a reader last had a brief made, ISO 8601 in UTC."""
        with self._reading() as connection:
            found: str | None = connection.scalar(sql.select(LOOKS.c.at).where(LOOKS.c.reader == reader))
            return found

    def look(self, reader: str, at: str) -> None:
        """Note that a reader had a brief made."""
        with self._writing() as connection:
            connection.execute(LOOKS.delete().where(LOOKS.c.reader == reader))
            connection.execute(LOOKS.insert().values(reader=reader, at=at))


def _url(place: str) -> str:
    if place.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + place.partition("://")[2]
    return place if "://" in place else f"sqlite:///{place}"


def _set_up_sqlite(connection: Any, record: object) -> None:
    """Readers go on while one writes; a second writer waits instead of failing at once."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=30000")


def _remedy(place: str, problem: Exception) -> str:
    reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
    if isinstance(problem, OperationalError) and "://" in place:
        return f"{place}: the database does not answer ({reason}); check the URL and that it runs"
    return (
        f"{place}: the store cannot be used ({reason}); check that the folder exists and can be written, that the "
        "file is a Watchfloor store, or name another with --store"
    )


def _lots(keys: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Few enough at a time for any database's limit on parameters."""
    for at in range(0, len(keys), size):
        yield keys[at : at + size]


def _pack(record: Any) -> bytes:
    return zlib.compress(msgspec.json.encode(record), 3)


def _unpack(data: bytes, kind: type[Any]) -> Any:
    return msgspec.json.decode(zlib.decompress(data), type=kind)
