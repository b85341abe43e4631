"""The connection to a store's database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from watchfloor.store.opening import (
    DEFAULT,
    StoreError,
    begin_sqlite,
    look_at_file,
    remedy,
    set_up_sqlite,
    shown,
    url_of,
)
from watchfloor.store.tables import META, VERSION, metadata
from watchfloor.store.upgrading import upgrade

__all__ = ["Connected", "lots"]

# One at a time sets up a PostgreSQL database; the number is ours alone.
_SET_UP_LOCK = 0x57A7C4F1


class Connected:
    """A store that is open: its tables are there, and what goes wrong is told with a remedy.

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
            url = sql.make_url(url_of(self.place))
            if url.get_backend_name() == "sqlite":
                look_at_file(self.place, url.database, create)
            # A connection that the server has let go of is replaced, not handed on.
            self.engine = sql.create_engine(url, pool_pre_ping=True)
            if self.engine.dialect.name == "sqlite":
                sql.event.listen(self.engine, "connect", set_up_sqlite)
                sql.event.listen(self.engine, "begin", begin_sqlite)
            self._writer = self.engine.execution_options(writing=True)
            self._set_up(create)
        except ModuleNotFoundError as problem:
            raise StoreError(
                f"{shown(self.place)}: the driver {problem.name!r} is missing; install watchfloor[postgresql]"
            ) from problem
        except (SQLAlchemyError, OSError) as problem:
            raise StoreError(remedy(self.place, problem)) from problem

    def _set_up(self, create: bool) -> None:
        """Check that the database is a store that this version knows; make the tables when they are not there."""
        with self.engine.connect() as connection:
            version = self._version(connection)
            if version == VERSION:
                return
            if not create and version is None:
                raise StoreError(
                    f"{shown(self.place)}: nothing is stored there; run `watchfloor read PATH` first"
                )
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_SET_UP_LOCK)))
            # Another process may have been first.
            version = self._version(connection)
            if version is not None:
                upgrade(connection, version)
                return
            foreign = set(sql.inspect(connection).get_table_names()) & set(metadata.tables)
            if foreign:
                raise StoreError(
                    f"{shown(self.place)}: a database of another program (it has a table {min(foreign)!r} that is not "
                    "ours); name another with --store"
                )
            metadata.create_all(connection)
            connection.execute(META.insert().values(name="version", value=str(VERSION)))

    def _version(self, connection: sql.Connection) -> int | None:
        """The version that the tables are of, None when there are none."""
        if not sql.inspect(connection).has_table(META.name):
            return None
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
        return version

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
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
            raise StoreError(remedy(self.place, problem)) from problem

    @contextmanager
    def _reading(self) -> Iterator[sql.Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as problem:
            raise StoreError(remedy(self.place, problem)) from problem

    def _keep(self, table: sql.Table) -> Any:
        """An insert that leaves a row of the same key as it is."""
        return self._insert(table).on_conflict_do_nothing()

    def _insert(self, table: sql.Table) -> Any:
        insert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        return insert(table)


def lots(keys: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Few enough at a time for any database's limit on parameters."""
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
