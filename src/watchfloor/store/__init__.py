"""What is kept: SQLite in a file by default, PostgreSQL by the same code when the store is a URL.

Documents with their claims are written a few at a time, each lot in one transaction, so that a run which is
killed leaves whole articles and the next run goes on with the rest. What is derived from all of them (origins, stories,
events) is replaced in one transaction at the end of a run.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from watchfloor.records import Claim, Document, Event, Origin, Story
from watchfloor.store.tables import CLAIMS, DERIVED, DOCUMENTS, LOOKS, META, SENTENCES, VERSION, metadata

__all__ = ["DEFAULT", "Look", "Store", "StoreError"]

DEFAULT = "watchfloor.db"
R = TypeVar("R", Origin, Story, Event)
_KINDS: dict[type, str] = {Origin: "origin", Story: "story", Event: "event"}
# One at a time sets up a PostgreSQL database; the number is ours alone.
_SET_UP_LOCK = 0x57A7C4F1


class StoreError(Exception):
    """A store cannot be opened, read or written; the message names it and the remedy."""


class Look(NamedTuple):
    """When a reader last had a brief made.

    Attributes:
        at: the moment, ISO 8601 in UTC.
        newest: when the newest document that the brief told of had been stored.
    """

    at: str
    newest: str


class Store:
    """Documents, claims and what is derived from them.

    Args:
        place: a path, or a database URL (``sqlite:///...``, ``postgresql://...``).
        create: make the store when it is not there.

    Raises:
        StoreError: it cannot be opened, is no store of ours, was written by a newer Watchfloor, or is not there and
            must not be made.
    """

    def __init__(self, place: str | Path = DEFAULT, *, create: bool = True) -> None:
        self.place = str(place)
        try:
            url = sql.make_url(_url(self.place))
            if url.get_backend_name() == "sqlite":
                _look_at_file(self.place, url.database, create)
            # A connection that the server has let go of is replaced, not handed on.
            self.engine = sql.create_engine(url, pool_pre_ping=True)
            if self.engine.dialect.name == "sqlite":
                sql.event.listen(self.engine, "connect", _set_up_sqlite)
                sql.event.listen(self.engine, "begin", _begin_sqlite)
            self._writer = self.engine.execution_options(writing=True)
            self._set_up(create)
        except ModuleNotFoundError as problem:
            raise StoreError(
                f"{shown(self.place)}: the driver {problem.name!r} is missing; install watchfloor[postgresql]"
            ) from problem
        except (SQLAlchemyError, OSError) as problem:
            raise StoreError(_remedy(self.place, problem)) from problem

    def _set_up(self, create: bool) -> None:
        """Check that the database is a store that this version knows; make the tables when they are not there."""
        with self.engine.connect() as connection:
            if self._is_ready(connection):
                return
            if not create and not sql.inspect(connection).has_table(META.name):
                raise StoreError(
                    f"{shown(self.place)}: nothing is stored there; run `watchfloor read PATH` first"
                )
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_SET_UP_LOCK)))
            # Another process may have been first.
            if self._is_ready(connection):
                return
            foreign = set(sql.inspect(connection).get_table_names()) & set(metadata.tables)
            if foreign:
                raise StoreError(
                    f"{shown(self.place)}: a database of another program (it has a table {min(foreign)!r} that is not "
                    "ours); name another with --store"
                )
            metadata.create_all(connection)
            connection.execute(META.insert().values(name="version", value=str(VERSION)))

    def _is_ready(self, connection: sql.Connection) -> bool:
        if not sql.inspect(connection).has_table(META.name):
            return False
        try:
            row = connection.execute(sql.select(META.c.value).where(META.c.name == "version")).scalar()
            version = int(row or "")
        except (DBAPIError, ValueError) as problem:
            raise StoreError(
                f"{shown(self.place)}: a database of another program (its table 'meta' is not ours); name another with --store"
            ) from problem
        if version > VERSION:
            raise StoreError(
                f"{shown(self.place)}: written by a newer Watchfloor (store version {version}, this one knows {VERSION}); "
                "upgrade Watchfloor or name another with --store"
            )
        return True

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sql.Connection]:
        """A transaction that is kept whole or not at all."""
        try:
            with self._writer.begin() as connection:
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
        found: set[str] = set()
        with self._reading() as connection:
            for lot in _lots(list(ids)):
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
                    "published": document.published or "",
                    "added": now,
                    "data": _pack(document),
                }
                if not connection.scalar(self._keep(DOCUMENTS).returning(DOCUMENTS.c.id), row):
                    continue
                claims = [
                    {"id": c.id, "document": key, "number": n, "data": _pack(c)} for n, c in enumerate(own)
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

    def count(self) -> int:
        """How many documents are stored."""
        with self._reading() as connection:
            return connection.scalar(sql.select(sql.func.count()).select_from(DOCUMENTS)) or 0

    def newest(self, ids: Iterable[str]) -> str:
        """When the newest of these documents was stored, ISO 8601 in UTC; empty when none of them is."""
        moments = [""]
        with self._reading() as connection:
            for lot in _lots(list(ids)):
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
            for lot in _lots(list(keys)):
                rows.extend(connection.scalars(query.where(column.in_(lot))))
            return rows

    # ------------------------------------------------------------ what is derived

    def replace_derived(
        self,
        origins: list[Origin],
        stories: list[Story],
        events: list[Event],
        *,
        documents: int | None = None,
    ) -> None:
        """Put what was made of all documents in the place of what was made before, in one go.

        Args:
            origins, stories, events: what was made, in order.
            documents: how many documents it was made of; all that are stored if None.
        """
        made: tuple[Sequence[Origin | Story | Event], ...] = (origins, stories, events)
        rows = [
            {"kind": _KINDS[type(record)], "id": record.id, "number": n, "data": _pack(record)}
            for records in made
            for n, record in enumerate(records)
        ]
        with self._writing() as connection:
            if documents is None:
                documents = connection.scalar(sql.select(sql.func.count()).select_from(DOCUMENTS))
            connection.execute(DERIVED.delete())
            if rows:
                connection.execute(DERIVED.insert(), rows)
            connection.execute(META.delete().where(META.c.name == "derived"))
            connection.execute(META.insert(), {"name": "derived", "value": str(documents)})

    def is_derived(self) -> bool:
        """Whether origins, stories and events were made of all documents that are stored; not so after a cut."""
        with self._reading() as connection:
            known = connection.scalar(sql.select(META.c.value).where(META.c.name == "derived"))
            stored = connection.scalar(sql.select(sql.func.count()).select_from(DOCUMENTS))
        return int(known or 0) == stored

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

    def _keep(self, table: sql.Table) -> Any:
        """An insert that leaves a row of the same key as it is."""
        insert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        return insert(table).on_conflict_do_nothing()


# ---------------------------------------------------------------- places


def shown(place: str) -> str:
    """A store's place as it may be printed: a URL without its password."""
    if "://" not in place:
        return place
    try:
        return sql.make_url(place).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return place


def _url(place: str) -> str:
    if place.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + place.partition("://")[2]
    return place if "://" in place else f"sqlite:///{place}"


def _look_at_file(place: str, path: str | None, create: bool) -> None:
    """Refuse what SQLite would open and then spoil or fail on without a plain word."""
    if not path or path == ":memory:" or path.startswith("file:"):
        return
    file = Path(path)
    if not file.exists():
        if not create:
            raise StoreError(
                f"{place}: there is no store; run `watchfloor read PATH` first, or name one with --store"
            )
        if not file.parent.is_dir():
            raise StoreError(
                f"{place}: the folder {file.parent} is not there; make it or name another with --store"
            )
        return
    if file.is_dir():
        raise StoreError(f"{place}: a folder, not a store; name a file in it, such as {file / DEFAULT}")
    with file.open("rb") as opened:
        head = opened.read(16)
    if head and head != b"SQLite format 3\0":
        raise StoreError(
            f"{place}: not a Watchfloor store but another kind of file; name another with --store"
        )
    if head:
        _refuse_foreign(place, file)


def _refuse_foreign(place: str, file: Path) -> None:
    """Another program's SQLite file is left as it is."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.Error:
        return  # a damaged or locked file: opening it will say so
    if tables and META.name not in tables:
        raise StoreError(f"{place}: a database of another program; name another with --store")


def _set_up_sqlite(connection: Any, record: object) -> None:
    """Readers go on while one writes; a second writer waits instead of failing at once."""
    # Transactions are begun by us (`_begin_sqlite`): the driver would leave the making of tables outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: sql.Connection) -> None:
    """A writer takes its place before it reads, or it could be turned away half way."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _remedy(place: str, problem: Exception) -> str:
    lines = str(getattr(problem, "orig", None) or problem).strip().splitlines() or [type(problem).__name__]
    reason = lines[0]
    if "://" in place and not place.startswith("sqlite:"):
        return f"{shown(place)}: the database cannot be used ({reason}); check the URL, that it runs and that you may write there"
    if "locked" in reason:
        return f"{place}: another process has been writing to the store for half a minute; try again when it is done"
    if "full" in reason:
        return f"{place}: the disk is full; make room and run the same command again, what is stored is kept"
    return (
        f"{place}: the store cannot be used ({reason}); check that file and folder can be written and that the file is a "
        "Watchfloor store, or name another with --store"
    )


# ---------------------------------------------------------------- rows


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _lots(keys: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Few enough at a time for any database's limit on parameters."""
    for at in range(0, len(keys), size):
        yield keys[at : at + size]


def _pack(record: Any) -> bytes:
    return zlib.compress(msgspec.json.encode(record), 3)


def _unpack(data: bytes, kind: type[Any]) -> Any:
    return msgspec.json.decode(zlib.decompress(data), type=kind)
